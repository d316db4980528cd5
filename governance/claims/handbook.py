"""The handbook for physicians: every topic, its scale and its rules in plain words, made from the rules' data.

python -m governance.claims.handbook > docs/claims/handbook.md
"""

import sys
from collections.abc import Iterable, Iterator

from governance.claims.extract import extracted
from governance.claims.handbook_source import (
    Group,
    Meaning,
    Prose,
    Rule,
    read_groups,
    read_prose,
    read_rules,
)
from governance.claims.reading import read
from governance.claims.rules import Hedged, Step
from governance.claims.scales import load_scales
from governance.claims.suggest import band, wordings
from governance.claims.values import Block, Claim, Document

_WORDS, _FEW, _PATTERNS = 12, 3, 3
_CONDITION = "condition:"
_HEAD = """# How the engine reads: a handbook for physicians

This page is made from the engine's own data: `python -m governance.claims.handbook > docs/claims/handbook.md`.

The engine reads one sentence at a time and asks: what does it say about ketamine, on which of twelve scales, and
how strongly? The position statement says which part of each scale a page may use; a claim outside it is a conflict.
The scales below run from the weakest claim to the strongest. A rule looks for groups of words that stand close
together in one part of a sentence, with ketamine as what they are said of. "Guide" in a rule's reason is the guide
by which two readers labelled the sentences that the engine is measured on. Beside the examples stands what the rules
read; a learned second opinion may send a sentence to the physician besides, and never blocks one.
"""


def handbook() -> str:
    """The whole page. Raises DataError where the data are wrong."""
    prose, groups = read_prose(), read_groups()
    rules = read_rules(groups)
    groups |= {name: Group(name, about) for name, about in prose.computed.items()}
    parts = [_HEAD, *_contents(), *_meanings(prose, groups)]
    for topic in load_scales().topics:
        parts += _topic(topic, prose, [rule for rule in rules if rule.frame.topic == topic], groups)
    return "\n".join([*parts, *_glossary(groups)]) + "\n"


def _contents() -> list[str]:
    topics = ", ".join(f"[{topic}](#{topic})" for topic in load_scales().topics)
    return [
        f"On this page: [how words are meant](#how-words-are-meant), the topics {topics}, and the",
        "[groups of words](#groups-of-words).",
        "",
    ]


def _meanings(prose: Prose, groups: dict[str, Group]) -> Iterator[str]:
    yield "## How words are meant\n"
    for meaning in prose.meanings:
        yield f"### {meaning.title}\n\n{meaning.says}\n"
        if meaning.groups:
            yield f"Words: {_in_brief(meaning.groups, groups)}.\n"
        yield from _read_examples(meaning)


def _read_examples(meaning: Meaning) -> Iterator[str]:
    if meaning.examples:
        yield "| sentence | read as |\n| --- | --- |"
        for text in meaning.examples:
            yield f"| {text} | {_reading(text)} |"
        yield ""


def _reading(text: str) -> str:
    sentences = read(Document((Block("text", text),)))
    claims = [claim for sentence in sentences for claim in extracted(sentence).claims]
    return "; ".join(dict.fromkeys(_claimed(claim) for claim in claims)) or "no claim"


def _claimed(claim: Claim) -> str:
    doubt = "" if claim.certain else " (uncertain: for the physician)"
    return f"{claim.topic}: {band(claim.topic or '', claim.low, claim.high)}{doubt}"


def _topic(topic: str, prose: Prose, rules: list[Rule], groups: dict[str, Group]) -> Iterator[str]:
    yield f"## {topic.capitalize()}\n\n{prose.topics[topic]}\n"
    yield "| | point | in words: ketamine … |\n| --- | --- | --- |"
    for number, point in enumerate(load_scales().topics[topic], 1):
        yield f"| {number} | {point.replace('_', ' ')} | {wordings()[topic, point]} |"
    yield ""
    for rule in rules:
        yield from _rule(rule, groups)


