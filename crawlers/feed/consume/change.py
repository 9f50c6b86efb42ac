"""One change of a feed, typed."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from crawlers.feed.format import delta
from crawlers.feed.format.check import reading

if TYPE_CHECKING:
    from crawlers.posting.schema import JobPosting


@dataclass(frozen=True, slots=True)
class Change:
    """One line of `changes.jsonl`.

    op: add, update, close or reopen; between two runs also drop: it left without being closed.
    cause: `source`, `rules` where newer code reads the same page otherwise, or `correction`.
    before, after: content hashes; None where there is none. line: the posting's line, byte for
    byte. changed: paths of fields. reason, evidence: of a close.
    """

    op: str
    id: str
    before: str | None
    after: str | None
    line: bytes
    changed: list[str] = field(default_factory=list)
    reason: str | None = None
    evidence: Any = None
    cause: str = "source"

    @property
    def kind(self) -> str:
        """What it counts as: its op; of an update by rules `reread`, by a correction `correct`."""
        return delta.kind_of({"op": self.op, "cause": self.cause})

    @property
    def posting(self) -> JobPosting:
        """The posting as it stands now."""
        from crawlers.posting.schema import JobPosting

        return JobPosting.read(self.line)


def change_of(line: bytes) -> Change:
    """Return the change on a line. Raise Unsound where it is none."""
    with reading("changes.jsonl"):
        fields = json.loads(line)
        del fields["record"]
        return Change(
            line=delta.record_of(line),
            **{name: fields[name] for name in Change.__slots__ if name in fields},
        )
