"""How the entries of a page are told on its time line: a group to choose by, a sign, and what happened in words."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q, QuerySet

from governance.models import AuditEntry, Outcome
from governance.policy.verbs import Verb

NUMBER = re.compile(r", version (\d+)$")


class Group(StrEnum):
    """What may be chosen on the time line."""

    EVERYTHING = "everything"
    TEXTS = "texts"
    REVIEWS = "reviews"
    FINDINGS = "findings"
    SIGNATURES = "signatures"
    PUBLICATIONS = "publications"
    COMMENTS = "comments"
    REFUSALS = "refusals"


@dataclass(frozen=True, slots=True)
class Told:
    """How a verb is told: its group, its sign in the sprite, and what was done, after “version 3”."""

    group: Group
    sign: str
    done: str


TOLD: Mapping[str, Told] = {
    Verb.SAVE: Told(Group.TEXTS, "pen", "saved"),
    Verb.SUBMIT: Told(Group.REVIEWS, "sent", "sent for review"),
    Verb.TAKE_BACK: Told(Group.REVIEWS, "back", "taken back"),
    Verb.SEND_BACK: Told(Group.REVIEWS, "back", "sent back"),
    Verb.TAKE: Told(Group.REVIEWS, "sent", "taken by a physician"),
    Verb.ASSIGN: Told(Group.REVIEWS, "sent", "given to a physician"),
    Verb.RELEASE: Told(Group.REVIEWS, "back", "released again"),
    Verb.SETTLE: Told(Group.FINDINGS, "settled", "sentence settled"),
    Verb.SETTLE_CITATION: Told(Group.FINDINGS, "settled", "retracted reference settled"),
    Verb.ASK_EXCEPTION: Told(Group.FINDINGS, "unclear", "exception asked for"),
    Verb.GRANT_EXCEPTION: Told(Group.FINDINGS, "settled", "exception granted"),
    Verb.DECLINE_EXCEPTION: Told(Group.FINDINGS, "conflict", "exception declined"),
    Verb.SIGN_OFF: Told(Group.SIGNATURES, "pen", "signed"),
    Verb.RETRACT: Told(Group.SIGNATURES, "back", "signature taken back"),
    Verb.PUBLISH: Told(Group.PUBLICATIONS, "globe", "published"),
    Verb.PLAN_PUBLICATION: Told(Group.PUBLICATIONS, "globe", "publication planned"),
    Verb.CANCEL_PLAN: Told(Group.PUBLICATIONS, "back", "planned publication cancelled"),
    Verb.WITHDRAW: Told(Group.PUBLICATIONS, "down", "taken down"),
    Verb.APPROVE_STATEMENT: Told(Group.PUBLICATIONS, "law", "statement approved"),
    Verb.COMMENT: Told(Group.COMMENTS, "comment", "comment"),
    Verb.ANSWER_COMMENT: Told(Group.COMMENTS, "comment", "comment answered"),
    Verb.RESOLVE_COMMENT: Told(Group.COMMENTS, "comment", "comment resolved"),
    Verb.INVITE_EXPERT: Told(Group.COMMENTS, "sent", "outside expert invited"),
    Verb.OPEN_INVITATION: Told(Group.COMMENTS, "comment", "opened by an outside expert"),
    Verb.END_INVITATION: Told(Group.COMMENTS, "back", "invitation ended"),
}
OTHER = Told(Group.EVERYTHING, "settled", "")


@dataclass(frozen=True, slots=True)
class Event:
    """One entry as the time line shows it."""

    entry: AuditEntry
    sign: str
    title: str
    said: str

    @property
    def is_refusal(self) -> bool:
        """Whether it was not done."""
        return self.entry.outcome != Outcome.DONE


def chosen(entries: QuerySet[AuditEntry], group: Group) -> QuerySet[AuditEntry]:
    """The entries of a group."""
    if group is Group.EVERYTHING:
        return entries
    if group is Group.REFUSALS:
        return entries.filter(~Q(outcome=Outcome.DONE))
    return entries.filter(verb__in=[verb for verb, told in TOLD.items() if told.group is group])


def events_of(entries: Iterable[AuditEntry], numbers: Mapping[str, int]) -> list[Event]:
    """The entries in words. numbers: for each digest of the page the newest version that has it."""
    return [_event(entry, numbers) for entry in entries]


def _event(entry: AuditEntry, numbers: Mapping[str, int]) -> Event:
    told = TOLD.get(entry.verb, OTHER)
    is_done = entry.outcome == Outcome.DONE
    sign = told.sign if is_done else "conflict"
    return Event(entry, sign, _title(entry, told, numbers), _said(entry, is_done=is_done))


def _title(entry: AuditEntry, told: Told, numbers: Mapping[str, int]) -> str:
    number = _number(entry, numbers)
    what = told.done if entry.outcome == Outcome.DONE else f"{entry.verb}: {entry.get_outcome_display()}"
    words = f"version {number} {what or entry.verb}" if number else what or entry.verb
    return words[0].upper() + words[1:]


def _number(entry: AuditEntry, numbers: Mapping[str, int]) -> int | None:
    """The version that an entry is about: as its label says, else by the digest that it left or began with."""
    if entry.verb == Verb.APPROVE_STATEMENT:
        return None
    labelled = NUMBER.search(entry.object_label)
    return int(labelled[1]) if labelled else numbers.get(entry.after or entry.before)


def _said(entry: AuditEntry, *, is_done: bool) -> str:
    """The reason, or what stood in the way; the words of a comment or a sentence where there is neither."""
    if not is_done:
        return entry.detail
    if entry.verb in (Verb.SETTLE, Verb.ASK_EXCEPTION, Verb.COMMENT, Verb.APPROVE_STATEMENT):
        return f"{entry.object_label}: {entry.reason}" if entry.reason else entry.object_label
    return entry.reason
