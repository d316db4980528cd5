"""The last gate before HTML is called safe: a closed list of tags, attributes and schemes."""

import re

import nh3

INLINE_TAGS = frozenset({"a", "br", "code", "em", "strong"})
BLOCK_TAGS = frozenset(
    [
        "blockquote",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
SCHEMES = {"http", "https", "mailto"}

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def printable(source: str) -> str:
    """Puts the replacement character for control characters and lone surrogates; lengths are kept."""
    return _FORBIDDEN.sub("\ufffd", source)


def clean(html: str, *, inline: bool = False) -> str:
    """HTML of whatever origin -> HTML of the closed list; text of other tags is kept as text."""
    return nh3.clean(
        html,
        tags=set(INLINE_TAGS if inline else INLINE_TAGS | BLOCK_TAGS),
        clean_content_tags=set(),
        attributes={"a": {"href"}, "ol": {"start"}},
        set_tag_attribute_values={"th": {"scope": "col"}} if not inline else None,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
        strip_comments=True,
    )
