"""What every template may say of the site."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, str]:
    """The organisation's name."""
    return {"organisation": settings.ORGANISATION_NAME}
