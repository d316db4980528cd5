"""`manage.py import_page FILE --kind KIND --condition NAME [--owner USER]`: a text becomes a draft."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from content.importers import Imported, ImportRefused
from content.importers.limited import read_limited
from content.models import kinds
from governance.models import Person
from governance.policy.verbs import Role
from governance.services.actors import Actor
from governance.services.importing import Drafts, import_drafts

BAD_INPUT = 2


class Command(BaseCommand):
    """Reads text, Markdown, HTML or Word into a draft with its sections, and prints what it could not place."""

    help = "Reads a text, Markdown, HTML or Word file into a draft and prints, line by line, what it could not place."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--kind", required=True, help=f"one of {', '.join(sorted(kinds()))}")
        parser.add_argument(
            "--condition", required=True, help=f"one of {', '.join(settings.PAGE_CONDITIONS)}"
        )
        parser.add_argument(
            "--owner", help="the writer whose draft it becomes; needed where there are several"
        )

    def handle(
        self, *args: Any, file: Path, kind: str, condition: str, owner: str | None, **options: Any
    ) -> None:
        imported = _read(file, kind)
        person = _owner(owner)
        try:
            made = import_drafts(
                actor=Actor.of(person),
                imported=imported,
                condition=condition,
                file=file.name,
                at=timezone.now(),
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=BAD_INPUT) from error
        except PermissionDenied as error:
            raise CommandError(f"{person} may not write: {error}", returncode=BAD_INPUT) from error
        self._report(file, imported, made)

    def _report(self, file: Path, imported: Imported, made: Drafts) -> None:
        for document in (made.document, *made.faqs):
            self.stdout.write(f"Draft: {document.path}  {document.title}")
        for left in imported.leftovers:
            self.stdout.write(f"{file.name}:{left.line}: not placed, kept in the notes: {left.text}")


def _read(file: Path, kind: str) -> Imported:
    try:
        return read_limited(file.name, file.read_bytes(), kind)
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.", returncode=BAD_INPUT) from error
    except ImportRefused as error:
        raise CommandError(str(error), returncode=BAD_INPUT) from error


def _owner(name: str | None) -> Person:
    writers = Person.objects.filter(is_active=True, groups__name=Role.WRITER.value)
    found = list((writers.filter(username=name) if name else writers)[:2])
    if len(found) == 1:
        return found[0]
    message = f"There is no writer {name!r}." if name else "Say with --owner whose draft it becomes."
    raise CommandError(message, returncode=BAD_INPUT)
