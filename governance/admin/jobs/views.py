"""The operator's page of jobs: what waits, runs, failed and was done today; try again, cancel."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, reverse
from django.utils import timezone

from governance.admin.access import Screen, actor_of
from governance.admin.routes import Route, routes
from governance.admin.show import moved_on
from governance.models import JobFault, ScheduleRun
from governance.services import queue
from governance.services.acting import MovedOn
from governance.services.queue import FAILED, RUNNING, WAITING

ROWS = 50


def urls(site: AdminSite) -> list[URLPattern]:
    """The page and its two acts."""
    screens = [
        Route("jobs/", show, "jobs", is_act=False),
        Route("jobs/<int:key>/retry/", retry, "job_retry"),
        Route("jobs/<int:key>/cancel/", cancel, "job_cancel"),
    ]
    return routes(site, Screen.JOBS, screens)


def show(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """How the jobs stand. A GET writes nothing."""
    now = timezone.now()
    context: dict[str, Any] = {
        "title": "Jobs",
        "has_queue": queue.has_queue(),
        "ran": ScheduleRun.objects.first(),
        "is_late": ScheduleRun.is_late(at=now),
        "faults": JobFault.objects.all()[:ROWS],
    }
    if queue.has_queue():
        context |= _queued(now)
    return render(request, "admin/jobs/jobs.html", {**site.each_context(request), **context})


def retry(site: AdminSite, request: HttpRequest, *, key: int) -> HttpResponse:
    """Lets a failed job be tried again."""
    return _act(site, request, key, queue.retry_job, "The job waits again, and a worker takes it up.")


def cancel(site: AdminSite, request: HttpRequest, *, key: int) -> HttpResponse:
    """Takes a waiting job out of the queue."""
    return _act(site, request, key, queue.cancel_job, "The job is cancelled.")


def _act(
    site: AdminSite, request: HttpRequest, key: int, verb: Callable[..., None], told: str
) -> HttpResponse:
    try:
        verb(actor=actor_of(request), key=key, at=timezone.now())
    except MovedOn as error:
        sentence = f"{error} Nothing was changed."
        return moved_on(request, site.each_context(request), sentence=sentence, back=reverse("admin:jobs"))
    messages.success(request, told)
    return HttpResponseRedirect(reverse("admin:jobs"))


def _queued(now: datetime) -> dict[str, Any]:
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    lists = [
        (WAITING, "Waiting", "No job waits."),
        (RUNNING, "Running", "No job runs now."),
        (FAILED, "Failed", "No job failed."),
    ]
    return {"lists": [_listed(*item) for item in lists], "done": queue.done_since(midnight)}


def _listed(status: str, title: str, none: str) -> dict[str, Any]:
    jobs = queue.jobs_that_are(status)
    return {"status": status, "title": title, "none": none, "count": jobs.count(), "rows": jobs[:ROWS]}
