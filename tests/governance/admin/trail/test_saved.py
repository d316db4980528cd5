"""Searches that a person keeps: theirs alone, by an address that others may use."""

import pytest

from governance.models import AuditEntry, SavedSearch
from governance.policy.verbs import Role
from governance.services.search.keeping import MOST
from tests import factories as make
from tests.governance.admin.addresses import TRAIL

pytestmark = pytest.mark.django_db


@pytest.fixture
def compliance(logged_in):
    return logged_in(Role.COMPLIANCE)


def keep(client, query="?verb=save&q=two", name="Saves"):
    return client.post(f"{TRAIL}keep/{query}", {"name": name}, follow=True).content.decode()


def test_a_kept_search_is_shown_to_its_person_alone(compliance, logged_in):
    assert "Kept as “Saves”" in keep(compliance, "?verb=save&q=two&below=7&who=")
    kept = SavedSearch.objects.get()
    assert (kept.person, kept.query) == (compliance.person, "verb=save&q=two")
    assert 'href="?verb=save&amp;q=two">Saves</a>' in compliance.get(TRAIL).content.decode()
    assert ">Saves</a>" not in logged_in(Role.COMPLIANCE).get(TRAIL).content.decode()


def test_the_same_name_is_written_over(compliance):
    keep(compliance)
    keep(compliance, "?verb=submit", "  Saves ")
    assert SavedSearch.objects.get().query == "verb=submit"


@pytest.mark.parametrize(
    ("query", "name", "sentence"),
    [
        ("?q=a", " ", "Give the search a name."),
        ("?q=a", "n" * 81, "longer than 80 letters"),
        ("", "All", "This search asks nothing yet."),
        ("?q=", "All", "This search asks nothing yet."),
        ("?since=x", "Odd", "This search holds a mistake."),
        ("?q=" + "%C3%B6" * 300 + "&who=" + "%C3%B6" * 100, "Long", "too long to keep"),
    ],
)
def test_what_cannot_be_kept_is_told(compliance, query, name, sentence):
    shown = keep(compliance, query, name)
    assert sentence in shown
    assert not SavedSearch.objects.exists()


def test_a_person_keeps_no_more_than_fifty(compliance):
    rows = [
        SavedSearch(person=compliance.person, name=str(number), query="q=a", saved_at=make.NOW)
        for number in range(MOST)
    ]
    SavedSearch.objects.bulk_create(rows)
    assert "Remove one first." in keep(compliance)
    assert "Kept as “7”" in keep(compliance, name="7")


def test_a_search_is_forgotten_by_its_person_alone_and_no_entry_goes(compliance, logged_in):
    keep(compliance)
    kept, before = SavedSearch.objects.get(), AuditEntry.objects.count()
    address = f"{TRAIL}kept/{kept.pk}/forget/"
    assert compliance.get(address).status_code == 405
    assert logged_in(Role.COMPLIANCE).post(address).status_code == 404
    assert compliance.post(address, follow=True).status_code == 200
    assert compliance.post(address).status_code == 404
    assert not SavedSearch.objects.exists()
    assert AuditEntry.objects.count() == before + 1  # that of the other person's role
