"""`manage.py rebuild_search`: makes the index of the readers' search anew from what is live."""

from typing import Any

from django.core.management.base import BaseCommand

from governance.services.public_search import rebuild_search


class Command(BaseCommand):
    """Changes nothing that anybody signed: the index is derived from publications."""

    help = "Forgets the index of the public search and makes it anew from what is live."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{rebuild_search()} live pages can be found.")
