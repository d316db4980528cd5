"""What a physician's electronic signature is taken over."""

import json
from datetime import UTC
from typing import Any

from governance.models import Meaning, SignOff

FORMAT, FORMAT_WITH_MORE = "imprimatur/signoff/1", "imprimatur/signoff/2"


def signed_payload(signoff: SignOff) -> str:
    """The canonical encoding of a sign-off: the words' digest, how they were judged, who, what it means, when.

    JSON with sorted keys, no white space; findings_digest covers the findings, how each unclear one was settled,
    and which rest on an exception. The second format says two things more: the points of the checklist that were
    ticked, in order, and the digest that was signed in full where this is a correction of it. A sign-off with
    neither has the first one, so what was signed before there was a checklist verifies as it did.
    """
    return json.dumps(_value(signoff), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _value(signoff: SignOff) -> dict[str, Any]:
    value = {
        "format": FORMAT,
        "digest": signoff.digest,
        "statement": signoff.statement.digest,
        "findings": signoff.findings_digest,
        "physician": signoff.physician_name,
        "degree": signoff.degree,
        "specialty": signoff.specialty,
        "licence_number": signoff.licence_number,
        "licence_region": signoff.licence_region,
        "licence_expires": signoff.licence_expires.isoformat(),
        "meaning": Meaning(signoff.meaning).label,
        "signed_at": signoff.signed_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
    }
    if signoff.checklist is None and signoff.corrects is None:
        return value
    return {
        **value,
        "format": FORMAT_WITH_MORE,
        "ticked": [point.sentence for point in signoff.checklist.points.all()] if signoff.checklist else [],
        "corrects": signoff.corrects.digest if signoff.corrects else "",
    }
