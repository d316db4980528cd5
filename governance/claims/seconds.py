"""A second claim that follows from the first: a benefit said in a sentence on a spray is said of the spray."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from governance.claims.clauses import Marked, mark
from governance.claims.framing import bold_rules
from governance.claims.values import Claim, Sentence

RULE, NEUTRAL = "route-with-benefit", 1
_BENEFITS = ("efficacy", "role")
_WHY = "Benefit said of another form than by vein (statement, route-headache)."


def seconds(marked: Marked, sentence: Sentence, claims: Iterable[Claim]) -> Iterator[Claim]:
    """The claim on its route of the first certain benefit, where the form is another than by vein.

    The statement forbids to put such a form forward for headache only, so elsewhere the second claim is inside.
    """
    if not _is_of_form(marked, sentence):
        return
    for claim in claims:
        if (
            claim.certain
            and claim.topic in _BENEFITS
            and claim.low >= bold_rules().get(claim.rule, claim.low + 1)
        ):
            yield replace(claim, topic="route", low=NEUTRAL, high=NEUTRAL, rule=RULE, why=_WHY)
            return


def _is_of_form(marked: Marked, sentence: Sentence) -> bool:
    """Whether a sentence names a spray, a tablet or the like, or goes on after one that does."""
    if "NONIV" in marked.where or "INFUSIONWORD" in marked.where or "KET" in marked.where:
        return "NONIV" in marked.where
    return bool(sentence.previous) and "NONIV" in mark(sentence.previous).where
