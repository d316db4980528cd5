"""The table of terms by which entries of the trail are found: FTS5 on SQLite, a GIN index on PostgreSQL.

It is derived from the trail and no part of the proof: it may be lost and is made anew. A term is a word or a mark of
letters, digits, `_`, `=` and `:`, the same on both databases; which terms an entry has is told by `services.search`.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

TABLE = "governance_trailterm"
# Each group is alternatives of which one must fit; a term that ends in * stands for all that begin so.
Groups = Sequence[frozenset[str]]
# PostgreSQL cannot walk an index of terms from the newest entry down; so it first looks through the newest in order.
WINDOWS = (20_000, 400_000)

_SQLITE = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {TABLE} USING fts5"
    "(terms, content='', detail='none', tokenize=\"ascii tokenchars '=:_'\")",
)
_POSTGRESQL = (
    f"CREATE TABLE IF NOT EXISTS {TABLE} (sequence bigint PRIMARY KEY, terms tsvector NOT NULL)",
    f"CREATE INDEX IF NOT EXISTS {TABLE}_terms ON {TABLE} USING gin (terms) WITH (fastupdate = off)",
)


def make_table(connection: Any) -> None:
    """Makes the table where it is missing."""
    with connection.cursor() as cursor:
        for statement in _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE:
            cursor.execute(statement)


def empty_table(connection: Any) -> None:
    """Forgets all terms."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"DELETE FROM {TABLE}")
        else:
            cursor.execute(f"INSERT INTO {TABLE}({TABLE}) VALUES ('delete-all')")


def add_terms(connection: Any, rows: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Adds entries, each with its sequence and its terms."""
    is_postgresql = connection.vendor == "postgresql"
    insert = (
        f"INSERT INTO {TABLE} (sequence, terms) VALUES (%s, array_to_tsvector(%s::text[]))"
        if is_postgresql
        else f"INSERT INTO {TABLE} (rowid, terms) VALUES (%s, %s)"
    )
    values = [(sequence, list(terms) if is_postgresql else " ".join(terms)) for sequence, terms in rows]
    with connection.cursor() as cursor:
        cursor.executemany(insert, values)


def last_indexed(connection: Any) -> int:
    """The highest sequence that has terms, 0 where none has."""
    return _told(connection, "MAX({column})") or 0


def number_indexed(connection: Any) -> int:
    """How many entries have terms; reads them all, so it is for migrations."""
    return _told(connection, "COUNT(*)") or 0


def _told(connection: Any, expression: str) -> int | None:
    is_postgresql = connection.vendor == "postgresql"
    source, column = (TABLE, "sequence") if is_postgresql else (f"{TABLE}_docsize", "id")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {expression.format(column=column)} FROM {source}")
        return cursor.fetchone()[0]


def find_terms(connection: Any, groups: Groups, *, below: int, most: int) -> list[int]:
    """The sequences below one that fit all groups, the highest first, so many at most."""
    if connection.vendor == "postgresql":
        return _find_postgresql(connection, groups, below, most)
    query = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s AND rowid < %s ORDER BY rowid DESC LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(query, [_fts5(groups), below, most])
        return [sequence for (sequence,) in cursor.fetchall()]


def _find_postgresql(connection: Any, groups: Groups, below: int, most: int) -> list[int]:
    query = (
        f"SELECT sequence FROM {TABLE} WHERE terms @@ %s::tsquery AND sequence < %s AND sequence >= %s"
        " ORDER BY sequence DESC LIMIT %s"
    )
    found: list[int] = []
    with connection.cursor() as cursor:
        for lowest in _windows(below):
            cursor.execute(query, [_tsquery(groups), below, lowest, most - len(found)])
            found += [sequence for (sequence,) in cursor.fetchall()]
            if len(found) == most:
                break
            below = lowest
    return found


def _windows(below: int) -> Iterator[int]:
    """Where each stretch ends that is looked through, from the newest entry down to the first."""
    yield from (below - size for size in WINDOWS if below > size)
    yield 0


def _fts5(groups: Groups) -> str:
    return " AND ".join("(" + " OR ".join(map(_fts5_term, sorted(group))) + ")" for group in groups)


def _fts5_term(term: str) -> str:
    return f'"{term[:-1]}" *' if term.endswith("*") else f'"{term}"'


def _tsquery(groups: Groups) -> str:
    return " & ".join("(" + " | ".join(map(_lexeme, sorted(group))) + ")" for group in groups)


def _lexeme(term: str) -> str:
    return f"'{term[:-1]}':*" if term.endswith("*") else f"'{term}'"
