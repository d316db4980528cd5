"""The WSGI entry point for gunicorn. Refuses to start where the database does not hold the rules."""

import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "governance.project.settings")
application = get_wsgi_application()

from django.db import connections  # noqa: E402  the settings are read only now

from governance.database.triggers import missing_triggers  # noqa: E402

missing = missing_triggers()
connections.close_all()
if missing:
    sys.exit(
        f"Imprimatur does not start: {len(missing)} rules are missing in the database, {missing[0]} among them. "
        "Run `manage.py migrate`, which makes them anew."
    )
