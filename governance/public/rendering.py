"""The pages of the public site as HTML. They know nothing of who asks, so that one is made for all."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from governance.public.collections import collections


def html_of(name: str, **context: Any) -> str:
    """The page that `public/<name>.html` makes of the context."""
    return framed(f"public/{name}.html", **context)


def framed(template: str, **context: Any) -> str:
    """The page that a template in the public site's frame makes of the context."""
    frame = {
        "collections": collections(),
        "organisation": settings.ORGANISATION_NAME,
        "shows_statement": settings.PUBLIC_STATEMENT,
    }
    return render_to_string(template, {**frame, **context})


def absolute(path: str) -> str:
    """The one address of a page, whatever name the reader came by: such as `https://health.example/faqs/`."""
    return f"{settings.SITE_URL}{path}"
