"""A question leaves the required sentences to a page that says them; when that page goes, it goes too."""

import pytest

from governance.models import AuditEntry, Live, Notice, NoticeKind, Withdrawal
from governance.policy.gate import Code
from governance.policy.verbs import Verb
from governance.services import publishing
from governance.services.actors import Actor
from tests import factories as make
from tests.abuse.workflow import codes, sign, stricter

pytestmark = pytest.mark.django_db
ASK = "Ask about ketamine at your next visit."
SILENT = "The clinic opens at eight."


@pytest.fixture
def physician():
    make.make_statement()
    return make.make_physician()


def live_page(**values):
    page = make.make_page(**values)
    make.publish(page)
    return page


def live_faq(*pages, answer=ASK):
    faq = make.make_faq(answer=answer, pages=pages)
    make.publish(faq)
    return faq


def withdraw(page, physician):
    publishing.withdraw(
        actor=Actor.of(physician), document=page.document_ptr, reason="A test of it.", at=make.NOW
    )


def is_live(document):
    return Live.objects.filter(document=document.pk).exists()


def test_a_page_that_does_not_say_the_required_sentence_carries_it_for_no_question(physician):
    page = live_page(where_ketamine_fits=SILENT)
    review = make.submit(make.make_faq(answer=ASK, pages=(page,)))
    make.settle_all(review, by=physician)
    assert Code.REQUIRED_SENTENCE in codes(sign(review, physician))


def test_a_question_goes_with_the_page_that_carried_its_sentence(physician):
    page = live_page()
    faq = live_faq(page)
    withdraw(page, physician)
    assert not is_live(faq)
    assert page.path in Withdrawal.objects.get(publication__document=faq.pk).reason
    assert Notice.objects.filter(kind=NoticeKind.WITHDRAWN, person=faq.owner, document=faq.pk).exists()


def test_each_of_them_leaves_one_entry_in_the_name_of_who_did_it(physician):
    page = live_page()
    faq = live_faq(page)
    withdraw(page, physician)
    entries = AuditEntry.objects.filter(verb=Verb.WITHDRAW)
    assert sorted(entries.values_list("document", "actor")) == [
        (page.pk, physician.pk),
        (faq.pk, physician.pk),
    ]


def test_a_question_that_another_live_page_carries_stays(physician):
    page, other = live_page(), live_page()
    faq = live_faq(page, other)
    withdraw(page, physician)
    assert is_live(faq)
    withdraw(other, physician)
    assert not is_live(faq)


@pytest.mark.parametrize("answer", ["When headaches become more frequent.", make.KETAMINE_FITS])
def test_a_question_that_needs_no_page_stays(physician, answer):
    page = live_page()
    faq = live_faq(page, answer=answer)
    withdraw(page, physician)
    assert is_live(faq)


def test_a_question_goes_when_the_page_says_the_sentence_no_more(physician):
    page = live_page()
    faq = live_faq(page)
    page.where_ketamine_fits = SILENT
    make.save(page, by=page.owner, reason="Without ketamine")
    make.publish(page)
    assert is_live(page)
    assert not is_live(faq)


def test_a_question_goes_when_the_page_moves_to_another_address(physician):
    page = live_page()
    faq = live_faq(page)
    page.slug = f"{page.slug}-anew"
    make.save(page, by=page.owner, reason="Another address")
    make.publish(page)
    assert not is_live(faq)


def test_a_question_stays_when_the_page_says_the_same_in_other_words(physician):
    page = live_page()
    faq = live_faq(page)
    page.lead = "Attacks of head pain, and what helps most people."
    make.save(page, by=page.owner, reason="Another lead")
    make.publish(page)
    assert is_live(faq)


def test_a_statement_that_takes_both_down_takes_each_down_once(physician):
    fits = f"{make.KETAMINE_FITS} It is a last resort for refractory chronic migraine in specialist care."
    page = live_page(where_ketamine_fits=fits)
    live_faq(page, answer="Ketamine is a last resort for refractory chronic migraine in specialist care.")
    make.make_statement(source=stricter(), at=make.NOW)
    assert not Live.objects.exists()
    assert Withdrawal.objects.count() == AuditEntry.objects.filter(verb=Verb.WITHDRAW).count() == 2


def test_the_screen_names_the_questions_that_go_with_the_page(client, physician):
    page = live_page()
    faq = live_faq(page)
    kept = live_faq(page, answer=make.KETAMINE_FITS)
    client.force_login(physician)
    shown = client.get(f"/admin/content/conditionpage/{page.pk}/withdraw/").content.decode()
    assert faq.title in shown
    assert kept.title not in shown
