"""What a signature on a statement is taken over."""

import hashlib
import json
from datetime import UTC

from governance.models import Part, StatementSignature

FORMAT = "imprimatur/statement/1"


def statement_payload(signature: StatementSignature) -> str:
    """The canonical encoding: the text's digest, its version and day, the effect shown, who, what it means, when.

    JSON with sorted keys, no white space; `effect` is SHA-256 over the text of the effect that is kept beside it.
    """
    value = {
        "format": FORMAT,
        "digest": signature.digest,
        "version": signature.version,
        "effective": signature.effective.isoformat(),
        "effect": hashlib.sha256(signature.effect.encode()).hexdigest(),
        "signer": signature.name,
        "degree": signature.degree,
        "specialty": signature.specialty,
        "licence_number": signature.licence_number,
        "licence_region": signature.licence_region,
        "licence_expires": signature.licence_expires.isoformat(),
        "part": signature.part,
        "meaning": Part(signature.part).label,
        "signed_at": signature.signed_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
    }
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