def _rule(rule: Rule, groups: dict[str, Group]) -> Iterator[str]:
    frame = rule.frame
    yield f"### `{frame.id}`: {band(frame.topic, frame.low, frame.high)}\n\n{frame.why}\n"
    yield f"- Catches: “{rule.catches}”"
    yield f"- Does not read so: “{rule.spares}”"
    yield f"- Looks for: {_patterns(frame.patterns)}"
    used = _used(frame.patterns)
    if used:
        yield f"- Words: {_in_brief(used, groups)}"
    yield from (f"- {line}" for line in (*_meant(rule), *_limits(rule, groups)))
    yield ""


def _meant(rule: Rule) -> Iterator[str]:
    frame = rule.frame
    lowered = frame.hedged or (max(0, frame.low - 2), max(0, frame.low - 1))
    stays = frame.hedge is Hedged.STAYS
    yield "With a hedge: " + ("stays; no hedge lowers this" if stays else band(frame.topic, *lowered))
    yield "Denied: " + (band(frame.topic, *frame.denied) if frame.denied else "claims nothing")
    if frame.qualified:
        yield f"With {_links(frame.qualifiers)} in the sentence: {band(frame.topic, *frame.qualified)}"
    if not frame.findings:
        yield "Also read in what one study found"
    if frame.unnamed:
        yield f"Where no condition is named beside esketamine: {band(frame.topic, *frame.unnamed)}"


def _limits(rule: Rule, groups: dict[str, Group]) -> Iterator[str]:
    frame = rule.frame
    if frame.weak:
        yield "Never judged by itself: it goes to the physician"
    if frame.needs:
        yield f"Only where the sentence also has {_in_brief(frame.needs, groups)}"
    if frame.unless or frame.unless_sentence:
        yield f"Silent beside {_in_brief((*frame.unless, *frame.unless_sentence), groups)}"
    if frame.only_present:
        yield "In the past tense it claims nothing"
    if frame.conditions:
        yield f"Always said of: {_listed(frame.conditions)}"
    if frame.not_conditions:
        yield f"Never said of: {_listed(frame.not_conditions)}"


def _patterns(patterns: tuple[tuple[Step, ...], ...]) -> str:
    shown = [", then ".join(_slot(step) for step in steps) for steps in patterns[:_PATTERNS]]
    more = len(patterns) - len(shown)
    return "; ".join(shown) + (f"; {more} more" if more else "")


def _slot(step: Step) -> str:
    names = [name for name in step.classes if not name.startswith("=")]
    words = [f"“{name[1:].replace('_', ' ')}”" for name in step.classes if name.startswith("=")]
    return " or ".join([*map(_link, names), *words[:_FEW]]) + (" or the like" if len(words) > _FEW else "")


def _used(patterns: tuple[tuple[Step, ...], ...]) -> tuple[str, ...]:
    names = (name for steps in patterns for step in steps for name in step.classes)
    return tuple(dict.fromkeys(name for name in names if not name.startswith("=")))


def _in_brief(names: Iterable[str], groups: dict[str, Group]) -> str:
    return "; ".join(f"{_link(name)}{_first(groups[name], _FEW)}" for name in names)


def _first(group: Group, number: int) -> str:
    return f" ({', '.join(group.words[:number])})" if group.words else ""


def _links(names: Iterable[str]) -> str:
    return " or ".join(map(_link, names))


def _link(name: str) -> str:
    return f"[{_title(name)}](#{_anchor(name)})"


def _title(name: str) -> str:
    return name.removeprefix(_CONDITION).replace("_", " ")


def _anchor(name: str) -> str:
    return "words-" + name.removeprefix(_CONDITION).replace("_", "-").lower()


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(_title, names))


def _glossary(groups: dict[str, Group]) -> Iterator[str]:
    yield "## Groups of words\n"
    yield "The first words of each group, in their plain form; the engine knows the other forms too.\n"
    yield "| group | what it is | words |\n| --- | --- | --- |"
    for name, group in sorted(groups.items(), key=lambda item: _title(item[0]).lower()):
        words, more = ", ".join(group.words[:_WORDS]), len(group.words) - _WORDS
        rest = f" and {more} more" if more > 0 else ""
        anchor = f'<a id="{_anchor(name)}"></a>{_title(name)}'
        yield f"| {anchor} | {group.about} | {words}{rest} |"


if __name__ == "__main__":
    sys.stdout.write(handbook())
