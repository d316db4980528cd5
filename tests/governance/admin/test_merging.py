"""A stale save: both texts are shown and merged section by section, and nothing of either is lost."""

import re
from html import unescape

import pytest

from content.models import ConditionPage, Version
from governance.models import AuditEntry, Outcome
from governance.policy.verbs import Role
from tests import factories as make
from tests.governance.admin import addresses
from tests.governance.admin.test_editor import typed

pytestmark = pytest.mark.django_db
POINTS = {"points-total": "1", "points-0-text": "It is nobody's fault."}


@pytest.fixture
def migraine(statement):
    return make.make_page(points=[{"text": "It is nobody's fault."}], definition="A headache.")


@pytest.fixture
def writer(logged_in, migraine):
    return logged_in(migraine.owner)


def stored():
    return ConditionPage.objects.get()


def they_save(**values):
    """Somebody else saves other words meanwhile."""
    page = stored()
    for name, value in values.items():
        setattr(page, name, value)
    make.save(page, by=make.make_writer(name="Tomas Brandt"))


def mine(migraine, **values):
    return typed(migraine, **{"definition": "A headache.", **POINTS, "reason": "My reason", **values})


def sent_from(response):
    """What a browser would send of the page's form as it stands."""
    assert response.status_code == 409
    shown = response.content.decode()
    form = shown[shown.index('id="merge-form"') :]
    form = re.sub(r"<template>.*?</template>", "", form, flags=re.DOTALL)
    sent = [
        (re.search(r'name="([^"]+)"', tag)[1], unescape((re.search(r'value="([^"]*)"', tag) or ["", ""])[1]))
        for tag in re.findall(r"<input[^>]*>", form)
        if 'type="radio"' not in tag and ('type="checkbox"' not in tag or " checked" in tag)
    ]
    sent += [
        (name, unescape(text).removeprefix("\n"))
        for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)</textarea>', form)
    ]
    found = {}
    for name, value in sent:
        found.setdefault(name, []).append(value)
    return found


def test_sections_that_one_side_changed_merge_by_themselves(writer, migraine):
    they_save(lead="Their lead.")
    response = writer.post(addresses.of(migraine), mine(migraine, definition="My definition.", seen=1))
    shown = response.content.decode()
    assert "You changed different sections, so both fit together." in shown
    assert Version.objects.count() == 2
    assert writer.post(addresses.of(migraine), sent_from(response)).status_code == 302
    assert (stored().lead, stored().definition) == ("Their lead.", "My definition.")
    assert make.newest(migraine).reason == "My reason"
    assert stored().points == [{"text": "It is nobody's fault."}]


@pytest.mark.parametrize(("choice", "lead"), [("mine", "My lead."), ("theirs", "Their lead.")])
def test_where_both_changed_the_person_chooses(writer, migraine, choice, lead):
    they_save(lead="Their lead.", definition="Their definition.")
    response = writer.post(addresses.of(migraine), mine(migraine, lead="My lead.", seen=1))
    shown = response.content.decode()
    assert "Tomas Brandt saved version 2 since you opened the text" in shown
    assert "You both changed 1 section: choose below." in shown
    assert "<ins>" in shown and ">\nMy lead." in shown
    sent = {**sent_from(response), "choose-lead": choice}
    assert writer.post(addresses.of(migraine), sent).status_code == 302
    assert (stored().lead, stored().definition) == (lead, "Their definition.")


def test_mine_can_be_edited_on_the_page(writer, migraine):
    they_save(lead="Their lead.")
    response = writer.post(addresses.of(migraine), mine(migraine, lead="My lead.", seen=1))
    sent = {**sent_from(response), "choose-lead": "mine", "lead": "My lead. Their lead."}
    writer.post(addresses.of(migraine), sent)
    assert stored().lead == "My lead. Their lead."


def test_without_a_choice_it_is_asked_again_and_nothing_is_lost(writer, migraine):
    they_save(lead="Their lead.", points=[{"text": "Their point."}])
    response = writer.post(
        addresses.of(migraine), mine(migraine, lead="My lead.", **{"points-0-text": "My point."}, seen=1)
    )
    sent = {**sent_from(response), "choose-lead": "mine", "lead": "My lead, edited."}
    again = writer.post(addresses.of(migraine), sent)
    shown = again.content.decode()
    assert "Choose for each section below. Nothing was saved." in shown
    assert "My lead, edited." in shown and "My point." in shown and "Their point" in shown
    assert 'value="mine" id="choose-lead-mine" checked' in shown
    last = {**sent_from(again), "choose-lead": "mine", "choose-points": "theirs"}
    assert writer.post(addresses.of(migraine), last).status_code == 302
    assert (stored().lead, stored().points) == ("My lead, edited.", [{"text": "Their point."}])


