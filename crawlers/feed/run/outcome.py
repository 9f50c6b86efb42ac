"""The outcome of a run: its verdict, and the signal that says that it was judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from crawlers.feed.format.manifest import Gate, Manifest, Source

Verdict = Literal["published", "withheld", "failed", "interrupted"]
"""failed: withheld, and nothing could be read. interrupted: not judged; the next run goes on where
this one stopped. crawlers.exit_codes has the exit code of each."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to.

    source: its figures. manifest: of the run that was published or withheld; None where the run was
    not judged. failed: the gates that withheld it. why: what else went wrong, in words. advice:
    what to do about that, where running it again is not enough.
    """

    verdict: Verdict
    source: Source
    manifest: Manifest | None = None
    failed: tuple[Gate, ...] = ()
    why: str = ""
    advice: str = ""


JUDGED = object()
"""The signal that a crawl was judged, sent with `outcome` (an Outcome)."""
