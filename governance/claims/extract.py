"""A sentence's claims; a stand-in until the rules land."""

from governance.claims.values import Claim, Sentence


def extract_sentence(sentence: Sentence) -> tuple[Claim, ...]:
    """Return what the sentence asserts about ketamine."""
    return ()
