"""Which page of a list a reader asks for."""

from django.http import Http404, HttpRequest


def page_number(request: HttpRequest) -> int:
    """The number of `?page=`, 1 without it. Raises Http404 for what is no number."""
    text = request.GET.get("page", "1")
    if not (text.isascii() and text.isdecimal() and len(text) <= 9):
        raise Http404("the list has no such page")
    return int(text)
