"""All addresses: the staff's admin, and the public site, which takes the rest."""

from django.contrib import admin
from django.templatetags.static import static
from django.urls import include, path
from django.views.generic import RedirectView

from governance.project.watching import alive, figures, ready

handler404 = "governance.public.views.not_found"
urlpatterns = [
    # Browsers ask for it whatever a page says.
    path("favicon.ico", RedirectView.as_view(url=static("imprimatur/favicon.svg"), permanent=True)),
    path("healthz", alive),
    path("readyz", ready),
    path("metrics", figures),
    path("admin/", admin.site.urls),
    path("outside/", include("governance.outside.urls")),
    path("", include("governance.public.urls")),
]
