"""One line of a list of references -> its columns."""

import re
from dataclasses import dataclass, field

from content.references import REFERENCE_COLUMNS

_PMIDS = (
    re.compile(r"https?://(?:www\.)?pubmed\.ncbi\.nlm\.nih\.gov/(?P<number>[1-9]\d{0,8})/?", re.I),
    re.compile(r"https?://(?:www\.)?ncbi\.nlm\.nih\.gov/pubmed/(?P<number>[1-9]\d{0,8})/?", re.I),
    re.compile(r"\(?\bPMID:?\s*(?P<number>[1-9]\d{0,8})\b\)?\.?", re.I),
)
_DOIS = (
    re.compile(r"https?://(?:dx\.)?doi\.org/(?P<number>10\.\d{4,9}/[-._;()/:A-Za-z0-9]+)", re.I),
    re.compile(r"\(?\bdoi:?\s*(?P<number>10\.\d{4,9}/[-._;()/:A-Za-z0-9]+)", re.I),
)
_LINK = re.compile(r"\[(?P<text>[^\[\]]*)\]\(<?(?P<address>[^\s<>]*?)>?\)")
_DATED = re.compile(
    r"(?P<authors>\D{2,300}?)[\s,]+\(?(?P<year>(?:19|20)\d\d)\)?(?:[.,:]\s*|\s+|$)(?P<rest>.*)", re.S
)
_LISTED = re.compile(
    r"(?P<authors>[^.(]{3,300})\.\s+(?P<note>.+?[.?])\s+(?P<journal>[^.]{2,80})\.?\s+(?P<year>(?:19|20)\d\d)\b"
    r"(?P<rest>.*)",
    re.S,
)
_TITLED = re.compile(
    r"(?P<note>.+?[.?])\s+(?P<journal>[^.?\d]{3,120}?)[\s,]*(?P<rest>\d[\d\s(),:;–-]*\.?)?", re.S
)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!<&|])")
_CONNECTORS = frozenset({"of", "and", "the", "for", "in", "&"})


@dataclass(slots=True)
class Reference:
    """The columns of a reference, and the words that only named a column, such as `PMID`."""

    row: dict[str, str] = field(default_factory=lambda: dict.fromkeys(REFERENCE_COLUMNS, ""))
    labels: list[str] = field(default_factory=list)

    def take(self, name: str, patterns: tuple[re.Pattern[str], ...], text: str) -> str:
        """Takes the first number of a form out of the text into its column; returns the rest."""
        found = next((found for pattern in patterns if (found := pattern.search(text))), None)
        if not found:
            return text
        self.row[name] = found["number"].rstrip(".,;)(")
        self.labels.append(found.group().replace(self.row[name], "").strip("():. "))
        return f"{text[: found.start()].rstrip()} {text[found.end() :].lstrip()}".strip()


def reference_of(markdown: str) -> Reference:
    """A reference as authors, year, journal, note, pmid and doi; what is not understood is the note."""
    reference = Reference()
    text = _LINK.sub(_spelled_out, markdown)
    rest = reference.take("pmid", _PMIDS, text)
    rest = reference.take("doi", _DOIS, rest)
    columns = _columns(rest)
    for name in ("authors", "year", "journal"):
        reference.row[name] = _plain(columns.get(name, ""))
    reference.row["note"] = columns["note"].strip()
    return reference


def _spelled_out(link: re.Match[str]) -> str:
    """A link as its text and its address, so that numbers are found in both."""
    return link["text"] if link["text"] == link["address"] else f"{link['text']} {link['address']}"


def _columns(text: str) -> dict[str, str]:
    listed = _LISTED.fullmatch(text)
    if listed:
        note = f"{listed['note']} {listed['rest'].lstrip(';:,. ')}"
        return {
            "authors": listed["authors"],
            "year": listed["year"],
            "journal": listed["journal"],
            "note": note,
        }
    dated = _DATED.fullmatch(text)
    if dated:
        return {"authors": dated["authors"], "year": dated["year"], **_journal_and_note(dated["rest"])}
    return {"note": text}


def _journal_and_note(text: str) -> dict[str, str]:
    """`Title. Journal 5(2), 1-9.` or `Journal What it is about.` -> the two columns."""
    titled = _TITLED.fullmatch(text)
    if titled:
        return {"journal": titled["journal"], "note": f"{titled['note']} {titled['rest'] or ''}"}
    words = text.split(" ")
    length = _words_of_journal(words)
    return {"journal": " ".join(words[:length]), "note": " ".join(words[length:])}


def _words_of_journal(words: list[str]) -> int:
    """How many words are the journal's: all with a capital but the last, which begins the next sentence.

    A word all in capitals begins none: it is taken for an abbreviation within the sentence.
    """
    run = 0
    while run < len(words) and (words[run][:1].isupper() or words[run] in _CONNECTORS):
        run += 1
    if run == len(words):
        return run
    begins = [index for index in range(1, run) if words[index][0].isupper() and not words[index].isupper()]
    return begins[-1] if begins else run


def _plain(markdown: str) -> str:
    text = _ESCAPE.sub(r"\1", markdown).strip(" ,;:*_\xa0")
    return text if text.endswith(("al.", " Jr.")) or re.search(r"\b[A-Z]\.$", text) else text.rstrip(".")
