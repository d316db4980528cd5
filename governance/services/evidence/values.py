"""The records of a pack as plain values: what `evidence.json` holds."""

from datetime import UTC, datetime
from typing import Any

from content.models import Version
from governance.models import ApprovedStatement, Comment, ExceptionRequest, Publication, Review, SignOff
from governance.services.findings import StoredFinding
from governance.services.life.asof import findings_at
from governance.services.life.periods import withdrawal_of


def moment(at: datetime | None) -> str:
    """A moment in UTC to the microsecond, "" for none."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ") if at else ""


def publication_value(item: Publication, until: datetime) -> dict[str, Any]:
    """What the public saw, from when, and how it was taken down by a moment."""
    withdrawal = withdrawal_of(item)
    withdrawal = withdrawal if withdrawal and withdrawal.withdrawn_at <= until else None
    return {
        "id": item.pk, "path": item.path, "title": item.title, "version": item.version.number,
        "digest": item.digest, "signature": item.signoff_id, "statement": item.statement.version,
        "last_reviewed": str(item.last_reviewed), "next_review": str(item.next_review),
        "published_at": moment(item.published_at), "published_by": str(item.published_by),
        "taken_down_at": moment(withdrawal.withdrawn_at) if withdrawal else "",
        "taken_down_by": str(withdrawal.withdrawn_by) if withdrawal else "",
        "taken_down_because": withdrawal.reason if withdrawal else "",
    }  # fmt: skip


def signoff_value(item: SignOff, until: datetime) -> dict[str, Any]:
    """A signature: who, with which licence, on which words, under which statement, beside which findings."""
    retraction = getattr(item, "retraction", None)
    retraction = retraction if retraction and retraction.retracted_at <= until else None
    return {
        "id": item.pk, "page": item.version.document.path, "version": item.version.number, "digest": item.digest,
        "physician": item.physician_name, "credential": item.credential, "meaning": item.get_meaning_display(),
        "licence_expires": str(item.licence_expires), "signed_at": moment(item.signed_at),
        "statement": item.statement.version, "key": item.key_id, "corrects": item.corrects_id or 0,
        "taken_back_at": moment(retraction.retracted_at) if retraction else "",
        "taken_back_because": retraction.reason if retraction else "",
        "findings": [finding_value(found) for found in findings_at(item.extraction, item.statement, item.signed_at)],
    }  # fmt: skip


def finding_value(item: StoredFinding) -> dict[str, Any]:
    """A claim as the statement judged it, and what a physician said of it."""
    said = item.settlement
    return {
        "sentence": item.row.sentence, "topic": item.row.topic, "low": item.row.low, "high": item.row.high,
        "condition": item.row.condition, "verdict": item.finding.verdict.value, "is_excepted": item.is_excepted,
        "settled_as": said.settled_as if said else "", "settled_by": said.physician_name if said else "",
        "settled_because": said.reason if said else "",
    }  # fmt: skip


def version_value(item: Version) -> dict[str, Any]:
    """A version: who wrote it, when and why; its words lie under its digest."""
    return {
        "page": item.document.path, "version": item.number, "digest": item.digest, "saved_by": item.saved_by_name,
        "saved_at": moment(item.saved_at), "reason": item.reason,
    }  # fmt: skip


def review_value(item: Review) -> dict[str, Any]:
    """A version's way through the physicians. Its state is not told: it moves on, and the trail tells how."""
    return {
        "page": item.version.document.path, "version": item.version.number, "sent_by": str(item.submitted_by),
        "sent_at": moment(item.submitted_at), "note": item.note, "due_on": str(item.due_on),
    }  # fmt: skip


def exception_value(item: ExceptionRequest, until: datetime) -> dict[str, Any]:
    """A permission that was asked for, and how it was answered by a moment."""
    grant, decline = getattr(item, "grant", None), getattr(item, "decline", None)
    grant = grant if grant and grant.granted_at <= until else None
    decline = decline if decline and decline.declined_at <= until else None
    return {
        "sentence": item.claim.sentence, "digest": item.digest, "statement": item.statement.version,
        "reason": item.reason, "until": str(item.expires_on), "asked_by": item.physician_name,
        "asked_at": moment(item.asked_at), "granted_by": grant.officer_name if grant else "",
        "granted_at": moment(grant.granted_at) if grant else "",
        "declined_by": decline.officer_name if decline else "",
        "declined_because": decline.reason if decline else "",
    }  # fmt: skip


def comment_value(item: Comment) -> dict[str, Any]:
    """The first word of a thread; its answers are entries of the trail."""
    return {
        "version": item.version.number, "number": item.number, "by": item.author_name,
        "at": moment(item.said_at), "on": item.quote, "says": item.body,
    }  # fmt: skip


def statement_value(item: ApprovedStatement) -> dict[str, Any]:
    """A statement: from when it held and who approved it; its text lies under its digest."""
    return {
        "version": item.version, "title": item.title, "digest": item.digest, "effective": str(item.effective),
        "approved_at": moment(item.approved_at), "approved_by": str(item.approved_by),
        "seconded_by": str(item.seconded_by),
    }  # fmt: skip
