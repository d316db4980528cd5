"""What the expert's page shows: the words without any finding, and the comments of this link alone."""

from typing import Any

from content.digest import decode
from content.markdown import Mark, render_inline
from content.models import Version
from content.rendering import render
from governance.admin.comment_forms import AnswerForm, CommentForm
from governance.admin.threads import Thread, comment_marks, threads_in
from governance.models import Comment, Invitation
from governance.services.threads import passages


def page_context(
    invitation: Invitation, *, form: CommentForm | None = None, answer: AnswerForm | None = None
) -> dict[str, Any]:
    """The version of an invitation, with the threads that this expert began and the form for a new one."""
    said = Comment.objects.filter(invitation=invitation)
    threads = threads_in(said, invitation.version, answer=answer, may_answer=True)
    return {
        "invitation": invitation,
        "version": invitation.version,
        "threads": threads,
        "comment_form": form or CommentForm(sentences=passages(invitation.version)),
        **_words(invitation.version, threads),
    }


def _words(version: Version, threads: list[Thread]) -> dict[str, str]:
    text = decode(version.text)
    marks: dict[str, list[Mark]] = comment_marks(threads)
    lead = text.section("lead")
    return {
        "title": render_inline(text.title, marks.get("title", ())),
        "lead": render_inline(lead.rows[0].get("text"), marks.get("lead.0.text", ())) if lead else "",
        "text": render(text, marks),
    }
