"""`manage.py make_key`: a new key that seals signatures and the trail's head from now on."""

from typing import Any

from django.core.management.base import BaseCommand

from governance.services.keys import make_key


class Command(BaseCommand):
    """Makes a key; the public keys of earlier ones stay, so that earlier signatures verify."""

    help = "Makes a new signing key. Earlier public keys stay, so that earlier signatures verify."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Key {make_key()} is in use from now on.")
