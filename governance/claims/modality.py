"""How a clause is meant: denied, hedged, asked, conditional, a study's finding, one person's experience."""

from dataclasses import dataclass
from itertools import pairwise

from governance.claims.clauses import Marked
from governance.claims.leadins import Before
from governance.claims.lexicon import tense
from governance.claims.purposes import is_purpose
from governance.claims.rules import Match
from governance.claims.tenses import AUXILIARIES, tense_at

_REACH = 8  # words over which a "not" turns round what follows it
_HEDGED = 24  # words over which a hedge lowers what follows it in its clause
_TAIL = 6  # a following clause of so few words may reject the one before it ("it is not")
_JOINS = frozenset(("and", "or", ","))
_DOUBTS = frozenset(
    ("may", "might", "could", "possibly", "perhaps", "potentially", "seems", "appears", "suggest", "suggests")
)
_WHO = frozenset(("who", "whose"))
_OPENING = 4  # words of a sentence in which a "who" belongs to its subject
_NEAR_WHO = 7  # words after it that still tell who is meant
_THERE = frozenset(("there", "we", "i", "it"))
_PERCEIVING = frozenset(("feel", "see", "hear", "expect", "trust", "notice"))
_EFFECTIVELY = frozenset(("effective", "effectively"))
_WRONG = frozenset(("wrong", "mistaken", "false", "nonsense", "untrue"))
_CLOSING = frozenset(
    ("not", "wrong", "false", "untrue", "mistaken", "myth", "misleading", "neither", "either")
)
_TAKES_BACK = _CLOSING | _WRONG | {"none"}
_COPULAS = frozenset(("is", "was", "are", "were"))
_CLAIMERS = frozenset(("he", "she", "they", "it", "that", "this"))
_TRUTH = frozenset(("fact", "truth", "reality", "actually"))


@dataclass(frozen=True, slots=True)
class Mood:
    """The modality of one match."""

    denied: bool
    hedged: bool
    partial: bool
    asserted: bool
    finding: bool
    personal: bool
    tense: str


def mood(marked: Marked, found: Match, before: Before, topic: str = "") -> Mood:
    """Read the modality of the words `found`; `before`: what the text before does to them.

    topic: what "can" does depends on it (guide, rules 6 and 14).
    """
    first, last = found[0][0], found[-1][1]  # a match goes from left to right
    clause = marked.clause[first]
    tense = tense_at(marked, first, last)
    return Mood(
        denied=(_denials(marked, found, first, last) + before.denied) % 2 == 1,
        hedged=before.hedged or _is_hedged(marked, "HEDGE", clause, first, last, topic),
        partial=_is_hedged(marked, "SOME", clause, first, last, topic),
        asserted=_is_asserted(marked, clause, first, found, topic),
        finding=_is_finding(marked, first, tense, before.study),
        personal=_is_personal(marked, clause, tense),
        tense=tense,
    )


def _denials(marked: Marked, found: Match, first: int, last: int) -> int:
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


def _is_hedged(marked: Marked, name: str, clause: int, first: int, last: int, topic: str) -> bool:
    if name not in marked.where:
        return False
    words = marked.tokens.words
    hedges = [
        span[0]
        for span in marked.in_clause(name, clause)
        if "not" not in words[span[1] + 1 : span[1] + 2] and not _is_plain_can(words, span[0], first, topic)
    ]
    if any(first - _HEDGED <= start <= last + 8 for start in hedges):
        will = [span[0] for span in marked.in_clause("WILL", clause)]
        return not any(first - 4 <= start < first for start in will)
    return False


def _is_plain_can(words: list[str], start: int, first: int, topic: str) -> bool:
    """A "can" that lowers nothing: of what people perceive, of how the brain works, in "can be effective".

    What is "considered" or "generally" safe is called safe: there only words of doubt lower.
    """
    if topic == "safety":
        return words[start] not in _DOUBTS
    if words[start] != "can":
        return False
    after = words[start + 1 : start + 5]
    perceived = start < first and not _PERCEIVING.isdisjoint(after[:2])
    return perceived or topic == "mechanism" or not _EFFECTIVELY.isdisjoint(after)


def _is_asserted(marked: Marked, clause: int, first: int, found: Match, topic: str) -> bool:
    """False in a question (unless it presupposes), under "whether" and the like, and in an if-clause.

    What the brain is said to be made to do is claimed even as an aim ("the aim being to reset it").
    """
    sentence = marked.sentence[first]
    if sentence in marked.asked and not _presupposes(marked, sentence):
        return False
    if _only_tells_who(marked, first, found[-1][1]):
        return False
    if any(
        is_purpose(marked.tokens.words, start, topic if "KET" in marked.where else "") for start, _ in found
    ):
        return False
    for name, reach in (("ASKHEAD", 9), ("IF", 12)):
        for span in marked.in_clause(name, clause):
            if 0 < first - span[1] <= reach and "," not in marked.tokens.words[span[1] : first]:
                return False
    return True


def _only_tells_who(marked: Marked, first: int, last: int) -> bool:
    """ "People who have been free of it for years should ask …": the clause says of whom, not what ketamine does."""
    words, begins = marked.tokens.words, marked.sentence.index(marked.sentence[first])
    opening = words[begins : begins + _OPENING]
    who = next((begins + place for place, word in enumerate(opening) if word in _WHO), first)
    named = any(begins <= start <= last for start, _ in marked.where.get("KET", ()))
    return begins < who < first and last <= who + _NEAR_WHO and not named and words[begins] not in _THERE


_CLOSED = frozenset(
    ["is", "are", "was", "do", "does", "did", "can", "could", "will", "would", "should", "has", "have", "may"]
)


def only_asks(marked: Marked) -> bool:
    """Whether a text is one yes-or-no question, which asserts nothing (guide, rule 4)."""
    opens = bool(marked.tokens.words) and marked.tokens.words[0] in _CLOSED
    return opens and marked.asked == set(marked.sentence)


def _presupposes(marked: Marked, sentence: int) -> bool:
    begins = marked.sentence.index(sentence)
    return any(span[0] <= begins + 2 for span in marked.in_sentence("PRESUME", sentence))


def _is_finding(marked: Marked, first: int, tense: str, past_before: bool) -> bool:
    """A study's own result, told in the past tense (guide, rule 8)."""
    sentence = marked.sentence[first]
    specific = bool(marked.in_sentence("FINDER", sentence)) or past_before
    return specific and tense in ("past", "")


def _is_personal(marked: Marked, clause: int, tense: str) -> bool:
    return tense in ("past", "perfect") and bool(marked.in_clause("TESTIMONY", clause))
