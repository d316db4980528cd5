"""A flagged page is on the desk of everybody who can mend it or must know, in the queue, and readers are told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from governance.admin.flags.rows import flagged_rows
from governance.models import ConflictFlag
from governance.policy.verbs import Role
from tests import factories as make
from tests.abuse.workflow import grant, stricter

pytestmark = pytest.mark.django_db
FITS = f"{make.KETAMINE_FITS} It is a last resort for refractory chronic migraine in specialist care."
COMES_DOWN = "taken down on"


@pytest.fixture
def flagged(settings):
    """A live page in conflict with the statement of today, to be taken down in ten days."""
    settings.CONFLICT_GRACE_DAYS = 10
    now = timezone.now()
    make.make_statement()
    found = make.make_page(where_ketamine_fits=FITS)
    make.publish(found)
    make.make_statement(source=stricter(), at=now)
    return found


def desk(logged_in, person):
    return logged_in(person).get("/admin/").content.decode()


@pytest.mark.parametrize("role", [Role.PHYSICIAN, Role.COMPLIANCE, Role.STATEMENT_OWNER])
def test_a_flagged_page_is_on_the_desk_with_its_day(logged_in, flagged, role):
    deadline = timezone.localdate() + timedelta(days=10)
    shown = desk(logged_in, grant(make.make_person(), role))
    assert f"{COMES_DOWN} <b>{deadline.day} {deadline:%B %Y}</b>" in shown
    assert flagged.title in shown


def test_a_writer_sees_the_flags_of_their_own_pages_alone(logged_in, flagged):
    assert COMES_DOWN in desk(logged_in, flagged.owner)
    assert COMES_DOWN not in desk(logged_in, make.make_writer())


def test_a_flag_has_no_place_where_there_is_none(logged_in, settings):
    make.make_statement()
    assert COMES_DOWN not in desk(logged_in, make.make_physician())


def test_the_queue_says_that_the_live_page_comes_down(logged_in, flagged):
    flagged.where_ketamine_fits = "Ketamine is not a treatment for migraine."
    make.save(flagged, by=flagged.owner, reason="Mended")
    make.submit(flagged, by=flagged.owner)
    shown = logged_in(make.make_physician()).get("/admin/reviews/").content.decode()
    assert "Live page in conflict" in shown


def test_readers_are_told_on_a_flagged_page_and_on_no_other(client, flagged):
    other = make.make_faq()
    make.publish(other, at=timezone.now())
    assert "guidance on ketamine has changed" in client.get(f"/{flagged.path}/").content.decode()
    assert "guidance on ketamine has changed" not in client.get(f"/{other.path}/").content.decode()


def test_a_reader_who_has_the_page_gets_it_anew_once_it_is_flagged(client, settings):
    settings.CONFLICT_GRACE_DAYS = 10
    make.make_statement()
    page = make.make_page(where_ketamine_fits=FITS)
    make.publish(page)
    etag = client.get(f"/{page.path}/")["ETag"]
    make.make_statement(source=stricter(), at=timezone.now())
    assert client.get(f"/{page.path}/", headers={"If-None-Match": etag}).status_code == 200


def test_a_page_that_shows_a_flagged_question_says_so(client, settings):
    settings.CONFLICT_GRACE_DAYS = 10
    make.make_statement()
    page = make.make_page(where_ketamine_fits="The clinic opens at eight.")
    make.publish(page)
    faq = make.make_faq(pages=(page,), answer=FITS)
    make.publish(faq)
    make.make_statement(source=stricter(), at=timezone.now())
    assert ConflictFlag.objects.filter(publication__document=faq.pk).exists()
    assert not ConflictFlag.objects.filter(publication__document=page.pk).exists()
    assert "guidance on ketamine has changed" in client.get(f"/{page.path}/").content.decode()


def test_a_signed_page_in_conflict_is_shown_as_such_to_physician_and_writer(logged_in):
    make.make_statement()
    page = make.make_page(where_ketamine_fits=FITS)
    make.sign(make.submit(page, by=page.owner))
    make.make_statement(source=stricter(), at=timezone.now())
    assert "so it cannot be published" in desk(logged_in, make.make_physician())
    assert "The statement has changed since it was signed" in desk(logged_in, page.owner)


def test_the_rows_cost_one_query(flagged, django_assert_num_queries):
    with django_assert_num_queries(1):
        (row,) = flagged_rows(on=timezone.localdate())
        assert row.publication.document.owner == flagged.owner
        assert row.url
