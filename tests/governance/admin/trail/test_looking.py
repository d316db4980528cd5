"""Looking leaves no entry, but where the site wants one: then one for each screen of compliance, and nothing else."""

import pytest

from governance.models import AuditEntry
from governance.policy.verbs import Role
from tests import factories as make
from tests.governance.admin import addresses
from tests.governance.admin.test_get_writes_nothing import everything

pytestmark = pytest.mark.django_db


def test_looking_is_recorded_where_the_site_wants_it(logged_in, settings):
    settings.RECORD_LOOKING = True
    client = logged_in(Role.COMPLIANCE)
    make.make_page()
    client.get(f"{addresses.TRAIL}?q=migraine&verb=save")
    entry = AuditEntry.objects.first()
    assert (entry.verb, entry.actor, entry.outcome) == ("look", client.person, "done")
    assert entry.detail == f"{addresses.TRAIL}?q=migraine&verb=save"
    client.get(f"{addresses.TRAIL}1/change/")
    assert AuditEntry.objects.first().detail == f"{addresses.TRAIL}1/change/"


def test_who_may_not_look_leaves_no_entry_of_a_look(logged_in, settings):
    settings.RECORD_LOOKING = True
    client = logged_in(Role.WRITER)
    assert client.get(addresses.TRAIL).status_code == 403
    assert not AuditEntry.objects.filter(verb="look").exists()


@pytest.mark.parametrize("role", list(Role))
def test_a_recorded_crawl_adds_looks_and_nothing_else(statement, logged_in, settings, role):
    settings.RECORD_LOOKING = True
    make.publish(make.make_page())
    client = logged_in(role)
    client.get("/admin/")
    before = everything()
    for address in addresses.every():
        assert client.get(address).status_code in (200, 400, 403), address
    after = everything()
    trail = AuditEntry._meta.db_table
    assert {name: rows for name, rows in after.items() if name != trail} == {
        name: rows for name, rows in before.items() if name != trail
    }
    added = AuditEntry.objects.filter(sequence__gt=len(before[trail]))
    assert set(added.values_list("verb", flat=True)) == ({"look"} if role == Role.COMPLIANCE else set())
