"""What postings that were known before say now, held against what they said before.

A run reads a part of a large feed: what is new, what changed, a seventh of the rest. After a
redesign, or behind a notice in words that nobody knows, that part reads wrong, and hides in the
whole: in a week all of the feed would be replaced. So each posting that was known before and read
in this run is compared with its own earlier line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from crawlers.feed.store.marks import Marks
from crawlers.feed.store.state import State

WATCHED = ("salary", "locations", "organization", "valid_through", "description")
"""The fields that many postings do not lose at once: pay, place, employer, deadline, text."""

SEVERAL = 3
"""Different deadlines from which on postings that change to one are no extension. Set by hand."""


@dataclass(slots=True)
class ReadAgain:
    """Counts of postings. compared: known before and read in this run, or asked for and answered as
    not modified. titles, texts: by what they changed to, how many did. lost: by field of WATCHED,
    how many had it and no longer have; a deadline that no posting can have is none. Of those that
    the same code read: deadlines: by what they changed to, how many did from each other deadline;
    employers: how many changed their employer."""

    compared: int = 0
    titles: Counter[str] = field(default_factory=Counter)
    texts: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    deadlines: dict[str, Counter[str]] = field(default_factory=dict)
    employers: int = 0

    def compare(self, before: State, now: State) -> None:
        """Count one posting."""
        self.compared += 1
        old, new = Marks.read(before.marks), Marks.read(now.marks)
        if new.title and old.title and new.title != old.title:
            self.titles[new.title] += 1
        if new.text and old.text and new.text != old.text:
            self.texts[new.text] += 1
        if before.code == now.code:
            if before.deadline and now.deadline and now.deadline != before.deadline:
                self.deadlines.setdefault(now.deadline, Counter())[before.deadline] += 1
            self.employers += bool(new.employer and old.employer) and new.employer != old.employer
        lost = {*before.filled.split()} - {*now.filled.split()}
        if before.deadline and not now.deadline:
            lost.add("valid_through")
        self.lost.update(lost.intersection(WATCHED))

    @property
    def one_title(self) -> int:
        """How many postings changed to one and the same title."""
        return max(self.titles.values(), default=0)

    @property
    def one_text(self) -> int:
        """How many postings changed to one and the same text."""
        return max(self.texts.values(), default=0)

    @property
    def one_deadline(self) -> int:
        """How many postings changed to one and the same deadline from several others. Where all had
        one before, it was extended."""
        several = (each for each in self.deadlines.values() if len(each) >= SEVERAL)
        return max((each.total() for each in several), default=0)

    def lost_fields(self) -> Mapping[str, int]:
        """Return by field of WATCHED how many postings lost it."""
        return {name: self.lost[name] for name in WATCHED}
