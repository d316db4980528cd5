"""The statement's desk by its screens: read, move a band, see the effect, sign twice."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from governance.models import (
    ApprovedStatement,
    AuditEntry,
    Live,
    Notice,
    NoticeKind,
    StatementDraft,
    StatementSignature,
)
from governance.policy.verbs import Role
from tests import factories as make
from tests.governance import statement_support as desk

pytestmark = pytest.mark.django_db
DESK = "/admin/statement/draft/"


@pytest.fixture
def owner(statement, logged_in):
    return logged_in(desk.make_owner(name="Ines Falk"))


@pytest.fixture
def second(statement, logged_in):
    return logged_in(make.make_physician(name="Amara Osei"))


@pytest.fixture
def live(statement):
    return make.publish(make.make_page(title="Migraine", where_ketamine_fits=desk.LAST_RESORT))


@pytest.fixture
def draft(owner):
    owner.post(f"{DESK}begin/")
    return StatementDraft.objects.get()


def move(client, name="role-headache", low="no_role", high="no_role", seen=None):
    seen = seen or StatementDraft.objects.get(is_open=True).revision
    return client.post(f"{DESK}move/{name}/", {"seen": seen, "low": low, "high": high})


def today(client):
    """Gives the draft today's date, as its owner does."""
    draft = StatementDraft.objects.get(is_open=True)
    head = {"seen": draft.revision, "title": "Position statement", "version": "2026.2", "months": 12}
    response = client.post(f"{DESK}head/", {**head, "effective": timezone.localdate().isoformat()})
    assert response.status_code == 302


def signature(client, response=None):
    """What the person's form holds, and what they type."""
    page = (response or client.get(DESK)).content.decode()
    sealed = {name: re.search(rf'name="{name}" value="(\w+)"', page)[1] for name in ("digest", "effect")}
    return {**sealed, "password": make.PASSWORD, "code": make.make_code(client.person)}


def test_without_a_draft_the_statement_in_force_is_shown_and_its_owner_may_begin_one(owner, second):
    assert "Begin a draft" in owner.get(DESK).content.decode()
    page = second.get(DESK).content.decode()
    assert "Begin a draft" not in page and "How long it lasts" in page


def test_a_site_without_any_statement_can_begin_its_first(db, logged_in):
    client = logged_in(desk.make_owner())
    assert "No statement is in force" in client.get(DESK).content.decode()
    assert client.post(f"{DESK}begin/").status_code == 302
    assert "2026.2" in client.get(DESK).content.decode()


def test_a_moved_band_is_drawn_beside_what_it_was_and_its_claims_are_marked(owner, draft, live):
    assert move(owner).status_code == 302
    page = owner.get(DESK).content.decode()
    label = re.search(r'aria-label="(Scale of role: [^"]*Before[^"]*)"', page)[1]
    assert "Allowed: no role. Before: no role to last resort." in label
    assert "2 at last resort, outside the band" in label
    assert "1 live page of 1" in page and "It is a last resort" in page


def test_the_numbers_of_the_picture_stand_in_a_table(owner, draft, live):
    page = owner.get(DESK).content.decode()
    table = page[page.index("Claims on role in numbers") :]
    row = re.search(r"<tr><th scope=\"row\">Migraine, headache</th>(.*?)</tr>", table)[1]
    assert re.findall(r"<td>([^<]*)</td>", row)[0] == "no role to last resort"
    assert sum(map(int, re.findall(r"<td>(\d+)</td>", row))) >= 1


def test_ends_in_the_wrong_order_and_unknown_points_are_refused_and_nothing_is_saved(owner, draft):
    for low, high in (("option", "no_role"), ("no_role", "cure"), ("", "")):
        assert move(owner, low=low, high=high).status_code == 422
    draft.refresh_from_db()
    assert draft.revision == 1


def test_a_second_tab_is_told_and_changes_nothing(owner, draft):
    assert move(owner, seen=1).status_code == 302
    response = move(owner, name="durability-any", low="none", high="days", seen=1)
    assert response.status_code == 409
    draft.refresh_from_db()
    assert draft.revision == 2


@pytest.mark.parametrize("role", [Role.WRITER, Role.PHYSICIAN, Role.COMPLIANCE])
def test_other_roles_read_the_desk_and_change_nothing(draft, logged_in, role):
    client = logged_in(role)
    page = client.get(DESK).content.decode()
    assert "Move the band" not in page and "Throw it away" not in page
    assert move(client).status_code == 403
    assert client.post(f"{DESK}tell/", {"seen": 1}).status_code == 403
    assert client.post(f"{DESK}discard/", {"seen": 1, "reason": "x"}).status_code == 403
    assert AuditEntry.objects.filter(actor=client.person, outcome="denied").count() == 3


