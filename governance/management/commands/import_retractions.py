"""`manage.py import_retractions FILE [--by USER]`: which published works were retracted."""

from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from content.retractions import read_list
from governance.models import Person
from governance.policy.verbs import MAY, Verb
from governance.services.actors import Actor
from governance.services.citations import live_retracted
from governance.services.retractions import import_retractions

BAD_INPUT = 2


class Command(BaseCommand):
    """Adds the notices of a list in the form of Retraction Watch, and names the live pages that they are about."""

    help = (
        "Reads a CSV of retractions. Pages that cite a retracted work cannot be signed until that is mended."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", help="who imports it: somebody of compliance, or an operator")

    def handle(self, *args: Any, file: Path, by: str | None, **options: Any) -> None:
        person = _person(by)
        try:
            added = import_retractions(
                actor=Actor.of(person), records=read_list(file), source=file.name[:200], at=timezone.now()
            )
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.", returncode=BAD_INPUT) from error
        except ValidationError as error:
            message = f"{' '.join(error.messages)} Nothing was imported."
            raise CommandError(message, returncode=BAD_INPUT) from error
        except PermissionDenied as error:
            raise CommandError(f"{person} may not do this: {error}", returncode=BAD_INPUT) from error
        self._report(added)

    def _report(self, added: int) -> None:
        self.stdout.write(f"{added} new notices.")
        for item in live_retracted():
            path = item.citation.version.document.path
            self.stdout.write(
                f"Live: {path}: {item.citation.label} was retracted on {item.notice.noticed_on}."
            )


def _person(name: str | None) -> Person:
    roles = {role.value for role in MAY[Verb.IMPORT_RETRACTIONS]}
    people = Person.objects.filter(is_active=True, groups__name__in=roles).distinct()
    found = list((Person.objects.filter(username=name) if name else people)[:2])
    if len(found) == 1:
        return found[0]
    message = f"There is nobody of the name {name!r}." if name else "Say with --by who imports it."
    raise CommandError(message, returncode=BAD_INPUT)
