"""Statements and editions of the engine that came, and what each did to the pages."""

from datetime import date

from django.db.models import Count, Min, QuerySet

from governance.claims.values import Statement
from governance.models import ApprovedStatement, ConflictFlag, Extraction, Withdrawal
from governance.services.reports.values import Bar, Period, Report, Row


def law(period: Period, on: date) -> Report:
    """Each statement approved and each edition of the engine that first read in the period, the newest first."""
    rows = [*_statements(period), *_editions(period)]
    rows.sort(key=lambda row: str(row.cells[0]), reverse=True)
    return Report(
        heads=("Day", "What", "What changed", "Pages taken down", "Pages flagged", "Versions read"),
        rows=tuple(rows),
        series=("Taken down", "Flagged"),
        bars=tuple(
            Bar(str(row.cells[1]), (row.cells[3], row.cells[4]))
            for row in rows
            if row.cells[3] or row.cells[4]
        ),
    )


def _statements(period: Period) -> list[Row]:
    everyone = list(
        ApprovedStatement.objects.order_by("approved_at", "pk").select_related("approved_by", "seconded_by")
    )
    taken, flagged = _taken_down(), _flagged()
    rows = []
    for number, item in enumerate(everyone):
        if period.begins <= item.approved_at < period.ends:
            before = everyone[number - 1].parsed() if number else None
            told = (
                f"{_difference(before, item.parsed())}; approved by {item.approved_by} and {item.seconded_by}"
            )
            cells = (item.effective, str(item), told, taken.get(str(item), 0), flagged.get(item.pk, 0), None)
            rows.append(Row(cells))
    return rows


def _difference(before: Statement | None, after: Statement) -> str:
    """How many positions are new, moved or gone."""
    old = {item.id: item for item in before.positions} if before else {}
    new = {item.id: item for item in after.positions}
    moved = sum(old[name] != new[name] for name in old.keys() & new.keys())
    return (
        f"{len(new.keys() - old.keys())} positions new, {moved} changed, {len(old.keys() - new.keys())} gone"
    )


def _taken_down() -> dict[str, int]:
    """By the statement's name: its withdrawals give it as their reason (services.effects)."""
    reasons = Withdrawal.objects.filter(reason__startswith="In conflict with ").order_by()
    found: dict[str, int] = {}
    for reason, number in reasons.values_list("reason").annotate(Count("pk")):
        name = reason.removeprefix("In conflict with ").partition(" in ")[0]
        found[name] = found.get(name, 0) + number
    return found


def _flagged() -> dict[int, int]:
    return dict(ConflictFlag.objects.order_by().values_list("statement").annotate(Count("pk")))


def _editions(period: Period) -> list[Row]:
    first = Extraction.objects.order_by().values("engine").annotate(first=Min("made_at"), number=Count("pk"))
    new: QuerySet = first.filter(first__gte=period.begins, first__lt=period.ends)
    return [
        Row(
            (item["first"].date(), f"Engine {item['engine']}", "first read on this day", 0, 0, item["number"])
        )
        for item in new
    ]
