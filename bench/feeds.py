"""Measure gate, changes and publication of a feed of a million postings, beside copying and hashing
its file once.

The last good run is made directly, line by line; the next run reads 2 % again, and its ledger says
that the rest is unchanged, as after a refresh. `python -m bench.feeds make|copy|finish FOLDER
POSTINGS` are the processes that are measured.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.crawls import JOBWIRE_ITSELF, NOW
from bench.measure import PYTHON, run_measured
from bench.refreshing import EVERY, TOMORROW
from bench.table import Row, cost_row
from crawlers.contract.ledger import Fetched, Ledger
from crawlers.feed.format.clock import Clock
from crawlers.feed.format.folder import Folder
from crawlers.feed.format.manifest import Counts, Manifest, Source
from crawlers.feed.judge.next_feed import Ending
from crawlers.feed.publish.publish import Staging
from crawlers.feed.publish.write_run import write_file
from crawlers.feed.run import finish as finishing
from crawlers.feed.run.record import PostingRecorder
from crawlers.feed.run.run import Run
from crawlers.feed.store.state import State
from crawlers.posting.line import canonical_line, content_hash, line_of

NAME = "benchfeed"
_TEXT = (
    "The crew keeps the ledger of the northern depot; each week the sluice and the "
    "kiln are inspected by hand. "
)
_KEY = "k0000000"


def key(number: int) -> str:
    """Return the key of a posting; all have the same length, and so have their lines."""
    return f"k{number:07d}"


def address(name: str) -> str:
    """Return the address of a posting on its site."""
    return f"https://www.benchfeed.example/jobs/{name}/keeper-of-the-ledger"


def posting(name: str, version: int = 0) -> Any:
    """Return an invented posting of about three kilobytes; another version has another text."""
    from crawlers.posting import JobPosting
    from crawlers.posting.parts.text import Section, SectionBlock
    from crawlers.posting.schema import Lifecycle, Organization

    text = f"{_TEXT * 6}{name} {version}"
    record = JobPosting(
        id=f"{NAME}:{name}",
        source=NAME,
        source_kind="origin",
        url=address(name),
        title=f"Keeper of the ledger {name}",
        organization=Organization(name="Northern Depot"),
        description=text,
        description_html=f"<p>{text}</p>",
        sections=[
            Section(kind="responsibilities", blocks=[SectionBlock(kind="paragraph", text=text)])
        ],
        lifecycle=Lifecycle(first_seen=NOW, last_changed=NOW),
    )
    return record.model_copy(update={"content_hash": content_hash(record)})


def _templates() -> dict[str, bytes]:
    """Return by file the line of one posting, in which its key is to be replaced."""
    name = f"{NAME}:{_KEY}"
    # read by the code that reads again: what differs then differs at the source
    state = State(_KEY, fetched_at=NOW, lastmod="2026-10-30", code="")
    title = {
        "method": "jsonld",
        "locator": "JobPosting.title",
        "raw": f"Keeper of the ledger {_KEY}",
    }
    return {
        "postings.jsonl": canonical_line(posting(_KEY)),
        "provenance.jsonl": line_of({"id": name, "fields": {"title": title}, "unread": []}),
        "removed.jsonl": line_of({"id": name, "removed": []}),
        "sightings.jsonl": line_of(state.sighting(NAME, NOW)),
    }


def make(folder: Folder, postings: int) -> None:
    """Make a published run of this many postings."""
    folder.make()
    staging = Staging(folder, folder.next_id(NOW))
    mark = _KEY.encode()
    for name, template in _templates().items():
        write_file(
            staging,
            name,
            (template.replace(mark, key(number).encode()) for number in range(postings)),
        )
    for name in ("changes.jsonl", "rejects.jsonl"):
        write_file(staging, name, ())
    source = Source(
        NAME,
        "success",
        published=True,
        run_id=staging.run_id,
        complete=True,
        listed=postings,
        count=postings,
    )
    staging.publish(
        Manifest(
            feed=NAME,
            run_id=staging.run_id,
            previous=None,
            started_at=NOW,
            ended_at=NOW,
            files=staging.files,
            counts=Counts(open=postings, added=postings),
            sources=[source],
        )
    )
    # makes the store; the run goes on in `finish`, so it has that instant
    Run.begin(folder, Clock.at(TOMORROW)).close()


def finish(folder: Folder, postings: int) -> dict[str, float]:
    """Refresh the feed. Return the seconds of gate, changes and publication, by CPU and by the
    clock, and the most memory in MB."""
    from crawlers.posting import Reading
    from crawlers.spider import Healthy

    run = Run.begin(folder, Clock.at(TOMORROW))
    ledger, recorder = Ledger(proof="last_page"), PostingRecorder(run)
    for number in range(postings):
        name = key(number)
        ledger.listed[name] = address(name)
        if number % EVERY:
            ledger.not_modified.add(name)
        else:
            recorder.keep(Reading(posting(name, 1), {}, [], []), Fetched(TOMORROW))
    begun = time.perf_counter(), time.process_time()
    outcome = finishing.finish(run, Ending(), ledger, Healthy(min_postings=1))
    spent = {
        "wall": time.perf_counter() - begun[0],
        "cpu": time.process_time() - begun[1],
        "memory": _peak(),
    }
    if not outcome.manifest or outcome.manifest.counts.updated != -(-postings // EVERY):
        raise RuntimeError(f"the run was not published: {outcome}")
    return spent


def copy(folder: Folder, postings: int) -> dict[str, float]:
    """Copy the file of the postings to the disk and hash it, once. Return the same seconds."""
    target = folder.work / "copy"
    begun = time.perf_counter(), time.process_time()
    with target.open("wb") as file, folder.fixed.open("rb") as source:
        shutil.copyfileobj(source, file, 1 << 20)
        file.flush()
        os.fsync(file.fileno())
    with target.open("rb") as file:
        hashlib.file_digest(file, "sha256")
    spent = {"wall": time.perf_counter() - begun[0], "cpu": time.process_time() - begun[1]}
    target.unlink()
    return spent


def rows(postings: int, rounds: int) -> Iterator[Row]:
    """Yield time and memory. Each round makes a feed, copies its file, and refreshes it."""
    found: dict[str, list[dict[str, float]]] = {"copy": [], "finish": []}
    for _ in range(rounds):
        with TemporaryDirectory() as folder:
            run_step("make", folder, postings)
            for what, figures in found.items():
                figures.append(run_step(what, folder, postings))
    text = f"gate, changes, publication of {postings:,} postings, 2 % changed"
    for clock, unit in (("cpu", "s CPU"), ("wall", "s")):
        ours, theirs = ([each[clock] for each in found[what]] for what in ("finish", "copy"))
        yield cost_row(
            f"{text}; peer: copying and hashing the file once", ours, theirs, unit, "<= 4"
        )
    yield Row(
        f"{text}: memory", max(each["memory"] for each in found["finish"]), "MB", goal="<= 500"
    )


def run_step(what: str, folder: str, postings: int) -> dict[str, float]:
    """Run one of the processes that are measured, and return its figures."""
    output = run_measured(
        [PYTHON, "-m", "bench.feeds", what, Path(folder).absolute(), str(postings)],
        JOBWIRE_ITSELF.env(),
    ).output
    return dict(json.loads(output.splitlines()[-1])) if what != "make" else {}


def _peak() -> float:
    """Return the most memory that this process has held, in MB.

    getrusage does not know: its figure begins with what the parent process held.
    """
    status = dict(
        line.split(":", 1)
        for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    )
    return int(status["VmHWM"].split()[0]) / 1024


if __name__ == "__main__":
    feed, many = Folder(Path(sys.argv[2]), NAME), int(sys.argv[3])
    if sys.argv[1] == "make":
        make(feed, many)
    else:
        print(json.dumps(finish(feed, many) if sys.argv[1] == "finish" else copy(feed, many)))
