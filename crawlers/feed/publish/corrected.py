"""Corrections by a person, applied to a line as it was read, and taken back from a line that has
them. Everything that judges a run sees postings as they were read; only what is published has the
corrections.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from crawlers.feed.format.manifest import Correction, CorrectionState
from crawlers.feed.format.shape import WRONG_SHAPE, describe
from crawlers.output.near_misses import did_you_mean
from crawlers.posting.line import (
    NOT_CONTENT,
    canonical_line,
    content_hash,
    has_exact_numbers,
    line_of,
    read_line,
    record_hash,
)

NOT_CORRECTED = NOT_CONTENT | {"source", "source_kind", "inferred", "warnings"}
"""Fields that are not a page's word."""


@dataclass(frozen=True)
class Corrected:
    """The corrections of one source. before: by key, those in the lines of the last good run; now:
    those in the lines of this run. outcomes: what became of each, for the manifest."""

    before: Mapping[str, Sequence[Correction]] = field(default_factory=dict)
    now: Mapping[str, Sequence[Correction]] = field(default_factory=dict)
    outcomes: Sequence[Correction] = ()

    @cached_property
    def moved(self) -> frozenset[str]:
        """The keys of the postings whose corrections are others than before."""
        keys = self.before.keys() | self.now.keys()
        return frozenset(key for key in keys if _said(self.before, key) != _said(self.now, key))

    def as_read(self, key: str, line: bytes) -> bytes:
        """Return a line of the last good run without its corrections."""
        return as_read(line, self.before.get(key, ()))

    def corrected(self, key: str, line: bytes) -> bytes:
        """Return a line as it was read with the corrections of this run."""
        if not line or key not in self.now:
            return line
        record = read_line(line)
        for each in self.now[key]:
            _put(record, each.field, each.value)
        return _valid_line(record)

    def proven(self, key: str, line: bytes) -> bytes:
        """Return a line of provenance with what a person corrected, and what was read instead."""
        if key not in self.moved and key not in self.now:
            return line
        record = read_line(line)
        record.pop("corrected", None)
        said = {
            each.field: {"read": each.read, "who": each.who, "why": each.why, "until": each.until}
            for each in self.now.get(key, ())
        }
        return line_of(record | ({"corrected": said} if said else {}))


def as_read(line: bytes, corrections: Iterable[Correction]) -> bytes:
    """Return a line without its corrections: as it was read. corrections: those in it."""
    given = [each for each in corrections if each.state == "applied"]
    if not line or not given:
        return line
    record = read_line(line)
    for each in given:
        _put(record, each.field, each.read)
    record["content_hash"] = record_hash(record)
    return line_of(record)


def by_key(corrections: Iterable[Correction]) -> dict[str, list[Correction]]:
    """Return the corrections that are applied, by the key of their posting."""
    found: dict[str, list[Correction]] = {}
    for each in corrections:
        if each.state == "applied":
            found.setdefault(each.id.partition(":")[2], []).append(each)
    return found


def decide(
    wanted: Sequence[Correction],
    before: Sequence[Correction],
    today: str,
    read: Callable[[str], bytes],
    is_closed: Callable[[str], bool],
) -> Corrected:
    """Decide on the corrections of one source.

    wanted: as the person wrote them. before: those of the last good run. today: the day of the run.
    read: gives by key the line as it was read, empty where there is no such posting. is_closed:
    says by key whether the posting is closed in this run.
    """
    had, outcomes = by_key(before), []
    for each in wanted:
        key = each.id.partition(":")[2]
        kept = _key(each) in set(map(_key, had.get(key, ())))
        outcomes.append(_decided(each, today, read(key), is_closed(key) and not kept))
    return Corrected(had, by_key(outcomes), outcomes)


def _decided(wanted: Correction, today: str, line: bytes, is_closed: bool) -> Correction:
    """Return one correction with what becomes of it."""

    def state(name: CorrectionState, problem: str = "") -> Correction:
        return replace(wanted, state=name, problem=problem)

    if wanted.state == "invalid":
        return wanted
    if wanted.until < today:
        return state("expired")
    if not line:
        return state("unknown")
    record = read_line(line)
    try:
        read = _get(record, wanted.field)
        if read == wanted.value:
            return state("said_by_page")
        if is_closed:
            return state("closed")
        _put(record, wanted.field, wanted.value)
        _valid_line(record)
    except WRONG_SHAPE as error:
        return state("invalid", describe(error))
    return replace(wanted, state="applied", read=read)


def _valid_line(record: dict[str, Any]) -> bytes:
    """Return the line of a record with its hash. Raise ValueError where it is not of the schema."""
    from crawlers.posting.schema import JobPosting

    posting = JobPosting.model_validate(record)
    if not has_exact_numbers(posting.model_dump()):
        raise ValueError("a number that JSON cannot hold, or readers would round")
    return canonical_line(posting.model_copy(update={"content_hash": content_hash(posting)}))


def _get(record: Mapping[str, Any], path: str) -> Any:
    """Return the value at a path. Raise ValueError where the record has no such place."""
    if path.partition(".")[0] in NOT_CORRECTED:
        raise ValueError(f"{path} is not read from a page")
    *_, (parent, name) = _steps(record, path)
    return parent[name]


def _put(record: Any, path: str, value: Any) -> None:
    *_, (parent, name) = _steps(record, path)
    parent[name] = value


def _steps(record: Any, path: str) -> Iterator[tuple[Any, str]]:
    """Yield the object and the name of each step of a path."""
    here = record
    for name in path.split("."):
        if not isinstance(here, dict):
            raise ValueError(f"{path}: the posting has nothing above {name}; correct that instead")
        if name not in here:
            raise ValueError(f"{path} is no field of a posting{did_you_mean(name, here)}")
        yield here, name
        here = here[name]


def _said(corrections: Mapping[str, Sequence[Correction]], key: str) -> list[str]:
    return sorted(map(_key, corrections.get(key, ())))


def _key(correction: Correction) -> str:
    return f"{correction.field} {correction.value!r}"
