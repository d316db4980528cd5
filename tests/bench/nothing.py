"""An empty page, to tell what our own page costs from what every page costs."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def nothing(request: HttpRequest) -> HttpResponse:
    """Nothing at all."""
    return HttpResponse("")


urlpatterns = [path("", nothing)]
