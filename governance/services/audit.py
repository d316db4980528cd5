"""The audit trail's only writer.

Each entry is sealed: SHA-256 over a canonical encoding of its fields and the seal of the entry before it.
docs/decisions/chain.md says why this form, and what was rejected.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction

from content.models import Document
from governance.models import AuditEntry, Outcome
from governance.services.actors import Actor
from governance.services.anchor import append_anchor
from governance.services.search.index import index_entry

FORMAT = "imprimatur/entry/1"
START = "0" * 64
CHAIN_LOCK = 0x1A9B1A7  # any number that no other advisory lock of this database uses

# The sealed fields, in no order: the encoding sorts them.
SEALED = (
    "sequence", "actor_id", "actor_name", "role", "verb", "outcome", "object_kind", "object_id", "object_label",
    "document_id", "before", "after", "reason", "detail", "request_id", "address", "previous",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Act:
    """What an entry tells of an act, beside who and when."""

    verb: str
    outcome: Outcome = Outcome.DONE
    role: str = ""
    object_kind: str = ""
    object_id: str = ""
    object_label: str = ""
    document: Document | None = None
    before: str = ""
    after: str = ""
    reason: str = ""
    detail: str = ""


# Without a savepoint: an act whose entry fails is rolled back whole.
@transaction.atomic(savepoint=False)
def record(*, actor: Actor, act: Act, at: datetime) -> AuditEntry:
    """Appends one entry to the chain, in the transaction of the act if there is one."""
    lock_chain()
    last = AuditEntry.objects.order_by("-sequence").only("sequence", "hash").first()
    entry = AuditEntry(
        sequence=last.sequence + 1 if last else 1,
        previous=last.hash if last else START,
        at=at,
        actor=actor.person,
        actor_name=actor.name,
        request_id=actor.request_id,
        address=actor.address,
        **{name: getattr(act, name) for name in act.__slots__},
    )
    entry.hash = seal(entry)
    entry.save(force_insert=True)
    index_entry(entry)
    # After the commit: what was rolled back was never the head. An anchor that cannot be written is logged.
    # No partial: Django could not name it in that log.
    transaction.on_commit(lambda: append_anchor(entry.sequence, entry.hash), robust=True)
    return entry


def seal(entry: AuditEntry) -> str:
    """64 hex digits: SHA-256 over the canonical encoding of an entry's fields, `previous` among them."""
    return hashlib.sha256(encode(entry).encode()).hexdigest()


def encode(entry: AuditEntry) -> str:
    """JSON with sorted keys, no white space, UTF-8; the time in UTC with six decimals; numbers as they are."""
    return json.dumps(sealed_value(entry), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sealed_value(entry: AuditEntry) -> dict[str, Any]:
    """The sealed fields by name, as they are encoded and exported."""
    value = {name: getattr(entry, name) for name in SEALED}
    return value | {"at": entry.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"), "format": FORMAT}


def lock_chain() -> None:
    """Lets one act at a time go on to its entry, over all processes; ends with the transaction."""
    # SQLite needs none: every transaction is IMMEDIATE, so one alone writes.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
