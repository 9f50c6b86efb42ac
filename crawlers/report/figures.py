"""Figures and instants in words."""

from __future__ import annotations

from datetime import datetime

from crawlers.feed.format.clock import FORMAT


def figure(count: int, there: bool = True) -> str:
    """Return a number with its thousands apart; a dash where there is none."""
    return f"{count:,}" if there else "–"


def age(instant: str, now: str) -> str:
    """`20 minutes ago`, `5 hours ago`, `3 days ago`; of an instant that has not come yet `in 3 days
    (clocks differ)`."""
    hours = hours_between(instant, now)
    for size, word in ((24, "day"), (1, "hour"), (1 / 60, "minute")):
        count = int(abs(hours) / size + 1e-6)
        if count >= (2 if word == "day" else 1):
            words = f"{count} {word}{'s' * (count != 1)}"
            return f"{words} ago" if hours > 0 else f"in {words} (clocks differ)"
    return "just now"


def day(instant: str) -> str:
    """`2 Mar 2026`."""
    moment = datetime.strptime(instant, FORMAT)
    return f"{moment.day} {moment:%b %Y}"


def moment(instant: str) -> str:
    """`2 Mar 2026, 06:00 UTC`."""
    return f"{day(instant)}, {instant[11:16]} UTC"


def hours_between(instant: str, now: str) -> float:
    """Hours from an instant to now; below zero where it has not come yet."""
    span = datetime.strptime(now, FORMAT) - datetime.strptime(instant, FORMAT)
    return span.total_seconds() / 3600
