"""A page of a long list: the documents are found by their keys alone, and what a row shows is read for these alone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.templatetags.admin_list import result_headers
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

# What a row shows of a document itself; the words of a page are never read for a list.
SHOWN = ("title", "version_number", "owner__first_name", "owner__last_name", "owner__username")
LABELS = {"keeper": "Owner", "reviewed": "Last reviewed", "due": "Next review"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: the column's name, for the style; its label on a phone, "" for none; and what it shows."""

    name: str
    label: str
    shown: Any


@dataclass(frozen=True, slots=True)
class Row:
    """One document: its title with the address of its screen, and the cells of the columns after it."""

    url: str
    title: str
    cells: tuple[Cell, ...]


class DocumentList(ChangeList):
    """The stock list with the deferred join: far down or sorted by what is counted, it reads fifty rows and no more."""

    def get_results(self, request: HttpRequest) -> None:
        """As the stock one, which leaves the page's documents unread; here they are read by their keys."""
        super().get_results(request)
        keys = list(self.result_list.values_list("pk", flat=True))
        found = _shown(self.root_queryset).in_bulk(keys)
        self.result_list = [found[key] for key in keys if key in found]

    @property
    def headers(self) -> list[dict[str, Any]]:
        """The heads of the columns, as the stock list has them."""
        return list(result_headers(self))

    @property
    def rows(self) -> Iterator[Row]:
        """What the template shows of the page's documents."""
        columns = [(name, getattr(self.model_admin, name)) for name in self.list_display[1:]]
        base = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        return (_row(document, base, columns) for document in self.result_list)


def _shown(documents: QuerySet) -> QuerySet:
    return documents.select_related("owner").only(*SHOWN)


def _row(document: Any, base: str, columns: list[tuple[str, Callable[[Any], Any]]]) -> Row:
    cells = tuple(Cell(name, LABELS.get(name, ""), show(document)) for name, show in columns)
    # By hand: fifty times to reverse an address costs more than the rest of the row.
    return Row(f"{base}{document.pk}/change/", document.title, cells)
