"""One attempt at a site: `scrapy crawl SITE` in a process of its own, and what came of it."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from typing import Any

from crawlers.contract.boards import Site
from crawlers.exit_codes import BUSY, FAILED, OK, USAGE, WITHHELD
from crawlers.feed.format.folder import Folder
from crawlers.feed.format.manifest import Source, source_of
from crawlers.feed.run.messages import advice, load_report, telling
from crawlers.feed.run.shards import parts_of

STOP_SECONDS = 10.0
"""How long a site's process may take to end when it is told to stop."""


@dataclass(frozen=True, slots=True)
class AttemptResult:
    """One site's attempt. code: as `scrapy crawl` exits. source: what it left; None when it left
    nothing. why: in words. advice: what to do about it, in sentences."""

    site: str
    code: int
    seconds: float
    source: Source | None
    why: str
    advice: Sequence[str] = ()

    def as_dict(self) -> dict[str, Any]:
        """All of it, as JSON can hold it."""
        return asdict(self)

    @classmethod
    def of(cls, raw: dict[str, Any]) -> AttemptResult:
        """From what `as_dict` gave."""
        return cls(**raw | {"source": source_of(raw["source"]) if raw["source"] else None})


def limit(settings: Any) -> float:
    """The seconds after which an attempt is stuck: what a crawl may take, and ten minutes to judge
    and publish."""
    return float(settings.getint("CLOSESPIDER_TIMEOUT")) + 600.0


async def attempt(
    site: Site, folder: Folder, options: Sequence[str], limit: float, program: str = "scrapy"
) -> AttemptResult:
    """Crawls a site into its feed, or into the folder of one of its shards. program: the module
    that is run. Cancelled, it stops the process first."""
    began = time.monotonic()
    process, why = await _process(folder, [*site.words, *options], limit, program)
    return _judged(folder, process, why, time.monotonic() - began)


async def attempt_in_shards(
    site: Site, folder: Folder, shards: int, options: Sequence[str], limit: float
) -> AttemptResult:
    """Crawls a site in so many processes at once, and has what they read published as one run.
    options: with the instant (`--as-of`) that all of them call now. Where one of them cannot be
    had, that is what came of the site, and the next attempt goes on from what the others read."""
    began = time.monotonic()
    parts = parts_of(folder, shards)
    read = await asyncio.gather(
        *(attempt(site, part, [*options, "-a", f"shard={part.shard}"], limit) for part in parts)
    )
    for part, tried in zip(parts, read, strict=True):
        if tried.code:
            return replace(
                tried, seconds=time.monotonic() - began, why=f"Shard {part.shard}: {tried.why}"
            )
    published = await attempt(site, folder, [*options, "--join", str(shards)], limit)
    return replace(published, seconds=time.monotonic() - began)


async def _process(
    folder: Folder, words: Sequence[str], limit: float, program: str
) -> tuple[asyncio.subprocess.Process | None, str]:
    """Runs `scrapy crawl WORDS` to its end; its log is `state/crawl.log`. The process, and what it
    said; None when it could not be started, or was stopped because it took too long."""
    log = folder.work / "crawl.log"
    command = [
        sys.executable,
        "-m",
        program,
        "crawl",
        *words,
        "--logfile",
        str(log),
        "-s",
        "LOG_FILE_APPEND=0",
    ]
    try:
        folder.make()
        process = await asyncio.create_subprocess_exec(
            *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
        )
    except OSError as error:
        return None, f"It could not be started: {error.strerror or error}."
    try:
        said, _ = await asyncio.wait_for(process.communicate(), limit)
    except TimeoutError:
        await _stopped(process)
        return None, f"It took longer than {limit / 3600:.0f} hours and was stopped."
    except asyncio.CancelledError:
        await _stopped(process)
        raise
    return process, said.decode("utf-8", "replace").strip()


async def _stopped(process: asyncio.subprocess.Process) -> None:
    """Asks a process to end, and ends it if it does not."""
    with suppress(ProcessLookupError):
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), STOP_SECONDS)
        except TimeoutError:
            process.kill()
            await process.wait()


def _judged(
    folder: Folder, process: asyncio.subprocess.Process | None, said: str, seconds: float
) -> AttemptResult:
    """What came of a site. A process that leaves no verdict of its own has failed, whatever it
    exits with: a plugin may end it."""
    report = load_report(folder, process.pid) if process else None
    code = process.returncode if process else FAILED
    if process and code in (WITHHELD, BUSY) and not report:
        return AttemptResult(
            folder.name,
            code,
            seconds,
            None,
            said.partition(f"{folder.name}: ")[2] or "no word from it",
        )
    if process and code == USAGE and not report:  # refused before it began: what it said is why
        refused = Source(folder.name, "failed", published=False, reasons=["usage"])
        return AttemptResult(
            folder.name, FAILED, seconds, refused, said.partition("scrapy crawl: ")[2] or said
        )
    if report is None or code not in (OK, WITHHELD, FAILED) or (code == OK) != report[0].published:
        why = (
            said
            if process is None
            else (
                f"the process ended with code {code} and left no verdict: "
                f"{folder.work / 'crawl.log'}"
            )
        )
        return AttemptResult(folder.name, FAILED, seconds, None, why)
    source, why = report
    failed = telling(tuple(gate for gate in source.gates if not gate.passed)) if code else ()
    return AttemptResult(
        folder.name, code, seconds, source, why, advice(failed, folder, source.run_id)
    )
