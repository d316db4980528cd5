"""The forms in which documents are written, one for each kind."""

from content.forms.documents import ArticleForm, ConditionPageForm, DocumentForm, FaqForm, form_for

__all__ = ["ArticleForm", "ConditionPageForm", "DocumentForm", "FaqForm", "form_for"]
