"""How a few screens come into the staff's site: each behind its group of screens, an act by POST alone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern, path
from django.views.decorators.debug import sensitive_post_parameters

from governance.admin.access import Screen, require


@dataclass(frozen=True, slots=True)
class Route:
    """An address, its view (called with the site and the request) and name. is_act: it takes POST alone."""

    address: str
    view: Callable[..., HttpResponse]
    name: str
    is_act: bool = True


def routes(site: AdminSite, screen: Screen, listed: Iterable[Route]) -> list[URLPattern]:
    """The routes as addresses of the site, open to who may open the screen."""
    return [
        path(item.address, site.admin_view(_bound(site, screen, item)), name=item.name) for item in listed
    ]


def _bound(site: AdminSite, screen: Screen, route: Route) -> Callable[..., HttpResponse]:
    @sensitive_post_parameters()  # what was typed is in no report of an error
    def bound(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        require(request, screen)
        if route.is_act and request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        return route.view(site, request, **kwargs)

    return bound
