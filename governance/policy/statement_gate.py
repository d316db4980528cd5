"""The gate of a position statement: what stands in the way of signing and approving a draft. Facts in, blockers out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from governance.policy.gate import Blocker, Code, Signer, licence


@dataclass(frozen=True, slots=True)
class DraftFacts:
    """All that the gate looks at; gathered inside the transaction that acts on it.

    on: the day of the signature. failed: each example that does not come out as it should, in a sentence.
    signer: has_edited where they wrote any text of the draft. first_signer: for the second signature who gave the
    first one ("" where nobody has), None for the first itself.
    """

    on: date
    effective: date
    is_version_taken: bool
    is_text_approved: bool
    failed: tuple[str, ...]
    is_text_as_shown: bool
    is_effect_as_shown: bool
    signer: Signer | None
    first_signer: str | None = None


def draft_blockers(facts: DraftFacts) -> tuple[Blocker, ...]:
    """Everything that stands in the way of the signature; empty where nothing does."""
    return (*_moved(facts), *_text(facts), *_first(facts), *_signer(facts))


def _moved(facts: DraftFacts) -> Iterator[Blocker]:
    if not facts.is_text_as_shown:
        yield Blocker(
            Code.TEXT_MOVED_ON, "The draft has changed since you opened it. Read it again.", "bands"
        )
    elif not facts.is_effect_as_shown:
        sentence = "The pages have moved on since you opened this. Read the effect again, then sign."
        yield Blocker(Code.EFFECT_MOVED_ON, sentence, "effect")


def _text(facts: DraftFacts) -> Iterator[Blocker]:
    if facts.is_text_approved:
        yield Blocker(Code.SAME_TEXT, "Nothing differs from a statement that was approved already.", "bands")
    elif facts.is_version_taken:
        yield Blocker(
            Code.VERSION_TAKEN, "This version was approved already. Give the draft the next one.", "head"
        )
    if facts.effective < facts.on:
        yield Blocker(
            Code.DAY_HAS_PASSED, "The day from which it would be in force has passed. Choose another.", "head"
        )
    for sentence in facts.failed:
        yield Blocker(Code.FAILED_EXAMPLE, sentence, "examples")


def _first(facts: DraftFacts) -> Iterator[Blocker]:
    if facts.first_signer == "":
        yield Blocker(Code.NOT_SIGNED, "Its owner signs first.", "approval")


def _signer(facts: DraftFacts) -> Iterator[Blocker]:
    signer = facts.signer
    if signer is None or not signer.is_physician:
        yield Blocker(Code.NOT_A_PHYSICIAN, "Only a physician in the register can sign.")
    if signer is None:
        return
    if not signer.is_active:
        yield Blocker(Code.ACCOUNT_CLOSED, "This account is closed.")
    if facts.first_signer is not None and signer.has_edited:
        sentence = "You wrote in this draft, so another physician signs it second."
        yield Blocker(Code.OWN_TEXT, sentence, "approval")
    if signer.is_physician:
        yield from licence(signer, facts.on)
