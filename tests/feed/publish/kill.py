"""kill -9 at any instant: `make kill` (500 kills), and 60 of them in the tests.

A child process refreshes a feed over and over; it is killed at random instants, and a third of the
time right inside publication (the temporary folder is there). After every kill a reader that shares
no code with the feed checks what consumers see; the child tells through a pipe what it fetched and
what it published, so that nothing published may be lost and nothing finished fetched again.

    python -m tests.feed.publish.kill [KILLS]
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from crawlers.contract.ledger import Fetched, Ledger
from crawlers.feed.format.clock import later
from crawlers.feed.format.folder import Folder
from crawlers.feed.judge.next_feed import Ending
from crawlers.feed.run.begin import last_good
from crawlers.feed.run.finish import finish
from crawlers.feed.run.record import PostingRecorder
from crawlers.feed.run.run import Run
from crawlers.posting import JobPosting
from crawlers.spider import Healthy
from tests.feed.board import begin, posting, reading

BASE = 120
PER_DAY = 4
LIVES = 6
"""Postings that are always there; new ones a day; days that a new one stays."""
IN_PUBLICATION = 3
"""Every how many kills one waits for publication."""
BEHIND_PUBLICATION = 10
"""Every how many kills one waits until a run was published."""


def world(day: int) -> dict[str, JobPosting]:
    """What the site shows on a day."""
    recent = range(BASE + PER_DAY * max(0, day - LIVES), BASE + PER_DAY * day)
    return {
        str(key): posting(key, f"Text {key}, as of {(day + key) // 9}. " * 20)
        for key in (*range(BASE), *recent)
    }


def refresh(root: Path, tell: int = -1) -> Run:
    """One run over the site as it is on the day after the last good run; only what is not finished
    is fetched."""
    last = last_good(Folder(root, "demo"))
    day = last.sequence + 1 if last else 1
    run = begin(root, later("2031-01-01T00:00:00Z", days=day))
    if run.resumed:
        _tell(tell, f"resumed {run.run_id} {run.resumed}")
    shown = world(day)
    known = run.known()
    ledger = Ledger(proof="last_page")
    for key, found in shown.items():
        ledger.listed[key] = found.url or ""
        if key in known and known[key].done:
            continue
        ledger.fetched[key] = Fetched(at=run.now)
        _tell(tell, f"fetch {run.run_id} {key}")
        PostingRecorder(run).keep(reading(found), ledger.fetched[key])
        _tell(tell, f"have {run.run_id} {key}")
    outcome = finish(run, Ending(), ledger, Healthy())
    _tell(
        tell,
        f"{outcome.verdict} {run.run_id} {outcome.why or [gate.says for gate in outcome.failed]}",
    )
    return run


def _tell(pipe: int, words: str) -> None:
    if pipe >= 0:
        os.write(pipe, f"{words}\n".encode())


# --- The reader, on its own


@dataclass(frozen=True)
class Seen:
    """What a consumer sees. run_id: "" before the first run. open: the text of each open posting,
    by id."""

    run_id: str
    open: dict[str, str]


class Torn(Exception):
    """A consumer saw something that is not a whole run."""


def look(feed: Path) -> Seen:
    """Read the current run with code of its own. Raise Torn."""
    try:
        pointer = json.loads((feed / "latest.json").read_bytes())
    except FileNotFoundError:
        return Seen("", {})
    except ValueError as error:
        raise Torn(f"latest.json: {error}") from None
    text = (feed / pointer["manifest"]).read_bytes()
    if hashlib.sha256(text).hexdigest() != pointer["manifest_sha256"]:
        raise Torn("manifest.json is not the one that latest.json names")
    manifest = json.loads(text)
    folder = feed / "runs" / pointer["run_id"]
    for name, facts in manifest["files"].items():
        data = (folder / name).read_bytes()
        if (len(data), hashlib.sha256(data).hexdigest(), data.count(b"\n")) != (
            facts["bytes"],
            facts["sha256"],
            facts["records"],
        ):
            raise Torn(f"{name} is not what the manifest says")
    _look_at_history(feed, pointer["run_id"], hashlib.sha256(text).hexdigest())
    records = [json.loads(line) for line in (folder / "postings.jsonl").read_bytes().splitlines()]
    ids = [record["id"] for record in records]
    if ids != sorted(set(ids)):
        raise Torn("ids are double or out of order")
    fixed = feed.with_name(f"{feed.name}.jsonl")
    if fixed.exists() and not fixed.read_bytes().endswith(b"\n"):
        raise Torn("the file under the fixed name is torn")
    return Seen(
        manifest["run_id"],
        {record["id"]: record["description"] for record in records if record["status"] == "open"},
    )


def _look_at_history(feed: Path, run_id: str, manifest_sha256: str) -> None:
    """Walk the history back from the current run to the first. Raise Torn where it is not whole."""
    before, seal_sha256 = {"run_id": run_id, "manifest_sha256": manifest_sha256}, ""
    while before:
        run_id = before["run_id"]
        *lines, seal = (feed / f"history/{run_id[:4]}/{run_id}.jsonl").read_bytes().splitlines(True)
        said = json.loads(seal)
        if (said["sha256"], said["records"], said["manifest_sha256"]) != (
            hashlib.sha256(b"".join(lines)).hexdigest(),
            len(lines),
            before["manifest_sha256"],
        ):
            raise Torn(f"the block of {run_id} is torn")
        if seal_sha256 and hashlib.sha256(seal).hexdigest() != seal_sha256:
            raise Torn(f"the block of {run_id} is another one")
        before = said["before"]
        seal_sha256 = before and before["history_sha256"]


# --- The killing


@dataclass
class Score:
    """kills: in all, of them inside publication. torn: what a reader found wrong. lost: runs that
    were published and are missing. refetched: finished postings that were fetched again. runs:
    published along the way. missing, double: at the end."""

    kills: int = 0
    aimed: int = 0
    runs: int = 0
    resumed: int = 0
    torn: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    refetched: list[str] = field(default_factory=list)
    missing: int = 0
    strange: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def bad(self) -> int:
        return (
            len(self.torn)
            + len(self.lost)
            + len(self.refetched)
            + self.missing
            + self.strange
            + len(self.problems)
        )

    def __str__(self) -> str:
        bound = 300 / max(self.kills, 1)
        return (
            f"{self.kills} kills ({self.aimed} inside publication), {self.runs} runs published, "
            f"{self.resumed} resumed: {len(self.torn)} torn, {len(self.lost)} lost, "
            f"{len(self.refetched)} fetched twice, {self.missing} missing, {self.strange} strange "
            f"at the end. 0 failures would bound their rate at {bound:.1f} % (95 %)."
        )


def kill(root: Path, kills: int, seed: int = 1) -> Score:
    """Kill a refreshing child a number of times and check the feed after each; let the last one
    finish."""
    score, dice = Score(), random.Random(seed)
    feed = root / "demo"
    have: dict[str, set[str]] = {}
    newest = ""
    for number in range(kills):
        aim = number % IN_PUBLICATION == 0
        pid, pipe = _child(root)
        if aim:
            score.aimed += _await_publication(feed, pid)
            time.sleep(dice.uniform(0, 0.03))
        elif number % BEHIND_PUBLICATION == 1:
            _await_run(feed, pid)
            time.sleep(dice.uniform(0, 0.25))
        else:
            time.sleep(dice.uniform(0, 0.25))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        score.kills += 1
        newest = max(newest, _read_out(pipe, have, score))
        try:
            seen = look(feed)
        except (Torn, OSError, KeyError) as error:
            score.torn.append(f"kill {number}: {error}")
            continue
        if seen.run_id < newest:
            score.lost.append(f"kill {number}: {newest} was published, {seen.run_id} is there")
        newest = seen.run_id
    _last_look(root, score)
    return score


def _last_look(root: Path, score: Score) -> None:
    """The end: two undisturbed runs, then everything must be there, once, as the site shows it."""
    before = look(root / "demo").run_id
    for _ in range(2):
        run = refresh(root)
    folder = Folder(root, "demo")
    seen = look(folder.path)
    day = folder.manifest(seen.run_id).sequence
    expected = {found.id: found.description for found in world(day).values()}
    allowed = {found.id for found in world(day - 1).values()}  # missed once: not closed yet
    score.missing = sum(seen.open.get(name) != text for name, text in expected.items())
    score.strange = len(seen.open.keys() - expected.keys() - allowed)
    if not before < seen.run_id or seen.run_id != run.run_id:
        score.problems.append("the last run was not published")
    leftovers = [
        path.name
        for path in (*folder.runs.iterdir(), *folder.failed.iterdir())
        if path.name.startswith(".")
    ]
    if leftovers or (folder.work / "journal").exists():
        score.problems.append(f"left behind: {leftovers}")


def _child(root: Path) -> tuple[int, int]:
    """A process that refreshes until it is killed, and the pipe it talks through."""
    ours, theirs = os.pipe()
    os.set_inheritable(theirs, True)
    pid = os.fork()
    if pid == 0:
        os.close(ours)
        try:
            while True:
                refresh(root, theirs)
        except BaseException as error:  # whatever it is, the parent must hear of it
            _tell(theirs, f"error - {error!r}")
        finally:
            os._exit(1)
    os.close(theirs)
    return pid, ours


def _await_publication(feed: Path, pid: int) -> bool:
    """Wait until a run is being written (not one that an earlier kill left)."""
    left = {path.name for path in feed.glob("runs/.*.tmp")}
    end = time.monotonic() + 10
    while time.monotonic() < end and os.waitpid(pid, os.WNOHANG) == (0, 0):
        there = {path.name for path in feed.glob("runs/.*.tmp")}
        if there - left:
            return True
        left &= there
        time.sleep(0.0005)
    return False


def _await_run(feed: Path, pid: int) -> None:
    """Wait until a run was published: on a busy machine none would ever get that far."""
    pointer, end = feed / "latest.json", time.monotonic() + 60
    before = pointer.read_bytes() if pointer.exists() else b""
    while time.monotonic() < end and os.waitpid(pid, os.WNOHANG) == (0, 0):
        if pointer.exists() and pointer.read_bytes() != before:
            return
        time.sleep(0.005)


def _read_out(pipe: int, have: dict[str, set[str]], score: Score) -> str:
    """Take in what a killed child had reported; return the newest run that it published."""
    newest = ""
    with os.fdopen(pipe, encoding="utf-8") as words:
        for word, run_id, rest in _words(words.read()):
            if word == "fetch" and rest in have.get(run_id, ()):
                score.refetched.append(f"{run_id} {rest}")
            elif word == "have":
                have.setdefault(run_id, set()).add(rest)
            elif word == "resumed":
                score.resumed += 1
            elif word == "published":
                score.runs += 1
                newest = max(newest, run_id)
            elif word in ("withheld", "failed", "interrupted", "error"):
                score.problems.append(f"{word} {run_id} {rest}")
    return newest


def _words(said: str) -> Iterator[tuple[str, str, str]]:
    for line in said.splitlines(keepends=True):
        if line.endswith("\n"):
            word, run_id, rest = line.rstrip("\n").split(" ", 2)
            yield word, run_id, rest


def main() -> int:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    root = Path(tempfile.mkdtemp(prefix="jobwire-kill-"))
    began = time.monotonic()
    score = kill(root, kills, seed=int(time.time()))
    print(f"{score}\n{time.monotonic() - began:.0f} s")
    for wrong in (*score.torn, *score.lost, *score.refetched, *score.problems)[:20]:
        print(f"  {wrong}")
    if score.bad:
        print(f"Kept for a look: {root}")
        return 1
    shutil.rmtree(root)
    return 0


if __name__ == "__main__":
    sys.exit(main())
