"""What people do most, measured on the database of the environment; `tests.bench.application` starts it.

The tables are filled in bulk, past the services, with rows like those that the services write.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import tests.environment  # noqa: F401  the settings, before Django reads them

import django  # isort: skip

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, override_settings  # noqa: E402

from content.models import ConditionPage  # noqa: E402
from governance.models import Live, Meaning, Person, Review  # noqa: E402
from governance.services import keys, publishing, reviews, signing  # noqa: E402
from governance.services.actors import Actor  # noqa: E402
from tests import factories as make  # noqa: E402
from tests.bench.filling import fill_pages  # noqa: E402
from tests.bench.measuring import Spent, median, milliseconds, table, timed  # noqa: E402
from tests.bench.texts import plain_page  # noqa: E402
from tests.bench.trail import trail_rows  # noqa: E402
from tests.bench.typing import typing_rows  # noqa: E402

WAYS, SCREENS, REQUESTS = 9, 7, 50
PAGES = (500, 5_000)
Row = tuple[str, str, str, str]
Counted = tuple[Spent, int]
Runner = Callable[[Callable[[], Any]], Counted]


def main() -> None:
    """Fills the database step by step, and prints one table."""
    # The hash of a password is slow on purpose, and no figure of ours.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    call_command("migrate", verbosity=0)
    keys.make_key()
    make.make_statement()
    writer, physician = make.make_writer(), make.make_physician()
    page = make.make_page(by=writer, definition=plain_page())
    rows = [*_ways(page, writer, physician), *_public(page), *typing_rows(writer)]
    for number in PAGES:
        fill_pages(page, number)
        rows.append(_list_row(writer, number))
    table(("what", "by the clock", "processor", "queries"), [*rows, *trail_rows(writer)])


def _ways(page: ConditionPage, writer: Person, physician: Person) -> list[Row]:
    """A page of 1,500 words is saved with another lead, submitted, signed and published, again and again."""
    times = [make.NOW + timedelta(minutes=number) for number in range(WAYS + 1)]
    counted = _once(page, writer, physician, times[0], _counted)  # by itself: counting costs
    runs = [_once(page, writer, physician, at, _uncounted) for at in times[1:]]
    labels = ("save a version, 1,500 words", "submit, sign and publish it")
    return [
        _row(label, [run[step][0] for run in runs], counted[step][1]) for step, label in enumerate(labels)
    ]


def _once(page: ConditionPage, writer: Person, physician: Person, at: datetime, run: Runner) -> list[Counted]:
    page.lead = f"Attacks of head pain, as told at {at.isoformat()}."
    saved = run(lambda: make.save(page, by=writer, at=at))
    author, signer, version = Actor.of(writer), Actor.of(physician), make.newest(page)
    submitted = run(lambda: reviews.submit(actor=author, version=version, at=at))
    review = version.reviews.get()
    make.settle_all(review, by=physician, at=at)
    code = make.make_code(physician)
    signed = run(lambda: _sign(signer, review, code, at))
    published = run(lambda: publishing.publish(actor=signer, review=review, at=at))
    assert Live.objects.get(document=page.pk).publication.version_id == version.pk
    way = (submitted, signed, published)
    return [saved, (submitted[0] + signed[0] + published[0], sum(queries for _, queries in way))]


def _sign(actor: Actor, review: Review, code: str, at: datetime) -> None:
    signing.sign_off(
        actor=actor, review=review, digest=review.version.digest, meaning=Meaning.FULL,
        password=make.PASSWORD, code=code, at=at,
    )  # fmt: skip


def _counted(work: Callable[[], Any]) -> Counted:
    with CaptureQueriesContext(connection) as captured:
        spent = timed(work)
    return spent, len(captured)


def _uncounted(work: Callable[[], Any]) -> Counted:
    return timed(work), 0


def _row(label: str, runs: list[Spent], queries: int) -> Row:
    spent = median(runs)
    return label, milliseconds(spent.clock), milliseconds(spent.processor), str(queries)


def _public(page: ConditionPage) -> list[Row]:
    client, address = Client(SERVER_NAME="localhost"), f"/{page.path}/"
    first = _shown(client, address)
    kept = {"HTTP_IF_NONE_MATCH": first.headers.get("ETag", "")}
    return [
        _screen_row("public page, 1,500 words, in this process", lambda: _shown(client, address), REQUESTS),
        _screen_row("the same, not changed since", lambda: client.get(address, **kept), REQUESTS),
        _empty_row(client),
    ]


def _empty_row(client: Client) -> Row:
    with override_settings(ROOT_URLCONF="tests.bench.nothing"):
        return _screen_row("an empty page behind the same middleware", lambda: _shown(client, "/"), REQUESTS)


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
    _, queries = _counted(show)
    return _row(label, [timed(show) for _ in range(times)], queries)


if __name__ == "__main__":
    main()