def test_rows_are_changed_by_their_buttons_on_the_page(writer, migraine):
    they_save(points=[{"text": "Their point."}])
    response = writer.post(addresses.of(migraine), mine(migraine, **{"points-0-text": "My point."}, seen=1))
    again = writer.post(addresses.of(migraine), {**sent_from(response), "rows": "points/add/0"})
    assert 'name="points-1-text"' in again.content.decode() and "Their point" in again.content.decode()
    sent = {**sent_from(again), "points-1-text": "Their point.", "choose-points": "mine"}
    writer.post(addresses.of(migraine), sent)
    assert stored().points == [{"text": "My point."}, {"text": "Their point."}]


def test_a_second_stale_save_in_between_is_merged_too(writer, migraine):
    they_save(lead="Their lead.")
    response = writer.post(addresses.of(migraine), mine(migraine, lead="My lead.", seen=1))
    they_save(lead="Their lead.", definition="Their later definition.")
    sent = {**sent_from(response), "choose-lead": "mine"}
    second = writer.post(addresses.of(migraine), sent)
    assert "saved version 3 since" in second.content.decode()
    assert writer.post(addresses.of(migraine), sent_from(second)).status_code == 302
    assert (stored().lead, stored().definition) == ("My lead.", "Their later definition.")
    assert make.newest(migraine).number == 4


def test_the_same_section_changed_again_in_between_is_asked_again(writer, migraine):
    they_save(lead="Their lead.")
    response = writer.post(addresses.of(migraine), mine(migraine, lead="My lead.", seen=1))
    they_save(lead="Their later lead.")
    second = writer.post(addresses.of(migraine), {**sent_from(response), "choose-lead": "mine"})
    assert "Their later" not in stored().definition
    assert "later" in second.content.decode() and "My lead." in second.content.decode()
    assert stored().lead == "Their later lead."


def test_what_is_merged_can_be_taken_into_the_form_without_saving(writer, migraine):
    they_save(lead="Their lead.", definition="Their definition.")
    response = writer.post(addresses.of(migraine), mine(migraine, lead="My lead.", seen=1))
    sent = {**sent_from(response), "choose-lead": "mine", "rows": ""}
    shown = writer.post(addresses.of(migraine), sent).content.decode()
    assert "My lead." in shown and "Their definition." in shown and 'name="seen" value="2"' in shown
    assert Version.objects.count() == 2


def test_links_conditions_and_notes_are_merged_like_words(writer, migraine):
    other = make.make_page(by=migraine.owner)
    they_save_to = ConditionPage.objects.get(pk=migraine.pk)
    they_save_to.lead, they_save_to.notes = "Their lead.", "Their notes."
    make.save(they_save_to, by=make.make_writer(), links={"related": [other]})
    sent = mine(migraine, condition="depression", notes="My notes.", seen=1)
    response = writer.post(addresses.of(migraine), sent)
    assert "Theirs, taken" in response.content.decode()
    writer.post(addresses.of(migraine), {**sent_from(response), "choose-notes": "mine"})
    page = ConditionPage.objects.get(pk=migraine.pk)
    assert (page.condition, page.notes, page.lead) == ("depression", "My notes.", "Their lead.")
    assert list(page.related.all()) == [other]


def test_a_form_that_was_sent_twice_says_that_all_of_it_is_saved(writer, migraine):
    sent = mine(migraine, lead="My lead.")
    writer.post(addresses.of(migraine), sent)
    shown = writer.post(addresses.of(migraine), sent).content.decode()
    assert "Everything that you typed is in version 2 already." in shown
    assert "Save the merged text</button></" not in shown


@pytest.mark.parametrize("seen", ["0", "77"])
def test_a_version_that_nobody_opened_is_asked_about_section_by_section(writer, migraine, seen):
    response = writer.post(addresses.of(migraine), mine(migraine, lead="My lead.", seen=seen))
    assert response.status_code == 409
    assert "You both changed 1 section" in response.content.decode()
    assert stored().lead == migraine.lead


def test_crafted_choices_are_harmless(writer, migraine, logged_in):
    crafted = {"merging": ["seen", "kind", "nothing", "reason"], "choose-seen": "theirs", "opened": "x" * 50}
    response = writer.post(addresses.of(migraine), {**mine(migraine, lead="My lead."), **crafted})
    assert response.status_code == 409
    assert stored().lead == migraine.lead
    new = {**crafted, "title": "New", "seen": "0"}
    assert logged_in(Role.WRITER).post("/admin/content/faq/add/", new).status_code == 200


def test_who_may_not_save_does_not_merge(migraine, logged_in):
    sent = {"merging": "lead", "choose-lead": "theirs", "seen": "1"}
    assert logged_in(Role.PHYSICIAN).post(addresses.of(migraine), sent).status_code == 403
    assert AuditEntry.objects.first().outcome == Outcome.DENIED


def test_hostile_words_are_text_on_the_page(writer, migraine):
    evil = '"><script>alert(1)</script>'
    they_save(lead=evil, title=evil)
    sent = mine(migraine, lead=evil + "x", title=evil + "y", seen=1)
    shown = writer.post(addresses.of(migraine), sent).content.decode()
    assert "<script>alert" not in shown and shown.count("&lt;script&gt;") >= 4
