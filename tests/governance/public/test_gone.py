"""What stands in the place of a page that was taken down: when, a sentence of a closed list, and none of its words."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from governance.models import Live, PublicNote, Withdrawal
from governance.services import publishing
from governance.services.actors import Actor
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(physician):
    found = make.make_page(title="A page of ours", lead="Words that were signed.")
    make.publish(found, by=physician)
    return found


def take_down(page, physician, **values):
    return publishing.withdraw(
        actor=Actor.of(physician),
        document=page.document_ptr,
        reason="A dose was misread.",
        at=make.NOW + timedelta(days=3),
        **values,
    )


def test_a_page_that_was_taken_down_answers_410_with_the_day_and_no_word_of_it(client, physician, page):
    take_down(page, physician)
    response = client.get(f"/{page.path}/")
    html = response.content.decode()
    assert (response.status_code, response["Cache-Control"]) == (410, "no-store")
    assert 'since <time datetime="2026-06-05">5 June 2026</time>.' in html
    for words in ("A page of ours", "Words that were signed.", "A dose was misread.", str(physician)):
        assert words not in html


def test_readers_are_told_a_sentence_of_the_list_and_nothing_else(client, physician, page):
    with pytest.raises(ValidationError):
        take_down(page, physician, public_note="Ketamine cures migraine.")
    assert Live.objects.exists()
    take_down(page, physician, public_note=PublicNote.MISTAKE)
    assert "It contained a mistake." in client.get(f"/{page.path}/").content.decode()
    assert Withdrawal.objects.get().public_note == "mistake"


def test_a_page_that_is_back_is_shown_again(client, physician, page):
    take_down(page, physician)
    make.publish(page, by=physician)
    assert client.get(f"/{page.path}/").status_code == 200


def move(page, physician, slug):
    page.slug = slug
    make.save(page, by=page.owner, reason="Another address")
    make.publish(page, by=physician)


def test_the_old_address_of_a_page_leads_to_the_new_one_while_that_is_live(client, physician, page):
    old = page.path
    move(page, physician, "moved-elsewhere")
    response = client.get(f"/{old}/")
    assert (response.status_code, response["Location"]) == (301, "/conditions/moved-elsewhere/")
    assert "max-age=0" in response["Cache-Control"]
    take_down(page, physician, public_note=PublicNote.MISTAKE)
    for path in (old, page.path):
        response = client.get(f"/{path}/")
        assert response.status_code == 410
        assert "It contained a mistake." in response.content.decode()


def test_the_old_address_of_a_page_that_is_not_published_there_leads_nowhere(client, physician, page):
    old, page.slug = page.path, "only-planned"
    make.save(page, by=page.owner, reason="Another address")
    assert client.get(f"/{old}/").status_code == 200
    assert client.get("/conditions/only-planned/").status_code == 404


def test_another_page_at_an_old_address_is_the_one_that_is_shown(client, physician, page):
    old = page.path.removeprefix("conditions/")
    move(page, physician, "moved-elsewhere")
    other = make.make_page(title="Another page", slug=old)
    make.publish(other, by=physician)
    assert "Another page" in client.get(f"/conditions/{old}/").content.decode()
    take_down(other, physician)
    assert client.get(f"/conditions/{old}/").status_code == 410
