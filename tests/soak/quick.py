"""What every process of the soak imports first: Django, set up, with quick passwords so that more acts meet."""

import tests.environment  # noqa: F401  the settings, before Django reads them

import django  # isort: skip
from django.conf import settings  # isort: skip

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
django.setup()
