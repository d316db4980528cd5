"""The terms by which an entry is found: words, folded to plain small letters, and marks such as `=verb:sign_off`."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

WORD = re.compile(r"[^\W_]+")
LONGEST = 40  # a longer word is known by its first letters, so half of a digest finds it
SHORTEST_BEGINNING = 4  # shorter words are searched whole: too much begins with them
MOST_BYTES = 400_000  # of one entry; PostgreSQL holds no more than a megabyte
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)


def words(text: str) -> list[str]:
    """The words of a text in their order, each once, without case and accents."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in folded if not unicodedata.combining(sign))
    return list(dict.fromkeys(word[:LONGEST] for word in WORD.findall(plain)))


def beginnings(text: str, *, prefix: str = "") -> list[frozenset[str]]:
    """For a search: each word, or where it is long enough all that begins with it."""
    return [
        frozenset({f"{prefix}{word}*" if len(word) >= SHORTEST_BEGINNING else f"{prefix}{word}"})
        for word in words(text)
    ]


def mark(name: str, value: object) -> str:
    """One mark, such as `=role:statement_owner`. No word looks so."""
    return f"={name}:{re.sub(r'[^0-9a-z]+', '_', str(value).casefold())}"


def day_marks(day: date) -> list[str]:
    """The marks of a day: its own, its month's and its year's."""
    return [mark("day", day), mark("month", f"{day:%Y-%m}"), mark("year", day.year)]


def days_between(since: date | None, until: date | None) -> frozenset[str]:
    """The fewest marks that stand for all days of a range, both ends included."""
    return frozenset(_between(max(since or FIRST_DAY, FIRST_DAY), min(until or LAST_DAY, LAST_DAY)))


def capped(terms: Iterable[str]) -> list[str]:
    """The terms, each once, as many as an entry can hold."""
    kept, size = [], 0
    for term in dict.fromkeys(terms):
        size += len(term.encode())
        if size > MOST_BYTES:
            break
        kept.append(term)
    return kept


def _between(day: date, last: date) -> Iterator[str]:
    while day <= last:
        year_end, month_end = date(day.year, 12, 31), _month_end(day)
        if (day.month, day.day) == (1, 1) and year_end <= last:
            end, found = year_end, mark("year", day.year)
        elif day.day == 1 and month_end <= last:
            end, found = month_end, mark("month", f"{day:%Y-%m}")
        else:
            end, found = day, mark("day", day)
        yield found
        day = end + timedelta(days=1)


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
