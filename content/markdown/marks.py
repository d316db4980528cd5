"""The claims and comments to be marked in a text, and who wins where two of them overlap."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How a marked claim stands, or that it is a comment; its icon is `#i-<word>`. Worst first."""

    CONFLICT = "conflict"
    UNCLEAR = "unclear"
    SETTLED = "settled"
    INSIDE = "inside"
    COMMENT = "comment"

    @property
    def letter(self) -> str:
        """Its class in the style sheet."""
        return {Verdict.INSIDE: "n", Verdict.COMMENT: "k"}.get(self, self.value[0])


_WORST_FIRST = tuple(Verdict)


@dataclass(frozen=True, slots=True)
class Mark:
    """A claim or a comment in a text.

    start, end: its span, as character offsets into the Markdown source.
    number: as the reader sees it; a claim's mark is `#t<number>` and links to its finding, `#f<number>`, a comment's
    is `#q<number>` and links to `#c<number>`.
    verdict: a Verdict or its word. An unknown word raises ValueError when the mark is shown.
    """

    start: int
    end: int
    number: int
    verdict: str

    @property
    def standing(self) -> Verdict:
        """The verdict as a value."""
        return Verdict(self.verdict)

    @property
    def is_comment(self) -> bool:
        """Whether it marks what somebody commented on."""
        return self.standing is Verdict.COMMENT

    @property
    def anchor(self) -> str:
        """The id of the mark."""
        return f"{'q' if self.is_comment else 't'}{self.number}"

    @property
    def target(self) -> str:
        """The id of what it leads to."""
        return f"{'c' if self.is_comment else 'f'}{self.number}"

    @property
    def label(self) -> str:
        """What its link says to who does not see it."""
        return f"Comment {self.number}" if self.is_comment else f"Finding {self.number}: {self.standing}"


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark with its span in the text as it is read. An empty span: the mark has no words of its own."""

    start: int
    end: int
    mark: Mark


def owners(placed: Sequence[Placed], text: str) -> list[Mark | None]:
    """For each character of the text the mark that it is shown in.

    Marks never nest on the page: where they overlap the worse verdict has the words, and of equal ones the
    one with the lower number. No mark begins or ends with white space.
    """
    owner: list[Mark | None] = [None] * len(text)
    for item in sorted(placed, key=_rank, reverse=True):
        owner[item.start : item.end] = [item.mark] * (item.end - item.start)
    solid = [index for index, character in enumerate(text) if not character.isspace()]
    firsts = {owner[index]: index for index in reversed(solid)}
    lasts = {owner[index]: index for index in solid}
    return [
        mark if firsts.get(mark, len(text)) <= index <= lasts.get(mark, -1) else None
        for index, mark in enumerate(owner)
    ]


def _rank(placed: Placed) -> tuple[int, int]:
    return _WORST_FIRST.index(placed.mark.standing), placed.mark.number
