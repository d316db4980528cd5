"""The index of the trail: the terms of each entry, written with it, and made anew where they were lost."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connections, transaction
from django.utils import timezone

from content.digest import decode
from content.models import Version
from governance.database.term_table import add_terms, empty_table, last_indexed, make_table, number_indexed
from governance.models import ApprovedStatement, AuditEntry
from governance.policy.verbs import Verb
from governance.services.search.terms import capped, day_marks, mark, words

AT_ONCE = 2_000


def index_entry(entry: AuditEntry) -> None:
    """Adds the terms of an entry that was just written, in its transaction."""
    terms = terms_of(entry, _in_force(_statements(), entry.at))
    add_terms(transaction.get_connection(), [(entry.sequence, terms)])


@transaction.atomic
def rebuild() -> int:
    """Forgets the index and makes it anew from the trail. Returns how many entries it holds."""
    empty_table(transaction.get_connection())
    return catch_up()


@transaction.atomic
def catch_up() -> int:
    """Indexes the entries that came after the last indexed one. Returns how many there were."""
    connection = transaction.get_connection()
    waiting = AuditEntry.objects.filter(sequence__gt=last_indexed(connection)).order_by("sequence")
    count, rows = 0, _rows(waiting.select_related("document").iterator(AT_ONCE))
    for row in rows:
        # One by one, so that a trail of a million entries needs no memory.
        add_terms(connection, [row])
        count += 1
    return count


def prepare_index(*, using: str = "default", **kwargs: Any) -> None:
    """Makes the table, and fills it where it fell behind. A receiver of post_migrate, which also runs after a flush."""
    connection = connections[using]
    if AuditEntry._meta.db_table not in connection.introspection.table_names():
        return
    make_table(connection)
    number, indexed = AuditEntry.objects.count(), number_indexed(connection)
    if indexed > number or last_indexed(connection) != indexed:
        rebuild()  # the trail counts from 1 without a gap, so such an index is of another one
    elif indexed < number:
        catch_up()


def behind() -> int:
    """How many of the newest entries have no terms yet: 0 wherever every act wrote its own."""
    return max(_last_entry() - last_indexed(transaction.get_connection()), 0)


def terms_of(entry: AuditEntry, statement: ApprovedStatement | None) -> list[str]:
    """All terms of an entry, its marks first. statement: the one in force when it was made."""
    told = " ".join((entry.object_label, entry.reason, entry.detail, entry.before, entry.after))
    names = words(entry.actor_name)
    return capped([*_marks(entry, statement), *_by(names), *names, *words(told), *_changed(entry)])


def _rows(entries: Iterable[AuditEntry]) -> Iterator[tuple[int, list[str]]]:
    statements = _statements()
    for entry in entries:
        yield entry.sequence, terms_of(entry, _in_force(statements, entry.at))


def _statements() -> list[ApprovedStatement]:
    rows = ApprovedStatement.objects.order_by("-effective", "-approved_at", "-pk")
    return list(rows.only("effective", "approved_at"))


def _in_force(statements: Sequence[ApprovedStatement], at: datetime) -> ApprovedStatement | None:
    # As ApprovedStatement.objects.in_force says, for many moments without a query for each.
    day = timezone.localtime(at).date()
    return next((item for item in statements if item.approved_at <= at and item.effective <= day), None)


def _marks(entry: AuditEntry, statement: ApprovedStatement | None) -> Iterator[str]:
    values = {
        "verb": entry.verb,
        "role": entry.role,
        "outcome": entry.outcome,
        "actor": entry.actor_id,
        "kind": entry.object_kind,
        "page": entry.document_id,
        "statement": statement.pk if statement else None,
    }
    yield from (mark(name, value) for name, value in values.items() if value)
    yield from day_marks(entry.at.astimezone(UTC).date())
    if entry.document is not None:
        yield mark("kind", entry.document.kind)
        yield mark("condition", entry.document.condition)


def _by(names: Iterable[str]) -> Iterator[str]:
    return (f"=by:{name}" for name in names)


def _changed(entry: AuditEntry) -> Iterator[str]:
    """For a save: the words that came into the page with it, and those that went."""
    if entry.verb != Verb.SAVE or entry.document_id is None or entry.before == entry.after:
        return
    saved = Version.objects.filter(document=entry.document_id, saved_at=entry.at, digest=entry.after).first()
    if saved is None:
        return
    earlier = Version.objects.filter(document=entry.document_id, number=saved.number - 1).first()
    yield from _words_of(saved).keys() ^ (_words_of(earlier).keys() if earlier else set())


def _words_of(version: Version) -> dict[str, None]:
    text = decode(version.text)
    rows = (row for section in text.sections for row in section.rows)
    return dict.fromkeys(words(" ".join([text.title, *(value for row in rows for _, value in row.columns)])))


def _last_entry() -> int:
    return AuditEntry.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0
