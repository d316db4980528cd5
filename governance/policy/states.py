"""The states of a review, and the one table of how they follow each other."""

from enum import StrEnum

from governance.policy.verbs import Verb


class ReviewState(StrEnum):
    """Where one version stands on its way through the physicians."""

    SUBMITTED = "submitted"
    SENT_BACK = "sent back"
    SIGNED = "signed"
    PUBLISHED = "published"
    TAKEN_BACK = "taken back"
    SUPERSEDED = "superseded"
    RETRACTED = "retracted"


# (verb, the states in which it may be done) -> the state that follows. SAVE is an edit: it makes a new
# version, which nobody has signed.
TRANSITIONS: dict[Verb, tuple[frozenset[ReviewState], ReviewState]] = {
    Verb.SEND_BACK: (frozenset({ReviewState.SUBMITTED}), ReviewState.SENT_BACK),
    Verb.TAKE_BACK: (frozenset({ReviewState.SUBMITTED}), ReviewState.TAKEN_BACK),
    Verb.SIGN_OFF: (frozenset({ReviewState.SUBMITTED}), ReviewState.SIGNED),
    Verb.PUBLISH: (frozenset({ReviewState.SIGNED}), ReviewState.PUBLISHED),
    # A signature that was published is retracted too: its page is taken down, and its review stays published.
    Verb.RETRACT: (frozenset({ReviewState.SIGNED}), ReviewState.RETRACTED),
    # A claim is recalled everywhere: a signature on words that make it leads nowhere any more.
    Verb.RECALL: (frozenset({ReviewState.SUBMITTED, ReviewState.SIGNED}), ReviewState.SENT_BACK),
    Verb.SAVE: (frozenset({ReviewState.SUBMITTED, ReviewState.SIGNED}), ReviewState.SUPERSEDED),
}

# At most one review of a document is in one of these.
OPEN = frozenset({ReviewState.SUBMITTED, ReviewState.SIGNED})


def sources(verb: Verb) -> frozenset[ReviewState]:
    """The states in which the verb may be done."""
    return TRANSITIONS[verb][0]


def target(verb: Verb) -> ReviewState:
    """The state that the verb leads to."""
    return TRANSITIONS[verb][1]
