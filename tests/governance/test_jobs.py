"""Jobs: asked for in the act's own transaction; on PostgreSQL taken up by a worker, on SQLite done in place."""

import pytest
from django.core import mail
from django.db import connection, transaction

from governance.models import Notice
from tests import factories as make

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
