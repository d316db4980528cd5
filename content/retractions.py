"""A list of retractions in the form of Retraction Watch: CSV -> records, read as a stream and never trusted."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from content.citations import doi_of, pmid_of
from content.texts import UNSHOWABLE

MOST_BYTES = 512 * 1024**2
MOST_RECORDS = 500_000
LONGEST_CELL = 131_072
NEEDED = ("Record ID", "OriginalPaperDOI", "OriginalPaperPubMedID", "RetractionNature", "RetractionDate")
_DATES = ("%m/%d/%Y %H:%M", "%m/%d/%Y", "%Y-%m-%d")


class Nature(StrEnum):
    """What a notice does to a work. Other notices, such as corrections, block nothing and are passed over."""

    RETRACTION = "retraction"
    REINSTATEMENT = "reinstatement"


class ListRefused(ValueError):
    """The list is not read at all; the message says why and where, in one sentence."""


@dataclass(frozen=True, slots=True)
class Record:
    """One notice: the work, what happened to it, when and why. pmid, doi: as they are compared, "" for none."""

    record: str
    nature: Nature
    pmid: str
    doi: str
    title: str
    reason: str
    noticed_on: date


def read_list(path: Path) -> Iterator[Record]:
    """The notices of a file that name a work by PMID or DOI. Raises ListRefused, with the line where there is one.

    Nothing but the present line is held in memory.
    """
    if path.stat().st_size > MOST_BYTES:
        raise ListRefused(
            f"This file has more than {MOST_BYTES // 1024**2} MB, which no list of retractions has."
        )
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from _records(file)


def _records(lines: Iterable[str]) -> Iterator[Record]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.DictReader(lines, restkey="too many", strict=True)
    try:
        _refuse_other_columns(reader.fieldnames or ())
        for number, row in enumerate(reader, start=1):
            if number > MOST_RECORDS:
                raise ListRefused(f"This file has more than {MOST_RECORDS:,} records; please split it.")
            yield from _record(row, reader.line_num)
    except (csv.Error, UnicodeDecodeError) as error:
        what = (
            "is not UTF-8"
            if isinstance(error, UnicodeDecodeError)
            else f"is no CSV that can be read ({error})"
        )
        raise ListRefused(f"After line {reader.line_num} the file {what}.") from None


def _refuse_other_columns(names: Iterable[str]) -> None:
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise ListRefused(f"This is no list of retractions: its first line lacks the column “{missing[0]}”.")


def _record(row: Mapping[str, str | None], line: int) -> Iterator[Record]:
    natures = {"retraction": Nature.RETRACTION, "reinstatement": Nature.REINSTATEMENT}
    nature = natures.get(_cell(row, "RetractionNature").casefold())
    pmid, doi = pmid_of(_cell(row, "OriginalPaperPubMedID")), doi_of(_cell(row, "OriginalPaperDOI"))
    if nature is None or not (pmid or doi):
        return
    yield Record(
        record=_cell(row, "Record ID")[:40],
        nature=nature,
        pmid=pmid,
        doi=doi,
        title=_cell(row, "Title")[:400],
        reason=_cell(row, "Reason").strip("+;").replace(";+", "; ").replace("+", " ")[:400],
        noticed_on=_day(_cell(row, "RetractionDate"), line),
    )


def _cell(row: Mapping[str, str | None], name: str) -> str:
    return " ".join(UNSHOWABLE.sub("�", row.get(name) or "").split())


def _day(text: str, line: int) -> date:
    for form in _DATES:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise ListRefused(f"Line {line}: “{text[:40]}” is no date of a notice, such as 5/31/2019 or 2019-05-31.")
