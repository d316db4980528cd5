"""Who is told of what, and how it is mailed."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from governance.models import MailWish, Notice, NoticeKind
from governance.policy.verbs import Role
from governance.services import comments, drafts, publishing, reviews
from governance.services.actors import Actor
from governance.services.calendar import announce_reviews
from governance.services.mailing import send_digests, send_mails
from governance.services.notices import choose_mail, mark_read
from tests import factories as make

pytestmark = pytest.mark.django_db
MORNING = make.NOW.replace(hour=9)


@pytest.fixture
def mails(settings):
    """Mails go out, into a list."""
    settings.MAIL = "smtp://mail.example"
    settings.SITE_URL = "https://health.example"
    return mail.outbox


def told(person):
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("kind", flat=True))


def sent_page(writer=None):
    writer = writer or make.make_writer()
    page = make.make_page(by=writer)
    return page, make.submit(page, by=writer)


def test_physicians_who_may_sign_are_told_of_a_page_and_its_editors_are_not():
    make.make_statement()
    waiting, editor = make.make_physician(), make.make_person(Role.WRITER, Role.PHYSICIAN)
    closed = make.make_physician()
    closed.is_active = False
    closed.save()
    sent_page(editor)
    assert told(waiting) == [NoticeKind.SUBMITTED]
    assert told(editor) == told(closed) == []


def test_the_writer_hears_of_each_step_and_whoever_acts_does_not():
    make.make_statement()
    writer, physician = make.make_writer(), make.make_physician()
    page, review = sent_page(writer)
    make.sign(review, by=physician)
    publishing.publish(actor=Actor.of(physician), review=review, at=make.NOW)
    publishing.withdraw(
        actor=Actor.of(physician), document=page.document_ptr, reason="Outdated.", at=make.NOW
    )
    assert told(writer) == [NoticeKind.SIGNED, NoticeKind.PUBLISHED, NoticeKind.WITHDRAWN]
    assert told(physician) == [NoticeKind.SUBMITTED]


def test_sent_back_is_told_to_who_sent_it_and_to_the_owner_once_each():
    make.make_statement()
    owner, sender = make.make_writer(), make.make_writer()
    page = make.make_page(by=owner)
    review = make.submit(page, by=sender)
    reviews.send_back(actor=Actor.of(make.make_physician()), review=review, reason="Why so?", at=make.NOW)
    assert told(owner) == told(sender) == [NoticeKind.SENT_BACK]


def test_nobody_is_told_of_work_that_was_rolled_back(mails, django_capture_on_commit_callbacks):
    make.make_statement()
    make.make_physician(email="amara@health.example")
    writer = make.make_writer()
    page = make.make_page(by=writer)
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError), transaction.atomic():
        make.submit(page, by=writer)
        raise RuntimeError
    send_mails()
    assert not Notice.objects.filter(kind=NoticeKind.SUBMITTED).exists()
    assert mails == []


def test_a_mail_is_plain_has_a_link_and_no_word_of_the_page(mails):
    make.make_statement()
    physician = make.make_physician(email="amara@health.example")
    page, _ = sent_page()
    assert send_mails() == 1
    (sent,) = mails
    notice = Notice.objects.get(person=physician)
    assert sent.to == ["amara@health.example"]
    assert f"https://health.example/admin/notices/{notice.pk}/" in sent.body
    assert page.title not in sent.subject + sent.body
    assert sent.alternatives == []


def test_a_mail_is_sent_once(mails):
    make.make_statement()
    make.make_physician(email="amara@health.example")
    sent_page()
    assert [send_mails(), send_mails()] == [1, 0]
    assert len(mails) == 1


def test_what_another_process_is_mailing_is_left_to_it_for_ten_minutes(mails):
    make.make_statement()
    make.make_physician(email="amara@health.example")
    sent_page()
    held = Notice.objects.filter(kind=NoticeKind.SUBMITTED)
    held.update(taken_at=timezone.now() - timedelta(minutes=9))
    assert send_mails() == 0
    held.update(taken_at=timezone.now() - timedelta(minutes=11))
    assert send_mails() == 1


def test_no_mail_is_tried_where_none_is_set_up():
    make.make_statement()
    physician = make.make_physician(email="amara@health.example")
    sent_page()
    assert send_mails() == 0
    assert Notice.objects.get(person=physician).taken_at is None


def test_who_wants_no_mail_finds_the_notice_in_the_list(mails):
    make.make_statement()
    physician = make.make_physician(email="amara@health.example")
    choose_mail(person=physician, wish=MailWish.NEVER)
    sent_page()
    assert send_mails() + send_digests(at=MORNING) == 0
    assert told(physician) == [NoticeKind.SUBMITTED]


def test_the_daily_mail_comes_once_a_day_after_six_with_all_notices(mails):
    make.make_statement()
    physician = make.make_physician(email="amara@health.example")
    choose_mail(person=physician, wish=MailWish.DAILY)
    sent_page()
    sent_page()
    assert send_mails() == 0
    assert send_digests(at=MORNING.replace(hour=5)) == 0
    assert [send_digests(at=MORNING), send_digests(at=MORNING)] == [1, 0]
    assert mails[0].subject == "Imprimatur: 2 notices"
    sent_page()
    assert send_digests(at=MORNING + timedelta(hours=2)) == 0
    assert send_digests(at=MORNING + timedelta(days=1)) == 1


def test_77_a_mail_server_that_is_down_costs_no_act_and_no_mail(mails, django_capture_on_commit_callbacks):
    make.make_statement()
    make.make_physician(email="amara@health.example")
    # The server is another's program, so it alone is stood in for.
    with patch("django.core.mail.backends.locmem.EmailBackend.send_messages", side_effect=OSError("down")):
        with django_capture_on_commit_callbacks(execute=True):
            _, review = sent_page()
        assert send_mails() == 0
    review.refresh_from_db()
    assert review.state == "submitted"
    assert send_mails() == 1


def test_one_marks_only_ones_own_notices_as_read():
    make.make_statement()
    one, other = make.make_physician(), make.make_physician()
    sent_page()
    foreign = Notice.objects.get(person=other)
    assert mark_read(person=one, at=make.NOW, only=foreign.pk) == 0
    assert mark_read(person=one, at=make.NOW) == 1
    assert Notice.objects.filter(person=other).unread().count() == 1


def test_a_review_that_comes_due_is_announced_at_30_and_7_days_and_when_overdue_once_each():
    make.make_statement()
    writer, officer = make.make_writer(), make.make_person(Role.COMPLIANCE)
    page = make.make_page(by=writer)
    due = make.publish(page, writer=writer).next_review
    Notice.objects.all().delete()
    for days in (-31, -30, -30, -20, -7, -1, 0, 1, 1, 13, 14, 40):
        announce_reviews(at=make.NOW + timedelta(days=(due - make.NOW.date()).days + days))
    overdue = [NoticeKind.OVERDUE, NoticeKind.ESCALATED]
    assert told(writer) == [NoticeKind.DUE_SOON, NoticeKind.DUE_SOON, *overdue]
    assert told(officer) == overdue


def test_a_schedule_that_slept_over_both_announcements_makes_one():
    make.make_statement()
    writer = make.make_writer()
    due = make.publish(make.make_page(by=writer), writer=writer).next_review
    Notice.objects.all().delete()
    announce_reviews(at=make.NOW + timedelta(days=(due - make.NOW.date()).days - 3))
    assert told(writer) == [NoticeKind.DUE_SOON]


def test_a_page_with_a_new_draft_keeps_its_owner_told():
    make.make_statement()
    writer = make.make_writer()
    page = make.make_page(by=writer)
    due = make.publish(page, writer=writer).next_review
    page.lead = "Attacks of head pain, and what helps then."
    drafts.save(
        actor=Actor.of(writer), document=page, links={}, reason="Words", seen=page.version_number, at=make.NOW
    )
    announce_reviews(at=make.NOW + timedelta(days=(due - make.NOW.date()).days + 1))
    assert NoticeKind.OVERDUE in told(writer)


def test_a_comment_is_told_to_the_writer_and_the_answer_to_who_asked():
    make.make_statement()
    writer, physician, other = make.make_writer(), make.make_physician(), make.make_physician()
    _, review = sent_page(writer)
    Notice.objects.all().delete()
    said = comments.comment(
        actor=Actor.of(physician), version=review.version, passage=None, body="Since when?", at=make.NOW
    )
    assert told(writer) == [NoticeKind.COMMENTED]
    comments.answer(actor=Actor.of(writer), comment=said, body="Since May.", at=make.NOW)
    assert told(writer) == told(physician) == [NoticeKind.COMMENTED]
    assert told(other) == []
    assert Notice.objects.filter(review=review).count() == 2
