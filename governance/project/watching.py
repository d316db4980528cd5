"""For whoever watches the machine: `/healthz` alive, `/readyz` fit to serve, `/metrics` the figures."""

import hmac

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from governance.services.metrics import metrics
from governance.services.readiness import readiness


@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """200 as long as this process answers; nothing else is looked at."""
    return HttpResponse("alive\n", content_type="text/plain")


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 where the site can serve, 503 where it should not be asked. Each part by name, well or not."""
    parts = readiness(at=timezone.now())
    return JsonResponse(parts, status=200 if all(parts.values()) else 503)


@never_cache
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """The figures in Prometheus' text format 0.0.4, for who brings the token. 404 where the site has none."""
    if not settings.METRICS_TOKEN:
        raise Http404
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not hmac.compare_digest(given.encode(), settings.METRICS_TOKEN.encode()):
        return HttpResponse("A token is needed.\n", status=401, content_type="text/plain")
    lines = (
        f"# HELP imprimatur_{item.name} {item.help}\n# TYPE imprimatur_{item.name} gauge\n"
        f"imprimatur_{item.name} {item.value:g}\n"
        for item in metrics(at=timezone.now())
    )
    return HttpResponse("".join(lines), content_type="text/plain; version=0.0.4")
