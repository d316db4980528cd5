"""How a clause is meant: denied, hedged, asked, conditional, a study's finding, one person's experience."""

from dataclasses import dataclass

from governance.claims.clauses import Marked
from governance.claims.denials import denials
from governance.claims.leadins import Before
from governance.claims.purposes import is_purpose
from governance.claims.rules import Match
from governance.claims.tenses import tense_at

_HEDGED = 24  # words over which a hedge lowers what follows it in its clause
_DOUBTS = frozenset(
    ("may", "might", "could", "possibly", "perhaps", "potentially", "seems", "appears", "suggest", "suggests")
)
_WHO = frozenset(("who", "whose"))
_OPENING = 4  # words of a sentence in which a "who" belongs to its subject
_NEAR_WHO = 7  # words after it that still tell who is meant
_THERE = frozenset(("there", "we", "i", "it"))
_PERCEIVING = frozenset(("feel", "see", "hear", "expect", "trust", "notice"))
_EFFECTIVELY = frozenset(("effective", "effectively"))


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
        denied=(denials(marked, found, first, last) + before.denied) % 2 == 1,
        hedged=before.hedged or _is_hedged(marked, "HEDGE", clause, first, last, topic),
        partial=_is_hedged(marked, "SOME", clause, first, last, topic),
        asserted=_is_asserted(marked, clause, first, found, topic),
        finding=_is_finding(marked, first, tense, before.study),
        personal=_is_personal(marked, clause, tense),
        tense=tense,
    )


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
