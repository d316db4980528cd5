"""Searches that a person keeps, for themselves."""

from datetime import datetime

from django.core.exceptions import ValidationError

from governance.models import Person, SavedSearch
from governance.models.searches import LONGEST_NAME, LONGEST_QUERY

MOST = 50


def keep_search(*, person: Person, name: str, query: str, at: datetime) -> SavedSearch:
    """Keeps a search under a name; the same name is written over. Raises ValidationError with one sentence."""
    name = " ".join(name.split())
    _check(person, name, query)
    kept, _ = SavedSearch.objects.update_or_create(
        person=person, name=name, defaults={"query": query, "saved_at": at}
    )
    return kept


def forget_search(*, person: Person, pk: int) -> bool:
    """Forgets a search of their own. Returns whether there was one."""
    return bool(SavedSearch.objects.filter(person=person, pk=pk).delete()[0])


def _check(person: Person, name: str, query: str) -> None:
    if not name:
        raise ValidationError("Give the search a name.")
    if len(name) > LONGEST_NAME:
        raise ValidationError(f"The name is longer than {LONGEST_NAME} letters.")
    if not query:
        raise ValidationError("This search asks nothing yet. Search first, then keep it.")
    if len(query) > LONGEST_QUERY:
        raise ValidationError("The search is too long to keep.")
    others = SavedSearch.objects.filter(person=person).exclude(name=name)
    if others.count() >= MOST:
        raise ValidationError(f"You keep {MOST} searches. Remove one first.")
