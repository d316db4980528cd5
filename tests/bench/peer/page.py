"""One live page of Wagtail's: python page.py WORDS_FILE."""

import os
import sys
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "site_settings"
import django

django.setup()

from django.core.management import call_command  # noqa: E402
from peersite.models import TextPage  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402

call_command("migrate", verbosity=0)
text = Path(sys.argv[1]).read_text()
body = "".join(f"<p>{line}</p>" for line in text.splitlines() if line)
Page.objects.get(depth=2).add_child(instance=TextPage(title="Migraine", slug="migraine", body=body))
Site.objects.update(hostname="127.0.0.1")
