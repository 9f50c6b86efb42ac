"""Checks a published feed against all that the contract promises (docs/feed.md)."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

from crawlers.feed.consume.source import Missing, Place
from crawlers.feed.format import delta
from crawlers.feed.format.check import Unsound
from crawlers.feed.format.manifest import Manifest
from crawlers.posting.line import id_of, read_line, record_hash

SIDE_FILES = ("provenance.jsonl", "sightings.jsonl", "removed.jsonl")


@dataclass(slots=True)
class Findings:
    """What `verify` saw. manifest: of the current run, where it could be read. problems: in words;
    none for a sound feed. held: what was checked and found to hold, in words."""

    where: str
    manifest: Manifest | None = None
    problems: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether the feed is all that it promises to be."""
        return not self.problems


def verify(where: str | Path, every_run: bool = False) -> Findings:
    """Checks the current run of a feed (a folder or an address); every_run: and those before it
    that are still kept. Does not raise on what it finds."""
    place, findings = Place(where), Findings(str(where))
    try:
        pointer = place.pointer()
        manifest = findings.manifest = place.manifest(pointer["run_id"])
        if (
            hashlib.sha256(place.read(pointer["manifest"])).hexdigest()
            != pointer["manifest_sha256"]
        ):
            raise Unsound("latest.json and the manifest it names do not belong together")
        findings.held.append("latest.json names a manifest, and it is the one that was published")
        _check_run(place, manifest, findings)
        _check_fixed_name(place, manifest, findings)
        for older in _kept_before(place, manifest) if every_run else ():
            _check_run(place, older, findings)
    except Missing as missing:
        findings.problems.append(f"missing: {missing}")
    except (Unsound, ValueError) as error:
        findings.problems.append(str(error))
    return findings


def _kept_before(place: Place, manifest: Manifest) -> Iterator[Manifest]:
    """The runs before one, newest first, as far back as they are kept."""
    while manifest.previous:
        try:
            manifest = place.manifest(manifest.previous)
        except Missing:
            return
        yield manifest


def _check_run(place: Place, manifest: Manifest, findings: Findings) -> None:
    run = manifest.run_id
    for problem in (
        *_postings(place, manifest),
        *_changes(place, manifest),
        *_side_files(place, manifest),
        *_sources(manifest),
    ):
        findings.problems.append(f"{run}: {problem}")
    records = manifest.files["postings.jsonl"].records
    findings.held.append(
        f"{run}: {records} posting(s): size, checksum, order, every line and its hash"
    )
    findings.held.append(
        f"{run}: {manifest.files['changes.jsonl'].records} change(s), the side files and the accounts"
    )
    if manifest.previous is None:
        findings.held.append(f"{run}: begins anew, from nothing")
        return
    try:
        before = place.manifest(manifest.previous)
        problem = _other_board(before, manifest) or _law(place, before, manifest)
    except Missing:
        findings.held.append(f"{run}: the run before it is no longer kept; its law was not checked")
        return
    if problem:
        findings.problems.append(f"{run}: {problem}")
    else:
        findings.held.append(
            f"{run}: postings of {manifest.previous} + changes = its postings, byte for byte"
        )


def _postings(place: Place, manifest: Manifest) -> Iterator[str]:
    from crawlers.posting.schema import JobPosting

    opened = 0
    for line in place.file(manifest, "postings.jsonl"):
        record = read_line(line)
        opened += record["status"] == "open"
        posting = JobPosting.model_validate(record, extra="ignore")
        # of the record: a later version of 1.x may have content that the posting has no field for
        if record_hash(record) != posting.content_hash:
            yield f"{posting.id} has the hash of another content"
    if opened != manifest.counts.open:
        yield f"{opened} postings are open; the manifest says {manifest.counts.open}"


def _changes(place: Place, manifest: Manifest) -> Iterator[str]:
    ops: Counter[str] = Counter()
    for line in place.file(manifest, "changes.jsonl"):
        change = read_line(line)
        ops[change["op"]] += 1
        if change["op"] == "close" and not (change["reason"] and change["evidence"]):
            yield f"{change['id']} was closed without reason or evidence"
    counts = manifest.counts
    stated = {
        "add": counts.added,
        "update": counts.updated,
        "close": counts.closed,
        "reopen": counts.reopened,
    }
    if any(ops[op] != stated.get(op) for op in ops.keys() | stated.keys()):
        yield f"the changes are {dict(ops)}; the manifest says {stated}"


def _side_files(place: Place, manifest: Manifest) -> Iterator[str]:
    for _ in place.file(manifest, "rejects.jsonl"):
        pass
    ids = {id_of(line) for line in place.file(manifest, "postings.jsonl")}
    for name in SIDE_FILES:
        if strays := {id_of(line) for line in place.file(manifest, name)} ^ ids:
            yield f"{name} and the postings do not have the same ids: {min(strays)}"


def _sources(manifest: Manifest) -> Iterator[str]:
    for source in manifest.sources:
        parts = (
            source.fetched,
            source.not_modified,
            source.dropped,
            source.rejected,
            source.gone,
            source.given_up,
            source.lost,
        )
        if source.listed != sum(parts):
            yield f"{source.source} listed {source.listed} postings and accounts for {sum(parts)}"


def _other_board(before: Manifest, manifest: Manifest) -> str:
    """Whether two runs behind each other are of two boards; in words, or nothing."""
    if before.board and manifest.board and before.board != manifest.board:
        return f"it is of the board {manifest.board.board!r}, the run before it of {before.board.board!r}"
    return ""


def _law(place: Place, before: Manifest, manifest: Manifest) -> str:
    """Previous postings + changes = these postings; what is wrong with it, or nothing."""
    try:
        rebuilt = delta.apply(
            place.file(before, "postings.jsonl"),
            place.file(manifest, "changes.jsonl"),
            manifest.dropped,
        )
        for ours, theirs in zip_longest(rebuilt, place.file(manifest, "postings.jsonl")):
            if ours != theirs:
                return f"the run before + changes does not give {id_of(theirs or ours or b'')}"
    except (Unsound, ValueError) as error:
        return f"the run before + changes does not give this run: {error}"
    return ""


def _check_fixed_name(place: Place, manifest: Manifest, findings: Findings) -> None:
    """`../FEED.jsonl`, where it can be had: the postings under a name that never changes."""
    found = hashlib.sha256()
    try:
        for line in Place(place.parent).lines(f"{manifest.feed}.jsonl"):
            found.update(line)
    except Missing:
        findings.held.append(f"{manifest.feed}.jsonl is not beside the feed; it was not checked")
        return
    if found.hexdigest() == manifest.files["postings.jsonl"].sha256:
        findings.held.append(f"{manifest.feed}.jsonl is the current run's postings")
    else:
        findings.problems.append(
            f"{manifest.feed}.jsonl is not the current run's postings; the next run mends it"
        )
