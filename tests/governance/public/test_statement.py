"""The position statement as readers see it, if the site shows it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from governance.public.statement import groups_of
from tests import factories as make
from tests.abuse.workflow import stricter
from tests.governance.public.test_safety import assert_nothing_runs

pytestmark = pytest.mark.django_db
ADDRESS = "/position-statement/"


@pytest.fixture(autouse=True)
def shown(settings):
    settings.PUBLIC_STATEMENT = True


def test_a_site_that_does_not_show_it_has_no_such_page_and_no_link(client, physician, settings):
    settings.PUBLIC_STATEMENT = False
    assert client.get(ADDRESS).status_code == 404
    assert client.get(f"{ADDRESS}2026.1/").status_code == 404
    assert ADDRESS not in client.get("/").content.decode()


def test_readers_see_the_positions_the_approvers_and_the_day(client, physician):
    statement = make.ApprovedStatement.objects.get()
    html = client.get(ADDRESS).content.decode()
    assert str(statement.approved_by) in html and str(statement.seconded_by) in html
    assert 'datetime="2026-06-01">1 June 2026</time>' in html
    for position in statement.parsed().positions:
        assert escaped(position.says) in html
    assert "May be said: <b>no role to last resort</b>, on a scale from no role to first line." in html
    assert ADDRESS in client.get("/").content.decode()
    assert_nothing_runs(html)


def escaped(text):
    from django.utils.html import escape

    return escape(text)


def test_every_position_stands_under_each_of_its_conditions(physician):
    statement = make.ApprovedStatement.objects.get().parsed()
    groups = groups_of(statement)
    assert groups[0].name == "In general"
    shown = sum(len(group.stances) for group in groups)
    assert shown == sum(len(item.conditions) or 1 for item in statement.positions)
    for group in groups:
        for stance in group.stances:
            allowed = [dot.x for dot in stance.dots if dot.is_allowed]
            assert stance.start < allowed[0] and stance.start + stance.width > allowed[-1]


def test_an_earlier_statement_is_listed_by_its_day_and_says_that_it_is_past(client, physician):
    make.make_statement(source=stricter(), at=make.NOW)
    now = client.get(ADDRESS).content.decode()
    assert f'href="{ADDRESS}2026.1/"' in now and "Version 2026.2" in now
    past = client.get(f"{ADDRESS}2026.1/").content.decode()
    assert "no longer in force" in past and 'content="noindex"' in past
    assert "no longer in force" not in client.get(f"{ADDRESS}2026.2/").content.decode()


def test_a_statement_that_is_still_to_come_is_shown_to_nobody(client, physician):
    tomorrow = timezone.localdate() + timedelta(days=1)
    source = stricter().replace("effective: 2026-06-01", f"effective: {tomorrow}")
    make.make_statement(source=source, at=timezone.now())
    html = client.get(ADDRESS).content.decode()
    assert "2026.2" not in html
    assert client.get(f"{ADDRESS}2026.2/").status_code == 404


@pytest.mark.parametrize("version", ["2026.9", "..", "<b>", "%00", "x" * 500])
def test_a_version_that_is_none_is_not_found(client, physician, version):
    assert client.get(f"{ADDRESS}{version}/").status_code == 404


def test_a_new_statement_is_seen_at_once_and_an_old_copy_is_asked_about(client, physician):
    before = client.get(ADDRESS)
    kept = {"if-none-match": before.headers["ETag"]}
    assert client.get(ADDRESS, headers=kept).status_code == 304
    make.make_statement(source=stricter(), at=make.NOW)
    assert client.get(ADDRESS, headers=kept).status_code == 200


def test_the_page_costs_few_queries_and_one_when_it_was_made(
    client, physician, django_assert_max_num_queries, django_assert_num_queries
):
    with django_assert_max_num_queries(8):
        client.get(ADDRESS)
    with django_assert_num_queries(1):
        client.get(ADDRESS)
