"""When the public site last changed: one cheap query, which says whether a page kept in memory still holds.

What a page shows follows from the day and from four tables, to which rows are only ever added: publications,
withdrawals, statements, and flags of conflict. Acts follow one another (services.acting holds the chain), so the
newest row of each stands for all that came before.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection

# Key and minute, for a database that was put back from a copy gives the same keys to other rows; of a publication
# the digest too.
NEWEST = """SELECT p.id, p.digest, p.published_at, w.id, w.withdrawn_at, s.id, s.approved_at, f.id, f.flagged_at
FROM (SELECT 1 AS one) always
LEFT JOIN (SELECT id, digest, published_at FROM governance_publication ORDER BY id DESC LIMIT 1) p ON 1 = 1
LEFT JOIN (SELECT id, withdrawn_at FROM governance_withdrawal ORDER BY id DESC LIMIT 1) w ON 1 = 1
LEFT JOIN (SELECT id, approved_at FROM governance_approvedstatement ORDER BY id DESC LIMIT 1) s ON 1 = 1
LEFT JOIN (SELECT id, flagged_at FROM governance_conflictflag ORDER BY id DESC LIMIT 1) f ON 1 = 1
"""


@dataclass(frozen=True, slots=True)
class Stamp:
    """The newest row of each table, as the database gives them; None for a table without a row."""

    values: tuple[object, ...]

    @property
    def changed_at(self) -> datetime | None:
        """When the latest of them came, None before the first."""
        return max((_moment(value) for value in self.values[2::2] if value), default=None)


def current_stamp() -> Stamp:
    """The stamp of this moment. One query."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST)
        return Stamp(tuple(cursor.fetchone()))


def _moment(value: object) -> datetime:
    # SQLite gives it without its zone, which is always UTC there.
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
