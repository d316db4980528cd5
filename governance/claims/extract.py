"""From one sentence to what it claims about ketamine. Knows scales, never a statement."""

from dataclasses import replace

from governance.claims.clauses import Marked, mark
from governance.claims.framing import Shown, bold_rules, shown
from governance.claims.mentions import Link, agent, conditions, is_named, is_others, link, narrowed
from governance.claims.scorer import LOWER, RAISE, features, likelihood
from governance.claims.values import Claim, Sentence


def extract_sentence(sentence: Sentence) -> tuple[Claim, ...]:
    """What `sentence` claims; nothing where it is neutral or not about ketamine."""
    marked, claims = extracted(sentence)
    if link(marked, sentence) is Link.NONE:
        return ()
    chance = likelihood(features(marked, sentence, claims))
    if chance < LOWER:
        return tuple(_doubted(claim) for claim in claims)
    return (*claims, _unplaced(sentence)) if chance >= RAISE else claims


def _doubted(claim: Claim) -> Claim:
    return replace(claim, certain=False) if claim.rule in bold_rules() else claim


def _unplaced(sentence: Sentence) -> Claim:
    """What the engine cannot place on a scale but a physician should read."""
    return Claim(
        block=sentence.block, start=sentence.start, end=sentence.end, sentence=sentence.text,
        topic=None, low=0, high=0, certain=False, rule="scorer",
        why="The wording is like that of claims which physicians have objected to.",
    )  # fmt: skip


def extracted(sentence: Sentence) -> tuple[Marked, tuple[Claim, ...]]:
    """The sentence marked, and what the rules alone read in it."""
    marked = mark(sentence.text)
    linked = link(marked, sentence)
    found: dict[tuple[object, ...], Claim] = {}
    if linked is not Link.NONE:
        for item in shown(marked, _tells_of_study(sentence.previous)):
            if item.frame.free_subject or not is_others(marked, item.clause, item.found[0][0]):
                claim = _claim(marked, sentence, item, linked)
                found.setdefault((claim.topic, claim.low, claim.high, claim.conditions, claim.agent), claim)
    return marked, tuple(found.values())


def _tells_of_study(previous: str) -> bool:
    return bool(previous) and "FINDER" in mark(previous).where


def _claim(marked: Marked, sentence: Sentence, item: Shown, linked: Link) -> Claim:
    frame = item.frame
    said_of = _said_of(marked, sentence, item, linked)
    low, high = item.low, item.high
    if frame.unnamed and "ESK" in marked.where and not is_named(marked):
        low, high = frame.unnamed
    return Claim(
        block=sentence.block, start=sentence.start, end=sentence.end, sentence=sentence.text,
        topic=frame.topic, low=low, high=high,
        agent=frame.agent or agent(marked, item.clause),
        conditions=said_of,
        certain=not frame.weak and not sentence.disguised,
        cues=tuple(_cue(marked, sentence, span) for span in sorted(item.found)),
        rule=frame.id, why=frame.why,
    )  # fmt: skip


def _said_of(marked: Marked, sentence: Sentence, item: Shown, linked: Link) -> tuple[str, ...]:
    frame = item.frame
    if frame.conditions:
        return frame.conditions
    named = conditions(marked, item.clause, item.found, sentence, linked is Link.CARRIED)
    kept = tuple(name for name in named if name not in frame.not_conditions)
    return narrowed(kept) if frame.topic == "approval" else kept


def _cue(marked: Marked, sentence: Sentence, span: tuple[int, int]) -> tuple[int, int]:
    """A span of tokens as a span of the block's source."""
    start, end = marked.tokens.starts[span[0]], marked.tokens.ends[span[1]]
    if len(sentence.offsets) < end:
        return sentence.start + start, sentence.start + end
    return sentence.offsets[start], sentence.offsets[end - 1] + 1
