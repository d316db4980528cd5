"""Who a clause speaks of: ketamine, something that stands for it, or another treatment; and what it is for."""

from enum import IntEnum

from governance.claims.clauses import Marked, mark
from governance.claims.rules import Match
from governance.claims.values import Sentence

_ABOUT = "condition:"
_ATTACHED = 4  # words from a match to its condition, and from one condition of a list to the next
_HOSPITAL = ("anesthesia", "acute_pain")  # mere background, unless the clause itself speaks of it
_NARROW = ("treatment_resistant_depression", "suicidality")
# "The antidepressant efficacy of ketamine": the name of another drug as an adjective.
_POWERS = frozenset(
    ("effect", "effects", "efficacy", "action", "actions", "properties", "response", "benefit")
)
_OBJECT_MARKS = frozenset(
    [
        "than",
        "like",
        "unlike",
        "with",
        "to",
        "other",
        "without",
        "for",
        "from",
        "against",
        "over",
        "of",
        "after",
        "when",
        "where",
        "if",
        "versus",
        "vs",
        "beyond",
        "instead",
        "and",
        "or",
        "as",
        "while",
        "before",
        "using",
        "alongside",
        "besides",
    ]
)


class Link(IntEnum):
    """How surely a sentence speaks of ketamine."""

    NONE = 0
    UNTIED = 1
    GUESSED = 2
    PAGE = 3
    CARRIED = 4
    NAMED = 5


def link(marked: Marked, sentence: Sentence) -> Link:
    """Whether ketamine is named here, carried on from the sentence before, or only the page's subject.

    GUESSED: a text by itself that says "it" or "the infusions" and nothing of another treatment.
    UNTIED: nothing ties the text to ketamine, and it speaks of no other treatment either. Where the whole page is
    known and ketamine is far, that is NONE.
    """
    if "KET" in marked.where:
        return Link.NAMED
    if sentence.previous and names_ketamine(sentence.previous):
        return Link.CARRIED
    if any(names_ketamine(heading) for heading in sentence.headings):
        return Link.PAGE
    if sentence.away and not _takes_up(marked):
        return Link.NONE
    before = mark(sentence.previous).where if sentence.previous else {}
    if "STANDIN" in before and "OTHER" not in before and "OTHER" not in marked.where:
        return Link.GUESSED
    if is_of_others(marked) or "OTHER" in before:
        return Link.NONE
    alone = not sentence.previous and ("STANDIN" in marked.where or "PRONOUN" in marked.where)
    return Link.GUESSED if alone else Link.UNTIED


def _takes_up(marked: Marked) -> bool:
    """Whether it stands for ketamine by a word of its own: "this treatment" anywhere, or "it" at its beginning."""
    return "STANDIN" in marked.where or any(first == 0 for first, _ in marked.where.get("PRONOUN", ()))


def names_ketamine(text: str) -> bool:
    """Whether a text names ketamine."""
    return "KET" in mark(text).where


def names_others(text: str) -> bool:
    """Whether a text names other treatment."""
    return is_of_others(mark(text))


def agent(marked: Marked, clause: int, previous: str = "", at: int = 0) -> str:
    """`esketamine` where the clause, or else the sentence, names no other form nearer to the word `at`."""
    if "KET" not in marked.where and previous:
        return agent(mark(previous), -1)
    ours = marked.where.get("ESK", [])
    plain = [first for first, last in marked.where.get("KET", ()) if (first, last) not in ours]
    if marked.in_clause("ESK", clause):
        return "ketamine" if any(at <= first <= at + _ATTACHED + 2 for first in plain) else "esketamine"
    return "esketamine" if ours and not plain else "ketamine"


def is_others(marked: Marked, clause: int, first: int) -> bool:
    """Whether another treatment, not ketamine, is the subject of the words at `first` in `clause`."""
    ours = _starts(marked, ("KET", "STANDIN"), clause)
    theirs = [start for start in _starts(marked, ("OTHER", "STANDARD"), clause) if _is_subject(marked, start)]
    before = [start for start in theirs if start < first]
    if not before:
        return not ours and _follows_other(marked, clause, first)
    mine = [start for start in ours if start < first]
    return not mine or max(mine) < max(before)


def _follows_other(marked: Marked, clause: int, first: int) -> bool:
    """In a clause without a drug of its own: the nearest drug before it in the sentence is another.

    "Unlike triptans, which relieve …": a relative clause is said of what stands right before it, whatever that is.
    """
    ours = [start for name in ("KET", "STANDIN") for start, _ in marked.where.get(name, ()) if start < first]
    theirs = [
        start
        for name in ("OTHER", "STANDARD")
        for start, _ in marked.where.get(name, ())
        if start < first and (_is_subject(marked, start) or _has_clause(marked, start, clause))
    ]
    return bool(theirs) and (not ours or max(ours) < max(theirs))


