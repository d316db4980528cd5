"""What becomes of a live page in conflict with a new statement: taken down, at once or on the day of its flag."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from governance.models import ApprovedStatement, ConflictFlag, Live, NoticeKind
from governance.policy.verbs import Role, Verb
from governance.services.actors import Actor
from governance.services.audit import Act, lock_chain, record
from governance.services.judging import conflicts_in
from governance.services.notices import authors, tell
from governance.services.readings import readings_of
from governance.services.withdrawing import take_down


def take_down_or_flag(
    live: Live, statement: ApprovedStatement, sentences: int, *, actor: Actor, at: datetime
) -> ConflictFlag | None:
    """Inside an act: takes a live page in conflict down, or flags it, as the site's policy says.

    The page leaves one entry. Returns the flag, None where it was taken down.
    """
    standing = ConflictFlag.objects.filter(publication=live.publication_id, statement=statement).first()
    if standing is not None:
        return standing
    today = timezone.localtime(at).date()
    deadline = _deadline(live, statement, today)
    if deadline > today:
        return _flag(live, statement, sentences, deadline, actor, at)
    _take_down(live, statement, sentences, actor, at)
    return None


def withdraw_flagged(*, at: datetime) -> int:
    """Takes down the flagged pages whose day has come, in the name of the statement's owner. Returns how many.

    A page that is in conflict no more, by an exception, stays. Run twice or late it acts once.
    """
    due = ConflictFlag.objects.due(on=timezone.localtime(at).date())
    return sum(_end_grace(flag, at) for flag in due.select_related("statement__approved_by"))


def _end_grace(flag: ConflictFlag, at: datetime) -> bool:
    on = timezone.localtime(at).date()
    with transaction.atomic():
        lock_chain()
        # Asked again under the lock of the trail: something may have been published in its place, or approved.
        if not ConflictFlag.objects.due(on=on).filter(pk=flag.pk).exists():
            return False
        live = Live.objects.select_related("publication__signoff__review", "document").get(
            publication=flag.publication_id
        )
        found = conflicts_in(readings_of(Live.objects.filter(pk=live.pk)), flag.statement, on=on)
        sentences = found.values("claim__number").distinct().count()
        if sentences:
            owner = Actor(flag.statement.approved_by, frozenset({Role.STATEMENT_OWNER}))
            _take_down(live, flag.statement, sentences, owner, at)
        return bool(sentences)


def _deadline(live: Live, statement: ApprovedStatement, today: date) -> date:
    """So many days from now; never later than what an earlier statement, in force until now, has set."""
    earliest = today + timedelta(days=settings.CONFLICT_GRACE_DAYS)
    before = ApprovedStatement.objects.ranked(on=today).exclude(pk=statement.pk).first()
    flags = ConflictFlag.objects.filter(publication=live.publication_id, statement=before)
    return min([earliest, *flags.values_list("deadline", flat=True)])


def _flag(
    live: Live, statement: ApprovedStatement, sentences: int, deadline: date, actor: Actor, at: datetime
) -> ConflictFlag:
    flag = ConflictFlag.objects.create(
        publication_id=live.publication_id,
        statement=statement,
        sentences=sentences,
        flagged_at=at,
        deadline=deadline,
    )
    signoff = live.publication.signoff
    people = [*authors(signoff.review), signoff.physician]
    tell(people, NoticeKind.FLAGGED, live.document, at=at, day=deadline)
    act = _act(Verb.FLAG, live, _reason(statement, sentences), f"{live.path}, until {deadline}")
    record(actor=actor, act=act, at=at)
    return flag


def _take_down(live: Live, statement: ApprovedStatement, sentences: int, actor: Actor, at: datetime) -> None:
    reason = _reason(statement, sentences)
    act = _act(Verb.WITHDRAW, live, reason, live.path)
    take_down(live, actor, reason, at)
    record(actor=actor, act=act, at=at)


def _reason(statement: ApprovedStatement, sentences: int) -> str:
    return f"In conflict with {statement} in {sentences} sentence{'s' if sentences > 1 else ''}"


def _act(verb: Verb, live: Live, reason: str, detail: str) -> Act:
    return Act(
        verb=verb,
        role=Role.STATEMENT_OWNER,
        object_kind="document",
        object_id=str(live.document_id),
        object_label=live.document.title,
        document=live.document,
        before=live.publication.digest,
        reason=reason,
        detail=detail,
    )
