"""What stands before a sentence and colours it: a study told of, a lead-in that hedges, denies or merely lists."""

from dataclasses import dataclass

from governance.claims.clauses import Marked, mark
from governance.claims.values import Kind, Sentence

_LISTED = (Kind.BULLET, Kind.CELL)
_ENDS = (".", "!", "?")
_NOT = frozenset(("not", "never", "cannot"))


@dataclass(frozen=True, slots=True)
class Before:
    """What the sentence before, or the lead-in of a list, does to what follows.

    study: it tells of a study; hedged, denied: a lead-in such as "Ketamine may:" or "Myths about ketamine";
    idle: a lead-in under which items claim nothing ("Side effects", "Bring with you:").
    """

    study: bool = False
    hedged: bool = False
    denied: bool = False
    idle: bool = False


NOTHING_BEFORE = Before()


def before(sentence: Sentence) -> Before:
    """How the text before `sentence` is to be heeded."""
    if not sentence.previous:
        return NOTHING_BEFORE
    lead = mark(sentence.previous)
    study = "FINDER" in lead.where
    if sentence.kind not in _LISTED or sentence.previous.rstrip("\"'”* ").endswith(_ENDS):
        return Before(study)
    return Before(study, lead.has("LEADHEDGE"), _is_denied(lead), lead.has("LISTHEAD"))


def _is_denied(lead: Marked) -> bool:
    """ "Myths about ketamine", "What ketamine is not:"."""
    last = [word for word in lead.tokens.words if word.isalpha()][-1:]
    return lead.has("MYTHHEAD") or not _NOT.isdisjoint(last)
