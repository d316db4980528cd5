"""What a version changes against another one, as `policy.changes` names it."""

from collections.abc import Iterator
from datetime import datetime

from content.digest import decode
from content.models import Version
from content.sections import READ_COLUMNS, Layout, PublicText, Section
from governance.models import Extraction, Live, SignOff
from governance.policy import changes
from governance.policy.changes import Difference, Line
from governance.services.findings import ensure_extraction

ELSEWHERE = frozenset({Layout.LINKS, Layout.SHOWN_ON, Layout.CODE})


def base_of(version: Version) -> Version | None:
    """What a version is compared with: the live version of its page, else the last signed before it, else nothing."""
    live = Live.objects.filter(document=version.document_id).select_related("publication__version").first()
    if live and live.publication.version_id != version.pk:
        return live.publication.version
    signed = SignOff.objects.filter(version__document=version.document_id, version__number__lt=version.number)
    last = signed.select_related("version").order_by("-version__number").first()
    return last.version if last else None


def change_of(reading: Extraction, base: Version | None, *, at: datetime) -> Difference:
    """What changes from the base to the version of a reading, the claims of both as the engine reads them now."""
    new = list(lines_of(decode(reading.version.text)))
    if base is None:
        return changes.first(new)
    return changes.difference(
        list(lines_of(decode(base.text))),
        new,
        claims_before=_claims(ensure_extraction(base, at=at)),
        claims_after=_claims(reading),
    )


def lines_of(text: PublicText) -> Iterator[Line]:
    """The text as lines; the address, the condition and where links lead are references."""
    yield Line("title", text.title, is_heading=True)
    yield Line("slug", text.slug, is_reference=True)
    yield Line("condition", text.condition, is_reference=True)
    for section in text.sections:
        yield from _lines(section)


def _lines(section: Section) -> Iterator[Line]:
    yield Line(section.key, section.heading, is_heading=True)
    for row in section.rows:
        # What a row says belongs to its name: an amount that goes to another drug is another amount.
        name = row.get("name")
        for column, text in row.columns:
            is_read = column in READ_COLUMNS and section.layout not in ELSEWHERE
            place = f"{section.key} {name}" if column == "text" else f"{section.key} {column}"
            yield Line(place, text, is_reference=not is_read)


def _claims(extraction: Extraction) -> Iterator[str]:
    for row in extraction.claims.all():
        reading = f"{row.topic} {row.low} {row.high} {row.agent} {row.condition}"
        # What is not placed for certain says whatever its words say.
        yield reading if row.topic and row.certain else f"{reading} {row.sentence}"
