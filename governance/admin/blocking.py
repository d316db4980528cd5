"""What stands in the way, as the screens show it: all of it, each with the place that mends it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from governance.admin.access import Screen, actor_of, request_may, request_sees
from governance.admin.show import day, url_of
from governance.models import Review
from governance.policy.gate import Blocker, Code, Facts
from governance.policy.verbs import Role, Verb

# What only the signer can mend; it says nothing to somebody who would not sign.
OF_THE_SIGNER = frozenset(
    {
        Code.NOT_A_PHYSICIAN,
        Code.NO_LICENCE,
        Code.LICENCE_EXPIRED,
        Code.ACCOUNT_CLOSED,
        Code.OWN_TEXT,
        Code.NO_SECOND_FACTOR,
        Code.UNTICKED,
    }
)
LETTERS = dict.fromkeys((Code.CONFLICT, Code.REQUIRED_SENTENCE, Code.RETRACTED_CITATION), ("c", "conflict"))
# (what must not stand in the way, what then holds)
HOLDS: tuple[tuple[frozenset[Code], str], ...] = (
    (frozenset({Code.NO_STATEMENT, Code.CONFLICT}), "No sentence contradicts the statement in force."),
    (frozenset({Code.NO_STATEMENT, Code.UNSETTLED}), "No unclear sentence waits to be settled."),
    (
        frozenset({Code.NO_STATEMENT, Code.REQUIRED_SENTENCE}),
        "The sentences that this page must carry are there.",
    ),
    (frozenset({Code.RETRACTED_CITATION}), "No retracted work is cited without a physician's word."),
    (frozenset({Code.TEXT_MOVED_ON}), "Nothing has changed since it was sent to review."),
)


@dataclass(frozen=True, slots=True)
class ShownBlocker:
    """A blocker with its shape, and the link to what mends it."""

    sentence: str
    letter: str
    icon: str
    url: str
    label: str


def shown_blockers(request: HttpRequest, review: Review, found: Iterable[Blocker]) -> list[ShownBlocker]:
    """The blockers for this person, each told once; those of the signer only to physicians."""
    is_signer = Role.PHYSICIAN in actor_of(request).roles
    told = dict.fromkeys(item for item in found if is_signer or item.code not in OF_THE_SIGNER)
    return [_shown(request, review, item) for item in told]


def held(request: HttpRequest, facts: Facts, found: Iterable[Blocker]) -> list[str]:
    """What holds already, in sentences."""
    codes = {item.code for item in found}
    sentences = [says for needed, says in HOLDS if not codes & needed]
    signer = facts.signer
    if Role.PHYSICIAN in actor_of(request).roles and signer and facts.signed_digest is None:
        if Code.OWN_TEXT not in codes:
            sentences.append("You neither wrote nor edited this page.")
        if signer.licence_expires and not codes & {Code.LICENCE_EXPIRED, Code.NO_LICENCE}:
            sentences.append(f"Your licence is current until {day(signer.licence_expires)}.")
    return sentences


def _shown(request: HttpRequest, review: Review, item: Blocker) -> ShownBlocker:
    letter, icon = LETTERS.get(item.code, ("u", "unclear"))
    url, label = _mending(request, review, item)
    return ShownBlocker(item.sentence, letter, icon, url, label)


def _mending(request: HttpRequest, review: Review, item: Blocker) -> tuple[str, str]:
    if item.code in (Code.CONFLICT, Code.UNSETTLED):
        return f"#{item.where}", "See the sentence" if item.code == Code.CONFLICT else "Settle it"
    if item.code == Code.RETRACTED_CITATION:
        return f"#{item.where}", "See the reference"
    if item.code == Code.REQUIRED_SENTENCE:
        return _text_mender(request, review)
    if item.code in (Code.TEXT_MOVED_ON, Code.OTHER_WORDS_SIGNED):
        return _difference(review)
    if item.code == Code.NO_STATEMENT:
        return reverse("admin:governance_approvedstatement_changelist"), "See the statements"
    if item.code == Code.UNTICKED:
        return f"#{item.where}", "Tick it"
    if item.code == Code.MORE_THAN_TYPOGRAPHY:
        return "#changes", "See what changed"
    if item.code == Code.NO_SECOND_FACTOR:
        return reverse("admin:second_factor"), "Set up your app"
    if item.code in OF_THE_SIGNER:
        return _register_or_queue(request)
    return "#sign", "Go to sign-off"


def _text_mender(request: HttpRequest, review: Review) -> tuple[str, str]:
    if request_may(request, Verb.SAVE):
        return url_of(review.document), "Open the text"
    if request_may(request, Verb.SEND_BACK):
        return "#send-back", "Send back"
    return url_of(review.document), "See the page"


def _difference(review: Review) -> tuple[str, str]:
    newest = review.document.version_number
    if newest == review.version.number:
        return "#changes", "See what changed"
    compare = url_of(review.document, "compare")
    return f"{compare}?old={review.version.number}&new={newest}", "See what changed"


def _register_or_queue(request: HttpRequest) -> tuple[str, str]:
    if request_sees(request, Screen.PEOPLE):
        return reverse("admin:governance_physician_changelist"), "See the register"
    return reverse("admin:reviews"), "Back to the queue"
