"""The operator's page of jobs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from governance.models import AuditEntry, JobFault, Outcome
from governance.policy.verbs import Role, Verb
from governance.services.queue import forget_faults

pytestmark = pytest.mark.django_db
needs_queue = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="left out: jobs wait on PostgreSQL"
)


def make_job(status, task="send_mails"):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (task_name, args, status, queue_name) VALUES (%s, '{}', %s, 'default') "
            "RETURNING id",
            [task, status],
        )
        return cursor.fetchone()[0]


def status_of(key):
    with connection.cursor() as cursor:
        cursor.execute("SELECT status FROM procrastinate_jobs WHERE id = %s", [key])
        return cursor.fetchone()[0]


def act(client, key, name):
    return client.post(f"/admin/jobs/{key}/{name}/")


@pytest.mark.parametrize("role", list(Role))
def test_the_page_of_jobs_opens_for_operators_alone(logged_in, role):
    expected = 200 if role == Role.OPERATOR else 403
    assert logged_in(role).get("/admin/jobs/").status_code == expected


def test_the_page_says_that_the_schedule_never_ran_and_what_failed(logged_in):
    JobFault.objects.create(task="send_mails", error="OSError in mailing.py, line 7", at=timezone.now())
    html = logged_in(Role.OPERATOR).get("/admin/jobs/").content.decode()
    assert "has never run" in html
    assert "OSError in mailing.py, line 7" in html


def test_old_failures_are_forgotten(db):
    now = timezone.now()
    for days in (29, 31):
        JobFault.objects.create(task="x", error="E", at=now - timedelta(days=days))
    assert forget_faults(at=now) == 1
    assert JobFault.objects.count() == 1


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="left out: in place on SQLite alone")
def test_on_sqlite_the_page_says_that_nothing_waits_and_no_act_goes_anywhere(logged_in):
    client = logged_in(Role.OPERATOR)
    assert "nothing waits" in client.get("/admin/jobs/").content.decode()
    response = act(client, 1, "retry")
    assert response.status_code == 409
    assert "jobs run in place" in response.content.decode()


@needs_queue
def test_waiting_running_and_failed_jobs_are_listed_with_their_last_error(logged_in):
    for status in ("todo", "doing"):
        make_job(status, task=f"task_{status}")
    failed = make_job("failed")
    for attempt in (1, 2):
        JobFault.objects.create(
            job=failed, task="send_mails", attempt=attempt, error=f"E{attempt}", at=timezone.now()
        )
    html = logged_in(Role.OPERATOR).get("/admin/jobs/").content.decode()
    assert "task_todo" in html and "task_doing" in html
    row = html.partition('id="failed-h"')[2].partition("</table>")[0]
    assert "E2" in row and "E1" not in row


@needs_queue
def test_a_failed_job_is_tried_again_once_with_an_entry(logged_in):
    client, key = logged_in(Role.OPERATOR), make_job("failed")
    assert act(client, key, "retry").status_code == 302
    assert status_of(key) == "todo"
    assert act(client, key, "retry").status_code == 409
    entries = AuditEntry.objects.filter(verb=Verb.RETRY_JOB).order_by("pk")
    assert [entry.outcome for entry in entries] == [Outcome.DONE, Outcome.REFUSED]
    assert entries[0].object_label == f"send_mails, job {key}"


@needs_queue
def test_a_waiting_job_is_cancelled_and_a_running_one_is_not(logged_in):
    client, waiting, running = logged_in(Role.OPERATOR), make_job("todo"), make_job("doing")
    assert act(client, waiting, "cancel").status_code == 302
    assert act(client, running, "cancel").status_code == 409
    assert (status_of(waiting), status_of(running)) == ("cancelled", "doing")


@needs_queue
def test_the_page_costs_as_many_queries_for_fifty_jobs_as_for_one(logged_in, django_assert_max_num_queries):
    client = logged_in(Role.OPERATOR)
    client.get("/admin/jobs/")
    for more in (1, 49):
        for _ in range(more):
            make_job("failed")
        with django_assert_max_num_queries(16):
            client.get("/admin/jobs/")


@pytest.mark.parametrize("role", [Role.WRITER, Role.PHYSICIAN, Role.COMPLIANCE, Role.STATEMENT_OWNER])
@pytest.mark.parametrize("name", ["retry", "cancel"])
def test_other_roles_act_on_no_job(logged_in, role, name):
    assert act(logged_in(role), 1, name).status_code == 403
