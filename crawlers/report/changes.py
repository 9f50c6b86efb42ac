"""What the kept runs of a site changed, with the values before and after: from `changes.jsonl` and
the oldest kept postings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from crawlers.feed.format.delta import changed_id, read_op
from crawlers.posting.line import id_of
from crawlers.report.gather import SiteFeed, raw_lines

MOST = 500
"""Changes of one run that are shown in full; of the rest the page gives the number and the command
that lists them."""

LONGEST = 600
MOST_LINES = 60

BEHIND = frozenset({"content_hash", "description_html", "lifecycle", "sections"})
"""Fields that change when others do: their values say nothing more (the text is compared in
`description`)."""

WHOLE = {"salary": 0, "valid_through": 1, "locations": 2}
"""Fields that people ask for first, in this order: they are shown as one value each."""

Change = dict[str, Any]
"""op, id, title; `cause` where it is not the source; `paths`: of the fields that differ; `values`:
of each that is shown [path, before, after]; `text`: lines of the description as [-1 or 1, line];
`reason`, `evidence` of a close."""


@dataclass(slots=True)
class RunChanges:
    """What one run changed. more: changes beyond MOST."""

    run_id: str
    changes: list[Change] = field(default_factory=list)
    more: int = 0


@dataclass(slots=True)
class SiteChanges:
    """runs: of each kept run but those that begin anew, oldest first. history: by posting id, the
    runs that changed it, each with its `op`."""

    runs: list[RunChanges] = field(default_factory=list)
    history: dict[str, list[tuple[str, str]]] = field(default_factory=dict)


def changes_of(site: SiteFeed) -> SiteChanges:
    """Return the changes of all kept runs of a site, as many as can be read."""
    found = SiteChanges()
    with suppress(AttributeError, KeyError, TypeError, ValueError):
        _collect(site, found)
    return found


def _collect(site: SiteFeed, found: SiteChanges) -> None:
    """Fill in the changes of the kept runs and the history of each posting, the oldest run
    first."""
    changed_later = {
        changed_id(line)
        for manifest in site.runs[1:]
        for line in _lines(site, manifest.run_id, "changes.jsonl")
        if read_op(line) != "add"
    }
    records = _oldest_records(site, changed_later)
    for manifest in site.runs:
        if manifest.previous is None:
            continue
        run = RunChanges(manifest.run_id)
        for line in _lines(site, manifest.run_id, "changes.jsonl"):
            posting, op = changed_id(line), read_op(line)
            found.history.setdefault(posting, []).append((manifest.run_id, op))
            if len(run.changes) < MOST:
                run.changes.append(_change(line, records.get(posting)))
            else:
                run.more += 1
            if posting in changed_later:
                records[posting] = line
        found.runs.append(run)


def _oldest_records(site: SiteFeed, ids: set[str]) -> dict[str, bytes]:
    """Of the postings that a kept run changes later, the lines of the oldest kept run."""
    lines = _lines(site, site.runs[0].run_id, "postings.jsonl") if ids else iter(())
    return {name: line for line in lines if (name := id_of(line)) in ids}


def _lines(site: SiteFeed, run_id: str, name: str) -> Iterator[bytes]:
    return raw_lines(site.folder.run(run_id) / name)


def _change(line: bytes, before: bytes | None) -> Change:
    """Return a change as the page shows it. before: the line that held the posting before; None
    where it is not kept."""
    change = json.loads(line)
    after = change["record"]
    described: Change = {"op": change["op"], "id": change["id"], "title": after["title"]}
    if change.get("cause", "source") != "source":
        described["cause"] = change["cause"]
    if change["changed"]:
        described["paths"] = change["changed"]
    if change["op"] == "close":
        described |= {"reason": change.get("reason"), "evidence": change.get("evidence")}
    if before and change["op"] != "add":
        old = json.loads(before)
        old = old.get("record", old)
        shown = _shown_paths(change["changed"])
        described["values"] = [
            [path, _at(old, path), _at(after, path)] for path in shown if path != "description"
        ]
        if "sections" in change["changed"] and "description" not in change["changed"]:
            outlines = zip(_outline(old["sections"]), _outline(after["sections"]), strict=True)
            described["values"] += [["sections", *each] for each in outlines if each[0] != each[1]]
        if "description" in change["changed"]:
            described["text"] = _differing_lines(
                old.get("description") or "", after.get("description") or ""
            )
    return described


def _shown_paths(changed: list[str]) -> list[str]:
    """Return the paths whose values are shown, WHOLE fields once and first."""
    tops = {path: path.partition(".")[0] for path in changed}
    shown = [top if top in WHOLE else path for path, top in tops.items() if top not in BEHIND]
    return sorted(dict.fromkeys(shown), key=lambda path: WHOLE.get(path, len(WHOLE)))


def _at(record: Any, path: str) -> Any:
    """Return the value at a path, as text where it is long."""
    for name in path.split("."):
        record = record.get(name) if isinstance(record, dict) else None
    text = record if isinstance(record, str) else json.dumps(record, ensure_ascii=False)
    return record if len(text) <= LONGEST else f"{text[:LONGEST]} ..."


def _outline(sections: list[dict[str, Any]]) -> tuple[str, str]:
    """Return what else can differ in a text that reads the same: the kinds of its sections, and how
    much is standard text."""
    blocks = [block for section in sections for block in section["blocks"]]
    kinds = ", ".join(f"{section['kind']} ({len(section['blocks'])})" for section in sections)
    return (
        kinds,
        f"{sum(block['standard'] for block in blocks)} of {len(blocks)} blocks are standard text",
    )


def _differing_lines(before: str, after: str) -> list[tuple[int, str]]:
    old, new = before.splitlines(), after.splitlines()
    lines: list[tuple[int, str]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            lines += [(-1, each[:LONGEST]) for each in old[i1:i2]] + [
                (1, each[:LONGEST]) for each in new[j1:j2]
            ]
    return lines[:MOST_LINES]
