"""The forms of comments. Without script a sentence is chosen from a list; with it words are selected in the text."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django import forms

from governance.models.comment import LONGEST_COMMENT
from governance.services.threads import Passage

WHOLE_PAGE = ("", "The page as a whole")
LONGEST_CHOICE = 100
BODY = forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_COMMENT})


class SentenceSelect(forms.Select):
    """A list of sentences cut short, each with its whole words for the script."""

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The option: its label is a Sentence, or a plain text."""
        option = super().create_option(name, value, label, *args, **kwargs)
        option["attrs"]["data-words"] = getattr(label, "words", "")
        return option


class Sentence(str):
    """A sentence cut short for a list; `words` are all of it."""

    __slots__ = ("words",)

    def __new__(cls, words: str) -> "Sentence":
        words = " ".join(words.split())
        is_short = len(words) <= LONGEST_CHOICE
        shown = super().__new__(cls, words if is_short else words[:LONGEST_CHOICE].rsplit(" ", 1)[0] + " …")
        shown.words = words
        return shown


class CommentForm(forms.Form):
    """A comment: on which sentence, on which words of it, and what is said."""

    passage = forms.ChoiceField(label="On", required=False, widget=SentenceSelect)
    words = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1500)
    body = forms.CharField(
        label="Your comment", widget=BODY, error_messages={"required": "Write what you want to say."}
    )

    def __init__(self, *args: Any, sentences: Sequence[Passage] = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["passage"].choices = [WHOLE_PAGE, *_choices(sentences)]
        self.fields["passage"].error_messages["invalid_choice"] = "Choose a sentence of this version."


class AnswerForm(forms.Form):
    """An answer in a thread."""

    body = forms.CharField(
        label="Your answer", widget=BODY, error_messages={"required": "Write what you want to say."}
    )


def _choices(sentences: Sequence[Passage]) -> list[tuple[str, list[tuple[str, str]]]]:
    grouped = groupby(sentences, key=lambda item: item.heading or "Title")
    return [(heading, [(item.key, Sentence(item.words)) for item in items]) for heading, items in grouped]
