"""Tokens and inflection: what the look-ups rest on."""

import pytest

from governance.claims import inflect
from governance.claims.tokens import tokenise


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It isn't long-term.", ["it", "is", "not", "long", "term", "."]),
        ("They can’t, won't, cannot", ["they", "can", "not", ",", "will", "not", ",", "can", "not"]),
        ("70% at 0.5 mg", ["70", "%", "at", "0.5", "mg"]),
    ],
)
def test_tokenise(text: str, words: list[str]) -> None:
    assert tokenise(text).words == words


def test_spans_point_at_the_words() -> None:
    tokens = tokenise("Ketamine isn’t safe")
    assert [tokens.text[a:b] for a, b in tokens.spans()] == ["Ketamine", "isn’t", "isn’t", "safe"]


@pytest.mark.parametrize(
    ("entry", "forms"),
    [
        ("relieve/v", {"relieve", "relieves", "relieved", "relieving"}),
        ("game-changer/n", {"game changer", "game changers"}),
        ("carry/v", {"carry", "carries", "carried", "carrying"}),
        ("stop/v", {"stop", "stops", "stopped", "stopping"}),
        ("safe/a", {"safe", "safer", "safest", "safely"}),
        ("break/v free", {"break free", "breaks free", "broke free", "broken free", "breaking free"}),
    ],
)
def test_forms(entry: str, forms: set[str]) -> None:
    assert {" ".join(words) for words in inflect.forms(entry)} == forms
