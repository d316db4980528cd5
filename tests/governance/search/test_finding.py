"""The trail is searched by every one of its sides, and by the words of what changed."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from governance.database.term_table import empty_table, last_indexed
from governance.models import ApprovedStatement, AuditEntry
from governance.services.acting import Denied
from governance.services.actors import Actor
from governance.services.audit import Act, record
from governance.services.search.finding import MOST_COUNTED, ROWS, Search, every, find
from governance.services.search.index import behind, catch_up, rebuild
from tests import factories as make

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def hanna():
    return make.make_writer(name="Hanna Lindqvist")


@pytest.fixture
def migraine(hanna):
    """Two versions: the second brings a nasal spray and takes the guess away."""
    make.make_statement()
    page = make.make_page(by=hanna, title="Migraine and its kinds", definition="A wild guess.")
    page.definition = "A nasal spray is tried."
    make.save(page, by=hanna, reason="The reviewer asked", at=make.NOW + 40 * DAY)
    return page


def verbs(**asked):
    return [entry.verb for entry in find(Search(**asked)).entries]


def labels(**asked):
    return {entry.object_label for entry in find(Search(**asked)).entries}


def test_a_search_for_nothing_finds_everything_the_newest_first(migraine):
    found = [entry.sequence for entry in find(Search()).entries]
    assert found == list(AuditEntry.objects.order_by("-sequence").values_list("sequence", flat=True)[:ROWS])


@pytest.mark.parametrize("name", ["Hanna Lindqvist", "lindqvist", "Lindq", "HANNA", "Hânna"])
def test_a_person_is_found_by_the_name_or_its_beginning(migraine, name):
    assert verbs(person=name) == ["save", "save"]


def test_a_person_is_found_by_the_account_whatever_the_name_became(migraine, hanna):
    hanna.last_name = "Berg"
    hanna.save()
    assert verbs(actor=hanna.pk) == ["save", "save"]
    assert verbs(person="Berg") == []


def test_role_verb_outcome_page_kind_and_condition_are_found_and_joined(migraine):
    with pytest.raises(Denied):
        make.make_page(by=make.make_physician(), title="Not mine to write", condition="ptsd")
    other = make.make_page(condition="ptsd", title="Of another illness")
    make.submit(other)
    assert set(verbs(role="writer")) == {"save", "submit"}
    assert labels(outcome="denied") == {""}
    assert verbs(outcome="not-done") == ["save"]
    assert labels(pages=(migraine.pk,)) == {"Migraine and its kinds"}
    assert verbs(pages=(migraine.pk, other.pk), verb="submit") == ["submit"]
    assert verbs(pages=()) == []
    assert set(verbs(kind="condition-page")) == {"save", "submit"}
    assert verbs(kind="version") == ["submit"]
    assert labels(condition="ptsd", verb="save") == {"Of another illness"}
    assert verbs(condition="ptsd", role="physician") == []


def test_days_are_found_both_ends_included(migraine):
    first, last = make.NOW.date(), (make.NOW + 40 * DAY).date()
    page = (migraine.pk,)
    assert len(verbs(pages=page, since=first, until=last)) == 2
    assert len(verbs(pages=page, since=first + DAY, until=last)) == 1
    assert len(verbs(pages=page, since=first, until=last - DAY)) == 1
    assert verbs(pages=page, since=first + DAY, until=last - DAY) == []
    assert (
        len(verbs(pages=page, since=date(2020, 1, 1))) == len(verbs(pages=page, until=date(2030, 5, 5))) == 2
    )


def test_an_entry_is_found_by_the_statement_that_was_in_force(migraine):
    first = ApprovedStatement.objects.get()
    source = make.STATEMENT.read_text().replace(first.version, "9999.9")
    second = make.make_statement(source=source, at=make.NOW + 50 * DAY)
    make.save(migraine, by=migraine.owner, at=make.NOW + 60 * DAY)
    assert verbs(statement=first.pk, pages=(migraine.pk,)) == ["save", "save"]
    assert "approve statement" in verbs(statement=second.pk)
    assert verbs(statement=second.pk, pages=(migraine.pk,)) == ["save"]


@pytest.mark.parametrize(
    "words", ["nasal spray", "guess", "wild nasal", "reviewer", "Migraine kinds", "REVIEWER asked"]
)
def test_an_entry_is_found_by_what_it_says_and_by_the_words_that_came_or_went(migraine, words):
    assert find(Search(words=words)).entries[0].reason == "The reviewer asked"


@pytest.mark.parametrize("length", [12, 40, 64])
def test_an_entry_is_found_by_a_digest_or_its_beginning(migraine, length):
    digest = make.newest(migraine).digest
    assert verbs(words=digest[:length]) == ["save"]


def test_words_that_stayed_do_not_find_a_save():
    page = make.make_page(definition="Constant words.", lead="Old lead.")
    page.lead = "New lead."
    make.save(page, by=page.owner, reason="Second")
    assert [entry.reason for entry in find(Search(words="constant")).entries] == ["First draft"]


@pytest.mark.parametrize(
    "words",
    [
        '"',
        "*",
        "a OR b",
        "x' & 'y",
        "=verb:save",
        "\\",
        "' | '",
        "NEAR(a b)",
        "\x00",
        "  ",
        "-",
        "ﷺ" * 100,
        "%_",
    ],
)
def test_hostile_words_are_searched_as_words(migraine, words):
    find(Search(words=words))
    find(Search(person=words))
    assert verbs(words="save" + words + "nothingsuch") == []


def test_pages_of_results_follow_one_another_without_gap_or_repeat(hanna):
    for _ in range(ROWS * 2 + 5):
        record(actor=Actor.of(hanna), act=Act("comment"), at=make.NOW)
    seen, below = [], {}
    while True:
        page = find(Search(verb="comment"), **below)
        seen += [entry.sequence for entry in page.entries]
        if page.older is None:
            break
        below = {"below": page.older}
    assert len(seen) == ROWS * 2 + 5 == len(set(seen))
    assert seen == sorted(seen, reverse=True)


def test_no_more_than_a_thousand_are_counted(hanna):
    AuditEntry.objects.bulk_create(
        AuditEntry(sequence=number, previous=str(number), at=make.NOW, verb="comment", outcome="done")
        for number in range(10_000, 11_002)
    )
    catch_up()
    page = find(Search(verb="comment"))
    assert (page.count, page.is_more, len(page.entries)) == (MOST_COUNTED, True, ROWS)
    assert sum(1 for _ in every(Search(verb="comment"))) == 1_002


def test_the_index_is_made_anew_to_the_same(migraine):
    asked = [
        {"words": "nasal"},
        {"person": "lindq"},
        {"verb": "save"},
        {"statement": ApprovedStatement.objects.get().pk, "verb": "save"},
    ]
    before = [[entry.pk for entry in find(Search(**item)).entries] for item in asked]
    empty_table(connection)
    assert (verbs(verb="save"), last_indexed(connection)) == ([], 0)
    assert behind() == AuditEntry.objects.count() == rebuild()
    assert [[entry.pk for entry in find(Search(**item)).entries] for item in asked] == before
    assert behind() == 0


def test_an_entry_longer_than_any_index_is_kept_and_found_by_its_beginning(hanna):
    detail = " ".join(f"Ж{'ш' * 30}{number}" for number in range(60_000))
    record(actor=Actor.of(hanna), act=Act("comment", reason="needle", detail=detail), at=make.NOW)
    assert verbs(words="needle") == ["comment"]


def test_an_entry_that_is_rolled_back_leaves_no_term(hanna):
    before = last_indexed(connection)
    with pytest.raises(RuntimeError), transaction.atomic():
        record(actor=Actor.of(hanna), act=Act("comment"), at=make.NOW)
        raise RuntimeError
    assert last_indexed(connection) == before
    assert verbs(verb="comment") == []
