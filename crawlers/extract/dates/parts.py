"""Records of what the scanner finds in a date value, before its day is chosen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from typing import Literal

from crawlers.extract.dates.zones import Zone

Order = Literal["DMY", "MDY", "YMD"]
YEARS = range(1990, 2101)
"""A date outside is a misprint or a placeholder. It is refused, but for one that is written year
first, as programs write it (ISO 8601): that one is kept, with a warning."""


class Refused(Exception):
    """Raised for a day or a clock that does not exist: the value is no date."""


@dataclass(slots=True)
class Day:
    """A date as printed.

    readings: by order of its fields, the days it can be; one where the month is in words or the
    year is first.
    convention: the order that its separator stands for. month_day: of a date without a year. month:
    of a month without a day, its first and last day. short: in numbers only, the year in two.
    start, end: where it stands.
    """

    readings: dict[str, date] = field(default_factory=dict)
    convention: Order | None = None
    month_day: tuple[int, int] | None = None
    month: tuple[date, date] | None = None
    short: bool = False
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Ago:
    """A relative date. day: how many days before today (negative: after it); None where the words
    are too coarse to name a day ("2 weeks ago", "over 30 days ago")."""

    day: int | None


@dataclass(slots=True)
class Scan:
    """All that was found, each list in the order of the text.

    zone: one that follows no clock. weekdays: printed ones, Monday 0. period: whether two days are
    joined to a span of time. counts: numbers with a unit and no "ago". remaining: whether a word
    like "still" stands in it. has_purpose: whether a word like "until" says what begins or ends.
    day_first: whether a word of another language than English stands in it. rfc_clock: whether a
    clock stands behind a `T`."""

    days: list[Day] = field(default_factory=list)
    agos: list[Ago] = field(default_factory=list)
    clocks: list[tuple[time, Zone | None]] = field(default_factory=list)
    zone: Zone | None = None
    weekdays: set[int] = field(default_factory=set)
    period: bool = False
    counts: int = 0
    remaining: bool = False
    has_purpose: bool = False
    day_first: bool = False
    rfc_clock: bool = False

    def set_zone(self, zone: Zone) -> None:
        """Set the zone of the clock before it, else of the whole value."""
        if self.clocks and self.clocks[-1][1] is None:
            self.clocks[-1] = (self.clocks[-1][0], zone)
        else:
            self.zone = self.zone or zone
