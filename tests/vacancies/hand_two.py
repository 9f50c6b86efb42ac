"""The second hand: other boards, other faults. Written from what real copies are known to do
(deadlines that move by zone, titles that are doubled or carry place, number and count, French
titles, a lost first paragraph, lost currencies, figures of sister posts, estimates, wrong
employers), without a look at what the linker makes of them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from tests.vacancies import world
from tests.vacancies.world import Market, Truth

Record = dict[str, Any]
ZONES = ("America/New_York", "Asia/Tokyo", "Europe/Helsinki", "Europe/London", "America/Denver")
TRANSLATED = {
    "Engineer": "Ingénieur en charge de la mission", "Officer": "Agent au service des usagers",
    "Analyst": "Analyste pour le pôle études", "Technician": "Technicien sur les réseaux",
    "Planner": "Planificateur des travaux", "Specialist": "Expert pour les projets",
    "Adviser": "Conseiller auprès de la direction", "Buyer": "Acheteur pour le groupe",
}  # fmt: skip


class Board:
    """A board with habits of its own: most of its copies have the same faults."""

    def __init__(self, random: Random, name: str) -> None:
        self.name, self.random = name, random
        self.zone = random.choice(ZONES)
        self.shows_clock = random.random() < 0.5
        self.title_style = random.choice(
            ("plain", "plain", "doubled", "shouted", "placed", "numbered")
        )
        self.strips_grades = random.random() < 0.5
        self.strips_numbers = random.random() < 0.6
        self.drops_lead = random.random() < 0.3
        self.footer = [world.sentence(random) for _ in range(3)]

    def copy(self, truth: Truth, key: str) -> Record:
        """Return the board's copy of a vacancy."""
        record = world.posting(truth, self.name, key)
        self._dates(truth, record)
        self._title(truth, record)
        self._text(record)
        self._facts(truth, record)
        return record

    def _dates(self, truth: Truth, record: Record) -> None:
        day = world.DAY_ZERO + timedelta(days=truth.days[1])
        moment = datetime(day.year, day.month, day.day, 23, 59, tzinfo=ZoneInfo("Europe/Brussels"))
        local = moment.astimezone(ZoneInfo(self.zone))
        clock = local.strftime("%H:%M:00") if self.shows_clock else None
        record["valid_through"] = world.when(local.date() if clock else day, clock)
        if self.random.random() < 0.08:
            record["valid_through"] = None
        begin = world.DAY_ZERO + timedelta(days=truth.days[0])
        late = self.random.choice((0, 0, 1, 2, 5, 12))
        record["date_posted"] = world.when(begin + timedelta(days=late))
        if self.random.random() < 0.3:
            record["date_posted"] = None

    def _title(self, truth: Truth, record: Record) -> None:
        title, chance = truth.title, self.random.random()
        short = truth.employer.split()[0]
        styles = {
            "plain": title, "doubled": f"{short}: {short}: {title}", "shouted": title.upper(),
            "placed": f"{title} - {truth.place[0]}", "numbered": f"{title} {truth.reference}",
        }  # fmt: skip
        record["title"] = styles[self.title_style]
        if chance < 0.04:
            record["title"] = next(
                (french for english, french in TRANSLATED.items() if english in title), title
            )
        elif chance < 0.08:
            record["title"] = re.split(r"[,(]", title)[0].strip()
        elif chance < 0.14 and not truth.pool:
            record["title"] += f" ({self.random.randrange(2, 5)} positions)"
        elif chance < 0.18:
            record["title"] = re.sub(r"[^A-Za-z0-9]+", " ", title).strip().capitalize()

    def _text(self, record: Record) -> None:
        said = world.sentences_of(record)
        if self.drops_lead:
            said = said[1:]
        chance = self.random.random()
        if chance < 0.06:
            said = said[: len(said) // 2]
        elif chance < 0.12:
            said = [each.replace(",", "").replace(".", "") + "." for each in said]
        elif chance < 0.16:
            said = [
                f"Ref {self.random.randrange(10**6)}: see our sister posts in this unit.",
                *said,
            ]
        elif chance < 0.20:
            said = [*said[:-3], *said[-2:]]
        record.update(world.texts([*said, *self.footer]))

    def _facts(self, truth: Truth, record: Record) -> None:
        random = self.random
        if self.strips_numbers:
            record["identifiers"] = []
            if random.random() < 0.3:
                key = record["id"].partition(":")[2]
                record["identifiers"] = [
                    {"scheme": "requisition", "value": f"{self.name[:2]}-{key}"}
                ]
        if self.strips_grades:
            record["grades"] = []
        record["salary"] = random.choice(
            (world.pay(truth.pay), world.pay(truth.pay, None), world.pay(truth.pay, None), None)
        )
        record["workplace"] = truth.workplace if random.random() < 0.3 else None
        if random.random() < 0.1:
            record["salary_estimate"] = world.pay(random.randrange(20000, 80000))
        name = truth.employer
        if random.random() < 0.1:
            name = f"{name} ({''.join(word[0] for word in name.split())})"
        elif random.random() < 0.03:
            name = random.choice(("Confidential", f"{self.name.title()} Recruitment", "Our client"))
        record["organization"] = {"name": name, "url": None, "units": []}
        if random.random() < 0.05:
            record["locations"] = []


def market(count: int, seed: int = 2) -> Market:
    """Return a market: each vacancy at one to four sources."""
    random = Random(seed)
    made = Market(list(world.vacancies(random, count)))
    boards = [
        Board(random, name) for name in ("arbeto", "cliffjobs", "nordpost", "vanta", "zipola")
    ]
    for truth in made.vacancies:
        shown = random.sample(boards, random.randrange(1, 5))
        records = [
            board.copy(truth, f"{truth.number * 7 + random.randrange(7)}") for board in shown
        ]
        if random.random() < 0.5:
            source = re.sub("[^a-z]", "", truth.employer.lower())
            records[0] = world.posting(truth, source, truth.reference, "origin")
        for record in records:
            made.of[record["id"]] = truth.number
            made.postings.append(record)
    return made
