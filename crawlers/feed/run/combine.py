"""The feed of all sites: the last good run of each, one after the other, published like any other
run.

An id begins with the name of its site and a colon, so in a feed that is sorted by id each site is
one piece: nothing has to be sorted, and memory holds one line of each file, however many sites and
postings there are.

Which postings are of one vacancy is written beside them (crawlers/feed/run/vacancies.py).

A site whose last attempt was withheld keeps its records. Its entry in the manifest then says
`published: false`, since when it is stale, and why.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from crawlers import __version__
from crawlers.feed.format import delta, disk
from crawlers.feed.format.check import Unsound, checked
from crawlers.feed.format.clock import Clock
from crawlers.feed.format.folder import Folder
from crawlers.feed.format.manifest import (
    SCHEMA_VERSION,
    Correction,
    Counts,
    Dropped,
    Manifest,
    Source,
    schema_sha256,
)
from crawlers.feed.judge.lifecycle import closed_before
from crawlers.feed.publish import publish
from crawlers.feed.publish.history import predecessor_of
from crawlers.feed.publish.publish import Staging
from crawlers.feed.publish.write_run import write_changes, write_file
from crawlers.feed.run.begin import last_good, require_disk_space
from crawlers.feed.run.corrections import Corrections
from crawlers.feed.run.messages import advice_for_damage
from crawlers.feed.run.vacancies import write_vacancies
from crawlers.posting.line import id_of

_JOINED = (
    "postings.jsonl",
    "provenance.jsonl",
    "removed.jsonl",
    "sightings.jsonl",
    "rejects.jsonl",
)


@dataclass(frozen=True, slots=True)
class Part:
    """One site in the feed of all. last: its last good run; None before the first. tried: the
    figures of its last attempt, where that was withheld."""

    folder: Folder
    last: Manifest | None
    tried: Source | None = None


def part_of_site(folder: Folder, tried: Source | None) -> Part:
    """Return what a site brings to the feed of all. tried: the figures of its last attempt. Raise
    OSError or ValueError where its folder is damaged."""
    return Part(folder, last_good(folder), tried if tried and not tried.published else None)


def combine(
    target: Folder,
    parts: Sequence[Part],
    clock: Clock,
    corrections: Corrections | None = None,
) -> Manifest | None:
    """Publish the feed of all sites, and return its manifest; None where no site has a good run
    yet. The caller holds the lock of that feed. corrections: of a person, to name those of no site.
    Raise OSError or Unsound; consumers then go on to see the feed as it was.
    """
    good = [each for each in parts if each.last]
    if not good:
        return None
    publish.tidy(target)
    previous = last_good(target)
    require_disk_space(target, previous)
    now = clock.now()
    dropped = Dropped(closed_before(now), _removed_sites(previous, parts))
    staging = Staging(target, target.next_id(now))
    try:
        _write_joined(staging, good, dropped)
        corrected = _corrections(good, parts, corrections)
        begins_from, counts = _write_changes(staging, previous, dropped, corrected)
        no_vacancies = write_vacancies(staging, begins_from, dropped, corrections or Corrections())
        manifest = replace(
            _manifest(target, staging, previous, parts),
            previous=begins_from.run_id if begins_from else None,
            started_at=now,
            ended_at=clock.now(),
            counts=_summed(counts, parts),
            dropped=dropped,
            corrections=corrected,
            no_vacancies=no_vacancies,
        )
        staging.publish(manifest, examined=True)
    except BaseException:
        staging.discard()
        raise
    publish.prune(target)
    return manifest


def _manifest(
    target: Folder, staging: Staging, previous: Manifest | None, parts: Sequence[Part]
) -> Manifest:
    """Return what a manifest says whatever the run changed."""
    return Manifest(
        feed=target.name,
        run_id=staging.run_id,
        previous=None,
        started_at="",
        ended_at="",
        sequence=previous.sequence + 1 if previous else 1,
        files=staging.files,
        sources=[_source(each) for each in parts],
        schema_version=SCHEMA_VERSION,
        schema_sha256=schema_sha256(),
        generator=f"jobwire {__version__}",
        predecessor=predecessor_of(target, previous),
    )


def _write_joined(staging: Staging, parts: Sequence[Part], dropped: Dropped) -> None:
    """Write all files but that of the changes, postings first: the side files follow them."""
    for name in _JOINED:
        lines = _joined(parts, name)
        if name == "postings.jsonl":
            lines = delta.remaining(lines, dropped)
        elif name != "rejects.jsonl":
            lines = _of_postings(staging, lines)
        write_file(staging, name, lines)


def _joined(parts: Sequence[Part], name: str) -> Iterator[bytes]:
    """Yield the lines of one file of all sites, by id; each file is checked as it is read."""
    for each in sorted(parts, key=lambda each: f"{each.folder.name}:"):
        yield from _lines(each, name)


def _lines(part: Part, name: str) -> Iterator[bytes]:
    assert part.last
    path = part.folder.run(part.last.run_id) / name
    try:
        with path.open("rb") as file:
            yield from checked(str(path), file, part.last.files[name], examine=None)
    except Unsound as error:
        raise Unsound(f"{error} {advice_for_damage(part.folder)}") from None


def _of_postings(staging: Staging, lines: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the lines that belong to a posting of the run."""
    with (staging.path / "postings.jsonl").open("rb") as postings:
        for line, posting in delta.paired(lines, postings):
            if line and posting:
                yield line


