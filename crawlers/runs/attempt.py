"""One attempt at a site: run `scrapy crawl SITE` in its own process and describe the result."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from typing import Any

from crawlers.contract.boards import SiteToCrawl
from crawlers.exit_codes import BUSY, USAGE, WITHHELD, code_of_attempt
from crawlers.feed.format.folder import Folder
from crawlers.feed.format.manifest import Source, source_of
from crawlers.feed.judge.gates import main_reasons
from crawlers.feed.run.last_outcome import load_outcome, save_unjudged
from crawlers.feed.run.messages import advice
from crawlers.feed.run.shards import shard_folders
from crawlers.runs.warm import Lost, Warm, WarmProcess

Process = asyncio.subprocess.Process | WarmProcess

STOP_SECONDS = 10.0
"""How long a site's process may take to end after SIGTERM; then it is killed."""


@dataclass(frozen=True, slots=True)
class AttemptResult:
    """The result of one attempt. code: the exit code of `scrapy crawl`. source: the figures that it
    left; None where it left none. why: the reason in words. advice: what to do, in sentences."""

    site: str
    code: int
    seconds: float
    source: Source | None
    why: str
    advice: Sequence[str] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return all fields as JSON values."""
        return asdict(self)

    @classmethod
    def of(cls, raw: dict[str, Any]) -> AttemptResult:
        """Return the result that `as_dict` was called on."""
        return cls(**raw | {"source": source_of(raw["source"]) if raw["source"] else None})


def longest_attempt(settings: Any) -> float:
    """Return the seconds after which an attempt counts as stuck: the longest crawl, and ten minutes
    to judge and publish."""
    return float(settings.getint("CLOSESPIDER_TIMEOUT")) + 600.0


async def attempt(
    site: SiteToCrawl,
    folder: Folder,
    options: Sequence[str],
    limit: float,
    program: str = "scrapy",
    warm: Warm | None = None,
) -> AttemptResult:
    """Crawl a site into its feed, or into the folder of one of its shards. program: the module to
    run. warm: what forks its process; where that is lost, the site is tried again without. When
    cancelled, stops the process first."""
    began = time.monotonic()
    words = [*site.words, *options]
    try:
        process, why = await _process(folder, words, limit, program, warm)
    except Lost:
        process, why = await _process(folder, words, limit, program, None)
    return _judged(folder, process, why, time.monotonic() - began)


async def attempt_in_shards(
    site: SiteToCrawl, folder: Folder, shards: int, options: Sequence[str], limit: float
) -> AttemptResult:
    """Crawl a site in several processes at once, then publish what they read as one run.

    options: of `scrapy crawl`, with the instant (`--as-of`) that all of them use as "now". When one
    shard fails, its result is the result of the site; the next attempt continues from what the
    others read."""
    began = time.monotonic()
    parts = shard_folders(folder, shards)
    read = await asyncio.gather(
        *(attempt(site, part, [*options, "-a", f"shard={part.shard}"], limit) for part in parts)
    )
    for part, tried in zip(parts, read, strict=True):
        if tried.code:
            why = f"Shard {part.shard}: {tried.why}"
            if tried.code != BUSY:
                save_unjudged(folder, tried.code, why)
            return replace(tried, seconds=time.monotonic() - began, why=why)
    published = await attempt(site, folder, [*options, "--join", str(shards)], limit)
    return replace(published, seconds=time.monotonic() - began)


async def _process(
    folder: Folder, words: Sequence[str], limit: float, program: str, warm: Warm | None
) -> tuple[Process | None, str]:
    """Run `scrapy crawl WORDS` to its end; its log is `state/crawl.log`. Returns the process and
    its output; no process and the reason where it did not start or took too long. Raises Lost where
    `warm` is."""
    log = str(folder.work / "crawl.log")
    words = ["crawl", *words, "--logfile", log, "-s", "LOG_FILE_APPEND=0"]
    process: Process
    try:
        folder.make()
        if warm:
            process = warm.start(words, folder.work / "crawl.out")
        else:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", program, *words),
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.STDOUT,
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


async def _stopped(process: Process) -> None:
    """Ask a process to end, and kill it if it does not."""
    with suppress(ProcessLookupError, Lost):
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), STOP_SECONDS)
        except TimeoutError:
            process.kill()
            await process.wait()


def _unjudged(
    folder: Folder, code: int, seconds: float, why: str, source: Source | None = None
) -> AttemptResult:
    """Return the result of an attempt that left no verdict, and leave one."""
    if code != BUSY:
        save_unjudged(folder, code, why)
    return AttemptResult(folder.name, code, seconds, source, why)


def _judged(folder: Folder, process: Process | None, said: str, seconds: float) -> AttemptResult:
    """Return the result of a process. One that leaves no verdict of its own has failed, whatever
    its exit code: a plugin may end it."""
    report = load_outcome(folder, process.pid) if process else None
    ended = process.returncode if process else None
    code = code_of_attempt(ended, report[0].published if report else None)
    refusal = said.partition("scrapy crawl: ")[2]
    if report is None and code in (WITHHELD, BUSY):
        why = said.partition(f"{folder.name}: ")[2] or refusal or "it gave no reason"
        return _unjudged(folder, code, seconds, why)
    if report is None and ended == USAGE:  # refused before it began: what it said is why
        refused = Source(folder.name, "failed", published=False, reasons=["usage"])
        return _unjudged(folder, code, seconds, refusal or said, refused)
    if report is None or code != ended:
        log = folder.work / "crawl.log"
        left = f"the process ended with code {ended} and left no verdict: {log}"
        return _unjudged(folder, code, seconds, left if process else said)
    source, why = report
    failed = main_reasons(tuple(gate for gate in source.gates if not gate.passed)) if code else ()
    return AttemptResult(
        folder.name, code, seconds, source, why, advice(failed, folder, source.run_id)
    )
