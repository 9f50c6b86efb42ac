"""The manifest of a run: what the run is, what is in its files, and why it may be trusted. Readers
leave out the members of a later minor version that they do not know."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from functools import cache
from typing import Any, Literal

from crawlers.feed.format.shape import WRONG_SHAPE, describe, read_as

CONTRACT = "1.0"
"""The version of the feed's layout, manifest and changes (semver: a minor version adds optional
members)."""

SCHEMA_VERSION = "1.0"
"""The version of the record (crawlers.posting.schema has the same; a test holds them together)."""

Result = Literal["success", "partial", "failed"]


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One file of a run: its size in bytes, its sha256 (hexadecimal), its number of lines."""

    bytes: int
    sha256: str
    records: int


@dataclass(frozen=True, slots=True)
class Gate:
    """One thing that the run was judged by; crawlers.feed.judge.gates has the table of them.

    name: stable. value, limit: what was measured, and what it is measured against. says: the
    sentence that people read where the gate was not passed. cause: the reason of the first list
    page that failed (docs/plugins.md); None for other gates, and in manifests from before there was
    this member.
    """

    name: str
    passed: bool
    value: Any = None
    limit: Any = None
    says: str = ""
    cause: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """What one run of one site saw, and what was made of it.

    result: success; partial (read, but the list was not complete, or the run was withheld); failed
    (nothing could be read). published: whether its records in this feed are of this run. reasons:
    the names of the gates that withheld it. proof, complete: how the walk knew that it saw the
    whole list, and whether it did. listed = fetched + not_modified + rejected + gone + given_up
    + lost, in postings (dropped: second copies, in manifests of older versions). count: the
    postings present, which the next runs are compared with. filled: by field, the share of them
    that has it. carried_over: records of an earlier run that stand because this run could not read
    them. gone_kept: those of them that are gone by what their page answered, but too many at once:
    they close when the next run finds the same. stale_since: the time of the run that its records
    are of, while that is an earlier one. accepted: published in spite of a gate, by the operator's
    word. gone_all: the list gave no posting, and the page of each known one was gone. postponed: of
    those given up, the ones that wait for the next run because the page budget was spent.
    forbidden: of those given up, the ones whose page robots.txt forbids.
    list_shape: how the list pages looked, which the next run compares its own with. unlisted:
    known postings that a doubtful list left out and whose page is there; they stay open.
    """

    source: str
    result: Result
    published: bool
    run_id: str | None = None
    reasons: list[str] = field(default_factory=list)
    proof: str | None = None
    complete: bool = False
    stated_total: int | None = None
    listed: int = 0
    fetched: int = 0
    not_modified: int = 0
    dropped: int = 0
    rejected: int = 0
    gone: int = 0
    given_up: int = 0
    lost: int = 0
    carried_over: int = 0
    gone_kept: int = 0
    count: int = 0
    filled: dict[str, float] = field(default_factory=dict)
    gates: list[Gate] = field(default_factory=list)
    accepted: bool = False
    stale_since: str | None = None
    gone_all: bool = False
    postponed: int = 0
    forbidden: int = 0
    list_shape: dict[str, Any] | None = None
    unlisted: int = 0


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of records: open now; added, updated by their source, read differently by newer code,
    corrected by a person, closed and reopened since `previous`; rejected in this run; carried over
    from an earlier run. added_closed: how many of the added ones came closed (their deadline had
    passed)."""

    open: int = 0
    added: int = 0
    added_closed: int = 0
    updated: int = 0
    read_differently: int = 0
    corrected: int = 0
    closed: int = 0
    reopened: int = 0
    rejected: int = 0
    carried_over: int = 0


@dataclass(frozen=True, slots=True)
class Dropped:
    """What leaves the feed without a line in `changes.jsonl`: closed records whose
    `lifecycle.closed_at` is before `closed_before`, and the records of `sources`, sites that were
    removed."""

    closed_before: str = ""
    sources: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class BoardName:
    """The board of a publishing platform that a feed is of. platform: the name of its plugin.
    board: as the platform spells it."""

    platform: str
    board: str


@dataclass(frozen=True, slots=True)
class Link:
    """A published run, as the run after it names it: its name, the sha256 of its manifest, and of
    the seal of its block in the history (crawlers.feed.format.history; hexadecimal), None where it
    has none: it was published before there was a history."""

    run_id: str
    manifest_sha256: str
    history_sha256: str | None = None


CorrectionState = Literal["applied", "expired", "unknown", "said_by_page", "closed", "invalid"]


@dataclass(frozen=True, slots=True)
class Correction:
    """What became of one correction in a run (docs/feed.md, "Corrections").

    id, field, value, who, why, until: as the person wrote them; until is the last day on which it
    counts. state: applied; expired; unknown (the feed has no such posting); said_by_page (the page
    now says the value itself); closed (the posting was closed before it began); invalid (the record
    cannot have the value, `problem` says why). read: what was read from the page, while applied.
    """

    id: str
    field: str
    value: Any
    who: str
    why: str
    until: str
    state: CorrectionState = "applied"
    read: Any = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """One run.

    sequence: 1 for the first, one more for each published run. previous: the run that
    `changes.jsonl` starts from. started_at: the instant that the run uses as "now". generator: the
    program and its version. code: a fingerprint of the sources that read the pages. board: what the
    feed is of; None for a site with a plugin of its own, for the feed of all, and in manifests from
    before there was this member. predecessor: the run published before, whether `changes.jsonl`
    starts from it or not; None for the first, and in manifests from before there was this member.
    corrections: of a person, with what became of each.
    no_vacancies: why a feed of all sites has no vacancies, in a sentence; "" where it has them.
    """

    feed: str
    run_id: str
    previous: str | None
    started_at: str
    ended_at: str
    sequence: int = 1
    files: dict[str, FileFacts] = field(default_factory=dict)
    counts: Counts = field(default_factory=Counts)
    dropped: Dropped = field(default_factory=Dropped)
    sources: list[Source] = field(default_factory=list)
    schema_version: str = ""
    schema_sha256: str = ""
    generator: str = ""
    code: str = ""
    board: BoardName | None = None
    predecessor: Link | None = None
    corrections: list[Correction] = field(default_factory=list)
    no_vacancies: str = ""
    contract: str = CONTRACT

    def text(self) -> bytes:
        """Return the manifest as the bytes of its file."""
        return (
            json.dumps(asdict(self), ensure_ascii=True, allow_nan=False, indent=1).encode() + b"\n"
        )

    @classmethod
    def read(cls, text: bytes) -> Manifest:
        """Return the manifest in a file. Raise ValueError where it is none, or of another major
        version."""
        try:
            raw = json.loads(text)
            contract = str(raw["contract"])
        except WRONG_SHAPE as error:
            raise ValueError(f"not a manifest: {describe(error)}") from None
        if contract.partition(".")[0] != CONTRACT.partition(".")[0]:
            raise ValueError(f"a manifest of contract {contract}; this reader knows {CONTRACT}")
        for name in ("files", "counts", "dropped", "sources"):
            if name not in raw:
                raise ValueError(f"not a manifest: {name} is missing")
        try:
            return read_as(cls, raw)
        except WRONG_SHAPE as error:
            raise ValueError(f"not a manifest: {describe(error)}") from None


def source_of(raw: Any) -> Source:
    """Return a source as a manifest or a report holds it. Raise ValueError where it is none."""
    return read_as(Source, raw)


@cache
def schema_sha256() -> str:
    """Return the sha256 of the schema of the record, the bytes of docs/schema.json."""
    from crawlers.posting.json_schema import text

    return hashlib.sha256(text().encode()).hexdigest()
