"""Rules for single values of a document."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError

# A stem code of ICD-11: a character, a letter, a digit, a character, and up to two after a dot (WHO, ICD-11
# Reference Guide, 2.12). The letters O and I do not occur.
ICD11 = re.compile(r"[1-9A-HJ-NP-Z][A-HJ-NP-Z][0-9][0-9A-HJ-NP-Z](\.[0-9A-HJ-NP-Z]{1,2})?")


def validate_icd11(value: str) -> None:
    """Raises ValidationError unless the value has the form of an ICD-11 stem code, such as 8A80 or 6A70.3."""
    if not ICD11.fullmatch(value):
        raise ValidationError(f"{value!r} is not an ICD-11 code. One looks like 8A80 or 6A70.3.")


def validate_condition(value: str) -> None:
    """Raises ValidationError unless the value is one of the closed list of conditions."""
    if value not in settings.PAGE_CONDITIONS:
        raise ValidationError(
            f"{value!r} is not a page condition. One of: {', '.join(settings.PAGE_CONDITIONS)}."
        )
