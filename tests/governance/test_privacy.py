"""What is kept of one person comes out whole, without what would let somebody in; and nobody is deleted."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db.models import ProtectedError

from governance.models import AuditEntry, Person
from governance.policy.verbs import Role
from governance.services.acting import Denied
from governance.services.actors import Actor
from governance.services.privacy import export_person
from governance.services.trail import verify
from governance.services.verifying import bad_signatures
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def physician(db):
    """A physician who signed a page."""
    make.make_statement()
    person = make.make_physician(name="Amara Osei", email="amara@health.example")
    make.publish(make.make_page(), by=person)
    return person


def exported(person):
    operator = Actor.of(make.make_person(Role.OPERATOR))
    return "".join(export_person(actor=operator, person=person, at=make.NOW))


def test_an_export_holds_every_row_that_names_the_person(physician):
    found = json.loads(exported(physician))
    assert found["account"][0]["email"] == "amara@health.example"
    assert found["governance.physician"][0]["licence_region"] == "Ohio"
    assert len(found["governance.signoff"]) == len(found["governance.publication"]) == 1
    verbs = {entry["verb"] for entry in found["governance.auditentry"]}
    assert {"sign off", "publish", "register physician", "grant role"} <= verbs
    others = Person.objects.exclude(pk=physician.pk).values_list("username", flat=True)
    assert not [name for name in others if f'"username": "{name}"' in json.dumps(found)]


def test_an_export_holds_nothing_that_lets_somebody_in_and_no_whole_page(physician):
    told = exported(physician)
    device = physician.totpdevice_set.get()
    for secret in (physician.password, device.key, make.KETAMINE_FITS):
        assert secret not in told


def test_an_export_is_one_entry_of_the_operator_alone(physician):
    exported(physician)
    entry = AuditEntry.objects.first()
    assert (entry.verb, entry.object_id) == ("export a person's data", str(physician.pk))
    for role in set(Role) - {Role.OPERATOR}:
        with pytest.raises(Denied):
            export_person(actor=Actor.of(make.make_person(role)), person=physician, at=make.NOW)


def test_the_command_writes_a_file_and_never_over_one(physician, tmp_path):
    make.make_person(Role.OPERATOR)
    file = tmp_path / "person.json"
    call_command("export_person", physician.username, str(file), stdout=io.StringIO())
    assert json.loads(file.read_text())["account"][0]["last_name"] == "Osei"
    with pytest.raises(CommandError, match="is there already"):
        call_command("export_person", physician.username, str(file))
    with pytest.raises(CommandError, match="nobody of the name"):
        call_command("export_person", "nobody", str(tmp_path / "other.json"))


def test_the_button_is_the_operators(physician, client):
    for role in (Role.OPERATOR, Role.COMPLIANCE):
        client.force_login(make.make_person(role), backend="django.contrib.auth.backends.ModelBackend")
        shown = client.get(f"/admin/governance/person/{physician.pk}/change/").content.decode()
        assert ("Everything kept of" in shown) == (role == Role.OPERATOR)
        response = client.post(f"/admin/people/{physician.pk}/export/")
        assert response.status_code == (200 if role == Role.OPERATOR else 403)
    assert client.get(f"/admin/people/{physician.pk}/export/").status_code == 405


def test_a_person_who_did_something_cannot_be_deleted(physician):
    with pytest.raises(ProtectedError):
        physician.delete()


def test_a_rename_keeps_signatures_and_the_chain_and_the_old_name_in_them(physician):
    Person.objects.filter(pk=physician.pk).update(last_name="Osei-Hart")
    assert verify().fault == "" and bad_signatures()[1] == []
    assert AuditEntry.objects.filter(actor=physician).first().actor_name == "Amara Osei"
