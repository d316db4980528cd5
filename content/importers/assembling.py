"""Pieces -> the Markdown of a field."""

from collections.abc import Sequence

from content.importers.values import Piece, Shape

_LIST = (Shape.ITEM, Shape.NUMBERED)
TOP_HEADING = 2


def markdown_of(pieces: Sequence[Piece]) -> str:
    """The pieces as Markdown, with headings from `##` down and the items of a list together."""
    shift = TOP_HEADING - min((piece.level for piece in pieces if piece.shape is Shape.HEADING), default=0)
    blocks: list[str] = []
    for before, piece in zip([None, *pieces], pieces, strict=False):
        block = _block(piece, shift)
        if before and _same_list(before, piece):
            blocks[-1] += f"\n{block}"
        else:
            blocks.append(block)
    return "\n\n".join(blocks)


def _same_list(before: Piece, piece: Piece) -> bool:
    in_lists = before.shape in _LIST and piece.shape in _LIST
    return in_lists and (before.shape is piece.shape or before.level != piece.level)


def _block(piece: Piece, shift: int) -> str:
    if piece.shape is Shape.HEADING:
        return f"{'#' * min(6, piece.level + shift)} {piece.text}"
    if piece.shape in _LIST:
        marker = "-" if piece.shape is Shape.ITEM else "1."
        return f"{'    ' * piece.level}{marker} {_hung(piece)}"
    return piece.text


def _hung(piece: Piece) -> str:
    """The text of an item, its further lines indented under it."""
    indent = "    " * (piece.level + 1)
    return f"\n{indent}".join(piece.text.split("\n"))
