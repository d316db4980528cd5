"""Words that are spelt so that a search misses them: digits for letters, letters set apart, broken words.

Only words that matter here are looked for; every other word stays as it was typed.
"""

import re
import unicodedata
from functools import lru_cache

from governance.claims.lookalikes import LEET, PLAIN_OF
from governance.claims.spans import Spanned, rewritten

_DRUGS = "ketamine esketamine arketamine ketalar ketanest spravato ketamin esketamin"
_CLAIMS = """
    cure cures cured curing miracle miracles guarantee guarantees guaranteed permanent permanently safe safer
    safest harmless addictive effective breakthrough migraine migraines depression
"""
DRUGS = frozenset(_DRUGS.split())
WATCHED = DRUGS | frozenset(_CLAIMS.split())
SHORTEST = min(map(len, WATCHED))

MASK = re.compile(r"[\d@$!|+€£·_*•\x80-\u024f-]|[a-zA-Z]\.[a-zA-Z]")
MASKED_WORD = re.compile(
    r"[a-zA-Z345@$€\x80-\u024f](?<![\w@$].)"
    r"(?:(?<=[345@$€\x80-\u024f])|[a-zA-Z]{0,12}+[\d@$!|+€£.·_*•\x80-\u024f-])[\w@$!|+€£.·*•-]{0,39}[\w@$]"
)
SET_APART = re.compile(r"[ ._·-][a-zA-Z0-9@$][ ._·-][a-zA-Z0-9@$][ ._·-]")
SPACED_WORD = re.compile(r"[a-zA-Z3@$](?<!\S.)[ ._·-](?:[^\W_][ ._·-]){2,11}[^\W_](?!\w)")
# The first letter stands before the look-behind so that the search can leap from one to the next.
BROKEN_DRUG = re.compile(
    r"[kKsS](?<!\w.)(?:(?<=[kK])(?i:e tamine|et amine|eta mine|etam ine|etami ne)"
    r"|(?<=[sS])(?i:p ravato|pr avato|pra vato|prav ato))\b"
)
HYPHENATION = re.compile(r"(?<=[a-z])-\n\s*+(?=[a-z])")
LAST_WORD, FIRST_WORD = re.compile(r"[a-zA-Z]{1,20}$"), re.compile(r"[a-z]{1,20}")


def unmasked(spanned: Spanned, hidden: list[int]) -> Spanned:
    """Give masked words their usual spelling; the source offset of each is added to `hidden`."""

    def spelt(match: re.Match[str]) -> str | None:
        word = _spelt(match[0])
        if word:
            hidden.append(spanned.offsets[match.start()])
        return word

    text = spanned.text
    if MASK.search(text):
        spanned = rewritten(spanned, MASKED_WORD, spelt)
    for hint, pattern in ((SET_APART, SPACED_WORD), (BROKEN_DRUG, BROKEN_DRUG)):
        if hint.search(text):
            spanned = rewritten(spanned, pattern, spelt)
    return spanned


def unhyphenated(spanned: Spanned) -> Spanned:
    """Join words that a typesetter parted at the end of a line; a hyphen of the word's own stays."""

    def join(match: re.Match[str]) -> str:
        before = LAST_WORD.search(spanned.text, max(0, match.start() - 20), match.start())
        after = FIRST_WORD.match(spanned.text, match.end())
        word = (before[0] if before else "") + (after[0] if after else "")
        return "" if word.lower() in WATCHED else "-"

    return rewritten(spanned, HYPHENATION, join) if "-\n" in spanned.text else spanned


@lru_cache(maxsize=4096)
def _spelt(word: str) -> str | None:
    """Return the word that a masked one spells, None where it spells none or is not masked.

    Digits at the end are a footnote's, and mask nothing but a drug.
    """
    for masked, known in ((word, DRUGS), (word.rstrip("0123456789"), WATCHED)):
        if SHORTEST <= len(masked) <= 40 and not (masked.isascii() and masked.isalpha()):
            bare = _bare(masked)
            if bare in known:
                return bare.capitalize() if word[0].isupper() else bare
    return None


def _bare(masked: str) -> str:
    letters = unicodedata.normalize("NFKD", masked.translate(PLAIN_OF).lower()).translate(LEET)
    return "".join(char for char in letters if char.isalpha() and char.isascii())
