"""Answers by yes or no: "Is ketamine addictive?" "Not in the least." claims what the question asked."""

from dataclasses import replace

from governance.claims.clauses import Marked, mark
from governance.claims.values import Kind, Sentence

_YES = frozenset(
    [
        "yes",
        "absolutely",
        "certainly",
        "definitely",
        "sure",
        "surely",
        "indeed",
        "yep",
        "yeah",
        "totally",
        "of-course",
        "very-much",
        "plenty",
    ]
)
_NO = frozenset(["no", "nope", "never", "not", "hardly", "neither", "none"])
_CLOSED = frozenset(
    ("is", "are", "was", "does", "do", "did", "can", "could", "will", "would", "has", "have", "should")
)
_NONE = frozenset(("none", "nothing", "zero", "nil"))
_SHORT = 4  # "Not in the least." answers; "Not every patient responds within a day." is a sentence of its own


def answer_to(marked: Marked, sentence: Sentence) -> str:
    """`yes` or `no` where the sentence answers the yes-or-no question before it, else ""."""
    question = sentence.previous.strip()
    if not question.endswith("?") or question.split(None, 1)[0].lower() not in _CLOSED:
        return ""
    words = marked.tokens.words
    first = "yes" if words[:2] in (["of", "course"], ["very", "much"]) else (words or [""])[0]
    closed = (len(words) > 1 and words[1] in (",", ".", "!", ";", ":", "–", "—")) or len(words) <= _SHORT + 1
    if first in _YES and (closed or first != "plenty"):
        return "yes"
    denied = (first in _NO and closed) or words[:2] in (["not", "at"], ["not", "when"], ["not", "if"])
    return "no" if denied else ""


def none_of_what(marked: Marked, sentence: Sentence) -> Sentence | None:
    """Under "Side effects" or after "What about side effects?", a "none": the claim that there are none."""
    if not sentence.previous or _NONE.isdisjoint(marked.tokens.words[:1]):
        return None
    asked = mark(sentence.previous)
    if not asked.has("RISKNOUN") or asked.has("DENY"):
        return None
    return replace(sentence, text="Ketamine has no side effects.", previous="", offsets=())


def as_statement(sentence: Sentence) -> Sentence:
    """The question before `sentence` as a text of its own, without its mark."""
    text = sentence.previous.strip().rstrip("?").strip()
    return replace(sentence, text=text, previous="", kind=Kind.PARAGRAPH, offsets=())
