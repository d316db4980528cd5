"""The figures for whoever watches the machine: behind a token, in Prometheus' format, and true."""

import re

import pytest

from governance.services.anchor import append_anchor
from tests import factories as make

pytestmark = pytest.mark.django_db
TOKEN = "a-token-for-tests"
LINE = re.compile(r"(# (HELP|TYPE) imprimatur_[a-z_]+ .+|imprimatur_[a-z_]+ -?[0-9.e+]+)")


@pytest.fixture
def figures(client, settings, tmp_path):
    """Asks for the figures, and gives them by name."""
    settings.METRICS_TOKEN, settings.AUDIT_ANCHOR = TOKEN, tmp_path / "anchor.jsonl"

    def ask():
        response = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
        assert response.status_code == 200 and response["Content-Type"].startswith(
            "text/plain; version=0.0.4"
        )
        lines = response.content.decode().splitlines()
        assert all(LINE.fullmatch(line) for line in lines)
        return {name: float(value) for name, value in (line.split() for line in lines if line[0] != "#")}

    return ask


def test_the_figures_are_those_of_the_site(figures):
    make.make_statement()
    make.publish(make.make_page())
    make.submit(make.make_faq())
    found = figures()
    assert (found["imprimatur_live_pages"], found["imprimatur_reviews_waiting"]) == (1, 1)
    assert found["imprimatur_trail_entries"] == found["imprimatur_trail_entries_not_anchored"] > 5
    assert found["imprimatur_ready"] == 0


def test_a_torn_anchor_proves_nothing(figures, settings):
    make.make_statement()
    append_anchor(1, "0" * 64)
    settings.AUDIT_ANCHOR.write_text("torn")
    found = figures()
    assert found["imprimatur_trail_entries_not_anchored"] == found["imprimatur_trail_entries"]


@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer wrong", "Bearer ä", f"Basic {TOKEN}"])
def test_without_the_token_there_are_no_figures(client, settings, given):
    settings.METRICS_TOKEN = TOKEN
    response = client.get("/metrics", headers={"Authorization": given})
    assert response.status_code == 401 and b"imprimatur_" not in response.content


def test_a_site_without_a_token_has_no_such_address(client, settings):
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_the_questions_do_not_grow_with_the_site(figures, django_assert_max_num_queries):
    make.make_statement()
    make.publish(make.make_page())
    with django_assert_max_num_queries(40) as few:
        figures()
    for number in range(3):
        make.publish(make.make_page(slug=f"page-{number}"))
    with django_assert_max_num_queries(len(few)):
        figures()


def test_alive_asks_nobody(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"alive\n")
