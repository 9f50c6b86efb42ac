"""The end of a run: judge it, publish or withhold it, and release its feed."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from crawlers import __version__
from crawlers.feed.format.check import Unsound
from crawlers.feed.format.delta import is_closed as is_closed_line
from crawlers.feed.format.lookup import find_line
from crawlers.feed.format.manifest import (
    SCHEMA_VERSION,
    Counts,
    Dropped,
    Manifest,
    Result,
    Source,
    schema_sha256,
)
from crawlers.feed.judge.decide import decide_next_feed
from crawlers.feed.judge.gates import comparable, judge, withheld_by
from crawlers.feed.judge.lifecycle import JudgingRun
from crawlers.feed.judge.next_feed import Ending, NextFeed
from crawlers.feed.publish import publish
from crawlers.feed.publish.corrected import Corrected, as_read, by_key, decide
from crawlers.feed.publish.history import predecessor_of
from crawlers.feed.publish.publish import Staging
from crawlers.feed.publish.write_run import Contents, write_run
from crawlers.feed.run.messages import FREE_SPACE, advice_for_damage, advice_for_error
from crawlers.feed.run.outcome import Outcome, Verdict
from crawlers.feed.run.unread_before import unread_before

if TYPE_CHECKING:
    from crawlers.contract.declarations import Healthy
    from crawlers.contract.ledger import Ledger
    from crawlers.feed.run.run import Run

DISK_FULL = "disk_full"
INTERRUPTED: Mapping[str, str] = {
    "shutdown": "The crawl was stopped.",
    DISK_FULL: "The crawl was stopped: the disk is full.",
    "closespider_timeout": "The crawl took longer than CLOSESPIDER_TIMEOUT allows.",
}
"""Finish reasons after which the next run goes on where this one stopped, in sentences."""


def finish(
    run: Run, ending: Ending, ledger: Ledger, expect: Healthy, accept: bool = False
) -> Outcome:
    """Judge the run, publish or withhold it, and release the feed. Never raise on what the crawl or
    the disk did.

    expect: the floors of the plugin. accept: the operator says that a shrink is genuine.
    """
    try:
        if ending.reason in INTERRUPTED:
            advice = FREE_SPACE if ending.reason == DISK_FULL else ""
            return _interrupted(run, INTERRUPTED[ending.reason], advice)
        return _judge_and_publish(run, ending, ledger, expect, accept)
    except OSError as error:
        why = f"The run could not be written: {error.strerror or error}."
        return _last_good_damaged(run) or _interrupted(run, why, advice_for_error(error))
    except MemoryError:
        return _interrupted(run, "The run could not be written: there was not enough memory.")
    except (Unsound, ValueError) as error:
        return _last_good_damaged(run) or _interrupted(
            run, f"The run could not be trusted: {str(error).rstrip('.')}."
        )
    finally:
        run.close()


def _judge_and_publish(
    run: Run, ending: Ending, ledger: Ledger, expect: Healthy, accept: bool
) -> Outcome:
    before = run.previous.started_at if run.previous else None
    judging = JudgingRun(run.folder.name, run.run_id, run.now, before)
    feed = decide_next_feed(
        ledger, ending, judging, run.store, run.read_states, run.journal.rejects
    )
    history = comparable(manifest.sources[0] for manifest in run.folder.history())
    gates = judge(feed.measured(unread_before(run.folder, run.now)), expect, history)
    failed = tuple(withheld_by(gates, accept))
    source = feed.source(gates, failed, accept)
    manifest = _write(run, feed, source)
    # the verdict stands; the next run repeats what fails here
    with suppress(OSError, MemoryError, sqlite3.Error, UnicodeError):
        if source.published:
            changed = map(feed.state, feed.fresh | feed.moved.keys())
            run.store.mirror(run.run_id, changed, feed.leaving)
        run.journal.remove()
        publish.prune(run.folder)
    if source.published and (target := run.options.target):
        target.push(run.folder)
    return Outcome(_verdict(source), source, manifest, failed)


def _write(run: Run, feed: NextFeed, source: Source) -> Manifest:
    """Write the run, and publish or withhold it as its source says."""
    staging = Staging(run.folder, run.run_id)
    try:
        corrected = _corrected(run, feed)
        counts = write_run(staging, run.previous, _contents(run, feed, corrected))
        counts = replace(counts, rejected=source.rejected, carried_over=source.carried_over)
        manifest = _manifest(run, feed, source, staging, counts)
        manifest = replace(manifest, corrections=list(corrected.outcomes))
        (staging.publish if source.published else staging.withhold)(manifest)
    except BaseException:
        staging.discard()
        raise
    return manifest


def _corrected(run: Run, feed: NextFeed) -> Corrected:
    """Decide on the corrections of the site, each by its posting as it was read."""
    before = run.previous.corrections if run.previous else []
    given = by_key(before)

    def read(key: str) -> bytes:
        if key in feed.leaving:
            return b""
        if key in feed.fresh and run.journal.holds_line(key):
            return run.journal.part(key, "line")
        if run.previous is None:
            return b""
        postings = run.folder.run(run.previous.run_id) / "postings.jsonl"
        return as_read(find_line(postings, f"{run.folder.name}:{key}"), given.get(key, ()))

    def is_closed(key: str) -> bool:
        if key in feed.fresh or key in feed.moved:
            return feed.state(key).status == "closed"
        return is_closed_line(read(key))

    wanted = run.options.corrections.of(run.folder.name)
    return decide(wanted, before, run.now[:10], read, is_closed)


def _contents(run: Run, feed: NextFeed, corrected: Corrected) -> Contents:
    return Contents(
        source=run.folder.name,
        now=run.now,
        changed=feed.changed(),
        state=feed.state,
        fresh=set(filter(run.journal.holds_line, feed.fresh)),
        amended=feed.amended,
        leaving=feed.leaving,
        opened=feed.tally.opened,
        journal=run.journal,
        rejects=feed.rejects(),
        closed_before=feed.run.closed_before,
        corrections=corrected,
    )


def _manifest(
    run: Run, feed: NextFeed, source: Source, staging: Staging, counts: Counts
) -> Manifest:
    return Manifest(
        feed=run.folder.name,
        run_id=run.run_id,
        previous=run.previous.run_id if run.previous else None,
        sequence=run.previous.sequence + 1 if run.previous else 1,
        started_at=run.now,
        ended_at=run.clock.now(),
        files=staging.files,
        counts=counts,
        dropped=Dropped(feed.run.closed_before),
        sources=[source],
        schema_version=SCHEMA_VERSION,
        schema_sha256=schema_sha256(),
        generator=f"jobwire {__version__}",
        code=run.code,
        board=run.options.board,
        predecessor=predecessor_of(run.folder, run.previous),
    )


def _verdict(source: Source) -> Verdict:
    """Return the verdict on a run that was judged: without a posting, it failed."""
    if source.published:
        return "published"
    return "withheld" if source.count else "failed"


def _interrupted(run: Run, why: str, advice: str = "") -> Outcome:
    result: Result = "partial" if run.read_states else "failed"
    source = Source(run.folder.name, result, published=False, run_id=run.run_id)
    return Outcome("interrupted", source, why=why, advice=advice)


def _last_good_damaged(run: Run) -> Outcome | None:
    """Return the outcome where a file of the last good run was lost or changed since, by a disk or
    by hand; None where it is whole."""
    with suppress(OSError):
        if run.previous and (found := publish.damaged_file(run.folder, run.previous)):
            return _interrupted(
                run,
                f"The last good run is damaged: {found} is not what its manifest says.",
                advice_for_damage(run.folder),
            )
    return None
