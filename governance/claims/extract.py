"""From one sentence to what it claims about ketamine. Knows scales, never a statement."""

from dataclasses import replace

from governance.claims.answers import answer_to, as_statement, none_of_what
from governance.claims.clauses import Marked, mark
from governance.claims.framing import Read, Shown, bold_rules, firm_rules, shown, sure_rules
from governance.claims.labels import is_label
from governance.claims.leadins import NOTHING_BEFORE, before
from governance.claims.mentions import (
    Link,
    agent,
    conditions,
    has_drug,
    is_named,
    is_others,
    link,
    narrowed,
)
from governance.claims.modality import only_asks
from governance.claims.scorer import (
    LOWER,
    LOWER_FIRM,
    LOWER_GUESSED,
    LOWER_SURE,
    RAISE,
    RAISE_BARE,
    RAISE_COVERED,
    RAISE_UNTIED,
    features,
    likelihood,
)
from governance.claims.seconds import seconds
from governance.claims.threads import goes_on, is_illness_lasting, is_tied
from governance.claims.values import Claim, Kind, Sentence

_SAFE = 3  # the point of the scale of safety that an anesthetic may reach
LONGEST = 400  # words; what is longer is no sentence, and a physician has to read it


def extract_sentence(sentence: Sentence) -> tuple[Claim, ...]:
    """What `sentence` claims; nothing where it is neutral or not about ketamine."""
    read = extracted(sentence)
    chance = likelihood(features(read, sentence))
    claims = tuple(_doubted(claim, chance, read.link) for claim in read.claims)
    if read.link <= Link.UNTIED:
        tied = tuple(claim for claim in claims if claim.certain and _is_bold(claim))
        return tied or ((_unplaced(sentence),) if _is_untied_claim(read, chance) else ())
    raised = chance >= _raised_from(read, claims, sentence) or len(read.marked.clause) > LONGEST
    if not raised or any(map(_is_firm, claims)) or only_asks(read.marked) or is_label(read.marked):
        return claims
    return (*claims, _unplaced(sentence))


def _is_untied_claim(read: Read, chance: float) -> bool:
    """Whether a text that nothing ties to ketamine still reads like a claim about it."""
    return read.link is not Link.NONE and chance >= RAISE_UNTIED and not is_label(read.marked)


def _raised_from(read: Read, claims: tuple[Claim, ...], sentence: Sentence) -> float:
    """The likelihood from which on the sentence goes to the physician."""
    if before(sentence).idle:
        return RAISE_UNTIED
    if any(claim.certain for claim in claims):
        return RAISE_COVERED
    return RAISE if read.shown else RAISE_BARE


def _is_bold(claim: Claim) -> bool:
    """At the full point of a rule from the upper half of its scale; not lowered, not denied."""
    point = bold_rules().get(claim.rule)
    return point is not None and claim.low >= point


def _is_firm(claim: Claim) -> bool:
    """Bold, certain, and of a kind that no hedge lowers."""
    return claim.certain and _is_bold(claim) and claim.rule in firm_rules()


def _doubted(claim: Claim, chance: float, linked: Link) -> Claim:
    """A bold claim loses its certainty where the sentence reads unlike one."""
    least = LOWER_SURE if claim.rule in sure_rules() else LOWER_FIRM if claim.rule in firm_rules() else LOWER
    if linked <= Link.GUESSED:
        least = LOWER_GUESSED
    return replace(claim, certain=False) if chance < least and _is_bold(claim) else claim


def _unplaced(sentence: Sentence) -> Claim:
    """What the engine cannot place on a scale but a physician should read."""
    return Claim(
        block=sentence.block, start=sentence.start, end=sentence.end, sentence=sentence.text,
        topic=None, low=0, high=0, certain=False, rule="scorer",
        why="The wording is like that of claims which physicians have objected to.",
    )  # fmt: skip


