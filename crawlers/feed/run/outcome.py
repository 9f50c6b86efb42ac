"""What came of a run: its verdict, and the signal that it was judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from crawlers.feed.format.manifest import Gate, Manifest, Source

if TYPE_CHECKING:
    pass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass


Verdict = Literal["published", "withheld", "failed", "interrupted"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run. manifest: of the run that was published or withheld, None when it was not
    judged. failed: the gates that it did not pass. why: what else went wrong, in words."""

    verdict: Verdict
    source: Source
    manifest: Manifest | None = None
    failed: tuple[Gate, ...] = ()
    why: str = ""


JUDGED = object()
"""The signal: a crawl was judged. Sent with `outcome` (crawlers.feed.run.outcome.Outcome)."""
