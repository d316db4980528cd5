"""The site on a day: all pages of a moment; and every page that ever carried some words or made a claim, with when."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from governance.claims.scales import load_scales
from governance.models import FoundClaim
from governance.policy.verbs import Role
from governance.services import publishing
from governance.services.actors import Actor
from governance.services.life.carried import carrying, claiming
from tests import factories as make

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def compliance(logged_in):
    return logged_in(Role.COMPLIANCE)


@pytest.fixture
def migraine(statement):
    """Live for two days, taken down, and live again with other words."""
    page = make.make_page(title="Migraine", slug="migraine", definition="It is said:\n“Rest helps” most.")
    make.publish(page)
    publishing.withdraw(
        actor=Actor.of(make.make_person(Role.COMPLIANCE)),
        document=page.document_ptr,
        reason="A doubt.",
        at=make.NOW + 2 * DAY,
    )
    page.definition = "Rest seldom helps."
    make.save(page, by=page.owner, at=make.NOW + 3 * DAY)
    make.publish(page, at=make.NOW + 4 * DAY)
    return page


def shown(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_pages_of_a_moment_are_listed_and_narrowed_by_address(migraine, compliance):
    make.publish(make.make_page(title="Another", slug="another"), at=make.NOW + DAY)
    assert "1 page was live" in shown(compliance, "/admin/past/?on=2026-06-02&at=12:00")
    both = shown(compliance, "/admin/past/?on=2026-06-03&at=12:00")
    assert "2 pages were live" in both and "Another" in both
    one = shown(compliance, "/admin/past/?on=2026-06-03&at=12:00&path=/conditions/migraine/")
    assert "Migraine" in one and "Another" not in one
    assert "1 page was live" in shown(compliance, "/admin/past/?on=2026-06-05&at=12:00")


@pytest.mark.parametrize(
    ("words", "versions"),
    [
        ("said: “Rest helps”", [1]),
        ("rest", [2, 1]),
        ("Rest seldom helps.", [2]),
        ("Rest .* helps", []),
        ('a " quote', []),
        ("%_\\", []),
    ],
)
def test_every_publication_with_some_words_is_found_whatever_lies_between_them(migraine, words, versions):
    assert [item.version.number for item in carrying(words)] == versions


def test_when_it_was_said_is_told(migraine):
    later, first = carrying("rest")
    assert (first.published_at, first.ended) == (make.NOW, make.NOW + 2 * DAY)
    assert (later.published_at, later.ended) == (make.NOW + 4 * DAY, None)


def test_a_claim_is_found_by_its_point_on_the_scale(migraine):
    claim = FoundClaim.objects.exclude(topic="").order_by("pk")[0]
    assert len(claiming(claim.topic, claim.low)) == 2
    beyond = next(
        number
        for number in range(len(load_scales().topics[claim.topic]))
        if not FoundClaim.objects.filter(topic=claim.topic, low__lte=number, high__gte=number).exists()
    )
    assert len(claiming(claim.topic, beyond)) == 0


@pytest.mark.parametrize("query", ["", "?words=ab", "?words=%00x%00", "?claim=none:1", "?claim=x", "?page=9"])
def test_what_cannot_be_looked_for_finds_nothing_and_says_so(migraine, compliance, query):
    assert "Find every page that said it" in shown(compliance, f"/admin/past/said/{query}")


def test_a_list_of_many_pages_asks_as_often_as_one_of_few(statement, compliance, steady_engine):
    def count():
        with CaptureQueriesContext(connection) as asked:
            shown(compliance, "/admin/past/")
            shown(compliance, "/admin/past/said/?words=ketamine")
        return len(asked)

    make.publish(make.make_page())
    count()
    before = count()
    for _ in range(12):
        make.publish(make.make_page())
    assert count() == before


def test_the_past_is_closed_to_other_roles(statement, logged_in):
    for role in set(Role) - {Role.COMPLIANCE}:
        assert logged_in(role).get("/admin/past/").status_code == 403
        assert logged_in(role).get("/admin/past/said/").status_code == 403
