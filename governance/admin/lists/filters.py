"""Filters of the lists of documents; each asks one annotation of `governance.querysets`."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, Field, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from content.models import Document
from governance.models import ApprovedStatement, Person
from governance.querysets import DUE_SOON, Standing, with_conflicts, with_nothing_open, with_unsettled


class StandingFilter(admin.SimpleListFilter):
    """Where the newest version stands."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(Standing.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(standing=self.value()) if self.value() else queryset


class DueFilter(admin.SimpleListFilter):
    """When the next review of the live page is due."""

    title = "next review"
    parameter_name = "due"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("overdue", "Overdue"), ("soon", "Within 60 days"), ("later", "Later")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        today = timezone.localdate()
        chosen = {
            "overdue": {"next_review__lt": today},
            "soon": {"next_review__gte": today, "next_review__lte": today + DUE_SOON},
            "later": {"next_review__gt": today + DUE_SOON},
        }
        return queryset.filter(**chosen.get(self.value(), {}))


class FindingsFilter(admin.SimpleListFilter):
    """What is found in the newest version."""

    title = "findings"
    parameter_name = "findings"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("conflict", "In conflict"), ("unclear", "To settle"), ("none", "Nothing open")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() not in ("conflict", "unclear", "none"):
            return queryset
        statement, on = ApprovedStatement.objects.binding(at=timezone.now()), timezone.localdate()
        if self.value() == "unclear":
            return with_unsettled(queryset, statement)
        chosen = with_conflicts if self.value() == "conflict" else with_nothing_open
        return chosen(queryset, statement, on=on)


class OwnerFilter(admin.RelatedFieldListFilter):
    """Whose page it is: of everybody who looks after any."""

    def field_choices(self, field: Field, request: HttpRequest, model_admin: Any) -> list[tuple[int, str]]:
        """People, never pages, are gone through: there are few of them."""
        owning = Person.objects.filter(Exists(Document.objects.filter(owner=OuterRef("pk"))))
        named = owning.only("first_name", "last_name", "username")
        return sorted(((person.pk, str(person)) for person in named), key=lambda choice: choice[1])
