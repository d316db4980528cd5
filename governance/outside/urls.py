"""The addresses of outside experts. The token stands in the first alone, which has nothing on it but a button."""

from django.urls import path, re_path

from governance.outside import views

app_name = "outside"
urlpatterns = [
    re_path(r"^open/(?P<token>[\w-]{20,100})/$", views.door, name="door"),
    path("read/<int:pk>/", views.page, name="page"),
    path("read/<int:pk>/comments/<int:number>/", views.answer, name="answer"),
]
