"""What a statement does to the pages: at its approval, or on the day from which it is in force."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, F, QuerySet
from django.utils import timezone

from governance.claims.engine import ENGINE_VERSION
from governance.models import ApprovedStatement, Extraction, Live, NoticeKind, Review, StatementEffect
from governance.policy.states import OPEN
from governance.policy.verbs import Role, Verb
from governance.services.acting import acting
from governance.services.actors import Actor
from governance.services.audit import lock_chain
from governance.services.flagging import take_down_or_flag
from governance.services.judging import conflicts_in, judge_all
from governance.services.notices import authors, keepers, tell
from governance.services.readings import readings_of


@dataclass(frozen=True, slots=True)
class Effects:
    """The addresses of the live pages that a statement took down, and of those that it left up with a deadline."""

    withdrawn: tuple[str, ...] = ()
    flagged: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{pages('Withdrawn', self.withdrawn)}\n{pages('Flagged', self.flagged)}".strip()


def apply_statement(statement: ApprovedStatement, *, actor: Actor, at: datetime) -> Effects:
    """Inside an act: judges every live page and every newest version by the statement in force.

    The live pages that contradict it are taken down or flagged, each with an entry; the people of signed pages and
    of open reviews that contradict it now are told.
    """
    effects = enforce(statement, actor=actor, at=at)
    _judge_newest(statement, at)
    return effects


def enforce(statement: ApprovedStatement, *, actor: Actor, at: datetime) -> Effects:
    """Inside an act: judges every live page by the statement in force; takes down or flags those in conflict."""
    withdrawn: list[str] = []
    flagged: list[str] = []
    for live, sentences in _live_in_conflict(statement, at):
        if not Live.objects.filter(pk=live.pk).exists():
            continue  # it went with the page that carried its required sentences
        flag = take_down_or_flag(live, statement, sentences, actor=actor, at=at)
        (flagged if flag else withdrawn).append(live.path)
    return Effects(tuple(withdrawn), tuple(flagged))


def announce_statement(statement: ApprovedStatement, *, at: datetime) -> list[str]:
    """Inside an act: judges everything by a statement that is still to come, and tells the pages' owners.

    Returns the addresses of the live pages that will contradict it.
    """
    found = [live for live, _ in _live_in_conflict(statement, at)]
    for live in found:
        tell(keepers(live.document), NoticeKind.IN_CONFLICT, live.document, at=at, day=statement.effective)
    _judge_newest(statement, at)
    return [live.path for live in found]


def take_effect(*, at: datetime) -> int:
    """Lets a statement that was approved ahead take effect on its day, once, in its owner's name.

    Returns how many pages were taken down. A page changed between the approval and its day is judged like all.
    """
    statement = ApprovedStatement.objects.binding(at=at)
    if statement is None or not _is_pending(statement):
        return 0
    with transaction.atomic():
        # Asked again under the lock of the trail: another process may have been quicker.
        lock_chain()
        return _take_effect(statement, at) if _is_pending(statement) else 0


def _take_effect(statement: ApprovedStatement, at: datetime) -> int:
    owner = Actor(statement.approved_by, frozenset({Role.STATEMENT_OWNER}))
    with acting(owner, Verb.TAKE_EFFECT, at=at) as act:
        act.about(statement)
        StatementEffect.objects.create(statement=statement, taken_at=at)
        effects = apply_statement(statement, actor=owner, at=at)
        act.done(after=statement.digest, detail=str(effects))
        return len(effects.withdrawn)


def pages(what: str, paths: Iterable[str]) -> str:
    """The pages as an entry lists them, one a line."""
    return "\n".join(f"{what}: /{path}/" for path in paths)


def _is_pending(statement: ApprovedStatement) -> bool:
    """Whether it was approved before its day, and has not taken effect yet."""
    if statement.effective <= timezone.localtime(statement.approved_at).date():
        return False
    return not StatementEffect.objects.filter(statement=statement).exists()


def _live_in_conflict(statement: ApprovedStatement, at: datetime) -> list[tuple[Live, int]]:
    """The live pages in conflict, each with the number of its sentences that are."""
    judged = readings_of(Live.objects.all())
    judge_all(judged, statement)
    found = conflicts_in(judged, statement, on=timezone.localtime(at).date()).order_by()
    counted = found.values_list("claim__extraction__version").annotate(Count("claim__number", distinct=True))
    sentences = dict(counted)
    rows = Live.objects.select_for_update(of=("self",)).order_by("pk")
    rows = rows.filter(publication__version__in=found.values("claim__extraction__version"))
    related = ("publication__signoff__review", "publication__signoff__physician", "document__owner")
    return [(live, sentences[live.publication.version_id]) for live in rows.select_related(*related)]


def _judge_newest(statement: ApprovedStatement, at: datetime) -> None:
    """The newest version of every document, so that lists and desks show how it stands."""
    judge_all(Extraction.objects.filter(version__number=F("version__document__version_number")), statement)
    for review in _open_in_conflict(statement, at):
        signer = [review.decided_by] if review.decided_by else []
        day = statement.effective
        tell(
            [*authors(review), *signer],
            NoticeKind.IN_CONFLICT,
            review.document,
            at=at,
            review=review,
            day=day,
        )


def _open_in_conflict(statement: ApprovedStatement, at: datetime) -> QuerySet[Review]:
    """Signed pages and open reviews that contradict this statement, and not the one that held before it."""
    on = timezone.localtime(at).date()
    read = Extraction.objects.filter(version__reviews__state__in=OPEN, engine=ENGINE_VERSION)
    found = conflicts_in(read, statement, on=on).values("claim__extraction__version")
    reviews = Review.objects.open().filter(version__in=found).order_by("pk")
    before = ApprovedStatement.objects.ranked(on=on).exclude(pk=statement.pk).first()
    known = conflicts_in(read, before, on=on).values("claim__extraction__version") if before else []
    related = ("document__owner", "submitted_by", "decided_by")
    return reviews.exclude(version__in=known).select_related(*related)
