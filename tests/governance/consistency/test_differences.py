"""Live pages that answer the same question differently: found by arithmetic, and few false alarms."""

import pytest
from django.core.exceptions import ValidationError

from governance.claims.statement import parse_statement
from governance.models import AgreementNote, AuditEntry
from governance.policy.verbs import Role, Verb
from governance.services.acting import Denied, MovedOn
from governance.services.actors import Actor
from governance.services.consistency.lacking import lacking
from governance.services.consistency.levels import level_differences
from governance.services.consistency.noting import disagreements, note_agreement
from governance.services.consistency.numbers import number_differences
from governance.services.consistency.said import Said
from tests import factories as make
from tests.abuse.workflow import grant

pytestmark = pytest.mark.django_db
SEPARATE = "A course has 6 infusions of ketamine for migraine over 2 weeks."
SENTENCE = "They last for days."


def said(document, low, high, *, sentence=SENTENCE, topic="durability", **values):
    of = {
        "kind": "faq",
        "title": f"Page {document}",
        "condition_of_page": "migraine",
        "agent": "ketamine",
        "condition": "migraine",
    }
    return Said(document=document, sentence=sentence, topic=topic, low=low, high=high, **of | values)


def pairs(found):
    return [(item.one.document, item.other.document) for item in found]


def test_pages_at_another_level_are_named_with_the_sentences_nearest_to_each_other():
    found = list(level_differences([said(1, 0, 0, sentence="None."), said(2, 1, 2, sentence="Weeks.")]))
    assert pairs(found) == [(1, 2)]
    assert (found[0].one.sentence, found[0].other.sentence) == ("None.", "Weeks.")
    assert found[0].question == "durability of ketamine for migraine"


def test_pages_that_share_a_point_agree():
    assert not list(level_differences([said(1, 0, 1), said(2, 1, 2)]))


def test_a_page_that_says_several_things_is_compared_whole():
    both = [said(1, 0, 0), said(1, 2, 2)]
    assert not list(level_differences([*both, said(2, 1, 1)]))


@pytest.mark.parametrize("other", [{"topic": "safety"}, {"agent": "esketamine"}, {"condition": "depression"}])
def test_another_question_is_no_difference(other):
    assert not list(level_differences([said(1, 0, 0), said(2, 2, 2, **other)]))


def test_there_is_one_row_for_each_page_beyond_the_gap():
    low = [said(page, 0, 0) for page in (1, 2, 3)]
    assert len(list(level_differences([*low, said(4, 2, 2)]))) == 3


def test_the_same_words_with_another_number_are_named_once():
    doses = [
        said(page, 1, 1, sentence=f"A course has {number} infusions in 2 weeks.")
        for page, number in ((1, 6), (2, 8), (3, 6))
    ]
    assert pairs(number_differences(doses)) == [(1, 2)]


@pytest.mark.parametrize(
    "other",
    [
        "A course has 6 infusions in 2 weeks.",
        "A series has 8 infusions in 2 weeks.",
        "A course has infusions in weeks.",
        "In 2 weeks a course has 6 infusions.",
    ],
)
def test_the_same_numbers_or_other_words_are_no_difference(other):
    first = said(1, 1, 1, sentence="A course has 6 infusions in 2 weeks.")
    assert not list(number_differences([first, said(2, 1, 1, sentence=other)]))


def test_a_benefit_without_the_sentence_asked_for_is_named_and_one_with_it_is_not():
    statement = parse_statement(make.STATEMENT.read_text(), "the statement")
    benefit = said(1, 1, 2, topic="efficacy")
    (row,) = lacking([benefit], statement)
    assert (row.said, "not a standard treatment" in row.says) == (benefit, True)
    assert not list(lacking([benefit, said(1, 0, 2, topic="role")], statement))


@pytest.fixture
def differing():
    """Two live pages that name another number of infusions."""
    make.make_statement()
    for number in (6, 8):
        text = f"{make.KETAMINE_FITS} {SEPARATE.replace('6', str(number))}"
        make.publish(make.make_page(where_ketamine_fits=text))


def numbers():
    return disagreements(at=make.NOW).numbers


def physician():
    return Actor.of(grant(make.make_person(), Role.PHYSICIAN))


def noted(by, **values):
    values = {"mark": numbers()[0].mark, "reason": "Two protocols.", "at": make.NOW, **values}
    return note_agreement(actor=by, **values)


def test_live_pages_with_other_numbers_are_named_by_their_sentences(differing):
    (found,) = numbers()
    assert {found.one.sentence, found.other.sentence} == {SEPARATE, SEPARATE.replace("6", "8")}


def test_what_was_noted_does_not_come_back_until_the_words_change(differing):
    (found,) = numbers()
    noted(physician())
    assert numbers() == ()
    page = make.ConditionPage.objects.get(pk=found.other.document)
    page.where_ketamine_fits = f"{make.KETAMINE_FITS} {SEPARATE.replace('6', '9')}"
    make.save(page, by=page.owner, reason="Another number")
    make.publish(page)
    assert len(numbers()) == 1


def test_a_note_leaves_one_entry_with_both_sentences(differing):
    noted(physician())
    entry = AuditEntry.objects.get(verb=Verb.NOTE_AGREEMENT)
    assert entry.reason == AgreementNote.objects.get().reason == "Two protocols."
    assert SEPARATE in entry.detail


def test_nobody_notes_without_a_reason_or_what_is_not_there(differing):
    with pytest.raises(ValidationError):
        noted(physician(), reason=" ")
    with pytest.raises(MovedOn):
        noted(physician(), mark="0" * 64)
    assert not AgreementNote.objects.exists()


@pytest.mark.parametrize("role", [Role.WRITER, Role.COMPLIANCE, Role.OPERATOR])
def test_a_note_is_a_physicians_or_the_owners(differing, role):
    with pytest.raises(Denied):
        noted(Actor.of(grant(make.make_person(), role)))


def test_drafts_are_not_compared(differing):
    make.make_page(where_ketamine_fits=f"{make.KETAMINE_FITS} {SEPARATE.replace('6', '12')}")
    assert len(numbers()) == 1


def test_the_list_costs_the_same_for_many_pages(differing, django_assert_num_queries):
    with django_assert_num_queries(6):
        disagreements(at=make.NOW)
