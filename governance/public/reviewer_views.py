"""The screens about the physicians who stand behind the pages."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from governance.public.caching import Made, answer
from governance.public.numbers import page_number
from governance.public.reading import mark_of
from governance.public.rendering import absolute, html_of
from governance.public.reviewers import read_reviewer, read_reviewers
from governance.public.structured import person, script


@require_safe
def reviewers(request: HttpRequest) -> HttpResponse:
    """All whose signature stands under a live page."""
    return answer(request, "/reviewers/", _read_all)


@require_safe
def reviewer(request: HttpRequest, address: str) -> HttpResponse:
    """One of them, with the pages that they signed. 404 for others."""
    number = page_number(request)
    return answer(request, f"/reviewers/{address}/?page={number}", lambda: _read_one(address, number))


def _read_all() -> Made:
    found = read_reviewers()
    marks = [f"{item.signoff.pk} {item.pages}" for item in found]
    return Made(marks, lambda: html_of("reviewers", reviewers=found, canonical=absolute("/reviewers/")))


def _read_one(address: str, number: int) -> Made:
    found, page = read_reviewer(address, number)
    canonical = absolute(found.path)
    node = {"@type": "ProfilePage", "@id": canonical, "url": canonical, "mainEntity": person(found.signoff)}
    marks = [str(found.signoff.pk), *(mark_of(live.publication) for live in page.object_list)]
    marks.append(f"{page.number} of {page.paginator.num_pages}")
    return Made(
        marks,
        lambda: html_of(
            "reviewer", reviewer=found, page=page, canonical=canonical, structured=script([node])
        ),
    )
