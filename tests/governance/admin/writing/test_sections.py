"""The way to each section of the text: a list of links that works alone, with what is open in each."""

import re

import pytest

from content.models import ConditionPage, Faq
from governance.admin.writing.sections import section_links
from tests import factories as make
from tests.governance.admin import addresses
from tests.governance.admin.test_checking import answer

pytestmark = pytest.mark.django_db
CURE = "Ketamine cures migraine."


@pytest.fixture
def migraine(statement):
    return make.make_page(points=[{"text": CURE}])


@pytest.fixture
def writer(logged_in, migraine):
    return logged_in(migraine.owner)


def marked(html):
    """Each section that has a mark, with what it says."""
    items = re.findall(r'<a href="#id_(\w+)">(.*?)</a>', html, re.DOTALL)
    said = {field: re.search(r'class="vh">([^<]*)<', text) for field, text in items}
    return {field: found[1] for field, found in said.items() if found}


def test_every_field_of_the_text_is_linked_in_the_order_of_the_form(writer, migraine):
    shown = writer.get(addresses.of(migraine)).content.decode()
    nav = shown[shown.index('class="sections"') :].partition("</nav>")[0]
    linked = re.findall(r'href="#(id_\w+)"', nav)
    assert linked[0] == "id_title"
    assert set(linked) >= {f"id_{name}" for name, _, _ in ConditionPage.SECTIONS}
    assert [shown.index(f'id="{name}"') for name in linked] == sorted(
        shown.index(f'id="{name}"') for name in linked
    )
    assert not {"id_notes", "id_reason", "id_seen"} & set(linked)


def test_a_section_with_a_conflict_is_marked_after_a_save_and_while_typing(writer, migraine):
    shown = writer.get(addresses.of(migraine)).content.decode()
    assert marked(shown) == {"points": "1 in conflict"}
    rows = {"points-0-text": "It is nobody's fault.", "where_ketamine_fits": f"{make.KETAMINE_FITS} {CURE}"}
    assert marked(answer(writer, migraine, **rows)["html"]["sections"]) == {
        "where_ketamine_fits": "1 in conflict"
    }


def test_a_kind_without_sections_of_its_own_lists_its_fields(db):
    assert [(link.field, link.label) for link in section_links(Faq, ())] == [
        ("title", "Question"),
        ("answer", "Answer"),
        ("pages", "Condition pages that show it"),
    ]
