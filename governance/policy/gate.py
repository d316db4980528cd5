"""The gate: facts in, blockers out. Signing and publishing pass the same list, and see all of it at once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Code(StrEnum):
    """What stands in the way, for tests, filters and reports; the sentence is for people."""

    NO_STATEMENT = "no_statement"
    CONFLICT = "conflict"
    UNSETTLED = "unsettled"
    REQUIRED_SENTENCE = "required_sentence"
    RETRACTED_CITATION = "retracted_citation"
    NOT_A_PHYSICIAN = "not_a_physician"
    NO_LICENCE = "no_licence"
    LICENCE_EXPIRED = "licence_expired"
    ACCOUNT_CLOSED = "account_closed"
    OWN_TEXT = "own_text"
    TEXT_MOVED_ON = "text_moved_on"
    NOT_SIGNED = "not_signed"
    OTHER_WORDS_SIGNED = "other_words_signed"
    SIGNATURE_RETRACTED = "signature_retracted"
    NO_SECOND_FACTOR = "no_second_factor"
    UNTICKED = "unticked"
    NO_CORRECTION = "no_correction"
    MORE_THAN_TYPOGRAPHY = "more_than_typography"
    NOT_AUTHENTICATED = "not_authenticated"
    FAILED_EXAMPLE = "failed_example"
    VERSION_TAKEN = "version_taken"
    SAME_TEXT = "same_text"
    DAY_HAS_PASSED = "day_has_passed"
    EFFECT_MOVED_ON = "effect_moved_on"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is mended: a finding's number and its sentence."""

    number: int
    sentence: str
    topic: str = ""


@dataclass(frozen=True, slots=True)
class CitedWork:
    """A work that the page cites and that was retracted: its citation's number, where it stands, since when."""

    number: int
    label: str
    retracted_on: date


@dataclass(frozen=True, slots=True)
class Blocker:
    """One thing that stands in the way: a code, a sentence, and the fragment of the screen that mends it."""

    code: Code
    sentence: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Signer:
    """The physician who signs, or who signed, as they stood at that moment."""

    is_physician: bool
    is_active: bool
    licence_expires: date | None
    has_edited: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the gate looks at; gathered inside the transaction that acts on it.

    on: the date of the signature (not of the publishing: a licence that lapses later leaves it valid).
    signed_digest: None while signing, "" where nobody has signed. unticked: points of the checklist, each with its
    key. no_correction: why nothing can be corrected here, beyond_typography: where more than typography differs
    from the words signed in full; both empty where the meaning is another.
    """

    on: date
    digest: str
    has_statement: bool
    conflicts: tuple[Place, ...]
    unsettled: tuple[Place, ...]
    missing: tuple[str, ...]
    signer: Signer | None
    is_newest: bool
    signed_digest: str | None = None
    is_retracted: bool = False
    retracted_works: tuple[CitedWork, ...] = ()
    unticked: tuple[Place, ...] = ()
    no_correction: str = ""
    beyond_typography: tuple[str, ...] = ()


def blockers(facts: Facts) -> tuple[Blocker, ...]:
    """Everything that stands in the way of signing or publishing, worst first; empty where nothing does."""
    return tuple(blocker for check in CHECKS for blocker in check(facts))


def _statement(facts: Facts) -> Iterator[Blocker]:
    if not facts.has_statement:
        yield Blocker(
            Code.NO_STATEMENT, "No position statement is in force. Its owner must approve one first."
        )


def _conflicts(facts: Facts) -> Iterator[Blocker]:
    for place in facts.conflicts:
        sentence = f"Sentence {place.number} contradicts the position statement on {place.topic}."
        yield Blocker(Code.CONFLICT, sentence, f"f{place.number}")


def _unsettled(facts: Facts) -> Iterator[Blocker]:
    for place in facts.unsettled:
        sentence = f"Sentence {place.number} is unclear. A physician must settle it."
        yield Blocker(Code.UNSETTLED, sentence, f"f{place.number}")


def _required(facts: Facts) -> Iterator[Blocker]:
    for says in facts.missing:
        yield Blocker(Code.REQUIRED_SENTENCE, f"A required sentence is missing. {says}", "missing")


def _citations(facts: Facts) -> Iterator[Blocker]:
    for work in facts.retracted_works:
        day = f"{work.retracted_on:%d %B %Y}".lstrip("0")
        sentence = f"{work.label} was retracted on {day}. Replace it, or let a physician settle it."
        yield Blocker(Code.RETRACTED_CITATION, sentence, f"r{work.number}")


def _signer(facts: Facts) -> Iterator[Blocker]:
    signer = facts.signer
    if signer is None or not signer.is_physician:
        yield Blocker(Code.NOT_A_PHYSICIAN, "Only a physician in the register can sign.")
        return
    if not signer.is_active:
        yield Blocker(Code.ACCOUNT_CLOSED, "This account is closed.")
    if signer.has_edited:
        yield Blocker(Code.OWN_TEXT, "You have edited this page, so another physician signs it.")
    yield from licence(signer, facts.on)


def licence(signer: Signer, on: date) -> Iterator[Blocker]:
    """What is wrong with the signer's licence on that day."""
    if signer.licence_expires is None:
        yield Blocker(Code.NO_LICENCE, "The register has no licence for you. Ask the operator to enter it.")
    elif signer.licence_expires < on:
        expired = f"{signer.licence_expires:%d %B %Y}".lstrip("0")
        yield Blocker(Code.LICENCE_EXPIRED, f"Your licence ended on {expired}. You can comment, not sign.")


def _newest(facts: Facts) -> Iterator[Blocker]:
    if not facts.is_newest:
        yield Blocker(Code.TEXT_MOVED_ON, "The text has changed since it was sent to review.", "changes")


def _signed(facts: Facts) -> Iterator[Blocker]:
    if facts.signed_digest == "":
        yield Blocker(Code.NOT_SIGNED, "No physician has signed this version.")
    elif facts.signed_digest is not None and facts.signed_digest != facts.digest:
        yield Blocker(Code.OTHER_WORDS_SIGNED, "The signature is for other words than these.")
    if facts.is_retracted:
        yield Blocker(Code.SIGNATURE_RETRACTED, "The physician has retracted the signature.")


def _ticked(facts: Facts) -> Iterator[Blocker]:
    for place in facts.unticked:
        sentence = f"Not ticked yet: {place.sentence}"
        yield Blocker(Code.UNTICKED, sentence, f"check-{place.number}")


def _correction(facts: Facts) -> Iterator[Blocker]:
    if facts.no_correction:
        yield Blocker(Code.NO_CORRECTION, facts.no_correction, "sign")
    for where in facts.beyond_typography:
        sentence = f"More than typography differs in “{where}”. It needs a signature in full."
        yield Blocker(Code.MORE_THAN_TYPOGRAPHY, sentence, "changes")


CHECKS: tuple[Callable[[Facts], Iterator[Blocker]], ...] = (
    _statement,
    _conflicts,
    _required,
    _unsettled,
    _citations,
    _signer,
    _newest,
    _correction,
    _ticked,
    _signed,
)
