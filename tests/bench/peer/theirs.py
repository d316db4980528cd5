"""Wagtail's times, as JSON: run by the peer's own Python, with this folder as the place of its modules.

python theirs.py WORDS_FILE NUMBER_OF_PAGES…
"""

import json
import os
import statistics
import sys
import time
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "site_settings"
import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from peersite.models import TextPage  # noqa: E402
from wagtail.models import (  # noqa: E402
    GroupApprovalTask,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

TIMES = 7
REVISIONS = 200


def measured(work):
    """The median seconds of several runs, and the queries of one more."""
    with CaptureQueriesContext(connection) as captured:
        work()
    spent = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        work()
        spent.append(time.perf_counter() - begun)
    return [statistics.median(spent), len(captured)]


def fill(root, number, body):
    """Pages under the root until there are so many."""
    with transaction.atomic():
        for place in range(TextPage.objects.count(), number):
            root.add_child(instance=TextPage(title=f"Page {place:06}", slug=f"page-{place:06}", body=body))


def revise(page, person, body):
    """Two hundred revisions of near-equal words, each with its entry in the log."""
    for number in range(REVISIONS):
        page.body = f"<p>Edition {number} of these words.</p>{body}"
        page.save_revision(user=person, log_action=True)


def save_and_publish(page, person):
    page.body = f"<p>{time.perf_counter()}</p>" + page.body[:9_000]
    page.save_revision(user=person, log_action=True).publish(user=person)


def approve(page, person, workflow):
    page.body = f"<p>{time.perf_counter()}</p>" + page.body[:9_000]
    page.save_revision(user=person, log_action=True)
    state = workflow.start(page, person)
    state.current_task_state.approve(user=person)


def one_step_workflow(root):
    workflow = Workflow.objects.create(name="One step")
    task = GroupApprovalTask.objects.create(name="A physician")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=root)
    return workflow


def main(words, numbers):
    call_command("migrate", verbosity=0)
    person = get_user_model().objects.create_superuser("peer", "peer@example.org", "peer")
    body = "".join(f"<p>{line}</p>" for line in Path(words).read_text().splitlines() if line)
    client = Client()
    client.force_login(person)
    root = Page.objects.get(depth=2)

    def shown(address):
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)

    found = {}
    page = TextPage(title="Migraine", slug="migraine", body=body)
    root.add_child(instance=page)
    found["save and publish"] = measured(lambda: save_and_publish(page, person))
    workflow = one_step_workflow(root)
    found["workflow"] = measured(lambda: approve(page, person, workflow))
    revised = TextPage(title="Depression", slug="depression", body=body)
    root.add_child(instance=revised)
    revise(revised, person, body)
    first, last = revised.revisions.order_by("pk").first(), revised.revisions.order_by("pk").last()
    found["history"] = measured(lambda: shown(f"/admin/pages/{revised.pk}/history/"))
    compare = f"/admin/pages/{revised.pk}/revisions/compare/{first.pk}...{last.pk}/"
    found["compare"] = measured(lambda: shown(compare))
    for number in numbers:
        fill(root, number, body)
        found[f"list {number}"] = measured(lambda: shown(f"/admin/pages/{root.pk}/"))
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], [int(number) for number in sys.argv[2:]])
