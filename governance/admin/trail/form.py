"""What may be asked of the trail: a form whose address is the search."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict

from content.models import Document, conditions, kinds
from governance.models import ApprovedStatement, Outcome
from governance.policy.verbs import Role, Verb
from governance.services.search.finding import NOT_DONE, Search
from governance.services.search.terms import FIRST_DAY, LAST_DAY

MOST_PAGES = 200
# What an act may be about beside a page, by the name of its model.
THINGS = (
    ("review", "A review"), ("version", "A version"), ("signoff", "A signature"), ("foundclaim", "A finding"),
    ("exceptionrequest", "An exception"), ("comment", "A comment"), ("citation", "A reference"),
    ("invitation", "An invitation"), ("approvedstatement", "A statement"), ("checklist", "The checklist"),
    ("person", "A person"), ("physician", "An entry of the register"),
)  # fmt: skip
# Not fields: where a page of results begins.
PLACES = frozenset({"below"})


class TrailForm(forms.Form):
    """Few fields in sight, the others folded. document and actor come from links alone and mean exactly one."""

    q = forms.CharField(label="Words", max_length=300, required=False)
    who = forms.CharField(label="Person", max_length=100, required=False)
    page = forms.CharField(label="Page", max_length=200, required=False)
    since = forms.DateField(label="From", required=False)
    until = forms.DateField(label="To", required=False)
    verb = forms.ChoiceField(label="Act", required=False)
    outcome = forms.ChoiceField(label="How it ended", required=False)
    role = forms.ChoiceField(label="In the role of", required=False)
    kind = forms.ChoiceField(label="About", required=False)
    condition = forms.ChoiceField(label="Condition of the page", required=False)
    statement = forms.ChoiceField(label="Statement in force", required=False)
    document = forms.IntegerField(required=False, min_value=0, max_value=2**60, widget=forms.HiddenInput)
    actor = forms.IntegerField(required=False, min_value=0, max_value=2**60, widget=forms.HiddenInput)

    IN_SIGHT = ("q", "who", "page", "since", "until")
    FOLDED = ("verb", "outcome", "role", "kind", "condition", "statement")

    def __init__(self, data: QueryDict):
        super().__init__(data)
        for name, choices in _choices().items():
            self.fields[name].choices = [("", "Any"), *choices]
        for name in ("since", "until"):
            self.fields[name].widget.input_type = "date"
            self.fields[name].error_messages["invalid"] = "Write the day as 2026-06-02."

    def clean(self) -> dict[str, Any]:
        """Refuses what the search does not know, and days that it cannot hold."""
        unknown = sorted(set(self.data) - set(self.fields) - PLACES)
        if unknown:
            raise ValidationError(f"The search knows no “{unknown[0]}”. Begin a new search.")
        values = super().clean() or self.cleaned_data
        since, until = values.get("since"), values.get("until")
        for name, day in (("since", since), ("until", until)):
            if day and not FIRST_DAY <= day <= LAST_DAY:
                self.add_error(name, f"Choose a day from {FIRST_DAY.year} to {LAST_DAY.year}.")
        if since and until and since > until:
            self.add_error("until", "This day lies before the first one.")
        return values

    def search(self) -> Search:
        """What a valid form asks."""
        asked = self.cleaned_data
        return Search(
            words=asked["q"],
            person=asked["who"],
            pages=_pages(asked),
            statement=int(asked["statement"]) if asked["statement"] else None,
            **{name: asked[name] for name in ("actor", "since", "until", "verb", "outcome", "role")},
            **{name: asked[name] for name in ("kind", "condition")},
        )

    def wrong_link(self) -> list[str]:
        """What is wrong with the address, not with a field that can be seen."""
        hidden = (self[name].errors for name in ("document", "actor"))
        return [*self.non_field_errors(), *(str(item) for errors in hidden for item in errors)]

    def in_sight(self) -> list[forms.BoundField]:
        """The fields that are always shown."""
        return [self[name] for name in self.IN_SIGHT]

    def folded(self) -> list[forms.BoundField]:
        """The others."""
        return [self[name] for name in self.FOLDED]

    def asks_folded(self) -> bool:
        """Whether one of the folded fields is filled in, so that the fold stands open."""
        return any(self.data.get(name) for name in self.FOLDED)


def _choices() -> dict[str, list[Any]]:
    statements = ApprovedStatement.objects.values_list("pk", "version")
    pages = [(name, str(model._meta.verbose_name).capitalize()) for name, model in kinds().items()]
    return {
        "verb": [(verb.value, verb.value) for verb in sorted(Verb)],
        "outcome": [*Outcome.choices, (NOT_DONE, "not done")],
        "role": [(role.value, role.value) for role in Role],
        "kind": [("Pages", pages), ("Other things", THINGS)],
        "condition": conditions(),
        "statement": [(str(pk), version) for pk, version in statements],
    }


def _pages(asked: Mapping[str, Any]) -> tuple[int, ...] | None:
    """The documents that are meant: the one that a link names, and those whose title or address has the words."""
    if not asked["page"]:
        return None if asked["document"] is None else (asked["document"],)
    words = asked["page"].strip().strip("/").rsplit("/")[-1]
    found = Document.objects.filter(Q(title__icontains=asked["page"].strip()) | Q(slug=words))
    if asked["document"] is not None:
        found = found.filter(pk=asked["document"])
    return tuple(found.order_by("-pk").values_list("pk", flat=True)[:MOST_PAGES])
