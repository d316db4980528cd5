"""The API is what its description says: schemathesis asks, and holds each answer against it."""

import pytest
import schemathesis
from django.core import signals
from django.core.handlers.wsgi import WSGIHandler
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings

from governance.services import publishing
from governance.services.actors import Actor
from tests import factories as make

pytestmark = pytest.mark.django_db

HERE = {"Host": "localhost"}


@pytest.fixture
def api(physician):
    """A site with a live page, a question on it, one that moved and one that was taken down."""
    page = make.make_page(slug="migraine", icd11="8A80")
    gone, moved = make.make_article(slug="gone"), make.make_article(slug="old")
    for document in (page, gone, moved, make.make_faq(pages=(page,))):
        make.publish(document, by=physician)
    publishing.withdraw(actor=Actor.of(physician), document=gone, reason="Out of date.", at=make.NOW)
    moved.slug = "new"
    make.save(moved, by=moved.owner, reason="Another address")
    make.publish(moved, by=physician)
    # As Django's own test client does: the end of a request would end the test's transaction with its connection.
    ends = (signals.request_started, signals.request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
    for signal in ends:
        signal.connect(close_old_connections)


def test_every_answer_is_as_described(api):
    operations = [found.ok() for found in api.get_all_operations()]
    assert len(operations) == 3  # the description itself is not asked
    for operation in operations:
        ask_anything(operation)


def ask_anything(operation):
    @settings(max_examples=10, suppress_health_check=list(HealthCheck), database=None)
    @given(case=operation.as_strategy())
    def ask(case):
        case.call_and_validate(headers=HERE)

    ask()


@pytest.mark.parametrize(
    ("path", "status"), [("conditions/migraine", 200), ("articles/new", 200), ("articles/old", 301),
                         ("articles/gone", 410), ("articles/nowhere", 404)],
)  # fmt: skip
def test_the_answers_about_known_pages_are_as_described(api, path, status):
    operation = api["/api/v1/publications/{collection}/{slug}/"]["GET"]
    collection, slug = path.split("/")
    case = operation.Case(path_parameters={"collection": collection, "slug": slug})
    response = case.call(headers=HERE)
    assert response.status_code == status
    case.validate_response(response)
