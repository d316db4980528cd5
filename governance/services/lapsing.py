"""A live page that rests on an exception is in conflict again when the exception ends: taken down, or flagged."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from governance.models import ApprovedStatement, ConflictFlag, ExceptionGrant, Live
from governance.policy.verbs import Role
from governance.services.actors import Actor
from governance.services.audit import lock_chain
from governance.services.each import each
from governance.services.flagging import take_down_or_flag
from governance.services.judging import conflicts_in, judge_all
from governance.services.readings import readings_of


def withdraw_lapsed(*, at: datetime) -> int:
    """Takes down or flags, as the site's policy says, the live pages whose exception ended, in the name of the
    statement's owner.

    A page that another exception still holds stays. Run twice or late it acts once. Returns how many pages were
    taken down.
    """
    statement = ApprovedStatement.objects.binding(at=at)
    if statement is None:
        return 0
    resting = _resting_on_what_ended(statement, timezone.localtime(at).date())
    return each(list(resting.values_list("pk", flat=True)), lambda key: _end(key, at))


def _resting_on_what_ended(statement: ApprovedStatement, on: date) -> QuerySet[Live]:
    ended = ExceptionGrant.objects.filter(
        request__expires_on__lt=on, request__claim__extraction__version=OuterRef("publication__version")
    )
    flags = ConflictFlag.objects.filter(publication=OuterRef("publication"), statement=statement)
    return Live.objects.filter(Exists(ended), ~Exists(flags)).order_by("pk")


@transaction.atomic
def _end(key: int, at: datetime) -> bool:
    # Asked again under the lock of the trail: something may have been published in its place, or approved.
    lock_chain()
    on, statement = timezone.localtime(at).date(), ApprovedStatement.objects.binding(at=at)
    if statement is None or not _resting_on_what_ended(statement, on).filter(pk=key).exists():
        return False
    reading = readings_of(Live.objects.filter(pk=key))
    judge_all(reading, statement)
    found = conflicts_in(reading, statement, on=on)
    sentences = found.values("claim__number").distinct().count()
    if not sentences:
        return False
    related = ("publication__signoff__review", "publication__signoff__physician", "document__owner")
    live = Live.objects.select_related(*related).get(pk=key)
    owner = Actor(statement.approved_by, frozenset({Role.STATEMENT_OWNER}))
    return take_down_or_flag(live, statement, sentences, actor=owner, at=at) is None
