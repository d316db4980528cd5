"""The month, the load ahead and the rules, as people meet them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from governance.models import AuditEntry, Outcome, ReviewCalendar, ScheduledPublication
from governance.policy.verbs import Role, Verb
from governance.services.actors import Actor
from governance.services.calendars import Rules, write_calendar
from tests import factories as make

pytestmark = pytest.mark.django_db
READERS = {Role.WRITER, Role.PHYSICIAN, Role.COMPLIANCE, Role.STATEMENT_OWNER}
NUMBERS = {"escalate_after": 10, "grace": 40, "reviews_a_week": 5, "reason": "Tighter."}


def live(count=1, **values):
    now = timezone.now()
    pages = [make.make_page(at=now, **values) for _ in range(count)]
    return [make.publish(page, at=now) for page in pages]


def rows(*intervals):
    sent = {"interval-TOTAL_FORMS": len(intervals), "interval-INITIAL_FORMS": 0}
    for number, (kind, condition, months) in enumerate(intervals):
        names = {"kind": kind, "condition": condition, "months": months}
        sent |= {f"interval-{number}-{name}": value for name, value in names.items()}
    return sent


def write(client, *intervals, seen=0, **values):
    sent = {**NUMBERS, **rows(*intervals), "seen": seen, **values}
    return client.post("/admin/calendar/rules/write/", sent)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("part", ["", "load/", "rules/"])
def test_the_calendar_opens_for_readers_of_pages(logged_in, role, part):
    expected = 200 if role in READERS else 403
    assert logged_in(role).get(f"/admin/calendar/{part}").status_code == expected


def test_a_month_shows_what_falls_due_on_its_day(statement, logged_in):
    (publication,) = live()
    client = logged_in(Role.WRITER)
    html = client.get(f"/admin/calendar/?month={publication.next_review:%Y-%m}").content.decode()
    day = html.partition(f'datetime="{publication.next_review}"')[2].partition("</td>")[0]
    assert publication.title in day and "Due" in day
    other = publication.next_review + timedelta(days=40)
    assert publication.title not in client.get(f"/admin/calendar/?month={other:%Y-%m}").content.decode()


def test_a_month_shows_what_is_planned_and_what_comes_down(statement, logged_in):
    (publication,) = live()
    write_calendar(
        actor=Actor.of(make.make_person(Role.COMPLIANCE)),
        rules=Rules(grace=70),
        reason="x",
        seen=0,
        at=timezone.now(),
    )
    down = publication.next_review + timedelta(days=70)
    client = logged_in(Role.PHYSICIAN)
    html = client.get(f"/admin/calendar/?month={down:%Y-%m}").content.decode()
    assert "Comes down" in html.partition(f'datetime="{down}"')[2].partition("</td>")[0]
    review = make.submit(make.make_page())
    at = timezone.now() + timedelta(hours=1)
    ScheduledPublication.objects.create(
        review=review, publish_at=at, planned_by=client.person, planned_at=timezone.now()
    )
    html = client.get(f"/admin/calendar/?month={timezone.localtime(at):%Y-%m}").content.decode()
    assert "Planned" in html


@pytest.mark.parametrize("month", ["", "2026", "2026-13", "0000-01", "9999-12", "abc", "2026-1x", "٣-٣"])
def test_a_month_that_is_none_is_the_present_one(logged_in, month):
    html = logged_in(Role.WRITER).get("/admin/calendar/", {"month": month}).content.decode()
    assert f"{timezone.localdate():%B %Y}" in html


def test_only_ones_own_pages_are_shown_where_asked(statement, logged_in):
    (mine,), (other,) = live(), live()
    client = logged_in(mine.document.owner)
    month = f"{mine.next_review:%Y-%m}"
    html = client.get("/admin/calendar/", {"month": month, "mine": "on"}).content.decode()
    assert mine.title in html and other.title not in html
    assert client.get("/admin/calendar/", {"month": month, "kind": "x"}).status_code == 200


def test_a_full_week_names_what_could_be_done_earlier(statement, logged_in):
    write_calendar(
        actor=Actor.of(make.make_person(Role.COMPLIANCE)),
        rules=Rules((make_interval(3),), reviews_a_week=2),
        reason="x",
        seen=0,
        at=timezone.now(),
    )
    pages = live(3)
    html = logged_in(Role.PHYSICIAN).get("/admin/calendar/load/").content.decode()
    assert "Too full" in html and "by 1" in html
    assert f"{pages[0].title}</a>" in html.partition("Too full")[2]


def make_interval(months):
    from governance.policy.calendar import Interval

    return Interval("", "", months)


@pytest.mark.parametrize("part", ["", "load/"])
def test_the_calendar_costs_as_many_queries_for_fifty_pages_as_for_one(
    statement, logged_in, django_assert_max_num_queries, part
):
    client = logged_in(Role.PHYSICIAN)
    (publication,) = live()
    address = f"/admin/calendar/{part}?month={publication.next_review:%Y-%m}"
    client.get(address)
    for more in (0, 49):
        live(more)
        with django_assert_max_num_queries(12):
            client.get(address)


@pytest.mark.parametrize("role", [Role.COMPLIANCE, Role.STATEMENT_OWNER])
def test_rules_are_written_and_shown(statement, logged_in, role):
    client = logged_in(role)
    assert write(client, ("faq", "migraine", 4), ("", "", "")).status_code == 302
    html = client.get("/admin/calendar/rules/").content.decode()
    assert "FAQs on migraine: 4 months" in html and "Tighter." in html
    calendar = ReviewCalendar.objects.in_force()
    assert (calendar.grace_days, calendar.written_as) == (40, role)


@pytest.mark.parametrize(
    ("intervals", "values", "sentence"),
    [
        ([("faq", "", "")], {}, "Give the months"),
        ([("faq", "", 99)], {}, "less than or equal to 60"),
        ([("faq", "", 3), ("faq", "", 4)], {}, "stand there twice"),
        ([], {"grace": "soon"}, "Enter a whole number"),
        ([], {"reason": " "}, "This field is required"),
        ([("moon", "", 3)], {}, "moon is not one of the available choices"),
    ],
)
def test_rules_that_will_not_do_come_back_with_a_sentence_and_all_that_was_typed(
    statement, logged_in, intervals, values, sentence
):
    response = write(logged_in(Role.COMPLIANCE), *intervals, **values)
    html = response.content.decode()
    assert response.status_code == 422
    assert sentence in html and 'value="10"' in html
    assert not ReviewCalendar.objects.exists()
    assert AuditEntry.objects.get(verb=Verb.WRITE_CALENDAR).outcome == Outcome.REFUSED


def test_a_stale_form_is_answered_with_what_was_typed(statement, logged_in):
    client = logged_in(Role.COMPLIANCE)
    write(client)
    response = write(client, grace=50)
    assert response.status_code == 409
    assert "Tighter." in response.content.decode()
    assert ReviewCalendar.objects.count() == 1


def test_who_may_not_write_the_rules_reads_them_and_is_denied(statement, logged_in):
    client = logged_in(Role.WRITER)
    assert "Write new rules" not in client.get("/admin/calendar/rules/").content.decode()
    assert write(client).status_code == 403
    assert client.post("/admin/calendar/rules/write/", {}).status_code == 403
