"""manage.py migrate: Django's own, which a missing trigger does not stop, for it makes the triggers anew."""

from typing import Any

from django.core.management.commands import migrate


class Command(migrate.Command):
    """Brings the database up to date. All checks run but those that look into the database that is out of date."""

    def check(self, **kwargs: Any) -> None:
        super().check(**{**kwargs, "databases": ()})
