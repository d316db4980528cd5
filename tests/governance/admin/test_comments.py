"""Comments on the review screen: kept with the version, shown at their words, never lost and never doubled."""

import re

import pytest
from django.db import DatabaseError, transaction

from governance.models import AuditEntry, Comment, CommentAnswer, CommentResolution, Outcome
from governance.policy.verbs import Role
from governance.services import comments
from governance.services.actors import Actor
from governance.services.threads import passages
from tests import factories as make
from tests.governance.admin import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("steady_engine")]
LEAD = "Attacks of head pain, and what usually helps."


@pytest.fixture
def review(statement, steady_engine):
    return make.submit(make.make_page())


@pytest.fixture
def physician(logged_in):
    return logged_in(Role.PHYSICIAN)


def key_of(review, words=LEAD):
    return next(item.key for item in passages(review.version) if words in item.words)


def say(client, review, body="Whose attacks?", **values):
    sent = {"passage": key_of(review), "words": "", "body": body, **values}
    return client.post(addresses.review(review, "comment"), sent, follow=True)


def said(review, body="Whose attacks?", by=None, words=LEAD):
    passage = next(item for item in passages(review.version) if words in item.words) if words else None
    actor = Actor.of(by or make.make_physician())
    return comments.comment(actor=actor, version=review.version, passage=passage, body=body, at=make.NOW)


@pytest.mark.parametrize("role", [Role.WRITER, Role.PHYSICIAN])
def test_a_comment_stands_at_its_words_and_in_the_list_and_leads_from_one_to_the_other(
    logged_in, review, role
):
    shown = say(logged_in(role), review).content.decode()
    assert 'id="q1"' in shown and 'href="#c1"' in shown
    assert 'id="c1"' in shown and 'href="#q1"' in shown
    assert f"“{LEAD}”" in shown and "Whose attacks?" in shown
    entry = AuditEntry.objects.get(verb="comment")
    assert (entry.reason, entry.detail, entry.after) == ("Whose attacks?", LEAD, review.version.digest)


def test_selected_words_are_what_it_stands_on(physician, review):
    say(physician, review, words="head  pain")
    assert Comment.objects.get().quote == "head pain"


def test_a_comment_on_the_page_as_a_whole_has_no_words(physician, review):
    shown = say(physician, review, passage="").content.decode()
    assert "On the page as a whole" in shown
    assert "These words are gone" not in shown


@pytest.mark.parametrize("passage", ["lead.0.text:0:9999", "nowhere:0:3", "x" * 3000])
def test_a_sentence_that_this_version_does_not_have_is_refused_and_nothing_typed_is_lost(
    physician, review, passage
):
    response = say(physician, review, passage=passage)
    assert response.status_code == 422
    assert "Choose a sentence of this version." in response.content.decode()
    assert "Whose attacks?" in response.content.decode()
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "body, says", [("  ", "Write what you want to say."), ("x" * 2001, "2000 are the most")]
)
def test_a_comment_without_words_or_with_too_many_is_refused(physician, review, body, says):
    response = say(physician, review, body=body)
    assert response.status_code == 422
    assert says in response.content.decode()
    assert AuditEntry.objects.get(verb="comment").outcome == Outcome.REFUSED


def test_the_same_comment_sent_twice_is_one(physician, review):
    say(physician, review)
    assert "You said this already." in say(physician, review).content.decode()
    assert Comment.objects.count() == 1


def test_hostile_words_are_text(physician, review):
    shown = say(physician, review, body="<script>alert(1)</script> {{ x }} \u202e").content.decode()
    assert "&lt;script&gt;alert(1)" in shown and "<script>alert" not in shown


@pytest.mark.parametrize("role", [Role.COMPLIANCE, Role.STATEMENT_OWNER])
def test_who_neither_writes_nor_signs_reads_and_cannot_speak(logged_in, review, role):
    said(review)
    client = logged_in(role)
    shown = client.get(addresses.review(review)).content.decode()
    assert "Whose attacks?" in shown and 'id="comment"' not in shown
    assert say(client, review, body="Mine").status_code == 403
    assert client.post(addresses.review(review, "comments/1/answer"), {"a1-body": "x"}).status_code == 403
    assert client.post(addresses.review(review, "comments/1/resolve")).status_code == 403
    assert Comment.objects.count() == 1 and not CommentAnswer.objects.exists()


def test_answers_follow_and_a_resolved_thread_is_folded_with_who_and_when(logged_in, review):
    said(review)
    writer = logged_in(make.make_writer(name="Hanna Lindqvist"))
    writer.post(addresses.review(review, "comments/1/answer"), {"a1-body": "The patient’s."})
    shown = writer.post(addresses.review(review, "comments/1/resolve"), follow=True).content.decode()
    assert "The patient’s." in shown and "Resolved by Hanna Lindqvist" in shown
    assert 'id="q1"' not in shown
    assert [entry.verb for entry in AuditEntry.objects.order_by("sequence")][-2:] == [
        "answer a comment",
        "resolve a comment",
    ]


