"""The shapes of claims: all that a verdict depends on. However many claims there are, there are few shapes.

So each shape is judged once, and the database finds the claims of those that matter.
"""

from django.db import connection

from governance.claims.judge import judge
from governance.claims.values import Claim, Finding, Statement
from governance.models import FoundClaim

# One step in the index for each shape: a plain DISTINCT reads every claim.
SHAPES = """
    WITH RECURSIVE known(shape) AS (
        SELECT MIN(shape) FROM {table}
        UNION ALL
        SELECT (SELECT MIN(c.shape) FROM {table} c WHERE c.shape > known.shape) FROM known
        WHERE known.shape IS NOT NULL
    )
    SELECT shape FROM known WHERE shape IS NOT NULL
"""


def judged_shapes(statement: Statement) -> dict[str, Finding]:
    """Every shape of claim that any version holds, with its finding by that statement."""
    names = _known_shapes()
    return dict(zip(names, judge(map(claim_of, names), statement), strict=True))


def claim_of(shape: str) -> Claim:
    """A claim of that shape, without words or place. The inverse of `FoundClaim.shape`."""
    topic, low, high, agent, condition, certain = shape.split("|")
    return Claim(
        block="",
        start=0,
        end=1,
        sentence="",
        topic=topic or None,
        low=int(low),
        high=int(high),
        agent=agent,
        conditions=(condition,),
        certain=bool(certain),
    )


def _known_shapes() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(SHAPES.format(table=FoundClaim._meta.db_table))
        return [shape for (shape,) in cursor.fetchall()]
