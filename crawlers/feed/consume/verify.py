"""Check a published feed against all that the contract promises (docs/feed.md)."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice, zip_longest
from pathlib import Path

from crawlers.feed.consume.history import check_history, check_statistics
from crawlers.feed.consume.read_vacancies import VACANCIES, vacancy_law, vacancy_problems
from crawlers.feed.consume.source import TIME_LIMIT, Missing, OutOfTime, PublishedFeed
from crawlers.feed.format import delta
from crawlers.feed.format.check import Unsound, reading
from crawlers.feed.format.folder import FILES
from crawlers.feed.format.manifest import Manifest
from crawlers.feed.format.shape import WRONG_SHAPE, describe
from crawlers.output.printable import printable
from crawlers.posting.ids import wrong_id
from crawlers.posting.line import id_of, read_line, record_hash

SIDE_FILES = ("provenance.jsonl", "sightings.jsonl", "removed.jsonl")
"""The files with a line for each posting."""
MOST_PROBLEMS = 100
"""Problems that are named of one run."""


@dataclass(slots=True)
class Findings:
    """What `verify` found. manifest: of the current run, where it could be read. problems: in
    words; none for a sound feed. held: what was checked and found to hold, in words."""

    where: str
    manifest: Manifest | None = None
    problems: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether the feed keeps all its promises."""
        return not self.problems


def verify(where: str | Path, every_run: bool = False, seconds: float = TIME_LIMIT) -> Findings:
    """Check the current run of a feed (a folder or an address). every_run: check also those before
    it that are still kept. seconds: for all of it. Never raise on what it finds."""
    feed, findings = PublishedFeed(where, seconds), Findings(str(where))
    try:
        manifest = findings.manifest = feed.current()
        findings.held.append("latest.json names a manifest, and it is the one that was published")
        _check_run(feed, manifest, findings)
        _check_fixed_name(feed, manifest, findings)
        for older in _kept_before(feed, manifest) if every_run else ():
            _check_run(feed, older, findings)
        findings.held.append(check_history(feed, manifest, every_run))
        findings.held.append(check_statistics(feed, manifest))
    except Missing as missing:
        findings.problems.append(f"missing: {missing}")
    except (Unsound, OutOfTime) as error:
        findings.problems.append(str(error))
    except WRONG_SHAPE as error:
        findings.problems.append(describe(error))
    return findings


def _kept_before(feed: PublishedFeed, manifest: Manifest) -> Iterator[Manifest]:
    """Yield the runs before one, newest first, as far back as they are kept."""
    while True:
        try:
            before = feed.before(manifest)
        except Missing:
            return
        if before is None:
            return
        yield before
        manifest = before


def _check_run(feed: PublishedFeed, manifest: Manifest, findings: Findings) -> None:
    run = manifest.run_id
    if missing := [name for name in FILES if name not in manifest.files]:
        raise Unsound(f"the manifest of {run} has no {missing[0]}")
    problems = chain(
        _postings(feed, manifest),
        _changes(feed, manifest),
        _side_files(feed, manifest),
        vacancy_problems(feed, manifest),
        _sources(manifest),
    )
    for problem in islice(problems, MOST_PROBLEMS):
        findings.problems.append(printable(f"{run}: {problem}"))
    records = manifest.files["postings.jsonl"].records
    findings.held.append(
        f"{run}: {records} posting(s): size, checksum, order, every line and its hash"
    )
    changes = manifest.files["changes.jsonl"].records
    findings.held.append(f"{run}: {changes} change(s), the other files, the sums of each source")
    if VACANCIES in manifest.files:
        records = manifest.files[VACANCIES].records
        findings.held.append(f"{run}: {records} vacancies, each posting in one of them")
    _check_law(feed, manifest, findings)


def _check_law(feed: PublishedFeed, manifest: Manifest, findings: Findings) -> None:
    """Check that the run before, with the changes of this one, is this one."""
    run = manifest.run_id
    if manifest.previous is None:
        findings.held.append(f"{run}: it has no run before it to compare it with")
        if problem := vacancy_law(feed, None, manifest):
            findings.problems.append(printable(f"{run}: {problem}"))
        return
    try:
        before = feed.before(manifest)
        assert before
        problem = (
            _other_board(before, manifest)
            or _law(feed, before, manifest)
            or vacancy_law(feed, before, manifest)
        )
    except Missing:
        findings.held.append(
            f"{run}: the run before it is no longer kept, so the two could not be compared"
        )
        return
    if problem:
        findings.problems.append(printable(f"{run}: {problem}"))
    else:
        findings.held.append(
            f"{run}: postings of {manifest.previous} + changes = its postings, byte for byte"
        )


