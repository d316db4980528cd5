"""One kind of page: a title and a text."""

from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page


class TextPage(Page):
    """A page of one long text."""

    body = RichTextField()
    content_panels = [*Page.content_panels, FieldPanel("body")]
