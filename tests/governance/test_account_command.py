"""Accounts and roles by command: the checks of the site, an entry for each act."""

import re
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from governance.models import AuditEntry, Person, Physician
from governance.policy.verbs import Role
from governance.services.accounts import holder_of

pytestmark = pytest.mark.django_db


def account(*words):
    call_command("account", *words)


@pytest.fixture
def opened(capsys):
    """An operator whom the command line made; gives the one-time password."""
    account("open", "maya", "--name", "Maya Osei", "--role", "operator", "--role", "writer")
    return re.search(r"this once: (\S+)", capsys.readouterr().out)[1]


def test_the_first_operator_comes_in_with_the_password_that_is_printed(opened):
    person = holder_of(username="maya", one_time_password=opened)
    assert person.roles == {Role.OPERATOR, Role.WRITER} and str(person) == "Maya Osei"
    assert not person.is_superuser


def test_each_act_is_an_entry_that_names_the_command_line(opened):
    verbs = list(AuditEntry.objects.order_by("sequence").values_list("verb", flat=True))
    assert verbs == ["open account", "grant role", "grant role"]
    assert AuditEntry.objects.first().actor_name.endswith(" at the command line")


def test_roles_come_and_go(opened):
    account("grant", "maya", "compliance")
    account("end", "maya", "writer")
    assert Person.objects.get().roles == {Role.OPERATOR, Role.COMPLIANCE}
    with pytest.raises(CommandError, match="does not have the role"):
        account("end", "maya", "writer")


def test_an_account_is_closed_with_a_reason_and_opened_again(opened):
    account("close", "maya", "--reason", "left")
    assert not Person.objects.get().is_active
    with pytest.raises(CommandError, match="closed"):
        account("reset", "maya")
    account("reopen", "maya", "--reason", "came back")
    assert Person.objects.get().is_active
    assert AuditEntry.objects.first().reason == "came back"


def test_a_new_one_time_password_ends_the_old_one(opened, capsys):
    account("reset", "maya")
    again = re.search(r"this once: (\S+)", capsys.readouterr().out)[1]
    assert holder_of(username="maya", one_time_password=again)


def test_a_physician_is_entered_in_the_register(opened):
    words = [
        "--degree",
        "MD",
        "--specialty",
        "neurology",
        "--licence-number",
        "35.1",
        "--licence-region",
        "Ohio",
    ]
    account("register", "maya", *words, "--licence-expires", "2030-01-01")
    entry = Physician.objects.get()
    assert (entry.person.username, entry.licence_expires) == ("maya", date(2030, 1, 1))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["grant", "nobody", "writer"], "no account 'nobody'"),
        (["open", "MAYA", "--name", "Maya Again"], "logs in with this name already"),
        (["close", "maya", "--reason", " "], "say why"),
    ],
)
def test_bad_input_is_one_sentence(opened, words, said):
    with pytest.raises(CommandError, match=f"(?i){said}"):
        account(*words)
    assert Person.objects.count() == 1 and Person.objects.get().is_active
