"""One machine does not pay for many."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests import ROOT
from tests.runs.distributed.servers import until

EXTRA = {"celery", "kombu", "redis", "psycopg", "fsspec", "s3fs", "botocore", "duckdb"}


def test_the_commands_of_one_machine_load_nothing_of_the_extra() -> None:
    names = ", ".join(
        f"crawlers.commands.{path.stem}"
        for path in (ROOT / "crawlers" / "commands").glob("[a-z]*.py")
    )
    code = (
        "import sys, crawlers.settings, crawlers.extensions.record_run, "
        f"crawlers.spider.posting_spider, {names}; print(*sys.modules)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    ).stdout
    assert not EXTRA & set(loaded.split())


def test_no_process_of_a_worker_outlives_it_unnoticed() -> None:
    """A crawl whose worker is killed is told to end."""
    told = (
        "import subprocess, sys, time; "
        "code = 'import crawlers.runs.distributed.crawl_process as child, signal, time, "
        "scrapy.cmdline;"
        "scrapy.cmdline.execute = lambda argv: (print(1, flush=True), time.sleep(60)); "
        "child.main()';"
        "process = subprocess.Popen([sys.executable, '-c', code], stdout=subprocess.PIPE); "
        "process.stdout.readline();"
        "print(process.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", told], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as worker:
        assert worker.stdout
        crawl = Path("/proc") / worker.stdout.readline().strip()
        assert (crawl / "cmdline").read_bytes()
        worker.kill()
        worker.wait(timeout=60)
        until(
            lambda: not crawl.exists() or b"\nState:\tZ" in (crawl / "status").read_bytes(),
            20,
            "for the crawl to end",
        )
