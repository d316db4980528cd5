"""The addresses that readers see. They catch every path of one or two words, so they come last."""

from django.urls import path

from governance.public import views

app_name = "public"
urlpatterns = [
    path("", views.home, name="home"),
    path("<slug:collection>/", views.page_list, name="list"),
    path("<slug:collection>/<slug:slug>/", views.page, name="page"),
]
