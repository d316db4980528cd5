"""What a statement would do, and does, at many pages: how long the answer takes, by the number of claims.

    python -m tests.bench impact

Each database in a process of its own. The pages are copies, live, signed and drafted, with twenty claims each of
many shapes, written by SQL past triggers and services.
"""

import tests.environment  # noqa: F401  the settings, before Django reads them

import django  # isort: skip

django.setup()

import re  # noqa: E402
from collections.abc import Iterable  # noqa: E402
from itertools import chain, cycle, islice, product  # noqa: E402

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from governance.claims.judge import holding  # noqa: E402
from governance.claims.scales import load_scales  # noqa: E402
from governance.claims.statement import parse_statement  # noqa: E402
from governance.models import Extraction, FoundClaim, Live  # noqa: E402
from governance.services import keys  # noqa: E402
from governance.services.impact import pages, sentences, shapes_of  # noqa: E402
from tests import factories as make  # noqa: E402
from tests.bench.copies import copy_pages  # noqa: E402
from tests.bench.measuring import median, median_seconds, milliseconds, table, timed  # noqa: E402
from tests.support import remove_triggers  # noqa: E402

PAGES = (1_000, 10_000, 100_000)
CLAIMS, VARIETIES = 20, 50  # claims of a page; kinds of page
OLD = "conditions: [migraine, headache], min: no_role, max: last_resort"
NEW = OLD.replace("last_resort", "no_role")
CONDITIONS = ("migraine", "depression", "chronic_pain", "ptsd")
TIMES = 3
SHAPES = """
    CREATE TABLE bench_shape (variety integer, number integer, topic varchar(20), low integer, high integer,
      condition varchar(60), certain boolean)
"""
INSERT = """
    INSERT INTO governance_foundclaim
      (extraction_id, number, block, start, "end", sentence, topic, low, high, agent, condition, certain, cues, rule,
       why)
    SELECT e.id, s.number, 'lead.0.text', s.number * 90, s.number * 90 + 80,
      'What ketamine does for this condition, in the words of sentence ' || s.number, s.topic, s.low, s.high,
      'ketamine', s.condition, s.certain, '', 'bench', ''
    FROM governance_extraction e JOIN bench_shape s ON s.variety = e.id %% %s WHERE e.id > %s
"""
EVERY = re.compile(r"min: (\w+), max: (\w+)")
DRAFTS = {
    "one band narrowed": lambda source: source.replace(OLD, NEW),
    "every band narrowed": lambda source: EVERY.sub(r"min: \1, max: \1", source),
}
HEAD = (
    "pages",
    "claims",
    "draft",
    "shapes judged",
    "pages listed",
    "of them processor",
    "pages",
    "sentences listed",
    "sentences",
)


def main() -> None:
    """Fills the database step by step, and prints one table."""
    call_command("migrate", verbosity=0)
    keys.make_key()
    make.make_statement()
    make.publish(make.make_page())
    remove_triggers(connection)
    _make_shapes()
    rows = [_rows(before, number) for before, number in zip((0, *PAGES), PAGES, strict=False)]
    table(HEAD, chain.from_iterable(rows))


def _rows(before: int, number: int) -> list[tuple[str, ...]]:
    last = Extraction.objects.order_by("-pk").values_list("pk", flat=True)[0]
    copy_pages(
        Live.objects.select_related("publication__signoff__version").order_by("pk")[0], before + 1, number
    )
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [VARIETIES, last])
        cursor.execute("ANALYZE")
    claims = f"{FoundClaim.objects.count():,}"
    return [(f"{number:,}", claims, name, *_times(name)) for name in DRAFTS]


def _times(name: str) -> tuple[str, ...]:
    draft = parse_statement(DRAFTS[name](make.STATEMENT.read_text()), "a draft")
    shapes = shapes_of(draft, at=make.NOW)
    judged = median_seconds(lambda: shapes_of(draft, at=make.NOW), TIMES)
    spent = median([timed(lambda: _count(pages(shapes))) for _ in range(TIMES)])
    told = timed(lambda: _count(sentences(shapes))).clock
    listed = (milliseconds(spent.clock), milliseconds(spent.processor), f"{_count(pages(shapes)):,}")
    return milliseconds(judged), *listed, milliseconds(told), f"{_count(sentences(shapes)):,}"


def _count(rows: Iterable[object]) -> int:
    return sum(1 for _ in rows)


def _make_shapes() -> None:
    """Twenty claims for each kind of page, all inside the bands of the statement in force, as of live pages."""
    statement = parse_statement(make.STATEMENT.read_text(), "the statement")
    places = [
        (position, condition)
        for topic, condition in product(load_scales().topics, CONDITIONS)
        if (position := holding(statement, topic, "ketamine", condition))
    ]
    rows = []
    for variety in range(VARIETIES):
        chosen = islice(cycle(places), variety * 7, variety * 7 + CLAIMS)
        for number, (position, condition) in enumerate(chosen, 1):
            point = position.low + variety % (position.high - position.low + 1)
            rows.append((variety, number, position.topic, point, point, condition, True))
    with connection.cursor() as cursor:
        cursor.execute(SHAPES)
        cursor.executemany("INSERT INTO bench_shape VALUES (%s, %s, %s, %s, %s, %s, %s)", rows)


if __name__ == "__main__":
    main()
