"""What is said to be meant for something, against what is said to be so: "given to relieve", "shown to relieve"."""

from governance.claims.lexicon import tense

# Before "to": words after which the infinitive is a result or a power.
_ABLE = frozenset(
    [
        "shown",
        "proven",
        "proved",
        "able",
        "found",
        "works",
        "work",
        "helps",
        "help",
        "helping",
        "helped",
        "continues",
        "known",
        "seen",
        "seems",
        "appears",
        "begins",
        "starts",
        "said",
        "managed",
        "enabling",
        "enable",
        "enabled",
        "allow",
        "allowing",
        "allowed",
        "letting",
        "let",
        "causes",
        "causing",
        "begin",
        "beginning",
        "guaranteed",
        "certain",
        "sure",
        "likely",
        "tends",
        "allows",
        "enables",
        "lets",
        "expected",
        "easy",
        "easier",
        "powerful",
        "way",
        "good",
        "demonstrated",
        "power",
        "chance",
        "like",
        "prefer",
        "love",
        "choose",
    ]
)
_PURPOSE = frozenset(
    ["for", "of", "in", "at", "toward", "towards", "against", "aimed", "than", "without", "about"]
)
_ING_NOUNS = frozenset(
    [
        "lasting",
        "suffering",
        "drinking",
        "burning",
        "aching",
        "hurting",
        "throbbing",
        "struggling",
        "thinking",
        "worrying",
        "bingeing",
        "anything",
        "everything",
        "nothing",
        "something",
    ]
)
# "A record of easing pain", "effective in easing": what stands before tells a power, not a purpose.
_POWER = frozenset(
    [
        "ability",
        "capable",
        "power",
        "record",
        "way",
        "effective",
        "effectiveness",
        "good",
        "great",
        "successful",
        "success",
        "excels",
        "adept",
        "means",
        "potent",
    ]
)


def is_purpose(words: list[str], first: int, topic: str) -> bool:
    """ "Given to relieve pain" and "used for relieving pain" tell a purpose; "shown to relieve" a result."""
    before = words[first - 1] if first else ""
    if before == "to":
        return (
            tense(words[first]) == "b"
            and topic != "mechanism"
            and first > 1
            and not _ABLE.intersection(words[max(0, first - 7) : first - 1])
        )
    if before == "who":
        return words[first - 2] not in ("most", "all", "everyone", "many") if first > 1 else True
    if words[first] in _ING_NOUNS or (first > 1 and words[first - 2] in _POWER):
        return False
    return before in _PURPOSE and words[first].endswith("ing")
