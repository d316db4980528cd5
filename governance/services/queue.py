"""The queue of jobs as the operator sees it, and the two acts on it: try again, cancel."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from governance.models import JobFault
from governance.policy.verbs import Verb
from governance.services.acting import MovedOn, acting
from governance.services.actors import Actor
from governance.services.jobs import queue_app

WAITING, RUNNING, FAILED = "todo", "doing", "failed"
KEPT = timedelta(days=30)
IN_PLACE = "On SQLite jobs run in place; there is no queue to act on."


def has_queue() -> bool:
    """Whether jobs wait in a queue; on SQLite they run in place."""
    return connection.vendor == "postgresql"


def jobs_that_are(status: str) -> QuerySet[Any]:
    """The jobs of that status, with when the last thing happened to them and their last error. Needs a queue."""
    events = _model("ProcrastinateEvent").objects.filter(job=OuterRef("pk")).order_by("-pk")
    faults = JobFault.objects.filter(job=OuterRef("pk"))
    jobs = _model("ProcrastinateJob").objects.filter(status=status).select_related("worker")
    return jobs.annotate(
        since=Subquery(events.values("at")[:1]), last_error=Subquery(faults.values("error")[:1])
    ).order_by("pk" if status != FAILED else "-pk")


def done_since(at: datetime) -> list[tuple[str, int]]:
    """How often each job was done since a moment, the most frequent first. Needs a queue."""
    events = _model("ProcrastinateEvent").objects.filter(type="succeeded", at__gte=at)
    return Counter(events.values_list("job__task_name", flat=True)).most_common()


def retry_job(*, actor: Actor, key: int, at: datetime) -> None:
    """Lets a failed job be tried again. Raises Denied, or MovedOn where it is failed no more or there is no queue."""
    with acting(actor, Verb.RETRY_JOB, at=at) as act:
        job = _locked(key, FAILED)
        act.about(job, label=f"{job.task_name}, job {job.pk}")
        queue_app().job_manager.retry_job_by_id(job_id=job.pk, retry_at=timezone.now())
        act.done(before=FAILED, after=WAITING)


def cancel_job(*, actor: Actor, key: int, at: datetime) -> None:
    """Takes a waiting job out of the queue. Raises Denied, or MovedOn where it waits no more or there is no queue."""
    with acting(actor, Verb.CANCEL_JOB, at=at) as act:
        job = _locked(key, WAITING)
        act.about(job, label=f"{job.task_name}, job {job.pk}")
        queue_app().job_manager.cancel_job_by_id(job.pk)
        act.done(before=WAITING, after="cancelled")


def forget_faults(*, at: datetime) -> int:
    """Removes what was kept of failures of more than thirty days ago. Returns how many."""
    return JobFault.objects.filter(at__lt=at - KEPT).delete()[0]


def _locked(key: int, status: str) -> Any:
    if not has_queue():
        raise MovedOn(IN_PLACE)
    job = _model("ProcrastinateJob").objects.select_for_update().filter(pk=key).first()
    if job is None or job.status != status:
        raise MovedOn("This job has moved on since you opened the list.")
    return job


def _model(name: str) -> Any:
    return apps.get_model("procrastinate", name)
