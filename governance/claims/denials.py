"""Whether a clause is denied: a "not" before it, a rejection around it, or what takes it back afterwards."""

from itertools import pairwise

from governance.claims.clauses import Marked
from governance.claims.lexicon import tense
from governance.claims.rules import Match
from governance.claims.tenses import AUXILIARIES

_REACH = 8  # words over which a "not" turns round what follows it
_TAIL = 6  # a following clause of so few words may reject the one before it ("it is not")
_JOINS = frozenset(("and", "or", ","))
_WRONG = frozenset(("wrong", "mistaken", "false", "nonsense", "untrue"))
_CLOSING = frozenset(
    ("not", "wrong", "false", "untrue", "mistaken", "myth", "misleading", "neither", "either")
)
_TAKES_BACK = _CLOSING | _WRONG | {"none"}
_COPULAS = frozenset(("is", "was", "are", "were"))
_CLAIMERS = frozenset(("he", "she", "they", "it", "that", "this"))
_TRUTH = frozenset(("fact", "truth", "reality", "actually"))


def denials(marked: Marked, found: Match, first: int, last: int) -> int:
    """How many denials turn round the words `found`, which stand from `first` to `last`; two say yes again."""
    sentence, clause = marked.sentence[first], marked.clause[first]
    rejects = [span for span in marked.in_sentence("REJECT", sentence) if not _touches(span, found)]
    turned = sum(_scopes_over(marked, span, first) for span in rejects[:1])
    near = [
        span[0]
        for span in marked.in_clause("DENY", clause)
        if first - _REACH <= span[0] <= last
        and not any(a <= span[0] and span[1] <= b for a, b in rejects)
        and not _touches(span, found)
        and not _cut_off(marked, span[0], first)
    ]
    if not near:  # "Nothing is an elixir, and it is not one either" says the same twice
        return turned + _rejected_after(marked, last)
    return turned + len(near) - _set_beside(marked.tokens.words, near)


def _set_beside(words: list[str], denials: list[int]) -> int:
    """How many denials stand beside the next one, not round it: "is not a narcotic and does not …"."""
    return sum(_JOINS.intersection(words[one:other]) != set() for one, other in pairwise(denials))


def _touches(span: tuple[int, int], found: Match) -> bool:
    return any(a <= span[1] and span[0] <= b for a, b in found)


def _cut_off(marked: Marked, start: int, first: int) -> bool:
    """A comma followed by "and", "so" or a new subject ends the reach of a "not"."""
    words = marked.tokens.words
    return any(
        words[index] == ","
        and index + 1 < len(words)
        and words[index + 1] in ("and", "so", "it", "ketamine", "we")
        for index in range(start, first)
    )


def _scopes_over(marked: Marked, span: tuple[int, int], first: int) -> bool:
    """A rejection reaches to the right up to "but" or "fact", and to the left as "… is a myth"."""
    words = marked.tokens.words
    if span[0] < first:
        between = words[span[1] + 1 : first]
        return not _TRUTH.intersection(between) and "but" not in between and ";" not in between
    if words[span[0] - 1] in ("is", "'s", "a", "was", "not", "pure", "simply", "are"):
        return True
    between = words[first : span[0]]
    return marked.clause[span[0]] == marked.clause[first] and ("," not in between or _is_list(between))


def _is_list(words: list[str]) -> bool:
    """Whether words tell no more than a list: "Words such as “cure”, “miracle” and “guarantee” have no place"."""
    if (",", "and") in pairwise(words):
        return False
    return not any(word in AUXILIARIES or tense(word) in ("s", "d") for word in words)


def _rejected_after(marked: Marked, last: int) -> bool:
    """ "Some call it a cure; it is not." And "…, he used to say, and there he was wrong." """
    words = marked.tokens.words
    if any(start > last for start, _ in marked.in_sentence("UNSUPPORTED", marked.sentence[last])):
        return True
    if _TAKES_BACK.isdisjoint(words[last + 1 :]):
        return False
    if _is_wrong_in_the_end(words[last + 1 :]) or _has_none(marked, last):
        return True
    here = marked.clause[last]
    after = [index for index in range(last + 1, len(words)) if marked.clause[index] != here]
    if not after:
        return False
    tail = [words[index] for index in after if marked.clause[index] == marked.clause[after[0]]]
    plain = [word for word in tail if word.isalpha()]
    return 2 <= len(plain) <= _TAIL and plain[-1] in _CLOSING


def _is_wrong_in_the_end(after: list[str]) -> bool:
    """Whether a sentence goes on to say of whoever claimed it that they were wrong."""
    plain = [word for word in after if word.isalpha()]
    return len(plain) > 2 and plain[-1] in _WRONG and plain[-2] in _COPULAS and plain[-3] in _CLAIMERS


def _has_none(marked: Marked, last: int) -> bool:
    """ "As a substitute for the hospital it has none." """
    words, here = marked.tokens.words, marked.clause[last]
    rest = [words[index] for index in range(last + 1, len(words)) if marked.clause[index] == here]
    return rest[-3:] in (["it", "has", "none"], ["they", "have", "none"])
