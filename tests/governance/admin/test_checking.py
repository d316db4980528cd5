"""The check while typing: what is found in unsaved words, each at its place, and nothing is written."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from content.models import Version
from governance.admin import checking
from governance.models import Settling
from governance.policy.verbs import Role
from governance.services import reviews
from governance.services.actors import Actor
from governance.services.facts import case_of
from tests import factories as make
from tests.bench.texts import page as long_page
from tests.governance.admin import addresses
from tests.governance.admin.test_editor import typed
from tests.governance.admin.test_get_writes_nothing import everything

pytestmark = pytest.mark.django_db

CURE = "Ketamine cures migraine."


@pytest.fixture(autouse=True)
def no_check_before():
    cache.clear()


@pytest.fixture
def migraine(statement):
    return make.make_page()


@pytest.fixture
def writer(logged_in, migraine):
    return logged_in(migraine.owner)


def answer(client, page, **values):
    """What the check answers to the page's own words with these in their place."""
    return client.post(addresses.of(page, "check"), typed(page, **values)).json()


def words_at(value, finding):
    """What a browser would underline: offsets count UTF-16 units."""
    return value.encode("utf-16-le")[2 * finding["start"] : 2 * finding["end"]].decode("utf-16-le")


def test_a_conflict_is_told_with_its_place_its_reason_and_words_that_fit(writer, migraine):
    value = f"\n\n🙂 A cafe\u0301 opens at eight. \r\n{CURE} The end."
    found = answer(writer, migraine, where_ketamine_fits=value)["findings"]
    conflict = found[0]
    assert (conflict["standing"], conflict["field"]) == ("conflict", "where_ketamine_fits")
    assert words_at(value.replace("\r\n", "\n"), conflict) == CURE
    assert [words_at(value.replace("\r\n", "\n"), {"start": a, "end": b}) for a, b in conflict["cues"]] == [
        "cures",
    ]
    point = conflict["points"][0]
    assert (point["topic"], point["allowed"]) == ("efficacy", "ineffective to helps some")
    assert "more than the statement allows" in point["reason"]
    assert conflict["insert"].lower().count("ketamine") == 1


def test_what_is_offered_in_its_place_is_itself_inside(writer, migraine):
    sentences = [
        CURE, "Ketamine is harmless.", "Ketamine is a first-line treatment for depression.",
        "Ketamine works better than triptans.", "Ketamine is not addictive.", "Ketamine cures and is harmless.",
    ]  # fmt: skip
    found = answer(writer, migraine, definition="\n\n".join(sentences))["findings"]
    offered = [item["insert"] for item in found if item["insert"]]
    assert len(offered) >= 4
    again = answer(writer, migraine, definition="\n\n".join(offered))["findings"]
    assert {item["standing"] for item in again if item["field"] == "definition"} <= {"inside"}


def test_the_answer_is_what_the_same_words_have_after_a_save(writer, migraine):
    words = {"where_ketamine_fits": f"{make.KETAMINE_FITS} {CURE}", "lead": "Ketamine does odd things."}
    live = answer(writer, migraine, **words)
    writer.post(addresses.of(migraine), typed(migraine, **words))
    stored = case_of(make.newest(migraine), at=make.NOW).findings
    assert {(item["sentence"], item["start"], item["end"]) for item in live["findings"]} == {
        (item.row.sentence, item.row.start, item.row.end) for item in stored
    }
    assert [item["standing"] for item in live["findings"]] == sorted(
        (item["standing"] for item in live["findings"]), key=["conflict", "unclear", "inside"].index
    )


def test_words_that_are_the_newest_versions_keep_what_a_physician_settled(logged_in, statement):
    page = make.make_page(lead="Ketamine does odd things.", points=[{"text": "It is nobody's fault."}])
    review, physician = make.submit(page), make.make_physician()
    for item in case_of(review.version, at=make.NOW).unsettled:
        reviews.settle(
            actor=Actor.of(physician), review=review, claim=item.row, settled_as=Settling.INSIDE,
            reason="Read.", at=make.NOW,
        )  # fmt: skip
    client = logged_in(page.owner)
    standings = {item["standing"] for item in answer(client, page)["findings"]}
    assert "settled" in standings and "unclear" not in standings
    changed = answer(client, page, definition="It is common.")["findings"]
    assert "unclear" in {item["standing"] for item in changed}


def test_a_row_is_found_where_it_was_typed_whatever_stands_empty_before_it(writer, migraine):
    rows = {"points-total": "3", "points-0-text": " ", "points-1-text": "One.", "points-2-text": f"  {CURE}"}
    found = answer(writer, migraine, **rows)["findings"][0]
    assert (found["field"], found["start"], found["end"]) == ("points-2-text", 2, 2 + len(CURE))


def test_a_page_that_was_never_saved_is_checked(statement, logged_in):
    client = logged_in(Role.WRITER)
    sent = {"title": "", "condition": "migraine", "body": CURE, "pages": "x"}
    found = client.post("/admin/content/article/add/check/", sent).json()
    assert found["findings"][0]["field"] == "body"
    assert found["problems"] == []


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("lead", "bell \x07", "Line 1 holds a character that cannot be shown (U+0007)."),
        ("definition", ">" * 300 + " deep", "deep"),
        ("references-0-doi", "nonsense", "is not a DOI"),
        ("icd11", "ABC", "is not an ICD-11 code"),
    ],
)
def test_what_cannot_be_kept_is_told_in_one_sentence_and_the_rest_is_checked(
    writer, migraine, name, value, says
):
    sent = {"references-total": "1", name: value, "where_ketamine_fits": CURE}
    found = answer(writer, migraine, **sent)
    assert len(found["problems"]) == 1
    assert found["problems"][0]["field"] == name.split("-")[0]
    assert says in found["problems"][0]["says"]
    assert found["findings"][0]["field"] == "where_ketamine_fits"


