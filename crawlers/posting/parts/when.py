"""Dates and instants, with what they can mean."""

from __future__ import annotations

from typing import Literal

from crawlers.posting.parts.base import Instant, IsoDate, IsoTime, Model, Name


class When(Model):
    """A date or an instant as the page prints it, with the UTC bounds of what it can mean."""

    raw: Name
    """As printed, without blanks that the site inserted; of "3 days ago", which is other words
    tomorrow, the day that it names (the words stand in provenance)."""
    date: IsoDate | None = None
    """The printed calendar day; null where the order of day and month is unknown."""
    time: IsoTime | None = None
    """The printed clock; null where none is printed."""
    zone: str | None = None
    """The zone as stated, an IANA name or UTC offset where it is known (`Europe/Brussels`, `UTC`);
    null unless stated."""
    precision: Literal["day", "minute"] | None = None
    """`minute` where a clock is printed."""
    earliest: Instant | None = None
    """The first UTC instant it can mean (zone unknown: UTC+14; day precision: the start of the
    day)."""
    latest: Instant | None = None
    """The last UTC instant it can mean (zone unknown: UTC-12; day precision: the end of the
    day)."""
    kind: Literal["fixed", "ongoing", "until_filled", "immediate"] = "fixed"
    """`ongoing` and `until_filled` for a deadline without a day, `immediate` for a start."""
