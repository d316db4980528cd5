"""Recalling a claim everywhere: every page that makes it is found, and all of them go in one act."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from governance.models import (
    AuditEntry,
    Live,
    Notice,
    NoticeKind,
    Outcome,
    PublicNote,
    Recall,
    RecalledVersion,
    Withdrawal,
)
from governance.policy.verbs import Role, Verb
from governance.services import publishing
from governance.services.acting import Denied, MovedOn
from governance.services.actors import Actor
from governance.services.corrections import correction_of
from governance.services.recalls.finding import Asked, Place, makers_of, mark_of
from governance.services.recalls.recalling import ListChanged, recall_claim
from tests import factories as make

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(days=3)
OFF_LABEL = Asked(words="No regulator has approved it")
CURE = "Ketamine cures migraine."


@pytest.fixture
def everywhere():
    """Pages that make the claim: a live one, a signed one, one in review, a draft; and a live one that does not."""
    make.make_statement()
    pages = {place: make.make_page(title=f"A {place} page") for place in Place}
    make.publish(pages[Place.LIVE])
    signed = make.submit(pages[Place.SIGNED])
    make.sign(signed)
    waiting = make.submit(pages[Place.IN_REVIEW])
    other = make.make_page(where_ketamine_fits="Ketamine is not a standard treatment for migraine.")
    make.publish(other)
    Notice.objects.all().delete()
    return pages, signed, waiting, other


def recall(
    asked=OFF_LABEL, *, by=None, makers=None, chosen=None, at=LATER, reason="The label has changed.", **values
):
    makers = makers_of(asked) if makers is None else makers
    chosen = [maker.document for maker in makers] if chosen is None else chosen
    by = by or make.make_physician()
    return recall_claim(
        actor=Actor.of(by), asked=asked, chosen=chosen, seen=mark_of(makers), reason=reason, at=at, **values
    )


def test_every_page_that_makes_the_claim_is_found_with_its_sentence_and_how_far_it_has_come(everywhere):
    pages, *_ = everywhere
    found = {maker.document: maker for maker in makers_of(OFF_LABEL)}
    assert set(found) == {page.pk for page in pages.values()}
    for place, page in pages.items():
        assert list(found[page.pk].places) == [place]
        assert "No regulator has approved it" in found[page.pk].sentences[0]


def test_one_act_takes_down_sends_back_and_tells(everywhere, client):
    pages, signed, waiting, other = everywhere
    physician = make.make_physician()
    recall(by=physician, public_note=PublicNote.RECALLED)
    assert list(Live.objects.values_list("document", flat=True)) == [other.pk]
    for review in (signed, waiting):
        review.refresh_from_db()
        assert review.state == "sent back"
        assert "The label has changed." in review.reason
    assert Notice.objects.filter(person=pages[Place.DRAFT].owner, kind=NoticeKind.RECALLED).exists()
    response = client.get(f"/{pages[Place.LIVE].path}/")
    assert response.status_code == 410
    assert "Something that it said no longer holds." in response.content.decode()


def test_one_entry_names_all_pages_and_each_page_has_its_own(everywhere):
    pages, *_ = everywhere
    officer = make.make_person(Role.COMPLIANCE)
    before = AuditEntry.objects.count()
    kept = recall(by=officer)
    entry = AuditEntry.objects.get(verb=Verb.RECALL)
    assert (entry.object_id, entry.role, entry.outcome) == (str(kept.pk), Role.COMPLIANCE, Outcome.DONE)
    assert all(page.title in entry.detail for page in pages.values())
    own = AuditEntry.objects.exclude(pk=entry.pk).filter(sequence__gt=before)
    assert sorted(own.values_list("verb", flat=True)) == [Verb.SEND_BACK, Verb.SEND_BACK, Verb.WITHDRAW]
    assert {item.document_id for item in own} == {
        pages[place].pk for place in (Place.LIVE, Place.SIGNED, Place.IN_REVIEW)
    }
    done = dict(RecalledVersion.objects.values_list("place", "done"))
    assert done == {"live": "withdrawn", "signed": "sent back", "in review": "sent back", "draft": "told"}


def test_a_page_that_was_not_chosen_is_left_and_the_record_says_so(everywhere):
    pages, *_ = everywhere
    chosen = [page.pk for place, page in pages.items() if place != Place.LIVE]
    recall(chosen=chosen)
    assert Live.objects.filter(document=pages[Place.LIVE].pk).exists()
    assert RecalledVersion.objects.get(place="live").done == "left"


def test_a_recalled_signature_publishes_nothing_any_more(everywhere):
    _, signed, *_ = everywhere
    recall()
    with pytest.raises(MovedOn):
        publishing.publish(actor=Actor.of(signed.signoff.physician), review=signed, at=LATER)
    assert Live.objects.count() == 1


def test_no_correction_rests_on_words_that_were_recalled(everywhere, settings):
    settings.ALLOW_CORRECTIONS = True
    page = everywhere[0][Place.LIVE]
    page.lead = page.lead + " "
    page.definition = "It is real."
    make.save(page, by=page.owner, reason="Changed")
    assert correction_of(make.newest(page)).corrects is not None
    recall()
    assert correction_of(make.newest(page)).corrects is None


def test_a_list_that_has_changed_is_not_acted_on(everywhere):
    makers = makers_of(OFF_LABEL)
    make.make_page()
    with pytest.raises(ListChanged):
        recall(makers=makers)
    assert Live.objects.count() == 2
    assert not Recall.objects.exists()
    assert AuditEntry.objects.get(verb=Verb.RECALL).outcome == Outcome.REFUSED


def test_a_second_click_does_nothing_more(everywhere):
    makers = makers_of(OFF_LABEL)
    recall(makers=makers)
    with pytest.raises(ListChanged):
        recall(makers=makers)
    assert Withdrawal.objects.count() == 1


@pytest.mark.parametrize("role", [Role.WRITER, Role.STATEMENT_OWNER, Role.OPERATOR])
def test_other_roles_recall_nothing(everywhere, role):
    with pytest.raises(Denied):
        recall(by=make.make_person(role))
    assert Live.objects.count() == 2


@pytest.mark.parametrize(
    "values",
    [
        {"reason": " "},
        {"public_note": "Ketamine is fine."},
        {"chosen": []},
        {"chosen": [987654]},
        {"asked": Asked(words="it"), "makers": [], "chosen": [1]},
    ],
)
def test_a_recall_that_will_not_do_is_refused_and_nothing_is_done(everywhere, values):
    with pytest.raises(ValidationError):
        recall(**values)
    assert Live.objects.count() == 2
    assert not Recall.objects.exists()


def test_a_claim_is_found_by_its_place_on_the_scale_under_a_condition(steady):
    cure, hedged, child = steady
    asked = Asked(topic="efficacy", low=5, high=5, condition="migraine")
    assert [maker.document for maker in makers_of(asked)] == [cure.pk]
    wider = Asked(topic="efficacy", low=0, high=5, condition="headache")
    assert {maker.document for maker in makers_of(wider)} >= {cure.pk, hedged.pk}
    assert child.pk in {maker.document for maker in makers_of(Asked(topic="efficacy", low=5, high=5))}


@pytest.fixture
def steady():
    """Drafts with a cure of migraine, a hedge of it, and a cure of something else."""
    make.make_statement()
    return (
        make.make_page(where_ketamine_fits=CURE),
        make.make_page(where_ketamine_fits="Ketamine may help with migraine."),
        make.make_page(condition="ptsd", where_ketamine_fits="Ketamine cures PTSD."),
    )


def test_a_live_page_that_is_with_the_physicians_again_is_taken_down_and_sent_back(everywhere):
    page = everywhere[0][Place.LIVE]
    again = make.submit(page, at=LATER)
    recall()
    again.refresh_from_db()
    assert again.state == "sent back"
    assert not Live.objects.filter(document=page.pk).exists()


def test_the_list_costs_as_many_queries_for_fifty_pages_as_for_one(django_assert_num_queries):
    make.make_statement()
    make.make_page()
    for count in (1, 50):
        for _ in range(count - 1):
            make.make_page()
        with django_assert_num_queries(4):
            assert len(makers_of(OFF_LABEL)) == count


def test_a_question_that_goes_with_its_page_is_taken_down_once():
    make.make_statement()
    page = make.make_page(title="A page")
    make.publish(page)
    faq = make.make_faq(
        title="Question", answer="Ketamine may help some people with migraine.", pages=(page,)
    )
    make.publish(faq)
    asked = Asked(words="ketamine")
    assert [maker.document for maker in makers_of(asked)] == [page.pk, faq.pk]
    recall(asked)
    assert not Live.objects.exists()
    assert sorted(AuditEntry.objects.filter(verb=Verb.WITHDRAW).values_list("document", flat=True)) == [
        page.pk,
        faq.pk,
    ]
