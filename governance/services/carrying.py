"""Required sentences that a text leaves to the pages on which it appears whole, as a FAQ does to its condition pages.

docs/decisions/carrying.md says why, and what becomes of the text when such a page goes.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from content.digest import decode
from content.models import Version
from content.sections import Layout, PublicText
from governance.claims.required import missing_required
from governance.claims.values import Claim, Required
from governance.models import ApprovedStatement, Extraction, FoundClaim, Live
from governance.services.findings import as_claim, as_document
from governance.services.readings import readings_of


def missing_sentences(
    version: Version, extraction: Extraction, statement: ApprovedStatement
) -> tuple[Required, ...]:
    """The required sentences that neither the version carries nor a live page that shows it whole."""
    return missing_in(decode(version.text), extraction.claims.all(), statement)


def missing_in(
    text: PublicText, rows: Iterable[FoundClaim], statement: ApprovedStatement, *, without: str = ""
) -> tuple[Required, ...]:
    """The same for any public text and its claims, stored or not. without: the path of a page that does not count."""
    document, claims = as_document(text), [as_claim(row) for row in rows]
    missing = missing_required(document, claims, statement.parsed())
    for said in _said_where_shown(text, without) if missing else ():
        still = missing_required(document, [*claims, *said], statement.parsed())
        missing = min(missing, tuple(item for item in missing if item in still), key=len)
    return missing


def resting_on(path: str, *, at: datetime, is_gone: bool) -> list[Live]:
    """The live texts shown whole on that page that lack a required sentence: as it stands, or once it is gone."""
    statement = ApprovedStatement.objects.binding(at=at)
    if statement is None:
        return []
    without = path if is_gone else ""
    related = ("publication__signoff__review", "publication__signoff__physician", "document__owner")
    return [
        live
        for live in Live.objects.shown_on(path).select_related(*related)
        if missing_in(
            decode(live.publication.text),
            FoundClaim.objects.filter(extraction__in=readings_of(Live.objects.filter(pk=live.pk))),
            statement,
            without=without,
        )
    ]


def _said_where_shown(text: PublicText, without: str) -> Iterable[Sequence[Claim]]:
    """The claims of each live page that shows the text whole."""
    shown_on = [item for item in text.sections if item.layout == Layout.SHOWN_ON]
    paths = {row.get("path") for item in shown_on for row in item.rows} - {without}
    if not paths:
        return []
    said: dict[int, list[Claim]] = defaultdict(list)
    readings = readings_of(Live.objects.filter(path__in=paths))
    for row in FoundClaim.objects.filter(extraction__in=readings):
        said[row.extraction_id].append(as_claim(row))
    return said.values()
