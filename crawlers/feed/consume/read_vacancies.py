"""Reading and checking the vacancies of a feed of several sites (docs/vacancies.md)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from crawlers.feed.consume.source import TIME_LIMIT, Missing, PublishedFeed
from crawlers.feed.format.check import Unsound, reading
from crawlers.feed.format.folder import VACANCY_FILES
from crawlers.feed.format.manifest import Manifest
from crawlers.feed.format.shape import WRONG_SHAPE, describe
from crawlers.posting.line import id_of, read_line
from crawlers.vacancies.lines import apply

if TYPE_CHECKING:
    from crawlers.vacancies.model import Vacancy, VacancyChange

VACANCIES, CHANGES = VACANCY_FILES


def vacancies(where: str | Path, seconds: float = TIME_LIMIT) -> Iterator[Vacancy]:
    """Yield the vacancies of the current run, sorted by id. Raise Missing where the feed has none,
    and as `consume.postings` does."""
    from crawlers.vacancies.model import Vacancy

    feed = PublishedFeed(where, seconds)
    for line in _lines(feed, feed.current(), VACANCIES):
        with reading(VACANCIES):
            vacancy = Vacancy.read(line)
        yield vacancy


def vacancy_changes(
    where: str | Path, run_id: str = "", seconds: float = TIME_LIMIT
) -> Iterator[VacancyChange]:
    """Yield what a run changed of the vacancies. run_id: "" for the current run. Raise as
    `vacancies` does."""
    from crawlers.vacancies.model import VacancyChange

    feed = PublishedFeed(where, seconds)
    manifest = feed.manifest(run_id) if run_id else feed.current()
    for line in _lines(feed, manifest, CHANGES):
        with reading(CHANGES):
            change = VacancyChange.model_validate_json(line, extra="ignore")
        yield change


def _lines(feed: PublishedFeed, manifest: Manifest, name: str) -> Iterator[bytes]:
    if name not in manifest.files:
        raise Missing(f"{manifest.run_id} has no {name}. {manifest.no_vacancies}".rstrip())
    return feed.checked_file(manifest, name)


def second_copies(feed: PublishedFeed, manifest: Manifest) -> set[str]:
    """Return the postings that are left out where each vacancy is to stand once: all members but
    the first open one (the first, where none is open). Raise Missing where a run has no
    vacancies."""
    groups = []
    for line in _lines(feed, manifest, VACANCIES):
        with reading(VACANCIES):
            members = [str(each["posting"]) for each in read_line(line)["members"]]
        if len(members) > 1:
            groups.append(members)
    several = {posting for members in groups for posting in members}
    closed = {
        posting
        for line in feed.checked_file(manifest, "postings.jsonl")
        if (posting := id_of(line)) in several and read_line(line)["status"] == "closed"
    }
    shown = {next((each for each in m if each not in closed), m[0]) for m in groups}
    return several - shown


def vacancy_problems(feed: PublishedFeed, manifest: Manifest) -> Iterator[str]:
    """Yield in words what is wrong with the vacancies of a run; nothing where it has none."""
    if VACANCIES not in manifest.files and CHANGES not in manifest.files:
        return
    if not all(name in manifest.files for name in VACANCY_FILES):
        raise Unsound(f"the manifest of {manifest.run_id} has only one file of vacancies")
    yield from _members(feed, manifest)
    yield from _operations(feed, manifest)


def _members(feed: PublishedFeed, manifest: Manifest) -> Iterator[str]:
    """Yield what is wrong with the vacancies: every posting must be in exactly one. Sums of hashes
    are compared: a set of all ids may not fit into memory."""
    from crawlers.vacancies.model import Vacancy

    total, count = 0, 0
    for line in feed.file(manifest, VACANCIES):
        with reading(VACANCIES):
            vacancy = Vacancy.read(line)
        members = [member.posting for member in vacancy.members]
        total, count = total + sum(map(_number, members)), count + len(members)
        if not members:
            yield f"{vacancy.id} has no member"
        if any(each["from"] not in members for each in vacancy.best.values()):
            yield f"{vacancy.id} has a value from a posting that is none of its members"
    for line in feed.file(manifest, "postings.jsonl"):
        total, count = total - _number(id_of(line)), count - 1
    if total or count:
        yield f"the vacancies do not have each posting once ({count:+} members)"


def _number(posting: str) -> int:
    return int.from_bytes(hashlib.blake2b(posting.encode(), digest_size=16).digest())


def _operations(feed: PublishedFeed, manifest: Manifest) -> Iterator[str]:
    from crawlers.vacancies.model import VacancyChange

    for line in feed.file(manifest, CHANGES):
        with reading(CHANGES):
            change = VacancyChange.model_validate_json(line, extra="ignore")
        if (change.record is None) != (change.op == "remove"):
            yield f"{change.id}: {change.op} does not fit its record"


def vacancy_law(feed: PublishedFeed, before: Manifest | None, manifest: Manifest) -> str:
    """Check that previous vacancies + changes = these vacancies; return what is wrong, or "". A run
    before without vacancies counts as empty."""
    if VACANCIES not in manifest.files:
        return ""
    has_former = before is not None and VACANCIES in before.files
    former = feed.file(before, VACANCIES) if before and has_former else iter(())
    words = "the vacancies of the run before + changes do not give"
    try:
        rebuilt = apply(former, feed.file(manifest, CHANGES))
        for ours, theirs in zip_longest(rebuilt, feed.file(manifest, VACANCIES)):
            if ours != theirs:
                return f"{words} {id_of(theirs or ours or b'')}"
    except Unsound as error:
        return f"{words} those of this run: {error}"
    except WRONG_SHAPE as error:
        return f"{words} those of this run: {describe(error)}"
    return ""
