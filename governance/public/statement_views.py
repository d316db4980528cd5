"""The public page of the position statement, if the site shows it."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from governance.public.caching import Made, answer
from governance.public.rendering import absolute, html_of
from governance.public.statement import approvers_of, earlier_than_now, groups_of, shown_statement


@require_safe
def position_statement(request: HttpRequest, version: str = "") -> HttpResponse:
    """The statement in force, or an earlier one. 404 where the site shows none, or there is none of that version."""
    address = f"/position-statement/{version}/" if version else "/position-statement/"
    return answer(request, address, lambda: _read(address, version))


def _read(address: str, version: str) -> Made:
    now = timezone.now()
    statement = shown_statement(version, at=now)
    earlier = earlier_than_now(at=now)
    is_past = statement in earlier
    others = [item for item in earlier if item != statement]
    marks = [statement.digest, f"past {is_past}", *(item.digest for item in others)]
    return Made(
        marks,
        lambda: html_of(
            "statement",
            statement=statement,
            groups=groups_of(statement.parsed()),
            required=statement.parsed().required,
            approvers=approvers_of(statement),
            earlier=others,
            is_past=is_past,
            canonical=absolute(address),
        ),
        since=statement.effective,
    )
