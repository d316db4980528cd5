"""`manage.py evidence_pack FILE --page PATH | --from DAY --to DAY`: what proves a page or a period, in one zip."""

import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from content.models import Document
from governance.models import Person
from governance.policy.verbs import MAY, Verb
from governance.services.actors import Actor
from governance.services.evidence.making import make_pack
from governance.services.evidence.packing import copy_pack
from governance.services.evidence.scope import Scope, document_at, page_scope, period_scope
from governance.services.keys import KeyMissing

BAD_INPUT = 2


class Command(BaseCommand):
    """Makes the pack in the name of somebody of compliance, and leaves the entry that the button leaves."""

    help = "Writes the evidence pack of a page or of a period. verify_pack.py, which is in it, checks it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the zip to write; it must not be there yet")
        parser.add_argument("--page", help="a page's address, such as conditions/migraine")
        parser.add_argument("--from", dest="since", type=date.fromisoformat, metavar="DAY")
        parser.add_argument("--to", dest="until", type=date.fromisoformat, metavar="DAY")
        parser.add_argument("--by", help="who asks for it: somebody of compliance")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        now = timezone.now()
        if file.exists():
            raise CommandError(f"{file} is there already. Nothing was written.", returncode=BAD_INPUT)
        try:
            scope, person = _scope(options, now), _person(options["by"])
            with tempfile.TemporaryFile(dir=file.resolve().parent) as made:
                pack = make_pack(actor=Actor.of(person), scope=scope, file=made, at=now)
                copy_pack(made, file)
        except (ValidationError, KeyMissing, PermissionDenied, OSError) as error:
            raise CommandError(_told(error), returncode=BAD_INPUT) from error
        self.stdout.write(f"{file}: {pack.size} bytes, SHA-256 {pack.seal}")


def _scope(options: dict[str, Any], now: datetime) -> Scope:
    page, since, until = options["page"], options["since"], options["until"]
    if bool(page) == bool(since and until) or bool(since) != bool(until):
        raise ValidationError("Give --page PATH, or --from DAY and --to DAY.")
    return page_scope(_document(page.strip("/"))) if page else period_scope(since, until, at=now)


def _document(path: str) -> Document:
    found = document_at(path)
    if found is None:
        raise ValidationError(f"There is no page with the address /{path}/.")
    return found


def _person(name: str | None) -> Person:
    roles = {role.value for role in MAY[Verb.MAKE_EVIDENCE]}
    people = Person.objects.filter(is_active=True, groups__name__in=roles).distinct()
    found = list((Person.objects.filter(username=name) if name else people)[:2])
    if len(found) == 1:
        return found[0]
    raise ValidationError(
        f"There is nobody of the name {name!r}." if name else "Say with --by who asks for it."
    )


def _told(error: Exception) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
