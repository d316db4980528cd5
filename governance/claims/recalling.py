"""A sentence that was read a moment ago is not read again: whoever types pays for the sentence that changed.

What a sentence claims depends on its words and on what stands around it, never on its place; so claims are
remembered without a place, and put where the sentence stands now.
"""

from dataclasses import replace
from functools import lru_cache

from governance.claims.extract import extract_sentence, in_source
from governance.claims.values import Claim, Sentence

REMEMBERED = 512  # sentences: a few pages of 1,500 words


def recalled(sentence: Sentence) -> tuple[Claim, ...]:
    """What `sentence` claims, as `extract_sentence` says it."""
    return tuple([_placed(claim, sentence) for claim in _without_place(_bare(sentence))])


def forget() -> None:
    """Read every sentence anew from now on: for who changes how sentences are read, as the bench does."""
    _without_place.cache_clear()


@lru_cache(maxsize=REMEMBERED)
def _without_place(bare: Sentence) -> tuple[Claim, ...]:
    return extract_sentence(bare)


def _bare(sentence: Sentence) -> Sentence:
    return Sentence(
        text=sentence.text,
        kind=sentence.kind,
        previous=sentence.previous,
        headings=sentence.headings,
        condition=sentence.condition,
        disguised=sentence.disguised,
        away=sentence.away,
        thread=sentence.thread,
    )


def _placed(claim: Claim, sentence: Sentence) -> Claim:
    return replace(
        claim,
        block=sentence.block,
        start=sentence.start,
        end=sentence.end,
        cues=tuple([in_source(sentence, start, end) for start, end in claim.cues]),
    )
