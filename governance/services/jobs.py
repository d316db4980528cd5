"""Work after an act: on PostgreSQL a job, asked for in the act's own transaction; on SQLite at once, in place.

Either way nothing is done for work that was rolled back.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import connection, transaction

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
        _queue(function.__name__, arguments)
    else:
        transaction.on_commit(partial(function, **arguments), robust=True)


def _queue(name: str, arguments: dict[str, Any]) -> None:
    from procrastinate.contrib.django import app  # noqa: PLC0415  only there on PostgreSQL

    app.configure_task(name, lock=name).defer(**arguments)
