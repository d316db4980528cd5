"""A page's history: versions to read, to compare, and to restore as a new draft."""

import pytest

from content.models import Version
from governance.models import SignOff
from governance.policy.verbs import Role
from tests import factories as make
from tests.governance.admin import addresses

pytestmark = pytest.mark.django_db


@pytest.fixture
def migraine(statement):
    """A page with a live first version and a second, drafted one."""
    page = make.make_page(title="First title", points=[{"text": "A kept point."}])
    make.publish(page, by=make.make_physician(name="Amara Osei"))
    page.title = "Second title"
    page.lead = "Attacks of head pain, and what seldom helps."
    make.save(page, by=page.owner, reason="A second thought")
    return page


def test_every_version_is_told_with_who_when_and_why(migraine, logged_in):
    shown = logged_in(Role.COMPLIANCE).get(addresses.of(migraine, "history")).content.decode()
    assert shown.index("Version 2") < shown.index("Version 1")
    for words in (
        "A second thought",
        "First draft",
        str(migraine.owner),
        "2 June 2026",
        "Amara Osei",
        "Published",
    ):
        assert words in shown


def test_only_compliance_is_led_to_the_audit_trail(migraine, logged_in):
    address = f"/admin/governance/auditentry/?document={migraine.pk}"
    assert address in logged_in(Role.COMPLIANCE).get(addresses.of(migraine, "history")).content.decode()
    assert logged_in(Role.COMPLIANCE).get(address).status_code == 200
    assert address not in logged_in(Role.WRITER).get(addresses.of(migraine, "history")).content.decode()


def test_an_old_version_is_shown_as_it_was(migraine, logged_in):
    shown = logged_in(Role.PHYSICIAN).get(addresses.of(migraine, "version", number=1)).content.decode()
    assert '<p class="title">First title</p>' in shown
    assert make.Version.objects.get(number=1).digest in shown
    assert "what usually helps" in shown


@pytest.mark.parametrize("number", [0, 3, 10**15])
def test_a_version_that_the_page_does_not_have_is_not_found(migraine, logged_in, number):
    other = make.make_page()
    for _ in range(3):
        other.lead += " More."
        make.save(other, by=other.owner)
    client = logged_in(Role.WRITER)
    assert client.get(addresses.of(migraine, "version", number=number)).status_code == 404
    assert client.post(addresses.of(migraine, "restore", number=number), {"seen": 2}).status_code == 404


def test_two_versions_are_compared_word_by_word(migraine, logged_in):
    shown = logged_in(Role.WRITER).get(addresses.of(migraine, "compare") + "?old=1&new=2").content.decode()
    assert '<del><span class="vh">removed: </span>usually </del>' in shown
    assert '<ins><span class="vh">added: </span>seldom </ins>' in shown
    assert "lead.0.text" in shown
    assert "The short version" in shown.split("unchanged")[-1]
    assert "A kept point." not in shown


def test_comparing_backwards_is_the_same(migraine, logged_in):
    client = logged_in(Role.WRITER)
    forth = client.get(addresses.of(migraine, "compare") + "?old=1&new=2").context["changes"]
    assert client.get(addresses.of(migraine, "compare") + "?old=2&new=1").context["changes"] == forth


@pytest.mark.parametrize(
    "query", ["", "?old=1", "?old=1&new=x", "?old=1&new=99", "?old=-1&new=2", "?old=²&new=1"]
)
def test_comparing_with_nothing_is_not_found(migraine, logged_in, query):
    assert logged_in(Role.WRITER).get(addresses.of(migraine, "compare") + query).status_code == 404


def test_restoring_makes_a_new_unsigned_draft(migraine, logged_in):
    response = logged_in(migraine.owner).post(
        addresses.of(migraine, "restore", number=1), {"seen": 2}, follow=True
    )
    newest = make.newest(migraine)
    assert (newest.number, newest.digest) == (3, Version.objects.get(number=1).digest)
    assert not SignOff.objects.filter(version=newest).exists()
    assert "Nobody signed it" in response.content.decode()


def test_restoring_takes_no_other_words_along(migraine, logged_in):
    crafted = {"seen": 2, "title": "Forged", "lead": "Ketamine cures migraine.", "text": "{}"}
    logged_in(migraine.owner).post(addresses.of(migraine, "restore", number=1), crafted)
    assert make.newest(migraine).digest == Version.objects.get(number=1).digest


@pytest.mark.parametrize("sent", [{"seen": 1}, {}, {"seen": "x"}])
def test_restoring_over_words_that_one_has_not_seen_is_409(migraine, logged_in, sent):
    response = logged_in(migraine.owner).post(addresses.of(migraine, "restore", number=1), sent)
    assert response.status_code == 409
    assert "was not restored" in response.content.decode()
    assert Version.objects.filter(document=migraine).count() == 2


def test_a_long_history_is_paged_and_its_oldest_version_can_be_found(migraine, logged_in):
    for number in range(25):
        migraine.lead = f"Edition {number}."
        make.save(migraine, by=migraine.owner, reason="Words")
    reader = logged_in(Role.COMPLIANCE)
    first = reader.get(addresses.of(migraine, "history")).content.decode()
    last = reader.get(addresses.of(migraine, "history") + "?page=2").content.decode()
    oldest = addresses.of(migraine, "version", number=1)
    assert f"{migraine.version_number} versions" in first
    assert oldest not in first
    assert oldest in last
