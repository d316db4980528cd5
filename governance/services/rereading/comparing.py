"""What the reading by another engine changes: conflicts that are new, and conflicts that are gone."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from content.digest import decode
from content.models import Version
from governance.claims.engine import ENGINE_VERSION
from governance.claims.judge import judge
from governance.claims.values import Verdict
from governance.models import ApprovedStatement, Extraction, FoundClaim, Live
from governance.services.findings import as_claim, rows_of
from governance.services.rereading.reading import current_versions, unread
from governance.services.shapes import judged_shapes


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """A sentence that is in conflict by one reading and not by the other.

    rule: of the reading in which it is. is_live: the public sees it.
    """

    title: str
    document: int
    kind: str
    version: int
    is_live: bool
    is_new: bool
    rule: str
    topic: str
    sentence: str


@dataclass(frozen=True, slots=True)
class RuleRow:
    """How many conflicts a rule brings and takes away, in live pages and in all."""

    rule: str
    new: int
    gone: int
    new_live: int
    gone_live: int


# What says that two readings mean the same words.
Place = tuple[Any, ...]
_PLACE = ("extraction__version", "block", "start", "end", "topic")
_DOCUMENT = "extraction__version__document"
_SHOWN = ("rule", "sentence", _DOCUMENT, f"{_DOCUMENT}__title", f"{_DOCUMENT}__kind")


def changes(statement: ApprovedStatement, engine: str = ENGINE_VERSION) -> list[Change]:
    """Of the versions that were read by both, by title. Two queries for the claims, however many pages."""
    read = Extraction.objects.filter(engine=engine, version__in=current_versions().values("pk"))
    earlier = Extraction.objects.filter(version=OuterRef("version")).exclude(engine=engine).order_by("-pk")
    both = read.annotate(earlier=Subquery(earlier.values("pk")[:1])).filter(earlier__isnull=False)
    new, old = (_conflicts(both.values(name), statement) for name in ("pk", "earlier"))
    return _compared(new, old)


def foreseen(statement: ApprovedStatement, engine: str = ENGINE_VERSION) -> list[Change]:
    """The same before anything is stored: what was not read yet is read now, and forgotten."""
    return sorted([*changes(statement, engine), *_of_unread(statement, engine)])


def by_rule(found: Iterable[Change]) -> list[RuleRow]:
    """The changes counted by the rule that reads the sentence, the rule with the most first."""
    counted = Counter((item.rule, item.is_new, live) for item in found for live in {False, item.is_live})
    rules = {rule for rule, _, _ in counted}
    rows = [
        RuleRow(rule, *(counted[rule, new, live] for live in (False, True) for new in (True, False)))
        for rule in rules
    ]
    return sorted(rows, key=lambda row: (-row.new, -row.gone, row.rule))


def mark_of(found: Sequence[Change]) -> str:
    """What tells this list from any other, so that what is approved is what was seen."""
    return hashlib.sha256("\n".join(map(repr, found)).encode()).hexdigest()


def _conflicts(readings: QuerySet, statement: ApprovedStatement) -> dict[Place, Change]:
    judged = judged_shapes(statement.parsed()).items()
    shapes = [shape for shape, finding in judged if finding.verdict == Verdict.CONFLICT]
    live = Exists(Live.objects.filter(publication__version=OuterRef("extraction__version")))
    rows = FoundClaim.objects.filter(shape__in=shapes, extraction__in=readings).annotate(is_live=live)
    return {_place(row): _change(row) for row in rows.order_by().values(*_PLACE, *_SHOWN, "is_live")}


def _place(row: dict[str, Any]) -> Place:
    return tuple(row[name] for name in _PLACE)


def _change(row: dict[str, Any]) -> Change:
    return Change(
        title=row[f"{_DOCUMENT}__title"],
        document=row[_DOCUMENT],
        kind=row[f"{_DOCUMENT}__kind"],
        version=row["extraction__version"],
        is_live=row["is_live"],
        is_new=True,
        rule=row["rule"],
        topic=row["topic"],
        sentence=row["sentence"],
    )


def _compared(new: dict[Place, Change], old: dict[Place, Change]) -> list[Change]:
    brought = [item for place, item in new.items() if place not in old]
    gone = [_gone(item) for place, item in old.items() if place not in new]
    return sorted([*brought, *gone])


def _gone(item: Change) -> Change:
    values = {name: getattr(item, name) for name in Change.__slots__}
    return Change(**values | {"is_new": False})


def _of_unread(statement: ApprovedStatement, engine: str) -> Iterable[Change]:
    for version in unread(engine).select_related("document").order_by("pk").iterator(chunk_size=100):
        latest = Extraction.objects.filter(version=version).order_by("-pk").values("pk")[:1]
        if latest:
            yield from _compared(_fresh(version, statement), _conflicts(latest, statement))


def _fresh(version: Version, statement: ApprovedStatement) -> dict[Place, Change]:
    rows = list(rows_of(Extraction(), decode(version.text)))
    judged = judge(map(as_claim, rows), statement.parsed())
    found = [row for row, item in zip(rows, judged, strict=True) if item.verdict == Verdict.CONFLICT]
    is_live = Live.objects.filter(publication__version=version).exists()
    values = [_values(row, version, is_live) for row in found]
    return {_place(value): _change(value) for value in values}


def _values(row: FoundClaim, version: Version, is_live: bool) -> dict[str, Any]:
    own = {name: getattr(row, name) for name in (*_PLACE[1:], "rule", "sentence")}
    document = {"": version.document_id, "__title": version.document.title, "__kind": version.document.kind}
    named = {f"{_DOCUMENT}{name}": value for name, value in document.items()}
    return {**own, **named, "extraction__version": version.pk, "is_live": is_live}
