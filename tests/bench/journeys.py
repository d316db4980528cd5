"""What people do most, measured on the database of the environment; `tests.bench.application` starts it.

The tables are filled in bulk, past the services, with rows like those that the services write.
"""

import statistics
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

import tests.environment  # noqa: F401  the settings, before Django reads them

import django  # isort: skip

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from content.models import ConditionPage  # noqa: E402
from governance.models import Meaning, Person, SignOff  # noqa: E402
from governance.services import keys, publishing, reviews, signing  # noqa: E402
from governance.services.actors import Actor  # noqa: E402
from tests import factories as make  # noqa: E402
from tests.bench.filling import fill_pages, fill_trail  # noqa: E402
from tests.bench.measuring import median_seconds, milliseconds, table  # noqa: E402
from tests.bench.texts import plain_page  # noqa: E402

WAYS, SCREENS, REQUESTS = 9, 7, 50
PAGES = (500, 5_000)
ENTRIES = 100_000
ANCHORED = 5_000
Row = tuple[str, str, str]
IN_A_CHILD = """
import sys, time
import tests.environment
import django
django.setup()
from pathlib import Path
from governance.services.trail import verify
from tests.bench.measuring import peak_megabytes
before, begun = peak_megabytes(), time.perf_counter()
verified = verify(anchor=Path(sys.argv[1]) if len(sys.argv) > 1 else None)
spent = time.perf_counter() - begun
assert not verified.fault, verified.fault
print(verified.entries, spent, before, peak_megabytes())
"""


def main() -> None:
    """Fills the database step by step, and prints one table."""
    # The hash of a password is slow on purpose, and no figure of ours.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    call_command("migrate", verbosity=0)
    keys.make_key()
    make.make_statement()
    writer, physician = make.make_writer(), make.make_physician()
    page = make.make_page(by=writer, definition=plain_page())
    rows = [*_way(page, writer, physician), *_public(page)]
    for number in PAGES:
        fill_pages(page, number)
        rows.append(_list_row(writer, number))
    table(("what", "median", "queries"), [*rows, *_trail_rows(writer)])


def _way(page: ConditionPage, writer: Person, physician: Person) -> list[Row]:
    """A page of 1,500 words is saved with another lead, submitted, signed and published, again and again."""
    minutes, spent = count(1), {"save": [], "way": []}  # type: dict[str, list[float]]
    queries: dict[str, int] = {}
    for _ in range(WAYS):
        at = make.NOW + timedelta(minutes=next(minutes))
        page.lead = f"Attacks of head pain, as told at {at.isoformat()}."
        spent["save"].append(_measured("save", lambda at=at: make.save(page, by=writer, at=at), queries))
        code = make.make_code(physician)
        spent["way"].append(
            _measured("way", lambda at=at, code=code: _publish(page, writer, physician, code, at), queries)
        )
    return [
        ("save a version, 1,500 words", milliseconds(statistics.median(spent["save"])), str(queries["save"])),
        ("submit, sign and publish it", milliseconds(statistics.median(spent["way"])), str(queries["way"])),
    ]


def _measured(name: str, work: Callable[[], Any], queries: dict[str, int]) -> float:
    # Counted only the first time: counting costs.
    if name in queries:
        return median_seconds(work, times=1)
    with CaptureQueriesContext(connection) as captured:
        spent = median_seconds(work, times=1)
    queries[name] = len(captured)
    return spent


def _publish(page: ConditionPage, writer: Person, physician: Person, code: str, at: Any) -> None:
    review = reviews.submit(actor=Actor.of(writer), version=make.newest(page), at=at)
    make.settle_all(review, by=physician, at=at)
    signed = signing.sign_off(
        actor=Actor.of(physician), review=review, digest=review.version.digest, meaning=Meaning.FULL,
        password=make.PASSWORD, code=code, at=at,
    )  # fmt: skip
    assert isinstance(signed, SignOff), signed
    published = publishing.publish(actor=Actor.of(physician), review=review, at=at)
    assert hasattr(published, "html"), published


def _public(page: ConditionPage) -> list[Row]:
    client, address = Client(SERVER_NAME="localhost"), f"/{page.path}/"
    first = _shown(client, address)
    kept = {"HTTP_IF_NONE_MATCH": first.headers.get("ETag", "")}
    return [
        _screen_row("public page, 1,500 words, in this process", lambda: _shown(client, address), REQUESTS),
        _screen_row("the same, not changed since", lambda: client.get(address, **kept), REQUESTS),
    ]


def _list_row(writer: Person, number: int) -> Row:
    client = Client(SERVER_NAME="localhost")
    client.force_login(writer, backend="django.contrib.auth.backends.ModelBackend")
    assert ConditionPage.objects.count() == number
    label = f"admin list of 50 rows at {number:,} pages"
    return _screen_row(label, lambda: _shown(client, "/admin/content/conditionpage/"), SCREENS)


def _shown(client: Client, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return response


def _screen_row(label: str, show: Callable[[], Any], times: int) -> Row:
    with CaptureQueriesContext(connection) as captured:
        show()
    return label, milliseconds(median_seconds(show, times)), str(len(captured))


def _trail_rows(writer: Person) -> list[Row]:
    anchor = fill_trail(writer, ENTRIES, ANCHORED)
    runs = [_verified() for _ in range(3)]
    entries, _, before, peak = runs[0]
    anchored = _verified(str(anchor))[1]
    spent = statistics.median(run[1] for run in runs)
    return [
        (f"verify_audit, {entries:,.0f} entries, the chain", f"{spent:.1f} s", ""),
        ("the same, peak of memory (before: Django alone)", f"{peak:.0f} MB ({before:.0f} MB)", ""),
        (f"the same with the last {ANCHORED:,} anchors, once", f"{anchored:.1f} s", ""),
    ]


def _verified(*arguments: str) -> tuple[float, ...]:
    command = [sys.executable, "-c", IN_A_CHILD, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return tuple(map(float, done.stdout.split()))


if __name__ == "__main__":
    main()
