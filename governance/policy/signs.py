"""The signs of a grave change in a stretch of text: its sentences, doses, numbers, drugs, denials and links.

Each function reads a stretch and answers what it found in reading order, written so that equals are equal.
"""

import re

from governance.policy.drugs import DRUG

SENTENCE_END = re.compile(r"(?<=[.!?:])[\"”’')\]*_]*\s+|\n+")
_DIGITS = r"(?:[<>≤≥±~−-]\s?)?(?:\d+(?:[.,/:×^⁄]\d+)*|[¼½¾⅓⅔⅛⅜⅝⅞])(?:\s?[%‰°])?"
_WORDS = (
    r"zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?"
    r"|dozens?|half|halves|thirds?|quarters?|once|twice|thrice|single|double|triple|first|second|fourth|fifth|per\s?cent"
)
NUMBER = re.compile(rf"{_DIGITS}|\b(?:{_WORDS})\b", re.IGNORECASE)
_UNIT = (
    r"(?:milligrams?|micrograms?|grams?|kilograms?|millilit(?:er|re)s?|lit(?:er|re)s?|mg|mcg|[µμ]g|kg|g|ml|l|iu|mmol"
    r"|units?|tablets?|capsules?|pills?|lozenges?|troches?|puffs?|sprays?|drops?|patch(?:es)?|vials?|ampoules?"
    r"|doses?|infusions?|injections?|sessions?|treatments?|times)"
)
_OFTEN = (
    r"(?:hourly|daily|nightly|weekly|fortnightly|monthly|yearly"
    r"|(?:per|an?|each|every)\s(?:\S+\s)?(?:minutes?|hours?|days?|nights?|weeks?|months?|years?))"
)
_STRENGTH = r"(?:low(?:er|est)?|high(?:er|est)?|full|half|double|maximum|max|minimum|sub\w*|micro|repeat(?:ed)?|single)"
_AMOUNT = rf"(?:{_DIGITS}|\b(?:{_WORDS})\b)"
DOSE = re.compile(
    rf"{_AMOUNT}(?:\s?(?:-|–|to|or)\s?{_AMOUNT})?[\s-]?(?:{_UNIT}\b(?:\s?(?:/|per)\s?\w+)*(?:\s{_OFTEN}\b)?|{_OFTEN}\b)"
    rf"|\b{_OFTEN}\b|\b{_STRENGTH}[\s-]?dos(?:es?|ed|ing|age)\b",
    re.IGNORECASE,
)
DENIAL = re.compile(
    r"\b(?:not?|non|never|none|nor|neither|nothing|nobody|nowhere|no-one|without|cannot|\w+n[’']t|hardly|barely|scarcely"
    r"|seldom|rarely|unless|except|excluding|lacks?|lacking|fail(?:s|ed)?|avoid(?:s|ed|ing)?|stop(?:s|ped|ping)?"
    r"|contraindicated|unproven|un(?:safe|approved|likely|tested|able))\b",
    re.IGNORECASE,
)
# No part may run on without end, or a hostile text would keep a reader waiting.
DESTINATION = re.compile(
    r"\]\([ \t]*<?([^\s)>]+)|<(\w{1,20}:[^<>\s]{1,2000})>|(\bhttps?://[^\s)>\]]+)"
    r"|^ {0,3}\[[^\]\n]{1,200}\]:[ \t]*(\S+)",
    re.M,
)


def sentences(text: str) -> list[str]:
    """The sentences of a source, without the blanks around them."""
    return [part.strip() for part in SENTENCE_END.split(text) if part.strip()]


def doses(text: str) -> list[str]:
    """Amounts with their unit, how often, and how strong."""
    return [_plain(found[0]) for found in DOSE.finditer(_without_links(text))]


def numbers(text: str) -> list[str]:
    """Numbers in digits and in words that belong to no dose."""
    return [_plain(found[0]) for found in NUMBER.finditer(DOSE.sub(" ; ", _without_links(text)))]


def drugs(text: str) -> list[str]:
    """Names of medicines and of classes of them."""
    return [found[0].casefold() for found in DRUG.finditer(_without_links(text))]


def denials(text: str) -> list[str]:
    """Words that turn a sentence round."""
    return [found[0].casefold().replace("’", "'") for found in DENIAL.finditer(_without_links(text))]


def destinations(text: str) -> list[str]:
    """Where links lead."""
    return [next(filter(None, found.groups())) for found in DESTINATION.finditer(text)]


def _without_links(text: str) -> str:
    return DESTINATION.sub(" ", text)


def _plain(text: str) -> str:
    return re.sub(r"[\s-]+", " ", text.casefold()).replace("–", "-").replace("−", "-")
