"""Work after an act: on PostgreSQL a job, asked for in the act's own transaction; on SQLite at once, in place.

Either way nothing is done for work that was rolled back, and a failure leaves its kind for the operator to see.
"""

import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from governance.models import JobFault

JOBS: dict[str, Callable[..., Any]] = {}


def job(function: Callable[..., Any]) -> Callable[..., Any]:
    """Makes a function of this layer a job by its name. Its arguments must be numbers or texts."""
    JOBS[function.__name__] = function
    return function


def ask(function: Callable[..., Any], **arguments: int | str) -> None:
    """Asks for a job, inside the transaction of whoever needs it.

    In place its failure is logged and harms nobody: what it left undone is taken up by the schedule.
    """
    if connection.vendor == "postgresql":
        queue_app().configure_task(function.__name__, lock=function.__name__).defer(**arguments)
    else:
        after_commit(partial(run_job, function, **arguments))


def after_commit(call: Callable[[], Any]) -> None:
    """Calls it once the transaction is committed; what it raises is logged and harms nobody."""
    # Django logs the failure by the name of the function, which a partial does not have.
    transaction.on_commit(lambda: call(), robust=True)


def run_job(
    function: Callable[..., Any], *, job_key: int | None = None, attempt: int = 1, **arguments: Any
) -> Any:
    """Runs a job. What it raises is raised again, after its kind was kept: never its message, which may name people."""
    try:
        return function(**arguments)
    except Exception as error:
        JobFault.objects.create(
            job=job_key,
            task=function.__name__,
            attempt=attempt,
            error=kind_of(error),
            at=timezone.now(),
        )
        raise


def kind_of(error: Exception) -> str:
    """The kind of an error and where it arose in our own code, such as `OSError in mailing.py, line 77`."""
    ours = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(settings.BASE_DIR)
    ]
    place = f" in {Path(ours[-1].filename).name}, line {ours[-1].lineno}" if ours else ""
    return f"{type(error).__name__}{place}"[:200]


def queue_app() -> Any:
    """The queue. Only there on PostgreSQL."""
    from procrastinate.contrib.django import app  # noqa: PLC0415  only there on PostgreSQL

    return app
