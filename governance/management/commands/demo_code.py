"""`manage.py demo_code NAME`: the code that the authenticator app of a demo person would show."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django_otp.plugins.otp_totp.models import TOTPDevice

from governance.demo.loading import MARK
from governance.models import Person
from governance.services.second_factor import current_code


class Command(BaseCommand):
    """Prints a code in the demo, and refuses anywhere else: there the secret is the physician's alone."""

    help = "In the demo: prints the code that the authenticator app of a demo person would show."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        if not (Path(settings.DATA_DIR) / MARK).exists():
            raise CommandError("This is not the demo. A code is the physician's own.", returncode=2)
        try:
            self.stdout.write(current_code(Person.objects.get(username=name)))
        except (Person.DoesNotExist, TOTPDevice.DoesNotExist) as error:
            raise CommandError(f"{name} is no physician of the demo.", returncode=2) from error
