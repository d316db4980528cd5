"""Kept words in the editor: kept by POST, offered back, gone once saved; and who else is on the page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from content.models import Article, Version
from governance.models import AuditEntry, KeptDraft
from governance.policy.verbs import Role
from governance.services import keeping
from governance.services.actors import Actor
from tests import factories as make
from tests.governance.admin import addresses
from tests.governance.admin.test_editor import typed

pytestmark = pytest.mark.django_db
EVIL = '"><script>alert(1)</script>'


@pytest.fixture
def migraine(statement):
    return make.make_page()


@pytest.fixture
def writer(logged_in, migraine):
    return logged_in(migraine.owner)


def keep(client, document, known=0, **values):
    sent = {**typed(document, **values), "kept": known, "kept-stamp": "123"}
    return client.post(addresses.of(document) + "keep/", sent)


def test_words_are_kept_offered_taken_up_and_gone_once_saved(writer, migraine):
    answer = keep(writer, migraine, lead="Words left here.", **{"points-0-text": "A point left here."})
    assert answer.json() == {"revision": 1, "here": []}
    shown = writer.get(addresses.of(migraine)).content.decode()
    assert "You left words here on" in shown and "Words left here." not in shown
    taken = writer.get(addresses.of(migraine) + "?kept=1").content.decode()
    assert "Words left here." in taken and "A point left here." in taken and 'name="kept" value="1"' in taken
    assert "errornote" not in taken and Version.objects.count() == 1
    writer.post(addresses.of(migraine), typed(migraine, lead="Words left here.", kept=1))
    assert make.newest(migraine).number == 2
    assert not KeptDraft.objects.exists()


def test_words_that_were_not_taken_up_are_still_there_after_a_save(writer, migraine):
    keep(writer, migraine, lead="Words left here.")
    writer.post(addresses.of(migraine), typed(migraine, lead="Other words.", kept=0))
    assert "You left words here" in writer.get(addresses.of(migraine)).content.decode()


def test_words_are_thrown_away_by_a_plain_button(writer, migraine):
    keep(writer, migraine, lead="Words left here.")
    response = writer.post(addresses.of(migraine) + "keep/throw-away/", {"kept": 1}, follow=True)
    assert "thrown away" in response.content.decode() and "You left words" not in response.content.decode()


def test_a_new_page_is_kept_offered_and_gone_once_saved(statement, logged_in):
    client = logged_in(Role.WRITER)
    add = "/admin/content/article/add/"
    sent = {
        "title": "A report", "slug": "report", "condition": "migraine", "owner": client.person.pk, "body": "Left here.",
        "reason": "First", "seen": "0", "kept": "0",
    }  # fmt: skip
    assert client.post(add + "keep/", {**sent, "kept-stamp": "1"}).json() == {"revision": 1}
    assert "You left words here" in client.get(add).content.decode()
    assert "Left here." in client.get(add + "?kept=1").content.decode()
    assert "You left words" not in client.get("/admin/content/faq/add/").content.decode()
    client.post(add, {**sent, "kept": "1"})
    assert Article.objects.exists() and not KeptDraft.objects.exists()


def test_a_second_tab_is_told_that_the_browser_must_keep_its_words(writer, migraine):
    keep(writer, migraine, lead="First tab")
    answer = keep(writer, migraine, lead="Second tab")
    assert answer.status_code == 409 and "in another tab" in answer.json()["said"]
    assert keep(writer, migraine, known=1, lead="First tab, more").json()["revision"] == 2


def test_nobody_else_sees_the_words(writer, migraine, logged_in):
    keep(writer, migraine, lead="Words left here.")
    other = logged_in(Role.WRITER)
    for address in ("", "?kept=1"):
        shown = other.get(addresses.of(migraine) + address).content.decode()
        assert "Words left here." not in shown and "You left words" not in shown
    other.post(addresses.of(migraine) + "keep/throw-away/", {"kept": 1})
    assert KeptDraft.objects.count() == 1


@pytest.mark.parametrize("role", [Role.PHYSICIAN, Role.COMPLIANCE, Role.OPERATOR, Role.STATEMENT_OWNER])
def test_other_roles_keep_nothing(migraine, logged_in, role):
    client = logged_in(role)
    for address in (addresses.of(migraine), "/admin/content/article/add/"):
        assert client.post(address + "keep/", {"kept-stamp": "1", "seen": "1"}).status_code == 403
        assert client.post(address + "keep/throw-away/", {"kept": "1"}).status_code == 403
    assert not KeptDraft.objects.exists()


def test_keeping_is_not_done_by_get_nor_without_the_token(writer, migraine):
    assert writer.get(addresses.of(migraine) + "keep/").status_code == 405
    assert writer.get(addresses.of(migraine) + "keep/throw-away/").status_code == 405
    writer.handler.enforce_csrf_checks = True
    assert keep(writer, migraine).status_code == 403
    assert not KeptDraft.objects.exists()


def test_hostile_words_are_kept_as_text(writer, migraine):
    keep(
        writer,
        migraine,
        lead=EVIL,
        title=EVIL,
        **{"points-0-text": EVIL, "extra": EVIL, "points-total": "99999"},
    )
    shown = writer.get(addresses.of(migraine) + "?kept=1").content.decode()
    assert "<script>alert" not in shown and "&lt;script&gt;" in shown


@pytest.mark.parametrize("crafted", [{"known": "x"}, {"known": "9" * 40}, {"known": "-1"}])
def test_crafted_numbers_are_none(writer, migraine, crafted):
    assert keep(writer, migraine, **crafted).json()["revision"] == 1


def test_two_people_see_each_other_without_a_script_too(writer, migraine, logged_in):
    hanna = logged_in(make.make_writer(name="Hanna Lindqvist"))
    entries = AuditEntry.objects.exclude(verb="grant role").exclude(verb="register physician").count()
    assert hanna.post(addresses.of(migraine) + "keep/", {"seen": 1}).json()["here"] == []
    assert (
        "Hanna Lindqvist is editing this page, last seen just now."
        in writer.get(addresses.of(migraine)).content.decode()
    )
    told = writer.post(addresses.of(migraine) + "keep/", {"seen": 1}).json()["here"]
    assert told == ["Hanna Lindqvist is editing this page, last seen just now."]
    assert (
        "is editing this page" not in logged_in(Role.PHYSICIAN).get(addresses.of(migraine)).content.decode()
    )
    made = AuditEntry.objects.exclude(verb="grant role").exclude(verb="register physician")
    assert made.count() == entries and not KeptDraft.objects.exists()


def test_it_is_said_how_long_ago_somebody_was_seen(writer, migraine):
    at = timezone.now() - timedelta(minutes=4)
    keeping.come_here(actor=Actor.of(make.make_writer(name="Hanna Lindqvist")), document=migraine, at=at)
    assert "last seen 4 minutes ago" in writer.get(addresses.of(migraine)).content.decode()


def test_a_heartbeat_tells_that_a_newer_version_was_saved(writer, migraine):
    migraine.lead = "Their words."
    make.save(migraine, by=make.make_writer())
    told = writer.post(addresses.of(migraine) + "keep/", {"seen": 1}).json()["here"]
    assert told == ["Version 2 was saved since you opened this page. When you save, you see both texts."]


@pytest.mark.parametrize("count", [1, 50])
def test_a_heartbeat_costs_the_same_for_one_and_for_fifty(
    writer, migraine, django_assert_max_num_queries, count
):
    for _ in range(count):
        keeping.come_here(actor=Actor.of(make.make_writer()), document=migraine, at=timezone.now())
    with django_assert_max_num_queries(14):
        assert len(writer.post(addresses.of(migraine) + "keep/", {"seen": 1}).json()["here"]) == count
