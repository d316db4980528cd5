"""All addresses: the staff's admin, and the public site, which takes the rest."""

from django.contrib import admin
from django.urls import include, path

handler404 = "governance.public.views.not_found"
urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("governance.public.urls")),
]
