"""Looking changes nothing: a crawl of every screen by GET leaves every table as it was."""

import pytest
from django.apps import apps
from django.db import connection

from governance.models import Extraction
from governance.policy.verbs import Role
from tests import factories as make
from tests.governance.admin import addresses
from tests.governance.statement_support import begin, make_owner

pytestmark = pytest.mark.django_db

# Logging in and being idle are not content.
LEFT_OUT = {"django_session", "axes_accesslog"}


def everything():
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)} - LEFT_OUT
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
            found[table] = cursor.fetchall()
    return found


@pytest.mark.parametrize("role", list(Role))
def test_a_crawl_by_get_leaves_the_database_as_it_was(statement, logged_in, role):
    page = make.make_page()
    make.publish(page)
    page.lead = "Ketamine cures migraine."
    make.save(page, by=page.owner)
    make.submit(page)
    make.make_faq(pages=(page,))
    begin(make_owner())
    client = logged_in(role)
    client.get("/admin/")
    before = everything()
    for address in addresses.every():
        response = client.get(address)
        assert response.status_code in (200, 400, 403), address
    assert everything() == before


@pytest.mark.parametrize("role", [Role.WRITER, Role.PHYSICIAN])
def test_acts_are_not_done_by_get(statement, logged_in, role):
    page = make.make_page()
    review = make.submit(page)
    client = logged_in(role)
    before = everything()
    for act in ("sign", "send-back", "take-back", "publish", "settle/1"):
        assert client.get(addresses.review(review, act)).status_code == 405, act
    for name in ("submit", "restore"):
        assert client.get(addresses.of(page, name, number=1)).status_code == 405, name
    assert everything() == before


def test_a_version_that_no_present_engine_has_read_is_shown_without_reading_it(
    statement, logged_in, monkeypatch
):
    page = make.make_page()
    review = make.submit(page)
    monkeypatch.setattr("governance.admin.cases.ENGINE_VERSION", "a later edition")
    shown = logged_in(Role.PHYSICIAN).get(addresses.review(review)).content.decode()
    assert "An earlier edition of the engine read this version" in shown
    assert Extraction.objects.count() == 1


@pytest.mark.parametrize("name", ["sign", "send-back", "publish"])
def test_an_act_without_the_token_of_the_form_is_refused(statement, logged_in, name):
    review = make.submit(make.make_page())
    client = logged_in(Role.PHYSICIAN)
    client.handler.enforce_csrf_checks = True
    assert client.post(addresses.review(review, name), {"back-reason": "x"}).status_code == 403
    review.refresh_from_db()
    assert review.state == "submitted"
