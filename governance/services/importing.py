"""Importing: a text from elsewhere becomes a draft, its questions become FAQs; all of it or nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from content.importers import Imported, Leftover
from content.models import ConditionPage, Document, Faq, kind_of
from content.services import Links
from governance.services import drafts
from governance.services.actors import Actor

Save = Callable[[Document, Links], None]


@dataclass(frozen=True, slots=True)
class Drafts:
    """What an import made: the document, and the FAQs of its questions."""

    document: Document
    faqs: tuple[Faq, ...]


@transaction.atomic
def import_drafts(*, actor: Actor, imported: Imported, condition: str, file: str, at: datetime) -> Drafts:
    """Saves an imported text as drafts owned by the actor; what had no field goes into the notes.

    Raises Denied, or ValidationError that names the draft and the field; then nothing is written.
    """

    def save(document: Document, links: Links) -> None:
        try:
            drafts.save(
                actor=actor, document=document, links=links, reason=f"Imported from {file}", seen=0, at=at
            )
        except ValidationError as error:
            raise ValidationError(f"{document.title}: {' '.join(error.messages)}") from error

    if not imported.title:
        raise ValidationError("The text has no title. Put one on its first line.")
    model = kind_of(imported.kind)
    document = model(**_common(actor, imported.title, condition), **dict(imported.values))
    document.notes = _notes(imported.leftovers)
    save(document, {})
    faqs = tuple(_faq(actor, document, question, condition, save) for question in imported.questions)
    return Drafts(document, faqs)


def _faq(actor: Actor, page: Document, question: tuple[str, str], condition: str, save: Save) -> Faq:
    title, answer = question
    faq = Faq(**_common(actor, title, condition), answer=answer)
    save(faq, {"pages": [page] if isinstance(page, ConditionPage) else []})
    return faq


def _common(actor: Actor, title: str, condition: str) -> dict:
    slug = slugify(title)[:100].strip("-")
    return {"title": title, "slug": slug, "condition": condition, "owner": actor.person}


def _notes(leftovers: tuple[Leftover, ...]) -> str:
    lines = [f"Line {left.line}: {left.text}{left.why and f' ({left.why})'}" for left in leftovers]
    return "\n".join(["The import had no place for this:", *lines]) if lines else ""
