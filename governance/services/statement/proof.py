"""Proof: the signatures on statements hold, and every statement approved at the desk has its two."""

from collections.abc import Iterator

from governance.models import ApprovedStatement, Part, StatementSignature
from governance.services.keys import KeyMissing, verifies
from governance.services.statement.drafts import digest_of
from governance.services.statement.seals import statement_payload


def bad_statement_signatures() -> tuple[int, list[str]]:
    """How many signatures on statements there are, and one sentence for each that does not hold."""
    checked, bad = 0, []
    for signature in StatementSignature.objects.select_related("edit").order_by("pk").iterator(500):
        checked += 1
        bad += [
            f"Signature {signature.pk} on statement {signature.version}: {fault}"
            for fault in _faults(signature)
        ]
    return checked, bad


def signatures_of(statement: ApprovedStatement) -> list[StatementSignature]:
    """The two signatures under an approved statement; none under one that was set up before the desk was used."""
    seconded = StatementSignature.objects.filter(digest=statement.digest, part=Part.SECOND)
    found = StatementSignature.objects.filter(edit__in=seconded.values("edit"))
    return list(found.order_by("pk"))


def _faults(signature: StatementSignature) -> Iterator[str]:
    if digest_of(signature.edit.source) != signature.digest:
        yield "the text is not the one that was signed"
    try:
        holds = verifies(statement_payload(signature), signature.key_id, signature.signature)
    except KeyMissing as error:
        yield str(error)
        return
    if not holds:
        yield "the signature does not verify"