def test_a_thread_is_resolved_once_and_then_not_answered(physician, review):
    said(review)
    resolve = addresses.review(review, "comments/1/resolve")
    physician.post(resolve)
    assert "resolved this comment" in physician.post(resolve, follow=True).content.decode()
    late = physician.post(addresses.review(review, "comments/1/answer"), {"a1-body": "Too late"})
    assert late.status_code == 409 and "Too late" in late.content.decode()
    assert CommentResolution.objects.count() == 1 and not CommentAnswer.objects.exists()


def test_an_answer_without_words_keeps_the_form_open_with_the_reason(physician, review):
    said(review)
    response = physician.post(addresses.review(review, "comments/1/answer"), {"a1-body": " "})
    assert response.status_code == 422 and "Write what you want to say." in response.content.decode()


@pytest.mark.parametrize("address", ["comments/7/answer", "comments/7/resolve"])
def test_a_comment_that_is_not_there_is_not_found(physician, review, address):
    assert physician.post(addresses.review(review, address)).status_code == 404


def next_review(review, **values):
    page = review.document.concrete
    for name, value in values.items():
        setattr(page, name, value)
    make.save(page, by=page.owner)
    return make.submit(page)


def test_an_open_comment_goes_with_its_words_to_the_next_version(physician, review):
    said(review)
    later = next_review(review, lead=f"In short. {LEAD}")
    shown = physician.get(addresses.review(later)).content.decode()
    assert 'id="q1"' in shown and "Said on version 1." in shown
    assert 'id="q1"' in physician.get(addresses.review(review)).content.decode()


def test_a_comment_whose_words_are_gone_says_so_until_it_is_resolved(physician, review):
    said(review)
    later = next_review(review, lead="Other words.")
    shown = physician.get(addresses.review(later)).content.decode()
    assert "These words are gone." in shown and 'id="q1"' not in shown
    physician.post(addresses.review(later, "comments/1/resolve"))
    again = next_review(later, lead="Yet others.")
    assert "Whose attacks?" not in physician.get(addresses.review(again)).content.decode()
    assert "Whose attacks?" in physician.get(addresses.review(review)).content.decode()


def test_what_was_said_of_a_later_version_is_not_shown_on_an_earlier_one(physician, review):
    later = next_review(review, lead="Other words.")
    said(later, words="Other words.")
    assert "Whose attacks?" not in physician.get(addresses.review(review)).content.decode()


def test_comments_of_another_page_are_not_shown(physician, review):
    other = make.submit(make.make_page())
    said(other)
    assert "Whose attacks?" not in physician.get(addresses.review(review)).content.decode()


def test_a_comment_inside_a_claim_keeps_every_id_once(physician, review):
    said(review, words="Ketamine is not a standard treatment")
    said(review, words="Ketamine is not a standard treatment", body="And why?")
    ids = re.findall(r'\sid="([^"]+)"', physician.get(addresses.review(review)).content.decode())
    assert sorted(ids) == sorted(set(ids)) and {"q1", "q2"} <= set(ids)


def test_open_comments_stand_beside_the_editor_until_they_are_resolved(logged_in, review):
    said(review)
    said(review, body="And the title?", words="")
    writer = logged_in(Role.WRITER)
    shown = writer.get(addresses.of(review.document)).content.decode()
    assert "Whose attacks?" in shown and "And the title?" in shown
    assert f'href="{addresses.review(review)}#c1"' in shown
    writer.post(addresses.review(review, "comments/1/resolve"))
    assert "Whose attacks?" not in writer.get(addresses.of(review.document)).content.decode()


def test_what_was_said_can_be_neither_changed_nor_deleted(review):
    kept = Comment.objects.filter(pk=said(review).pk)
    for act in (lambda: kept.update(body="Other"), lambda: kept._raw_delete("default")):
        with pytest.raises(DatabaseError, match="append_only"), transaction.atomic():
            act()


@pytest.mark.parametrize("count", [1, 50])
def test_the_screen_takes_as_many_queries_with_fifty_comments_as_with_one(
    physician, review, django_assert_max_num_queries, count
):
    actor = Actor.of(make.make_physician())
    for number in range(count):
        item = comments.comment(
            actor=actor,
            version=review.version,
            passage=passages(review.version)[0],
            body=f"No. {number}",
            at=make.NOW,
        )
        comments.answer(actor=actor, comment=item, body="Yes.", at=make.NOW)
    physician.get(addresses.review(review))
    with django_assert_max_num_queries(QUERIES):
        physician.get(addresses.review(review))


QUERIES = 60
