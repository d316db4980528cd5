"""The check while one types: a page of 1,500 words that speak of ketamine, sent again with one sentence changed."""

from itertools import count
from typing import Any

from django.core.cache import cache
from django.test import Client

from content.models import ConditionPage
from governance.claims.recalling import forget
from governance.models import Person
from tests import factories as make
from tests.bench.measuring import Spent, median, milliseconds, timed
from tests.bench.texts import page as ketamine_page

TIMES = 9
_edits = count(1)
Row = tuple[str, str, str, str]


def typing_rows(writer: Person) -> list[Row]:
    """The first check of a page that no process has read, and each one after it. Wanted: within 300 ms of a pause."""
    page = make.make_page(by=writer, definition=ketamine_page())
    client = Client(SERVER_NAME="localhost")
    client.force_login(writer, backend="django.contrib.auth.backends.ModelBackend")
    first = [timed(lambda: _check(client, page, is_cold=True)) for _ in range(TIMES)]
    after = [timed(lambda: _check(client, page)) for _ in range(TIMES)]
    return [
        _row("check while typing, 1,500 words on ketamine, read for the first time", first),
        _row("the same after one more sentence", after),
    ]


def _check(client: Client, page: ConditionPage, *, is_cold: bool = False) -> Any:
    cache.clear()  # the limit of checks a minute
    if is_cold:
        forget()
    sent = {name: getattr(page, name) for name in ("title", "slug", "condition", "definition")}
    typed = {"owner": page.owner_id, "lead": f"Ketamine may help some people, says edition {next(_edits)}."}
    response = client.post(f"/admin/content/conditionpage/{page.pk}/check/", sent | typed)
    assert response.status_code == 200, response.status_code
    return response


def _row(label: str, runs: list[Spent]) -> Row:
    spent = median(runs)
    return label, milliseconds(spent.clock), milliseconds(spent.processor), ""
