"""The two forms: what is looked for, and what is done with what was found."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from content.models import conditions
from governance.claims.scales import ANY, load_scales
from governance.models import FoundClaim, PublicNote
from governance.services.recalls.finding import FEWEST_LETTERS, Asked

LONGEST_WORDS = 200


class AskedForm(forms.Form):
    """What is looked for: points of one scale, a condition, a drug, words of a sentence."""

    least = forms.ChoiceField(label="It says at least", required=False)
    most = forms.ChoiceField(
        label="and at most", required=False, help_text="Points of one scale, the weakest claim first."
    )
    condition = forms.ChoiceField(required=False, help_text="Those that belong to it are looked through too.")
    agent = forms.ChoiceField(label="Drug", required=False)
    words = forms.CharField(
        label="Words of the sentence",
        required=False,
        min_length=FEWEST_LETTERS,
        max_length=LONGEST_WORDS,
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        points = _points()
        self.fields["least"].choices = [("", "Anything"), *points]
        self.fields["most"].choices = [("", "The same"), *points]
        self.fields["condition"].choices = [
            ("", "Any"),
            *((name, words) for name, words in conditions() if name != ANY),
        ]
        self.fields["agent"].choices = [
            ("", "Any"),
            *((name, name) for name in load_scales().agents if name != ANY),
        ]

    def clean(self) -> dict[str, Any]:
        """Both ends lie on one scale, and something is asked for."""
        found = super().clean() or {}
        least, most = found.get("least", ""), found.get("most", "")
        if most and not least:
            self.add_error("least", "Choose where it begins.")
        elif most and not _in_order(least, most):
            self.add_error("most", "Choose a point of the same scale, not below the first one.")
        elif not self.errors and not self.asked().is_enough:
            self.add_error(None, "Choose a point of a scale, or give words of the sentence.")
        return found

    def asked(self) -> Asked:
        """What the form says; of a bound and valid form."""
        found = self.cleaned_data
        topic, low = _point(found.get("least", ""))
        _, high = _point(found.get("most") or found.get("least", ""))
        others = {name: found.get(name, "") for name in ("condition", "agent", "words")}
        return Asked(topic=topic, low=low, high=high, **others)


class RecallForm(forms.Form):
    """What is done with the list that was read."""

    seen = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Why it is recalled",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For the trail, and for the writers whose pages come back. Readers do not see it.",
        error_messages={"required": "Say why the claim is recalled."},
    )
    public_note = forms.ChoiceField(
        label="What readers are told where a page was",
        required=False,
        choices=PublicNote.choices,
        initial=PublicNote.RECALLED,
        error_messages={"invalid_choice": "Choose what readers are told from the list."},
    )


def claim_query(claim: FoundClaim) -> str:
    """The query that looks for everything that says what this claim says."""
    query = QueryDict(mutable=True)
    if claim.topic:
        query.update({"least": f"{claim.topic}:{claim.low}", "most": f"{claim.topic}:{claim.high}"})
        query.update({"condition": "" if claim.condition == ANY else claim.condition})
        query.update({"agent": "" if claim.agent == ANY else claim.agent})
    else:
        query["words"] = claim.sentence[:LONGEST_WORDS]
    return query.urlencode()


def _points() -> list[tuple[str, list[tuple[str, str]]]]:
    topics = load_scales().topics.items()
    return [
        (
            topic.capitalize(),
            [(f"{topic}:{number}", name.replace("_", " ")) for number, name in enumerate(points)],
        )
        for topic, points in topics
    ]


def _or_any(choices: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [("", "Any"), *((name, words) for name, words in choices if name != ANY)]


def _point(value: str) -> tuple[str, int]:
    topic, _, number = value.partition(":")
    return topic, int(number or 0)


def _in_order(least: str, most: str) -> bool:
    (topic, low), (other, high) = _point(least), _point(most)
    return topic == other and low <= high
