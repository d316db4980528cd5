"""Text that knows where each of its characters stands in the source."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spanned:
    """A text and, for each of its characters, the offset in the source that it was read from.

    Offsets are neither searched for nor guessed: every step that changes the text carries them on.
    """

    text: str
    offsets: Sequence[int]

    def cut(self, start: int, end: int) -> "Spanned":
        """Return the part from `start` to `end`, offsets and all."""
        return Spanned(self.text[start:end], self.offsets[start:end])


def whole(source: str, start: int, end: int) -> Spanned:
    """Return the part of `source` from `start` to `end`, unchanged."""
    return Spanned(source[start:end], range(start, end))


def joined(parts: Sequence[Spanned], gap: str = "\n") -> Spanned:
    """Return the parts as one text with `gap` between them; a gap has the offset of what follows."""
    if len(parts) == 1:
        return parts[0]
    offsets: list[int] = []
    for part in parts:
        if offsets and part.offsets:
            offsets.extend([part.offsets[0]] * len(gap))
        offsets.extend(part.offsets)
    return Spanned(gap.join(part.text for part in parts if part.text), offsets)


def rewritten(
    spanned: Spanned, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str | None]
) -> Spanned:
    """Return the text with each match of `pattern` replaced.

    replace: answers the new text, or None to leave a match as it is. Where the new text is as long
        as the old, each character keeps its offset; else all stand where the match began.
    """
    writer = None
    for match in pattern.finditer(spanned.text):
        new = replace(match)
        if new is not None:
            writer = writer or Writer(spanned)
            writer.replace(match.start(), match.end(), new)
    return writer.done() if writer else spanned


class Writer:
    """Collects a rewritten text from left to right; used by one function, then thrown away."""

    def __init__(self, spanned: Spanned) -> None:
        self._spanned = spanned
        self._texts: list[str] = []
        self._offsets: list[int] = []
        self._at = 0
        self._changed = False

    def replace(self, start: int, end: int, new: str) -> None:
        """Copy what lies before `start`, then write `new` for what lies between `start` and `end`."""
        self._copy(start)
        offsets = self._spanned.offsets
        self._offsets.extend(offsets[start:end] if len(new) == end - start else [offsets[start]] * len(new))
        self._texts.append(new)
        self._at, self._changed = end, True

    def done(self) -> Spanned:
        """Copy the rest and return the text; the very same one where nothing was replaced."""
        if not self._changed:
            return self._spanned
        self._copy(len(self._spanned.text))
        return Spanned("".join(self._texts), self._offsets)

    def _copy(self, end: int) -> None:
        if end > self._at:
            self._texts.append(self._spanned.text[self._at : end])
            self._offsets.extend(self._spanned.offsets[self._at : end])
