"""Jobs: asked for in the act's own transaction; on PostgreSQL taken up by a worker, on SQLite done in place."""

import os
import socket
from collections import Counter
from contextlib import contextmanager

import pytest
from django.core import mail
from django.db import connection, transaction

from governance.models import JobFault, Notice
from governance.services.jobs import ask, run_job
from tests import factories as make
from tests.abuse.processes import elsewhere, start

needs_queue = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="left out: jobs wait on PostgreSQL"
)


@pytest.fixture
def sent(settings, transactional_db):
    """A page that is sent to a physician with an address, for real: committed."""
    settings.MAIL = "smtp://mail.example"
    make.make_statement()
    physician = make.make_physician(email="amara@health.example")
    page = make.make_page()
    return make.submit(page, by=page.owner), physician


def waiting():
    from procrastinate.contrib.django.models import ProcrastinateJob

    return list(ProcrastinateJob.objects.filter(status="todo").values_list("task_name", flat=True))


def work():
    from procrastinate.contrib.django import app

    with app.replace_connector(app.connector.get_worker_connector()) as worker:
        worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


def take_up_stalled():
    from procrastinate.contrib.django import app

    app.configure_task("take_up_stalled").defer(timestamp=0)
    work()


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="left out: in place on SQLite alone")
def test_on_sqlite_the_mail_goes_out_with_the_commit(sent):
    assert [item.to for item in mail.outbox] == [["amara@health.example"]]


@needs_queue
def test_on_postgresql_a_worker_sends_the_mail(sent):
    assert mail.outbox == []
    assert waiting() == ["send_mails"] * len(waiting())
    work()
    assert waiting() == []
    assert Notice.objects.get(person=sent[1]).mailed_at is not None


@needs_queue
def test_76_a_job_whose_worker_was_killed_is_taken_up_by_another(sent):
    # As a killed worker leaves it: begun, and nobody there who works on it.
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE status = 'todo'")
    work()
    assert Notice.objects.get(person=sent[1]).mailed_at is None
    take_up_stalled()
    work()
    assert Notice.objects.get(person=sent[1]).mailed_at is not None


@needs_queue
def test_76_a_job_that_fails_every_time_is_given_up_and_holds_up_no_other(sent):
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.models import ProcrastinateJob

    app.configure_task("no_such_job").defer()
    work()
    states = dict(ProcrastinateJob.objects.values_list("task_name", "status"))
    assert states["no_such_job"] == "failed"
    assert Notice.objects.get(person=sent[1]).mailed_at is not None


@needs_queue
def test_on_postgresql_no_job_is_left_of_work_that_was_rolled_back(transactional_db):
    make.make_statement()
    make.make_physician()
    page = make.make_page()
    before = len(waiting())
    with pytest.raises(RuntimeError), transaction.atomic():
        make.submit(page, by=page.owner)
        raise RuntimeError
    assert len(waiting()) == before
    assert connection.in_atomic_block is False


def failing():
    """A job that cannot do its work."""
    raise ValueError("Amara Osei, amara@health.example")


def test_a_job_that_fails_leaves_its_kind_and_place_and_not_its_message(db):
    with pytest.raises(ValueError, match="Amara"):
        run_job(failing, job_key=7, attempt=2)
    fault = JobFault.objects.get()
    assert (fault.task, fault.job, fault.attempt) == ("failing", 7, 2)
    assert fault.error.startswith("ValueError in test_jobs.py, line ")
    assert "Amara" not in fault.error


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="left out: in place on SQLite alone")
def test_in_place_a_job_that_fails_harms_no_act_and_is_seen(transactional_db):
    with transaction.atomic():
        ask(failing)
        make.make_person()
    assert JobFault.objects.get().task == "failing"


@needs_queue
def test_76_a_worker_that_is_killed_in_the_middle_leaves_its_job_to_another(sent, tmp_path):
    address = elsewhere(os.environ["IMPRIMATUR_DATABASE"], connection.settings_dict["NAME"])
    with silent_server() as (server, port):
        environment = {
            **os.environ,
            "IMPRIMATUR_DATABASE": address,
            "IMPRIMATUR_MAIL": f"smtp://127.0.0.1:{port}",
            "IMPRIMATUR_HTTPS": "0",
        }
        worker = start(environment, "manage.py", "procrastinate", "worker")
        try:
            server.accept()  # it is about to mail
        finally:
            worker.kill()
            worker.wait()
    assert statuses("send_mails")["doing"] == 1
    assert Notice.objects.get(person=sent[1]).mailed_at is None
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '2 minutes'")
    Notice.objects.update(taken_at=None)  # as after ten minutes
    if not statuses("take_up_stalled")["todo"]:  # the killed worker may have asked for it already
        take_up_stalled()
    work()
    work()
    assert set(statuses("send_mails")) == {"succeeded"}
    assert Notice.objects.get(person=sent[1]).mailed_at is not None


@contextmanager
def silent_server():
    """A mail server that takes a call and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(300)
        yield server, server.getsockname()[1]


def statuses(task):
    from procrastinate.contrib.django.models import ProcrastinateJob

    return Counter(ProcrastinateJob.objects.filter(task_name=task).values_list("status", flat=True))


@needs_queue
def test_any_number_of_workers_do_each_job_once(sent):
    address = elsewhere(os.environ["IMPRIMATUR_DATABASE"], connection.settings_dict["NAME"])
    environment = {**os.environ, "IMPRIMATUR_DATABASE": address}
    asked = sum(statuses("send_mails").values())
    workers = [start(environment, "manage.py", "procrastinate", "worker", "--one-shot") for _ in range(3)]
    assert [worker.wait(timeout=120) for worker in workers] == [0, 0, 0]
    assert statuses("send_mails") == {"succeeded": asked}
