"""How surely a text that does not name ketamine goes on speaking of it: by a word of its own, or by its thread."""

from governance.claims.clauses import Marked, mark
from governance.claims.rules import Match
from governance.claims.values import Sentence

_ENDS = (".", "!")
_QUOTED = "\"'”’* "
_DRIPS = frozenset(("drip", "infusion", "infusions"))
_OF_ILLNESS = ("efficacy", "durability", "mechanism")  # of these an illness by itself has facts too
_GAINS = ("GOOD", "STRONGGOOD", "GAINNOUN", "BENEFITNOUN", "POSITIVE", "KET", "STANDIN", "PRONOUN", "OURCARE")
_SUBJECT = 2  # words: a pronoun that begins a sentence ("And it …") takes up what was spoken of


def is_tied(marked: Marked, sentence: Sentence, topic: str) -> bool:
    """Whether a word means the treatment of the page: "the drug", "our patients", a route, "It …".

    Of a spray approval is no wonder: it may be esketamine.
    """
    if topic == "approval" and "spray" in marked.tokens.words and _DRIPS.isdisjoint(marked.tokens.words):
        return False
    if (
        (sentence.thread and topic not in _OF_ILLNESS)
        or marked.has("STANDIN", "OURCARE")
        or (topic == "route" and "ROUTE" in marked.where)
    ):
        return True
    if not sentence.previous:
        return _begins_with_it(marked)
    lead = mark(sentence.previous)
    return not lead.has("OTHER", "STANDARD") and ("STANDIN" in lead.where or _begins_with_it(marked))


def _begins_with_it(marked: Marked) -> bool:
    return any(first < _SUBJECT for first, _ in marked.where.get("PRONOUN", ()))


def goes_on(sentence: Sentence, found: Match, marked: Marked) -> bool:
    """Whether patients or symptoms are what a sentence speaks of right after a whole sentence on ketamine.

    "Ketamine is given by vein. Many patients improve": there is nothing else by which they would.
    """
    if not sentence.previous.rstrip(_QUOTED).endswith(_ENDS) or marked.has("OTHER", "STANDARD", "FINDER"):
        return False
    return any(
        found[0] in marked.where.get(name, ()) for name in ("MANY", "MOST", "BAD", "LOWPCT", "HIGHPCT")
    )


def is_illness_lasting(marked: Marked, clause: int, found: Match, topic: str) -> bool:
    """Whether an illness, not a benefit, is what lasts: "Depression often lasts for months"."""
    first = found[0][0]
    if topic != "durability" or found[0] not in marked.where.get("LAST", ()):
        return False
    if any(marked.in_clause(name, clause) for name in _GAINS):
        return False
    return any(start < first for start, _ in marked.in_clause("BAD", clause))
