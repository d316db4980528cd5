"""Proof: signatures hold, and what is live is what was signed."""

from collections.abc import Iterator

from content.digest import decode, digest_of
from content.rendering import render
from governance.models import Live, Publication, SignOff
from governance.services.corrections import compared_with
from governance.services.keys import KeyMissing, verifies
from governance.services.seals import signed_payload


def bad_signatures() -> tuple[int, list[str]]:
    """How many signatures there are, and one sentence for each that does not hold."""
    checked, bad = 0, []
    signed = SignOff.objects.select_related("version", "statement", "corrects__version", "checklist")
    for signoff in signed.prefetch_related("checklist__points").order_by("pk").iterator(500):
        checked += 1
        bad += [f"Signature {signoff.pk} on {signoff.version}: {fault}" for fault in _faults(signoff)]
    return checked, bad


def live_that_differs() -> tuple[int, list[str]]:
    """How many pages are live, and one sentence for each that is not what was signed."""
    checked, bad = 0, []
    pages = Live.objects.pages().select_related("publication__version").order_by("path")
    for live in pages.iterator(200):
        checked += 1
        bad += [f"/{live.path}/: {fault}" for fault in publication_faults(live.publication)]
    return checked, bad


def publication_faults(publication: Publication) -> Iterator[str]:
    """What is wrong with a publication, as sentences; nothing where it is exactly what was signed."""
    signoff = publication.signoff
    if digest_of(publication.text) != publication.digest:
        yield "its words do not have its digest"
    if publication.digest != signoff.digest or publication.version_id != signoff.version_id:
        yield "other words were signed"
    if publication.last_reviewed != signoff.in_full.signed_on:
        yield "it shows another date than that of the signature"
    if not _is_made_of_its_words(publication):
        yield "its page differs from what these words make today"
    yield from _faults(signoff)


def _is_made_of_its_words(publication: Publication) -> bool:
    try:
        return render(decode(publication.text)) == publication.html
    except (ValueError, KeyError, TypeError):  # words changed past the rules may be no text at all
        return False


def _faults(signoff: SignOff) -> Iterator[str]:
    if digest_of(signoff.version.text) != signoff.digest:
        yield "the words of the version are not those that were signed"
    if signoff.corrects and compared_with(signoff.corrects, signoff.version).beyond:
        yield "more than typography differs from the words that were signed in full"
    try:
        holds = verifies(signed_payload(signoff), signoff.key_id, signoff.signature)
    except KeyMissing as error:
        yield str(error)
        return
    if not holds:
        yield "the signature does not verify"
