"""Days: which calendar days a printed date can mean, and how two of them relate.

Boards print a deadline in the zone of their server: "23 Oct, 23:59" in Brussels becomes "24 Oct,
12:59 AM" or "23 Oct, 5:59 PM". A clock before noon may be of the day before; a full hour in the
evening may be the midnight that follows.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any

EXTENDED = 45
"""Days by which a deadline is moved at most while it is the same advertisement. Set by hand:
extensions are of two to four weeks, the next period of the same post begins after months."""
NOON, EVENING = "12:00:00", "16:00:00"


class Days(Enum):
    """How two dates relate. NEAR: a day apart. MOVED: within EXTENDED. APART: beyond."""

    UNKNOWN = "unknown"
    SAME = "same"
    NEAR = "near"
    MOVED = "moved"
    APART = "apart"


def days_of(when: Mapping[str, Any] | None, inferred: Any = None) -> tuple[int, ...]:
    """Return the days that a date can mean, as ordinals, likeliest first; none where it names none.

    when: a `When` of the schema. inferred: what a rule of the reader made of it, if any; it names
    the day in the employer's own zone and is believed.
    """
    if isinstance(inferred, Mapping) and inferred.get("date"):
        return (ordinal(inferred["date"]),)
    if not when or not when["date"]:
        return ()
    day, clock = ordinal(when["date"]), when["time"]
    if clock is None or when["zone"] is not None:
        return (day,)
    if clock < NOON:
        return (day - 1, day) if clock[3:5] == "59" else (day, day - 1)
    return (day, day + 1) if clock >= EVENING and clock[3:5] == "00" else (day,)


def ordinal(day: str) -> int:
    """Return the number of a day, as `YYYY-MM-DD`."""
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError:  # 30 February, as printed
        return int(day[:4]) * 365 + int(day[5:7]) * 30 + int(day[8:])


def compare_days(one: tuple[int, ...], two: tuple[int, ...]) -> Days:
    """Return how two dates relate."""
    if not one or not two:
        return Days.UNKNOWN
    gap = min(abs(left - right) for left in one for right in two)
    if gap == 0:
        return Days.SAME
    if gap == 1:
        return Days.NEAR
    return Days.MOVED if gap <= EXTENDED else Days.APART
