"""The table of words by which readers find live pages: FTS5 on SQLite, full text with a GIN index on PostgreSQL.

It is derived from publications and no part of the proof: it may be lost and is made anew. Readers are shown only what
is live at that moment, whatever stands here. A body has one sentence a line.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

TABLE = "governance_publicwords"
TITLE_COUNTS = 8.0  # a word in the title is worth so many in the text

_SQLITE = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {TABLE} USING fts5"
    '(title, body, condition UNINDEXED, tokenize="porter unicode61 remove_diacritics 2")',
)
_POSTGRESQL = (
    f"CREATE TABLE IF NOT EXISTS {TABLE} (rowid bigint PRIMARY KEY, title text NOT NULL, body text NOT NULL,"
    " condition text NOT NULL, words tsvector GENERATED ALWAYS AS (setweight(to_tsvector('english', title), 'A')"
    " || setweight(to_tsvector('english', body), 'D')) STORED)",
    f"CREATE INDEX IF NOT EXISTS {TABLE}_words ON {TABLE} USING gin (words)",
)
_LIVE = f"FROM {TABLE} w JOIN governance_live l ON l.publication_id = w.rowid"
_FOUND = {
    "postgresql": (
        "w.words @@ plainto_tsquery('english', %s)",
        "ts_rank(w.words, plainto_tsquery('english', %s)) DESC",
    ),
    "sqlite": (f"w.{TABLE} MATCH %s", f"bm25({TABLE}, {TITLE_COUNTS}, 1.0)"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """What is kept of one publication."""

    publication: int
    title: str
    body: str
    condition: str = ""


def make_words_table(connection: Any) -> None:
    """Makes the table where it is missing."""
    with connection.cursor() as cursor:
        for statement in _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE:
            cursor.execute(statement)


def put_words(connection: Any, words: Words) -> None:
    """Adds the words of a publication."""
    insert = f"INSERT INTO {TABLE} (rowid, title, body, condition) VALUES (%s, %s, %s, %s)"
    with connection.cursor() as cursor:
        cursor.execute(insert, [words.publication, words.title, words.body, words.condition])


def drop_words(connection: Any, publications: Iterable[int]) -> None:
    """Forgets the words of these publications."""
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {TABLE} WHERE rowid = %s", [(key,) for key in publications])


def indexed(connection: Any) -> set[int]:
    """The publications that have words here."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT rowid FROM {TABLE}")
        return {key for (key,) in cursor.fetchall()}


def find_words(connection: Any, terms: list[str], condition: str, *, offset: int, limit: int) -> list[Words]:
    """The live publications that have all terms, the best first; by title where no term is given.

    terms: words of letters and digits alone; condition: "" for any.
    """
    where, order, values = _asked(connection.vendor, terms)
    if condition:
        where, values["where"] = [*where, "w.condition = %s"], [*values["where"], condition]
    wanted = f"WHERE {' AND '.join(where)}" if where else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT w.rowid, w.title, w.body {_LIVE} {wanted} ORDER BY {order}, w.rowid LIMIT %s OFFSET %s",
            [*values["where"], *values["order"], limit, offset],
        )
        return [Words(*row) for row in cursor.fetchall()]


def _asked(vendor: str, terms: list[str]) -> tuple[list[str], str, dict[str, list[Any]]]:
    if not terms:
        return [], "w.title", {"where": [], "order": []}
    found, order = _FOUND[vendor]
    # Quoted, no letter of a term is an operator of FTS5.
    query = " ".join(terms) if vendor == "postgresql" else " ".join(f'"{term}"' for term in terms)
    return [found], order, {"where": [query], "order": [query] if "%s" in order else []}
