"""Thirty days of an invented feed, with everything that a posting can do in it."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

from crawlers.feed.format.folder import Folder
from tests.feed.board import Walk, play, posting

DAYS = 30
_FIRST = date(2031, 1, 1)


def day_of(day: int) -> str:
    """Return a day; the first is day 0."""
    return str(_FIRST + timedelta(days=day))


def month(root: Path, days: int = DAYS, seed: int = 1) -> Folder:
    """Publish a run on each day: postings come, change, go, come back and run out."""
    dice = random.Random(seed)
    texts = dict.fromkeys(range(14), 0)
    away: set[int] = set()
    for day in range(days):
        for key in list(texts):
            texts[key] += dice.random() < 0.12
            if dice.random() < (0.08 if key not in away else 0.3):
                away ^= {key}
        texts[100 + day] = 0
        shown = [key for key in sorted(texts) if key not in away]
        deadlines = {key: day_of(key - 100 + 9) for key in shown if key >= 100 and key % 3 == 0}
        found = [posting(key, f"Version {texts[key]}.", deadlines.get(key)) for key in shown]
        assert play(root, day_of(day), Walk(found)).verdict == "published"
    return Folder(root, "demo")
