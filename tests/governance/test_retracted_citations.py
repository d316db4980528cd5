"""A retracted work blocks the pages that cite it, until it is replaced or a physician settles it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from content.retractions import Nature, Record
from governance.models import AuditEntry, Citation, CitationSettlement, Outcome, Publication, RetractionNotice
from governance.policy.gate import Code
from governance.policy.verbs import Role
from governance.services import drafts, publishing, retractions
from governance.services.acting import Denied, MovedOn, Refusal
from governance.services.actors import Actor
from governance.services.citations import live_retracted, retracted_citations
from tests import factories as make
from tests.governance.test_the_way import codes, sign

pytestmark = pytest.mark.django_db
CITING = [
    {"authors": "Smith, J.", "year": "2015", "journal": "A journal", "pmid": "42", "doi": "10.1000/ABC"}
]


def record(**values):
    usual = {
        "record": "7", "nature": Nature.RETRACTION, "pmid": "42", "doi": "", "title": "A trial", "reason": "Data",
        "noticed_on": date(2019, 5, 31),
    }  # fmt: skip
    return Record(**{**usual, **values})


def notice(*records, by=Role.COMPLIANCE):
    return retractions.import_retractions(
        actor=Actor.of(make.make_person(by)), records=records or [record()], source="list.csv", at=make.NOW
    )


def settle(review, by=None, **values):
    values = {"citation": review.version.citations.get(), "reason": "Cited as a retracted one.", **values}
    actor = Actor.of(by or make.make_physician())
    return retractions.settle_citation(actor=actor, review=review, at=make.NOW, **values)


@pytest.fixture
def review():
    make.make_statement()
    return make.submit(make.make_page(references=CITING))


@pytest.mark.parametrize(
    "values", [{}, {"pmid": "", "doi": "10.1000/abc"}, {"pmid": "42", "doi": "10.1000/other"}]
)
def test_a_retracted_work_blocks_signing_and_says_where_to_mend_it(review, values):
    notice(record(**values))
    by = make.make_physician()
    make.settle_all(review, by=by)
    refusal = sign(review, by)
    assert codes(refusal) == [Code.RETRACTED_CITATION]
    (blocker,) = refusal.blockers
    assert blocker.sentence.startswith("Reference 1 (Smith, 2015) was retracted on 31 May 2019. Replace it")
    assert blocker.where == f"r{Citation.objects.get().pk}"


@pytest.mark.parametrize("values", [{"pmid": "4"}, {"pmid": "", "doi": "10.1000/abcd"}])
def test_another_work_blocks_nothing(review, values):
    notice(record(**values))
    assert make.sign(review)


def test_a_work_retracted_after_the_signature_blocks_publishing(review):
    by = make.make_physician()
    make.sign(review, by=by)
    notice()
    refusal = publishing.publish(actor=Actor.of(by), review=review, at=make.NOW)
    assert isinstance(refusal, Refusal) and codes(refusal) == [Code.RETRACTED_CITATION]
    assert not Publication.objects.exists()


def test_a_link_in_a_paragraph_to_a_retracted_work_blocks_too():
    make.make_statement()
    notice(record(pmid="", doi="10.1000/abc"))
    page = make.make_page(definition="As [a trial](https://doi.org/10.1000/ABC) told.")
    by = make.make_physician()
    review = make.submit(page)
    make.settle_all(review, by=by)
    assert codes(sign(review, by)) == [Code.RETRACTED_CITATION]


def test_a_replaced_reference_frees_the_page(review):
    notice()
    page = review.document.concrete
    page.references = [{"authors": "Lind, P.", "year": "2020", "pmid": "43"}]
    make.save(page, by=page.owner)
    assert make.sign(make.submit(page))


def test_a_reinstated_work_is_free_again_and_retracted_anew_it_is_not(review):
    notice(record(), record(record="8", nature=Nature.REINSTATEMENT, noticed_on=date(2020, 1, 1)))
    assert not retracted_citations(review.version)
    notice(record(record="9", noticed_on=date(2021, 1, 1)))
    assert [item.notice.record for item in retracted_citations(review.version)] == ["9"]


def test_a_physician_settles_it_with_a_reason_and_one_entry(review):
    notice()
    by = make.make_physician()
    entries = AuditEntry.objects.count()
    (settlement,) = settle(review, by)
    assert AuditEntry.objects.count() == entries + 1
    entry = AuditEntry.objects.first()
    assert (entry.verb, entry.outcome, entry.reason) == ("settle citation", Outcome.DONE, settlement.reason)
    assert settlement.physician == by
    assert make.sign(review, by=by)
    assert isinstance(publishing.publish(actor=Actor.of(by), review=review, at=make.NOW), Publication)


def test_a_settlement_holds_for_its_version_and_its_notice_alone(review):
    notice()
    settle(review)
    notice(record(record="9", noticed_on=date(2022, 1, 1)))
    assert [item.is_open for item in retracted_citations(review.version)] == [False, True]
    page = review.document.concrete
    page.lead = "Other words."
    make.save(page, by=page.owner)
    assert all(item.is_open for item in retracted_citations(make.newest(page)))


def test_settling_needs_a_physician_a_reason_and_a_retracted_work(review):
    with pytest.raises(ValidationError, match="nothing to settle"):
        settle(review)
    notice()
    with pytest.raises(ValidationError, match="Say in a few words"):
        settle(review, reason="  ")
    with pytest.raises(Denied):
        settle(review, by=make.make_writer())
    settle(review)
    with pytest.raises(ValidationError, match="nothing to settle"):
        settle(review)
    other = make.submit(make.make_page(references=CITING))
    with pytest.raises(ValidationError, match="nothing to settle"):
        settle(other, citation=review.version.citations.get())
    assert CitationSettlement.objects.count() == 1


def test_a_decided_review_takes_no_settlement(review):
    make.sign(review)
    notice()
    with pytest.raises(MovedOn):
        settle(review)


def test_the_database_refuses_to_publish_a_retracted_work(review):
    """Whoever goes round the service: the row itself is refused."""
    by = make.make_physician()
    signoff = make.sign(review, by=by)
    values = {
        "document": review.document, "version": review.version, "signoff": signoff, "statement": signoff.statement,
        "digest": signoff.digest, "text": review.version.text, "path": "conditions/x", "html": "x", "title": "x",
        "last_reviewed": signoff.signed_on, "next_review": signoff.signed_on + timedelta(days=1),
        "published_at": make.NOW, "published_by": by,
    }  # fmt: skip
    notice()
    with pytest.raises(DatabaseError, match="publication_cites_no_retracted_work"), transaction.atomic():
        Publication.objects.create(**values)
    notice(record(record="8", nature=Nature.REINSTATEMENT, noticed_on=date(2020, 1, 1)))
    assert Publication.objects.create(**values)


def test_notices_and_settlements_are_never_changed(review):
    notice()
    settle(review)
    for model in (RetractionNotice, CitationSettlement):
        for act in (model.objects.all().delete, lambda model=model: model.objects.update(reason="Other")):
            with pytest.raises((DatabaseError, ValueError)), transaction.atomic():
                act()
        assert model.objects.exclude(reason="Other").count() == 1


def test_an_index_row_that_somebody_removed_is_made_again_before_the_gate_looks(review):
    notice()
    Citation.objects.all().delete()
    by = make.make_physician()
    make.settle_all(review, by=by)
    assert codes(sign(review, by)) == [Code.RETRACTED_CITATION]


def test_importing_twice_adds_nothing_and_each_import_is_one_entry(review):
    entries = AuditEntry.objects.count()
    assert notice(record(), record()) == 1
    assert notice() == 0
    made = AuditEntry.objects.filter(verb="import retractions")
    assert made.count() == 2 and AuditEntry.objects.count() == entries + 4  # two roles were granted
    assert "0 new notices" in made[0].detail


@pytest.mark.parametrize("role", [Role.WRITER, Role.PHYSICIAN, Role.STATEMENT_OWNER])
def test_only_compliance_and_operators_import(role):
    with pytest.raises(Denied):
        notice(by=role)
    assert not RetractionNotice.objects.exists()


def test_live_pages_are_listed_until_somebody_settled_or_replaced(review):
    make.sign(review, by=(by := make.make_physician()))
    publishing.publish(actor=Actor.of(by), review=review, at=make.NOW)
    assert live_retracted() == ()
    notice()
    assert [item.citation.version_id for item in live_retracted()] == [review.version_id]
    assert live_retracted(owner=make.make_writer().pk) == ()
    page = review.document.concrete
    page.references = []
    make.save(page, by=page.owner)
    make.publish(page)
    assert live_retracted() == ()


@pytest.mark.parametrize("count", [1, 50])
def test_what_is_live_and_retracted_is_found_with_three_queries(django_assert_num_queries, count):
    make.make_statement()
    for _ in range(count if count == 1 else 8):
        page = make.make_page(references=[{"pmid": str(number)} for number in range(1, count + 1)])
        make.publish(page)
    notice(*[record(record=str(number), pmid=str(number)) for number in range(1, count + 1)])
    with django_assert_num_queries(3):
        assert len(live_retracted()) == count * (1 if count == 1 else 8)


HEAD = "Record ID,Title,RetractionDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason\n"


def test_the_command_imports_names_the_live_pages_and_refuses_in_one_sentence(tmp_path, capsys):
    make.make_statement()
    make.publish(make.make_page(references=CITING, slug="cited"))
    person = make.make_person(Role.COMPLIANCE)
    file = tmp_path / "list.csv"
    file.write_text(HEAD + "7,A trial,2019-05-31,,42,Retraction,Data\n")
    call_command("import_retractions", str(file), by=person.username)
    shown = capsys.readouterr().out
    assert "1 new notices." in shown and "Live: conditions/cited: Reference 1 (Smith, 2015)" in shown
    file.write_text(HEAD + "8,B,2019-05-31,,43,Retraction,\n9,C,soon,,44,Retraction,\n")
    with pytest.raises(CommandError, match=r"Line 3: “soon” is no date .* Nothing was imported"):
        call_command("import_retractions", str(file), by=person.username)
    assert RetractionNotice.objects.count() == 1
    assert AuditEntry.objects.first().outcome == Outcome.REFUSED
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_retractions", str(tmp_path / "none.csv"), by=person.username)
    with pytest.raises(CommandError, match="nobody of the name"):
        call_command("import_retractions", str(file), by="nobody")


def test_restoring_an_earlier_version_stores_what_it_cites(review):
    page = review.document.concrete
    page.references = []
    make.save(page, by=page.owner)
    restored = drafts.restore(actor=Actor.of(page.owner), version=review.version, seen=2, at=make.NOW)
    assert restored.citations.count() == 1
