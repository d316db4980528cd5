"""Claims judged against a statement: arithmetic on stored intervals, no text is read again."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from governance.claims.scales import ANY, load_scales
from governance.claims.suggest import wording_inside
from governance.claims.values import Claim, Finding, Position, Statement, Verdict

SEVERITY = {verdict: number for number, verdict in enumerate(Verdict)}
Places = Mapping[tuple[str, str, str], Position]


def judge(claims: Iterable[Claim], statement: Statement) -> tuple[Finding, ...]:
    """Return one finding for each claim, in the same order.

    A claim on several conditions, or on both agents, is judged for each; the worst verdict is kept.
    """
    places = _places(statement)
    return tuple(_finding(claim, places) for claim in claims)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the worst verdict, NO_CLAIM where there is none."""
    return min(verdicts, key=SEVERITY.__getitem__, default=Verdict.NO_CLAIM)


def holding(statement: Statement, topic: str, agent: str, condition: str) -> Position | None:
    """Return the most specific position that covers a place, None where none does."""
    return _most_specific(_places(statement), topic, agent, condition)


@lru_cache(maxsize=64)
def _places(statement: Statement) -> Places:
    return MappingProxyType(
        {
            (position.topic, position.agent, condition): position
            for position in statement.positions
            for condition in position.conditions
        }
    )


def _most_specific(places: Places, topic: str, agent: str, condition: str) -> Position | None:
    """Condition before agent: what was decided on a condition outweighs what holds for a drug at large."""
    for place in load_scales().lineage(condition):
        position = places.get((topic, agent, place)) or places.get((topic, ANY, place))
        if position:
            return position
    return None


def _finding(claim: Claim, places: Places) -> Finding:
    if claim.topic is None:
        return Finding(claim, Verdict.UNCLEAR)
    judged = [_judged(claim, position) for position in _covering(claim, claim.topic, places)]
    verdict, position = min(judged, key=lambda pair: SEVERITY[pair[0]])
    if verdict is Verdict.CONFLICT and position:
        return Finding(claim, verdict, position, wording_inside(position, claim))
    return Finding(claim, verdict, position)


def _covering(claim: Claim, topic: str, places: Places) -> list[Position | None]:
    agents = load_scales().agents[1:] if claim.agent == ANY else (claim.agent,)
    return [
        _most_specific(places, topic, agent, condition)
        for condition in claim.conditions or (ANY,)
        for agent in agents
    ]


def _judged(claim: Claim, position: Position | None) -> tuple[Verdict, Position | None]:
    if position is None or not claim.certain:
        return Verdict.UNCLEAR, position
    disjoint = claim.low > position.high or claim.high < position.low
    return (Verdict.CONFLICT if disjoint else Verdict.CONSISTENT), position
