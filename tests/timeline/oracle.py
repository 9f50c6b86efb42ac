"""The oracle: holds what was published against what was true. It reads files as JSON and knows
nothing of the code that wrote them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.timeline.world import STALE_DAYS, Job, World, day_of

RARE = 3
"""Pages that answer 404 in one night although they are advertised: so few are the site's own word,
and may close their postings at once."""
INTERVAL = {"sitemap": 0, "totals": 9, "pages": 9, "plain": 9}
"""Calm nights after which an edit is seen at the latest: at once where the list dates it, else
within the weekly reading of each page and the two days for which a page counts as fresh."""


@dataclass
class Findings:
    """What the oracle found wrong, each as a sentence; and what it counted."""

    wrong: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, kind: str, words: str) -> None:
        """Note one finding."""
        self.counts[kind] += 1
        self.wrong.append(f"{kind}: {words}")


WRONG = (
    "false closing",
    "false update",
    "edit not seen",
    "law broken",
    "unknown posting",
    "another job",
    "not asked again",
)
"""The kinds of findings of which there may be none."""


class Oracle:
    """Watches one feed of one world, night by night."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world, self.folder = world, folder
        self.findings = Findings()
        self._lines: dict[str, bytes] = {}
        self._run = ""
        self._missing: set[int] = set()  # advertised postings whose page answered 404 tonight
        self._told: dict[str, int] = {}  # by id, the day of the last line that says what it says
        self._calm: list[int] = []  # the calm nights that were published
        self._due: dict[tuple[int, int], int] = {}  # by job's identity and edit, its day
        self._named: dict[str, Job] = {}  # by id, the job that it was first given to
        self._left: dict[int, int] = {}  # by identity of a job that ended, complete nights since
        self._ahead: set[str] = set()  # what was asked for in last night's run of the future

    def look(self, day: int, asked: Iterable[str]) -> None:
        """Look at the feed after the crawl of a day. asked: the addresses that were asked for."""
        broken, asked = self.world.night(day).broken, set(asked)
        self._missing = {key for key in broken if f"/jobs/{key}" in asked}
        self._check_asked_again(day, asked)
        pointer = json.loads((self.folder / "latest.json").read_bytes()) if self._exists() else None
        if pointer is None or pointer["run_id"] == self._run:
            self.findings.counts["withheld nights"] += 1
            return
        run = self.folder / "runs" / pointer["run_id"]
        lines = (run / "postings.jsonl").read_bytes().splitlines(keepends=True)
        now = {json.loads(line)["id"]: line for line in lines}
        changes = [json.loads(line) for line in (run / "changes.jsonl").read_bytes().splitlines()]
        if self._run:
            self._check_law(day, now, changes)
        for change in changes:
            self._check_change(day, change)
        if self.world.night(day).is_calm:
            self._calm.append(day)
        self._check_edits(day, now)
        self._check_endings(day, now)
        self._lines, self._run = now, pointer["run_id"]
        self._ahead = asked if self.world.night(day).ahead > 0 else set()
        self.findings.counts["published nights"] += 1

    def _exists(self) -> bool:
        return (self.folder / "latest.json").is_file()

    def _check_asked_again(self, day: int, asked: set[str]) -> None:
        """Check that what was read while the clock was ahead is asked for once it is right."""
        if self.world.night(day).is_calm:
            listed = {f"/jobs/{job.key}" for job in self.world.listed(day)}
            for address in sorted(self._ahead & listed - asked):
                self.findings.add("not asked again", f"day {day}: {address}")
        self._ahead = set()

    # --- The law

    def _check_law(self, day: int, now: dict[str, bytes], changes: list[dict[str, Any]]) -> None:
        """Check that the previous postings, without closed ones that left, and with the changes,
        are these postings."""
        records = {change["id"]: change["record"] for change in changes}
        for name, line in self._lines.items():
            if name not in now and b'"status":"closed"' not in line:
                self.findings.add("law broken", f"day {day}: {name} left while it was open")
        for name, line in now.items():
            if name not in records and line != self._lines.get(name):
                self.findings.add("law broken", f"day {day}: {name} changed without a change")
            elif name in records and json.loads(line) != records[name]:
                self.findings.add("law broken", f"day {day}: {name} is not its change's record")
        for change in changes:
            known = change["id"] in self._lines
            if known == (change["op"] == "add"):
                self.findings.add("law broken", f"day {day}: {change['op']} of {change['id']}")

    # --- Changes

    def _job(self, line: bytes | dict[str, Any]) -> Job | None:
        """Return the job that a posting of the feed is of, by its number and what it says. (The
        number of the generation says nothing: the feed may never have seen the first job.)"""
        record = json.loads(line) if isinstance(line, bytes) else line
        key = int(record["id"].partition(":")[2].partition("~")[0])
        employer = (record["organization"] or {}).get("name")
        said = (record["title"], employer)
        owners = [job for job in self.world.jobs if job.key == key]
        return next((job for job in owners if (job.title, job.employer) == said), None)

    def _check_change(self, day: int, change: dict[str, Any]) -> None:
        name, op = change["id"], change["op"]
        self.findings.counts[f"op {op}"] += 1
        job = self._job(change["record"])
        if job is None:
            self.findings.add("unknown posting", f"day {day}: {op} of {name}")
        elif self._named.setdefault(name, job) is not job:
            self.findings.add("another job", f"day {day}: {op} of {name}")
        elif op == "close":
            self._check_close(day, job, change)
        elif op == "update" and change.get("cause", "source") == "source":
            edits = [each.day for each in job.versions if each.day > self._told.get(name, -1)]
            # the other data centre is behind: it takes an edit back, which is a change of its pages
            if not any(each <= day for each in edits) and not self.world.night(day).stale:
                changed = ", ".join(change["changed"])
                self.findings.add("false update", f"day {day}: {name} ({changed})")
        if op in ("add", "update", "reopen"):
            self._told[name] = day - STALE_DAYS if self.world.night(day).stale else day

    def _check_close(self, day: int, job: Job, change: dict[str, Any]) -> None:
        reason = change["reason"]
        # the other data centre does not know of an edit yet: the page says what it said
        shown = max(job.born, day - STALE_DAYS) if self.world.night(day).stale else day
        deadline = job.said(shown).deadline
        owners = [each for each in self.world.jobs if each.key == job.key and each.born <= day]
        is_own_word = job.key in self._missing and len(self._missing) <= RARE
        is_true = {
            "deadline": deadline is not None and deadline < day,
            "id_reused": owners[-1] is not job,
        }.get(reason, not job.listed(day) or is_own_word)
        self.findings.counts[f"closed: {reason}"] += 1
        if not is_true:
            self.findings.add(
                "false closing", f"day {day} ({day_of(day)}): {change['id']} {reason}"
            )

    # --- What must be seen in time

    def _check_edits(self, day: int, now: dict[str, bytes]) -> None:
        """An edit of an advertised posting is in its line within the declared interval."""
        for name, line in now.items():
            job = self._named.get(name)
            if job is None or not job.is_open(day):
                continue
            for number, version in enumerate(job.versions):
                key = (id(job), number)
                if number == 0 or version.day > day or self._due.get(key) == -1:
                    continue
                if self._shows(line, job, number):
                    self._due[key] = -1
                    self.findings.counts["edits seen"] += 1
                    continue
                waited = sum(each >= version.day for each in self._calm)
                if waited > INTERVAL[self.world.kind] + 1:
                    self._due[key] = -1
                    self.findings.add("edit not seen", f"day {day}: {name} of day {version.day}")

    def _shows(self, line: bytes, job: Job, number: int) -> bool:
        """Return whether a line says what a version or a later one says."""
        text = line.decode()
        return any(
            f"rule number {each.edition + 1} of" in text
            and (each.deadline is None or f'"raw":"{day_of(each.deadline)}"' in text)
            for each in job.versions[number:]
        )

    def _check_endings(self, day: int, now: dict[str, bytes]) -> None:
        """Count the closings that came later than the second calm night."""
        for name, line in now.items():
            job = self._named.get(name)
            if job is None or job.ends is None or job.ends > day or id(job) in self._left:
                continue
            if b'"status":"closed"' in line:
                calm = sum(each >= job.ends for each in self._calm)
                self._left[id(job)] = calm
                self.findings.counts["true closings"] += 1
                self.findings.counts["closings later than two runs"] += calm > 2

    def summary(self) -> str:
        """Return the counts in a line."""
        return ", ".join(f"{name} {count}" for name, count in sorted(self.findings.counts.items()))
