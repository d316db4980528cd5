"""Changes in a YAML text that leave all else as it was written: its comments, its order, its form.

Values are given as YAML already (`written`, `listed`). Nothing here knows what the text means; who calls reads the
result again.
"""

import json
from collections.abc import Iterable
from typing import Any

import yaml

from governance.claims.yamlnodes import DataError, Problem


def written(text: str) -> str:
    """A text as a quoted YAML scalar. The text is one line of printable characters."""
    return json.dumps(text, ensure_ascii=False)


def listed(items: Iterable[str]) -> str:
    """Values that are YAML already as a list in one line."""
    return f"[{', '.join(items)}]"


def root_of(source: str) -> yaml.MappingNode:
    """The top of the text. Raises DataError where it is no mapping."""
    # Not the C loader: the places of this one count characters, whatever the text is encoded as.
    node = yaml.compose(source, Loader=yaml.SafeLoader)
    if not isinstance(node, yaml.MappingNode):
        raise DataError([Problem("the text", 1, 1, "expected a mapping")])
    return node


def value_of(mapping: yaml.MappingNode, key: str) -> Any:
    """The value of a key, None where the mapping has none."""
    return next((value for name, value in mapping.value if name.value == key), None)


def with_value(source: str, mapping: yaml.MappingNode, key: str, value: str) -> str:
    """The text with another value of a key, which is added last where it is missing."""
    for name, node in mapping.value:
        if name.value == key:
            return _replaced(source, name, node, value)
    if mapping.flow_style:
        column = mapping.start_mark.column + 1
        at = len(source[: mapping.end_mark.index - 1].rstrip().rstrip(","))
        return f"{source[:at]},\n{' ' * column}{key}: {value}{source[at:].lstrip(',')}"
    at = _end(source, mapping)
    return f"{source[:at]}\n{' ' * mapping.start_mark.column}{key}: {value}{source[at:]}"


def with_item(source: str, sequence: yaml.SequenceNode, item: str) -> str:
    """The text with one more item at the end of a list. item: YAML whose later lines are indented by 5."""
    if sequence.flow_style:
        at = len(source[: sequence.end_mark.index - 1].rstrip())
        comma = ", " if sequence.value else ""
        return f"{source[:at]}{comma}{item}{source[at:]}"
    at = _end(source, sequence)
    return f"{source[:at]}\n{' ' * sequence.start_mark.column}- {item}{source[at:]}"


def without_item(source: str, sequence: yaml.SequenceNode, number: int) -> str:
    """The text without one item of a list; the comments before it stay."""
    item = sequence.value[number]
    start, end = item.start_mark.index, _end(source, item)
    if not sequence.flow_style:
        start = source.rindex("\n", 0, start) + 1
        rest = source.find("\n", end)
        return source[:start] + (source[rest + 1 :] if rest >= 0 else "")
    after = source[end:].lstrip()
    if after.startswith(","):
        return source[:start] + after[1:].lstrip()
    return source[:start].rstrip().removesuffix(",") + source[end:]


def _replaced(source: str, name: yaml.Node, node: yaml.Node, value: str) -> str:
    end = _end(source, node)
    is_block = isinstance(node, yaml.CollectionNode) and not node.flow_style
    if is_block:  # what stands on lines of its own would need their indentation
        return f"{source[: name.end_mark.index]}: {value}{source[end:]}"
    return source[: node.start_mark.index] + value + source[end:]


def _end(source: str, node: yaml.Node) -> int:
    """Where the node's own words end: the mark of a block lies behind the blank lines and comments after it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(source, last[1] if isinstance(last, tuple) else last)
    return node.start_mark.index + len(source[node.start_mark.index : node.end_mark.index].rstrip())
