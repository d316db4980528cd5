"""Words for people: a claim and a band told in a sentence, and the nearest wording inside the band."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from governance.claims.scales import DATA, load_scales
from governance.claims.values import Claim, Finding, Position, Verdict
from governance.claims.yamlnodes import Source


@cache
def wordings() -> Mapping[tuple[str, str], str]:
    """Return a short phrase for each topic and point: `data/wording.yaml`, checked against the scales."""
    path = DATA / "wording.yaml"
    return parse_wordings(path.read_text(encoding="utf-8"), path.name)


def parse_wordings(text: str, file: str) -> Mapping[tuple[str, str], str]:
    """Read the phrases from YAML. Raises DataError where a topic or point is missing or unknown."""
    source = Source(file)
    topics = load_scales().topics
    found = source.mapping(source.root(text), topics)
    phrases = {}
    for topic in topics:
        points = source.mapping(found[topic], topics[topic]) if topic in found else {}
        phrases.update({(topic, point): source.text(node) for point, node in points.items()})
    source.done()
    return MappingProxyType(phrases)


def wording_inside(position: Position, claim: Claim) -> str:
    """Return the phrase for the point of the band that lies nearest to the claim."""
    point = position.high if claim.low > position.high else position.low
    return wordings()[position.topic, load_scales().topics[position.topic][point]]


def explanation(finding: Finding) -> str:
    """Return one sentence that tells a physician why the verdict is what it is."""
    claim, position = finding.claim, finding.position
    if claim.topic is None:
        return "This seems to assert something about ketamine that cannot be placed on a scale."
    says = f"On {claim.topic} this says {band(claim.topic, claim.low, claim.high)}"
    if position is None:
        return f"{says}; the statement has no position on that."
    allowed = f"{band(position.topic, position.low, position.high)} ({position.id})"
    if finding.verdict is Verdict.CONFLICT:
        above = claim.low > position.high
        return f"{says}, {'more' if above else 'less'} than the statement allows: {allowed}."
    if finding.verdict is Verdict.UNCLEAR:
        return f"{says}, but the wording leaves doubt; the statement allows {allowed}."
    return f"{says}, inside what the statement allows: {allowed}."


def band(topic: str, low: int, high: int) -> str:
    """Return an interval in words: "helps some", or "ineffective to helps some"."""
    points = [point.replace("_", " ") for point in load_scales().topics[topic]]
    return points[low] if low == high else f"{points[low]} to {points[high]}"
