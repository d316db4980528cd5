"""What a reader of one page sees, and what nobody sees."""

import re
from datetime import date, timedelta

import pytest
from django.http import Http404

from governance.public.reading import read_page
from governance.services import publishing
from governance.services.actors import Actor
from tests import factories as make

pytestmark = pytest.mark.django_db


def html_of(client, path):
    response = client.get(f"/{path}/")
    assert response.status_code == 200, path
    return response.content.decode()


def words_of(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def withdraw(document, by):
    publishing.withdraw(actor=Actor.of(by), document=document, reason="It is out of date.", at=make.NOW)


def test_a_page_says_who_reviewed_it_and_when(client, physician):
    page = make.make_page(title="Migraine", slug="migraine", lead="Head pain, and what helps.")
    make.publish(page, by=physician)
    html = html_of(client, "conditions/migraine")
    assert "Last reviewed by Dr Amara Osei, MD, neurology, on 2 June 2026" in words_of(html)
    assert "Next review by 2 June 2027. Version 1." in words_of(html)
    assert "<h1>Migraine</h1>" in html
    assert "Head pain, and what helps." in html
    assert "not a standard treatment" in html
    assert "This page is educational." in html


def test_a_draft_is_not_shown(client, physician):
    page = make.make_page()
    make.submit(page)
    assert client.get(f"/{page.path}/").status_code == 404


def test_an_edit_is_not_shown_before_it_is_published(client, physician):
    writer = make.make_writer()
    page = make.make_page(by=writer)
    make.publish(page, by=physician)
    page.definition = "New words."
    make.save(page, by=writer, reason="More to say")
    assert "New words." not in html_of(client, page.path)
    make.publish(page, by=physician)
    html = html_of(client, page.path)
    assert "New words." in html
    assert "Version 2." in html


def test_a_withdrawn_page_is_gone(client, physician):
    page = make.make_page()
    make.publish(page, by=physician)
    withdraw(page, physician)
    assert client.get(f"/{page.path}/").status_code == 410


def test_a_page_shows_its_published_questions_alone(client, physician):
    page = make.make_page()
    make.publish(page, by=physician)
    shown = make.make_faq(title="Is it a headache?", answer="It is *more* than that.", pages=(page,))
    make.make_faq(title="Is this a draft?", pages=(page,))
    assert "Questions people ask" not in html_of(client, page.path)
    make.publish(shown, by=physician)
    html = html_of(client, page.path)
    assert html.count("<details") == 1
    assert "<summary>Is it a headache?</summary>" in html
    assert "It is <em>more</em> than that." in html
    assert '<a href="#questions-people-ask">' in html
    assert "Is this a draft?" not in html


def test_a_withdrawn_question_leaves_the_pages_that_showed_it(client, physician):
    page = make.make_page()
    faq = make.make_faq(pages=(page,))
    make.publish(page, by=physician)
    make.publish(faq, by=physician)
    assert "<details" in html_of(client, page.path)
    withdraw(faq, physician)
    html = html_of(client, page.path)
    assert "<details" not in html
    assert "Questions people ask" not in html


def test_a_question_has_a_page_of_its_own_that_leads_to_those_that_show_it(client, physician):
    page = make.make_page(title="Migraine", slug="migraine")
    faq = make.make_faq(title="Is it a headache?", slug="is-it", pages=(page,))
    make.publish(page, by=physician)
    make.publish(faq, by=physician)
    html = html_of(client, "faqs/is-it")
    assert "<h1>Is it a headache?</h1>" in html
    assert '<a href="/conditions/migraine/">Migraine</a>' in html
    assert "Amara Osei" in html


def test_headings_in_an_answer_stand_below_the_question(client, physician):
    page = make.make_page()
    faq = make.make_faq(answer="First words.\n\n# Then\n\nMore words.", pages=(page,))
    make.publish(page, by=physician)
    make.publish(faq, by=physician)
    assert "<h2>Then</h2>" in html_of(client, faq.path)
    assert "<h3>Then</h3>" in html_of(client, page.path)


def test_a_page_links_to_related_pages_while_those_are_live(client, physician):
    writer = make.make_writer()
    near, draft = make.make_page(title="Near"), make.make_page(title="Not yet")
    page = make.make_page(by=writer)
    make.save(page, by=writer, links={"related": [near, draft]}, reason="Related pages")
    make.publish(page, by=physician)
    assert "Related pages" not in html_of(client, page.path)
    make.publish(near, by=physician)
    html = html_of(client, page.path)
    assert f'<a href="/{near.path}/">Near</a>' in html
    assert "Not yet" not in html
    withdraw(near, physician)
    assert "Related pages" not in html_of(client, page.path)


def test_an_article_is_shown_with_its_author_line(client, physician):
    article = make.make_article(author_line="By Hanna Lind", lead="A visit.")
    make.publish(article, by=physician)
    html = html_of(client, article.path)
    assert "By Hanna Lind" in html
    assert "The clinic opens at eight." in html


def test_a_page_is_overdue_on_the_day_after_its_next_review(physician):
    page = make.make_page()
    publication = make.publish(page, by=physician)
    assert publication.next_review == date(2027, 6, 2)
    assert not read_page(page.path, on=publication.next_review).age.is_overdue
    assert read_page(page.path, on=publication.next_review + timedelta(days=1)).age.is_overdue


@pytest.mark.parametrize(("today", "is_said"), [(date(2027, 6, 2), False), (date(2027, 6, 3), True)])
def test_an_overdue_page_says_so(client, physician, monkeypatch, today, is_said):
    page = make.make_page()
    make.publish(page, by=physician)
    monkeypatch.setattr("governance.public.views.timezone.localdate", lambda: today)
    assert ("past the date of its next review" in html_of(client, page.path)) == is_said


@pytest.mark.parametrize(("today", "is_asked"), [(date(2027, 6, 12), False), (date(2027, 6, 13), True)])
def test_search_engines_are_asked_to_leave_out_a_page_that_is_long_overdue(
    client, physician, settings, monkeypatch, today, is_asked
):
    settings.NOINDEX_AFTER = 10
    page = make.make_page()
    make.publish(page, by=physician)
    monkeypatch.setattr("governance.public.views.timezone.localdate", lambda: today)
    html = html_of(client, page.path)
    assert ('<meta name="robots" content="noindex">' in html) == is_asked
    assert (page.path in client.get("/sitemap-1.xml").content.decode()) != is_asked
    assert "past the date of its next review" in html


def test_a_page_that_is_not_live_is_not_read(physician):
    with pytest.raises(Http404):
        read_page("conditions/nowhere", on=make.NOW.date())


@pytest.mark.parametrize(
    "path",
    ["/nowhere/", "/conditions/nowhere/", "/conditions/a/b/", "/conditions/%00/", "/conditions/../admin2/"],
)
def test_everything_else_is_a_friendly_404(client, physician, path):
    response = client.get(path)
    assert response.status_code == 404
    assert "This page is not here" in response.content.decode()


def test_the_icon_that_every_browser_asks_for_is_there(client, db):
    sent = client.get("/favicon.ico")
    assert (sent.status_code, sent.url) == (301, "/static/imprimatur/favicon.svg")
    assert client.get(sent.url)["Content-Type"] == "image/svg+xml"


def test_titles_and_leads_are_escaped(client, physician):
    page = make.make_page(title="A <b>bold</b> title", lead='Words <script>x</script> "quoted"')
    make.publish(page, by=physician)
    html = html_of(client, page.path)
    assert "A &lt;b&gt;bold&lt;/b&gt; title" in html
    assert "<script>" not in html
    assert 'content="Words &lt;script&gt;x&lt;/script&gt; &quot;quoted&quot;' in html
