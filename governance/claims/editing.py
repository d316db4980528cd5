"""A statement's text with one thing changed. The text stays the law: its comments and its form are kept."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import yaml

from governance.claims.scales import load_scales
from governance.claims.statement import parse_statement
from governance.claims.values import Position, Required, Statement
from governance.claims.yamlediting import (
    listed,
    root_of,
    value_of,
    with_item,
    with_value,
    without_item,
    written,
)

LAST_NUMBER = re.compile(r"\d+(?=\D*\Z)")
INDENT = " " * 5
EMPTY = {"references": "[]", "examples": "{}"}


class EditError(ValueError):
    """The text is written in a way that this change cannot be put into; it has to be made in the text itself."""


def with_head(source: str, *, title: str, version: str, effective: str, months: int) -> str:
    """The text with another title, version, day or interval of review."""
    before = parse_statement(source)
    wanted = replace(before, title=title, version=version, effective=effective, review_interval_months=months)
    values = {
        "title": written(title),
        "version": written(version),
        "effective": effective,
        "review_interval_months": str(months),
    }
    for key, value in values.items():
        if getattr(before, key) != getattr(wanted, key):
            source = with_value(source, root_of(source), key, value)
    return _checked(source, wanted)


def as_next(source: str, *, after: date, days: int) -> str:
    """The text as the next version, in force so many days after a day."""
    before = parse_statement(source)
    found = LAST_NUMBER.search(before.version)
    version = (
        f"{before.version[: found.start()]}{int(found[0]) + 1}{before.version[found.end() :]}"
        if found
        else f"{before.version} (2)"
    )
    return with_head(
        source,
        title=before.title,
        version=version,
        effective=(after + timedelta(days=days)).isoformat(),
        months=before.review_interval_months,
    )


def with_position(source: str, position: Position, *, instead_of: str = "") -> str:
    """The text with a position as given: a new one at the end, or instead of the one with that id."""
    before = parse_statement(source)
    positions = _put(before.positions, position, instead_of)
    fields = _position_fields(position)
    old = next((_position_fields(item) for item in before.positions if item.id == instead_of), {})
    text = _with(source, "positions", instead_of, fields, old)
    return _checked(text, replace(before, positions=positions))


def with_required(source: str, required: Required, *, instead_of: str = "") -> str:
    """The same for a sentence that pages must carry."""
    before = parse_statement(source)
    items = _put(before.required, required, instead_of)
    fields = _required_fields(required)
    old = next((_required_fields(item) for item in before.required if item.id == instead_of), {})
    text = _with(source, "required", instead_of, fields, old)
    return _checked(text, replace(before, required=items))


def without(source: str, section: str, name: str) -> str:
    """The text without a position or a required sentence. section: `positions` or `required`."""
    before = parse_statement(source)
    positions = tuple(item for item in before.positions if section != "positions" or item.id != name)
    required = tuple(item for item in before.required if section != "required" or item.id != name)
    if not positions:
        raise EditError("A statement has at least one position.")
    sequence = _sequence(source, section)
    number = [value_of(node, "id").value for node in sequence.value].index(name)
    if len(sequence.value) > 1:
        text = without_item(source, sequence, number)
    else:
        text = with_value(source, root_of(source), section, "[]")
    return _checked(text, replace(before, positions=positions, required=required))


def _put(items: tuple[Any, ...], item: Any, instead_of: str) -> tuple[Any, ...]:
    if not instead_of:
        return (*items, item)
    return tuple(item if old.id == instead_of else old for old in items)


def _with(source: str, section: str, instead_of: str, fields: dict[str, str], old: dict[str, str]) -> str:
    if not instead_of:
        return _added(source, section, _item(fields))
    gone = {key: EMPTY[key] for key in old if key not in fields}
    for key, value in (fields | gone).items():
        if old.get(key) != value:
            source = with_value(source, _named(source, section, instead_of), key, value)
            instead_of = _id_after(key, value, instead_of)
    return source


def _item(fields: dict[str, str]) -> str:
    words = ", ".join(f"{key}: {value}" for key, value in fields.items())
    return "{" + words.replace(", says: ", f",\n{INDENT}says: ", 1) + "}"


def _id_after(key: str, value: str, name: str) -> str:
    return value if key == "id" else name


def _added(source: str, section: str, item: str) -> str:
    root = root_of(source)
    sequence = value_of(root, section)
    if isinstance(sequence, yaml.SequenceNode) and (sequence.value or sequence.flow_style):
        return with_item(source, sequence, item)
    return with_value(source, root, section, f"[{item}]")


def _sequence(source: str, section: str) -> Any:
    return value_of(root_of(source), section)


def _named(source: str, section: str, name: str) -> Any:
    items = _sequence(source, section).value
    return next(node for node in items if value_of(node, "id").value == name)


def _checked(source: str, wanted: Statement) -> str:
    if parse_statement(source, "the draft") != wanted:
        raise EditError("The text is written in a way that this form cannot change. Edit the text itself.")
    return source


def _position_fields(position: Position) -> dict[str, str]:
    points = load_scales().topics[position.topic]
    fields = {
        "id": position.id,
        "topic": position.topic,
        "agent": position.agent,
        "conditions": listed(position.conditions),
        "min": points[position.low],
        "max": points[position.high],
        "says": written(position.says),
    }
    if position.references:
        fields["references"] = listed(map(written, position.references))
    if position.conflicts or position.allowed:
        conflict, allowed = (
            listed(map(written, sentences)) for sentences in (position.conflicts, position.allowed)
        )
        fields["examples"] = f"{{conflict: {conflict}, allowed: {allowed}}}"
    return fields


def _required_fields(required: Required) -> dict[str, str]:
    scales = load_scales().topics
    role = required.role_at_least
    when = (
        f"{{conditions: {listed(required.conditions)}}}"
        if role is None
        else f"{{page_condition_role_at_least: {scales['role'][role]}}}"
    )
    return {
        "id": required.id,
        "when": when,
        "topic": required.topic,
        "max": scales[required.topic][required.high],
        "says": written(required.says),
    }
