"""A site to load, on the database of the environment: a live page of 1,500 words and a writer who is logged in.

Prints JSON: the page's address, its ETag, and the writer's cookie.
"""

import json
import sys

import tests.environment  # noqa: F401  the settings, before Django reads them

import django  # isort: skip

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from governance.services import keys  # noqa: E402
from tests import factories as make  # noqa: E402
from tests.bench.filling import fill_pages  # noqa: E402
from tests.bench.texts import plain_page  # noqa: E402


def main(pages: int) -> None:
    """Makes it all and prints what a visitor needs."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    call_command("migrate", verbosity=0)
    keys.make_key()
    make.make_statement()
    writer = make.make_writer()
    page = make.make_page(by=writer, definition=plain_page())
    publication = make.publish(page, writer=writer)
    fill_pages(page, pages)
    client = Client(SERVER_NAME="127.0.0.1")
    answer = client.get(f"/{publication.path}/")
    client.force_login(writer, backend="django.contrib.auth.backends.ModelBackend")
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    print(json.dumps({"page": f"/{publication.path}/", "etag": answer["ETag"], "cookie": cookie}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
