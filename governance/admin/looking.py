"""The one place where a GET leaves an entry, and only where the site wants it: that compliance looked."""

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from governance.admin.access import actor_of
from governance.services.looking import note_look


def note_looking(request: HttpRequest) -> None:
    """Records which screen of compliance was opened and what was asked there; nothing without the setting."""
    if settings.RECORD_LOOKING:
        note_look(actor=actor_of(request), what=request.get_full_path(), at=timezone.now())
