"""Look words up: from the tokens of a sentence to where each word class stands in it."""

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from governance.claims.numbers import amounts
from governance.claims.rules import Frame, Hedged, Spans, Step
from governance.claims.tokens import Tokens

_COMPILED = Path(__file__).parent / "data" / "compiled.json"
_NAMES = frozenset(("ketamine", "esketamine", "spravato"))  # whatever a fixed expression hides, not these
Phrases = list[tuple[list[str], list[str], bool]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The compiled data: classes of words, phrases by first word, tenses, frames."""

    single: dict[str, list[str]]
    phrases: dict[str, dict[str, Phrases]]
    tense: dict[str, str]
    frames: tuple[Frame, ...]


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    data = json.loads(_COMPILED.read_text(encoding="utf-8"))
    hiding = set(data["hiding"])
    phrases: dict[str, dict[str, Phrases]] = {}
    for first, group in data["phrases"].items():
        after = phrases.setdefault(first, {})
        for rest, names in group:
            after.setdefault(rest[0], []).append((rest, names, not hiding.isdisjoint(names)))
    return Lexicon(data["single"], phrases, data["tense"], tuple(map(_frame, data["frames"])))


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
    lex = lexicon()
    words = tokens.words
    single, phrases = lex.single, lex.phrases
    where: defaultdict[str, Spans] = defaultdict(list)
    hidden_until = -1
    after = [*words[1:], ""]
    for index, word in enumerate(words):
        if word in phrases:
            group = phrases[word].get(after[index])
            if group:
                hidden_until = max(hidden_until, _phrases(words, index, group, where, hidden_until))
        if index > hidden_until and word in single:
            for name in single[word]:
                where[name].append((index, index))
        elif word in _NAMES:
            where["KET"].append((index, index))
    amounts(words, where)
    return dict(where)


def _phrases(words: list[str], index: int, group: Phrases, where: dict[str, Spans], hidden: int) -> int:
    """Mark the phrases that begin here; return the last token that one of them hides."""
    for rest, names, hides in group:
        last = index + len(rest)
        if words[index + 1 : last + 1] == rest:
            if last > hidden:
                for name in names:
                    where.setdefault(name, []).append((index, last))
            if hides:
                return last
    return hidden
