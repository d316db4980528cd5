"""Headings and search phrases: words that name a subject and assert nothing."""

from governance.claims.clauses import Marked

_NAMING = ("KET", "ESK", "LABELWORD")


def is_label(marked: Marked) -> bool:
    """Whether every word names the drug, a condition or a subject of the page, as "ketamine for migraine" does."""
    named = {
        word
        for name, spans in marked.where.items()
        if name in _NAMING or name.startswith("condition:")
        for first, last in spans
        for word in range(first, last + 1)
    }
    return all(index in named for index, word in enumerate(marked.tokens.words) if word[:1].isalnum())
