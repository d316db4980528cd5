"""One sentence with its words looked up and its clauses told apart."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from governance.claims.lexicon import look_up, tense
from governance.claims.rules import Spans
from governance.claims.tokens import Tokens, tokenise

_STOPS = frozenset((".", "!", "?", "..."))
_BREAKS = frozenset((";", ":", "–", "—", "-", "(", ")", "[", "]", "|", "…", "•", "/"))
_BEFORE_BUT = frozenset(("anything", "nothing", "all", "cannot", "none", "not", "everything"))
_ADVERBS = frozenset(("yet", "still"))
_OPENS = frozenset((",", ";", ":", ".", "-", "–", "—", "and", '"', "“"))
_WHEN = frozenset(("when", "once"))
_FRONTED = 8
_VERBS = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
        "can",
        "may",
        "might",
        "could",
        "will",
        "would",
        "should",
        "must",
    ]
)
_RELATIVE = frozenset(("which", "who", "whose", "whom"))
_PARTS = _STOPS | _BREAKS


@dataclass(frozen=True, slots=True)
class Marked:
    """The words of a text, where each class stands, and for each word its clause and its sentence.

    asked: the sentences (by number) that end in a question mark.
    """

    tokens: Tokens
    where: dict[str, Spans]
    clause: list[int]
    sentence: list[int]
    asked: frozenset[int]

    def has(self, *names: str) -> bool:
        """Whether any of the classes stands anywhere in the text."""
        return any(name in self.where for name in names)

    def in_clause(self, name: str, clause: int) -> list[tuple[int, int]]:
        """The spans of a class within one clause."""
        if name not in self.where:
            return []
        return [span for span in self.where[name] if self.clause[span[0]] == clause]

    def in_sentence(self, name: str, sentence: int) -> list[tuple[int, int]]:
        """The spans of a class within one sentence of the text."""
        if name not in self.where:
            return []
        return [span for span in self.where[name] if self.sentence[span[0]] == sentence]


@lru_cache(maxsize=256)
def mark(text: str) -> Marked:
    """Cut, look up and divide `text`."""
    tokens = tokenise(text)
    where = look_up(tokens)
    clause, sentence, asked = _divide(tokens.words, where)
    return Marked(tokens, where, clause, sentence, asked)


def _divide(words: list[str], where: dict[str, Spans]) -> tuple[list[int], list[int], frozenset[int]]:
    heads = _heads(words, where)
    clauses, sentences, asked = [], [], set()
    clause = sentence = newest = main = 0
    aside = False
    for index, word in enumerate(words):
        if word in _PARTS or index in heads:
            newest += 1
            clause, aside = newest, False
        elif aside and word == ",":
            clause, aside = main, False
        elif word in _RELATIVE and index and words[index - 1] == ",":
            newest, main, aside = newest + 1, clause, True
            clause = newest
        clauses.append(clause)
        sentences.append(sentence)
        if word in _STOPS:
            if word == "?":
                asked.add(sentence)
            sentence += 1
    return clauses, sentences, frozenset(asked)


def _heads(words: list[str], where: dict[str, Spans]) -> set[int]:
    """Words that begin a clause of their own: "but" and its like, and a new subject after a comma."""
    heads = {first for first, _ in where.get("BUT", ()) if _is_head(words, first)}
    heads.update(_results(words) if "so" in words else ())
    heads.update(_mains(words, where))
    for name in ("KET", "PRONOUN"):
        for first, last in where.get(name, ()):
            joined = first > 2 and words[first - 2] == "," and words[first - 1] in ("and", "so", "or")
            if joined:
                heads.add(first - 1)
            if (
                first > 1
                and words[first - 1] == ","
                and not _is_fronted(words, first - 1, where)
                and words[min(last + 1, len(words) - 1)] != ","
            ):
                heads.add(first)
    return heads


def _results(words: list[str]) -> Iterator[int]:
    """Each "so" after a comma, but for "so no"."""
    for index, pair in enumerate(pairwise(words)):
        if pair == (",", "so") and words[index + 2 : index + 3] != ["no"]:
            yield index + 1


def _is_head(words: list[str], first: int) -> bool:
    """Not "all but", and no "never yet", "is still", "has yet to": there the word is an adverb."""
    if not first:
        return True
    before = words[first - 1]
    if words[first] == "while" and before in ("a", "little", "long"):
        return False
    return before not in _BEFORE_BUT and not (words[first] in _ADVERBS and before not in _OPENS)


def _is_fronted(words: list[str], comma: int, where: dict[str, Spans]) -> bool:
    """Whether only a short phrase without a verb stands before the comma: "In rats, ketamine …"."""
    start = comma
    while start and words[start - 1] not in _STOPS:
        start -= 1
    before = words[start:comma]
    if any(start <= first < comma for name in ("OTHER", "STANDARD") for first, _ in where.get(name, ())):
        return False
    return 0 < len(before) <= _FRONTED and not any(
        word in _VERBS or tense(word) in ("s", "d") for word in before
    )


def _mains(words: list[str], where: dict[str, Spans]) -> set[int]:
    """After a clause that opens a sentence with "while", "if" and the like, its comma begins the main one."""
    openers = [first for name in ("BUT", "IF") for first, _ in where.get(name, ())]
    openers += [index for index, word in enumerate(words) if word in _WHEN]
    found = set()
    for opener in openers:
        if opener == 0 or words[opener - 1] in _STOPS or words[opener - 1] in '“"':
            comma = next((i for i in range(opener, len(words)) if words[i] in ",.;"), 0)
            if comma and words[comma] == ",":
                found.add(comma + 1)
    return found
