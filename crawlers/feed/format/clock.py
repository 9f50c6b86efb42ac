"""The clock of the feed: an argument, so that the same pages at the same instant give the same
bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

FORMAT = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class Clock:
    """Tells the time in UTC, to the second. fixed: the instant it stands at; None for the machine's
    own time."""

    fixed: datetime | None = None

    @classmethod
    def at(cls, text: str | None) -> Clock:
        """A clock that stands at an RFC 3339 instant or a day (its first second, UTC); "" or None:
        one that runs.

        Raises ValueError on any other text.
        """
        if not text:
            return cls()
        moment = datetime.fromisoformat(text)
        return cls(moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC))

    def now(self) -> str:
        """The time as an RFC 3339 instant with Z."""
        return (self.fixed or datetime.now(UTC)).strftime(FORMAT)


@lru_cache(maxsize=64)
def later(instant: str, **span: float) -> str:
    """An instant moved by a span: `later(now, days=-90)`."""
    return (datetime.strptime(instant, FORMAT) + timedelta(**span)).strftime(FORMAT)
