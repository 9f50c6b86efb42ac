"""Read time zones as postings write them ("Brussels time", "CET/CEST", "UTC+1"), and bound a day or
a clock in UTC."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

from crawlers.text.unaccented import plain
from crawlers.text.word_lists import load_merged

_MAX_AHEAD, _MAX_BEHIND = 14, 12
"""Hours that the earliest zone of the world (UTC+14) is ahead of UTC, and the latest (UTC-12)
behind it."""
FIRST_CLOCK, LAST_CLOCK = timedelta(hours=_MAX_AHEAD), timedelta(hours=_MAX_BEHIND)


@dataclass(frozen=True, slots=True)
class Zone:
    """A stated zone. name: as the record keeps it. rules: IANA names or offsets (`+02:00`) that
    those who state it may go by."""

    name: str
    rules: tuple[str, ...]


@cache
def zone_words() -> dict[str, Zone]:
    """Return, by plain phrase ("brussels time", "cet"), the zone it states."""
    data = load_merged("dates")
    zones = {
        plain(word): Zone(row["zone"], tuple(row["rules"]))
        for row in data["zones"]
        for word in row["words"]
    }
    for name, cities in data["cities"].items():
        zone = Zone(name, (name,))
        zones[plain(name).replace("/", " ").replace("_", " ")] = zone
        zones |= {
            phrase.format(plain(city)): zone for city in cities for phrase in data["city_phrases"]
        }
    return zones


def offset_zone(sign: str, hours: int, minutes: int) -> Zone | None:
    """Return the zone of an offset from UTC; None beyond the offsets in use (-12:00 to +14:00)."""
    if minutes > 59 or hours * 60 + minutes > (_MAX_AHEAD if sign == "+" else _MAX_BEHIND) * 60:
        return None
    name = f"{sign}{hours:02}:{minutes:02}" if hours or minutes else "UTC"
    return Zone(name, (name,))


def bounds(first: date, last: date, clock: time | None, zone: Zone | None) -> tuple[str, str]:
    """Return the first and the last UTC instant (RFC 3339) that a day from `first` to `last` can
    mean.

    A clock means its minute, none the whole day. Without a zone it may be any from UTC+14 to
    UTC-12.
    """
    start = datetime.combine(first, clock.replace(second=0) if clock else time(0))
    end = datetime.combine(last, clock.replace(second=59) if clock else time(23, 59, 59))
    if zone is None:
        return _rfc3339(_moved(start, -FIRST_CLOCK)), _rfc3339(_moved(end, LAST_CLOCK))
    return _rfc3339(min(_in_utc(start, zone))), _rfc3339(max(_in_utc(end, zone)))


def _moved(local: datetime, by: timedelta) -> datetime:
    """Return a clock moved, up to the ends of the calendar."""
    try:
        return local + by
    except OverflowError:
        return local


def _in_utc(local: datetime, zone: Zone) -> Iterator[datetime]:
    for rule in zone.rules:
        # a clock that the change of the hour gives twice, or skips, has two readings
        for fold in (0, 1):
            try:
                yield local.replace(tzinfo=_tzinfo(rule), fold=fold).astimezone(UTC)
            except OverflowError:  # on the first or the last day of the calendar
                yield local.replace(tzinfo=UTC)


@cache
def _tzinfo(rule: str) -> tzinfo:
    if rule[0] not in "+-":
        return ZoneInfo(rule)
    offset = timedelta(hours=int(rule[1:3]), minutes=int(rule[4:]))
    return timezone(-offset if rule[0] == "-" else offset)


def _rfc3339(instant: datetime) -> str:
    return f"{instant.replace(tzinfo=None).isoformat(timespec='seconds')}Z"
