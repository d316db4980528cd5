"""The numbers on compliance's desk, each a link to what lies behind it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from governance.admin.reports.numbers import numbers_of
from governance.models import Watch
from governance.policy.verbs import Role
from governance.services.acting import Denied
from governance.services.alarms import raise_alarms
from governance.services.watching import compare_live
from tests import factories as make

pytestmark = pytest.mark.django_db


def numbers(now=None):
    now = now or timezone.now()
    return {item.label: item for item in numbers_of(now=now, today=timezone.localdate(now))}


def test_pages_overdue_ones_and_denied_acts_are_counted(statement):
    page = make.make_page()
    published = make.publish(page)
    with pytest.raises(Denied):
        make.save(page, by=make.make_physician(), at=make.NOW)
    now = make.NOW + timedelta(days=1)
    assert (numbers(now)["live pages"].value, numbers(now)["overdue for review"].value) == ("1", "0")
    assert numbers(now)["denied this week"].value == "1"
    last = make.NOW + (published.next_review - make.NOW.date())
    assert numbers(last)["overdue for review"].value == "0"
    assert numbers(last + timedelta(days=1))["overdue for review"].value == "1"
    assert numbers(last)["denied this week"].value == "0"


def test_the_proof_says_when_and_up_to_which_entry(statement):
    make.publish(make.make_page())
    before = numbers(make.NOW)
    assert {before["the trail was verified"].value, before["live was compared with signed"].value} == {
        "never"
    }
    assert before["the trail was verified"].kind == "unclear"
    raise_alarms(at=make.NOW)
    compare_live(at=make.NOW)
    trail, live = (
        numbers(make.NOW)[name] for name in ("the trail was verified", "live was compared with signed")
    )
    assert (trail.value, trail.kind) == ("2026-06-02 10:00", "inside")
    assert trail.told == f"up to entry {Watch.objects.get().chain_entries}" != "up to entry 0"
    assert (live.kind, live.told) == ("inside", "all equal")
    assert numbers(make.NOW + timedelta(days=3))["the trail was verified"].kind == "unclear"


def test_what_is_wrong_is_told_in_words(statement):
    Watch.objects.create(
        compared_at=make.NOW, pages=9, differences=2, chain_verified_at=make.NOW, chain_fault="Entry 7: odd."
    )
    found = numbers(make.NOW)
    assert (found["the trail was verified"].kind, found["the trail was verified"].told) == (
        "conflict",
        "Entry 7: odd.",
    )
    assert found["live was compared with signed"].told == "2 differences in 9 pages"


def test_the_desk_shows_each_number_as_a_link_that_opens(statement, logged_in):
    client = logged_in(Role.COMPLIANCE)
    shown = client.get("/admin/").content.decode()
    for number in numbers().values():
        assert f'href="{number.url.replace("&", "&amp;")}"' in shown
        assert client.get(number.url).status_code == 200
