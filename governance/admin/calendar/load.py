"""The physicians' load ahead, week by week, with a hint which reviews could be done earlier."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from governance.admin.show import document_url
from governance.models import Live, Review
from governance.policy.load import Due, Week, level, weeks_of

WEEKS = 26
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Hint:
    """A page that could be reviewed in an earlier week than that of its day."""

    title: str
    url: str
    owner: str
    to: date


@dataclass(frozen=True, slots=True)
class WeekRow:
    """A week as the table shows it. fill, line: the bar and the mark of what is managed, in percent of the widest."""

    monday: date
    sunday: date
    due: int
    waiting: int
    excess: int
    early: int
    fill: str
    line: str
    hints: tuple[Hint, ...]
    more: int

    @property
    def total(self) -> int:
        """All reviews that fall into the week."""
        return self.due + self.waiting


def load_rows(live: QuerySet[Live], *, today: date, most: int) -> list[WeekRow]:
    """The next half year. most: how many reviews the physicians manage in a week. Three queries."""
    ahead = live.filter(publication__next_review__lt=today + timedelta(weeks=WEEKS + 1))
    due = [Due(*row) for row in ahead.values_list("pk", "publication__next_review")]
    weeks = weeks_of(due, on=today, count=WEEKS, waiting=Review.objects.waiting().count())
    goes = level(weeks, most=most)
    hints = _hints(goes)
    widest = max([most, *(len(week.due) + week.waiting for week in weeks)])
    return [_row(week, hints, most=most, widest=widest) for week in weeks]


def _row(week: Week, hints: dict[int, Hint], *, most: int, widest: int) -> WeekRow:
    moved = [hints[item.key] for item in week.moved]
    return WeekRow(
        monday=week.monday,
        sunday=week.monday + timedelta(days=6),
        due=len(week.due),
        waiting=week.waiting,
        excess=week.excess(most),
        early=len(week.early),
        fill=_percent(len(week.due) + week.waiting, widest),
        line=_percent(most, widest),
        hints=tuple(moved[:SHOWN]),
        more=len(moved[SHOWN:]),
    )


def _hints(goes: dict[int, date]) -> dict[int, Hint]:
    pages = Live.objects.filter(pk__in=list(goes)).select_related("publication", "document__owner")
    return {
        page.pk: Hint(
            page.publication.title,
            document_url(page.document.kind, page.pk),
            str(page.document.owner),
            goes[page.pk],
        )
        for page in pages
    }


def busiest(rows: Sequence[WeekRow]) -> WeekRow | None:
    """The week that is too full by most; None where none is."""
    row = max(rows, key=lambda row: row.excess)
    return row if row.excess else None


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}%"
