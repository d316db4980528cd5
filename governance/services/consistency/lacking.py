"""Live pages that speak of a benefit and lack a sentence that the statement asks for beside it.

Mostly pages from before a statement that asks for more: nothing takes them down, but somebody should mend them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from governance.claims.required import missing_by_claims
from governance.claims.values import Claim, Statement
from governance.models import Live, PublicationLink
from governance.services.consistency.said import Said

BENEFITS = frozenset({"efficacy", "role"})


@dataclass(frozen=True, slots=True)
class Lacking:
    """A sentence of a live page on a benefit, and what the statement asks for beside it."""

    said: Said
    says: str


def lacking(said: Iterable[Said], statement: Statement) -> Iterator[Lacking]:
    """One row for each page and required sentence; two queries more. A question counts its page's sentences too."""
    pages: dict[int, list[Said]] = defaultdict(list)
    for item in said:
        pages[item.document].append(item)
    shown_on = _shown_on()
    for document, items in pages.items():
        benefit = next((item for item in items if item.topic in BENEFITS and item.low > 0), None)
        if benefit is None:
            continue
        own = missing_by_claims(benefit.condition_of_page, map(_claim, items), statement)
        beside = [item for other in shown_on.get(document, ()) for item in pages.get(other, ())]
        both = missing_by_claims(benefit.condition_of_page, map(_claim, [*items, *beside]), statement)
        yield from (Lacking(benefit, item.says) for item in own if item in both)


def _shown_on() -> dict[int, list[int]]:
    paths = dict(Live.objects.values_list("path", "document"))
    links = PublicationLink.objects.filter(is_shown_there=True, publication__live__isnull=False)
    found: dict[int, list[int]] = defaultdict(list)
    for document, path in links.values_list("publication__document", "path"):
        if path in paths:
            found[document].append(paths[path])
    return found


def _claim(said: Said) -> Claim:
    return Claim(
        block="",
        start=0,
        end=1,
        sentence=said.sentence,
        topic=said.topic,
        low=said.low,
        high=said.high,
        agent=said.agent,
        conditions=(said.condition,),
    )
