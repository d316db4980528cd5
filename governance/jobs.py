"""The jobs on PostgreSQL, taken up by any number of `manage.py procrastinate worker`, on any number of machines."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from governance.services import clockwork
from governance.services.jobs import JOBS, run_job

DEAD_AFTER = 60  # seconds without a sign of life of the worker
RETRY = RetryStrategy(max_attempts=5, exponential_wait=10)
KEEP_HOURS = 7 * 24


def _recorded(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function as a task that leaves the kind of its failure."""

    def task(context: JobContext, **arguments: Any) -> Any:
        return run_job(function, job_key=context.job.id, attempt=context.job.attempts + 1, **arguments)

    return task


for name, function in JOBS.items():
    app.task(name=name, retry=RETRY, lock=name, pass_context=True)(_recorded(function))


@app.periodic(cron="* * * * *")
# Without a lock: a worker that died in the middle of this would keep it, and nobody took anything up any more.
@app.task(name="take_up_stalled", queueing_lock="take_up_stalled")
async def take_up_stalled(timestamp: int) -> None:
    """Jobs whose worker died are taken up again by another."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER):
        await app.job_manager.retry_job(job)


@app.periodic(cron="* * * * *")
@app.task(name="run_schedule", lock="run_schedule", queueing_lock="run_schedule", pass_context=True)
def run_schedule(context: JobContext, timestamp: int) -> None:
    """What the clock asks for, every minute."""
    run_job(_run_schedule, job_key=context.job.id, attempt=context.job.attempts + 1)


def _run_schedule() -> None:
    clockwork.run_schedule(at=timezone.now())


@app.periodic(cron="17 3 * * *")
@app.task(name="forget_done", lock="forget_done", queueing_lock="forget_done")
async def forget_done(timestamp: int) -> None:
    """Jobs that were done or cancelled more than a week ago leave the queue; failed ones stay to be seen."""
    await app.job_manager.delete_old_jobs(nb_hours=KEEP_HOURS, include_cancelled=True)
