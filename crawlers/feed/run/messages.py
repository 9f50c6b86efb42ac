"""The messages of a run: plain sentences of at most 80 columns, with what to do next."""

from __future__ import annotations

import errno
import textwrap
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from crawlers.feed.format.check import Unsound
from crawlers.feed.format.folder import Folder
from crawlers.feed.format.manifest import Correction, Counts, Gate, Manifest, Source
from crawlers.feed.judge.gates import advice_on, main_reasons
from crawlers.feed.judge.next_feed import SAVED

if TYPE_CHECKING:
    from crawlers.feed.run.outcome import Outcome

WIDTH = 80
"""The usual columns of a terminal."""
NO_SPACE = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
"""Errors of a disk that is full, or has no more room for this user or in one file."""
FREE_SPACE = "Free some disk space, then run it again."


def describe_outcome(outcome: Outcome, folder: Folder) -> str:
    """Return the outcome of a run in words: what happened, why, and what to do."""
    is_published = outcome.verdict == "published" and outcome.manifest
    lines = _lines_published if is_published else _lines_withheld
    return "\n".join(wrap(lines(outcome, folder)))


def describe_counts(counts: Counts) -> str:
    """Return the counts of a run in words: "52 open; 3 added (1 of them closed), 1 updated, 40
    read differently, 2 closed", or without a change "52 open; unchanged"."""
    came_closed = f" ({counts.added_closed} of them closed)" if counts.added_closed else ""
    changes = {
        f"added{came_closed}": counts.added,
        "updated": counts.updated,
        "read differently": counts.read_differently,
        "corrected": counts.corrected,
        "closed": counts.closed,
        "reopened": counts.reopened,
    }
    others = {"rejected": counts.rejected, "carried over": counts.carried_over}
    changed = ", ".join(f"{count} {name}" for name, count in changes.items() if count)
    rest = "".join(f"; {count} {name}" for name, count in others.items() if count)
    return f"{counts.open} open; {changed or 'unchanged'}{rest}"


def reason_of(outcome: Outcome) -> str:
    """Return in one line why a run was withheld or interrupted; "" for a published run."""
    return outcome.why or " ".join(gate.says for gate in main_reasons(outcome.failed))


def advice(failed: Iterable[Gate], folder: Folder, run_id: str | None) -> list[str]:
    """Return what to do about the gates that a run did not pass, in sentences."""
    names = {
        "site": folder.name,
        "plugin": _plugin_of(folder.name),
        "rejects": folder.failed / (run_id or "") / "rejects.jsonl",
    }
    return list(dict.fromkeys(filter(None, (advice_on(gate, **names) for gate in failed))))


def advice_for_error(error: BaseException) -> str:
    """Return what to do where a folder of feeds cannot be used, in a sentence."""
    if not isinstance(error, OSError):
        return 'See "When a site is withheld" in docs/operations.md.'
    if error.errno in NO_SPACE:
        return FREE_SPACE
    if own := getattr(error, "advice", ""):
        return str(own)
    return "Give a folder that can be written to: -s JOBWIRE_FEEDS=FOLDER"


def busy(holder: object, path: Path) -> str:
    """Return that another run is at work, and what to do. holder: which, as its lock says."""
    return f"{holder} is already using {path}. Wait until it has ended."


def describe_trouble(error: Exception, folder: Folder) -> str:
    """Return why no run of a feed can begin, and on a second line what to do."""
    words = getattr(error, "strerror", None) or str(error)
    where = str(getattr(error, "filename", None) or folder.path)
    words = words.rstrip(".?")
    is_lost = isinstance(error, FileNotFoundError) and str(folder.runs) in where
    is_damaged = is_lost or isinstance(error, (ValueError, Unsound))
    advice = advice_for_damage(folder) if is_damaged else advice_for_error(error)
    return f"{words if where in words else f'{where}: {words}'}.\n{advice}"


def advice_for_damage(folder: Folder) -> str:
    """Return what to do where the last good run is damaged, in sentences."""
    return (
        f"Restore {folder.path}/runs and latest.json from a copy, or remove {folder.path} to begin "
        "anew; readers then take the whole feed."
    )


