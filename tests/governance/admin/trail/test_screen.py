"""The trail on the screen: asked by a form whose address is the search, page after page."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from governance.database.term_table import empty_table
from governance.models import AuditEntry
from governance.policy.verbs import Role
from governance.services import publishing
from governance.services.acting import Denied
from governance.services.actors import Actor
from governance.services.audit import Act, record
from governance.services.search.finding import ROWS
from tests import factories as make
from tests.governance.admin.addresses import TRAIL

pytestmark = pytest.mark.django_db


def entries(response):
    return [int(found) for found in re.findall(r'scope="row"><a [^>]*>(\d+)</a>', response.content.decode())]


@pytest.fixture
def compliance(logged_in):
    return logged_in(Role.COMPLIANCE)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?verb=save", {"save"}),
        ("?verb=submit&since=2026-06-02&until=2026-06-02", {"submit"}),
        ("?outcome=refused", {"withdraw"}),
        ("?outcome=not-done", {"withdraw", "save"}),
        ("?q=Ines", {"grant role", "withdraw", "save"}),
        ("?who=ines", {"withdraw", "save"}),
        ("?page=migraine&role=compliance", {"withdraw"}),
        ("?page=/conditions/of-its-own/&verb=save", {"save"}),
        ("?page=no+such+page", set()),
        ("?kind=condition-page&role=compliance", {"withdraw"}),
        ("?condition=ptsd", set()),
        ("?q=nobody+of+this+name", set()),
        ("?since=2027-01-01", set()),
    ],
)
def test_the_trail_is_searched(compliance, query, expected):
    page = make.make_page(slug="of-its-own")
    make.submit(page)
    officer = make.make_person(Role.COMPLIANCE, name="Ines Okafor")
    with pytest.raises(publishing.MovedOn):
        publishing.withdraw(actor=Actor.of(officer), document=page.document_ptr, reason="Why", at=make.NOW)
    with pytest.raises(Denied):
        make.save(page, by=officer)
    found = AuditEntry.objects.filter(pk__in=entries(compliance.get(TRAIL + query)))
    assert set(found.values_list("verb", flat=True)) == expected


def test_a_link_names_one_account_or_one_page(compliance):
    page, other = make.make_page(title="Migraine"), make.make_page(title="Migraine too")
    response = compliance.get(f"{TRAIL}?actor={page.owner_id}")
    assert {AuditEntry.objects.get(pk=pk).actor_id for pk in entries(response)} == {page.owner_id}
    assert f"by the account of {page.owner}" in response.content.decode()
    response = compliance.get(f"{TRAIL}?document={page.pk}&page=migraine")
    assert {AuditEntry.objects.get(pk=pk).document_id for pk in entries(response)} == {page.pk} != {other.pk}
    assert f'name="document" value="{page.pk}"' in response.content.decode()


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?since=yesterday", "Write the day as 2026-06-02."),
        ("?since=1026-01-01", "Choose a day from 2000 to 2099."),
        ("?since=2026-06-02&until=2026-06-01", "This day lies before the first one."),
        ("?verb=sing", "Select a valid choice"),
        ("?statement=77", "Select a valid choice"),
        ("?document=x", "Enter a whole number"),
        ("?document=" + "9" * 30, "less than or equal"),
        ("?actor__password__startswith=m", "The search knows no “actor__password__startswith”."),
        ("?q=" + "a" * 301, "at most 300 characters"),
    ],
)
def test_what_cannot_be_asked_is_told_and_shows_nothing(compliance, query, sentence):
    make.make_page()
    response = compliance.get(TRAIL + query)
    assert response.status_code == 400
    assert entries(response) == []
    assert sentence in response.content.decode()


def test_pages_are_turned_by_address_and_keep_the_search(compliance):
    for _ in range(ROWS + 3):
        record(actor=Actor.of(compliance.person), act=Act("comment", reason="Ten & two"), at=make.NOW)
    record(actor=Actor.of(compliance.person), act=Act("save"), at=make.NOW)
    first = compliance.get(f"{TRAIL}?verb=comment&q=two&who=")
    assert f"{ROWS + 3} entries" in first.content.decode()
    (older,) = re.findall(r'href="(\?[^"]*below=\d+)"', first.content.decode())
    assert older.startswith("?verb=comment&amp;q=two&amp;below=")
    second = compliance.get(TRAIL + older.replace("&amp;", "&"))
    assert len(entries(second)) == 3
    assert max(entries(second)) < min(entries(first))
    assert "below=" not in second.content.decode()


@pytest.mark.parametrize("below", ["", "x", "-1", "9" * 40, "\u0663"])
def test_a_strange_place_is_the_newest(compliance, below):
    make.make_page()
    assert len(entries(compliance.get(TRAIL, {"below": below}))) == AuditEntry.objects.count()


def test_hostile_words_come_back_as_words(compliance):
    shown = compliance.get(TRAIL, {"q": "<script>alert(1)</script>", "who": '"><b>'}).content.decode()
    assert "<script>alert" not in shown and "<b>" not in shown.split("asking")[1].split("</form>")[0].replace(
        "<b>More</b>", ""
    )


def test_an_index_that_lacks_entries_says_so(compliance):
    make.make_page()
    empty_table(connection)
    assert "are not in the index yet" in compliance.get(TRAIL).content.decode()


@pytest.mark.parametrize("query", ["", "?verb=comment&q=two"])
def test_a_full_page_costs_the_queries_of_one_entry(compliance, query, django_assert_num_queries):
    page = make.make_page()

    def act():
        subject = Act("comment", reason="two", document=page.document_ptr)
        record(actor=Actor.of(compliance.person), act=subject, at=make.NOW)

    act()
    compliance.get(TRAIL + query)
    with CaptureQueriesContext(connection) as one:
        compliance.get(TRAIL + query)
    for _ in range(50):
        act()
    with django_assert_num_queries(len(one)):
        assert len(entries(compliance.get(TRAIL + query))) == ROWS


@pytest.mark.parametrize("role", [role for role in Role if role != Role.COMPLIANCE])
def test_no_other_role_searches(logged_in, role):
    client = logged_in(role)
    assert client.get(f"{TRAIL}?q=a").status_code == 403
    for act in ("export", "keep", "kept/1/forget"):
        assert client.post(f"{TRAIL}{act}/").status_code == 403