def _has_clause(marked: Marked, start: int, clause: int) -> bool:
    """Whether the words from `start` on are followed at once by a comma and the relative clause `clause`."""
    comma = next(
        (at for at in range(start, min(start + 4, len(marked.clause))) if marked.tokens.words[at] == ","), 0
    )
    after = comma + 1
    return (
        bool(comma)
        and after < len(marked.clause)
        and marked.clause[after] == clause
        and (marked.tokens.words[after] in ("which", "who"))
    )


def _starts(marked: Marked, names: tuple[str, ...], clause: int) -> list[int]:
    return [span[0] for name in names for span in marked.in_clause(name, clause)]


def _is_subject(marked: Marked, start: int) -> bool:
    """A treatment after "than", "with", "unlike" ... is compared or added, not spoken of."""
    if not _POWERS.isdisjoint(marked.tokens.words[start + 1 : start + 2]):
        return False
    for word in reversed(marked.tokens.words[max(0, start - 3) : start]):
        if word == ",":
            break
        if word in _OBJECT_MARKS:
            return False
    return True


def conditions(
    marked: Marked, clause: int, found: Match, sentence: Sentence, carried: bool
) -> tuple[str, ...]:
    """What a clause is said of: its own conditions, else the sentence's, the section's, the page's."""
    everywhere = [
        (name, first)
        for name, first in _named(marked)
        if name not in _HOSPITAL or marked.clause[first] == clause
    ]
    if everywhere:
        return _nearest(marked, clause, found, everywhere)
    outside = [sentence.previous] if carried else []
    for text in (*outside, *reversed(sentence.headings)):
        named = [name for name, _ in _named(mark(text))] if text else []
        if named:
            return tuple(dict.fromkeys(named))
    return (sentence.condition,) if sentence.condition else ()


def _nearest(marked: Marked, clause: int, found: Match, named: list[tuple[str, int]]) -> tuple[str, ...]:
    near = [(name, first) for name, first in named if marked.clause[first] == clause]
    words, last = marked.tokens.words, found[-1][1]
    attached = _attached(near, last)
    if attached:
        return attached
    beyond = [first for name, first in near if first > last and "than" in words[last:first]]
    kept = [name for name, first in near if first not in beyond]
    found_names = tuple(dict.fromkeys(kept or [name for name, _ in near] or [name for name, _ in named]))
    return (
        tuple(name for name in found_names if name != "any") if "acute_pain" in found_names else found_names
    )


def _attached(near: list[tuple[str, int]], last: int) -> tuple[str, ...]:
    """The conditions that follow a match at once, "effective in A, B and C", as one list."""
    names: list[str] = []
    for name, first in near:
        if last < first <= last + _ATTACHED:
            names.append(name)
            last = first
    return tuple(dict.fromkeys(names))


def is_named(marked: Marked) -> bool:
    """Whether a sentence names any condition itself."""
    return bool(_named(marked))


def is_of_others(marked: Marked) -> bool:
    """Whether a text that does not name ketamine speaks of other treatment."""
    return "OTHER" in marked.where or "STANDARD" in marked.where


def has_drug(marked: Marked, clause: int) -> bool:
    """Whether a sentence names the drug, or a clause holds a word that stands for it or one of its forms."""
    if "KET" in marked.where:
        return True
    return any(marked.in_clause(name, clause) for name in ("STANDIN", "PRONOUN", "ROUTE", "NONIV"))


def narrowed(marked: Marked, names: tuple[str, ...]) -> tuple[str, ...]:
    """Approval is for the narrower condition where that stands first: "TRD, or depression that …"."""
    named = tuple(dict.fromkeys(name for name, _ in _named(marked) if name in _NARROW))
    if set(names) == {"depression"} and ("RESORT" in marked.where or named):
        return named or ("treatment_resistant_depression",)
    if any(name in _NARROW for name in names):
        return tuple(name for name in names if name != "depression")
    return names


def _named(marked: Marked) -> list[tuple[str, int]]:
    """The conditions named in a text with their first words; one inside a longer one does not count."""
    spans = [
        (first, last, name[len(_ABOUT) :])
        for name, found in marked.where.items()
        if name[0] == _ABOUT[0] and name.startswith(_ABOUT)
        for first, last in found
    ]
    if not spans:
        return []
    return [
        (_governed(name), first)
        for first, last, name in sorted(spans)
        if not any(a <= first and last <= b and (b - a) > (last - first) for a, b, _ in spans)
    ]


def _governed(name: str) -> str:
    return "any" if name in ("other", "postpartum") else name
