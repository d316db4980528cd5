"""After an upgrade of the engine: read anew, compared, approved; no page comes down before."""

from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from governance.claims.engine import ENGINE_VERSION
from governance.models import AuditEntry, ConflictFlag, Extraction, FoundClaim, Live, SignOff, Withdrawal
from governance.policy.verbs import Role, Verb
from governance.services.acting import Denied, MovedOn
from governance.services.actors import Actor
from governance.services.effects import Effects
from governance.services.rereading.adopting import adopt_reading
from governance.services.rereading.comparing import by_rule, changes, foreseen, mark_of
from governance.services.rereading.reading import reread, unread
from tests import factories as make
from tests.abuse.workflow import excepted, grant

pytestmark = pytest.mark.django_db
NEXT = "a later edition"
CURE = 5  # on the scale of efficacy


@pytest.fixture
def statement():
    return make.make_statement()


@pytest.fixture
def owner():
    return Actor.of(make.make_person(Role.STATEMENT_OWNER))


def read_as_conflict(document, engine=NEXT):
    """The later edition reads this page as it is, and one sentence of it as the promise of a cure."""
    of = Extraction.objects.get(version=make.newest(document), engine=ENGINE_VERSION)
    reading = Extraction.objects.create(version=of.version, engine=engine, made_at=make.NOW)
    first = of.claims.all()[0]
    for claim in of.claims.all():
        copied_claim(claim, reading)
    copied_claim(first, reading, topic="efficacy", low=CURE, high=CURE, rule="new-rule")
    return reading


def copied_claim(claim, reading, **values):
    fields = {
        field.name: getattr(claim, field.name)
        for field in FoundClaim._meta.fields
        if field.name not in ("id", "shape")
    }
    return FoundClaim.objects.create(**fields | {"extraction": reading, **values})


def live(**values):
    page = make.make_page(**values)
    make.publish(page)
    return page


def adopt(owner, statement, **values):
    seen = values.pop("seen", mark_of(changes(statement, NEXT)))
    values = {"reason": "Read and right.", "at": make.NOW, "engine": NEXT, **values}
    return adopt_reading(actor=owner, seen=seen, **values)


def test_all_current_versions_are_read_once_and_a_broken_run_goes_on(statement):
    pages = [live(), make.make_page()]
    pages[0].lead = "Other words of it."
    make.save(pages[0], by=pages[0].owner, reason="Newer")
    assert unread(NEXT).count() == 3
    assert next(reread(at=make.NOW, engine=NEXT)) == 3
    assert list(reread(at=make.NOW, engine=NEXT)) == []
    assert Extraction.objects.filter(engine=NEXT).count() == 3


def test_old_versions_that_nobody_sees_are_left(statement):
    page = make.make_page()
    page.lead = "Other words of it."
    make.save(page, by=page.owner, reason="Newer")
    assert unread(NEXT).get() == make.newest(page)


def test_reading_anew_takes_no_page_down_and_changes_no_finding(statement):
    page = live()
    read_as_conflict(page)
    make.make_statement(source=make.STATEMENT.read_text().replace('"2026.1"', '"2026.2"'), at=make.NOW)
    assert Live.objects.filter(document=page.pk).exists()
    assert not Withdrawal.objects.exists()


def test_what_is_new_is_counted_by_its_rule(statement):
    page, draft = live(), make.make_page()
    read_as_conflict(page)
    read_as_conflict(draft)
    (row,) = by_rule(changes(statement, NEXT))
    assert (row.rule, row.new, row.new_live, row.gone) == ("new-rule", 2, 1, 0)


def test_what_is_gone_is_counted_too(statement):
    draft = make.make_page(where_ketamine_fits=f"{make.KETAMINE_FITS} Ketamine cures migraine.")
    Extraction.objects.create(version=make.newest(draft), engine=NEXT, made_at=make.NOW)
    found = changes(statement, NEXT)
    assert {item.is_new for item in found} == {False}
    assert "Ketamine cures migraine." in {item.sentence for item in found}


