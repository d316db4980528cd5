"""Our times for what `peer/theirs.py` measures, as JSON, on the database of the environment.

python -m tests.bench.ours WORDS_FILE NUMBER_OF_PAGES…
"""

import json
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
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
from governance.models import Person  # noqa: E402
from governance.services import keys  # noqa: E402
from tests import factories as make  # noqa: E402
from tests.bench.filling import fill_pages  # noqa: E402
from tests.bench.measuring import median_seconds  # noqa: E402

TIMES, VERSIONS = 7, 200
Measured = tuple[float, int]


def main(words: str, numbers: list[int]) -> None:
    """Fills the database step by step and prints label: [median seconds, queries]."""
    # The hash of a password is slow on purpose, and no figure of ours.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    call_command("migrate", verbosity=0)
    keys.make_key()
    make.make_statement()
    writer, physician = make.make_writer(), make.make_physician()
    body = Path(words).read_text()
    page = make.make_page(by=writer, definition=body)
    found = {"workflow": _measured(lambda: _publish(page, writer, physician))}
    found["save and publish"] = found["workflow"]
    found |= _history(writer, body)
    for number in numbers:
        fill_pages(page, number)
        found[f"list {number}"] = _measured(_shower(writer, "/admin/content/conditionpage/"))
    print(json.dumps(found))


def _publish(page: ConditionPage, writer: Person, physician: Person) -> None:
    """Other words are saved, sent, signed with a second factor, and published."""
    at = make.NOW + timedelta(minutes=page.version_number)
    page.lead = f"Attacks of head pain, as told in edition {page.version_number}."
    make.save(page, by=writer, at=at)
    make.publish(page, by=physician, writer=writer, at=at)


def _history(writer: Person, body: str) -> dict[str, Measured]:
    page = make.make_page(by=writer, definition=body)
    for number in range(VERSIONS - 1):
        page.lead = f"Edition {number} of these words."
        make.save(page, by=writer, at=make.NOW + timedelta(minutes=number))
    address = f"/admin/content/conditionpage/{page.pk}/history/"
    compare = f"{address}compare/?old=1&new={VERSIONS}"
    return {"history": _measured(_shower(writer, address)), "compare": _measured(_shower(writer, compare))}


def _shower(person: Person, address: str) -> Callable[[], None]:
    client = Client(SERVER_NAME="localhost")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")

    def show() -> None:
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)

    return show


def _measured(work: Callable[[], Any]) -> Measured:
    with CaptureQueriesContext(connection) as captured:
        work()
    return median_seconds(work, TIMES), len(captured)


if __name__ == "__main__":
    main(sys.argv[1], [int(number) for number in sys.argv[2:]])
