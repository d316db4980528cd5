"""Who has a review, as its screen shows it, and the form that gives it to somebody."""

from typing import Any

from django import forms
from django.http import HttpRequest

from content.models import Version
from governance.admin.access import request_may
from governance.models import Person, Review
from governance.policy.states import ReviewState
from governance.policy.verbs import Verb
from governance.services.notices import reviewers


class AssignForm(forms.Form):
    """Giving a review: to whom, and who had it when the screen was opened."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    to = forms.ModelChoiceField(label="Give it to", queryset=Person.objects.none(), empty_label="Choose")

    def __init__(self, version: Version, data: Any = None, **values: Any):
        super().__init__(data, prefix="assign", **values)
        self.fields["to"].queryset = reviewers(version).order_by("last_name", "pk")


def assigning_context(request: HttpRequest, review: Review) -> dict[str, Any]:
    """Who has the review, and what this person may do about it."""
    is_open = review.state == ReviewState.SUBMITTED
    return {
        "is_mine": review.assigned_to_id == request.user.pk,
        "may_take": is_open and request_may(request, Verb.TAKE),
        "may_assign": is_open and request_may(request, Verb.ASSIGN),
        "assign_form": AssignForm(review.version, initial={"seen": review.assigned_to_id or 0}),
    }
