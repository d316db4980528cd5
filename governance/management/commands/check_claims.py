"""`manage.py check_claims`: texts about ketamine against a position statement, like a linter."""

import sys
from argparse import ArgumentParser, Namespace
from typing import Any

from django.core.management.base import BaseCommand

from governance.claims import check


class Command(BaseCommand):
    """Needs no database: what it checks are files."""

    help = check.DESCRIPTION
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        check.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        status = check.run(Namespace(**options))
        if status:
            sys.exit(status)
