"""The records of a pack as streams of plain values, under the names that `evidence.json` has for them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from governance.services.evidence import gathering as rows
from governance.services.evidence import values
from governance.services.evidence.scope import Scope

Records = Mapping[str, Iterable[Mapping[str, Any]]]


def records(scope: Scope) -> Records:
    """Every kind of record, each read only when it is asked for, a few rows at a time."""
    until = scope.head.at
    return {
        "publications": (values.publication_value(item, until) for item in shown(scope)),
        "signatures": (values.signoff_value(item, until) for item in signed(scope)),
        "versions": (values.version_value(item) for item in written(scope)),
        "reviews": (values.review_value(item) for item in _reviews(scope)),
        "exceptions": (values.exception_value(item, until) for item in _exceptions(scope)),
        "comments": (values.comment_value(item) for item in _comments(scope)),
        "statements": (values.statement_value(item) for item in rows.statements(scope)),
    }


def shown(scope: Scope) -> Iterator[Any]:
    """The publications with what their values tell."""
    related = ("version", "statement", "signoff", "published_by", "withdrawal__withdrawn_by")
    return rows.publications(scope).select_related(*related).iterator(rows.AT_ONCE)


def signed(scope: Scope) -> Iterator[Any]:
    """The signatures with what their values and their payloads tell."""
    related = ("version__document", "statement", "extraction", "corrects", "checklist", "retraction")
    found = rows.signoffs(scope).select_related(*related).prefetch_related("checklist__points")
    return found.iterator(rows.AT_ONCE)


def written(scope: Scope) -> Iterator[Any]:
    """The versions with their words."""
    return rows.versions(scope).select_related("document").iterator(rows.AT_ONCE)


def as_json(about: Mapping[str, Any], found: Records) -> Iterator[str]:
    """One JSON object: what it is about, then each kind of record as a list, a record a line."""
    yield "{" + "".join(f"{json.dumps(name)}: {_line(value)},\n" for name, value in about.items())
    for number, (name, items) in enumerate(found.items()):
        yield f"{',' if number else ''}\n{json.dumps(name)}: ["
        for place, item in enumerate(items):
            yield f"{',' if place else ''}\n{_line(item)}"
        yield "]"
    yield "}\n"


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _reviews(scope: Scope) -> Iterator[Any]:
    return rows.reviews(scope).select_related("version__document", "submitted_by").iterator(rows.AT_ONCE)


def _exceptions(scope: Scope) -> Iterator[Any]:
    related = ("claim", "statement", "grant", "decline")
    return rows.exceptions(scope).select_related(*related).iterator(rows.AT_ONCE)


def _comments(scope: Scope) -> Iterator[Any]:
    return rows.comments(scope).select_related("version").iterator(rows.AT_ONCE)
