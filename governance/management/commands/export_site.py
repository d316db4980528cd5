"""`manage.py export_site DIR`: the public site as static files, for a server that runs no program."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from governance.public.exporting import NotExported, export_site


class Command(BaseCommand):
    """DIR becomes a link to the newest export; it is changed in one step, so no reader meets half a site."""

    help = "Writes every public page as files and puts DIR, a link, on them in one step; what was taken down is gone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("dir", type=Path, metavar="DIR", help="a link that this command makes and moves")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            number = export_site(options["dir"])
        except NotExported as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{number} files in {options['dir']}.")
