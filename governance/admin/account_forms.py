"""The forms of accounts, passwords and the second factor. The services check again whatever comes."""

from typing import Any

from django import forms

from governance.models import Person
from governance.policy.verbs import Role
from governance.services.accounts import LONGEST_PASSWORD

WORD = "From the statement's owner or a physician, in person. It is good once, for three days."
LOST = "From the app that you have now, or a recovery code. Without both: a word that a physician gave you."
REASON_MISSING = "Say why, in a few words."


class PasswordField(forms.CharField):
    """A password, taken as it is typed, blanks included. new: for one that is chosen now."""

    def __init__(self, *, label: str, new: bool = False, **options: Any):
        autocomplete = "new-password" if new else "current-password"
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete, "maxlength": None})
        super().__init__(label=label, strip=False, widget=widget, **options)


class NewPasswordForm(forms.Form):
    """A password that is chosen, twice the same."""

    new = PasswordField(
        label="New password",
        new=True,
        help_text=f"At least 15 characters, at most {LONGEST_PASSWORD}. Several words in a row do well; any sign may "
        "stand in it, none must.",
        error_messages={"required": "Type the password that you want."},
    )
    again = PasswordField(
        label="The same once more", new=True, error_messages={"required": "Type it once more."}
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if "new" in typed and "again" in typed and typed["new"] != typed["again"]:
            self.add_error("again", "The two are not the same. Type them again.")
        return typed


class ChangePasswordForm(NewPasswordForm):
    """The present password and a new one."""

    old = PasswordField(
        label="Present password", error_messages={"required": "Type the password that you have now."}
    )
    field_order = ("old", "new", "again")


class BeginForm(forms.Form):
    """Before a secret or codes are shown: the password, and a code of the app that there is, or somebody's word."""

    password = PasswordField(label="Your password", error_messages={"required": "Type your password."})
    code = forms.CharField(
        label="A code",
        max_length=40,
        help_text="From the app that you have now, or a recovery code.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
        error_messages={"required": "Type a code of the app that you have now."},
    )

    def __init__(self, *args: Any, replaces: bool, takes_word: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not (replaces or takes_word):
            del self.fields["code"]
        elif takes_word and replaces:
            self.fields["code"].help_text = LOST
        elif takes_word:
            code = self.fields["code"]
            code.label, code.help_text = "The word that you were given", WORD
            code.error_messages["required"] = "Type the word that you were given."


class ConfirmForm(forms.Form):
    """The first code of the new app."""

    code = forms.CharField(
        label="The code that the app shows now",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": "Type the 6 digits that the app shows."},
    )


class WordForm(BeginForm):
    """Letting somebody set up an app: whom, and one's own password and code."""

    person = forms.ModelChoiceField(
        label="Who sets up an app",
        queryset=Person.objects.none(),
        empty_label="Choose a person",
        error_messages={"required": "Choose the person.", "invalid_choice": "Choose a person of the list."},
    )
    field_order = ("person", "password", "code")


class AccountForm(forms.Form):
    """A new account."""

    username = forms.CharField(
        label="Name for logging in", max_length=150, help_text="Letters, digits and @ . + - _"
    )
    first_name = forms.CharField(label="First name", max_length=150)
    last_name = forms.CharField(label="Last name", max_length=150)
    email = forms.EmailField(label="E-mail", max_length=254)


class RoleForm(forms.Form):
    """A role to give; only those that the person does not have."""

    role = forms.ChoiceField(label="Role", error_messages={"required": "Choose a role."})

    def __init__(self, *args: Any, held: frozenset[Role], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, role.capitalize()) for role in Role if role not in held]


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(
        label="Why",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": REASON_MISSING},
    )


class ExceptionForm(forms.Form):
    """Asking for an exception: why, and until when."""

    reason = forms.CharField(
        label="Why this sentence may stand",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why this sentence may stand."},
    )
    expires_on = forms.DateField(
        label="Until",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="The last day on which it holds, a year from now at most.",
        error_messages={"required": "Name the last day.", "invalid": "Write the day as 2027-01-31."},
    )
