"""Run by test_fourth_kind.py in a copy of the checkout that has the kind of docs/developers.md."""

import django

django.setup()

from django.conf import settings  # noqa: E402  Django is ready only now
from django.test import Client  # noqa: E402

from content.models import kind_of  # noqa: E402
from governance.policy.verbs import Role  # noqa: E402
from tests import factories as make  # noqa: E402

settings.ALLOWED_HOSTS = ["testserver"]
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def main() -> None:
    """Takes a page of the fourth kind the whole way, and looks at it as staff and as a reader."""
    make.make_statement()
    writer = make.make_writer()
    page = kind_of("treatment-page")(
        owner=writer,
        title="A ketamine infusion",
        slug="infusion",
        condition="treatment_resistant_depression",
        lead="What happens on the day.",
        what_it_is="Ketamine is given into a vein by a nurse. Its use for depression is off-label.",
        what_to_expect=[{"text": "You rest for an hour afterwards."}],
    )
    make.save(page, by=writer)
    look_as_staff(writer)
    publication = make.publish(page)
    look_as_reader(publication.path)
    print(f"{page.kind} is live at {publication.path}")


def look_as_staff(writer: make.Person) -> None:
    assert Role.WRITER in writer.roles
    client = Client()
    client.force_login(writer)
    for address in ("/admin/content/treatmentpage/", "/admin/content/treatmentpage/add/"):
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)
    assert "A ketamine infusion" in client.get("/admin/content/treatmentpage/").content.decode()


def look_as_reader(path: str) -> None:
    for address in (f"/{path}/", "/treatments/"):
        response = Client().get(address)
        assert response.status_code == 200, (address, response.status_code)
        assert "A ketamine infusion" in response.content.decode()
    shown = Client().get(f"/{path}/").content.decode()
    assert shown.index("You rest for an hour") < shown.index(
        "given into a vein"
    )  # the order of its own template


main()
