"""The log tells what happened and where, and nothing that a person typed."""

import json
import logging

import pytest

from governance.project.logs import JsonFormatter, request_id, requests
from tests import factories as make

SECRET = "nora.whitfield@health.example"


def line(record):
    written = JsonFormatter().format(record)
    assert "\n" not in written
    return json.loads(written)


def record_of(name, message, *args, error=None):
    about = error and (type(error), error, error.__traceback__)
    return logging.LogRecord(name, logging.ERROR, "a.py", 1, message, args, about)


@pytest.mark.pure
def test_what_a_library_logs_is_written_without_its_values():
    value = line(record_of("django.request", "Not Found: %s", f"/outside/{SECRET}/"))
    assert value["message"] == "Not Found: %s" and SECRET not in json.dumps(value)


@pytest.mark.pure
def test_what_we_log_is_written_whole():
    assert line(record_of("governance.services", "%s pages differ", 3))["message"] == "3 pages differ"


@pytest.mark.pure
def test_an_error_is_its_kind_and_its_place():
    try:
        raise ValueError(f"no person {SECRET}\nsecond line")
    except ValueError as error:
        value = line(record_of("django.request", "Internal Server Error: %s", "/", error=error))
    assert value["error"] == "ValueError" and "test_an_error_is_its_kind" in value["at"][-1]
    assert SECRET not in json.dumps(value)


@pytest.mark.pure
def test_a_line_carries_the_id_of_its_request():
    token = request_id.set("abc")
    try:
        assert line(record_of("governance", "hello"))["request"] == "abc"
    finally:
        request_id.reset(token)
    assert line(record_of("governance", "hello"))["request"] == ""


@pytest.fixture
def lines(caplog):
    """What the requests of a test were logged as, in the form in which it is written."""
    requests.propagate = True
    with caplog.at_level(logging.INFO, logger=requests.name):
        yield lambda: [line(item) for item in caplog.records if item.name == requests.name]


@pytest.mark.django_db
def test_a_request_is_one_line_without_its_address(client, lines):
    make.make_statement()
    page = make.publish(make.make_page())
    client.get(f"/{page.path}/?q={SECRET}")
    client.get(f"/conditions/{SECRET}/")
    client.generic("BREW", "/")
    found = lines()
    assert [(item["method"], item["status"]) for item in found] == [
        ("GET", 200),
        ("GET", 404),
        ("other", 405),
    ]
    assert found[0]["route"] == "<slug:collection>/<slug:slug>/" and found[0]["ms"] > 0
    assert SECRET not in json.dumps(found) and page.path not in json.dumps(found)


@pytest.mark.django_db
def test_a_request_that_fails_is_logged_too(client, lines, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("governance.public.views.read_latest", lambda: 1 / 0)
    assert client.get("/").status_code == 500
    assert [item["status"] for item in lines()] == [500]
