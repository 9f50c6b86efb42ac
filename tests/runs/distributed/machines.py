"""Workers and dispatchers as processes of their own, over one Redis and one folder of feeds, and
what they published."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.feed.publish.kill import look
from tests.runs.distributed.servers import until
from tests.runs.distributed.world import World

NOW = "2031-01-01T00:00:00Z"
LEASE = 3.0


class Machines:
    """folder: for logs and plugins. feeds: where all publish. redis: its address."""

    def __init__(self, folder: Path, world: World, redis: str, feeds: Path | None = None) -> None:
        self.folder, self.world, self.redis = folder, world, redis
        self.feeds = feeds or folder / "feeds"
        self.modules = world.write_plugins(folder)
        self.workers: list[subprocess.Popen[bytes]] = []
        self._started: list[subprocess.Popen[str]] = []

    def start(
        self, *arguments: str, settings: dict[str, str] | None = None
    ) -> subprocess.Popen[str]:
        """A command of jobwire, in a session of its own; killed in the end."""
        process = subprocess.Popen(
            self._command(arguments, settings),
            env=self._environment(),
            text=True,
            start_new_session=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self._started.append(process)
        return process

    def run(
        self, *arguments: str, settings: dict[str, str] | None = None, timeout: float = 900
    ) -> tuple[int, str]:
        """A command to its end: exit code, and what it said."""
        process = self.start(*arguments, settings=settings)
        try:
            said, _ = process.communicate(timeout=timeout)
        finally:
            kill_group(process)
        return process.returncode, said

    def add_worker(
        self, jobs: int = 1, settings: dict[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        """A worker; its log is worker-N.log."""
        log = self.folder / f"worker-{len(self.workers) + 1}.log"
        with log.open("wb") as out:
            process = subprocess.Popen(
                self._command(("worker", f"--jobs={jobs}"), settings),
                env=self._environment(),
                start_new_session=True,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        self.workers.append(process)
        until(
            lambda: b" ready." in log.read_bytes() or process.poll() is not None, 60, "for a worker"
        )
        return process

    def logs(self) -> str:
        """What all workers wrote."""
        return "\n".join(
            path.read_text(errors="replace") for path in sorted(self.folder.glob("worker-*.log"))
        )

    def crawl_children(self) -> dict[str, int]:
        """By site, the process of the crawl that is at work."""
        found = {}
        for entry in Path("/proc").iterdir():
            with suppress(OSError):
                words = (
                    (entry / "cmdline").read_bytes().split(b"\0") if entry.name.isdigit() else []
                )
                if b"crawlers.runs.distributed.crawl_process" in words and str(
                    self.folder
                ).encode() in b" ".join(words):
                    found[words[words.index(b"crawl") + 1].decode()] = int(entry.name)
        return found

    def stop(self) -> None:
        for process in (*self.workers, *self._started):
            kill_group(process)

    def problems(self) -> list[str]:
        """What is wrong with what was published: postings lost, double or strange, in any feed;
        none for whole feeds."""
        found = []
        wanted: set[str] = set()
        for name in self.world.sites:
            ids = self.world.ids(name)
            wanted |= ids
            found += self._compared(name, ids)
        return found + self._compared("all", wanted)

    def _compared(self, name: str, wanted: set[str]) -> list[str]:
        """A reader that shares no code with the feed has checked sizes, checksums, order and
        doubles."""
        try:
            seen = look(self.feeds / name).open
        except Exception as error:
            return [f"{name}: {error!r}"]
        lost, strange = len(wanted - seen.keys()), len(seen.keys() - wanted)
        wrong = sum(f"workshop {key.partition(':')[2]}." not in text for key, text in seen.items())
        return (
            [f"{name}: {lost} lost, {strange} strange, {wrong} wrong"]
            if lost or strange or wrong
            else []
        )

    def _command(self, arguments: tuple[str, ...], settings: dict[str, str] | None) -> list[str]:
        """With settings for loopback; crawls take them from the worker's own command line."""
        fixed = {
            "JOBWIRE_FEEDS": str(self.feeds),
            "SPIDER_MODULES": self.modules,
            "JOBWIRE_PRIVATE_HOSTS": "127.0.0.1",
            "JOBWIRE_REDIS": self.redis,
            "JOBWIRE_LEASE": str(LEASE),
            "JOBWIRE_RETRY_WAIT": "1",
            "JOBWIRE_BOARDS": "no-boards.yaml",
            "JOBWIRE_REPORT": "",
        }
        chosen = [f"{name}={value}" for name, value in (fixed | (settings or {})).items()]
        return [
            sys.executable,
            "-m",
            "scrapy",
            *arguments,
            *(word for each in chosen for word in ("-s", each)),
        ]

    def _environment(self) -> dict[str, str]:
        path = os.pathsep.join(filter(None, (str(self.folder), os.environ.get("PYTHONPATH"))))
        return {
            **os.environ,
            "PYTHONPATH": path,
            "JOBWIRE_TEST_SITE": self.world.origin,
            "JOBWIRE_NOW": NOW,
        }


def kill_group(process: subprocess.Popen[str] | subprocess.Popen[bytes]) -> None:
    """kill -9 of a process and all that it began."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=60)


def until_it_says(process: subprocess.Popen[str], words: str, seconds: float = 60.0) -> None:
    """Reads what a process says up to these words. It is killed where they do not come in time."""
    assert process.stdout
    late = threading.Timer(seconds, kill_group, [process])
    late.start()
    said = []
    try:
        while words not in "".join(said):
            said.append(process.stdout.readline())
            assert said[-1], f"it ended without {words!r}: {''.join(said)}"
    finally:
        late.cancel()


@contextmanager
def machines(folder: Path, world: World, redis: str) -> Iterator[Machines]:
    """Machines that are stopped in the end."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Machines(folder, world, redis)
    try:
        yield made
    finally:
        made.stop()


def digests(feeds: Path) -> dict[str, str]:
    """By path, the sha256 of all that is published."""
    files = (
        path
        for path in feeds.rglob("*")
        if path.is_file() and "state" not in path.relative_to(feeds).parts
    )
    return {
        str(path.relative_to(feeds)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(files)
    }