def wrap(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines broken at 80 columns; a line that is broken keeps its indent."""
    for line in lines:
        indent = line[: len(line) - len(line.lstrip(" -"))]
        yield from textwrap.wrap(
            line,
            WIDTH,
            subsequent_indent=" " * len(indent),
            break_long_words=False,
            break_on_hyphens=False,
        )


def _lines_published(outcome: Outcome, folder: Folder) -> Iterator[str]:
    assert outcome.manifest
    yield f"{folder.name}: published. {describe_counts(outcome.manifest.counts)}."
    if outcome.source.accepted:
        flag = "--accept-empty" if outcome.source.proof == "accepted" else "--accept-shrink"
        yield f"  Accepted with {flag}; the manifest says so."
    if last := _later_start(outcome.manifest, folder):
        yield f"  The last run began at {last}, later than this one: look at the clock."
    if _is_named_ahead(outcome.manifest):
        yield (
            f"  This run is named {outcome.manifest.run_id}: a run before it began with a clock"
            " that was ahead. Names only go up; nothing else depends on the day in them."
        )
    yield from _lines_unread(outcome.source, folder.run(outcome.manifest.run_id))
    if left_out := outcome.source.unlisted:
        yield (
            f"  {left_out} known postings are not on the list, which looks unusual, but their pages"
            " are there: they stay open."
        )
        yield f"  If the list is right as it is, run: scrapy crawl {folder.name} --accept-list"
    if outcome.source.proof == SAVED:
        yield "  Saved pages show no list, so no posting was closed."
    elif not outcome.source.complete:
        yield f"  {_why_unseen(outcome.source)}, so no posting was closed as absent."
    elif kept := outcome.source.gone_kept:
        yield (
            f"  {kept} posting pages are gone, closed or another posting's, which looks unusual:"
            " their postings stay as they were. The next run counts if it finds the same."
        )
    yield from corrections_not_applied(outcome.manifest)
    yield f"  {folder.fixed}"


def _lines_unread(source: Source, run: Path) -> Iterator[str]:
    """Yield how many listed postings were not read, and why. run: the folder of the run."""
    if waiting := source.postponed:
        yield f"  {waiting} postings wait for the next run: the page budget of this one was spent."
        yield f"  To read all of them at once: scrapy crawl {source.source} --accept-list"
    if forbidden := source.forbidden:
        yield (
            f"  robots.txt forbids the pages of {forbidden} listed posting(s): they were not read."
            " Known ones stay as they were last read."
        )
    if unread := source.given_up + source.rejected - waiting - forbidden:
        reasons = run / "rejects.jsonl"
        yield f"  {unread} posting(s) of the list could not be read; the reasons: {reasons}"


def _why_unseen(source: Source) -> str:
    """Return in words why a list does not count as complete."""
    if source.listed < (source.stated_total or 0):
        return (
            f"The list names {source.listed} of the {source.stated_total} postings that it states"
        )
    return "The whole list could not be seen"


def _later_start(manifest: Manifest, folder: Folder) -> str:
    """Return when the run before began where that is later than this one; else ""."""
    with suppress(OSError, ValueError):
        if manifest.previous:
            before = folder.manifest(manifest.previous).started_at
            return before if before > manifest.started_at else ""
    return ""


def _is_named_ahead(manifest: Manifest) -> bool:
    """Return whether a run bears the name of a later day than its own (Folder.next_id)."""
    return manifest.run_id[:8] > manifest.started_at[:10].replace("-", "")


def corrections_not_applied(manifest: Manifest) -> Iterator[str]:
    """Yield a line for each correction that does not stand in the feed."""
    for correction in manifest.corrections:
        if correction.state != "applied":
            yield f"  {describe_correction(correction)}"


CORRECTION_SAYS = {
    "applied": "applied, until {until}",
    "expired": "it was valid until {until}; remove it, or give another day",
    "unknown": "the feed has no such posting",
    "said_by_page": "the page now says this itself; remove it",
    "closed": "the posting is closed, so it was not applied",
    "invalid": "it cannot be applied: {problem}",
}
"""What became of a correction, in words."""


def describe_correction(correction: Correction) -> str:
    """Return what became of a correction, in a sentence."""
    says = CORRECTION_SAYS[correction.state].format(
        until=correction.until, problem=correction.problem
    )
    return f"Correction of {correction.id}, {correction.field}: {says}."


def _lines_withheld(outcome: Outcome, folder: Folder) -> Iterator[str]:
    site, failed = folder.name, main_reasons(outcome.failed)
    verdict = "nothing could be read" if outcome.verdict == "failed" else outcome.verdict
    yield f"{site}: {verdict}. {what_stays(folder)}"
    if outcome.why:
        yield f"  - {outcome.why}"
    for gate in failed:
        yield f"  - {gate.says}"
    yield "What to do:"
    if outcome.advice:
        yield f"  {outcome.advice}"
    elif outcome.verdict == "interrupted":
        yield f"  Run it again: scrapy crawl {site}. What was read is kept and not fetched again."
    if outcome.verdict == "failed" and not failed:
        yield f"  Fix {_plugin_of(site)}. Then run again: scrapy crawl {site}"
    yield from (f"  {each}" for each in advice(failed, folder, outcome.source.run_id))


def what_stays(folder: Folder) -> str:
    """Return in words what consumers go on to see."""
    try:
        run_id = folder.latest_id()
    except (OSError, ValueError):
        run_id = None
    return f"The last good feed stays (run {run_id})." if run_id else "There is no feed yet."


def _plugin_of(site: str) -> str:
    """Return where a site's plugin is: its file, where the project in this folder has one. Boards,
    and plugins that were installed, have none."""
    file = Path("spiders", f"{site}.py")
    return f"the plugin: {file}" if file.is_file() else f"the plugin of {site}"
