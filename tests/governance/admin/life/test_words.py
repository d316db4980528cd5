"""Where the words of a page come from, and any two versions compared."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.sections import Layout, PublicText, Row, Section
from governance.models import Publication
from governance.policy.verbs import Role
from governance.services.life.origins import origins_of, sentences_of
from tests import factories as make

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def migraine(statement):
    """Version 1 by Ada, signed by Hart; version 2 by Bo, who adds a sentence; version 3, signed by Osei."""
    ada, bo = make.make_writer(name="Ada First"), make.make_writer(name="Bo Second")
    rows = [{"authors": "Pomeroy A", "year": "2017", "doi": "10.1000/xyz"}]
    page = make.make_page(by=ada, definition="An attack lasts for hours. It comes back.", references=rows)
    make.publish(page, by=make.make_physician(name="Lewis Hart"))
    page.definition = "An attack lasts for hours. Light hurts [1]. It comes back."
    make.save(page, by=bo, at=make.NOW + DAY)
    page.title = "Migraine, told anew"
    make.save(page, by=ada, at=make.NOW + 2 * DAY)
    make.publish(page, by=make.make_physician(name="Amara Osei"), at=make.NOW + 3 * DAY)
    return page


@pytest.fixture
def origins(migraine):
    return {item.sentence: item for item in origins_of(Publication.objects.order_by("-pk")[0])}


@pytest.mark.parametrize(
    ("sentence", "version", "writer", "physician"),
    [
        ("An attack lasts for hours.", 1, "Ada First", "Lewis Hart"),
        ("Light hurts [1].", 2, "Bo Second", "Amara Osei"),
        ("Migraine, told anew", 3, "Ada First", "Amara Osei"),
    ],
)
def test_a_sentence_is_traced_to_who_wrote_it_and_to_who_signed_it_first(
    origins, sentence, version, writer, physician
):
    found = origins[sentence]
    assert (found.written.number, found.written.saved_by_name) == (version, writer)
    assert found.signed.physician_name == physician


def test_a_sentence_names_the_reference_that_it_rests_on(origins):
    assert origins["Light hurts [1]."].references == ("Reference 1 (Pomeroy A, 2017), 10.1000/xyz",)
    assert origins["It comes back."].references == ()


def test_words_inside_a_longer_sentence_are_not_its_origin(statement):
    page = make.make_page(definition="Nobody says that rest cures it.")
    page.definition = "rest cures it."
    make.save(page, by=page.owner, at=make.NOW + DAY)
    make.publish(page, at=make.NOW + DAY)
    found = {item.sentence: item for item in origins_of(Publication.objects.get())}
    assert found["rest cures it."].written.number == 2


def test_sentences_are_read_without_the_marks_of_a_list():
    rows = (Row.of({"text": "First.\n\n- One point.\n- Two. Three\n  goes on.\n\n1. Four"}),)
    text = PublicText("faq", "x", "any", "T", (Section("a", "H", Layout.PROSE, rows),))
    read = [sentence for _, sentence in sentences_of(text)]
    assert read == ["T", "First.", "One point.", "Two.", "Three goes on.", "Four"]


def test_the_screen_tells_each_sentence_and_has_a_lasting_link_to_it(migraine, origins, logged_in):
    shown = logged_in(Role.COMPLIANCE).get(f"/admin/life/{migraine.pk}/sentences/").content.decode()
    assert f'id="s-{origins["Light hurts [1]."].key}"' in shown
    assert "Bo Second, version 2" in shown and "Reference 1 (Pomeroy A, 2017)" in shown


def test_two_versions_are_compared_in_the_source_and_in_the_page(migraine, logged_in):
    client = logged_in(Role.COMPLIANCE)
    address = f"/admin/life/{migraine.pk}/compare/?old=1&new=2"
    for view in ("", "&view=page"):
        shown = client.get(address + view).content.decode()
        assert "<ins>" in shown and "Light" in shown
    for wrong in ("?old=1", "?old=1&new=9", "?old=x&new=1"):
        assert client.get(f"/admin/life/{migraine.pk}/compare/{wrong}").status_code == 404


def test_many_versions_are_traced_with_as_many_queries_as_few(migraine):
    publication = Publication.objects.order_by("-pk").select_related("version")[0]

    def count():
        with CaptureQueriesContext(connection) as asked:
            origins_of(publication)
        return len(asked)

    before = count()
    for number in range(15):
        migraine.lead = f"Other words {number}."
        make.save(migraine, by=migraine.owner, at=make.NOW + 4 * DAY)
    publication = Publication.objects.order_by("-pk").select_related("version")[0]
    assert count() == before == 2
