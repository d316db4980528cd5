"""What the sign-off shows of a correction: that the server finds typography alone, and the form to sign it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from governance.admin.access import request_may
from governance.admin.forms import SignForm
from governance.models import Meaning, Review
from governance.policy.gate import blockers
from governance.policy.states import ReviewState
from governance.policy.verbs import Verb
from governance.services.corrections import correction_of
from governance.services.facts import Case, facts_for_correcting
from governance.services.second_factor import has_second_factor

PREFIX = "k"


def correction_context(request: HttpRequest, review: Review, case: Case) -> dict[str, Any]:
    """The lighter path, where the site allows it and nothing but typography differs; else nothing."""
    is_open = review.state == ReviewState.SUBMITTED and request_may(request, Verb.SIGN_OFF)
    if not (settings.ALLOW_CORRECTIONS and is_open):
        return {"correction": None}
    correction = correction_of(case.version)
    if not correction.is_one:
        return {"correction": None}
    found = blockers(facts_for_correcting(case, person=request.user, at=timezone.now()))
    return {
        "correction": correction,
        "correction_meaning": Meaning.CORRECTION,
        "is_correction_closed": bool(found) or not has_second_factor(request.user),
        "correction_form": SignForm(prefix=PREFIX, initial={"digest": case.version.digest}),
    }
