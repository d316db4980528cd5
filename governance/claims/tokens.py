"""Cut a sentence into words once; everything later looks words up and never scans the text again."""

import re
from dataclasses import dataclass

# A hyphen inside a compound is no token, so that "long-term" and "long term" are the same two words.
_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*|(?<![^\W_])[-–—]+|[–—]+|\.\.\.|[%,.;:!?()\[\]|\"“”…&•/=<>*+#]"
)
_CONTRACTED = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of one text in lower case, with the span of each in that text."""

    words: list[str]
    starts: list[int]
    ends: list[int]


def tokenise(text: str) -> Tokens:
    """Words, numbers and marks of `text`; "isn't" gives "is" and "not", "it's" gives "it" and "'s"."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(text):
        word = match.group().lower()
        first, last = match.span()
        if "'" in word or "’" in word or "ʼ" in word:
            pieces = _contracted(word.replace("’", "'").replace("ʼ", "'"))
        elif word == "cannot":
            pieces = ["can", "not"]
        else:
            words.append(word)
            starts.append(first)
            ends.append(last)
            continue
        words += pieces
        starts += [first] * len(pieces)
        ends += [last] * len(pieces)
    return Tokens(words, starts, ends)


def _contracted(word: str) -> list[str]:
    if word.endswith("n't"):
        stem = word[:-3]
        return [_CONTRACTED.get(stem, stem), "not"]
    stem, _, ending = word.partition("'")
    return [stem, "'" + ending] if ending in ("s", "re", "ve", "ll", "d", "m") else [stem + ending]
