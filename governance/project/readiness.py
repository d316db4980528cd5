"""`/readyz`: 200 where the site can serve, 503 where it should not be asked."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from governance.services.readiness import readiness


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Each part by name, well or not; no versions, numbers or addresses."""
    parts = readiness(at=timezone.now())
    response = JsonResponse(parts, status=200 if all(parts.values()) else 503)
    response.headers["Cache-Control"] = "no-store"
    return response
