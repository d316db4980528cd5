"""The writer's desk: each page in its place, with what to do next."""

from datetime import timedelta

import pytest
from django.utils import timezone

from governance.services import reviews, scheduling
from governance.services.actors import Actor
from tests import factories as make
from tests.abuse.workflow import stricter

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


def desk(logged_in, writer):
    return logged_in(writer).get("/admin/").content.decode()


def test_a_draft_shows_why_and_when_it_was_touched(logged_in, now):
    make.make_statement()
    writer = make.make_writer()
    page = make.make_page(by=writer, at=now)
    page.lead = "Attacks of head pain, and what else helps."
    make.save(page, by=writer, reason="Readers asked", at=now)
    shown = desk(logged_in, writer)
    assert "Readers asked" in shown
    assert "version 2" in shown


def test_a_signed_page_says_who_signed_it_and_when_it_goes_live(logged_in, now):
    make.make_statement()
    writer, physician = make.make_writer(), make.make_physician(name="Amara Osei")
    review = make.submit(make.make_page(by=writer, at=now), by=writer, at=now)
    make.sign(review, by=physician, at=now)
    assert "A physician publishes it." in desk(logged_in, writer)
    moment = now + timedelta(days=3)
    scheduling.plan_publication(actor=Actor.of(physician), review=review, publish_at=moment, at=now)
    shown = desk(logged_in, writer)
    assert "by Amara Osei" in shown
    assert f"It goes live on {moment.day} {moment:%B %Y}" in shown


def test_a_page_that_a_coming_statement_forbids_is_named_with_its_day(logged_in, now):
    make.make_statement()
    writer = make.make_writer()
    fits = f"{make.KETAMINE_FITS} It is a last resort for refractory chronic migraine in specialist care."
    make.publish(make.make_page(by=writer, at=now, where_ketamine_fits=fits), writer=writer, at=now)
    assert "coming statement" not in desk(logged_in, writer)
    day = (now + timedelta(days=20)).date()
    make.make_statement(source=stricter().replace("effective: 2026-06-01", f"effective: {day}"), at=now)
    shown = desk(logged_in, writer)
    assert "Live, and in conflict with a coming statement" in shown
    assert f"in force from {day.day} {day:%B %Y}" in shown


def test_what_was_sent_back_comes_first_with_its_reason(logged_in, now):
    make.make_statement()
    writer = make.make_writer()
    review = make.submit(make.make_page(by=writer, at=now), by=writer, at=now)
    reviews.send_back(actor=Actor.of(make.make_physician()), review=review, reason="Name the dose.", at=now)
    shown = desk(logged_in, writer)
    assert shown.index("Name the dose.") < shown.index(">Drafts<")
