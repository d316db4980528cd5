"""Who opens the staff's screens, and the system's own browser."""

import pytest
from django.test import Client

from governance.claims.engine import extract
from governance.claims.values import Claim
from governance.policy.verbs import Role
from tests import factories as make


@pytest.fixture
def statement(db):
    """The reference statement, in force."""
    return make.make_statement()


@pytest.fixture
def logged_in(db):
    """Gives a browser in which a person, or a new one with the role, is logged in."""

    def log_in(who):
        client = Client()
        client.person = person_with(who) if isinstance(who, Role) else who
        client.force_login(client.person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return log_in


def person_with(role):
    return make.make_physician() if role == Role.PHYSICIAN else make.make_person(role)


@pytest.fixture
def steady_engine(monkeypatch):
    """An engine that is sure of all but one sentence, which it gives: screens show what is read, they do not read."""
    odd = "Ketamine does odd things."

    def reading(document):
        sure = [
            claim for claim in extract(document) if claim.topic and claim.certain and claim.sentence != odd
        ]
        starts = [(block.key, block.source.find(odd)) for block in document.blocks]
        return sure + [
            Claim(key, start, start + len(odd), odd, None, 0, 0) for key, start in starts if start >= 0
        ]

    monkeypatch.setattr("governance.services.findings.extract", reading)
    return odd


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The system's own Chromium: playwright is not asked to bring one."""
    return {**browser_type_launch_args, "executable_path": "/usr/bin/chromium", "args": ["--no-sandbox"]}


@pytest.fixture
def clean(statement, steady_engine):
    """A review with nothing in the way."""
    return make.submit(make.make_page())


@pytest.fixture
def odd(statement, steady_engine):
    """A review with an unclear sentence."""
    return make.submit(make.make_page(where_ketamine_fits=f"{make.KETAMINE_FITS} {steady_engine}"))


@pytest.fixture
def bad(statement, steady_engine):
    """A review with a conflict, an unclear sentence and the required sentence missing."""
    return make.submit(make.make_page(where_ketamine_fits=f"Ketamine cures migraine. {steady_engine}"))


@pytest.fixture
def physician(logged_in):
    return logged_in(Role.PHYSICIAN)
