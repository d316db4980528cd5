"""What a draft does to the live pages, as its signers read it: a text that is sealed with their signatures."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from governance.claims.values import Statement
from governance.models import Live
from governance.services import impact
from governance.services.impact import Effect, PageImpact, Stage


@dataclass(frozen=True, slots=True)
class LiveEffect:
    """The live pages that a statement would put in conflict.

    text: JSON, for each of them in the order of their addresses the address, the digest of what is live and how many
    sentences are in conflict. So another publication, or another sentence, makes another text.
    """

    pages: tuple[tuple[str, str, int], ...]

    @property
    def text(self) -> str:
        """As it is kept under a signature."""
        return json.dumps(self.pages, separators=(",", ":"), ensure_ascii=False)

    @property
    def seal(self) -> str:
        """SHA-256 over the text: what a form names as read."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def live_effect(statement: Statement, *, at: datetime) -> LiveEffect:
    """The live pages that the statement contradicts now; nothing is read again and nothing written."""
    return effect_of(impact.pages(impact.shapes_of(statement, at=at)))


def effect_of(found: Iterator[PageImpact]) -> LiveEffect:
    """The same from an impact that was worked out already."""
    sentences = {
        page.document: page.sentences
        for page in found
        if page.stage == Stage.LIVE and page.effect == Effect.CONFLICT
    }
    rows = Live.objects.filter(document__in=sentences).order_by("path")
    live = rows.values_list("path", "publication__digest", "document")
    return LiveEffect(tuple((path, digest, sentences[document]) for path, digest, document in live))
