"""Group F, 95: a preview link is not guessed, not reused once it is over, and in no referrer, cache or index."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from governance.models import AuditEntry, Comment, CommentAnswer, Invitation, InvitationUse, Outcome
from governance.policy.verbs import Role
from governance.services import comments, invitations
from governance.services.actors import Actor
from governance.services.threads import passages
from tests import factories as make
from tests.governance.admin import addresses

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture
def review(db):
    make.make_statement()
    return make.submit(make.make_page())


@pytest.fixture
def invited(review):
    return invite(review)


def invite(review, *, name="Ada Reyes", days=14, at=None, by=None):
    return invitations.invite(
        actor=Actor.of(by or make.make_physician()),
        version=review.version,
        expert_name=name,
        purpose="Are the doses right?",
        days=days,
        at=at or timezone.now(),
    )


def door(invited):
    return f"/outside/open/{invited.token}/"


def page(invited):
    return f"/outside/read/{invited.invitation.pk}/"


def opened(invited):
    client = Client()
    assert client.post(door(invited)).headers["Location"] == page(invited)
    return client


def key_of(client, invited):
    return re.search(r'name="key" value="(\w+)"', client.get(page(invited)).content.decode())[1]


def say(client, invited, body="The dose is right.", **values):
    sent = {"key": key_of(client, invited), "passage": "", "words": "", "body": body}
    return client.post(page(invited), {**sent, **values}, follow=True)


def test_95_a_token_is_not_in_the_database_and_has_256_bits(invited):
    assert len(invited.token) == 43
    assert invited.token not in str(Invitation.objects.values().get())
    assert not AuditEntry.objects.filter(detail__contains=invited.token).exists()


@pytest.mark.parametrize(
    "change", [lambda t: t[:-1] + "_", lambda t: t.swapcase(), lambda t: t[1:], lambda t: "A" * 43]
)
def test_95_a_guessed_token_opens_nothing_and_leaves_nothing(client, invited, change):
    for answer in (client.get, client.post):
        response = answer(f"/outside/open/{change(invited.token)}/")
        assert response.status_code == 404
        assert "leads nowhere" in response.content.decode()
        assert not response.cookies
    assert not InvitationUse.objects.exists()


@pytest.mark.parametrize("path", ["/outside/open/x/", "/outside/", "/outside/open/", "/outside/open/%00%00/"])
def test_95_what_is_no_token_is_not_found(client, invited, path):
    assert client.get(path).status_code == 404


def test_95_the_keys_of_invitations_lead_nowhere_without_the_cookie(client, invited):
    assert client.get(page(invited)).status_code == client.get("/outside/read/99999/").status_code == 404
    client.cookies["imprimatur_outside"] = str(invited.invitation.pk)
    assert client.get(page(invited)).status_code == 404
    client.cookies["imprimatur_outside"] = Invitation.objects.get().token_hash
    assert client.get(page(invited)).status_code == 404


def test_95_the_link_is_opened_by_a_press_alone_and_each_time_is_counted(invited):
    client = Client()
    shown = client.get(door(invited)).content.decode()
    assert "Ada Reyes" in shown and "Are the doses right?" in shown and make.KETAMINE_FITS not in shown
    assert not InvitationUse.objects.exists()  # as a mail scanner does
    opened(invited), opened(invited)
    assert InvitationUse.objects.count() == 2
    entries = AuditEntry.objects.filter(verb="open an invitation")
    assert [entry.actor_name for entry in entries] == ["Ada Reyes, outside expert by link"] * 2


def test_95_the_cookie_is_bound_to_its_page_and_to_this_site(invited):
    cookie = Client().post(door(invited)).cookies["imprimatur_outside"]
    assert cookie["path"] == page(invited)
    assert cookie["httponly"] and cookie["samesite"] == "Strict"
    assert 0 < int(cookie["max-age"]) <= 12 * 60 * 60


def test_95_no_answer_is_kept_indexed_or_told_to_another_site(invited):
    client = opened(invited)
    for response in (client.get(door(invited)), client.post(door(invited)), client.get(page(invited)),
                     client.get("/outside/read/99999/"), client.put(door(invited))):  # fmt: skip
        assert "no-store" in response.headers["Cache-Control"]
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in response.headers["X-Robots-Tag"]
    assert invited.token not in client.get(page(invited)).content.decode()


def test_95_a_revoked_link_is_told_kindly_at_the_door_and_on_the_page(invited):
    client = opened(invited)
    key = key_of(client, invited)
    invitations.end_invitation(
        actor=Actor.of(make.make_writer()), invitation=invited.invitation, at=timezone.now()
    )
    answers = [client.get(door(invited)), client.post(door(invited)), client.get(page(invited))]
    answers.append(client.post(page(invited), {"key": key, "body": "Late"}))
    assert [response.status_code for response in answers] == [410] * 4
    assert "ended by the people who sent it" in answers[0].content.decode()
    assert not Comment.objects.exists()


def test_95_an_expired_link_is_told_kindly(review, client):
    old = invite(review, days=1, at=timezone.now() - timedelta(days=1))
    response = client.post(door(old))
    assert response.status_code == 410 and "This link held until" in response.content.decode()
    assert invite(review)  # the same expert may be invited anew


def test_95_one_link_opens_one_version_and_nothing_else(invited, review):
    other = make.submit(make.make_page())
    another = invite(other)
    client = opened(invited)
    assert client.get(page(another)).status_code == 404
    assert client.get(addresses.review(review)).status_code == 302
    assert client.get(f"/{review.document.path}/").status_code == 404
    shown = client.get(page(invited)).content.decode()
    assert "Finding" not in shown and "conflict" not in shown.lower()


def test_95_a_comment_by_link_is_marked_and_names_the_expert(invited, review, client):
    expert = opened(invited)
    first = passages(review.version)[1]
    shown = say(expert, invited, passage=first.key).content.decode()
    assert "The dose is right." in shown and 'id="q1"' in shown
    comment = Comment.objects.get()
    assert (comment.author, comment.author_name, comment.invitation) == (
        None,
        "Ada Reyes",
        invited.invitation,
    )
    entry = AuditEntry.objects.get(verb="comment")
    assert (entry.actor, entry.role, entry.outcome) == (None, "outside expert", Outcome.DONE)
    client.force_login(make.make_physician(), backend="django.contrib.auth.backends.ModelBackend")
    staff = client.get(addresses.review(review)).content.decode()
    assert "Outside expert, by link" in staff and "opened 1 time<" in staff


def test_95_an_expert_sees_and_answers_their_own_threads_alone(invited, review):
    other = opened(invite(review, name="Bo Lind"))
    client = opened(invited)
    say(client, invited)
    theirs = Invitation.objects.get(expert_name="Bo Lind")
    assert "The dose is right." not in other.get(f"/outside/read/{theirs.pk}/").content.decode()
    answer = f"{page(invited)}comments/1/"
    key = key_of(client, invited)
    client.post(answer, {"key": key, "a1-body": "And the range too."})
    assert CommentAnswer.objects.get().invitation == invited.invitation
    assert client.post(f"{page(invited)}comments/2/", {"key": key, "a2-body": "x"}).status_code == 404
    assert client.post(answer, {"key": key, "a1-body": " "}).status_code == 422
    assert other.post(answer, {"key": key, "a1-body": "x"}).status_code == 404


def test_95_an_answer_is_kept_once_and_not_after_the_thread_was_resolved(invited):
    client = opened(invited)
    say(client, invited)
    answer, key = f"{page(invited)}comments/1/", key_of(client, invited)
    for _ in range(2):
        assert client.post(answer, {"key": key, "a1-body": "Yes."}).status_code == 302
    comments.resolve(actor=Actor.of(make.make_writer()), comment=Comment.objects.get(), at=timezone.now())
    client.post(answer, {"key": key, "a1-body": "Too late."})
    assert [item.body for item in CommentAnswer.objects.all()] == ["Yes."]


@pytest.mark.parametrize("key", ["", "0" * 64])
def test_95_a_form_from_elsewhere_says_nothing(invited, key):
    assert say(opened(invited), invited, key=key).status_code == 404
    assert not Comment.objects.exists()


def test_95_hostile_words_are_text_for_the_expert_and_for_staff(review, client):
    script = "<script>alert(1)</script>"
    invited = invite(review, name=f"{script} Reyes")
    expert = opened(invited)
    shown = say(expert, invited, body=f"{script} {{{{ 7 }}}}").content.decode()
    client.force_login(make.make_writer(), backend="django.contrib.auth.backends.ModelBackend")
    for text in (
        shown,
        expert.get(door(invited)).content.decode(),
        client.get(addresses.review(review)).content.decode(),
    ):
        assert script not in text and "&lt;script&gt;" in text


@pytest.mark.parametrize("body, status", [("x" * 2001, 422), ("", 422), ("x" * 30_000, 429), ("a\x00b", 422)])
def test_95_too_much_is_refused_in_a_sentence(invited, body, status):
    assert say(opened(invited), invited, body=body).status_code == status
    assert not Comment.objects.exists()


def test_95_a_flood_is_stopped_and_leaves_no_more_rows(invited):
    client = opened(invited)
    key = key_of(client, invited)
    codes = [
        client.post(page(invited), {"key": key, "passage": "", "body": f"No. {n}"}).status_code
        for n in range(62)
    ]
    assert codes.count(302) == 60 and codes[-1] == 429
    assert Comment.objects.count() == 60
    assert "wait ten minutes" in client.post(page(invited), {"key": key}).content.decode()


def test_95_the_same_comment_twice_is_one(invited):
    client = opened(invited)
    say(client, invited), say(client, invited)
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("role, may", [(Role.WRITER, True), (Role.PHYSICIAN, True), (Role.COMPLIANCE, False)])
def test_95_writers_and_physicians_invite_and_the_link_is_shown_once(client, review, role, may):
    person = make.make_physician() if role == Role.PHYSICIAN else make.make_person(role)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    values = {"i-expert_name": "Ada Reyes", "i-purpose": "Doses", "i-days": "7"}
    response = client.post(addresses.review(review, "invite"), values)
    assert response.status_code == (200 if may else 403)
    assert Invitation.objects.count() == int(may)
    if may:
        link = re.search(r"http://testserver(/outside/open/[\w-]+/)", response.content.decode())[1]
        assert "no-store" in response.headers["Cache-Control"]
        assert Client().post(link).status_code == 302
        assert client.post(addresses.review(review, "invite"), values).status_code == 409
        end = addresses.review(review, f"invitations/{Invitation.objects.get().pk}/end")
        assert "opens nothing any more" in client.post(end, follow=True).content.decode()
        assert "ended already" in client.post(end, follow=True).content.decode()
        assert Client().get(link).status_code == 410


@pytest.mark.parametrize(
    "values, says",
    [
        ({"i-expert_name": " "}, "required"),
        ({"i-expert_name": "Ada\u202e"}, "letters that can be seen"),
        ({"i-purpose": ""}, "required"),
        ({"i-days": "61"}, "less than or equal to 60"),
        ({"i-days": "x"}, "whole number"),
    ],
)
def test_95_a_bad_invitation_is_refused_with_what_was_typed(client, review, values, says):
    client.force_login(make.make_writer(), backend="django.contrib.auth.backends.ModelBackend")
    sent = {"i-expert_name": "Ada Reyes", "i-purpose": "Doses", "i-days": "7", **values}
    response = client.post(addresses.review(review, "invite"), sent)
    assert response.status_code == 422 and says in response.content.decode()
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("count", [1, 50])
def test_95_the_page_takes_as_many_queries_with_fifty_comments(invited, django_assert_num_queries, count):
    client = opened(invited)
    key = key_of(client, invited)
    for number in range(count):
        client.post(page(invited), {"key": key, "passage": "", "body": f"No. {number}"})
    with django_assert_num_queries(4):
        client.get(page(invited))
