"""ABUSE B, 26 to 29 and 33: who reads what, and what comes through. 34 waits for an export to exist."""

import re

import pytest
from django.core.management import call_command
from django.test import Client

from content.models import ConditionPage
from governance.models import (
    Person,
    Publication,
    Review,
    SignOff,
)
from governance.policy.states import ReviewState, sources
from governance.policy.verbs import MAY, Role, Verb
from governance.services import publishing, reviews
from governance.services.actors import Actor
from tests import factories as make
from tests.governance.admin import addresses
from tests.governance.admin.test_editor import typed

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.parametrize("flags", [{}, {"is_superuser": True, "is_staff": True}]),
]
ACTS = {
    "sign": Verb.SIGN_OFF,
    "publish": Verb.PUBLISH,
    "send-back": Verb.SEND_BACK,
    "take-back": Verb.TAKE_BACK,
}
EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.fixture(autouse=True)
def statement():
    return make.make_statement()


def bring_to(state, page):
    """A review of a page in a state, by the services."""
    review = make.submit(page)
    physician = make.make_physician()
    if state in (ReviewState.SIGNED, ReviewState.PUBLISHED, ReviewState.RETRACTED):
        signoff = make.sign(review, by=physician)
    if state == ReviewState.PUBLISHED:
        publishing.publish(actor=Actor.of(physician), review=review, at=make.NOW)
    if state == ReviewState.RETRACTED:
        publishing.retract(actor=Actor.of(physician), signoff=signoff, reason="Wrong.", at=make.NOW)
    if state == ReviewState.SENT_BACK:
        reviews.send_back(actor=Actor.of(physician), review=review, reason="Why?", at=make.NOW)
    if state == ReviewState.TAKEN_BACK:
        reviews.take_back(actor=Actor.of(page.owner), review=review, at=make.NOW)
    if state == ReviewState.SUPERSEDED:
        page.lead = "Other words."
        make.save(page, by=page.owner)
    return review


@pytest.mark.parametrize("state", list(ReviewState))
def test_26_every_role_and_act_in_every_state_ends_as_the_tables_say(enter, state):
    review = bring_to(state, make.make_page())
    for role in Role:
        client = enter(role)
        for name, verb in ACTS.items():
            if role in MAY[verb] and state in sources(verb):
                continue  # allowed, and held elsewhere
            answer = client.post(
                addresses.review(review, name), {"back-reason": "x", "password": make.PASSWORD}
            )
            # Signing other words than the newest, and publishing them, is the gate's to refuse, with the difference.
            expected = {409, 422} if role in MAY[verb] else {403}
            assert answer.status_code in expected, (role, name)
    review.refresh_from_db()
    assert review.state == state


def plain(answer):
    """The answer without what differs each time: the token of its forms."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", answer.content)


def test_27_a_forbidden_record_and_a_missing_one_are_answered_alike(enter):
    page = make.make_page()
    review = make.submit(page)
    client = enter(Role.OPERATOR)
    there = (addresses.of(page), addresses.of(page, "history"), addresses.review(review))
    for address in there:
        missing = re.sub(r"/\d+/", "/987654/", address)
        answers = [client.get(path) for path in (address, missing)]
        assert [answer.status_code for answer in answers] == [403, 403]
        assert plain(answers[0]) == plain(answers[1])
        assert not any("ETag" in answer.headers for answer in answers)


def test_27_the_public_cannot_tell_a_draft_from_nothing(enter):
    draft = make.make_page()
    answers = [Client().get(f"/conditions/{slug}/") for slug in (draft.slug, "no-such-page-at-all")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert "ETag" not in answers[0].headers


@pytest.mark.parametrize(
    "query",
    [
        "password__startswith=m",
        "owner__password__regex=.*",
        "owner__email__contains=x",
        "_to_field=password&_popup=1",
    ],
)
def test_28_no_list_tells_by_its_filters_what_it_does_not_show(enter, query):
    make.make_page()
    for role in Role:
        client = enter(role)
        for name in (
            "content/conditionpage",
            "governance/person",
            "governance/physician",
            "governance/auditentry",
        ):
            assert client.get(f"/admin/{name}/?{query}").status_code in (400, 403), (role, name)
        complete = "/admin/autocomplete/?app_label=content&model_name=conditionpage&field_name=owner"
        assert client.get(complete).status_code == 404


def test_29_an_import_that_names_status_signer_and_date_is_text_in_a_draft(flags, tmp_path):
    writer = make.make_writer()
    Person.objects.filter(pk=writer.pk).update(**flags)
    file = tmp_path / "page.md"
    head = "---\nstatus: published\nsigned_by: Dr Nobody\nlast_reviewed: 2020-01-01\nversion_number: 7\n---\n"
    told = "Status: published. Signed by Dr Nobody, MD, on 1 January 2020.\n\n## Clinical definition\n\nAttacks.\n"
    file.write_text(f"{head}# Cluster headache\n\n{told}")
    call_command(
        "import_page", str(file), kind="condition-page", condition="cluster_headache", owner=writer.username
    )
    page = ConditionPage.objects.get()
    assert (page.version_number, make.newest(page).saved_by) == (1, writer)
    assert not SignOff.objects.exists() and not Publication.objects.exists() and not Review.objects.exists()


def test_33_no_script_comes_through_a_label_a_difference_or_a_message(enter):
    evil = make.make_person(Role.WRITER, name=f"{EVIL} Osei")
    page = make.make_page(by=evil, title=f"Migraine {EVIL}", lead=f"Pain. {EVIL}", notes=EVIL)
    page.lead = f"Other pain. {EVIL} {EVIL}"
    make.save(page, by=evil, reason=EVIL)
    review = make.submit(page, by=evil)
    reviews.send_back(
        actor=Actor.of(make.make_physician(name=f"Dr {EVIL}")), review=review, reason=EVIL, at=make.NOW
    )
    operator, writer = enter(Role.OPERATOR), enter(person=evil)
    operator.post(f"/admin/people/{evil.pk}/close/", {"close-reason": EVIL})
    operator.post(f"/admin/people/{evil.pk}/reopen/", {"reopen-reason": EVIL})
    told = operator.get(f"/admin/governance/person/{evil.pk}/change/").content.decode()
    told += writer.post(addresses.of(page), typed(page, lead=EVIL, seen=1)).content.decode()
    for role in Role:
        client = enter(role)
        for address in addresses.every():
            told += client.get(address).content.decode()
    assert "<script>alert" not in told
    assert "<img src=x" not in told
    assert "&lt;script&gt;alert(1)" in told
