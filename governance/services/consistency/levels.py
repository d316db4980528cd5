"""Pages that place the same thing at another level: for the same topic, agent and condition.

A page may say several things of one question ("it may help some", "it does not help everyone"), so pages are compared
whole: they differ only where all that one says lies above all that the other says.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from governance.services.consistency.said import Difference, Said


@dataclass(frozen=True, slots=True)
class Span:
    """From the weakest to the strongest that one page says of a question, with the sentences at both ends."""

    lowest: Said
    highest: Said

    @property
    def low(self) -> int:
        """The weakest point that it allows."""
        return self.lowest.low

    @property
    def high(self) -> int:
        """The strongest point that it allows."""
        return self.highest.high


def level_differences(said: Iterable[Said]) -> Iterator[Difference]:
    """One row for each page beyond a gap, beside the nearest page on the other side of it."""
    questions: dict[tuple[str, str, str], dict[int, list[Said]]] = defaultdict(lambda: defaultdict(list))
    for item in said:
        questions[item.topic, item.agent, item.condition][item.document].append(item)
    for (topic, agent, condition), pages in sorted(questions.items()):
        question = f"{topic} of {agent} for {condition}".replace("_", " ")
        yield from _across_gaps(question, [_span(items) for items in pages.values()])


def _span(items: list[Said]) -> Span:
    return Span(min(items, key=lambda item: item.low), max(items, key=lambda item: item.high))


def _across_gaps(question: str, spans: list[Span]) -> Iterator[Difference]:
    spans = sorted(spans, key=lambda span: (span.low, span.high, span.lowest.document))
    for place in range(1, len(spans)):
        below, above = spans[:place], spans[place:]
        nearest = max(below, key=lambda span: span.high)
        if nearest.high < above[0].low:
            yield from (_difference(question, nearest, span) for span in above)
            yield from (_difference(question, span, above[0]) for span in below if span is not nearest)


def _difference(question: str, below: Span, above: Span) -> Difference:
    return Difference(question, below.highest, above.lowest)