def extracted(sentence: Sentence) -> Read:
    """The sentence marked, the frames that it shows, and what the rules alone read in it."""
    marked = mark(sentence.text)
    linked = link(marked, sentence)
    if linked is Link.NONE:
        return Read(marked, linked, (), ())
    items = tuple(shown(marked, before(sentence)))
    kept = {
        (item.frame.id, item.clause, item.low, item.high): item
        for item in reversed(items)
        if item.low >= 0 and is_ours(marked, item)
    }
    claims = [_claim(marked, sentence, item, linked) for item in reversed(kept.values())]
    claims += _answered(marked, sentence)
    claims += seconds(marked, sentence, claims)
    found: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        found.setdefault((claim.topic, claim.low, claim.high, claim.conditions, claim.agent), claim)
    return Read(marked, linked, items, tuple(found.values()))


def _answered(marked: Marked, sentence: Sentence) -> list[Claim]:
    """What a sentence claims by saying yes or no to the question before it."""
    none = none_of_what(marked, sentence)
    answer = answer_to(marked, sentence)
    if not answer and not none:
        return []
    question = none or as_statement(sentence)
    asked = mark(question.text)
    linked = link(asked, question)
    if linked is Link.NONE:
        return []
    items = [item for item in shown(asked, NOTHING_BEFORE, turned=answer == "no") if item.low >= 0]
    claims = [
        replace(_claim(asked, question, item, linked), sentence=sentence.text, cues=()) for item in items
    ]
    if not is_named(marked):
        return claims
    said_of = conditions(marked, 0, ((0, 0),), sentence, False)
    return [replace(claim, conditions=said_of) for claim in claims]


def is_ours(marked: Marked, item: Shown) -> bool:
    """Whether ketamine, not another treatment, is what a shown frame speaks of."""
    if is_illness_lasting(marked, item.clause, item.found, item.frame.topic):
        return False
    return item.frame.free_subject or not is_others(marked, item.clause, item.found[0][0])


def _claim(marked: Marked, sentence: Sentence, item: Shown, linked: Link) -> Claim:
    frame = item.frame
    said_of = _said_of(marked, sentence, item, linked)
    low, high = item.low, item.high
    if frame.unnamed and "ESK" in marked.where and not is_named(marked):
        low, high = frame.unnamed
    if frame.topic == "safety" and said_of == ("anesthesia",):  # a long safety record (guide, rule 16)
        low, high = min(low, _SAFE), min(high, _SAFE)
    return Claim(
        block=sentence.block, start=sentence.start, end=sentence.end, sentence=sentence.text,
        topic=frame.topic, low=low, high=high,
        agent=frame.agent or agent(marked, item.clause, sentence.previous, item.found[0][0]),
        conditions=said_of,
        certain=_is_certain(marked, sentence, item, linked),
        cues=_cues(marked, sentence, item),
        rule=frame.id, why=frame.why,
    )  # fmt: skip


def _is_certain(marked: Marked, sentence: Sentence, item: Shown, linked: Link) -> bool:
    frame = item.frame
    if frame.weak or sentence.disguised:
        return False
    if linked <= Link.GUESSED and frame.bold and not is_tied(marked, sentence, frame.topic):
        return False
    loose = frame.agent_near and sentence.kind not in (Kind.BULLET, Kind.HEADING)
    return not loose or has_drug(marked, item.clause) or goes_on(sentence, item.found, marked)


def _said_of(marked: Marked, sentence: Sentence, item: Shown, linked: Link) -> tuple[str, ...]:
    frame = item.frame
    if frame.conditions:
        return frame.conditions
    named = conditions(marked, item.clause, item.found, sentence, linked is Link.CARRIED)
    kept = tuple(name for name in named if name not in frame.not_conditions)
    return narrowed(marked, kept) if frame.topic == "approval" else kept


def _cues(marked: Marked, sentence: Sentence, item: Shown) -> tuple[tuple[int, int], ...]:
    """The words that decided, as spans of the block's source."""
    spans = marked.tokens.spans()
    return tuple(in_source(sentence, spans[first][0], spans[last][1]) for first, last in sorted(item.found))


def in_source(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """From a span of a sentence to the span of its source."""
    if len(sentence.offsets) < end:
        return sentence.start + start, sentence.start + end
    return sentence.offsets[start], sentence.offsets[end - 1] + 1
