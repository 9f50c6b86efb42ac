"""Beyond one machine: sites as tasks of Celery (docs/scale.md).

A task is one site, so politeness, cookies, journal and gate stay in one process: `scrapy crawl
SITE`, as `scrapy refresh` runs it. Who may be at a site is said by a lease in Redis that its worker
keeps renewing; what was dispatched and is not done stands in Redis, too, and every worker looks
after those of whom nobody is heard any more. Nothing here decides on what is published: that is the
run's own, with its lock, wherever it is at work.

task_board.py what is to be done, and who is at it (Redis)
app.py         the task, and the worker that runs it (Celery)
dispatch.py    what queues the sites, and waits for them
child.py       the process of a site, which does not outlive its worker
"""

from __future__ import annotations


class Unreachable(Exception):
    """A server that is needed cannot be reached, or the extra is not installed; the message names
    it."""
