"""`manage.py run_schedule`: what the clock asks for. Call it every minute, or let it stay with --every."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils import timezone

from governance.services.clockwork import ScheduleFailed, run_schedule


class Command(BaseCommand):
    help = "Publishes what is planned, announces reviews and sends mails. Runs twice or late without harm."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--every", type=int, metavar="SECONDS", help="stay, and run again so often")

    def handle(self, *args: Any, **options: Any) -> None:
        stopped = threading.Event()
        if options["every"]:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: stopped.set())
            self._run_on()
        else:
            self._run()
        while options["every"] and not stopped.wait(options["every"]):
            connections.close_all()  # a database that restarted meanwhile is found again
            self._run_on()

    def _run_on(self) -> None:
        """As one of many runs: what failed is tried again with the next one."""
        try:
            self._run()
        except CommandError as error:
            self.stderr.write(str(error))

    def _run(self) -> None:
        try:
            done = run_schedule(at=timezone.now())
        except ScheduleFailed as error:
            raise CommandError(str(error)) from error
        if any(done.values()):
            self.stdout.write(", ".join(f"{number} {does}" for does, number in done.items() if number))
