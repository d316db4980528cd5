"""Lists of the API: a key of the last row instead of a page's number, so that no row is missed or met twice."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet
from django.http import QueryDict

from governance.models import Live, Withdrawal
from governance.policy.expiry import age_of
from governance.public.api.items import ITEMS, gone, summary
from governance.public.collections import collections
from governance.public.reading import WHOLE, with_fields
from governance.public.rendering import absolute

WITHDRAWALS = "/api/v1/withdrawals/"
MOST, USUAL, LARGEST_KEY = 100, 50, 2**63 - 1


class BadQuery(Exception):
    """The query asks for something that there is not; the sentence says what. status: 400, or 404 for a collection."""

    status = 400


class NoCollection(BadQuery):
    """The query is well formed, but names a collection that there is not."""

    status = 404


@dataclass(frozen=True, slots=True)
class Asked:
    """after: the key of the last row that the asker has; limit: how many more at most."""

    after: int
    limit: int
    collection: str

    @property
    def key(self) -> str:
        """Alike for queries that ask for the same."""
        return f"{self.after} {self.limit} {self.collection}"


def asked_in(query: QueryDict, *known: str) -> Asked:
    """The query as a value. known: the names that this list takes. Raises BadQuery."""
    for name in query:
        if name not in known or len(query.getlist(name)) > 1:
            raise BadQuery(f"{name[:40]!r} is not asked here, or is asked twice. Known: {', '.join(known)}.")
    collection = query.get("collection", "")
    if "collection" in query and collection not in [item.address for item in collections()]:
        raise NoCollection("There is no such collection.")
    after = _number(query, "after", 0, least=0, most=LARGEST_KEY)
    return Asked(after, _number(query, "limit", USUAL, least=1, most=MOST), collection)


def publications(asked: Asked, *, on: date) -> dict[str, Any]:
    """Live publications, the oldest publication first: what is published anew comes to the end again."""
    live = Live.objects.filter(publication_id__gt=asked.after)
    if asked.collection:
        live = live.filter(publication__collection=asked.collection)
    rows = [
        item.publication for item in with_fields(WHOLE, live).order_by("publication_id")[: asked.limit + 1]
    ]
    ages = {row.pk: age_of(row.next_review, on=on, long_after=settings.NOINDEX_AFTER) for row in rows}
    return _list(ITEMS, rows, asked, lambda row: summary(row, ages[row.pk]))


def withdrawals(asked: Asked) -> dict[str, Any]:
    """What was taken down, the oldest first, whether or not it is back since."""
    rows: QuerySet[Withdrawal] = Withdrawal.objects.filter(pk__gt=asked.after).select_related("publication")
    found = list(rows.order_by("pk")[: asked.limit + 1])
    return _list(WITHDRAWALS, found, asked, lambda row: {"id": row.pk, **gone(row, row.publication.path)})


def _list(path: str, rows: list[Any], asked: Asked, item: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
    shown = rows[: asked.limit]
    following = _next(path, asked, shown[-1].pk) if len(rows) > asked.limit else None
    return {"items": [item(row) for row in shown], "next": following}


def _next(path: str, asked: Asked, after: int) -> str:
    query: Iterable[tuple[str, object]] = [("after", after), ("limit", asked.limit)]
    named = [("collection", asked.collection)] if asked.collection else []
    return absolute(f"{path}?{urlencode([*query, *named])}")


def _number(query: QueryDict, name: str, usual: int, *, least: int, most: int) -> int:
    text = query.get(name)
    if text is None:
        return usual
    if not (text.isascii() and text.isdecimal() and len(text) <= 19 and least <= int(text) <= most):
        raise BadQuery(f"{name} takes a whole number from {least} to {most}.")
    return int(text)
