"""What people typed is text on every screen, and no screen holds style or script of its own."""

from html.parser import HTMLParser

import pytest

from governance.models import Person
from governance.policy.verbs import Role
from governance.services import publishing, reviews
from governance.services.actors import Actor
from tests import factories as make
from tests.governance.admin import addresses

pytestmark = pytest.mark.django_db

EVIL = '"><script>alert(1)</script><img src=x onerror=alert(2)>\'{{7*7}}{% now "Y" %}'


@pytest.fixture
def evil(statement):
    """A page, its versions, reviews and people with hostile text wherever a person can type."""
    writer = make.make_writer(name=f"Eve {EVIL}"[:140])
    rows = [{"name": EVIL, "text": EVIL}]
    page = make.make_page(
        by=writer, title=EVIL, lead=EVIL, notes=EVIL, differences=rows, points=[{"text": EVIL}],
        references=[{"authors": EVIL, "journal": EVIL, "note": EVIL}],
    )  # fmt: skip
    make.publish(page, by=make.make_physician(name=f"Mal {EVIL}"[:140]))
    publishing.withdraw(
        actor=Actor.of(make.make_physician()), document=page.document_ptr, reason=EVIL, at=make.NOW
    )
    page.lead = f"{EVIL} Ketamine cures {EVIL} migraine."
    make.save(page, by=writer, reason=EVIL)
    review = reviews.submit(actor=Actor.of(writer), version=make.newest(page), note=EVIL, at=make.NOW)
    reviews.send_back(actor=Actor.of(make.make_physician()), review=review, reason=EVIL, at=make.NOW)
    return page


class Tags(HTMLParser):
    """The tags of a page, each with its attributes."""

    def __init__(self, shown):
        super().__init__()
        self.found = []
        self.feed(shown)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def assert_holds_nothing_of_its_own(shown, address):
    for tag, attributes in Tags(shown).found:
        assert tag not in ("style", "img", "iframe", "object"), address
        assert tag != "script" or attributes["src"].startswith(("/static/", "/admin/jsi18n/")), address
        assert not [name for name in attributes if name == "style" or name.startswith("on")], address
        assert not (attributes.get("href") or "").lower().startswith(("javascript:", "data:")), address
        if tag in ("link", "use"):
            target = attributes.get("href") or attributes["xlink:href"]
            assert target.startswith(("/static/", "#")), address


@pytest.mark.parametrize("role", list(Role))
def test_what_people_typed_is_text_and_no_screen_holds_style_or_script(evil, logged_in, role):
    client = logged_in(evil.owner if role == Role.WRITER else role)
    for address in [*addresses.every(), addresses.of(evil, "compare") + "?old=1&new=2"]:
        shown = client.get(address).content.decode()
        assert_holds_nothing_of_its_own(shown, address)
        assert "<script>alert" not in shown, address


@pytest.mark.parametrize("address", ["change", "history"])
def test_template_tags_in_a_text_stay_as_they_were_typed(evil, logged_in, address):
    assert "{{7*7}}" in logged_in(evil.owner).get(addresses.of(evil, address)).content.decode()


def test_what_was_typed_and_refused_is_text_too(evil, logged_in):
    client = logged_in(evil.owner)
    sent = {
        "title": EVIL,
        "slug": EVIL,
        "lead": EVIL,
        "reason": EVIL,
        "seen": 1,
        "condition": EVIL,
        "owner": EVIL,
    }
    for response in (
        client.post(addresses.of(evil), sent),
        client.post(addresses.of(evil, "submit"), {"version": 2, "note": EVIL}),
        client.post(addresses.of(evil, "submit"), {"version": 2, "note": EVIL}),
    ):
        assert_holds_nothing_of_its_own(response.content.decode(), "a refused form")


def test_a_name_that_is_markup_is_text_in_the_list_of_people(logged_in):
    Person.objects.create(username="eve", first_name=EVIL[:140])
    shown = logged_in(Role.COMPLIANCE).get("/admin/governance/person/").content.decode()
    assert "&lt;script&gt;" in shown
