"""The forms for the draft as a whole: its text, and a signature on it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from governance.admin.statement.forms import SeenForm
from governance.claims.yamlnodes import LARGEST


class TextForm(SeenForm):
    """The whole text: typed, or in a file, which counts where there is one."""

    source = forms.CharField(
        label="The text (YAML)",
        required=False,
        strip=False,
        max_length=LARGEST,
        widget=forms.Textarea(attrs={"rows": 30, "class": "code", "spellcheck": "false"}),
    )
    file = forms.FileField(
        label="Or a file",
        required=False,
        help_text="A .yaml file takes the place of the text above.",
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST:
            raise ValidationError(f"This file is larger than {LARGEST // 1_000_000} MB.")
        return file


class StatementSignForm(forms.Form):
    """A signature on a statement: seals of what was shown, password and code. The last two are never kept."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    effect = forms.CharField(widget=forms.HiddenInput, max_length=64)
    password = forms.CharField(
        label="Your password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = forms.CharField(
        label="6-digit code", max_length=32, widget=forms.TextInput(attrs={"autocomplete": "one-time-code"})
    )
