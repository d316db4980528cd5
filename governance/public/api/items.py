"""Publications as JSON: what a reader of the page sees, and the signed words in their parts. Never a finding."""

from typing import Any

from governance.models import Publication, SignOff, Withdrawal
from governance.policy.expiry import Age
from governance.public.reading import Reading
from governance.public.rendering import absolute
from governance.public.reviewers import reviewer_path
from governance.public.signed import signed_text
from governance.slots import filled

ITEMS = "/api/v1/publications/"


def summary(publication: Publication, age: Age) -> dict[str, Any]:
    """A publication as the list has it."""
    return {
        "id": publication.pk,
        "path": publication.path,
        "url": absolute(f"/{publication.path}/"),
        "api_url": absolute(f"{ITEMS}{publication.path}/"),
        "collection": publication.collection,
        "title": publication.title,
        "lead": publication.lead,
        "digest": publication.digest,
        "last_reviewed": publication.last_reviewed.isoformat(),
        "next_review": publication.next_review.isoformat(),
        "review": age.stage.value,
        "published_at": publication.published_at.isoformat(),
        "reviewer": _reviewer(publication.reviewed),
    }


def whole(reading: Reading) -> dict[str, Any]:
    """A publication with its words: as HTML, and in the parts that were signed."""
    publication = reading.publication
    text = signed_text(publication.text)
    return {
        **summary(publication, reading.age),
        "version": reading.version_number,
        "contradicts_new_guidance": reading.is_flagged,
        "condition": text.condition,
        "icd11": text.icd11,
        "html": filled(publication.html, {}),
        "sections": list(text.sections),
        "questions": [_question(item) for item in reading.shown],
        "related": [{"title": item.title, "url": absolute(f"/{item.path}/")} for item in reading.linked],
    }


def gone(withdrawal: Withdrawal, path: str) -> dict[str, Any]:
    """What is said of a page that was taken down: none of its words."""
    return {
        "path": path,
        "url": absolute(f"/{path}/"),
        "withdrawn_at": withdrawal.withdrawn_at.isoformat(),
        "note": withdrawal.get_public_note_display() if withdrawal.public_note else "",
    }


def _question(publication: Publication) -> dict[str, Any]:
    return {
        "title": publication.title,
        "path": publication.path,
        "digest": publication.digest,
        "html": filled(publication.html, {}),
        "last_reviewed": publication.last_reviewed.isoformat(),
        "reviewer": _reviewer(publication.reviewed),
    }


def _reviewer(signoff: SignOff) -> dict[str, str]:
    return {
        "name": signoff.physician_name,
        "degree": signoff.degree,
        "specialty": signoff.specialty,
        "url": absolute(reviewer_path(signoff)),
    }
