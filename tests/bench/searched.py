"""A trail of many entries to search, and how long each kind of search takes, on the database of the environment."""

import random
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

import tests.environment  # noqa: F401  the settings, before Django reads them

import django  # isort: skip

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402

from content.models import Document  # noqa: E402
from governance.database.term_table import add_terms  # noqa: E402
from governance.models import ApprovedStatement, AuditEntry, Person  # noqa: E402
from governance.policy.verbs import Role, Verb  # noqa: E402
from governance.services import keys  # noqa: E402
from governance.services.search.index import catch_up, terms_of  # noqa: E402
from tests import factories as make  # noqa: E402
from tests.bench.filling import fill_pages  # noqa: E402
from tests.bench.measuring import Spent, median, milliseconds, table, timed  # noqa: E402

SIZES = (10_000, 100_000, 1_000_000)
TIMES, PAGES, PEOPLE, AT_ONCE = 5, 2_000, 20, 2_000
REASON = "Other words for the lead:"
TRAIL = "/admin/governance/auditentry/"
OUTCOMES = (["done"] * 95) + (["refused"] * 4) + ["denied"]
VOCABULARY = [f"{first}{second}{third}" for first in "bdfgklm" for second in "aeiou" for third in range(400)]


def main() -> None:
    """Lengthens the trail step by step and prints the median time of each search at each size.

    By the clock, and in brackets of this process's processor: on SQLite that is all of the work.
    """
    searches = _prepare()
    measured: dict[str, list[str]] = {name: [] for name in searches}
    for size in SIZES:
        _fill(size)
        for name, query in searches.items():
            spent = _median(query)
            measured[name].append(f"{milliseconds(spent.clock)} ({milliseconds(spent.processor)})")
    heads = ["first page of a search", *(f"{size:,} entries" for size in SIZES)]
    table(heads, [[name, *times] for name, times in measured.items()])


def _prepare() -> dict[str, str]:
    call_command("migrate", verbosity=0)
    keys.make_key()
    statement = make.make_statement()
    page = make.make_page(by=make.make_writer(name="Hanna Lindqvist"))
    digest = make.newest(page).digest
    for number in range(PEOPLE):
        make.make_writer(name=f"Writer{number} Person{number}")
    fill_pages(page, PAGES)
    return {
        "all": "",
        "a person": "who=Writer7+Person7",
        "a role": "role=physician",
        "an act": "verb=publish",
        "how it ended": "outcome=denied",
        "a page": "page=Page+000777",
        "a kind": "kind=condition-page",
        "a condition": "condition=ptsd",
        "a statement": f"statement={statement.pk}",
        "a month": "since=2026-07-01&until=2026-07-31",
        "a word of a few entries": "q=seldomword",
        "words of every entry": "q=words+lead",
        "a digest of one entry": f"q={digest}",
        "person, act, days and word": f"who=Writer7&verb=save&since=2026-07-03&until=2026-09-20&q={VOCABULARY[9]}",
        "common marks that never meet": "role=physician&verb=save",
        "nothing": "q=nosuchword&verb=save",
    }


def _median(query: str) -> Spent:
    client = Client(SERVER_NAME="localhost")
    officer = Person.objects.filter(groups__name=Role.COMPLIANCE.value).first() or make.make_person(
        Role.COMPLIANCE
    )
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")

    def show() -> None:
        assert client.get(f"{TRAIL}?{query}").status_code == 200, query

    return median([timed(show) for _ in range(TIMES)])


def _fill(size: int) -> None:
    """To the first size entry by entry; from there by copies of those, in the database itself."""
    if size == SIZES[0]:
        for batch in _batches(_entries(size)):
            _store(batch)
    else:
        _copy(size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _batches(entries: Iterator[AuditEntry]) -> Iterator[list[AuditEntry]]:
    return iter(lambda: list(islice(entries, AT_ONCE)), [])


@transaction.atomic
def _store(batch: list[AuditEntry]) -> None:
    AuditEntry.objects.bulk_create(batch)
    catch_up()


def _copy(size: int) -> None:
    """Only sequence and link of a copy are its own: the terms are those of its original, which are not read again."""
    last, first = AuditEntry.objects.latest("sequence").sequence, _first_made()
    statement = ApprovedStatement.objects.get()
    originals = AuditEntry.objects.filter(sequence__gte=first, sequence__lte=SIZES[0]).order_by("sequence")
    terms = [
        (entry.sequence - first, terms_of(entry, statement)) for entry in originals.select_related("document")
    ]
    while last < size:
        with transaction.atomic():
            _copy_rows(first, last, size)
            rows = ((last + 1 + number, found) for number, found in terms if last + 1 + number <= size)
            add_terms(connection, rows)
        last = AuditEntry.objects.latest("sequence").sequence


def _copy_rows(first: int, last: int, size: int) -> None:
    fields = [field.column for field in AuditEntry._meta.concrete_fields]
    step = last + 1 - first
    given = {"sequence": f"sequence + {step}", "previous": f"CAST(sequence + {step} AS varchar(64))"}
    picked = ", ".join(given.get(name, f'"{name}"') for name in fields)
    names, table = ", ".join(f'"{name}"' for name in fields), AuditEntry._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" ({names}) SELECT {picked} FROM "{table}"'
            f" WHERE sequence BETWEEN {first} AND {min(SIZES[0], size - step)}"
        )


def _first_made() -> int:
    return AuditEntry.objects.filter(reason__startswith=REASON).earliest("sequence").sequence


def _entries(size: int) -> Iterator[AuditEntry]:
    """Entries as a busy site makes them. They are not sealed: what is measured here never looks at a seal."""
    chance = random.Random(size)  # the same trail in every run
    people = list(Person.objects.filter(username__startswith="person"))
    documents = list(Document.objects.all()[:PAGES])
    writers = [Verb.SAVE, Verb.SUBMIT, Verb.COMMENT]
    physicians = [Verb.SIGN_OFF, Verb.PUBLISH, Verb.SETTLE]
    last = AuditEntry.objects.latest("sequence").sequence
    for sequence in range(last + 1, size + 1):
        role = chance.choice([Role.WRITER, Role.WRITER, Role.PHYSICIAN])
        person, document = chance.choice(people), chance.choice(documents)
        words = " ".join(chance.choices(VOCABULARY, k=8)) + (" seldomword" if sequence % 9_973 == 0 else "")
        yield AuditEntry(
            sequence=sequence,
            previous=f"{sequence:064}",
            at=make.NOW + timedelta(minutes=26 * sequence),
            actor=person,
            actor_name=person.get_full_name(),
            role=role,
            verb=chance.choice(writers if role == Role.WRITER else physicians),
            outcome=chance.choice(OUTCOMES),
            object_kind="conditionpage",
            object_id=str(document.pk),
            object_label=document.title,
            document=document,
            after=f"{chance.getrandbits(256):064x}",
            reason=f"{REASON} {words}",
        )


if __name__ == "__main__":
    main()
