"""Searching the trail: what is asked as a value, and pages of entries, the newest first, however many fit."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date

from django.db import connection

from governance.database.term_table import find_terms
from governance.models import AuditEntry, Outcome
from governance.services.search.terms import beginnings, days_between, mark

ROWS = 50
MOST_COUNTED = 1_000
EXPORTED_AT_ONCE = 2_000
NOT_DONE = "not-done"
ENDLESS = 2**62
# What is one mark each; the name of the field is the name of the mark.
MARKS = ("actor", "role", "verb", "kind", "condition", "statement")


@dataclass(frozen=True, slots=True)
class Search:
    """What is asked. All of it must fit; what is empty asks nothing.

    words: in the entry, or in the words that a save brought or took; person: of the name as it was; actor: an
    account; pages: documents, of which one must fit, None for any; kind: of the page or of what the act was about;
    statement: the one in force at that moment; since, until: days in UTC, both included.
    """

    words: str = ""
    person: str = ""
    actor: int | None = None
    role: str = ""
    verb: str = ""
    outcome: str = ""
    pages: tuple[int, ...] | None = None
    kind: str = ""
    condition: str = ""
    statement: int | None = None
    since: date | None = None
    until: date | None = None

    @property
    def asks_nothing(self) -> bool:
        """Whether every entry fits."""
        return not any(getattr(self, item.name) not in ("", None) for item in fields(self))


@dataclass(frozen=True, slots=True)
class Page:
    """One page of what was found.

    count: how many fit from here on, at most MOST_COUNTED, and is_more than that; older: where the next page begins.
    """

    entries: tuple[AuditEntry, ...]
    count: int
    is_more: bool
    older: int | None


def find(search: Search, *, below: int = ENDLESS) -> Page:
    """A page of the entries that fit, those below a sequence, the newest first."""
    found = sequences(search, below=below, most=MOST_COUNTED + 1)
    shown = found[:ROWS]
    older = shown[-1] if len(found) > ROWS else None
    return Page(tuple(_entries(shown)), min(len(found), MOST_COUNTED), len(found) > MOST_COUNTED, older)


def every(search: Search, *, below: int = ENDLESS) -> Iterator[AuditEntry]:
    """All entries that fit, those below a sequence, the newest first, in bounded memory."""
    while found := sequences(search, below=below, most=EXPORTED_AT_ONCE):
        yield from _entries(found)
        below = found[-1]


def sequences(search: Search, *, below: int, most: int) -> list[int]:
    """The sequences of the entries that fit, below one, the highest first, so many at most."""
    if search.asks_nothing:
        newest = AuditEntry.objects.filter(sequence__lt=below).order_by("-sequence")
        return list(newest.values_list("sequence", flat=True)[:most])
    groups = groups_of(search)
    return find_terms(connection, groups, below=below, most=most) if all(groups) else []


def groups_of(search: Search) -> list[frozenset[str]]:
    """The terms that must fit; an empty group, such as that of a page that is not there, fits nothing."""
    groups = [*beginnings(search.words), *beginnings(search.person, prefix="=by:")]
    marks = ((name, getattr(search, name)) for name in MARKS)
    groups += [frozenset({mark(name, value)}) for name, value in marks if value not in ("", None)]
    if search.outcome:
        groups.append(_outcomes(search.outcome))
    if search.pages is not None:
        groups.append(frozenset(mark("page", page) for page in search.pages))
    if search.since or search.until:
        groups.append(days_between(search.since, search.until))
    return groups or [frozenset()]


def _outcomes(asked: str) -> frozenset[str]:
    chosen = [item for item in Outcome if item != Outcome.DONE] if asked == NOT_DONE else [asked]
    return frozenset(mark("outcome", outcome) for outcome in chosen)


def _entries(found: list[int]) -> list[AuditEntry]:
    entries = AuditEntry.objects.select_related("document").in_bulk(found)
    return [entries[sequence] for sequence in found if sequence in entries]
