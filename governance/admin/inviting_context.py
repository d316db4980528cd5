"""The invitations of outside experts to a version, as the review screen shows them."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Count
from django.http import HttpRequest
from django.utils import timezone

from content.models import Version
from governance.admin.access import request_may
from governance.models import Invitation
from governance.policy.verbs import Verb
from governance.services.invitations import MOST_DAYS

MOST_INVITATIONS = 50
DAYS = 14


class InviteForm(forms.Form):
    """Who is invited, what for, and for how long."""

    expert_name = forms.CharField(label="Name of the expert", max_length=200)
    purpose = forms.CharField(label="What you ask them for", max_length=500)
    days = forms.IntegerField(
        label="Days that the link holds", min_value=1, max_value=MOST_DAYS, initial=DAYS
    )


@dataclass(frozen=True, slots=True)
class ShownInvitation:
    """An invitation and how it stands. uses: how often its link was opened."""

    invitation: Invitation
    state: str
    uses: int
    holds: bool


def inviting_context(
    request: HttpRequest, version: Version, *, form: InviteForm | None = None
) -> dict[str, Any]:
    """Who was invited to the version, and the form for who may invite."""
    may_invite = request_may(request, Verb.INVITE_EXPERT)
    invited = Invitation.objects.filter(version=version).select_related("end").annotate(used=Count("uses"))
    return {
        "invitations": [_shown(item) for item in invited[:MOST_INVITATIONS]],
        "invite_form": (form or InviteForm(prefix="i")) if may_invite else None,
        "may_end_invitation": request_may(request, Verb.END_INVITATION),
    }


def _shown(item: Invitation) -> ShownInvitation:
    end = getattr(item, "end", None)
    if end:
        return ShownInvitation(item, f"ended by {end.ended_by_name}", item.used, holds=False)
    if item.has_expired(at=timezone.now()):
        return ShownInvitation(item, "expired", item.used, holds=False)
    return ShownInvitation(item, "holds", item.used, holds=True)
