"""What is true on an invented site on each day: its postings, and what the night does to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

START = date(2031, 1, 6)
TRADES = ("Baker", "Cooper", "Dyer", "Fuller", "Glover", "Joiner", "Miller", "Potter", "Sailmaker")
PLACES = (
    "Bergen, Norway",
    "Cork, Ireland",
    "Delft, Netherlands",
    "Ghent, Belgium",
    "Porto, Portugal",
    "Turku, Finland",
)
HOUSES = ("the mill house", "the upper works", "the rope walk", "the tannery", "the west quay")
EMPLOYERS = ("Weir & Quay", "Alder Works", "Harl Brothers", "Nettle Mills", "Osier Trade")
STALE_DAYS = 2
"""How far the other data centre is behind."""
FIRST_POSTINGS = 60
PER_PAGE = 20

NOTICES = (
    "login",
    "captcha",
    "maintenance",
    "home",
    "first",
    "cut",
    "nothing",
    "unknown",
    "unlinked",
    "teaser",
    "thin",
)
"""What may stand where the last page of a list was: a notice, a redirect to the home page or to the
first page, half of the page, no byte, a page in unknown words; no link to it; a login that names
two of its postings. `thin`: the second page names a fifth of its postings."""
DAMAGE = ("stray", "ampersand", "control", "half", "letters", "text", "index")
"""What may be wrong with a sitemap: a `<` in an address, a raw `&`, a control character, half of
it, an element in capitals, lines of text that end in the middle, an index whose last part is
empty."""
CLOCKS = (365, 3, -40)
"""Days that the crawler's clock may be ahead."""


def day_of(day: int) -> date:
    """Return the date of a day of the timeline; the first is day 0."""
    return START + timedelta(days=day)


@dataclass
class Version:
    """What a posting says from a day on. edition: the number of the edit, from 0."""

    day: int
    edition: int
    deadline: int | None


@dataclass
class Job:
    """One vacancy. key: its number on the site. versions: what it says, by the day of the edit.
    ends: the day from which it is no longer advertised, None while nobody knows. late: days that
    its page stays after that, saying that it is over."""

    key: int
    born: int
    trade: str
    place: str
    house: str
    employer: str
    pay: int
    versions: list[Version]
    ends: int | None = None
    late: int = 0
    reused: bool = False

    def said(self, day: int) -> Version:
        """Return what the posting says on a day."""
        return [each for each in self.versions if each.day <= day][-1]

    def listed(self, day: int) -> bool:
        """Return whether the site lists the posting on a day."""
        return self.born <= day and (self.ends is None or day < self.ends)

    def is_open(self, day: int) -> bool:
        """Return whether it can be applied for on a day."""
        deadline = self.said(day).deadline if self.born <= day else None
        return self.listed(day) and (deadline is None or day <= deadline)

    @property
    def title(self) -> str:
        """The printed title."""
        return f"{self.trade} at {self.house}"


@dataclass
class Night:
    """What happens to the site during one night's crawl.

    notice: of NOTICES, at the last page of the list. damage: of DAMAGE, to the sitemap. broken:
    postings whose page answers 404 tonight although they are advertised. failing: postings whose
    page answers 500. empty: no posting is listed, and none has a page. stale: another data
    centre answers, which does not know the postings of the last days. landing: every posting's page
    is the same page in unknown words. ahead: days that the crawler's own clock is ahead. repeats:
    the list names the first postings again on the last page. share: of the postings that are
    listed, in hundredths.
    """

    notice: str = ""
    damage: str = ""
    broken: frozenset[int] = frozenset()
    failing: frozenset[int] = frozenset()
    empty: bool = False
    share: int = 100
    stale: bool = False
    landing: bool = False
    ahead: int = 0
    repeats: bool = False

    @property
    def is_calm(self) -> bool:
        """Return whether the site answers truly, and the clock is right."""
        return self == Night()


