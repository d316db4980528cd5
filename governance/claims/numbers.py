"""Rates and spans of time, in digits and in words: computed classes that no list can hold."""

from governance.claims.rules import Spans

TWO_THIRDS = 67.0  # guide, rule 11: above this a rate is outside even for depression
_SMALL = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
NUMBERS = {word: float(value) for value, word in enumerate(_SMALL, 1)} | {
    word: float(value) for word, value in _TENS.items()
}
NUMBERS |= {f"{ten} {one}": NUMBERS[ten] + NUMBERS[one] for ten in _TENS for one in _SMALL[:9]}
_PERCENT = frozenset(("%", "percent", "pct"))
_PEOPLE = frozenset(
    [
        "patients",
        "participants",
        "people",
        "veterans",
        "adults",
        "adolescents",
        "women",
        "men",
        "volunteers",
        "subjects",
        "studies",
        "trials",
        "the",
    ]
)
_UNITS = {
    "hour": "DAYS", "hours": "DAYS", "day": "DAYS", "days": "DAYS", "week": "WEEKS", "weeks": "WEEKS",
    "month": "MONTHS", "months": "MONTHS", "year": "MONTHS", "years": "MONTHS", "decade": "MONTHS",
    "decades": "MONTHS", "lifetime": "MONTHS",
}  # fmt: skip
_COUNTED = _PERCENT | _PEOPLE | _UNITS.keys()


def amounts(words: list[str], where: dict[str, Spans]) -> None:
    """Add PERCENT with HIGHPCT or LOWPCT, and DAYS, WEEKS or MONTHS, to the classes of a sentence."""
    for index, word in enumerate(words):
        if word not in _COUNTED:
            continue
        if word in _PERCENT:
            _rate(words, index, where)
        elif word in _UNITS:
            _time(words, index, where)
        elif word in _PEOPLE and _is_count(words, index):
            where.setdefault("FINDER", []).append((index, index))


def _is_count(words: list[str], index: int) -> bool:
    """A counted group of people, as studies have: "63 adolescents", "the 20 patients"."""
    value = number(words, index - 1)
    if words[index] == "the":
        return index + 1 < len(words) and words[index - 1] == "of" and number(words, index + 1) is not None
    part = words[max(0, index - 3) : index - 1]
    return value is not None and 2 < value < 100_000 and "in" not in part and part[-2:] != ["out", "of"]


def _rate(words: list[str], index: int, where: dict[str, Spans]) -> None:
    value = number(words, index - 1)
    if value is None:
        return
    first = max(0, index - 1)
    names = ("PERCENT", "HIGHPCT" if value > TWO_THIRDS else "LOWPCT")
    for name in names:
        where.setdefault(name, []).append((first, index))


def _time(words: list[str], index: int, where: dict[str, Spans]) -> None:
    name = _UNITS[words[index]]
    value = number(words, index - 1)
    if name == "WEEKS" and value is not None and value > 12:
        name = "MONTHS"
    if name == "DAYS" and value is not None and value >= 90 and words[index].startswith("day"):
        name = "MONTHS"
    where.setdefault(name, []).append((index, index))


def number(words: list[str], index: int) -> float | None:
    """The number that ends at `index`, in digits or words, or None."""
    if index < 0:
        return None
    pair = " ".join(words[max(0, index - 1) : index + 1])
    if pair in NUMBERS:
        return NUMBERS[pair]
    word = words[index]
    if word == "hundred":
        return 100.0
    return NUMBERS.get(word) if word in NUMBERS else _digits(word)


def _digits(word: str) -> float | None:
    try:
        return float(word.replace(",", ""))
    except ValueError:
        return None
