"""`manage.py export_person NAME FILE`: everything that is kept of one person, as JSON."""

from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from governance.models import Person
from governance.policy.verbs import MAY, Verb
from governance.services.actors import Actor
from governance.services.privacy import export_person

BAD_INPUT = 2


class Command(BaseCommand):
    """Writes the file in the name of an operator, and leaves the entry that the button leaves."""

    help = "Writes everything that is kept of one person to a file that is not there yet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the name for logging in")
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", help="who asks for it: an operator")

    def handle(self, *args: Any, name: str, file: Path, by: str | None, **options: Any) -> None:
        person = Person.objects.filter(username=name).first()
        if person is None:
            raise CommandError(f"There is nobody of the name {name!r}.", returncode=BAD_INPUT)
        operator = _operator(by)
        try:
            with file.open("x", encoding="utf-8") as target:
                target.writelines(export_person(actor=Actor.of(operator), person=person, at=timezone.now()))
        except FileExistsError as error:
            raise CommandError(
                f"{file} is there already. Nothing was written.", returncode=BAD_INPUT
            ) from error
        except (OSError, PermissionDenied) as error:
            raise CommandError(f"{file} cannot be written: {error}", returncode=BAD_INPUT) from error
        self.stdout.write(f"What is kept of {person} is in {file}.")


def _operator(name: str | None) -> Person:
    roles = {role.value for role in MAY[Verb.EXPORT_PERSON]}
    people = Person.objects.filter(is_active=True, groups__name__in=roles).distinct()
    found = list((Person.objects.filter(username=name) if name else people)[:2])
    if len(found) == 1:
        return found[0]
    message = f"There is nobody of the name {name!r}." if name else "Say with --by who asks for it."
    raise CommandError(message, returncode=BAD_INPUT)
