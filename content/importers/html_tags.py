"""What the tags of HTML mean for an import."""

_EM = "em i cite dfn var"
_STRONG = "strong b"
_CODE = "code kbd samp tt"
_BLOCKS = (
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure h1 h2 "
    "h3 h4 h5 h6 header hgroup hr legend li main ol p pre section summary table tbody td tfoot th thead tr ul"
)
_VOID = "area base br col embed hr img input link meta param source track wbr"
_OPEN_ENDED = "p li dt dd tr td th thead tbody tfoot option optgroup colgroup html head body"
_UNSEEN = (
    "script style noscript template iframe svg math object canvas video audio title select textarea button "
    "dialog datalist map"
)

EMPHASIS = {
    tag: look for look, tags in (("em", _EM), ("strong", _STRONG), ("code", _CODE)) for tag in tags.split()
}
# A question or a term stands over its answer as a heading does.
HEADINGS = {f"h{level}": level for level in range(1, 7)} | {"summary": 6, "dt": 6}
BLOCKS = frozenset(_BLOCKS.split())
VOID = frozenset(_VOID.split())
# Their end tags may be left out, so that their depth cannot be counted.
OPEN_ENDED = frozenset(_OPEN_ENDED.split())
# Not text at all, or the furniture round it.
UNSEEN = frozenset(_UNSEEN.split())
FURNITURE = frozenset({"nav", "footer", "form"})