def _write_changes(
    staging: Staging, previous: Manifest | None, dropped: Dropped, corrections: list[Correction]
) -> tuple[Manifest | None, Counts]:
    """Write what changed; return the run that it changed from, and the counts. Where the run before
    does not connect (a site began anew, a file is damaged), the feed begins anew, too: consumers
    then take it whole."""
    before = previous.corrections if previous else []
    corrected = delta.corrected_between(before, corrections)
    try:
        return previous, write_changes(staging, previous, dropped, _evidence(staging), corrected)
    except (Unsound, ValueError):
        disk.remove(staging.path / "changes.jsonl")
        return None, write_changes(staging, None, dropped, _evidence(staging))


def _corrections(
    good: Sequence[Part], parts: Sequence[Part], wanted: Corrections | None
) -> list[Correction]:
    """Return what became of all corrections: those of each site as in its last good run, and those
    of no site."""
    found = [each for part in good if part.last for each in part.last.corrections]
    sites = {part.folder.name for part in parts}
    strange = (each for each in wanted.fields if _source_of(each) not in sites) if wanted else ()
    return found + [replace(each, state="unknown") for each in strange]


def _source_of(correction: Correction) -> str:
    return correction.id.partition(":")[0]


def _evidence(staging: Staging) -> Callable[[str], Any]:
    """Return what gives by id the evidence of a closed posting; called with ids in order."""

    def lines() -> Iterator[bytes]:
        with (staging.path / "sightings.jsonl").open("rb") as sightings:
            yield from sightings

    rest = lines()
    return lambda posting: next(
        json.loads(line)["evidence"] for line in rest if id_of(line) == posting
    )


def _removed_sites(previous: Manifest | None, parts: Sequence[Part]) -> list[str]:
    """Return the sites that were in the feed and no longer are."""
    names = {each.folder.name for each in parts}
    return sorted({source.source for source in previous.sources} - names) if previous else []


def _source(part: Part) -> Source:
    """Return the entry of a site in the manifest."""
    if part.last is None:
        return part.tried or Source(part.folder.name, "failed", published=False)
    if part.tried is None:
        return part.last.sources[0]
    records = part.last.files["postings.jsonl"].records
    return replace(
        part.tried, published=False, carried_over=records, stale_since=part.last.started_at
    )


def _summed(counts: Counts, parts: Sequence[Part]) -> Counts:
    sources = [_source(each) for each in parts]
    return replace(
        counts,
        open=sum(each.last.counts.open for each in parts if each.last),
        rejected=sum(source.rejected for source in sources if source.published),
        carried_over=sum(source.carried_over for source in sources),
    )
