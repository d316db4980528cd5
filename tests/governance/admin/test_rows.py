"""Rows of a form: added, moved, removed and looked up by plain buttons, which save nothing, and by the script."""

import re

import pytest

from content.models import ConditionPage, Version
from governance.models import AuditEntry
from governance.policy.verbs import Role
from tests import factories as make
from tests.governance.admin import addresses
from tests.governance.admin.test_editor import typed
from tests.governance.test_retracted_citations import CITING, notice

pytestmark = pytest.mark.django_db
ROWS = {"points-total": "3", "points-0-text": "One", "points-1-text": "Two", "points-2-text": "Three"}


@pytest.fixture
def migraine(statement):
    return make.make_page()


@pytest.fixture
def press(migraine, logged_in):
    """Presses a row's button in the form of a page, and gives the page that answers."""
    client = logged_in(migraine.owner)

    def pressed(button, **values):
        response = client.post(addresses.of(migraine), typed(migraine, **{**ROWS, **values}, rows=button))
        assert response.status_code == 200
        return response.content.decode()

    return pressed


def points(shown):
    return re.findall(r'name="points-\d+-text" rows="2"(?: autofocus)?>([^<]*)<', shown)


def begins_at(shown):
    (tag,) = re.findall(r"<[^>]*\bautofocus\b[^>]*>", shown)
    return re.search(r'id="id_([^"]+)"', tag)[1]


@pytest.mark.parametrize(
    ("button", "rows", "focus"),
    [
        ("points/up/1", ["Two", "One", "Three"], "points-0-down"),
        ("points/up/2", ["One", "Three", "Two"], "points-1-up"),
        ("points/down/0", ["Two", "One", "Three"], "points-1-down"),
        ("points/down/1", ["One", "Three", "Two"], "points-2-up"),
        ("points/remove/1", ["One", "Three"], "points-1-text"),
        ("points/remove/2", ["One", "Two"], "points-add"),
        ("points/add/0", ["One", "Two", "Three", ""], "points-3-text"),
    ],
)
def test_a_button_changes_the_form_and_says_so_and_the_focus_follows(press, button, rows, focus):
    entries = AuditEntry.objects.count()
    shown = press(button)
    assert [text for text in points(shown) if "__" not in text][: len(rows)] == rows
    assert begins_at(shown) == focus
    assert "Nothing is saved yet." in shown
    assert Version.objects.count() == 1 and AuditEntry.objects.count() == entries


@pytest.mark.parametrize(
    "button",
    ["points/up/0", "points/down/2", "points/remove/9", "points/up/7", "title/up/0", "nothing/add/0", "points/burn/1",
     "points/up/99999999", "title/find/0", "points/find/0", "../up/0", ""],
)  # fmt: skip
def test_a_button_that_leads_nowhere_changes_nothing_and_loses_nothing(press, button):
    shown = press(button, lead="Words typed just now.")
    assert points(shown)[:3] == ["One", "Two", "Three"]
    assert "Words typed just now." in shown
    assert Version.objects.count() == 1


def test_what_was_typed_is_not_checked_and_not_lost_by_a_button(press):
    shown = press("points/up/1", title="", slug="Not an address", reason="", lead="bell \x07 rings")
    assert "Not an address" in shown and "rings" in shown
    assert "errornote" not in shown and "Error:" not in shown


def test_an_empty_row_between_others_is_kept_while_writing_and_not_saved(press, migraine, logged_in):
    assert points(press("points/add/0", **{"points-1-text": ""}))[:4] == ["One", "", "Three", ""]
    logged_in(migraine.owner).post(addresses.of(migraine), typed(migraine, **{**ROWS, "points-1-text": " "}))
    assert ConditionPage.objects.get().points == [{"text": "One"}, {"text": "Three"}]


def test_the_sixtieth_row_is_the_last(press):
    many = {"points-total": "60", **{f"points-{number}-text": f"P{number}" for number in range(60)}}
    shown = press("points/add/0", **many)
    assert 'name="points-59-text"' in shown and 'name="points-60-text"' not in shown


def test_more_rows_than_may_be_are_refused_when_saved(migraine, logged_in):
    many = {"points-total": "9999", **{f"points-{number}-text": f"P{number}" for number in range(90)}}
    response = logged_in(migraine.owner).post(addresses.of(migraine), typed(migraine, **many))
    assert "60 rows are the most." in response.content.decode()


def test_the_button_of_a_new_page_works_before_anything_is_saved(logged_in):
    client = logged_in(Role.WRITER)
    sent = {"title": "New", "points-total": "1", "points-0-text": "One", "rows": "points/add/0", "seen": "0"}
    shown = client.post("/admin/content/conditionpage/add/", sent).content.decode()
    assert points(shown)[:2] == ["One", ""] and 'value="New"' in shown
    assert not ConditionPage.objects.exists()


def test_enter_in_a_field_saves_and_moves_no_row(migraine, logged_in):
    """The first submit button of a form is the one that Enter presses."""
    shown = logged_in(migraine.owner).get(addresses.of(migraine)).content.decode()
    form = shown[shown.index('id="document-form"') :]
    assert "Save as a version" in re.search(r"<button[^>]*>([^<]*)", form)[1]


@pytest.mark.parametrize("number", [{"pmid": "42"}, {"doi": "https://doi.org/10.1000/abc"}])
def test_a_reference_is_looked_up_among_those_of_all_versions(press, number):
    other = make.make_page(title="Cluster headache", references=CITING)
    other.references = []
    make.save(other, by=other.owner)
    row = {f"references-0-{name}": value for name, value in number.items()}
    shown = press("references/find/0", **{"references-total": "1", "references-0-year": "2016", **row})
    assert 'name="references-0-authors" value="Smith, J."' in shown
    assert 'name="references-0-year" value="2016"' in shown  # what was typed stays
    assert "Filled in as “Cluster headache” has it" in shown


@pytest.mark.parametrize(
    ("values", "says"),
    [({}, "Type a PMID or a DOI first."), ({"references-0-pmid": "99"}, "No page here cites")],
)
def test_a_reference_that_nobody_cites_is_said_so(press, values, says):
    assert says in press("references/find/0", **{"references-total": "1", **values})


def test_a_retracted_reference_is_said_so_when_it_is_looked_up(migraine, logged_in):
    make.make_page(references=CITING)
    notice()
    answer = logged_in(migraine.owner).get("/admin/references/", {"pmid": "42"}).json()
    assert answer["row"]["journal"] == "A journal"
    assert "This work was retracted on 31 May 2019" in answer["said"]


def test_a_link_in_a_paragraph_is_no_row_to_fill_in_from(migraine, logged_in):
    make.make_page(definition="See https://pubmed.ncbi.nlm.nih.gov/42/.")
    answer = logged_in(migraine.owner).get("/admin/references/", {"pmid": "42"}).json()
    assert answer["row"] == {}


def test_the_look_up_is_closed_to_who_reads_no_pages(logged_in):
    assert logged_in(Role.OPERATOR).get("/admin/references/", {"pmid": "42"}).status_code == 403


@pytest.mark.parametrize("count", [1, 50])
def test_the_look_up_costs_the_same_for_one_and_for_fifty(
    migraine, logged_in, django_assert_max_num_queries, count
):
    for _ in range(count if count == 1 else 12):
        make.make_page(references=[{"pmid": str(number)} for number in range(42, 42 + count)])
    client = logged_in(migraine.owner)
    with django_assert_max_num_queries(7):
        client.get("/admin/references/", {"pmid": "42"})
