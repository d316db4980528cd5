"""Where sentences end: abbreviations, initials, numbers, ellipses, and quotes that close after the stop."""

import re
from collections.abc import Iterator
from itertools import islice

LONGEST = 1500
# Each of these begins with one class of characters, and its parts look behind, so that the search can leap to it.
STOP = re.compile(
    r"""[.!?;](?:(?<!;)[.!?]*+(?:["')\]*]{0,4}+)(?:\[[\d,\s–-]{1,20}+\])?(?=\s|$)"""
    r"""|(?<=[a-z]{3}[.!?])(?=[A-Z][a-z]++[\s'’])|(?<=;)(?=\s+[•-]\s))"""
)
CLOSERS = "\"')]*"
_NEVER_LAST = """
    dr mr mrs ms prof st vs v al e.g i.e eg ie cf fig figs no nos vol approx ca dept est jr sr b.sc m.sc n.b
    viz resp ref refs ed eds pp p sec jan feb mar apr jun jul aug sept sep oct nov dec max tab mo gen gov rev
    hon capt lt sgt rx
"""
_MAY_BE_LAST = """
    etc a.m p.m mg kg hr hrs wk wks yr yrs min
"""
# Mostly parts of names; they end a sentence only where the next word begins one.
_PARTS_OF_NAMES = """
    u.s u.k e.u d.c ph.d m.d d.o r.n inc ltd co
"""
_STARTERS = """
    the a an this that these those it its he she they we you i in on at for by from with to but and or so then there
    here when while if as after before since however yet most many some few all no not both each one two what how why
"""
STARTER = re.compile(rf"(?:{'|'.join(word.capitalize() for word in _STARTERS.split())})\b")
PARTS_OF_NAMES = frozenset(_PARTS_OF_NAMES.split())
MAY_END = frozenset(_MAY_BE_LAST.split())
ABBREVIATIONS = MAY_END | PARTS_OF_NAMES | frozenset(_NEVER_LAST.split())
INITIAL = re.compile(r"(?:^|[\s.(\"'])[A-HJ-Z]$")


def ends(text: str, most: int) -> Iterator[int]:
    """Yield the end of each sentence of `text`, the last one's included, in order.

    most: after so many stops the rest is read in stretches.
    """
    last = 0
    for match in islice(STOP.finditer(text), most):
        if _is_end(text, match):
            yield from chunks(text, last, match.end())
            last = match.end()
    if text[last:].strip():
        yield from chunks(text, last, len(text))


def chunks(text: str, start: int, end: int) -> Iterator[int]:
    """Yield the ends of stretches that are short enough to be read; most texts are one such stretch.

    Nobody writes sentences of thousands of letters: such text ends where a space allows.
    """
    while end - start > LONGEST:
        space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        start = space if space > 0 else start + LONGEST
        yield start
    yield end


def _is_end(text: str, match: re.Match[str]) -> bool:
    stop, after = match[0], text[match.end() : match.end() + 12].lstrip()
    if not after:
        return False
    closed = stop[-1] in CLOSERS
    if closed and after[0] in "–—":
        return False
    if after[0].islower() and (closed or stop.startswith("..")):
        return False
    if stop.rstrip(CLOSERS) == "." and not closed:
        return _ends_at_dot(text, match.start(), after)
    return not (after[0].islower() and stop[0] in "?!")


def _ends_at_dot(text: str, dot: int, after: str) -> bool:
    before = text[max(0, dot - 24) : dot]
    word = before.rpartition(" ")[2].lower().lstrip("'\"([*")
    if word in ABBREVIATIONS:
        return _may_end(word, after)
    if INITIAL.search(before):
        return not after[0].isupper()
    return not after[0].islower() or len(word) > 2


def _may_end(abbreviation: str, after: str) -> bool:
    if abbreviation in PARTS_OF_NAMES:
        return STARTER.match(after) is not None
    return abbreviation in MAY_END and after[0].isupper()
