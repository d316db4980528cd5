"""The lists of documents: where each stands, what is found in it, and the same queries for one and for fifty."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from content.models import Document, kinds
from governance.models import ApprovedStatement
from governance.policy.verbs import Role
from governance.querysets import Standing, with_conflicts, with_findings, with_standing, with_unsettled
from governance.services import exceptions, publishing, reviews
from governance.services.actors import Actor
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("steady_engine")]

LIST = "/admin/content/conditionpage/"
OVERCLAIM = make.KETAMINE_FITS + " Ketamine cures migraine."


def standing_of(page):
    return with_standing(Document.objects.filter(pk=page.pk)).get().standing


def titles(response):
    return re.findall(
        r'<th class="field-title" scope="row" role="rowheader"><a [^>]*>([^<]*)</a>',
        response.content.decode(),
    )


def edit(page, lead="Other words."):
    page.lead = lead
    make.save(page, by=page.owner)


def test_a_document_stands_where_its_newest_version_does(statement):
    page = make.make_page()
    assert standing_of(page) == Standing.DRAFTED
    review = make.submit(page)
    assert standing_of(page) == Standing.IN_REVIEW
    reviews.send_back(actor=Actor.of(make.make_physician()), review=review, reason="Why?", at=make.NOW)
    assert standing_of(page) == Standing.SENT_BACK
    edit(page)
    assert standing_of(page) == Standing.DRAFTED
    review = make.submit(page)
    make.sign(review)
    assert standing_of(page) == Standing.SIGNED
    publishing.publish(actor=Actor.of(make.make_physician()), review=review, at=make.NOW)
    assert standing_of(page) == Standing.LIVE
    edit(page, "New words.")
    assert standing_of(page) == Standing.NEWER_DRAFT


def test_a_page_that_was_taken_down_stands_as_withdrawn(statement):
    page = make.make_page()
    make.publish(page)
    publishing.withdraw(
        actor=Actor.of(make.make_physician()), document=page.document_ptr, reason="New warning", at=make.NOW
    )
    assert standing_of(page) == Standing.WITHDRAWN


def test_conflicts_and_unclear_are_counted_in_sentences_of_the_newest_version(statement):
    page = make.make_page(where_ketamine_fits=OVERCLAIM)
    case = make.case_of(make.newest(page), at=make.NOW)
    found = with_findings(Document.objects.all(), statement, on=make.NOW.date()).get(pk=page.pk)
    assert found.conflicts == len({item.row.number for item in case.conflicts}) >= 1
    assert found.unclear == len({item.row.number for item in case.unsettled})
    assert found.is_judged
    page.where_ketamine_fits = make.KETAMINE_FITS
    edit(page)
    assert with_findings(Document.objects.all(), statement, on=make.NOW.date()).get(pk=page.pk).conflicts == 0


def test_an_excepted_conflict_does_not_count_until_the_exception_ends(statement):
    page = make.make_page(where_ketamine_fits=OVERCLAIM)
    review = make.submit(page)
    last = make.NOW.date() + timedelta(days=30)
    for item in make.case_of(review.version, at=make.NOW).conflicts:
        request = exceptions.ask_exception(
            actor=Actor.of(make.make_physician()),
            review=review,
            claim=item.row,
            reason="A quotation.",
            expires_on=last,
            at=make.NOW,
        )
        officer = Actor.of(make.make_person(Role.COMPLIANCE))
        exceptions.grant_exception(actor=officer, request=request, at=make.NOW)
    counted = [
        with_findings(Document.objects.all(), statement, on=day).get(pk=page.pk).conflicts
        for day in (last, last + timedelta(days=1))
    ]
    assert counted[0] == 0 < counted[1]


def test_a_version_that_a_new_statement_has_not_judged_says_so(statement, logged_in):
    make.make_page()
    # Past the service, which judges every page: as it would stand after a half-done copy.
    other = ApprovedStatement.objects.create(
        version="2026.2",
        title=statement.title,
        source=statement.source,
        digest="0" * 64,
        effective=statement.effective,
        approved_at=make.NOW,
        approved_by=statement.approved_by,
        seconded_by=statement.seconded_by,
    )
    newest = with_findings(Document.objects.all(), other, on=make.NOW.date()).get()
    assert not newest.is_judged
    assert ApprovedStatement.objects.binding(at=timezone.now()) == other
    assert "Not judged yet" in logged_in(Role.WRITER).get(LIST).content.decode()


@pytest.mark.parametrize("kind", ["conditionpage", "faq", "article"])
def test_a_list_shows_title_state_owner_and_findings(statement, logged_in, kind):
    makers = {"conditionpage": make.make_page, "faq": make.make_faq, "article": make.make_article}
    document = makers[kind](by=make.make_writer(name="Hanna Lindqvist"), title="A title of its own")
    make.publish(document)
    shown = logged_in(Role.COMPLIANCE).get(f"/admin/content/{kind}/").content.decode()
    for words in (
        "A title of its own",
        "Hanna Lindqvist",
        "Live",
        "2 June 2026",
        "2 June 2027",
        "Nothing open",
    ):
        assert words in shown


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?state=drafted", ["Drafted page", "Overclaim page"]),
        ("?state=live", ["Live page"]),
        ("?findings=conflict", ["Overclaim page"]),
        ("?findings=none", ["Drafted page", "Live page"]),
        ("?due=later", ["Live page"]),
        ("?due=overdue", []),
        ("?condition__exact=ptsd", ["Overclaim page"]),
        ("?q=overclaim", ["Overclaim page"]),
        ("?q=no+such+page", []),
    ],
)
def test_a_list_is_filtered_and_searched(statement, logged_in, query, expected):
    now = timezone.now()
    make.publish(make.make_page(title="Live page", at=now), at=now)
    make.make_page(title="Drafted page")
    make.make_page(title="Overclaim page", condition="ptsd", where_ketamine_fits=OVERCLAIM)
    response = logged_in(Role.WRITER).get(LIST + query)
    assert titles(response) == expected


def test_a_page_past_its_next_review_is_found_as_overdue(statement, logged_in, monkeypatch):
    make.publish(make.make_page(title="Old page"))
    make.publish(make.make_page(title="Page signed later", at=timezone.now()), at=timezone.now())
    monkeypatch.setattr(timezone, "localdate", lambda *args: make.NOW.date() + timedelta(days=366))
    response = logged_in(Role.WRITER).get(LIST + "?due=overdue")
    assert titles(response) == ["Old page"]
    assert "Overdue" in response.content.decode()


@pytest.mark.parametrize("query", ["", "?findings=none", "?state=drafted&o=3"])
def test_a_list_of_fifty_costs_the_queries_of_a_list_of_one(
    statement, logged_in, query, django_assert_num_queries
):
    writer = make.make_writer()
    make.make_page(by=writer)
    client = logged_in(Role.COMPLIANCE)
    client.get("/admin/")  # the first request of a session has queries of its own
    with CaptureQueriesContext(connection) as one:
        assert client.get(LIST + query).status_code == 200
    for _ in range(49):
        make.make_page(by=writer)
    with django_assert_num_queries(len(one)):
        response = client.get(LIST + query)
    assert len(titles(response)) == 50


def test_every_kind_has_a_list(logged_in):
    client = logged_in(Role.WRITER)
    home = client.get("/admin/").content.decode()
    for kind in kinds().values():
        address = f"/admin/content/{kind._meta.model_name}/"
        assert f'href="{address}"' in home
        assert client.get(address).status_code == 200


def test_a_list_never_reads_the_words_of_its_pages(statement, logged_in):
    make.make_page()
    client = logged_in(Role.WRITER)
    with CaptureQueriesContext(connection) as captured:
        client.get(LIST)
    assert not [query for query in captured.captured_queries if "content_conditionpage" in query["sql"]]


def test_a_list_is_turned_page_by_page_in_the_order_of_a_column(statement, logged_in):
    writers = [make.make_writer(name=f"Hanna {last}") for last in ("Berg", "Adler")]
    for number in range(60):
        make.make_page(by=writers[number % 2], title=f"Page {number:02}")
    client, by_owner = logged_in(Role.WRITER), "?o=3"
    shown = [client.get(LIST + by_owner + page) for page in ("", "&p=2")]
    owners = [
        name for response in shown for name in re.findall(r"Hanna (\w+)</td>", response.content.decode())
    ]
    assert owners == ["Adler"] * 30 + ["Berg"] * 30
    assert len({title for response in shown for title in titles(response)}) == 60


def test_only_who_looks_after_a_page_is_offered_as_its_owner(statement, logged_in):
    make.make_page(by=make.make_writer(name="Hanna Berg"))
    make.make_page(by=make.make_writer(name="Tomas Adler"))
    make.make_writer(name="Ida Idle")
    shown = logged_in(Role.COMPLIANCE).get(LIST).content.decode()
    assert shown.index("Hanna Berg</a>") < shown.index("Tomas Adler</a>")
    assert "Ida Idle" not in shown


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by what the tables hold")
def test_findings_of_a_document_are_never_looked_for_among_all_of_a_statement(statement):
    newest = with_findings(Document.objects.all(), statement, on=make.NOW.date())
    of_any = [with_conflicts(newest, statement, on=make.NOW.date()), with_unsettled(newest, statement)]
    plans = [documents.explain() for documents in (newest, *of_any)]
    through_all = [
        len(re.findall("finding_by_verdict|governance_judgedclaim_statement", plan)) for plan in plans
    ]
    assert through_all == [0, 1, 1]  # to find the documents, once
