"""The small forms of the staff's screens. The services check again whatever comes."""

from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError

from content.importers import Kind
from content.models import Version, conditions
from governance.models import Meaning, Person, PublicNote, Settling
from governance.services.notices import reviewers

REASON = forms.Textarea(attrs={"rows": 3})


class LogInForm(AdminAuthenticationForm):
    """Lets in whoever has an open account and a role; Django's staff flag decides nothing here."""

    def confirm_login_allowed(self, user: Person) -> None:
        if not user.roles:
            raise ValidationError(
                self.error_messages["invalid_login"], code="invalid_login", params={"username": "username"}
            )


class SignForm(forms.Form):
    """Signing: the digest that was shown, the meaning, the password and a code. The last two are never kept."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    meaning = forms.ChoiceField(choices=Meaning.choices, widget=forms.HiddenInput, initial=Meaning.FULL)
    password = forms.CharField(
        label="Your password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Type your password. Nothing was signed."},
    )
    code = forms.CharField(
        label="6-digit code",
        max_length=32,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "text"}),
        error_messages={"required": "Type the code that your app shows. Nothing was signed."},
    )
    publish = forms.BooleanField(label="Publish at once", required=False, initial=True)


class SettleForm(forms.Form):
    """Settling one unclear sentence: what it is, why, and the latest word on it that the physician saw."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    settled_as = forms.ChoiceField(
        label="What does it say of ketamine?",
        choices=Settling.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what the sentence says."},
    )
    reason = forms.CharField(
        label="Why, in a few words",
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Say in a few words why."},
    )


class UploadForm(forms.Form):
    """A file to import, what it becomes, and which condition it is about."""

    file = forms.FileField(
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.html,.htm,.md,.txt"}),
        help_text="Word (.docx), HTML, Markdown or plain text, at most 10 MB.",
        error_messages={"required": "Choose a file of at most 10 MB.", "empty": "This file is empty."},
    )
    kind = forms.ChoiceField(
        label="What it becomes",
        choices=[(kind.value, kind.value.replace("-", " ").capitalize()) for kind in Kind],
    )
    condition = forms.ChoiceField(label="Page condition", choices=conditions)


class SettleCitationForm(forms.Form):
    """Letting a retracted work stand: why."""

    reason = forms.CharField(
        label="Why the page may cite it",
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Say in a few words why the page may cite it."},
    )


class SendBackForm(forms.Form):
    """Sending back: what should change."""

    reason = forms.CharField(
        label="What should change",
        max_length=2000,
        widget=REASON,
        error_messages={"required": "Say what should change, so that the writer can go on."},
    )


class WithdrawForm(forms.Form):
    """Taking a page down: why."""

    reason = forms.CharField(
        label="Why it is taken down",
        max_length=500,
        widget=REASON,
        help_text="For the trail and the staff; readers do not see it.",
        error_messages={"required": "Say why the page is taken down."},
    )
    public_note = forms.ChoiceField(
        label="What readers are told",
        required=False,
        choices=PublicNote.choices,
        error_messages={"invalid_choice": "Choose what readers are told from the list."},
    )


class SubmitForm(forms.Form):
    """Sending a version to the physicians: which one, to whom, a note to them, and why it is urgent if it is."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    to = forms.ModelChoiceField(
        label="Who should read it",
        queryset=Person.objects.none(),
        required=False,
        empty_label="Whoever is free",
        error_messages={"invalid_choice": "Choose a physician who did not edit this page and may sign it."},
    )
    note = forms.CharField(label="A note to the physician", max_length=500, required=False)
    urgent_because = forms.CharField(label="If it is urgent, why", max_length=300, required=False)

    def __init__(self, version: Version, data: Any = None):
        super().__init__(data, initial={"version": version.number})
        self.fields["to"].queryset = reviewers(version).order_by("last_name", "pk")


class RestoreForm(forms.Form):
    """Restoring: the newest version that the writer had before them."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class RegisterForm(forms.Form):
    """An entry in the register of physicians."""

    person = forms.ModelChoiceField(queryset=Person.objects.none())
    degree = forms.CharField(max_length=40, help_text="As it stands after the name, such as MD.")
    specialty = forms.CharField(max_length=100)
    licence_number = forms.CharField(max_length=60)
    licence_region = forms.CharField(max_length=60, help_text="Who issued it, such as Ohio.")
    licence_expires = forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}), help_text="The last day on which it holds."
    )
    interests = forms.CharField(
        label="Declared interests",
        required=False,
        max_length=2000,
        widget=REASON,
        help_text="Fees, shares, posts or research money that have to do with ketamine. Empty for none.",
    )
