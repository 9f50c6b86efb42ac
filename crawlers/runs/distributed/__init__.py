"""Beyond one machine: sites as tasks of Celery (docs/scale.md).

A task is one site, so politeness, cookies, journal and gate stay in one process: `scrapy crawl
SITE`, as `scrapy refresh` runs it. A lease in Redis says which worker may crawl a site; the worker
keeps renewing it. Redis also lists the tasks that were dispatched and are not done, and every
worker sends again those that are overdue. Nothing here decides what is published: the run itself
does, under its lock, wherever it runs.

task_board.py     the open tasks, and which worker has which site (Redis)
app.py            the task, and the worker that runs it (Celery)
dispatch.py       what queues the sites, and waits for them
crawl_process.py  the process of a site, which does not outlive its worker
"""

from __future__ import annotations

WORKER = "jobwire-"
"""What the names of workers begin with: others may use the same broker."""


class Unreachable(Exception):
    """Raised where a required server cannot be reached or the extra is not installed; the message
    names it."""