def test_the_same_engine_changes_nothing_and_a_dry_run_stores_nothing(statement):
    live()
    before = Extraction.objects.count()
    assert foreseen(statement, NEXT) == []
    assert Extraction.objects.count() == before


def test_once_approved_the_pages_in_conflict_come_down_with_one_entry_each(statement, owner):
    page, other = live(), live()
    read_as_conflict(page)
    list(reread(at=make.NOW, engine=NEXT))
    assert adopt(owner, statement) == Effects(withdrawn=(page.path,))
    assert set(Live.objects.values_list("document", flat=True)) == {other.pk}
    verbs = AuditEntry.objects.filter(verb__in=[Verb.WITHDRAW, Verb.ADOPT_READING]).values_list(
        "verb", flat=True
    )
    assert sorted(verbs) == [Verb.ADOPT_READING, Verb.WITHDRAW]


def test_once_approved_they_are_flagged_where_the_site_gives_days(statement, owner, settings):
    settings.CONFLICT_GRACE_DAYS = 7
    page = live()
    read_as_conflict(page)
    assert adopt(owner, statement) == Effects(flagged=(page.path,))
    assert ConflictFlag.objects.get().publication.document_id == page.pk


def test_a_later_statement_judges_by_the_approved_reading(statement, owner, settings):
    settings.CONFLICT_GRACE_DAYS = 7
    page = live()
    read_as_conflict(page)
    adopt(owner, statement)
    newer = make.make_statement(
        source=make.STATEMENT.read_text().replace('"2026.1"', '"2026.2"'), at=make.NOW
    )
    assert ConflictFlag.objects.filter(statement=newer).count() == 1


def test_an_exception_for_the_words_holds_for_another_reading(statement, owner):
    page = make.make_page(where_ketamine_fits=f"{make.KETAMINE_FITS} Ketamine cures migraine.")
    review = excepted(page)
    make.sign(review)
    make.publishing.publish(actor=Actor.of(SignOff.objects.get().physician), review=review, at=make.NOW)
    list(reread(at=make.NOW, engine=NEXT))
    assert adopt(owner, statement) == Effects()
    assert Live.objects.filter(document=page.pk).exists()


@pytest.mark.parametrize("role", [Role.WRITER, Role.PHYSICIAN, Role.COMPLIANCE, Role.OPERATOR])
def test_nobody_but_the_statements_owner_approves(statement, role):
    live()
    with pytest.raises(Denied):
        adopt(Actor.of(grant(make.make_person(), role)), statement)


def test_nothing_is_approved_that_was_not_seen_whole(statement, owner):
    page = live()
    with pytest.raises(MovedOn, match="not read yet"):
        adopt(owner, statement)
    stale = mark_of(changes(statement, NEXT))
    read_as_conflict(page)
    with pytest.raises(MovedOn, match="has changed"):
        adopt(owner, statement, seen=stale)
    with pytest.raises(ValidationError):
        adopt(owner, statement, reason=" ")
    assert Live.objects.filter(document=page.pk).exists()


def test_a_reading_is_approved_once(statement, owner):
    read_as_conflict(live())
    adopt(owner, statement)
    with pytest.raises(MovedOn, match="already"):
        adopt(owner, statement)


def test_the_command_says_that_nothing_changes_where_nothing_does(statement):
    live()
    said = StringIO()
    call_command("reread_claims", "--dry-run", stdout=said)
    call_command("reread_claims", "--here", stdout=said)
    assert said.getvalue().count("No conflict is new, and none is gone.") == 2


def test_the_comparison_costs_the_same_for_many_pages(statement, django_assert_num_queries):
    for _ in range(4):
        read_as_conflict(make.make_page())
    with django_assert_num_queries(4):
        assert len(changes(statement, NEXT)) == 4
