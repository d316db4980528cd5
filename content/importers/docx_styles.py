"""What the styles and lists of a file of Word mean: headings by their level, lists by their kind."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from content.importers.docx_package import Package

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"heading ?([1-6])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Styles:
    """levels: style -> level of its heading; hidden: styles that readers do not see; numbered: lists that count."""

    levels: Mapping[str, int]
    hidden: frozenset[str]
    numbered: frozenset[tuple[str, str]]


def styles_of(package: Package) -> Styles:
    """The styles of a package; none where it has none."""
    styles = {item.get(f"{WORD}styleId", ""): item for item in _all(package, "word/styles.xml", "style")}
    levels = {name: level for name, item in styles.items() if (level := _level(name, item))}
    hidden = frozenset(name for name, item in styles.items() if is_on(item.find(f"{WORD}rPr/{WORD}vanish")))
    return Styles(levels, hidden, frozenset(_numbered(package)))


def value(element: Element | None) -> str:
    """The `w:val` of an element, "" where there is none."""
    return element.get(f"{WORD}val", "") if element is not None else ""


def is_on(element: Element | None) -> bool:
    """Whether a switch such as `w:b` is there and not switched off."""
    return element is not None and value(element).casefold() not in ("0", "false", "off", "none")


def _level(name: str, style: Element) -> int:
    told = value(style.find(f"{WORD}name")) or name
    found = _HEADING.fullmatch(told) or _HEADING.fullmatch(name)
    outline = value(style.find(f"{WORD}pPr/{WORD}outlineLvl"))
    if told.casefold() == "title":
        return 1
    if found:
        return int(found[1])
    return int(outline) + 1 if outline in ("0", "1", "2", "3", "4", "5") else 0


def _numbered(package: Package) -> set[tuple[str, str]]:
    """The lists (number, level) whose items are counted."""
    shapes = {
        (item.get(f"{WORD}abstractNumId", ""), level.get(f"{WORD}ilvl", "")): value(
            level.find(f"{WORD}numFmt")
        )
        for item in _all(package, "word/numbering.xml", "abstractNum")
        for level in item.findall(f"{WORD}lvl")
    }
    lists = {
        item.get(f"{WORD}numId", ""): value(item.find(f"{WORD}abstractNumId"))
        for item in _all(package, "word/numbering.xml", "num")
    }
    return {
        (number, level)
        for number, abstract in lists.items()
        for (shape, level), form in shapes.items()
        if shape == abstract and form not in ("bullet", "none", "")
    }


def _all(package: Package, part: str, tag: str) -> list[Element]:
    root = package.parts.get(part)
    return root.findall(f"{WORD}{tag}") if root is not None else []
