"""What hides a word from a plain search undone: unseen characters, look-alikes, digits for letters.

Ordinary typography (curly quotes, ligatures, non-breaking spaces, accents) is folded too, and is no
disguise; what nobody types by accident is.
"""

import re
import unicodedata
from functools import lru_cache

from governance.claims.lookalikes import FOREIGN, LATIN_OF, UNSEEN
from governance.claims.masking import unhyphenated, unmasked
from governance.claims.spans import Spanned, rewritten

UNSEEN_RUN = re.compile(rf"[{UNSEEN}]++")
UNUSUAL = re.compile(r"[^\t-\r -~–—]")
OVERRIDDEN = re.compile(r"\u202e([^\u202c\u202d\u2069\n]*+)[\u202c\u202d\u2069]?")
FOLDED_RUN = re.compile(r"[^\x00-\x7f]++")
MARKS = re.compile(r"[\u0300-\u036f\u0488\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]++")
MIXED_WORD = re.compile(r"(?:(?<![a-zA-Z0-9])[a-zA-Z0-9]++)?+(?=[^\x00-\x7f])[^\W_]++")
MARKED = re.compile(rf"\w{MARKS.pattern}")
ODD_SPACE = re.compile(r"\s(?:\s++|(?<! ))")
TYPESET = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ‛′´", "'"),
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‐‑−﹣", "-"),
        **dict.fromkeys("\u00a0\u2028\u2029\u2800", " "),
    }
)
TYPOGRAPHY = {**dict.fromkeys("™℠®©", ""), "…": "..."}
NEGATIVE = {chr(start + at): chr(65 + at) for start in (0x1F150, 0x1F170) for at in range(26)}
_LETTERLIKE = (
    "\u2102\u210a-\u2113\u2115\u2119-\u211d\u2124\u2128\u212a-\u212d\u212f-\u2131\u2133\u2134\u2160-\u217f"
)
_RAISED = "\u02b0-\u02b8\u1d2c-\u1d6a\u2071\u207f\u2090-\u209c"
STYLED = re.compile(
    r"[\u2460-\u24ff\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff\U0001f130-\U0001f189]"
    rf"|(?<=[a-zA-Z])[{_LETTERLIKE}]|[{_LETTERLIKE}](?=[a-zA-Z])|[{_RAISED}]{{3,}}+"
)
SUPERSCRIPT = re.compile(r"[⁰¹²³⁴-⁹⁻⁺](?<=[^\W\d⁰¹²³⁴-⁹].|[.,;:!?)\"'”’].)[⁰¹²³⁴-⁹⁻⁺,]*(?<!,)(?!\w)")


def folded(spanned: Spanned) -> tuple[Spanned, tuple[int, ...]]:
    """Return the text as it is read, and the source offsets of letters that were in disguise."""
    hidden: list[int] = []
    if not spanned.text.isascii():
        spanned = Spanned(spanned.text.translate(TYPESET), spanned.offsets)
    if UNUSUAL.search(spanned.text):
        spanned = _latin(_seen(spanned, hidden), hidden)
    spanned = unmasked(_one_space(unhyphenated(spanned)), hidden)
    return spanned, tuple(sorted(hidden))


def _seen(spanned: Spanned, hidden: list[int]) -> Spanned:
    """Leave out what nobody sees, turn reversed text round, fold compatibility forms."""
    spanned = _turned(spanned, hidden)
    spanned = rewritten(spanned, UNSEEN_RUN, lambda match: _unseen(spanned, match, hidden))
    spanned = rewritten(spanned, SUPERSCRIPT, lambda match: "")
    for match in STYLED.finditer(spanned.text):
        hidden.append(spanned.offsets[match.start()])
    return rewritten(spanned, FOLDED_RUN, lambda match: _fold(match[0]))


def _unseen(spanned: Spanned, match: re.Match[str], hidden: list[int]) -> str:
    """Between two letters an unseen character splits a word; elsewhere it is left over from typesetting."""
    text, start, end = spanned.text, match.start(), match.end()
    if text[start - 1 : start].isalpha() and text[end : end + 1].isalpha():
        hidden.append(spanned.offsets[start])
    return ""


def _turned(spanned: Spanned, hidden: list[int]) -> Spanned:
    """Text under a right-to-left override is read backwards, as it is shown."""
    if "\u202e" not in spanned.text:
        return spanned
    chars, offsets = list(spanned.text), list(spanned.offsets)
    for match in OVERRIDDEN.finditer(spanned.text):
        start, end = match.span(1)
        hidden.extend(offsets[start:end])
        chars[start:end] = reversed(chars[start:end])
        offsets[start:end] = reversed(offsets[start:end])
    return Spanned("".join(chars), offsets)


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    if char in TYPOGRAPHY or char in NEGATIVE:
        return TYPOGRAPHY.get(char) or NEGATIVE.get(char, "")
    if char in "–—":
        return char
    return unicodedata.normalize("NFKC", char)


def _fold(run: str) -> str | None:
    new = _fold_char(run) if len(run) == 1 else "".join(map(_fold_char, run))
    return new if new != run else None


def _latin(spanned: Spanned, hidden: list[int]) -> Spanned:
    """Compose accents, drop marks that overlay letters, give look-alikes back their Latin letter."""
    text = unicodedata.normalize("NFC", spanned.text)
    if len(text) != len(spanned.text) or MARKS.search(text):
        spanned = rewritten(spanned, MARKED, lambda match: _composed(spanned, match, hidden))
    if FOREIGN.search(spanned.text):
        latin = _is_latin(spanned.text)
        spanned = rewritten(spanned, MIXED_WORD, lambda match: _respelt(spanned, match, hidden, latin))
    return spanned


def _composed(spanned: Spanned, match: re.Match[str], hidden: list[int]) -> str:
    new = unicodedata.normalize("NFC", match[0][:8])
    if len(new) > 1:
        hidden.append(spanned.offsets[match.start()])
    return new[:1]


def _is_latin(text: str) -> bool:
    """Tell whether most letters of the text are basic Latin ones."""
    return 2 * sum(map(text.count, "etaoinsrhlETAOINSRHL")) > len(FOREIGN.findall(text))


def _respelt(spanned: Spanned, match: re.Match[str], hidden: list[int], latin: bool) -> str | None:
    word = match[0]
    if word.isascii():
        return None
    new = "".join(LATIN_OF.get(char, char) for char in word)
    if new == word or not new.isascii() or not latin or _is_symbol(word):
        return None
    hidden.append(spanned.offsets[match.start()])
    return new


def _is_symbol(word: str) -> bool:
    """A lone Greek letter, or one beside capitals (a receptor, a cytokine), is a symbol in science."""
    greek = [char for char in word if "\u0370" <= char <= "\u03ff"]
    rest = [char for char in word if char not in greek]
    return len(greek) == 1 and greek[0].islower() and all(not char.islower() for char in rest)


def _one_space(spanned: Spanned) -> Spanned:
    spanned = rewritten(spanned, ODD_SPACE, lambda match: " ")
    text = spanned.text
    if text[:1] != " " and text[-1:] != " ":
        return spanned
    return spanned.cut(text[:1] == " ", len(text) - (text[-1:] == " "))
