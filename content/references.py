"""The references of a document: their columns, and the form of their numbers."""

import re

from django.core.exceptions import ValidationError

REFERENCE_COLUMNS = ("authors", "year", "journal", "note", "pmid", "doi")
YEAR = re.compile(r"(19|20)\d\d")
PMID = re.compile(r"[1-9]\d{0,8}")
# Crossref's recommended pattern for modern DOIs.
DOI = re.compile(r"10\.\d{4,9}/[-._;()/:A-Za-z0-9]+")


def validate_references(rows: list[dict[str, str]]) -> None:
    """Raises ValidationError with every reference whose year, PMID or DOI has no valid form."""
    errors = [error for number, row in enumerate(rows, start=1) for error in _errors(number, row)]
    if errors:
        raise ValidationError(errors)


def _errors(number: int, row: dict[str, str]) -> list[str]:
    checks = (
        ("year", YEAR, "a year, such as 2017"),
        ("pmid", PMID, "a PubMed number of up to nine digits"),
        ("doi", DOI, "a DOI, such as 10.1111/head.13013"),
    )
    return [
        f"Reference {number}: {row[name]!r} is not {what}."
        for name, pattern, what in checks
        if row.get(name) and not pattern.fullmatch(row[name])
    ]
