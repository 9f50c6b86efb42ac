"""The clock of the feed. It is an argument, so that the same pages at the same instant give the
same bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

FORMAT = "%Y-%m-%dT%H:%M:%SZ"
"""The form of every instant in the feed: RFC 3339 in UTC, to the second."""


EARLIEST, LATEST = 1970, 2199
"""The years that a run may be of."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Gives the time in UTC, to the second. fixed: the instant at which it stands still; None for
    the time of the machine."""

    fixed: datetime | None = None

    @classmethod
    def at(cls, text: str | None) -> Clock:
        """Return a clock that stands still at an RFC 3339 instant, or at the first second (UTC) of
        a day; for "" or None, one that runs. Raise ValueError, with a sentence, on any other text
        and outside of EARLIEST to LATEST: a run of the year 9999 could never be followed by another
        one, since the ids of runs increase."""
        if not text:
            return cls()
        try:
            moment = datetime.fromisoformat(text)
            moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        except (ValueError, OverflowError):
            raise ValueError(
                f"{text[:40]!r} is no instant: give one like 2026-03-02T06:00:00Z"
            ) from None
        if not EARLIEST <= moment.year <= LATEST:  # guard: a run of the far future
            raise ValueError(f"{text[:40]!r} is not in the years {EARLIEST} to {LATEST}")
        return cls(moment)

    def now(self) -> str:
        """Return the time as an RFC 3339 instant with Z."""
        return (self.fixed or datetime.now(UTC)).strftime(FORMAT)


@lru_cache(maxsize=64)
def later(instant: str, **span: float) -> str:
    """Return an instant moved by a span: `later(now, days=-90)`."""
    return (datetime.strptime(instant, FORMAT) + timedelta(**span)).strftime(FORMAT)
