"""Puts marks into clean HTML, split wherever an element begins or ends, so that it stays well-formed."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from content.markdown.marks import Mark, Placed, owners
from content.markdown.units import is_tag, text_of_units, units


def wrap(html: str, placed: Sequence[Placed]) -> str:
    """Clean HTML with each mark round its words, and after them the link to its finding.

    The id is on the first piece of a mark, the link after the last. Where worse marks have all its words,
    the mark is its link alone, which then has the id.
    """
    return "".join(_Wrapper(html, placed).parts())


class _Wrapper:
    """One text on its way; remembers which ids are given and which links wait for the end of a link."""

    def __init__(self, html: str, placed: Sequence[Placed]) -> None:
        self._units = units(html)
        self._owner = owners(placed, text_of_units(self._units))
        self._ending: dict[int, list[Mark]] = defaultdict(list)
        lasts = {mark: index for index, mark in enumerate(self._owner) if mark}
        for item in placed:
            self._ending[lasts.get(item.mark, item.end - 1)].append(item.mark)
        self._named: set[str] = set()
        self._in_link = False
        self._waiting: list[str] = []

    def parts(self) -> Iterator[str]:
        """The HTML in pieces."""
        index = 0
        yield from self._references(self._ending.pop(-1, []))
        for tag, group in groupby(self._units, key=is_tag):
            if tag:
                yield from (self._tag(unit) for unit in group)
            else:
                characters = list(group)
                yield from self._text(characters, index)
                index += len(characters)

    def _tag(self, tag: str) -> str:
        if tag.startswith("<a"):
            self._in_link = True
        elif tag == "</a>":
            self._in_link = False
            waiting, self._waiting = "".join(self._waiting), []
            return tag + waiting
        return tag

    def _text(self, characters: list[str], first: int) -> Iterator[str]:
        """A stretch of text between two tags."""
        start = 0
        for end in range(1, len(characters) + 1):
            last = first + end - 1
            if (
                end == len(characters)
                or last in self._ending
                or self._owner[last] is not self._owner[last + 1]
            ):
                yield from self._stretch("".join(characters[start:end]), last)
                start = end

    def _is_border(self, index: int) -> bool:
        """Whether a mark ends with this character, or another one begins after it."""
        return index in self._ending or self._owner[index] is not self._owner[index + 1]

    def _stretch(self, text: str, last: int) -> Iterator[str]:
        """Text with one owner, up to the character `last`."""
        owner = self._owner[last]
        ending = self._ending.get(last, [])
        own = [mark for mark in ending if mark is owner]
        if owner is None or ("\n" in text and text.isspace()):
            yield text
        else:
            yield self._marked(text, owner, own)
        yield from self._references([mark for mark in ending if mark is not owner])

    def _marked(self, text: str, mark: Mark, own: list[Mark]) -> str:
        opening = f'<mark class="claim {mark.standing.letter}"{self._id(mark)}>'
        if own and not self._in_link:
            text = _kept_together(text, "".join(self._references(own)))
        elif own:
            self._waiting += self._references(own, waiting=False)
        return f"{opening}{text}</mark>"

    def _id(self, mark: Mark) -> str:
        if mark.anchor in self._named:
            return ""
        self._named.add(mark.anchor)
        return f' id="{mark.anchor}"'

    def _references(self, marks: Sequence[Mark], *, waiting: bool = True) -> list[str]:
        """The links to the findings; within a link of the text they wait for its end."""
        links = [_link(mark, self._id(mark)) for mark in marks]
        if waiting and self._in_link:
            self._waiting += links
            return []
        return links


def _kept_together(text: str, links: str) -> str:
    """The last word and the links after it, so that no link begins a line."""
    start = max(text.rfind(space) for space in " \n\t") + 1
    return f'{text[:start]}<span class="nb">{text[start:]}{links}</span>'


def _link(mark: Mark, identity: str) -> str:
    verdict = mark.standing
    return (
        f'<a class="ref {verdict.letter}"{identity} href="#{mark.target}" '
        f'aria-label="{mark.label}"><svg class="i" aria-hidden="true">'
        f'<use href="#i-{verdict}"/></svg>{mark.number}</a>'
    )
