"""Addresses at which nothing is live any more: the page moved, or it was taken down."""

from dataclasses import dataclass

from governance.models import Live, Publication, Withdrawal


@dataclass(frozen=True, slots=True)
class Left:
    """What became of the page that was published last at an address: where it is live now, or why it is not."""

    moved_to: str | None
    withdrawal: Withdrawal | None


def left(path: str) -> Left:
    """What became of the page at that path; neither where nothing was ever published there."""
    document = (
        Publication.objects.filter(path=path).order_by("-pk").values_list("document", flat=True).first()
    )
    if document is None:
        return Left(None, None)
    moved = Live.objects.filter(document=document).values_list("path", flat=True).first()
    newest = Publication.objects.filter(document=document).order_by("-pk").values("pk")[:1]
    return Left(moved, None if moved else Withdrawal.objects.filter(publication__in=newest).first())
