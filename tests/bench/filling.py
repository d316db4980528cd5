"""Thousands of rows at once, past the services, so that lists and proofs are measured at size."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from reversion.models import Revision

from content.models import ConditionPage, Document, Version
from governance.claims.values import Verdict
from governance.models import ApprovedStatement, AuditEntry, Extraction, FoundClaim, JudgedClaim, Person
from governance.services.anchor import _payload
from governance.services.audit import seal
from governance.services.keys import sign
from tests import factories as make

AT_ONCE = 2_000


@transaction.atomic
def fill_pages(page: ConditionPage, number: int) -> None:
    """Copies the newest version of a page until there are so many pages, each with one version, read by the engine."""
    start = ConditionPage.objects.count()
    documents = Document.objects.bulk_create(
        [_document(page, copy) for copy in range(start, number)], batch_size=AT_ONCE
    )
    _copy_fields(page, documents)
    _add_versions(make.newest(page), documents)


def _document(page: ConditionPage, copy: int) -> Document:
    values = {name: getattr(page, name) for name in ("kind", "owner_id", "condition")}
    return Document(title=f"Page {copy:06}", slug=f"page-{copy:06}", version_number=1, **values)


def _copy_fields(page: ConditionPage, documents: list[Document]) -> None:
    # In SQL: Django creates rows of a child table one by one.
    columns = [field.column for field in ConditionPage._meta.local_fields if not field.primary_key]
    key, names = ConditionPage._meta.pk.column, ", ".join(f'"{column}"' for column in columns)
    table = ConditionPage._meta.db_table
    picked = ", ".join(f't."{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" ("{key}", {names}) SELECT d.id, {picked} FROM content_document d, "{table}" t'
            f' WHERE t."{key}" = %s AND d.id BETWEEN %s AND %s',
            [page.pk, documents[0].pk, documents[-1].pk],
        )


def _add_versions(of: Version, documents: list[Document]) -> None:
    revisions = Revision.objects.bulk_create(
        [Revision(date_created=of.saved_at, user_id=of.saved_by_id) for _ in documents], batch_size=AT_ONCE
    )
    names = ("saved_by_id", "saved_by_name", "saved_at", "reason", "text", "digest")
    values = {name: getattr(of, name) for name in names}
    versions = Version.objects.bulk_create(
        [
            Version(document=document, revision=revision, number=1, **values)
            for document, revision in zip(documents, revisions, strict=True)
        ],
        batch_size=AT_ONCE,
    )
    engine = Extraction.objects.filter(version=of).values_list("engine", flat=True)[0]
    Extraction.objects.bulk_create(
        [Extraction(version=version, engine=engine, made_at=of.saved_at) for version in versions],
        batch_size=AT_ONCE,
    )
    _copy_findings(Extraction.objects.get(version=of), versions[0])


def _copy_findings(of: Extraction, first: Version) -> None:
    """The claims of a reading for each version from the first on, judged as consistent."""
    fields = [field for field in FoundClaim._meta.local_concrete_fields if not field.generated]
    names = [f'"{field.column}"' for field in fields if field.name not in ("id", "extraction")]
    claims, findings = FoundClaim._meta.db_table, JudgedClaim._meta.db_table
    made = f'SELECT id FROM "{Extraction._meta.db_table}" WHERE version_id >= {first.pk}'
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{claims}" (extraction_id, {", ".join(names)}) SELECT e.id, {", ".join(names)}'
            f' FROM ({made}) e, "{claims}" c WHERE c.extraction_id = %s',
            [of.pk],
        )
        cursor.execute(
            f'INSERT INTO "{findings}" (claim_id, statement_id, verdict, position) SELECT id, %s, %s, %s'
            f' FROM "{claims}" WHERE extraction_id IN ({made})',
            [ApprovedStatement.objects.latest("pk").pk, Verdict.CONSISTENT.value, ""],
        )


@transaction.atomic
def fill_trail(person: Person, number: int, anchored: int) -> Path:
    """Lengthens the trail to so many entries, and returns an anchor of the last `anchored`."""
    last = AuditEntry.objects.order_by("-sequence").first()
    waiting: list[AuditEntry] = []
    path = Path(settings.DATA_DIR) / "bench-anchor.jsonl"
    with path.open("w") as anchor:
        for sequence in range(last.sequence + 1, number + 1):
            last = _entry(person, sequence, last)
            waiting.append(last)
            if sequence > number - anchored:
                anchor.write(_anchor_line(last) + "\n")
            if len(waiting) == AT_ONCE or sequence == number:
                AuditEntry.objects.bulk_create(waiting)
                waiting.clear()
    return path


def _entry(person: Person, sequence: int, before: Any) -> AuditEntry:
    entry = AuditEntry(
        sequence=sequence,
        previous=before.hash,
        at=make.NOW,
        actor=person,
        actor_name=person.get_full_name(),
        verb="save",
        outcome="done",
        object_kind="condition-page",
        object_id=str(sequence % 5_000),
        object_label=f"Page {sequence % 5_000}",
        after=before.hash,
        reason="Other words for the lead, as the reviewer asked.",
    )
    entry.hash = seal(entry)
    return entry


def _anchor_line(entry: AuditEntry) -> str:
    key_id, signature = sign(_payload(entry.sequence, entry.hash))
    line = {"sequence": entry.sequence, "hash": entry.hash, "key": key_id, "signature": signature}
    return json.dumps(line, sort_keys=True)
