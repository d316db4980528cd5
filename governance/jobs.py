"""The jobs on PostgreSQL, taken up by any number of `manage.py procrastinate worker`, on any number of machines."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from governance.services import clockwork
from governance.services.jobs import JOBS

DEAD_AFTER = 60  # seconds without a sign of life of the worker
RETRY = RetryStrategy(max_attempts=5, exponential_wait=10)

for name, function in JOBS.items():
    app.task(name=name, retry=RETRY, lock=name)(function)


@app.periodic(cron="* * * * *")
@app.task(name="take_up_stalled", lock="take_up_stalled", queueing_lock="take_up_stalled")
async def take_up_stalled(timestamp: int) -> None:
    """Jobs whose worker died are taken up again by another."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER):
        await app.job_manager.retry_job(job)


@app.periodic(cron="* * * * *")
@app.task(name="run_schedule", lock="run_schedule", queueing_lock="run_schedule")
def run_schedule(timestamp: int) -> None:
    """What the clock asks for, every minute."""
    clockwork.run_schedule(at=timezone.now())
