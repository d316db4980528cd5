"""The index of what readers search: written with each publication, mended by the schedule, made anew by a command."""

from collections.abc import Iterator
from typing import Any

from django.db import connections, transaction

from content.digest import decode
from content.markdown import plain
from content.sections import PublicText
from governance.claims.sentences import ends
from governance.database.public_words import Words, drop_words, indexed, make_words_table, put_words
from governance.models import Live, Publication

LONGEST = 2_000  # characters of a sentence


def index_publication(publication: Publication) -> None:
    """Adds the words of a publication that went live, in its transaction; those of the one before it go."""
    connection = transaction.get_connection()
    earlier = Publication.objects.filter(document=publication.document_id)
    drop_words(connection, earlier.values_list("pk", flat=True))
    put_words(connection, _words(publication))


def forget_publication(publication: int) -> None:
    """Drops the words of a publication that was taken down, in its transaction."""
    drop_words(transaction.get_connection(), [publication])


@transaction.atomic
def catch_up_search() -> int:
    """Adds the live publications that the index lacks and drops what is no longer live. Returns how many of both."""
    connection = transaction.get_connection()
    live = set(Live.objects.values_list("publication_id", flat=True))
    known = indexed(connection)
    drop_words(connection, known - live)
    missing = sorted(live - known)
    for publication in Publication.objects.filter(pk__in=missing).iterator(200):
        put_words(connection, _words(publication))
    return len(missing) + len(known - live)


@transaction.atomic
def rebuild_search() -> int:
    """Forgets the index and makes it anew from what is live. Returns how many pages it holds."""
    connection = transaction.get_connection()
    drop_words(connection, indexed(connection))
    return catch_up_search()


def prepare_search(*, using: str = "default", **kwargs: Any) -> None:
    """Makes the table where it is missing. A receiver of post_migrate."""
    connection = connections[using]
    if Live._meta.db_table in connection.introspection.table_names():
        make_words_table(connection)


def _words(publication: Publication) -> Words:
    text = decode(publication.text)
    body = "\n".join(_sentences(text))
    return Words(publication.pk, publication.title, body, text.condition)


def _sentences(text: PublicText) -> Iterator[str]:
    for passage in text.passages():
        if passage.key != "title":
            for line in plain(passage.text).splitlines():
                yield from _split(line)


def _split(line: str) -> Iterator[str]:
    start = 0
    for end in (*ends(line, LONGEST), len(line)):
        sentence = " ".join(line[start:end].split())
        start = end
        if sentence:
            yield sentence
