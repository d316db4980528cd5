"""Which tense the verb nearest to some words has: what tells a reported result from a general fact."""

from governance.claims.clauses import Marked
from governance.claims.lexicon import lexicon


def tense_at(marked: Marked, first: int, last: int) -> str:
    """`past`, `present`, `perfect`, `modal`, or "" where no verb tells; the nearest verb decides."""
    words, tenses = marked.tokens.words, lexicon().tense
    clause = marked.clause[first]
    for index in range(last, -1, -1):
        if marked.clause[index] != clause:
            break
        told = _tense_of(words, index, tenses)
        if told:
            return told
    return ""


AUXILIARIES = {
    "was": "past", "were": "past", "had": "past", "did": "past", "is": "present", "are": "present",
    "am": "present", "does": "present", "do": "present", "has": "perfect", "have": "perfect",
    "'ve": "perfect", "'re": "present", "'s": "present", "will": "modal", "'ll": "modal", "can": "modal",
    "may": "modal", "might": "modal", "could": "modal", "would": "modal", "should": "modal", "must": "modal",
}  # fmt: skip


_BEFORE_NOUNS = frozenset(
    [
        "no",
        "any",
        "many",
        "few",
        "some",
        "all",
        "these",
        "those",
        "side",
        "adverse",
        "serious",
        "significant",
        "good",
        "best",
        "better",
        "lasting",
        "more",
        "most",
        "other",
        "of",
        "for",
        "with",
        "from",
        "the",
        "a",
        "an",
        "your",
        "our",
        "their",
        "its",
        "his",
        "her",
        "my",
        "real",
        "great",
        "positive",
        "term",
        "rapid",
        "fast",
    ]
)
_PLURALS = frozenset(("they", "we", "you", "i", "who", "people", "which", "that"))
_SAME_IN_THE_PAST = frozenset(
    ("cut", "put", "set", "hit", "let", "quit", "reset", "shut", "rid", "cast", "spread")
)


def _is_plural_verb(words: list[str], index: int) -> bool:
    """A base form right after its plural subject: "patients improve"."""
    before = words[index - 1] if index else ""
    plural = before in _PLURALS or (before.endswith("s") and len(before) > 3 and not before.endswith("ss"))
    return plural and words[index] not in _SAME_IN_THE_PAST


_ADJECTIVAL = frozenset(
    [
        "a",
        "an",
        "the",
        "well",
        "widely",
        "fully",
        "highly",
        "more",
        "most",
        "this",
        "that",
        "your",
        "our",
        "their",
        "its",
        "long",
        "newly",
        "very",
        "so",
    ]
)


def _tense_of(words: list[str], index: int, tenses: dict[str, str]) -> str:
    word = words[index]
    if word in ("have", "be") and index and words[index - 1] == "to":
        return ""
    if word in AUXILIARIES:
        return AUXILIARIES[word]
    mark = tenses.get(word, "d" if word.endswith("ed") and len(word) > 4 else "")
    if mark in ("s", "b") and index and words[index - 1] in _BEFORE_NOUNS:
        return ""
    if mark == "s" or (mark == "b" and _is_plural_verb(words, index)):
        return "present"
    if mark == "d":
        if not index or _tells_no_time(words, index, tenses):
            return ""
        before = [AUXILIARIES[item] for item in words[max(0, index - 4) : index] if item in AUXILIARIES]
        return before[-1] if before else "past"
    return ""


_GROUP = frozenset(
    [
        "people",
        "patients",
        "veterans",
        "those",
        "clients",
        "adults",
        "women",
        "men",
        "individuals",
        "sufferers",
        "ketamine",
    ]
)
_AFTER_GROUP = frozenset(
    [
        "with",
        "by",
        "at",
        "in",
        "for",
        "from",
        "here",
        "using",
        "under",
        "through",
        "therapy",
        "treatment",
        "psychotherapy",
        "program",
        "care",
        "sessions",
    ]
)
# Forms that are participles only: without an auxiliary they tell no time ("a safe, proven answer").
_PARTICIPLES = frozenset(
    [
        "been",
        "done",
        "gone",
        "broken",
        "given",
        "taken",
        "known",
        "shown",
        "proven",
        "seen",
        "driven",
        "chosen",
    ]
)
# "The dose prescribed for you", "the tablets sent to your door": what is done with a medicine.
_HANDLED = frozenset(
    [
        "prescribed",
        "sent",
        "mailed",
        "shipped",
        "delivered",
        "compounded",
        "needed",
        "required",
        "designed",
        "tailored",
        "administered",
    ]
)
_BEFORE_PARTICIPLE = frozenset(["with", "of", "for", "in", "by", "from", "on", "against"])


def _tells_no_time(words: list[str], index: int, tenses: dict[str, str]) -> bool:
    """ "Aborts prolonged aura", "with generalized anxiety", "people treated here improve", and
    "Reduced pain" as a list item: no past tense."""
    before, after = words[index - 1], words[index + 1] if index + 1 < len(words) else ""
    if before in _ADJECTIVAL or before in _BEFORE_PARTICIPLE:
        return True
    if before not in AUXILIARIES and (words[index] in _PARTICIPLES or _is_handled(words, index, after)):
        return True
    if before not in AUXILIARIES and tenses.get(before) in ("s", "g"):
        return True
    return before in _GROUP and after in _AFTER_GROUP


def _is_handled(words: list[str], index: int, after: str) -> bool:
    """A participle right after its noun: "the dose prescribed for you"."""
    alone = AUXILIARIES.keys().isdisjoint(words[max(0, index - 3) : index])
    return alone and words[index] in _HANDLED and after in ("for", "by", "to", "at", "in")
