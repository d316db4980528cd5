"""The addresses of the read-only API."""

from django.urls import path

from governance.public.api import views

app_name = "api"
urlpatterns = [
    path("openapi.json", views.description, name="description"),
    path("publications/", views.publication_list, name="publications"),
    path("publications/<slug:collection>/<slug:slug>/", views.publication, name="publication"),
    path("withdrawals/", views.withdrawal_list, name="withdrawals"),
]