def test_markup_that_was_typed_is_text_in_the_panels(writer, migraine):
    evil = '<script>alert(1)</script> Ketamine cures "migraine" & <b>all</b> < others.'
    shown = answer(writer, migraine, lead=evil)["html"]["findings"]
    assert "<script" not in shown and "<b>all" not in shown
    assert "&quot;migraine&quot; &amp;" in shown


def test_too_much_is_refused_with_one_sentence(writer, migraine):
    response = writer.post(addresses.of(migraine, "check"), typed(migraine, definition="word " * 30_000))
    assert (response.status_code, response.json()) == (413, {"says": checking.TOO_LONG})


def test_too_often_is_refused_for_that_person_alone(writer, migraine, logged_in, monkeypatch):
    monkeypatch.setattr(checking, "MOST_A_MINUTE", 1)
    first = writer.post(addresses.of(migraine, "check"), typed(migraine))
    second = writer.post(addresses.of(migraine, "check"), typed(migraine))
    assert (first.status_code, second.status_code) == (200, 429)
    assert second.json() == {"says": checking.TOO_OFTEN}
    other = logged_in(Role.WRITER).post(addresses.of(migraine, "check"), typed(migraine))
    assert other.status_code == 200


def test_a_check_writes_nothing_and_nobody_keeps_its_answer(writer, migraine):
    before = everything()
    response = writer.post(addresses.of(migraine, "check"), typed(migraine, lead=CURE, slug="other"))
    assert response.status_code == 200
    assert everything() == before
    assert "no-store" in response.headers["Cache-Control"]
    assert Version.objects.count() == 1


@pytest.mark.parametrize("role", [role for role in Role if role != Role.WRITER])
def test_only_a_writer_may_check(migraine, logged_in, role):
    assert logged_in(role).post(addresses.of(migraine, "check"), typed(migraine)).status_code == 403


def test_a_check_takes_a_post_with_its_token_alone(writer, migraine):
    assert writer.get(addresses.of(migraine, "check")).status_code == 405
    assert Client().post(addresses.of(migraine, "check"), {}).status_code == 302
    writer.handler.enforce_csrf_checks = True
    assert writer.post(addresses.of(migraine, "check"), typed(migraine)).status_code == 403


def test_the_page_of_another_kind_is_not_found(writer, migraine):
    assert writer.post(f"/admin/content/faq/{migraine.pk}/check/", {}).status_code == 404
    assert writer.post("/admin/content/faq/99999/check/", {}).status_code == 404


def test_no_statement_in_force_is_said(logged_in, db):
    page = make.make_page()
    found = answer(logged_in(page.owner), page, lead=CURE)
    assert (found["statement"], found["findings"]) == ("", [])
    assert "No position statement is in force" in found["html"]["findings"]


def test_a_check_asks_as_little_of_the_database_for_a_long_page_as_for_a_short_one(
    writer, migraine, django_assert_max_num_queries
):
    answer(writer, migraine)
    for sections in (1, 8):
        with django_assert_max_num_queries(22):
            answer(writer, migraine, where_ketamine_fits=long_page(sections))


def article_in(html):
    return re.search(r"<nav class=.contents.*</article>|<article>.*</article>", html, re.DOTALL)[0]


def test_the_preview_is_the_page_that_the_public_gets(writer, migraine, client):
    other = make.make_page(title="Other page")
    make.publish(other)
    make.publish(make.make_faq(pages=(migraine,), by=migraine.owner), by=make.make_physician())
    words = {
        "lead": "A *new* lead.",
        "definition": "## Heading\n\n| A | B |\n| - | - |\n| 1 | 2 |",
        "preview": "1",
    }
    sent = typed(migraine, related=[other.pk], **words)
    preview = writer.post(addresses.of(migraine, "check"), sent).json()["preview"]
    writer.post(addresses.of(migraine), sent)
    make.publish(migraine)
    public = client.get(f"/conditions/{migraine.slug}/").content.decode()
    assert article_in(preview) == article_in(public)
    for shown in ("Other page", "When should I see a doctor", "A new lead."):
        assert shown in preview


def test_a_preview_holds_no_script_whatever_is_typed(writer, migraine):
    evil = "<script>alert(1)</script> [x](javascript:alert(2)) <img src=x onerror=alert(3)>"
    sent = typed(migraine, lead=evil, definition=evil, title=evil, preview="1")
    preview = writer.post(addresses.of(migraine, "check"), sent).json()["preview"]
    assert "<script" not in preview and "<img" not in preview and 'href="javascript' not in preview


def test_advice_stands_below_the_findings_while_typing_and_after_saving(writer, migraine):
    words = {"definition": "It helped 45% of them. See [this](/conditions/nothing/)."}
    live = answer(writer, migraine, **words)["html"]["advice"]
    writer.post(addresses.of(migraine), typed(migraine, **words))
    saved = writer.get(addresses.of(migraine)).content.decode()
    for shown in (live, saved):
        assert "“45%” stands without a reference" in shown
        assert "leads to no page that is public now" in shown
        assert "First-line treatments</a>: Nothing is written here yet." in shown
        assert 'href="#id_definition"' in shown


def test_advice_blocks_nothing(migraine, statement):
    migraine.definition = "It helped 45% of them."
    make.save(migraine, by=migraine.owner)
    assert make.publish(migraine).version.number == 2
