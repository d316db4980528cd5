"""A cache may keep a page, but has to ask; the answer changes with everything that the page shows."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from governance.public.caching import FOR_CACHES
from governance.public.views import not_found
from governance.services import publishing
from governance.services.actors import Actor
from tests import factories as make

pytestmark = pytest.mark.django_db


def etag_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.headers["ETag"]


@pytest.fixture
def live_page(physician):
    page = make.make_page()
    make.publish(page, by=physician)
    return page


@pytest.mark.parametrize("address", ["/", "/conditions/", "page"])
def test_a_reader_who_has_the_page_gets_no_body(client, live_page, address):
    address = f"/{live_page.path}/" if address == "page" else address
    etag = etag_of(client, address)
    assert etag == etag_of(client, address)
    response = client.get(address, headers={"if-none-match": etag})
    assert response.status_code == 304
    assert response.content == b""
    assert response.headers["ETag"] == etag
    assert response.headers["Cache-Control"] == FOR_CACHES


@pytest.mark.parametrize("address", ["/", "/conditions/", "page"])
def test_a_page_may_be_kept_by_all_and_must_be_asked_for(client, live_page, address):
    response = client.get(f"/{live_page.path}/" if address == "page" else address)
    assert response.headers["Cache-Control"] == FOR_CACHES
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_a_page_is_the_same_to_somebody_who_is_logged_in(client, live_page, physician):
    before = client.get(f"/{live_page.path}/")
    client.force_login(physician)
    response = client.get(f"/{live_page.path}/")
    assert response.content == before.content
    assert response.headers["ETag"] == before.headers["ETag"]


def test_a_withdrawn_page_is_gone_for_who_kept_it(client, live_page, physician):
    etag = etag_of(client, f"/{live_page.path}/")
    publishing.withdraw(actor=Actor.of(physician), document=live_page, reason="Out of date.", at=make.NOW)
    response = client.get(f"/{live_page.path}/", headers={"if-none-match": etag})
    assert response.status_code == 410


def test_nobody_keeps_our_404(rf):
    response = not_found(rf.get("/conditions/nowhere/"), Http404())
    assert response.status_code == 404
    assert response.headers["Cache-Control"] == "no-store"
    assert b'<a href="/conditions/">Conditions</a>' in response.content


def test_the_same_words_signed_again_are_read_anew(client, live_page, physician):
    etag = etag_of(client, f"/{live_page.path}/")
    publishing.withdraw(actor=Actor.of(physician), document=live_page, reason="By mistake.", at=make.NOW)
    make.publish(live_page, by=physician)
    assert etag_of(client, f"/{live_page.path}/") != etag


def test_a_new_version_of_a_question_is_read_anew_where_it_is_shown(client, live_page, physician):
    writer = make.make_writer()
    faq = make.make_faq(by=writer, pages=(live_page,))
    tags = [etag_of(client, f"/{live_page.path}/")]
    make.publish(faq, by=physician)
    tags.append(etag_of(client, f"/{live_page.path}/"))
    faq.answer = "New words."
    make.save(faq, by=writer, links={"pages": [live_page]}, reason="Better words")
    make.publish(faq, by=physician)
    tags.append(etag_of(client, f"/{live_page.path}/"))
    publishing.withdraw(actor=Actor.of(physician), document=faq, reason="Out of date.", at=make.NOW)
    assert len(set(tags)) == 3
    assert etag_of(client, f"/{live_page.path}/") == tags[0]


def test_a_related_page_that_goes_is_read_anew(client, physician):
    writer = make.make_writer()
    near, page = make.make_page(by=writer), make.make_page(by=writer)
    make.save(page, by=writer, links={"related": [near]}, reason="Related pages")
    make.publish(page, by=physician)
    alone = etag_of(client, f"/{page.path}/")
    make.publish(near, by=physician)
    linked = etag_of(client, f"/{page.path}/")
    assert linked != alone
    publishing.withdraw(actor=Actor.of(physician), document=near, reason="Out of date.", at=make.NOW)
    assert etag_of(client, f"/{page.path}/") == alone


def test_the_day_on_which_a_page_falls_due_is_read_anew(client, live_page, monkeypatch):
    tags = []
    for today in (date(2027, 6, 2), date(2027, 6, 3)):
        monkeypatch.setattr("governance.public.views.timezone.localdate", lambda today=today: today)
        tags.append(etag_of(client, f"/{live_page.path}/"))
    assert tags[0] != tags[1]


def test_the_organisations_new_name_is_read_anew(client, live_page, settings):
    etag = etag_of(client, f"/{live_page.path}/")
    settings.ORGANISATION_NAME = "Another Name"
    assert etag_of(client, f"/{live_page.path}/") != etag


def test_lists_are_read_anew_after_each_publication(client, live_page, physician):
    before = [etag_of(client, address) for address in ("/", "/conditions/")]
    make.publish(make.make_page(), by=physician)
    after = [etag_of(client, address) for address in ("/", "/conditions/")]
    assert all(old != new for old, new in zip(before, after, strict=True))


def test_a_reader_who_asks_by_date_gets_a_body_only_after_a_change(client, live_page, physician):
    address = f"/{live_page.path}/"
    seen = client.get(address).headers["Last-Modified"]
    assert client.get(address, headers={"if-modified-since": seen}).status_code == 304
    faq = make.make_faq(pages=(live_page,))
    make.publish(faq, by=physician, at=timezone.now() + timedelta(minutes=1))
    assert client.get(address, headers={"if-modified-since": seen}).status_code == 200


def test_the_day_on_which_a_page_falls_due_is_its_last_change(client, live_page, monkeypatch):
    monkeypatch.setattr("governance.public.views.timezone.localdate", lambda: date(2027, 7, 1))
    assert client.get(f"/{live_page.path}/").headers["Last-Modified"] == "Thu, 03 Jun 2027 00:00:00 GMT"


def test_a_cdn_may_keep_a_page_for_half_a_minute_and_never_when_it_cannot_ask():
    words = dict(part.strip().partition("=")[::2] for part in FOR_CACHES.split(","))
    assert int(words["s-maxage"]) <= 60
    assert (words["max-age"], words["stale-if-error"]) == ("0", "0")
    assert "must-revalidate" in words
    assert "stale-while-revalidate" not in words


def test_a_database_put_back_from_a_copy_shows_its_own_pages(client, physician):
    """The same keys, other rows: what was published after the copy was made again by other hands."""
    page = make.make_page(lead="Words of the first.")
    sid = transaction.savepoint()
    make.publish(page, by=physician)
    assert "Words of the first." in client.get(f"/{page.path}/").content.decode()
    transaction.savepoint_rollback(sid)
    page.lead = "Words of the second."
    make.save(page, by=page.owner, reason="Other words")
    make.publish(page, by=physician)
    assert "Words of the second." in client.get(f"/{page.path}/").content.decode()
