"""A plain keyword search of ours: what half an hour gives. It is what the engine has to be worth more than."""

import re

from tests.claims.figures import Item

WORDS = (
    "cure", "cures", "cured", "miracle", "miraculous", "breakthrough", "game-changer", "game changer", "life-changing",
    "dramatic", "dramatically", "remarkable", "guaranteed", "proven", "permanent", "permanently", "lasting",
    "long-lasting", "long-term relief", "months of relief", "rewires", "rewire", "repairs", "heals", "resets",
    "root cause", "risk-free", "no side effects", "completely safe", "very safe", "safe", "harmless", "not addictive",
    "non-addictive", "no risk", "better than", "superior", "more effective", "replaces", "first-line", "gold standard",
    "standard of care", "highly effective", "effective", "relieves", "eliminates", "works for everyone", "for everyone",
    "anyone", "FDA-approved", "approved for", "at home", "from home", "no doctor", "best route", "most patients",
    "nearly all", "last hope", "regrows", "new connections",
)  # fmt: skip
SEARCH = re.compile(r"\b(?:" + "|".join(re.escape(word) for word in WORDS) + r")\b", re.IGNORECASE)
DENIED = re.compile(r"\b(?:not|no|never|isn't|is not|myth)\b[^.;,]{0,30}$", re.IGNORECASE)


def hits(text: str) -> list[str]:
    """The forbidden words in a text that no "not" stands shortly before."""
    return [found[0] for found in SEARCH.finditer(text) if not DENIED.search(text[: found.start()])]


def keyword_answers(items: list[Item]) -> dict[str, Item]:
    """What the search would answer for each item: a conflict where it finds a word. It names no topic."""
    return {
        item["id"]: {"verdict": "conflict" if hits(item["text"]) else "no_claim", "topics": []}
        for item in items
    }
