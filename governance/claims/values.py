"""The values of the claim engine: what goes in, what comes out. All frozen, all plain.

A scale is a tuple of point names, weakest claim first (`data/scales.yaml`). A claim is a closed
interval of indices on one scale, a position is a closed band on one scale, and a conflict is an
interval and a band with no point in common. That is the whole rule.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a stretch of text is on the page; the words are those of the labelled sentences."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    BULLET = "bullet"
    QUESTION = "question"
    QUOTE = "quote"
    CELL = "cell"


class Verdict(StrEnum):
    """How a claim, or a sentence with all its claims, stands to a statement. Worst first."""

    CONFLICT = "conflict"
    UNCLEAR = "unclear"
    CONSISTENT = "consistent"
    NO_CLAIM = "no_claim"


@dataclass(frozen=True, slots=True)
class Block:
    """One field of a version, in the order in which a reader meets them.

    key: names the field within the version, e.g. `where_ketamine_fits` or `points.2.text`.
    source: the Markdown as it is stored. All spans are character offsets into this string.
    heading: the heading under which the reader sees it ("" where there is none).
    """

    key: str
    source: str
    heading: str = ""
    kind: Kind = Kind.PARAGRAPH


@dataclass(frozen=True, slots=True)
class Document:
    """What is read at once: a whole version, or one piece of text.

    condition: the page's condition, a name from `data/scales.yaml`, or None.
    """

    blocks: tuple[Block, ...]
    condition: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, heading, list item or table cell, ready to be read.

    text: as a reader sees it: Markdown undone, entities and look-alikes undone, NFKC, one space.
    start, end: its span in the source of the block `block`.
    offsets: for each character of `text` its offset in the block's source.
    previous: the sentence before it as the reader meets it, "" at the start of the text. For list
        items this is the lead-in of the list, not the item before.
    headings: the headings above it, outermost first (the block's heading is one of them).
    condition: the page's condition.
    disguised: the source hid letters from a plain reader (zero-width, look-alike or soft-hyphen
        characters), so a claim in it is at least unclear.
    away: in a page of which all is known: neither it nor the sentences and headings shortly before it name
        ketamine, so that only a word such as "it" or "this treatment" can mean ketamine.
    thread: in a page of which all is known: ketamine was named shortly before it, and no other treatment since.
    """

    text: str
    kind: Kind = Kind.PARAGRAPH
    previous: str = ""
    headings: tuple[str, ...] = ()
    condition: str | None = None
    block: str = ""
    start: int = 0
    end: int = 0
    offsets: tuple[int, ...] = ()
    disguised: bool = False
    away: bool = False
    thread: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """What one sentence asserts about ketamine on one scale.

    topic: the scale, or None where the sentence asserts something that the engine cannot place.
    low, high: the closed interval on the scale, as indices; 0, 0 where topic is None.
    agent: "ketamine", "esketamine" or "any".
    conditions: what it is said of; empty means `any`.
    certain: False sends it to the physician: a weak frame, or text in disguise.
    cues: the words that decided, in the order of the text, as (start, end) in the block's source.
    rule: the id of the rule that read it, for `--explain` and for the table of an engine upgrade.
    why: one short sentence for the physician: how the words were read.
    """

    block: str
    start: int
    end: int
    sentence: str
    topic: str | None
    low: int
    high: int
    agent: str = "ketamine"
    conditions: tuple[str, ...] = ()
    certain: bool = True
    cues: tuple[tuple[int, int], ...] = ()
    rule: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Position:
    """One band of a position statement: `[low, high]` on the scale `topic`, as indices.

    references: what it rests on. conflicts, allowed: its test sentences, which must be conflicts with it, or none.
    """

    id: str
    topic: str
    agent: str
    conditions: tuple[str, ...]
    low: int
    high: int
    says: str
    references: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Required:
    """A sentence that pages of some kind must carry: a claim of `topic` at `high` or weaker.

    conditions: pages of these conditions that mention ketamine (and of what lies under them).
    role_at_least: or pages that claim at least this role (an index) for their own condition.
    """

    id: str
    says: str
    topic: str
    high: int
    conditions: tuple[str, ...] = ()
    role_at_least: int | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A parsed position statement. `effective` is an ISO date; the interval is in months."""

    title: str
    version: str
    effective: str
    review_interval_months: int
    positions: tuple[Position, ...]
    required: tuple[Required, ...] = ()

    def __hash__(self) -> int:
        """Of its name alone: bands are looked up by statement for every text, and it has many positions."""
        return hash((self.title, self.version, self.effective))


@dataclass(frozen=True, slots=True)
class Finding:
    """A claim judged against a statement.

    position: the most specific one that covers the claim; None where none does (then: unclear).
    inside: the nearest wording inside the band, for the writer; "" where there is none to offer.
    """

    claim: Claim
    verdict: Verdict
    position: Position | None = None
    inside: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence with all that was found in it; the verdict is the worst of its findings."""

    sentence: Sentence
    verdict: Verdict
    findings: tuple[Finding, ...] = field(default=())
