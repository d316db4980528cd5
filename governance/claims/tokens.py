"""Cut a sentence into words once; everything later looks words up and never scans the text again."""

import re
from dataclasses import dataclass
from functools import lru_cache

# A hyphen inside a compound is no token, so that "long-term" and "long term" are the same two words.
_SHAPE = (
    r"LETTER+(?:['’ʼ]LETTER+)*|\d+(?:[.,]\d+)*|(?<![^\W_])[-–—]+|[–—]+|\.\.\.|[%,.;:!?()\[\]|\"“”…&•/=<>*+#$]"
)
_TOKEN = re.compile(_SHAPE.replace("LETTER", r"[^\W\d_]"))
_PLAIN_TOKEN = re.compile(
    _SHAPE.replace("LETTER", "[a-z]")
)  # for small Latin letters, which are found faster so
_APOSTROPHES = str.maketrans("’ʼ", "''")
_CONTRACTED = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of one text in lower case; where each stands is worked out only when it is asked for."""

    text: str
    words: list[str]

    def spans(self) -> list[tuple[int, int]]:
        """The span in the text of each word; both halves of "isn't" have the whole word's."""
        return _spans(self.text)


@lru_cache(maxsize=64)
def _spans(text: str) -> list[tuple[int, int]]:
    if text.isascii() and "'" not in text and "cannot" not in text.lower():
        return [match.span() for match in _PLAIN_TOKEN.finditer(text.lower())]
    found: list[tuple[int, int]] = []
    for match in _TOKEN.finditer(text):
        found += [match.span()] * len(_pieces(match.group().lower().translate(_APOSTROPHES)))
    return found


def tokenise(text: str) -> Tokens:
    """Words, numbers and marks of `text`; "isn't" gives "is" and "not", "it's" gives "it" and "'s"."""
    if text.isascii():
        raw = text.lower()
        words = _PLAIN_TOKEN.findall(raw)
    else:
        words = [word.lower().translate(_APOSTROPHES) for word in _TOKEN.findall(text)]
        raw = " ".join(words)
    if "'" in raw or "cannot" in raw:
        words = [piece for word in words for piece in _pieces(word)]
    return Tokens(text, words)


def _pieces(word: str) -> list[str]:
    if word == "cannot":
        return ["can", "not"]
    return _contracted(word) if "'" in word else [word]


def _contracted(word: str) -> list[str]:
    if word.endswith("n't"):
        stem = word[:-3]
        return [_CONTRACTED.get(stem, stem), "not"]
    stem, _, ending = word.partition("'")
    return [stem, "'" + ending] if ending in ("s", "re", "ve", "ll", "d", "m") else [stem + ending]
