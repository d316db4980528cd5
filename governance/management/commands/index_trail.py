"""Makes the index of the trail's search anew, or only what it lacks."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from governance.services.search.index import catch_up, rebuild


class Command(BaseCommand):
    help = "Indexes the entries of the audit trail that its search does not know yet; --anew begins from the first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--anew", action="store_true", help="forget the index and make it again")

    def handle(self, *args: Any, **options: Any) -> None:
        number = rebuild() if options["anew"] else catch_up()
        self.stdout.write(f"{number} entr{'y' if number == 1 else 'ies'} indexed.")
