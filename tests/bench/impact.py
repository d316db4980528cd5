"""What a draft statement would do, at many pages: how long the answer takes, by the number of claims.

    python -m tests.bench.impact

The pages are drafts with claims of many shapes, written in bulk past the services.
"""

import tests.environment  # noqa: F401  the settings, before Django reads them

import django  # isort: skip

django.setup()

from itertools import cycle, islice, product  # noqa: E402

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from governance.claims.scales import load_scales  # noqa: E402
from governance.claims.statement import parse_statement  # noqa: E402
from governance.models import Extraction, FoundClaim  # noqa: E402
from governance.services import keys  # noqa: E402
from governance.services.impact import Shapes, pages, sentences, shapes_of  # noqa: E402
from tests import factories as make  # noqa: E402
from tests.bench.filling import fill_pages  # noqa: E402
from tests.bench.measuring import milliseconds, table, timed  # noqa: E402

PAGES = (1_000, 10_000, 100_000)
CLAIMS, VARIETIES = 20, 50  # claims of a page; kinds of page
OLD = "conditions: [migraine, headache], min: no_role, max: last_resort"
NEW = OLD.replace("last_resort", "no_role")
INSERT = """
    INSERT INTO governance_foundclaim
      (extraction_id, number, block, start, "end", sentence, topic, low, high, agent, condition, certain, cues, rule,
       why)
    SELECT e.id, s.number, 'lead.0.text', s.number * 90, s.number * 90 + 80,
      'What ketamine does for this condition, in the words of sentence ' || s.number, s.topic, s.low, s.high,
      'ketamine', s.condition, s.certain, '', 'bench', ''
    FROM governance_extraction e JOIN bench_shape s ON s.variety = e.id % %s WHERE e.id > %s
"""


def main() -> None:
    """Fills the database step by step, and prints one table."""
    call_command("migrate", verbosity=0)
    keys.make_key()
    make.make_statement()
    page = make.make_page()
    _make_shapes()
    table(
        ("pages", "claims", "shapes", "the pages in conflict", "their sentences", "found"),
        map(_row, [page] * 3, PAGES),
    )


def _row(page: object, number: int) -> tuple[str, ...]:
    last = Extraction.objects.order_by("-pk").values_list("pk", flat=True)[0]
    fill_pages(page, number)
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [VARIETIES, last])
        cursor.execute("ANALYZE")
    draft = parse_statement(make.STATEMENT.read_text().replace(OLD, NEW), "a draft")
    found: dict[str, int] = {}
    spent = [timed(lambda: found.update(_found(draft))).clock for _ in range(3)]
    listed = timed(lambda: sum(1 for _ in sentences(_shapes(draft)))).clock
    claims, times = FoundClaim.objects.count(), (milliseconds(min(spent)), milliseconds(listed))
    return f"{number:,}", f"{claims:,}", str(found["shapes"]), *times, f"{found['pages']:,}"


def _found(draft: object) -> dict[str, int]:
    shapes = _shapes(draft)
    return {"shapes": len(shapes.conflict), "pages": sum(1 for _ in pages(shapes))}


def _shapes(draft: object) -> Shapes:
    return shapes_of(draft, at=make.NOW)


def _make_shapes() -> None:
    scales = load_scales()
    places = list(product(scales.topics, ("migraine", "depression", "chronic_pain", "ptsd")))
    rows = []
    for variety in range(VARIETIES):
        for number, (topic, condition) in enumerate(
            islice(cycle(places), variety * 7, variety * 7 + CLAIMS), 1
        ):
            low = (variety + number) % len(scales.topics[topic])
            rows.append((variety, number, topic, low, low, condition, True))
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE bench_shape (variety integer, number integer, topic varchar(20), low integer,"
            " high integer, condition varchar(60), certain boolean)"
        )
        cursor.executemany("INSERT INTO bench_shape VALUES (%s, %s, %s, %s, %s, %s, %s)", rows)


if __name__ == "__main__":
    main()
