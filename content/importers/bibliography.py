"""One line of a list of references -> its columns."""

import re
from html import unescape

from content.references import REFERENCE_COLUMNS

_PMID = re.compile(r"\(?\bPMID:?\s*(?P<pmid>[1-9]\d{0,8})\b\)?\.?", re.I)
_DOI = re.compile(
    r"\(?(?:\bdoi:?\s*|https?://(?:dx\.)?doi\.org/)(?P<doi>10\.\d{4,9}/[-._;()/:A-Za-z0-9]+)", re.I
)
_DATED = re.compile(
    r"(?P<authors>[^\d]{2,300}?)[\s,]+\(?(?P<year>(?:19|20)\d\d)\)?(?:[.,:]\s*|\s+|$)(?P<rest>.*)", re.S
)
_LISTED = re.compile(
    r"(?P<authors>[^.]{3,300})\.\s+(?P<note>.+?[.?])\s+(?P<journal>[^.]{2,80})\.?\s+(?P<year>(?:19|20)\d\d)(?P<rest>.*)",
    re.S,
)
_TITLED = re.compile(
    r"(?P<note>.+?[.?])\s+(?P<journal>[^.?\d]{3,120}?)[\s,]*(?P<rest>\d[\d\s(),:;–-]*\.?)?", re.S
)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!<&|])")
_CONNECTORS = frozenset({"of", "and", "the", "for", "in", "&"})


def row_of(markdown: str) -> dict[str, str]:
    """A reference as a row of authors, year, journal, note, pmid and doi; what is not understood is the note."""
    row = dict.fromkeys(REFERENCE_COLUMNS, "")
    rest = _taken(_DOI, "doi", _taken(_PMID, "pmid", markdown, row), row)
    row.update(_columns(rest))
    return {name: _plain(value) if name != "note" else value.strip() for name, value in row.items()}


def _taken(pattern: re.Pattern[str], name: str, text: str, row: dict[str, str]) -> str:
    """Takes a number out of the text into its column. The last one is the reference's own."""
    found = pattern.search(text)
    if not found:
        return text
    row[name] = found[name].rstrip(".,;)")
    return f"{text[: found.start()].rstrip()} {text[found.end() :].lstrip()}".strip()


def _columns(text: str) -> dict[str, str]:
    listed = _LISTED.fullmatch(text)
    if listed and "(" not in listed["authors"]:
        note = f"{listed['note']} {listed['rest'].lstrip(';:,. ')}".strip()
        return {
            "authors": listed["authors"],
            "year": listed["year"],
            "journal": listed["journal"],
            "note": note,
        }
    dated = _DATED.fullmatch(text)
    if not dated:
        return {"note": text}
    return {"authors": dated["authors"], "year": dated["year"], **_journal_and_note(dated["rest"])}


def _journal_and_note(text: str) -> dict[str, str]:
    """`Title. Journal 5(2), 1-9.` or `Journal What it is about.` -> the two columns."""
    titled = _TITLED.fullmatch(text)
    if titled:
        note = f"{titled['note']} {titled['rest'] or ''}".strip()
        return {"journal": titled["journal"], "note": note}
    words = text.split(" ")
    length = _words_of_journal(words)
    return {"journal": " ".join(words[:length]), "note": " ".join(words[length:])}


def _words_of_journal(words: list[str]) -> int:
    """How many words are the journal's: all with a capital but the last, which begins the next sentence."""
    run = 0
    while run < len(words) and (words[run][:1].isupper() or words[run] in _CONNECTORS):
        run += 1
    if run == len(words):
        return run
    begins = [index for index in range(1, run) if words[index][0].isupper() and not words[index].isupper()]
    return begins[-1] if begins else run


def _plain(markdown: str) -> str:
    return unescape(_ESCAPE.sub(r"\1", markdown)).strip(" ,.;*_")
