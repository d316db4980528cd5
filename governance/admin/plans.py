"""The plan of a publication, as the review screen shows it."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone

from governance.admin.access import request_may
from governance.models import Review, ScheduledPublication, ScheduleRun
from governance.policy.states import ReviewState
from governance.policy.verbs import Verb


class PlanForm(forms.Form):
    """When a signed version goes live, in the site's own time."""

    publish_at = forms.DateTimeField(
        label="Day and time",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"required": "Choose a day and a time.", "invalid": "Write it as 2026-12-01 08:00."},
    )


def planning_context(request: HttpRequest, review: Review) -> dict[str, Any]:
    """What the panel shows: the plan if there is one, the last one that was refused, the form."""
    if review.state != ReviewState.SIGNED:
        return {"plan": None}
    plans = ScheduledPublication.objects.filter(review=review).select_related("planned_by").order_by("-pk")
    last = plans.first()
    return {
        "plan": last,
        "may_plan": request_may(request, Verb.PLAN_PUBLICATION),
        "plan_form": PlanForm(),
        "time_zone": timezone.get_current_timezone_name(),
        "schedule_is_late": ScheduleRun.is_late(at=timezone.now()),
    }
