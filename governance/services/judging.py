"""Many versions judged by a statement at once, and which of them contradict it."""

from datetime import date

from django.db import connection
from django.db.models import QuerySet

from governance.claims.values import Finding
from governance.models import ApprovedStatement, Extraction, JudgedClaim
from governance.querysets import conflicts
from governance.services.shapes import judged_shapes

AT_ONCE = 1_000  # shapes in one statement of SQL
FINDINGS = """
    WITH judged(shape, verdict, position) AS (VALUES {rows})
    INSERT INTO governance_judgedclaim (claim_id, statement_id, verdict, position)
    SELECT c.id, %s, judged.verdict, judged.position
    FROM governance_foundclaim c JOIN judged ON judged.shape = c.shape
    WHERE c.extraction_id IN ({extractions})
    AND NOT EXISTS (SELECT 1 FROM governance_judgedclaim j WHERE j.claim_id = c.id AND j.statement_id = %s)
"""


def judge_all(extractions: QuerySet[Extraction], statement: ApprovedStatement) -> None:
    """Stores the findings of all claims of these readings that were not judged yet, without reading one of them."""
    chosen, chosen_values = extractions.values("pk").query.sql_with_params()
    found = list(judged_shapes(statement.parsed()).items())
    for first in range(0, len(found), AT_ONCE):
        some = found[first : first + AT_ONCE]
        rows = ", ".join(["(%s, %s, %s)"] * len(some))
        values = [value for shape, finding in some for value in _row(shape, finding)]
        with connection.cursor() as cursor:
            cursor.execute(
                FINDINGS.format(rows=rows, extractions=chosen),
                [*values, statement.pk, *chosen_values, statement.pk],
            )


def conflicts_in(
    extractions: QuerySet[Extraction], statement: ApprovedStatement, *, on: date
) -> QuerySet[JudgedClaim]:
    """The findings of these readings that contradict the statement, without those excepted on that day."""
    found = JudgedClaim.objects.filter(statement=statement, claim__extraction__in=extractions.values("pk"))
    return conflicts(found, on=on)


def _row(shape: str, finding: Finding) -> tuple[str, str, str]:
    return shape, finding.verdict.value, finding.position.id if finding.position else ""
