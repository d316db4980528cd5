"""What a physician's electronic signature is taken over."""

import json
from datetime import UTC

from governance.models import Meaning, SignOff

FORMAT = "imprimatur/signoff/1"


def signed_payload(signoff: SignOff) -> str:
    """The canonical encoding of a sign-off: the words' digest, how they were judged, who, what it means, when.

    JSON with sorted keys, no white space; findings_digest covers the findings, how each unclear one was settled,
    and which rest on an exception.
    """
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
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
