"""What a statement would do: the pages and sentences, told before it is approved."""

import pytest

from governance.claims.statement import parse_statement
from governance.models import ApprovedStatement, FoundClaim, JudgedClaim, Live
from governance.services.impact import Effect, Stage, pages, sentences, shapes_of
from tests import factories as make
from tests.abuse.workflow import stricter

pytestmark = pytest.mark.django_db
LAST_RESORT = "It is a last resort for refractory chronic migraine in specialist care."
FITS = f"{make.KETAMINE_FITS} {LAST_RESORT}"
PLAIN = "No regulator has approved ketamine for migraine, so prescribing it is off-label."


@pytest.fixture(autouse=True)
def statement():
    return make.make_statement()


def impact(source):
    return shapes_of(parse_statement(source, "a draft"), at=make.NOW)


def looser():
    """The statement in which migraine may be given ketamine as an option."""
    old = "conditions: [migraine, headache], min: no_role, max: last_resort"
    source = make.STATEMENT.read_text()
    assert old in source
    return source.replace(old, old.replace("last_resort", "first_line"))


def test_a_live_page_that_a_draft_forbids_is_named_with_its_owner_and_sentence():
    page = make.make_page(where_ketamine_fits=FITS)
    make.publish(page)
    make.publish(make.make_faq())
    (found,) = pages(impact(stricter()))
    assert (found.document, found.stage, found.effect) == (page.pk, Stage.LIVE, Effect.CONFLICT)
    assert found.owner == str(page.owner)
    (told,) = [item for item in sentences(impact(stricter())) if item.sentence == LAST_RESORT]
    assert told.says
    assert told.position in stricter()


def test_a_signed_page_and_a_draft_are_named_at_their_stage():
    signed = make.make_page(where_ketamine_fits=FITS)
    make.sign(make.submit(signed))
    draft = make.make_page(where_ketamine_fits=FITS)
    found = {item.document: item.stage for item in pages(impact(stricter()))}
    assert found == {signed.pk: Stage.SIGNED, draft.pk: Stage.DRAFT}


def test_a_page_whose_newer_draft_is_clean_is_named_for_what_is_live():
    page = make.make_page(where_ketamine_fits=FITS)
    make.publish(page)
    page.where_ketamine_fits = PLAIN
    make.save(page, by=page.owner, reason="Mended")
    assert [item.stage for item in pages(impact(stricter()))] == [Stage.LIVE]


def test_a_looser_draft_names_the_drafts_that_it_frees():
    page = make.make_page(
        where_ketamine_fits=f"{make.KETAMINE_FITS} Ketamine is a first-line treatment for migraine."
    )
    conflicts = JudgedClaim.objects.filter(verdict="conflict", claim__extraction__version__document=page.pk)
    assert conflicts.exists()
    (found,) = pages(impact(looser()))
    assert (found.document, found.stage, found.effect) == (page.pk, Stage.DRAFT, Effect.FREE)


def test_the_statement_in_force_changes_nothing():
    make.publish(make.make_page(where_ketamine_fits=FITS))
    assert list(pages(impact(make.STATEMENT.read_text()))) == []


def test_what_it_says_is_what_the_approval_does():
    kept, taken = make.make_faq(), make.make_page(where_ketamine_fits=FITS)
    make.publish(kept)
    make.publish(taken)
    expected = {item.document for item in pages(impact(stricter())) if item.stage == Stage.LIVE}
    make.make_statement(source=stricter(), at=make.NOW)
    still_live = {kept.pk, taken.pk} - expected
    assert set(Live.objects.values_list("document", flat=True)) == still_live


def test_nothing_is_written_and_the_cost_does_not_grow_with_the_pages(django_assert_max_num_queries):
    for _ in range(3):
        make.make_page(where_ketamine_fits=FITS)
    before = (ApprovedStatement.objects.count(), FoundClaim.objects.count(), JudgedClaim.objects.count())
    with django_assert_max_num_queries(7):
        assert len(list(pages(impact(stricter())))) == 3
    assert before == (
        ApprovedStatement.objects.count(),
        FoundClaim.objects.count(),
        JudgedClaim.objects.count(),
    )
