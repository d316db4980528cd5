"""The settings of a test run, as environment: loaded by pytest before Django reads its settings.

A database given in IMPRIMATUR_DATABASE is kept, so that the same tests run on SQLite and on PostgreSQL.
"""

import os
import tempfile

os.environ.setdefault("IMPRIMATUR_SECRET_KEY", "only-for-tests-" * 4)
os.environ.setdefault("IMPRIMATUR_HTTPS", "0")
os.environ.setdefault("IMPRIMATUR_LOG_FORMAT", "text")
os.environ.setdefault("IMPRIMATUR_DATA_DIR", tempfile.mkdtemp(prefix="imprimatur-tests-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "governance.project.settings")
# The browser tests drive a live server from the test's own thread.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
