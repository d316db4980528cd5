"""The list of notices, and the plan on the review screen."""

from datetime import timedelta

import pytest
from django.utils import timezone

from governance.models import AuditEntry, MailChoice, Notice, NoticeKind, ScheduledPublication
from governance.policy.verbs import Role
from tests import factories as make

pytestmark = pytest.mark.django_db


def tell(person, count=1):
    page = make.make_page()
    values = {"document": page.document_ptr, "kind": NoticeKind.SIGNED, "at": make.NOW}
    return Notice.objects.bulk_create([Notice(person=person, **values) for _ in range(count)])


@pytest.fixture
def signed():
    now = timezone.now()
    make.make_statement()
    physician = make.make_physician()
    page = make.make_page(at=now)
    review = make.submit(page, by=page.owner, at=now)
    make.sign(review, by=physician, at=now)
    return review, physician


def post_plan(client, review, moment):
    return client.post(f"/admin/reviews/{review.pk}/plan/", {"publish_at": moment})


def test_every_staff_screen_says_how_many_notices_are_unread(logged_in):
    writer = make.make_writer()
    tell(writer, 3)
    assert "<b>3</b>" in logged_in(writer).get("/admin/").content.decode()


def test_a_notice_leads_to_its_page_and_opening_it_changes_nothing(logged_in):
    writer = make.make_writer()
    (notice,) = tell(writer)
    response = logged_in(writer).get(f"/admin/notices/{notice.pk}/")
    assert response.url.endswith(f"/conditionpage/{notice.document_id}/change/")
    assert Notice.objects.get().read_at is None


def test_a_notice_of_a_review_leads_to_the_review(logged_in):
    make.make_statement()
    physician = make.make_physician()
    page = make.make_page()
    review = make.submit(page, by=page.owner)
    notice = Notice.objects.get(person=physician)
    assert logged_in(physician).get(f"/admin/notices/{notice.pk}/").url == f"/admin/reviews/{review.pk}/"


def test_another_persons_notice_is_not_there(logged_in):
    (notice,) = tell(make.make_writer())
    client = logged_in(make.make_writer())
    assert client.get(f"/admin/notices/{notice.pk}/").status_code == 404
    client.post("/admin/notices/read/", {"notice": notice.pk})
    assert Notice.objects.get().read_at is None


@pytest.mark.parametrize("sent", [{}, {"notice": "abc"}, {"notice": "-1"}])
def test_whatever_is_no_number_marks_all_of_ones_own(logged_in, sent):
    writer = make.make_writer()
    tell(writer, 2)
    logged_in(writer).post("/admin/notices/read/", sent)
    assert not Notice.objects.unread().exists()


def test_a_person_chooses_how_mail_comes_and_a_wrong_choice_is_told(logged_in):
    writer = make.make_writer()
    client = logged_in(writer)
    client.post("/admin/notices/mail/", {"wish": "daily"})
    response = client.post("/admin/notices/mail/", {"wish": "hourly"}, follow=True)
    assert "Choose one of the three." in response.content.decode()
    assert MailChoice.objects.get(person=writer).wish == "daily"


@pytest.mark.parametrize("count", [1, 50])
def test_the_list_costs_the_same_for_any_number(logged_in, django_assert_max_num_queries, count):
    writer = make.make_writer()
    tell(writer, count)
    client = logged_in(writer)
    with django_assert_max_num_queries(10):
        client.get("/admin/notices/")


def test_a_signed_version_is_planned_and_the_plan_taken_back(logged_in, signed):
    review, physician = signed
    client = logged_in(physician)
    response = post_plan(client, review, f"{timezone.now() + timedelta(days=2):%Y-%m-%dT%H:%M}")
    page = client.get(response.url).content.decode()
    assert "goes live on" in page
    assert "The schedule is not running" in page
    client.post(f"/admin/reviews/{review.pk}/cancel-plan/")
    assert ScheduledPublication.objects.get().state == "cancelled"


@pytest.mark.parametrize("moment", ["", "soon", "2020-01-01T10:00", "9999-12-31T23:59"])
def test_a_time_that_cannot_be_is_told_at_its_field_and_recorded(logged_in, signed, moment):
    review, physician = signed
    response = post_plan(logged_in(physician), review, moment)
    assert response.status_code == 422
    assert 'class="errorlist"' in response.content.decode()
    assert AuditEntry.objects.latest("pk").outcome == "refused"


def test_a_second_plan_is_told_so(logged_in, signed):
    review, physician = signed
    client = logged_in(physician)
    moment = f"{timezone.now() + timedelta(days=2):%Y-%m-%dT%H:%M}"
    assert [post_plan(client, review, moment).status_code for _ in range(2)] == [302, 409]


@pytest.mark.parametrize("role", [Role.WRITER, Role.COMPLIANCE])
def test_who_may_not_publish_neither_sees_nor_makes_a_plan(logged_in, signed, role):
    client = logged_in(make.make_person(role))
    assert "Publish later" not in client.get(f"/admin/reviews/{signed[0].pk}/").content.decode()
    moment = f"{timezone.now() + timedelta(days=2):%Y-%m-%dT%H:%M}"
    assert post_plan(client, signed[0], moment).status_code == 403
    assert not ScheduledPublication.objects.exists()
