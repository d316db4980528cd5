"""The forms of the kinds. A new kind needs one class here; `form_for` finds it."""

from typing import Any

from django import forms
from django.forms.utils import ErrorDict

from content.models import Article, ConditionPage, Document, Faq
from content.services import notes_stamp


class DocumentForm(forms.ModelForm):
    """What every kind asks for: the fields, why they change, and which version the writer had open."""

    reason = forms.CharField(
        max_length=500,
        label="Why this change",
        help_text="Kept with the version. For example: a new trial on how long relief lasts.",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    notes_seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.instance.version_number
        self.fields["notes_seen"].initial = notes_stamp(self.instance) if self.instance.pk else ""
        for name in ("title", "slug"):
            if name in self.fields:
                self.fields[name].widget.attrs["class"] = "vTextField"

    def unchecked(self) -> "DocumentForm":
        """The same as it was typed, to be shown again before anything of it is checked."""
        self._errors, self.cleaned_data = ErrorDict(), {}
        return self

    def links(self) -> dict[str, list[Document]]:
        """The linked documents of each link field, as the service takes them."""
        return {
            field.name: list(self.cleaned_data[field.name]) for field in self._meta.model._meta.many_to_many
        }


class ConditionPageForm(DocumentForm):
    class Meta:
        model = ConditionPage
        fields = (
            "title", "slug", "condition", "owner", "icd11", "lead", "phrases", "points", "definition",
            "differences", "treatments", "when_standard_fails", "where_ketamine_fits", "where_we_fit",
            "related", "references", "notes",
        )  # fmt: skip


class FaqForm(DocumentForm):
    class Meta:
        model = Faq
        fields = ("title", "slug", "condition", "owner", "answer", "pages", "notes")
        labels = {"title": "Question"}


class ArticleForm(DocumentForm):
    class Meta:
        model = Article
        fields = ("title", "slug", "condition", "owner", "lead", "author_line", "body", "references", "notes")


def form_for(model: type[Document]) -> type[DocumentForm]:
    """The form of a kind. Raises LookupError where nobody has written one."""
    for form in DocumentForm.__subclasses__():
        if form._meta.model is model:
            return form
    raise LookupError(f"no form for {model.__name__}: write one in content/forms/documents.py")
