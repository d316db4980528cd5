"""Other machines are told of what was published and taken down: signed, tried again, and never led inside."""

import hashlib
import hmac
import json
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from governance.checks import check_webhooks
from governance.models import Delivery
from governance.services import publishing
from governance.services.actors import Actor
from governance.services.telling.calling import NotCalled, is_public, post
from governance.services.telling.delivering import MOST_TRIES, deliver
from tests import factories as make

pytestmark = pytest.mark.django_db

SECRET = "only-for-tests-" * 4


class Other(BaseHTTPRequestHandler):
    """Another site, which answers what its server says."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen.append((self.path, dict(self.headers), body))
        self.send_response(self.server.answers)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *args):
        """Says nothing."""


@pytest.fixture
def other(settings):
    server = HTTPServer(("127.0.0.1", 0), Other)
    server.seen, server.answers = [], 204
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    settings.WEBHOOKS = [f"http://127.0.0.1:{server.server_port}/hook?of=ours"]
    settings.WEBHOOK_SECRET, settings.WEBHOOK_PRIVATE = SECRET, True
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(other):
    make.make_statement()
    page = make.make_page(slug="migraine")
    make.publish(page)
    return page


def test_a_publication_is_told_and_the_message_verifies(page, other):
    assert deliver(at=make.NOW) == 1
    ((path, headers, body),) = other.seen
    assert path == "/hook?of=ours"
    told = json.loads(body)
    assert (told["event"], told["path"]) == ("published", "conditions/migraine")
    assert told["api_url"] == "http://127.0.0.1:8000/api/v1/publications/conditions/migraine/"
    assert headers["Imprimatur-Timestamp"] == str(int(make.NOW.timestamp()))
    signed = headers["Imprimatur-Timestamp"].encode() + b"." + body
    mac = hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
    assert headers["Imprimatur-Signature"] == f"sha256={mac}"
    assert "Attacks of head pain" not in body.decode()
    assert deliver(at=make.NOW + timedelta(days=1)) == 0


def test_a_withdrawal_is_told(page, other):
    deliver(at=make.NOW)
    actor = Actor.of(make.make_physician())
    publishing.withdraw(actor=actor, document=page.document_ptr, reason="Out of date.", at=make.NOW)
    assert deliver(at=make.NOW) == 1
    assert json.loads(other.seen[-1][2])["event"] == "withdrawn"
    assert b"Out of date" not in other.seen[-1][2]


def test_what_is_rolled_back_is_told_to_nobody(page, other, monkeypatch):
    deliver(at=make.NOW)
    page.lead = "Other words."
    make.save(page, by=page.owner, reason="Other words")
    monkeypatch.setattr(publishing, "tell_machines", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        make.publish(page)
    assert not Delivery.objects.filter(delivered_at=None).exists()


@pytest.mark.parametrize("status", [500, 404, 302])
def test_a_message_that_is_not_taken_is_tried_again_later_and_given_up_in_the_end(page, other, status):
    other.answers = status
    at = make.NOW
    assert deliver(at=at) == 0
    assert Delivery.objects.get().fault == f"answered {status}"
    assert deliver(at=at + timedelta(seconds=30)) == 0
    assert len(other.seen) == 1
    for _ in range(MOST_TRIES + 3):
        at += timedelta(hours=7)
        deliver(at=at)
    assert len(other.seen) == MOST_TRIES
    assert Delivery.objects.get().given_up


def test_a_message_arrives_once_the_other_side_is_back(page, other):
    other.answers = 503
    deliver(at=make.NOW)
    other.answers = 200
    assert deliver(at=make.NOW + timedelta(minutes=2)) == 1
    assert (Delivery.objects.get().fault, len(other.seen)) == ("", 2)


def test_a_message_that_another_process_holds_is_left_to_it(page, other):
    Delivery.objects.update(next_at=make.NOW + timedelta(minutes=10), tries=1)
    assert deliver(at=make.NOW) == 0
    assert other.seen == []


def test_the_cdn_is_told_what_to_forget(page, other, settings):
    settings.PURGE_URL, settings.PURGE_TOKEN = f"http://127.0.0.1:{other.server_port}/purge", "secret token"
    settings.WEBHOOKS = []
    make.publish(make.make_faq(slug="is-it", pages=(page,)))
    deliver(at=make.NOW)
    path, headers, body = other.seen[-1]
    assert (path, headers["Authorization"]) == ("/purge", "Bearer secret token")
    files = json.loads(body)["files"]
    for address in ("/faqs/is-it/", "/conditions/migraine/", "/faqs/", "/", "/feeds/withdrawn.atom"):
        assert f"http://127.0.0.1:8000{address}" in files


@pytest.mark.pure
@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "224.0.0.1", "100.64.0.1",
     "::1", "fe80::1", "fd00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "ff02::1"],
)  # fmt: skip
def test_an_address_inside_is_not_public(address):
    assert not is_public(address)


@pytest.mark.pure
@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_an_address_of_the_world_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    ("url", "said"),
    [("http://127.0.0.1/", "not https"), ("https://127.0.0.1/", "private network"), ("https://[::1]/", "private"),
     ("https://localhost/", "private network"), ("ftp://health.example/", "not https"), ("https:///x", "private")],
)  # fmt: skip
def test_nothing_is_sent_inside(url, said):
    with pytest.raises(NotCalled, match=said):
        post(url, b"{}", {})


def test_a_webhook_without_a_secret_is_an_error_of_the_set_up(settings):
    settings.WEBHOOKS, settings.WEBHOOK_SECRET = ["https://health.example/hook"], "short"
    assert [found.id for found in check_webhooks()] == ["governance.E020"]
    settings.WEBHOOK_SECRET = SECRET
    assert check_webhooks() == []
    settings.WEBHOOKS, settings.WEBHOOK_SECRET = [], ""
    assert check_webhooks() == []
