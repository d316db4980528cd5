"""The open comments of a page beside its editor: each with what was said, and the link to its thread."""

from dataclasses import dataclass

from django.db.models import Max
from django.urls import reverse

from content.markdown import plain
from content.models import Document
from governance.models import Comment

MOST = 20


@dataclass(frozen=True, slots=True)
class OpenComment:
    """A comment that nobody has resolved. url: its thread on the review of the version that it was said on."""

    comment: Comment
    words: str
    url: str


def open_comments(document: Document) -> list[OpenComment]:
    """Those of every version of the page, the first ones first; one query."""
    said = Comment.objects.open().filter(document=document.pk).select_related("version")
    return [_shown(item) for item in said.annotate(review=Max("version__reviews__pk"))[:MOST]]


def _shown(item: Comment) -> OpenComment:
    url = f"{reverse('admin:review', args=[item.review])}#c{item.number}" if item.review else ""
    return OpenComment(item, plain(item.quote) if item.quote else "", url)
