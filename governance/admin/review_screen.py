"""What the review screen shows: the words, what is found, what changed, what stands in the way and what holds."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from content.models import Version
from governance.admin.access import request_may
from governance.admin.assigning_context import assigning_context
from governance.admin.blocking import held, shown_blockers
from governance.admin.cards import Card
from governance.admin.cited import with_citation_forms
from governance.admin.comparing import comparing_context
from governance.admin.correcting_context import correction_context
from governance.admin.exceptions import with_exceptions
from governance.admin.forms import SendBackForm, SettleForm, SignForm
from governance.admin.inviting_context import inviting_context
from governance.admin.marks import paper_of
from governance.admin.plans import planning_context
from governance.admin.queueing import change_context, next_for
from governance.admin.recalled import recalling_context
from governance.admin.retraction import retraction_context
from governance.admin.screens import findings_context
from governance.admin.show import listed, urls_of
from governance.admin.threads import comment_marks, comments_context
from governance.admin.ticking import ticking_context
from governance.models import Meaning, Person, Physician, Publication, Review, SignOff
from governance.policy.gate import Code, Facts, blockers
from governance.policy.states import OPEN, ReviewState
from governance.policy.verbs import Verb
from governance.services.facts import Case, facts_for_publishing, facts_for_signing
from governance.services.second_factor import has_second_factor
from governance.services.signing import NO_SECOND_FACTOR


def review_context(request: HttpRequest, review: Review) -> dict[str, Any]:
    """Everything that the screen of a review shows, read without writing."""
    found = findings_context(review.version)
    panel = _panel(request, review)
    cards = {**found, **(with_settle_forms(found) if panel["may_settle"] else {})}
    cards |= recalling_context(request, review, found["case"], cards)
    commented = comments_context(request, review.version)
    marks = comment_marks(commented["open_threads"])
    paper = paper_of(review.version, found["case"].findings, marks)
    may_ask = review.state in OPEN and request_may(request, Verb.ASK_EXCEPTION)
    return {
        **found,
        **panel,
        **comparing_context(request, review, paper),
        **change_context(review),
        **assigning_context(request, review),
        **_onward(request, review),
        **_gate(request, review, found["case"]),
        "recalled": cards["recalled"],
        "review": review,
        "version": review.version,
        "document": review.document,
        **urls_of(review.document),
        "title": f"Review: {review.version}",
        **commented,
        **inviting_context(request, review.version),
        **with_exceptions(cards, review.version, on=timezone.localdate(), may_ask=may_ask),
        **retraction_context(request, panel["signoff"]),
        "retracted": with_citation_forms(request, found["case"].retracted, review),
        **planning_context(request, review),
    }


def with_settle_forms(context: dict[str, Any], bound: SettleForm | None = None) -> dict[str, Any]:
    """The cards, each with the form that settles it if it can be settled; `bound` in the place of its own."""
    return {
        name: [(card, _settle_form(card, bound)) for card, _ in context[name]]
        for name in ("open_cards", "settled_cards")
    }


def _settle_form(card: Card, bound: SettleForm | None) -> SettleForm | None:
    if not card.unclear:
        return None
    prefix = f"s{card.number}"
    if bound and bound.prefix == prefix:
        return bound
    return SettleForm(prefix=prefix, initial={"seen": card.last_settlement})


def _gate(request: HttpRequest, review: Review, case: Case) -> dict[str, Any]:
    if review.state not in (ReviewState.SUBMITTED, ReviewState.SIGNED):
        return {"shown_blockers": [], "held": []}
    facts = _facts(request, review, case)
    found = blockers(facts)
    if review.state == ReviewState.SUBMITTED and not has_second_factor(request.user):
        found += (NO_SECOND_FACTOR,)
    return {
        "shown_blockers": shown_blockers(request, review, found),
        "held": held(request, facts, found),
        "is_closed": any(item.code != Code.UNTICKED for item in found),
        **ticking_context(request),
        **correction_context(request, review, case),
    }


def _facts(request: HttpRequest, review: Review, case: Case) -> Facts:
    if review.state == ReviewState.SUBMITTED:
        return facts_for_signing(case, person=request.user, at=timezone.now())
    return facts_for_publishing(case, review)


def _onward(request: HttpRequest, review: Review) -> dict[str, Any]:
    """After a decision: the physician's next review, and what is left."""
    is_reader = review.state != ReviewState.SUBMITTED and request_may(request, Verb.SIGN_OFF)
    return {"is_reader": is_reader, "next": next_for(request.user) if is_reader else None}


def _panel(request: HttpRequest, review: Review) -> dict[str, Any]:
    """What may be done here by this person, and the forms for it."""
    is_open = review.state == ReviewState.SUBMITTED
    return {
        "is_open": is_open,
        "may_sign": is_open and request_may(request, Verb.SIGN_OFF),
        "may_settle": is_open and request_may(request, Verb.SETTLE),
        "may_send_back": is_open and request_may(request, Verb.SEND_BACK),
        "may_take_back": is_open and request_may(request, Verb.TAKE_BACK),
        "may_publish": review.state == ReviewState.SIGNED and request_may(request, Verb.PUBLISH),
        "signoff": SignOff.objects.filter(review=review).select_related("corrects", "checklist").first(),
        "publication": Publication.objects.filter(signoff__review=review).select_related("live").first(),
        "register_entry": Physician.objects.filter(person=request.user).select_related("person").first(),
        "meaning": Meaning.FULL,
        "other_signers": _other_signers(request.user, review),
        "sign_form": SignForm(initial={"digest": review.version.digest, "meaning": Meaning.FULL}),
        "send_back_form": SendBackForm(prefix="back"),
    }


def _other_signers(person: Person, review: Review) -> str:
    """Up to three physicians who could sign where this person cannot; "" for somebody who did not edit."""
    editors = Version.objects.up_to(review.version).values("saved_by")
    if not Version.objects.up_to(review.version).filter(saved_by=person).exists():
        return ""
    entries = Physician.objects.filter(licence_expires__gte=timezone.localdate(), person__is_active=True)
    others = entries.exclude(person__in=editors).select_related("person").order_by("pk")
    return listed([str(entry) for entry in others[:3]])
