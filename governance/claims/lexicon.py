"""Look words up: from the tokens of a sentence to where each word class stands in it."""

import json
import sys
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from governance.claims.numbers import amounts
from governance.claims.rules import Frame, Hedged, Spans, Step
from governance.claims.tokens import Tokens

_COMPILED = Path(__file__).parent / "data" / "compiled.json"
_NAMES = frozenset(("ketamine", "esketamine", "spravato"))  # whatever a fixed expression hides, not these
# What a word is, or a phrase that has begun: its classes, whether it hides its words, and what may follow it.
Node = tuple[list[str], bool, dict[str, "Node"]]
_UNKNOWN: Node = ([], False, {})


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The compiled data: words with their classes and the phrases that they begin; tenses, frames."""

    words: dict[str, Node]
    tense: dict[str, str]
    frames: tuple[Frame, ...]


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    data = json.loads(_COMPILED.read_text(encoding="utf-8"))
    hiding = frozenset(data["hiding"])
    # The same few names stand under thousands of words: as one object each they are found faster.
    words: dict[str, Node] = {
        word: (list(map(sys.intern, names)), False, {}) for word, names in data["single"].items()
    }
    for first, group in data["phrases"].items():
        for rest, names in group:
            _add_phrase(words.setdefault(first, ([], False, {})), rest, list(map(sys.intern, names)), hiding)
    return Lexicon(words, data["tense"], tuple(map(_frame, data["frames"])))


def _add_phrase(node: Node, rest: list[str], names: list[str], hiding: frozenset[str]) -> None:
    for word in rest[:-1]:
        node = node[2].setdefault(word, ([], False, {}))
    after = node[2].get(rest[-1], _UNKNOWN)[2]
    node[2][rest[-1]] = (names, not hiding.isdisjoint(names), after or {})


def _frame(data: dict[str, object]) -> Frame:
    fields: dict[str, object] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in data.items()
    }
    fields["hedge"] = Hedged(str(data["hedge"]))
    patterns: list[list[dict[str, object]]] = data["patterns"]  # type: ignore[assignment]
    fields["patterns"] = tuple(tuple(map(_step, steps)) for steps in patterns)
    return Frame(**fields)  # type: ignore[arg-type]


def _step(data: dict[str, object]) -> Step:
    return Step(tuple(data["classes"]), int(str(data["gap"])))  # type: ignore[arg-type]


def tense(word: str) -> str:
    """The tense mark of a verb form (see `inflect.tenses`), or "" for what is no known verb."""
    return lexicon().tense.get(word, "")


def look_up(tokens: Tokens) -> dict[str, Spans]:
    """Where each class stands, as spans of tokens in order. A hiding phrase hides the words in it."""
    words, known = [*tokens.words, ""], lexicon().words
    where: defaultdict[str, Spans] = defaultdict(list)
    hidden = -1
    for index, (word, after) in enumerate(pairwise(words)):
        names, _, phrases = known.get(word, _UNKNOWN)
        if after in phrases:
            hidden = _phrases(words, index, phrases, where, hidden)
        if index > hidden:
            span = (index, index)
            for name in names:
                where[name].append(span)
        elif word in _NAMES:
            where["KET"].append((index, index))
    amounts(tokens.words, where)
    return dict(where)


def _phrases(
    words: list[str], first: int, phrases: dict[str, Node], where: defaultdict[str, Spans], hidden: int
) -> int:
    """Mark the phrases that begin at `first`, the longest first; return the last token that is hidden now.

    words: ends in "", which no phrase holds.
    """
    ended: list[tuple[list[str], bool]] = []
    last = first + 1
    while words[last] in phrases:
        names, hides, phrases = phrases[words[last]]
        ended.append((names, hides))
        last += 1
    for names, hides in reversed(ended):
        last -= 1
        if last > hidden:
            for name in names:
                where[name].append((first, last))
        if hides:
            return max(hidden, last)
    return hidden
