"""The state of a posting: what the feed carries of it from run to run.

All of it stands in the published run (in the posting's line, and in its line of `sightings.jsonl`),
so the store that holds it is an index that can be made again: nothing is lost with it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from crawlers.feed.store.marks import Marks


@dataclass(frozen=True, slots=True)
class State:
    """One posting of the last good run.

    key: the id without its source. url, content_hash, status, first_seen to reopened_at: as in its
    line. deadline: its `valid_through.latest`. filled: the names of its fields that hold something,
    with blanks between. missed: while it is missing, the complete run that first missed it. gone:
    while its page is gone, the complete run that first found that and did not close it yet.
    last_seen: when it was last listed; None when that was in the last good run. fetched_at, etag,
    last_modified, answer: of the answer that it was last read from; `answer` is its fingerprint
    (crawlers.extract.answer). lastmod: what the list last gave for it. evidence: of a closed one,
    what it was closed on, as JSON. code: the fingerprint of what last read it (Manifest.code).
    same_text_as: the id of the first open posting of its source that reads as it does; None for the
    first itself, and where no other does. marks: see crawlers.feed.store.marks.
    """

    key: str
    url: str | None = None
    content_hash: str = ""
    status: str = "open"
    first_seen: str | None = None
    last_changed: str | None = None
    closed_at: str | None = None
    closed_reason: str | None = None
    reopened_at: str | None = None
    deadline: str | None = None
    filled: str = ""
    missed: str | None = None
    last_seen: str | None = None
    fetched_at: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    lastmod: str | None = None
    answer: str | None = None
    evidence: str | None = None
    code: str | None = None
    same_text_as: str | None = None
    gone: str | None = None
    marks: str = ""

    @property
    def lifecycle(self) -> dict[str, str | None]:
        """The `lifecycle` object of its line, keys in schema order."""
        return {name: getattr(self, name) for name in LIFECYCLE}

    def is_overdue(self, now: str) -> bool:
        """Return whether it is open although its deadline is over."""
        return self.status == "open" and self.deadline is not None and self.deadline < now

    def as_dict(self) -> dict[str, str | None]:
        """Return all of it, in the order of the fields."""
        return {name: getattr(self, name) for name in self.__slots__}

    def sighting(self, source: str, seen_at: str) -> dict[str, Any]:
        """Return its record of `sightings.jsonl`. seen_at: the instant of the run that the record
        stands in."""
        fields = {name: getattr(self, name) for name in SIGHTING}
        fields |= {
            "last_seen": self.last_seen or seen_at,
            "evidence": json.loads(self.evidence or "null"),
        }
        return {"id": f"{source}:{self.key}", **fields}


def seen_at(instant: str) -> bytes:
    """Return how a line of `sightings.jsonl` states when its posting was last seen."""
    return b'"last_seen":"%s"' % instant.encode()


LIFECYCLE = ("first_seen", "last_changed", "closed_at", "closed_reason", "reopened_at")
"""The keys of `lifecycle`, in schema order."""
SIGHTING = (
    "fetched_at",
    "last_seen",
    "missed",
    "gone",
    "status",
    "etag",
    "last_modified",
    "lastmod",
    "answer",
    "evidence",
    "code",
    "same_text_as",
)
"""The keys of a line of `sightings.jsonl` after its id, in order."""


def state_of(
    record: dict[str, Any], sighting: dict[str, Any] | None = None, seen_at: str | None = None
) -> State:
    """Return the state of a posting, from its line and its line of sightings. seen_at: the instant
    of their run."""
    noted = {name: value for name, value in (sighting or {}).items() if name in SIGHTING}
    if noted.get("last_seen") == seen_at:
        noted["last_seen"] = None
    if noted.get("evidence"):
        noted["evidence"] = as_text(noted["evidence"])
    return State(
        **{
            **noted,
            **{name: record["lifecycle"][name] for name in LIFECYCLE},
            "key": record["id"].partition(":")[2],
            "url": record["url"],
            "content_hash": record["content_hash"],
            "status": record["status"],
            "deadline": believed_deadline(record["valid_through"], record.get("warnings", ())),
            "filled": filled(record.items()),
            "marks": Marks.of(record).written(),
        }
    )


def believed_deadline(stated: Mapping[str, Any] | None, warnings: Iterable[str]) -> str | None:
    """Return the last instant that a deadline can mean, by which a posting closes. A record with a
    date out of the window has a default somewhere: its deadline closes nothing."""
    if stated is None or "date_out_of_window" in warnings:
        return None
    latest: str | None = stated.get("latest")
    return latest


def as_text(value: Any) -> str:
    """Return a JSON value as the text that a state holds."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def filled(fields: Iterable[tuple[str, Any]]) -> str:
    """Return the names of the fields that hold something, in their order, with blanks between."""
    return " ".join(name for name, value in fields if value not in (None, "", [], {}))
