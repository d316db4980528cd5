"""What the abuses of the admin share."""

import pytest
from django.test import Client

from governance.models import Person
from governance.policy.verbs import Role
from tests import factories as make
from tests.abuse.processes import fresh_database


@pytest.fixture
def own_database(tmp_path):
    """The environment of a fresh database of the same make, for processes of their own."""
    with fresh_database(tmp_path) as environment:
        yield environment


@pytest.fixture
def enter(flags):
    """Gives a browser in which a person is logged in, with or without Django's own flags."""

    def open_browser(*roles, person=None):
        if person is None:
            person = make.make_physician() if roles == (Role.PHYSICIAN,) else make.make_person(*roles)
        Person.objects.filter(pk=person.pk).update(**flags)
        client = Client()
        client.person = Person.objects.get(pk=person.pk)
        client.force_login(client.person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return open_browser