def _postings(feed: PublishedFeed, manifest: Manifest) -> Iterator[str]:
    from crawlers.posting.schema import JobPosting

    opened = 0
    for line in feed.file(manifest, "postings.jsonl"):
        with reading("postings.jsonl"):
            record = read_line(line)
            opened += record["status"] == "open"
            posting = JobPosting.model_validate(record, extra="ignore")
            # of the record, not of the model: a later version of 1.x may have fields that the model
            # lacks
            is_same = record_hash(record) == posting.content_hash
        if problem := wrong_id(posting.id):
            yield f"{posting.id}: {problem}"
        if not is_same:
            yield f"{posting.id} has the hash of another content"
    if opened != manifest.counts.open:
        yield f"{opened} postings are open; the manifest says {manifest.counts.open}"


def _changes(feed: PublishedFeed, manifest: Manifest) -> Iterator[str]:
    ops: Counter[str] = Counter()
    for line in feed.file(manifest, "changes.jsonl"):
        with reading("changes.jsonl"):
            change = read_line(line)
            kind, proven = (
                delta.kind_of(change),
                change["op"] != "close" or (change["reason"] and change["evidence"]),
            )
            delta.count_change(ops, kind, delta.record_of(line))
        if not proven:
            yield f"{change['id']} was closed without reason or evidence"
    counts = manifest.counts
    stated = {
        "add": counts.added,
        # of older runs it is not known
        delta.ADD_CLOSED: counts.added_closed or ops[delta.ADD_CLOSED],
        "update": counts.updated,
        delta.REREAD: counts.read_differently,
        delta.CORRECT: counts.corrected,
        "close": counts.closed,
        "reopen": counts.reopened,
    }
    if any(ops[op] != stated.get(op, 0) for op in ops.keys() | stated.keys()):
        yield f"the changes are {dict(ops)}; the manifest says {stated}"


def _side_files(feed: PublishedFeed, manifest: Manifest) -> Iterator[str]:
    for _ in feed.file(manifest, "rejects.jsonl"):
        pass
    # side by side: a set of all ids may not fit into memory
    files = [feed.file(manifest, name) for name in ("postings.jsonl", *SIDE_FILES)]
    for lines in zip_longest(*files):
        posting, *others = [id_of(line) if line else "" for line in lines]
        for name, other in zip(SIDE_FILES, others, strict=True):
            if other != posting:
                first = min(filter(None, (other, posting)))
                yield f"{name} and the postings do not have the same ids: {first}"
                return


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
    """Return in words that two runs behind each other are of two boards; "" where they are not."""
    here, there = manifest.board, before.board
    if here and there and here != there:
        return f"it is of the board {here.board!r}, the run before it of {there.board!r}"
    return ""


def _law(feed: PublishedFeed, before: Manifest, manifest: Manifest) -> str:
    """Check that previous postings + changes = these postings; return what is wrong with it, or
    ""."""
    try:
        rebuilt = delta.apply(
            feed.file(before, "postings.jsonl"),
            feed.file(manifest, "changes.jsonl"),
            manifest.dropped,
        )
        for ours, theirs in zip_longest(rebuilt, feed.file(manifest, "postings.jsonl")):
            if ours != theirs:
                return f"the run before + changes does not give {id_of(theirs or ours or b'')}"
    except Unsound as error:
        return f"the run before + changes does not give this run: {error}"
    except WRONG_SHAPE as error:
        return f"the run before + changes does not give this run: {describe(error)}"
    return ""


def _check_fixed_name(feed: PublishedFeed, manifest: Manifest, findings: Findings) -> None:
    """Check `../FEED.jsonl`, the postings under a name that never changes, where it is there."""
    found, facts = hashlib.sha256(), manifest.files["postings.jsonl"]
    try:
        for line in feed.lines_beside(f"{manifest.feed}.jsonl", facts.bytes):
            found.update(line)
    except Missing:
        findings.held.append(f"{manifest.feed}.jsonl is not beside the feed, so it was not checked")
        return
    except Unsound:
        found.update(b"longer")
    if found.hexdigest() == facts.sha256:
        findings.held.append(f"{manifest.feed}.jsonl is the current run's postings")
    else:
        findings.problems.append(
            f"{manifest.feed}.jsonl is not the current run's postings; the next run repairs it"
        )