def test_all_of_a_position_is_changed_in_one_form(owner, draft):
    address = f"{DESK}position/durability-any/"
    assert owner.get(address).status_code == 200
    typed = {
        "seen": 1,
        "id": "durability-any",
        "agent": "any",
        "conditions": ["any"],
        "low": "none",
        "high": "none",
        "says": "Hours.",
        "references": "A guideline, 2024",
        "conflicts": "Relief after a course of ketamine is permanent.",
        "allowed": "Relief after a course of ketamine lasts for weeks.",
    }
    page = owner.post(address, typed, follow=True).content.decode()
    assert "must not contradict durability-any, and does." in page
    position = next(
        item for item in StatementDraft.objects.get().edit.parsed().positions if item.id == "durability-any"
    )
    assert (position.high, position.references) == (0, ("A guideline, 2024",))
    assert owner.post(address, {**typed, "seen": 2, "conditions": []}).status_code == 422


def test_a_name_that_is_taken_is_refused_by_line_and_what_was_typed_stays(owner, draft):
    typed = {
        "seen": 1,
        "id": "role-any",
        "agent": "any",
        "conditions": ["ptsd"],
        "low": "none",
        "high": "days",
    }
    response = owner.post(f"{DESK}new/durability/", {**typed, "says": "Kept words"})
    page = response.content.decode()
    assert response.status_code == 422 and "is given twice" in page and "Kept words" in page


def test_positions_and_required_sentences_are_added_and_taken_out(owner, draft):
    typed = {"seen": 1, "id": "durability-ptsd", "agent": "any", "conditions": ["ptsd"]}
    ends = {"low": "none", "high": "days", "says": "Days."}
    assert owner.post(f"{DESK}new/durability/", {**typed, **ends}).status_code == 302
    assert owner.post(f"{DESK}position/durability-ptsd/remove/", {"seen": 2}).status_code == 302
    sentence = {"id": "say-weeks", "conditions": ["crps"], "point": "durability weeks", "says": "Say so."}
    assert owner.post(f"{DESK}required/", {"seen": 3, **sentence}).status_code == 302
    changed = {**sentence, "conditions": [], "role": "option"}
    assert owner.post(f"{DESK}required/say-weeks/", {"seen": 4, **changed}).status_code == 302
    assert owner.get(f"{DESK}required/say-weeks/").status_code == 200
    assert owner.post(f"{DESK}required/say-weeks/remove/", {"seen": 5}).status_code == 302
    assert (
        StatementDraft.objects.get().edit.parsed().positions
        == ApprovedStatement.objects.get().parsed().positions
    )


def test_the_text_goes_out_and_in_and_mistakes_are_told_by_line_and_column(owner, draft):
    source = owner.get(f"{DESK}file/").content.decode()
    assert source == draft.edit.source
    wrong = source.replace("max: first_line", "max: top").replace("topic: mechanism", "topic: magic")
    response = owner.post(f"{DESK}text/", {"seen": 1, "source": wrong})
    page = response.content.decode()
    assert response.status_code == 422
    assert re.search(r"Line 31, column \d+: unknown point &#x27;top&#x27; on role", page)
    assert "unknown topic" in page and "max: top" in page
    good = source.replace("# -- role: its place in care", "# -- role")
    assert owner.post(f"{DESK}text/", {"seen": 1, "source": good}).status_code == 302
    assert "# -- role\n" in StatementDraft.objects.get().edit.source


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"", b"&a [*a, *a]", b"a: !!python/object:os.system x"])
def test_a_file_that_is_no_statement_is_refused_with_a_sentence(owner, draft, data):
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("statement.yaml", data)
    response = owner.post(f"{DESK}text/", {"seen": 1, "source": "", "file": file})
    assert response.status_code == 422
    assert "errorlist" in response.content.decode()


def test_a_file_takes_the_place_of_the_text(owner, draft):
    from django.core.files.uploadedfile import SimpleUploadedFile

    source = draft.edit.source.replace('"2026.2"', '"2027.1"')
    file = SimpleUploadedFile("statement.yaml", source.encode())
    assert owner.post(f"{DESK}text/", {"seen": 1, "source": "x", "file": file}).status_code == 302
    assert StatementDraft.objects.get().edit.source == source