@dataclass
class World:
    """One site over its life. kind: `totals` (list pages that print "1-20 of 83"), `pages` (list
    pages without a figure), `sitemap` (with lastmod) or `plain` (a sitemap without).
    prints_pages: whether a list page prints "Page 1 of 4". sends_dates: whether its answers have
    the header `Date`."""

    kind: str
    days: int
    jobs: list[Job] = field(default_factory=list)
    nights: dict[int, Night] = field(default_factory=dict)
    is_shuffled: bool = True
    prints_pages: bool = False
    sends_dates: bool = True

    @classmethod
    def made(cls, seed: int, days: int, postings: int = FIRST_POSTINGS) -> World:
        """Return the site of a seed. postings: how many it has on the first day."""
        kinds = ("totals", "pages", "sitemap", "plain")
        world, dice = cls(kinds[seed % len(kinds)], days, is_shuffled=not seed % 2), Random(seed)
        world.jobs = [_job(dice, 1000 + n, 0) for n in range(postings)]
        for day in range(1, days):
            world._live(dice, day)
        world._trouble(dice)
        return world

    def listed(self, day: int) -> list[Job]:
        """Return the postings that the site lists on a day, in its order, which changes daily
        unless it is steady."""
        shown = [job for job in self.jobs if job.listed(day)]
        if self.is_shuffled:
            Random(day).shuffle(shown)
        return shown

    def at(self, key: int, day: int) -> Job | None:
        """Return the job that has a number on a day, the latest that had it; None before."""
        owners = [job for job in self.jobs if job.key == key and job.born <= day]
        return owners[-1] if owners else None

    def night(self, day: int) -> Night:
        """Return what happens in a night."""
        return self.nights.get(day, Night())

    def _live(self, dice: Random, day: int) -> None:
        """Let one day pass: postings come, change and go."""
        top = max(job.key for job in self.jobs)
        for n in range(dice.choice((0, 1, 1, 2))):
            self.jobs.append(_job(dice, top + 1 + n, day))
        shown = [job for job in self.jobs if job.listed(day) and job.born < day]
        for job in dice.sample(shown, min(len(shown), dice.choice((0, 1, 1, 2)))):
            last = job.versions[-1]
            if last.deadline is not None and dice.random() < 0.5:
                job.versions.append(Version(day, last.edition, last.deadline + 20))
            else:
                job.versions.append(Version(day, last.edition + 1, last.deadline))
        for job in dice.sample(shown, min(len(shown), dice.choice((0, 1, 1)))):
            job.ends, job.late = day, dice.choice((0, 0, 4))
            if dice.random() < 0.2:  # advertised again under another number
                again = _job(dice, max(each.key for each in self.jobs) + 1, day + 3)
                again.trade, again.house, again.place = job.trade, job.house, job.place
                again.employer = job.employer
                self.jobs.append(again)
        for job in shown:
            deadline = job.said(day).deadline
            if deadline is not None and day == deadline + 3 and job.ends is None:
                job.ends = day
        self._reuse(dice, day)

    def _reuse(self, dice: Random, day: int) -> None:
        """Now and then a number is given to another job the day after its own went."""
        gone = [job for job in self.jobs if job.ends == day and not job.reused]
        if gone and dice.random() < 0.1:
            old = gone[0]
            old.late, old.reused = 0, True
            new = _job(dice, old.key, day)
            new.trade = next(trade for trade in TRADES if trade != old.trade)
            new.place = next(place for place in PLACES if place != old.place)
            new.employer = next(each for each in EMPLOYERS if each != old.employer)
            self.jobs.append(new)

    def _trouble(self, dice: Random) -> None:
        """Spread the nights of trouble: about one in four, never two in a row but for a landing
        page, which stays for a week."""
        day = 4
        while day < self.days:
            kind = dice.choice(
                ("list", "list", "gone", "one", "fails", "stale", "clock", "repeats", "landing")
            )
            keys = [job.key for job in self.listed(day)]
            if kind == "list" and self.kind in ("totals", "pages"):
                self.nights[day] = Night(notice=dice.choice(NOTICES))
            elif kind == "list":
                self.nights[day] = Night(damage=dice.choice(DAMAGE))
            elif kind == "gone":
                self.nights[day] = Night(broken=frozenset(dice.sample(keys, len(keys) // 5)))
            elif kind == "one":
                self.nights[day] = Night(broken=frozenset(dice.sample(keys, 1)))
            elif kind == "fails":
                self.nights[day] = Night(failing=frozenset(dice.sample(keys, 1)))
            elif kind == "landing" and day > 30 and dice.random() < 0.4:
                for later in range(day, min(day + 7, self.days)):
                    self.nights[later] = Night(landing=True)
                day += 7
            elif kind == "clock" and day > 20 and dice.random() < 0.3:
                self.nights[day] = Night(ahead=dice.choice(CLOCKS))
            else:
                self.nights[day] = Night(stale=kind == "stale", repeats=kind == "repeats")
            day += dice.choice((3, 4, 5))


def _job(dice: Random, key: int, day: int) -> Job:
    deadline = day + dice.randint(10, 60) if dice.random() < 0.5 else None
    return Job(
        key,
        day,
        dice.choice(TRADES),
        dice.choice(PLACES),
        dice.choice(HOUSES),
        dice.choice(EMPLOYERS),
        dice.randrange(24, 60) * 1000,
        [Version(day, 0, deadline)],
    )
