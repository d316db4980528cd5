"""Readers find what is live, by words and by condition, and read whole sentences."""

import re

import pytest
from django.core.management import call_command
from django.db import connection

from governance.database.public_words import drop_words, indexed
from governance.models import Publication
from governance.public.search.finding import Asked, Words, search, sentence_of
from governance.services import publishing
from governance.services.actors import Actor
from governance.services.public_search import catch_up_search
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(physician):
    pages = [
        make.make_page(
            title="Migraine", slug="migraine", definition="Attacks of head pain.\n\nLight hurts. It passes."
        ),
        make.make_article(
            title="A visit", slug="visit", body="The nurse is kind. She measures *attacks* by the hour."
        ),
        make.make_article(title="Sleep", slug="sleep", condition="ptsd", body="Nightmares wake people."),
    ]
    for page in pages:
        make.publish(page, by=physician)
    return pages


def paths(client, query):
    response = client.get(f"/search/?{query}")
    assert response.status_code == 200
    return re.findall(r"<h2><a href=\"/([^\"]+)/\">", response.content.decode())


def test_a_page_is_found_by_its_words_however_they_end(client, pages):
    assert set(paths(client, "q=attack")) == {"conditions/migraine", "articles/visit"}
    assert paths(client, "q=nightmare") == ["articles/sleep"]
    assert paths(client, "q=NURSE+hours") == ["articles/visit"]
    assert paths(client, "q=elephant") == []


def test_a_word_of_the_title_counts_most(client, pages, physician):
    make.publish(make.make_article(title="Attacks", slug="attacks", body="Words."), by=physician)
    assert paths(client, "q=attacks")[0] == "articles/attacks"


def test_pages_are_found_by_condition(client, pages):
    assert paths(client, "condition=ptsd") == ["articles/sleep"]
    assert paths(client, "condition=migraine") == ["articles/visit", "conditions/migraine"]
    assert paths(client, "q=attack&condition=ptsd") == []


def test_whole_sentences_are_shown_with_the_words_marked(client, pages):
    html = client.get("/search/?q=attack").content.decode()
    assert "<p>She measures <mark>attacks</mark> by the hour.</p>" in html


@pytest.mark.pure
def test_a_sentence_is_never_cut():
    sentence = "Ketamine is " + "very " * 100 + "far from a cure."
    marked = sentence_of(Words(1, "", f"First one.\n{sentence}"), ["cures"])
    assert re.sub("</?mark>", "", marked) == sentence
    assert "<mark>cure</mark>" in marked


@pytest.mark.pure
def test_marks_bring_no_markup_of_the_text_along():
    marked = sentence_of(Words(1, "", 'A <script>"attack"</script> & more'), ["attack", "script"])
    assert marked.replace("<mark>", "").replace("</mark>", "") == (
        "A &lt;script&gt;&quot;attack&quot;&lt;/script&gt; &amp; more"
    )


def test_what_is_taken_down_is_not_found_even_where_the_index_still_has_it(client, pages, physician):
    publishing.withdraw(actor=Actor.of(physician), document=pages[0], reason="Out of date.", at=make.NOW)
    assert paths(client, "q=attack") == ["articles/visit"]
    gone = Publication.objects.get(path="conditions/migraine")
    assert gone.pk not in indexed(connection)
    from governance.database.public_words import put_words

    put_words(connection, Words(gone.pk, gone.title, "attack", "migraine"))
    assert paths(client, "q=attack") == ["articles/visit"]


def test_a_draft_is_not_found_and_a_new_version_by_its_own_words_alone(client, pages, physician):
    page = pages[1]
    page.body = "Other words altogether."
    make.save(page, by=page.owner, reason="Other words")
    assert paths(client, "q=altogether") == []
    make.publish(page, by=physician)
    assert paths(client, "q=altogether") == ["articles/visit"]
    assert paths(client, "q=nurse") == []


def test_a_lost_index_is_made_anew_by_the_schedule_or_by_hand(client, pages, capsys):
    drop_words(connection, indexed(connection))
    assert paths(client, "q=attack") == []
    assert catch_up_search() == 3
    assert catch_up_search() == 0
    assert len(paths(client, "q=attack")) == 2
    call_command("rebuild_search")
    assert "3 live pages can be found." in capsys.readouterr().out


HOSTILE = ['"', "a* OR b", "(", "NEAR(a b)", "title:x", "'; DROP TABLE x --", "\u0663 \U0001f600", "\0"]
HOSTILE += ["-", "&|!", "a" * 5_000, "a " * 500]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_find_nothing_and_break_nothing(client, pages, text):
    response = client.get("/search/", {"q": text})
    assert response.status_code == 200


@pytest.mark.parametrize("query", ["condition=nowhere", "page=0", "page=x", "page=51"])
def test_there_is_no_other_search(client, pages, query):
    assert client.get(f"/search/?{query}").status_code == 404


def test_the_readers_words_are_shown_as_words(client, pages):
    html = client.get("/search/", {"q": '"><script>x</script>'}).content.decode()
    assert "<script>" not in html
    assert 'value="&quot;&gt;&lt;script&gt;x&lt;/script&gt;"' in html
    assert '<meta name="robots" content="noindex">' in html


@pytest.mark.parametrize("count", [1, 50])
def test_a_search_takes_two_queries(physician, publish_around, django_assert_num_queries, count):
    publish_around(count)
    with django_assert_num_queries(2):
        results = search(Asked("headaches", "", 1))
    assert bool(results.found) and results.has_more == (count > 20)
