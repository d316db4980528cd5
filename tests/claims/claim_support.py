"""Short claims, positions and statements for tests of what is arithmetic."""

from hypothesis import strategies as st

from governance.claims.scales import load_scales
from governance.claims.values import Claim, Position, Statement

SCALES = load_scales()
CONDITIONS = sorted(SCALES.parents)


def point(topic: str, name: str) -> int:
    return SCALES.topics[topic].index(name)


def claim(
    topic: str | None,
    low: str = "",
    high: str = "",
    *,
    agent: str = "ketamine",
    conditions: tuple[str, ...] = (),
    certain: bool = True,
) -> Claim:
    ends = (0, 0) if topic is None else (point(topic, low), point(topic, high or low))
    return Claim(
        "text", 0, 10, "A sentence.", topic, *ends, agent=agent, conditions=conditions, certain=certain
    )


def position(
    name: str, topic: str, low: str, high: str, *, agent: str = "any", conditions: tuple[str, ...] = ("any",)
) -> Position:
    return Position(
        name, topic, agent, conditions, point(topic, low), point(topic, high), f"What {name} says."
    )


def statement(*positions: Position) -> Statement:
    return Statement("A statement", "1", "2026-06-01", 12, positions)


@st.composite
def bands(draw: st.DrawFn, topic: str) -> tuple[int, int]:
    last = len(SCALES.topics[topic]) - 1
    low = draw(st.integers(0, last))
    return low, draw(st.integers(low, last))


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    topic = draw(st.sampled_from(sorted(SCALES.topics)))
    low, high = draw(bands(topic))
    return Claim(
        block="text",
        start=0,
        end=10,
        sentence="A sentence.",
        topic=topic,
        low=low,
        high=high,
        agent=draw(st.sampled_from(SCALES.agents)),
        conditions=tuple(draw(st.lists(st.sampled_from(CONDITIONS), max_size=3, unique=True))),
        certain=draw(st.booleans()),
    )
