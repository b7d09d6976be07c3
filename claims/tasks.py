"""What the worker processes do; procrastinate finds this module by its name where the queue is on (see queueing.py)."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from uuid import UUID

from procrastinate.contrib.django import app

log = logging.getLogger("dealdesk.import")
LOST = 20.0  # seconds without a sign of life after which a worker counts as gone


@app.task(name="import_staged")
def import_staged(*, dossier: int, by: int, act: str, staged: Sequence[int]) -> None:
    """Import what an editor confirmed. Begun again after a kill it finds staged what is not stored yet, and no more."""
    from claims.queueing import run_import

    run_import(dossier, by, UUID(act), staged)


@app.periodic(cron="* * * * * */10")
@app.task(name="begin_again", queueing_lock="begin_again")
async def begin_again(timestamp: int) -> None:
    """Give the jobs of workers that were killed to others."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=LOST):
        log.warning("import job %s begins again: its worker is gone", job.id)
        await app.job_manager.retry_job(job)
