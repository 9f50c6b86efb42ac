"""Changes on their way out of the program: in words, in a file, and to the command that loads
them."""

from __future__ import annotations

import json
import os
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from crawlers.feed.consume.tables import WrongUsage, write_changes
from crawlers.feed.format import delta, disk
from crawlers.feed.format.check import reading
from crawlers.output.printable import printable

KINDS = {
    "add": "added",
    "update": "updated",
    "reread": "read differently",
    "correct": "corrected",
    "close": "closed",
    "reopen": "reopened",
    "drop": "left",
}
"""By the kind of a change, its word in counts."""
MOST_NAMED = 5
"""Fields or reasons that are named of one kind."""


class CommandFailed(Exception):
    """The command that loads the changes did not end with 0; the message says so."""


class ChangeCounts:
    """Counts changes by kind, and within a kind by field or by reason, as they pass."""

    def __init__(self) -> None:
        self._kinds: Counter[str] = Counter()
        self._details: dict[str, Counter[str]] = {}

    def noted(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the same lines of changes. Raise Unsound where one is none."""
        for line in lines:
            with reading("changes"):
                change = _head(line)
                kind = delta.kind_of(change)
                details = [change["reason"]] if kind == "close" else list(change["changed"])
                delta.count_change(self._kinds, kind, delta.record_of(line))
            self._details.setdefault(kind, Counter()).update(map(str, details))
            yield line

    def words(self) -> str:
        """Return the counts: "3 added (1 closed), 2 updated (salary.max 2, title 1), 4 closed
        (absent 4)"."""
        said = (
            f"{self._kinds[kind]} {word}{self._named(kind)}"
            for kind, word in KINDS.items()
            if self._kinds[kind]
        )
        return ", ".join(said) or "no changes"

    def _named(self, kind: str) -> str:
        if kind == "reopen":
            return ""
        if kind == "add":
            closed = self._kinds[delta.ADD_CLOSED]
            return f" ({closed} closed)" if closed else ""
        named = self._details[kind].most_common(MOST_NAMED)
        said = (f"{name} {count}" for name, count in named if name not in _OF_LIFE)
        words = ", ".join(said)
        return f" ({words})" if words else ""


_OF_LIFE = frozenset(
    {"content_hash", "lifecycle.last_changed", "lifecycle.closed_at", "lifecycle.closed_reason"}
)
"""Fields that change with every change: they say nothing of it."""


def describe(line: bytes) -> str:
    """Return a change in words: kind, id, reason of a close, fields. Raise Unsound where the line
    is none."""
    with reading("changes"):
        change = _head(line)
        reason = f"{change['reason']}  " if change.get("reason") else ""
        fields = " ".join(change["changed"])
        words = f"{delta.kind_of(change):<7} {change['id']}  {reason}{fields}"
    return printable(words, len(words)).rstrip()


def _head(line: bytes) -> dict[str, Any]:
    """Return a change without its record."""
    change: dict[str, Any] = json.loads(line)
    del change["record"]
    return {"changed": [], "reason": None} | change


def write_changes_file(file: Path, lines: Iterable[bytes], whole: bool) -> None:
    """Write changes to a file, in one rename; its ending decides the format. whole: they are the
    whole feed. Raise CannotExport, and WrongUsage where there is no such format."""
    temporary = file.with_name(f".{file.name}.tmp")
    temporary.unlink(missing_ok=True)
    try:
        if file.name.endswith(".parquet"):
            write_changes(lines, temporary, whole)
        elif file.name.endswith(".jsonl"):
            with temporary.open("wb") as out:
                out.writelines(lines)
        else:
            raise WrongUsage(f"{file.name}: the name must end in .parquet or .jsonl")
        disk.sync_file(temporary)
        disk.rename(temporary, file)
    finally:
        temporary.unlink(missing_ok=True)


def run_command(command: str, whole: bool) -> None:
    """Run a command in the shell; JOBWIRE_WHOLE is 1 in its environment where the changes are the
    whole feed, else 0. Raise CommandFailed."""
    environment = {**os.environ, "JOBWIRE_WHOLE": str(int(whole))}
    code = subprocess.run(command, shell=True, env=environment, check=False).returncode
    if code:
        raise CommandFailed(f"the command ended with {code}: the cursor stays where it was")
