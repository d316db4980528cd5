"""The three real documents, from the file to the public page or to the refusal."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from content.models import Article, ConditionPage, Faq
from governance.models import Meaning, Publication
from governance.policy.gate import Code
from governance.services import publishing, signing
from governance.services.acting import Refusal
from governance.services.actors import Actor
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer():
    make.make_statement()
    return make.make_writer(name="Hanna Lindqvist")


def import_page(file, kind, writer):
    out = StringIO()
    call_command("import_page", str(file), kind=kind, condition="migraine", owner=writer.username, stdout=out)
    return out.getvalue()


def open_case(document, writer):
    review = make.submit(document, by=writer)
    return review, make.case_of(review.version, at=make.NOW)


def test_the_condition_page_lands_in_its_fields(shared_inputs, writer):
    report = import_page(shared_inputs / "condition-page.txt", "condition-page", writer)
    page = ConditionPage.objects.get()
    assert (page.title, page.slug, page.icd11, page.owner) == ("Migraine", "migraine", "8A80", writer)
    sizes = {
        name: len(getattr(page, name))
        for name in ("phrases", "points", "differences", "treatments", "references")
    }
    assert sizes == {"phrases": 5, "points": 6, "differences": 4, "treatments": 4, "references": 3}
    for name in ("lead", "definition", "when_standard_fails", "where_ketamine_fits", "where_we_fit"):
        assert len(getattr(page, name).split()) > 15, name
    assert [row["pmid"] for row in page.references] == ["38876749", "28025837", "23982301"]
    assert Faq.objects.filter(pages=page).count() == 4
    assert "condition-page.txt:98: not placed" in report
    assert "Line 98:" in page.notes


def test_the_condition_page_is_signed_published_and_shown(shared_inputs, writer):
    import_page(shared_inputs / "condition-page.txt", "condition-page", writer)
    page = ConditionPage.objects.get()
    physician = make.make_physician(name="Amara Osei")
    review, case = open_case(page, writer)
    assert [item.row.sentence for item in case.conflicts] == []
    assert case.missing == ()
    make.sign(review, by=physician)
    assert isinstance(publishing.publish(actor=Actor.of(physician), review=review, at=make.NOW), Publication)
    html = Client().get("/conditions/migraine/").content.decode()
    assert "Amara Osei" in html
    assert 'datetime="2026-06-02"' in html
    assert html.count("https://pubmed.ncbi.nlm.nih.gov/") == 3
    assert html.count("<details") == 0
    for faq in Faq.objects.order_by("pk"):
        make.publish(faq, by=physician)
    html = Client().get("/conditions/migraine/").content.decode()
    assert html.count("<details") == 4


def test_the_interview_cannot_be_signed_and_names_each_sentence(shared_inputs, writer):
    import_page(shared_inputs / "expert-interview.txt", "article", writer)
    physician = make.make_physician()
    review, case = open_case(Article.objects.get(), writer)
    named = {item.row.number for item in case.conflicts}
    assert len(named) >= 15
    for item in case.conflicts:
        assert item.row.topic and item.finding.position and item.finding.position.says
        assert item.row.sentence
    make.settle_all(review, by=physician)
    refusal = signing.sign_off(
        actor=Actor.of(physician),
        review=review,
        digest=review.version.digest,
        meaning=Meaning.FULL,
        password=make.PASSWORD,
        code=make.make_code(physician),
        at=make.NOW,
    )
    assert isinstance(refusal, Refusal)
    assert len([blocker for blocker in refusal.blockers if blocker.code == Code.CONFLICT]) >= 15
    assert isinstance(publishing.publish(actor=Actor.of(physician), review=review, at=make.NOW), Refusal)
    assert Client().get(f"/{review.document.path}/").status_code == 404


def test_the_research_review_has_two_conflicts_at_most(shared_inputs, writer):
    import_page(shared_inputs / "research-review.txt", "article", writer)
    _, case = open_case(Article.objects.get(), writer)
    assert len({item.row.number for item in case.conflicts}) <= 2
    assert len(case.findings) > len(case.conflicts)
