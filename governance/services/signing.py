"""Signing: a physician puts their name to exactly these words."""

from datetime import datetime

from django.utils import timezone

from governance.models import Checklist, Meaning, NoticeKind, Person, Physician, Review, SignOff
from governance.policy.gate import Blocker, Code, Facts, blockers
from governance.policy.verbs import Verb
from governance.services.acting import Refusal, acting
from governance.services.actors import Actor
from governance.services.corrections import last_full_signoff
from governance.services.facts import Case, case_of, facts_for_correcting, facts_for_signing
from governance.services.findings import findings_digest
from governance.services.keys import sign
from governance.services.notices import authors, tell
from governance.services.reviews import locked, move, refuse_decided
from governance.services.seals import signed_payload
from governance.services.second_factor import has_second_factor, verify_code

# Which of the two was wrong is not said.
NOT_AUTHENTICATED = Blocker(
    Code.NOT_AUTHENTICATED,
    "The password or the code did not match, or the code was used before. Nothing was signed.",
    "sign",
)
NO_SECOND_FACTOR = Blocker(
    Code.NO_SECOND_FACTOR,
    "Signing needs a code from an authenticator app. Set yours up first.",
    "second-factor",
)
OTHER_WORDS = Blocker(
    Code.TEXT_MOVED_ON,
    "The words have changed since you opened them. Your signature was not used.",
    "changes",
)


def sign_off(
    *,
    actor: Actor,
    review: Review,
    digest: str,
    meaning: Meaning,
    password: str,
    code: str,
    ticked: frozenset[int] = frozenset(),
    at: datetime,
) -> SignOff | Refusal:
    """Signs the review's version.

    digest: of the words that the physician had before them. password, code: asked again for every signature,
    whatever the session; the code is one of the authenticator app, or a recovery code. ticked: the keys of the
    checklist's points that the physician ticked; a correction has none.
    Returns the sign-off, or a Refusal with everything that stands in the way.
    Raises Denied without the role, MovedOn where the review is decided.
    """
    with acting(actor, Verb.SIGN_OFF, at=at) as act:
        review = locked(review)
        act.about(review, document=review.document)
        refuse_decided(review, Verb.SIGN_OFF)
        case = case_of(review.version, at=at)
        facts = _facts(actor, case, meaning, ticked, at)
        found = _in_the_way(actor, case, facts, digest) or identity_blockers(actor.person, password, code)
        if found:
            return act.refused(found)
        move(review, Verb.SIGN_OFF, decided_by=actor.person, decided_at=at)
        signoff = _sign(actor, review, case, meaning, at)
        tell(authors(review), NoticeKind.SIGNED, review.document, at=at, review=review, but=actor)
        act.done(after=signoff.digest, reason=Meaning(meaning).label, detail=signoff.credential)
        return signoff


def _facts(actor: Actor, case: Case, meaning: Meaning, ticked: frozenset[int], at: datetime) -> Facts:
    if meaning == Meaning.CORRECTION:
        return facts_for_correcting(case, person=actor.person, at=at)
    return facts_for_signing(case, person=actor.person, ticked=ticked, at=at)


def _in_the_way(actor: Actor, case: Case, facts: Facts, digest: str) -> tuple[Blocker, ...]:
    found = blockers(facts)
    if digest != case.version.digest:
        found += (OTHER_WORDS,)
    if actor.person is None or not has_second_factor(actor.person):
        found += (NO_SECOND_FACTOR,)
    return found


def identity_blockers(person: Person | None, password: str, code: str) -> tuple[Blocker, ...]:
    """What is wrong with the password and the code; a right code is used up, so this is asked last of all."""
    # Only once nothing else stands in the way: a refused signature uses no code up.
    if person is None or not person.check_password(password):
        return (NOT_AUTHENTICATED,)
    return () if verify_code(person, code) else (NOT_AUTHENTICATED,)


def _sign(actor: Actor, review: Review, case: Case, meaning: Meaning, at: datetime) -> SignOff:
    entry = Physician.objects.get(person=actor.person)
    is_correction = meaning == Meaning.CORRECTION
    signoff = SignOff(
        review=review,
        version=case.version,
        digest=case.version.digest,
        statement=case.statement,
        extraction=case.extraction,
        findings_digest=findings_digest(case.findings),
        physician=actor.person,
        physician_name=actor.name,
        degree=entry.degree,
        specialty=entry.specialty,
        licence_number=entry.licence_number,
        licence_region=entry.licence_region,
        licence_expires=entry.licence_expires,
        meaning=Meaning(meaning),
        corrects=last_full_signoff(case.version) if is_correction else None,
        checklist=None if is_correction else Checklist.objects.in_force(),
        signed_at=at,
        signed_on=timezone.localtime(at).date(),
    )
    signoff.key_id, signoff.signature = sign(signed_payload(signoff))
    signoff.save(force_insert=True)
    return signoff
