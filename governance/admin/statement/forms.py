"""The forms of the statement's desk. Each names the revision that was on the screen; the services check again."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from governance.claims.scales import load_scales
from governance.claims.statement import ID, LONGEST_INTERVAL
from governance.claims.values import Position, Required

LINES = forms.Textarea(attrs={"rows": 3})


def _choices(names: Any) -> list[tuple[str, str]]:
    return [(name, name.replace("_", " ")) for name in names]


def _one_line(text: str, what: str) -> str:
    words = " ".join(text.split())
    if not words.isprintable():
        raise ValidationError(f"{what} has signs that cannot be seen.")
    return words


class SeenForm(forms.Form):
    """The revision of the draft that the person had before them."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class HeadForm(SeenForm):
    """What a statement says of itself."""

    title = forms.CharField(max_length=200)
    version = forms.CharField(max_length=40, help_text="One that no approved statement has.")
    effective = forms.DateField(label="In force from", widget=forms.DateInput(attrs={"type": "date"}))
    months = forms.IntegerField(
        label="Pages are reviewed every so many months", min_value=1, max_value=LONGEST_INTERVAL
    )

    def clean_title(self) -> str:
        return _one_line(self.cleaned_data["title"], "The title")

    def clean_version(self) -> str:
        return _one_line(self.cleaned_data["version"], "The version")


class MoveForm(SeenForm):
    """The two ends of a band, each from a list."""

    low = forms.ChoiceField(label="From")
    high = forms.ChoiceField(label="To")

    def __init__(self, topic: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.points = load_scales().topics[topic]
        for name in ("low", "high"):
            self.fields[name].choices = _choices(self.points)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if {"low", "high"} <= found.keys() and self.ends[0] > self.ends[1]:
            raise ValidationError("The weaker end comes first: “From” lies above “To”.")
        return found

    @property
    def ends(self) -> tuple[int, int]:
        """The two ends as numbers on the scale."""
        return self.points.index(self.cleaned_data["low"]), self.points.index(self.cleaned_data["high"])


class PositionForm(MoveForm):
    """All of a position but its topic, which stays."""

    id = forms.RegexField(ID, label="Name", max_length=80, help_text="Lower-case words with hyphens.")
    agent = forms.ChoiceField(choices=_choices(load_scales().agents), help_text="Any holds for both.")
    conditions = forms.MultipleChoiceField(
        choices=_choices(load_scales().parents), widget=forms.CheckboxSelectMultiple
    )
    says = forms.CharField(
        label="In words", widget=LINES, max_length=2000, help_text="What a writer is shown."
    )
    references = forms.CharField(
        required=False, widget=LINES, max_length=10_000, help_text="What it rests on, one a line."
    )
    conflicts = forms.CharField(
        label="Test sentences that must be conflicts",
        required=False,
        widget=LINES,
        max_length=10_000,
        help_text="One a line.",
    )
    allowed = forms.CharField(
        label="Test sentences that must not",
        required=False,
        widget=LINES,
        max_length=10_000,
        help_text="One a line.",
    )
    field_order = ("seen", "id", "agent", "conditions", "low", "high")

    def clean_says(self) -> str:
        return _one_line(self.cleaned_data["says"], "The text")

    def clean_references(self) -> tuple[str, ...]:
        return _lines(self.cleaned_data["references"])

    def clean_conflicts(self) -> tuple[str, ...]:
        return _lines(self.cleaned_data["conflicts"])

    def clean_allowed(self) -> tuple[str, ...]:
        return _lines(self.cleaned_data["allowed"])

    def position(self, topic: str) -> Position:
        """The position as it was typed."""
        low, high = self.ends
        names = ("id", "agent", "says", "references", "conflicts", "allowed")
        values = {name: self.cleaned_data[name] for name in names}
        conditions = tuple(self.cleaned_data["conditions"])
        return Position(topic=topic, conditions=conditions, low=low, high=high, **values)


class RequiredForm(SeenForm):
    """A sentence that some pages must carry."""

    id = forms.RegexField(ID, label="Name", max_length=80, help_text="Lower-case words with hyphens.")
    conditions = forms.MultipleChoiceField(
        label="Pages on these conditions that mention ketamine",
        choices=_choices(load_scales().parents),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    role = forms.ChoiceField(
        label="Or pages that give ketamine at least this place in care",
        choices=[("", "no such page"), *_choices(load_scales().topics["role"])],
        required=False,
    )
    point = forms.ChoiceField(
        label="Must say this, or something weaker",
        choices=[
            (topic.replace("_", " "), [(f"{topic} {name}", name.replace("_", " ")) for name in points])
            for topic, points in load_scales().topics.items()
        ],
    )
    says = forms.CharField(label="In words", widget=LINES, max_length=2000)

    def clean_says(self) -> str:
        return _one_line(self.cleaned_data["says"], "The text")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if bool(found.get("conditions")) == bool(found.get("role")):
            raise ValidationError("Say for which pages: either conditions or a place in care.")
        return found

    def required(self) -> Required:
        """The sentence as it was typed."""
        topic, point = self.cleaned_data["point"].split()
        role, scales = self.cleaned_data["role"], load_scales().topics
        return Required(
            id=self.cleaned_data["id"],
            says=self.cleaned_data["says"],
            topic=topic,
            high=scales[topic].index(point),
            conditions=tuple(self.cleaned_data["conditions"]),
            role_at_least=scales["role"].index(role) if role else None,
        )


def _lines(text: str) -> tuple[str, ...]:
    lines = (_one_line(line, f"Line {number}") for number, line in enumerate(text.splitlines(), 1))
    return tuple(line for line in lines if line)
