"""Retracted works: import the list of notices, and settle a citation that a physician lets stand."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from django.core.exceptions import ValidationError

from content.retractions import ListRefused, Record
from governance.models import Citation, CitationSettlement, RetractionNotice, Review
from governance.policy.states import ReviewState
from governance.policy.verbs import Verb
from governance.services.acting import MovedOn, acting
from governance.services.actors import Actor
from governance.services.citations import live_retracted, mark_noticed, retracted_citations
from governance.services.reviews import required_reason

# Below what SQLite takes in one statement.
BATCH = 500


def import_retractions(*, actor: Actor, records: Iterable[Record], source: str, at: datetime) -> int:
    """Adds the notices that are not there yet; the same list a second time adds nothing.

    records: read as they come, held only where they are new. source: the list's name, for the entry.
    Returns how many notices are new.
    Raises Denied, ValidationError where the list cannot be read; then nothing is added.
    """
    # Read before the act, so that nobody waits while a long list is read; the act adds what is new.
    fresh, wrong = _read(records)
    with acting(actor, Verb.IMPORT_RETRACTIONS, at=at) as act:
        if wrong:
            raise ValidationError(wrong)
        added = sum(_add(batch, at) for batch in _batches(fresh))
        cited = len({item.citation.version_id for item in live_retracted()})
        told = f"{source}: {added} new notices. Live pages that cite a retracted work: {cited}."
        act.done(detail=told)
        return added


def settle_citation(
    *, actor: Actor, review: Review, citation: Citation, reason: str, at: datetime
) -> list[CitationSettlement]:
    """A physician lets a version go on citing a retracted work, in their own name.

    Returns a settlement for each notice of the work. Raises Denied, MovedOn where the review is decided,
    ValidationError without a reason or for a citation that is not open in this review.
    """
    with acting(actor, Verb.SETTLE_CITATION, at=at) as act:
        act.about(citation, document=review.document, label=citation.label)
        reason = required_reason(reason, "Say in a few words why the page may cite it.", most=500)
        settlements = [
            CitationSettlement.objects.create(
                citation=citation,
                notice=notice,
                reason=reason,
                physician=actor.person,
                physician_name=actor.name,
                settled_at=at,
            )
            for notice in _open_notices(review, citation)
        ]
        act.done(after=review.version.digest, reason=reason, detail=citation.doi or f"PMID {citation.pmid}")
        return settlements


def _open_notices(review: Review, citation: Citation) -> list[RetractionNotice]:
    current = Review.objects.select_for_update().get(pk=review.pk)
    if current.state != ReviewState.SUBMITTED:
        raise MovedOn(f"This review is {current.state}, so nothing is left to settle.")
    found = retracted_citations(review.version)
    notices = [item.notice for item in found if item.is_open and item.citation == citation]
    if not notices:
        raise ValidationError(
            {"citation": "This reference is not a retracted one that waits, so there is nothing to settle."}
        )
    return notices


def _batches(records: Iterable[Record]) -> Iterator[list[Record]]:
    coming = iter(records)
    while batch := list(islice(coming, BATCH)):
        yield batch


def _read(records: Iterable[Record]) -> tuple[list[Record], str]:
    """The records that are not there yet, and what is wrong with the list, "" for nothing."""
    fresh: list[Record] = []
    try:
        for batch in _batches(records):
            fresh += _unknown(batch)
    except ListRefused as error:
        return [], str(error)
    return fresh, ""


def _unknown(batch: Sequence[Record]) -> list[Record]:
    """What of a batch is not stored; a record that stands twice in it is one."""
    there = RetractionNotice.objects.filter(record__in={item.record for item in batch})
    known = {_key(notice) for notice in there}
    return list({_key(item): item for item in batch if _key(item) not in known}.values())


def _add(batch: Sequence[Record], at: datetime) -> int:
    """Adds what of a batch is still new: another import may have come in between."""
    notices = [_notice(item, at) for item in _unknown(batch)]
    RetractionNotice.objects.bulk_create(notices)
    mark_noticed(notices)
    return len(notices)


def _key(notice: Record | RetractionNotice) -> tuple:
    return notice.record, notice.nature, notice.pmid, notice.doi, notice.noticed_on


def _notice(record: Record, at: datetime) -> RetractionNotice:
    return RetractionNotice(
        record=record.record,
        nature=record.nature.value,
        pmid=record.pmid,
        doi=record.doi,
        title=record.title,
        reason=record.reason,
        noticed_on=record.noticed_on,
        imported_at=at,
    )
