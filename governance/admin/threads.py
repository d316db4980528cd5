"""The comments of a version as a screen shows them: each at its words, or told that the words are gone."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.forms import Form
from django.http import HttpRequest

from content.markdown import Mark, Verdict, plain
from content.models import Version
from governance.admin.access import request_may
from governance.admin.comment_forms import AnswerForm, CommentForm
from governance.models import Comment, CommentAnswer, CommentResolution
from governance.policy.anchors import Anchor, Spot, find
from governance.policy.verbs import Verb
from governance.services.threads import Passage, passages, sources_of

MOST_THREADS = 200


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment with its answers. spot: where its words stand in the version on the screen; words: as read."""

    comment: Comment
    answers: tuple[CommentAnswer, ...]
    resolution: CommentResolution | None
    words: str
    spot: Spot | None
    is_earlier: bool
    form: Form | None = None

    @property
    def is_gone(self) -> bool:
        """Whether it was on words that this version does not have."""
        return bool(self.words) and self.spot is None


def comments_context(
    request: HttpRequest,
    version: Version,
    *,
    form: CommentForm | None = None,
    answer: AnswerForm | None = None,
) -> dict[str, Any]:
    """The threads of a version, the open ones of earlier versions among them, and the forms for who may speak."""
    may = request_may(request, Verb.COMMENT)
    sentences = passages(version) if may else []
    threads = threads_of(version, answer=answer, may_answer=may)
    return {
        "open_threads": [item for item in threads if item.resolution is None],
        "resolved_threads": [item for item in threads if item.resolution],
        "may_comment": may,
        "comment_form": (form or CommentForm(sentences=sentences)) if may else None,
    }


def threads_of(
    version: Version, *, answer: AnswerForm | None = None, may_answer: bool = False
) -> list[Thread]:
    """What was said on this version, and on earlier ones that nobody has resolved; in the order of the text."""
    said = Comment.objects.filter(document=version.document_id, version__number__lte=version.number)
    shown = said.filter(Q(version=version) | Q(resolution=None))
    return threads_in(shown, version, answer=answer, may_answer=may_answer)


def threads_in(
    shown: QuerySet[Comment], version: Version, *, answer: AnswerForm | None = None, may_answer: bool = False
) -> list[Thread]:
    """These comments as threads, each placed in the words of that version."""
    related = shown.select_related("resolution", "version").prefetch_related("answers")
    sources = sources_of(version)
    threads = [_thread(item, version, sources, answer, may_answer) for item in related[:MOST_THREADS]]
    order = {key: place for place, key in enumerate(sources)}
    return sorted(threads, key=lambda item: _place(item, order))


def comment_marks(threads: Iterable[Thread]) -> dict[str, list[Mark]]:
    """For each passage the marks of the open threads that stand in it."""
    marks: dict[str, list[Mark]] = {}
    for item in threads:
        if item.spot and item.resolution is None:
            mark = Mark(item.spot.start, item.spot.end, item.comment.number, Verdict.COMMENT)
            marks.setdefault(item.spot.block, []).append(mark)
    return marks


def chosen(sentences: Iterable[Passage], key: str) -> Passage | None:
    """The sentence of that key, None for the page as a whole."""
    return next((item for item in sentences if item.key == key), None)


def _thread(
    item: Comment, version: Version, sources: dict[str, str], answer: AnswerForm | None, may_answer: bool
) -> Thread:
    resolution = getattr(item, "resolution", None)
    return Thread(
        comment=item,
        answers=tuple(item.answers.all()),
        resolution=resolution,
        words=plain(item.quote) if item.quote else "",
        spot=find(Anchor(item.block, item.quote, item.before, item.after), sources),
        is_earlier=item.version_id != version.pk,
        form=_answer_form(item, answer) if may_answer and resolution is None else None,
    )


def _answer_form(item: Comment, bound: AnswerForm | None) -> AnswerForm:
    prefix = f"a{item.number}"
    return bound if bound and bound.prefix == prefix else AnswerForm(prefix=prefix)


def _place(item: Thread, order: dict[str, int]) -> tuple[int, int, int]:
    if item.spot is None:
        return len(order), 0, item.comment.number
    return order[item.spot.block], item.spot.start, item.comment.number
