"""What the public saw of a page at a moment: the exact page, its signature checked on the spot, and what proves it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from governance.models import Publication
from governance.policy.verbs import Role
from governance.services import publishing
from governance.services.actors import Actor
from governance.services.life.asof import in_full, proof_of
from governance.services.life.periods import held_between, publications_at, shown_of
from tests import factories as make
from tests.support import remove_triggers

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
START = make.NOW
DOWN = START + 4 * DAY


@pytest.fixture
def migraine(statement):
    """Live as version 1 for two days, as version 2 for two days, then taken down."""
    page = make.make_page(title="Migraine", lead="The first words.")
    make.publish(page, by=make.make_physician(name="Lewis Hart"))
    page.lead = "The second words."
    make.save(page, by=page.owner, at=START + DAY)
    make.publish(page, by=make.make_physician(name="Amara Osei"), at=START + 2 * DAY)
    publishing.withdraw(
        actor=Actor.of(make.make_person(Role.COMPLIANCE)),
        document=page.document_ptr,
        reason="A doubt.",
        at=DOWN,
    )
    return page


@pytest.fixture
def compliance(logged_in):
    return logged_in(Role.COMPLIANCE)


def asked(client, migraine, at, part=""):
    address = f"/admin/life/{migraine.pk}/{part}?on={at:%Y-%m-%d}&at={at:%H:%M:%S}"
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("after", "number"),
    [
        (-timedelta(seconds=1), None),
        (timedelta(0), 1),
        (2 * DAY - timedelta(seconds=1), 1),
        (2 * DAY, 2),
        (4 * DAY - timedelta(seconds=1), 2),
        (4 * DAY, None),
        (9 * DAY, None),
    ],
)
def test_the_publication_of_a_moment_is_the_last_one_that_was_neither_replaced_nor_taken_down(
    migraine, after, number
):
    found = publications_at(START + after).filter(document=migraine)
    covering = [item.publication for item in shown_of(migraine) if item.covers(START + after)]
    assert [item.version.number for item in found] == ([number] if number else [])
    assert covering == list(found)


def test_the_life_says_what_the_public_saw_who_signed_it_and_which_statement_held(migraine, compliance):
    shown = asked(compliance, migraine, START + 3 * DAY)
    assert "On 5 June 2026 at 10:00 UTC the public saw" in shown and "<b>version 2</b>" in shown
    assert "Signed by Amara Osei, MD, on 4 June 2026" in shown
    assert "was in force: " in shown and " inside" in shown


def test_the_life_says_that_nothing_was_live_and_why(migraine, compliance):
    after = asked(compliance, migraine, DOWN + DAY)
    assert "the public saw <b>no page</b>" in after and "A doubt." in after
    assert "first shown on 2 June 2026" in asked(compliance, migraine, START - DAY)


def test_the_page_of_a_day_holds_the_frozen_words_and_no_later_ones(migraine, compliance):
    shown = asked(compliance, migraine, START + DAY, "page/")
    assert "The first words." in shown and "The second words." not in shown
    assert "Checked just now: it holds" in shown
    assert Publication.objects.first().digest in shown
    assert "no page" in asked(compliance, migraine, DOWN, "page/")


def test_the_questions_shown_then_stand_on_the_page_of_a_day(migraine, compliance):
    faq = make.make_faq(pages=(migraine,), title="Does it hurt?")
    make.publish(faq, at=START + DAY)
    assert "Does it hurt?" not in asked(compliance, migraine, START, "page/")
    assert "Does it hurt?" in asked(compliance, migraine, START + DAY, "page/")


def test_the_entries_of_its_way_prove_a_publication(migraine):
    first, second = Publication.objects.order_by("pk")
    assert [entry.verb for entry in proof_of(in_full(first.pk)).entries] == [
        "publish", "sign off", "submit", "save",
    ]  # fmt: skip
    assert proof_of(in_full(second.pk)).entries[0].verb == "withdraw"
    assert proof_of(in_full(first.pk)).faults == ()


@pytest.mark.parametrize(
    ("field", "fault"),
    [("html", "its page differs"), ("text", "its words do not have its digest"), ("digest", "other words")],
)
def test_a_publication_changed_past_the_rules_does_not_hold(migraine, compliance, field, fault):
    remove_triggers(connection)
    first = Publication.objects.order_by("pk")[0]
    Publication.objects.filter(pk=first.pk).update(**{field: getattr(first, field).replace("e", "x")})
    assert fault in asked(compliance, migraine, START, "page/").lower()


@pytest.mark.parametrize(
    "query", ["on=2999-01-01", "on=yesterday", "on=2026-06-02&at=25:00", "on=%00", "on=2026-02-30"]
)
def test_a_moment_that_is_none_or_still_to_come_is_said_and_now_is_shown(migraine, compliance, query):
    for part in ("", "page/"):
        shown = compliance.get(f"/admin/life/{migraine.pk}/{part}?{query}").content.decode()
        assert 'role="alert"' in shown


def test_the_statement_that_held_changes_on_its_day_and_not_before_its_approval(statement):
    later = make.STATEMENT.read_text().replace(statement.version, "next", 1)
    later = later.replace(f"effective: {statement.effective}", "effective: 2026-06-20")
    make.make_statement(source=later, at=START)
    held = held_between(START, START + 40 * DAY)
    assert [(item.statement.version, str(item.since.date())) for item in held] == [
        (statement.version, "2026-06-02"), ("next", "2026-06-20"),
    ]  # fmt: skip
    assert held[0].until == held[1].since and held[1].until is None


def test_the_past_is_open_to_compliance_alone(migraine, logged_in):
    for role in set(Role) - {Role.COMPLIANCE}:
        assert logged_in(role).get(f"/admin/life/{migraine.pk}/").status_code == 403
    assert logged_in(Role.COMPLIANCE).get("/admin/life/999999/").status_code == 404


def test_a_long_life_asks_the_database_no_more_often_than_a_short_one(migraine, compliance):
    def count():
        with CaptureQueriesContext(connection) as asked_for:
            compliance.get(f"/admin/life/{migraine.pk}/")
        return len(asked_for)

    count()  # the statement is parsed once a process
    before = count()
    for number in range(50):
        migraine.lead = f"Other words {number}."
        make.save(migraine, by=migraine.owner, at=DOWN + DAY)
    assert count() == before


def test_the_time_line_tells_every_entry_and_can_be_narrowed(migraine, compliance):
    shown = compliance.get(f"/admin/life/{migraine.pk}/").content.decode()
    for words in (
        "Version 1 saved",
        "Version 2 signed",
        "Version 2 published",
        "Version 2 taken down",
        "A doubt.",
    ):
        assert words in shown
    signed = compliance.get(f"/admin/life/{migraine.pk}/?show=signatures").content.decode()
    assert "Version 2 signed" in signed and "Version 2 published" not in signed