def test_two_statements_stand_side_by_side(owner, draft):
    move(owner)
    page = owner.get("/admin/statement/compare/").content.decode()
    assert "Narrowed" in page and "role-headache" in page
    assert owner.get("/admin/statement/compare/?old=999").status_code == 404


def test_a_sentence_is_tried_by_both(owner, draft):
    move(owner, name="durability-any", low="none", high="none")
    page = owner.get(DESK, {"try": "Relief after a course of ketamine lasts for weeks."}).content.decode()
    assert "2026.1: inside" in page and "2026.2: conflict" in page


def test_the_effect_is_a_spreadsheet_and_the_writers_are_told_once(owner, draft, live):
    move(owner)
    lines = b"".join(owner.get(f"{DESK}effect/")).decode().splitlines()
    assert len(lines) == len(set(lines)) > 1
    assert all('"live","in conflict"' in line and "role-headache" in line for line in lines[1:])
    for _ in range(2):
        assert owner.post(f"{DESK}tell/", {"seen": 2}).status_code == 302
    told = Notice.objects.get(kind=NoticeKind.WOULD_CONFLICT)
    assert told.person == live.document.owner
    assert owner.post(f"{DESK}tell/", {"seen": 1}).status_code == 409


def test_the_owner_and_a_second_physician_sign_and_the_page_comes_down(owner, draft, second, live):
    move(owner)
    today(owner)
    assert "Its owner signs it first." in second.get(DESK).content.decode()
    assert owner.post(f"{DESK}sign/", signature(owner)).status_code == 302
    assert 'id="sign"' not in owner.get(DESK).content.decode()
    response = second.post(f"{DESK}approve/", signature(second), follow=True)
    assert "Statement 2026.2 is approved." in response.content.decode()
    assert not Live.objects.exists()
    assert ApprovedStatement.objects.binding(at=timezone.now()).version == "2026.2"


def test_pages_that_moved_on_are_shown_before_anything_is_signed(owner, draft):
    move(owner)
    typed = signature(owner)
    make.publish(make.make_page(title="New one", where_ketamine_fits=desk.LAST_RESORT))
    response = owner.post(f"{DESK}sign/", typed)
    page = response.content.decode()
    assert response.status_code == 409 and "The pages have moved on" in page and "New one" in page
    assert not StatementSignature.objects.exists()
    assert typed["password"] not in page and typed["code"] not in page
    assert (
        owner.post(f"{DESK}sign/", {**signature(owner, response), "code": typed["code"]}).status_code == 302
    )


def test_what_stands_in_the_way_closes_the_form_and_says_where_to_mend_it(owner, draft):
    head = {"seen": 1, "title": "T", "version": "2026.1", "months": 12, "effective": "2027-01-01"}
    owner.post(f"{DESK}head/", head)
    page = owner.get(DESK).content.decode()
    assert "This version was approved already" in page and 'fieldset class="plain" disabled' in page
    assert f"{DESK}head/" in page


def test_a_draft_is_thrown_away_with_a_reason(owner, draft):
    assert owner.post(f"{DESK}discard/", {"seen": 1, "reason": ""}).status_code == 422
    assert owner.post(f"{DESK}discard/", {"seen": 1, "reason": "Not now"}).status_code == 302
    assert owner.get(f"{DESK}text/").status_code == 404
    assert "Begin a draft" in owner.get(DESK).content.decode()


def test_one_condition_is_looked_at_alone(owner, draft):
    page = owner.get(DESK, {"about": "migraine"}).content.decode()
    assert 'id="role-headache"' in page and 'id="role-pain"' not in page


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "=1+1", "{{ 7*7 }}", "\u202e", "a\x00b"])
def test_hostile_words_are_only_words(owner, draft, hostile):
    head = {"seen": 1, "title": hostile, "version": "2026.2", "months": 12, "effective": "2027-01-01"}
    response = owner.post(f"{DESK}head/", head)
    assert response.status_code in (302, 422)
    assert "<script>alert" not in owner.get(DESK).content.decode()


def test_the_desk_costs_the_same_with_one_page_and_with_many(owner, draft):
    move(owner)
    make.publish(make.make_page(where_ketamine_fits=desk.LAST_RESORT))
    owner.get(DESK)  # what a process reads once
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert owner.get(DESK).status_code == 200
        counts.append(len(found))
        for _ in range(5):
            make.publish(make.make_page(where_ketamine_fits=desk.LAST_RESORT))
    assert counts[0] == counts[1] and counts[1] < 60
