"""What a run tells people: plain sentences of at most 80 columns, with what to do next; and the
exit codes for programs."""

from __future__ import annotations

import errno
import json
import os
import re
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from crawlers.feed.format import disk
from crawlers.feed.format.folder import Folder
from crawlers.feed.format.manifest import Counts, Gate, Source, source_of

if TYPE_CHECKING:
    from crawlers.feed.run.outcome import Outcome


WIDTH = 80

_NEXT = {
    "finished": "The log says where it stopped and why.",
    "unbroken": "The log has the traceback; mend the plugin or the stage, then run again.",
    "robots": "The site does not serve its robots.txt at the moment (the log says how it failed); the next run tries again.",
    "list": "The next run tries again. If the list has moved, mend the plugin.",
    "given_up": "The next run tries again. Reasons by posting: {rejects}",
    "errors": "Reasons by posting: {rejects}",
    "floor": "Look at the site: if it was redesigned, mend the plugin; if it is empty, declare its words in may_be_empty.",
    "filled": "Look at the site: if it was redesigned, mend the plugin.",
    "shrink": "Look at the site: if it really has so few, run: scrapy crawl {site} --accept-shrink",
    "filled_drop": "Look at the site: if it really says no more, run: scrapy crawl {site} --accept-shrink",
    "new_ids": "Look at the site: if these are really new postings, run: scrapy crawl {site} --accept-shrink",
    "same_title": "Look at the site: if it was redesigned, mend the plugin; else run: scrapy crawl {site} --accept-shrink",
}

_WALK = ("robots", "finished", "unbroken", "list")
"""Gates that say where the walk broke."""

_REFUSED = "The site does not let us in: ask its operator. JOBWIRE_CONTACT tells them who asks."
_AWAY = "The site could not be reached; the next run tries again. If it has moved, mend the plugin."

_NEXT_FOR_LIST = {
    "robots_forbidden": "Its robots.txt forbids it, and that is obeyed: ask the site's operator, or leave the site out.",
    "unknown_board": "There is no such board: look at its name.",
    **dict.fromkeys(("login_wall", "captcha", "http_401", "http_403"), _REFUSED),
    **dict.fromkeys(("dns", "refused", "timeout", "tls", "connection"), _AWAY),
}
"""By the reason that a list page failed for (docs/plugins.md); for others `list` of _NEXT."""


def told(outcome: Outcome, folder: Folder) -> str:
    """The outcome of a run in words."""
    return "\n".join(wrapped(_lines(outcome, folder)))


def sentence(counts: Counts) -> str:
    """The counts of a run: "52 open; 3 added, 1 updated, 2 closed"; without a change, "52 open;
    unchanged"."""
    changes = (
        ("added", counts.added),
        ("updated", counts.updated),
        ("closed", counts.closed),
        ("reopened", counts.reopened),
    )
    said = ", ".join(f"{count} {name}" for name, count in changes if count) or "unchanged"
    beside = "".join(
        f"; {n} {what}"
        for what, n in (("rejected", counts.rejected), ("carried over", counts.carried_over))
        if n
    )
    return f"{counts.open} open; {said}{beside}"


def save_report(folder: Folder, outcome: Outcome) -> None:
    """Leaves the verdict for the refresh that started this process, and for the combined feed."""
    published = outcome.manifest if outcome.verdict == "published" else None
    words = sentence(published.counts) if published else why(outcome)
    report = {"process": os.getpid(), "source": asdict(outcome.source), "why": words}
    disk.replace(folder.work / "report.json", json.dumps(report, indent=1).encode() + b"\n")


def load_report(folder: Folder, process: int | None = None) -> tuple[Source, str] | None:
    """The verdict of the last run that was judged (process: by that process only) and why, in
    words; None when there is none."""
    try:
        report = json.loads((folder.work / "report.json").read_bytes())
        if process is None or report["process"] == process:
            return source_of(report["source"]), str(report["why"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return None


def why(outcome: Outcome) -> str:
    """In one sentence, why a run was not published."""
    return outcome.why or " ".join(gate.says for gate in telling(outcome.failed))


def _lines(outcome: Outcome, folder: Folder) -> Iterator[str]:
    site, manifest = folder.name, outcome.manifest
    if outcome.verdict == "published" and manifest:
        yield f"{site}: published. {sentence(manifest.counts)}."
        if outcome.source.accepted:
            yield "  Accepted with --accept-shrink; the manifest says so."
        if not outcome.source.complete:
            yield "  The list was not seen to its end: nothing was closed."
        yield f"  {folder.fixed}"
        return
    yield f"{site}: {'nothing could be read' if outcome.verdict == 'failed' else outcome.verdict}. {_what_stays(folder)}"
    if outcome.why:
        yield f"  - {outcome.why}"
    failed = telling(outcome.failed)
    for gate in failed:
        yield f"  - {gate.says}"
    yield "What to do:"
    if outcome.verdict == "interrupted":
        yield f"  Run it again: scrapy crawl {site}. What was read is kept and not asked for again."
    if outcome.verdict == "failed" and not failed:
        yield f"  Mend the plugin, then run again: scrapy crawl {site}"
    yield from (f"  {each}" for each in advice(failed, folder, outcome.source.run_id))


def telling(failed: tuple[Gate, ...]) -> tuple[Gate, ...]:
    """The gates that say what happened: where the walk broke, what it did not bring is no news, and
    without a robots.txt no list can be had."""
    walk = tuple(gate for gate in failed if gate.name in _WALK)
    robots = tuple(gate for gate in walk if gate.name == "robots")
    return robots or walk or failed


def _what_stays(folder: Folder) -> str:
    try:
        run_id = folder.latest_id()
    except (OSError, ValueError):
        run_id = None
    return (
        f"The last good feed stays as it is (run {run_id})." if run_id else "There is no feed yet."
    )


def advice(failed: tuple[Gate, ...], folder: Folder, run_id: str | None) -> list[str]:
    """What to do about the gates that a run did not pass, in sentences."""
    rejects = folder.failed / (run_id or "") / "rejects.jsonl"
    return list(
        dict.fromkeys(_next(gate).format(site=folder.name, rejects=rejects) for gate in failed)
    )


def _next(gate: Gate) -> str:
    if gate.name == "list" and (reason := re.search(r"\((\w+)\)\.$", gate.says)):
        return _NEXT_FOR_LIST.get(reason[1], _NEXT["list"])
    return _NEXT[gate.name.partition(":")[0]]


def mend(error: BaseException) -> str:
    """What to do when a folder of feeds cannot be used, in a sentence."""
    if not isinstance(error, OSError):
        return "docs/operations.md tells how to mend it."
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    return (
        "Make room, then run it again."
        if full
        else "Name a folder that may be written to: -s JOBWIRE_FEEDS=FOLDER"
    )


def wrapped(lines: Iterable[str]) -> Iterator[str]:
    """Lines of at most 80 columns; what is broken keeps its indent."""
    for line in lines:
        indent = line[: len(line) - len(line.lstrip(" -"))]
        yield from textwrap.wrap(
            line,
            WIDTH,
            subsequent_indent=" " * len(indent),
            break_long_words=False,
            break_on_hyphens=False,
        )
