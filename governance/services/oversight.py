"""Oversight: a random sample of signatures is looked at again by physicians who neither wrote nor signed the page.

The seed of a draw is the hash of the entry that announced it, with period and size, before anything was drawn: nobody
chooses it, and everybody can draw again. docs/oversight.md says how.
"""

import hashlib
import secrets
from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from content.models import Version
from governance.models import (
    AuditEntry,
    Opinion,
    Person,
    Physician,
    SampleDraw,
    SampledSignature,
    SecondLook,
    SignOff,
)
from governance.policy.verbs import Verb
from governance.services.acting import MovedOn, acting
from governance.services.actors import Actor
from governance.services.reviews import required_reason

MOST = 500


def draw_sample(*, actor: Actor, since: date, until: date, size: int, at: datetime) -> SampleDraw:
    """Announces a sample of the signatures of a period, then draws it: two acts, so that the seed comes first.

    Raises Denied, ValidationError for a period that is not over, a size below 1 or above 500, or no signature.
    """
    seed = _announce(actor, since, until, size, at)
    with acting(actor, Verb.DRAW_SAMPLE, at=at) as act:
        pool = pool_of(since, until)
        draw = SampleDraw.objects.create(
            since=since,
            until=until,
            size=size,
            pool=len(pool),
            seed_entry=seed.sequence,
            seed=seed.hash,
            drawn_by=actor.person,
            drawn_by_name=actor.name,
            drawn_at=at,
        )
        drawn = drawn_from(pool, seed.hash, size)
        SampledSignature.objects.bulk_create(
            SampledSignature(draw=draw, position=position, signoff_id=key)
            for position, key in enumerate(drawn, start=1)
        )
        act.about(draw)
        told = f"{len(drawn)} of {len(pool)}, seed of entry {seed.sequence}: {' '.join(map(str, drawn))}"
        act.done(before=seed.hash, detail=told)
        return draw


def pool_of(since: date, until: date) -> list[int]:
    """The keys of all signatures of a period, whatever became of them; for a period that is over it stays so."""
    found = SignOff.objects.filter(signed_on__gte=since, signed_on__lte=until).order_by("pk")
    return list(found.values_list("pk", flat=True))


def drawn_from(pool: list[int], seed: str, size: int) -> list[int]:
    """The first so many of the pool in the order of SHA-256 over `seed:key`."""
    return sorted(pool, key=lambda key: hashlib.sha256(f"{seed}:{key}".encode()).hexdigest())[:size]


def is_reproduced(draw: SampleDraw) -> bool:
    """Whether drawing again from the entry that announced it gives the same sample."""
    entry = AuditEntry.objects.filter(sequence=draw.seed_entry, verb=Verb.ANNOUNCE_SAMPLE).first()
    drawn = list(draw.sampled.order_by("position").values_list("signoff", flat=True))
    told = (draw.seed, _told(draw.since, draw.until, draw.size))
    is_announced = entry is not None and (entry.hash, entry.detail) == told
    return is_announced and drawn == drawn_from(pool_of(draw.since, draw.until), draw.seed, draw.size)


def look_again(
    *, actor: Actor, sampled: SampledSignature, opinion: str, reason: str, at: datetime
) -> SecondLook:
    """Records what a second physician found.

    Raises Denied, PermissionDenied for who signed or wrote it or has no licence, ValidationError without a reason or
    for another opinion, MovedOn where somebody has looked already.
    """
    with acting(actor, Verb.LOOK_AGAIN, at=at) as act:
        rows = SampledSignature.objects.select_for_update(of=("self",))
        sampled = rows.select_related("signoff__version__document").get(pk=sampled.pk)
        act.about(sampled, document=sampled.signoff.version.document)
        obstacle = why_not(actor.person, sampled, at=at)
        if obstacle:
            raise PermissionDenied(obstacle)
        if opinion not in Opinion.values:
            raise ValidationError({"opinion": "Choose what you say of it."})
        reason = required_reason(reason, "Say in a few words what you saw.", most=1000)
        if SecondLook.objects.filter(sampled=sampled).exists():
            raise MovedOn("Somebody has looked at this page already.")
        look = SecondLook.objects.create(
            sampled=sampled,
            opinion=opinion,
            reason=reason,
            physician=actor.person,
            physician_name=actor.name,
            looked_at=at,
        )
        act.done(before=sampled.signoff.digest, reason=reason, detail=Opinion(opinion).label)
        return look


def why_not(person: Person | None, sampled: SampledSignature, *, at: datetime) -> str:
    """Why this person cannot take the second look, "" where nothing stands in the way."""
    signoff = sampled.signoff
    entry = Physician.objects.filter(person=person).first() if person else None
    if entry is None or not entry.is_licensed(on=timezone.localtime(at).date()):
        return "Only a physician of the register with a current licence takes a second look."
    if signoff.physician_id == entry.person_id:
        return "You signed this page. Another physician takes the second look."
    upto = Version.objects.filter(document=signoff.version.document_id, number__lte=signoff.version.number)
    if upto.filter(saved_by=person).exists():
        return "You wrote on this page. Another physician takes the second look."
    return ""


def default_size() -> int:
    """How many signatures the site looks at again, unless somebody says otherwise."""
    return int(settings.SECOND_LOOK_SIZE)


def _announce(actor: Actor, since: date, until: date, size: int, at: datetime) -> AuditEntry:
    mark = secrets.token_hex(32)  # finds the entry again, and nobody knows it before
    with acting(actor, Verb.ANNOUNCE_SAMPLE, at=at) as act:
        _refuse(since, until, size, at)
        act.done(after=mark, detail=_told(since, until, size))
    return AuditEntry.objects.filter(verb=Verb.ANNOUNCE_SAMPLE, after=mark).order_by("-sequence")[0]


def _refuse(since: date, until: date, size: int, at: datetime) -> None:
    if since > until:
        raise ValidationError({"until": "The last day comes before the first one."})
    if until >= timezone.localtime(at).date():
        raise ValidationError(
            {"until": "Draw from a period that is over: its last day was yesterday at the latest."}
        )
    if not 1 <= size <= MOST:
        raise ValidationError({"size": f"Draw at least one signature, and {MOST} at the most."})
    if not pool_of(since, until):
        raise ValidationError({"since": "Nobody signed anything in this period."})


def _told(since: date, until: date, size: int) -> str:
    return f"{size} of the signatures from {since} to {until}"
