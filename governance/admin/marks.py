"""The page as the public will see it, with every claim marked in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from content.digest import decode
from content.markdown import Mark, render_inline
from content.models import Version
from content.rendering import render
from governance.admin.cards import ORDER, Standing, standing_of
from governance.services.findings import StoredFinding


@dataclass(frozen=True, slots=True)
class Paper:
    """The three parts of a shown page: title, lead and the rest, as safe HTML."""

    title: str
    lead: str
    body: str


def paper_of(
    version: Version, findings: Iterable[StoredFinding], commented: Mapping[str, Sequence[Mark]] | None = None
) -> Paper:
    """The version's public text with its claims and what was commented on marked; marks link to the cards and back."""
    text = decode(version.text)
    marks = _joined(marks_of(findings), commented or {})
    lead = text.section("lead")
    return Paper(
        title=render_inline(text.title, marks.get("title", ())),
        lead=render_inline(lead.rows[0].get("text"), marks.get("lead.0.text", ())) if lead else "",
        body=render(text, marks),
    )


def _joined(first: Mapping[str, Sequence[Mark]], then: Mapping[str, Sequence[Mark]]) -> dict[str, list[Mark]]:
    keys = dict.fromkeys([*first, *then])
    return {key: [*first.get(key, ()), *then.get(key, ())] for key in keys}


def marks_of(findings: Iterable[StoredFinding]) -> dict[str, list[Mark]]:
    """For each passage its marks: one for each sentence, with the worst of what was found in it."""
    sentences: dict[int, list[StoredFinding]] = {}
    for item in findings:
        sentences.setdefault(item.row.number, []).append(item)
    marks: dict[str, list[Mark]] = {}
    for number, items in sentences.items():
        row = items[0].row
        marks.setdefault(row.block, []).append(Mark(row.start, row.end, number, _worst(items).value))
    return marks


def _worst(items: Iterable[StoredFinding]) -> Standing:
    return min((standing_of(item) for item in items), key=ORDER.index)
