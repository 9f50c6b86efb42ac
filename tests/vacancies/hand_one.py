"""The first hand: what boards do to a copy, each fault with its share of the copies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.vacancies import world
from tests.vacancies.world import FRENCH, Market, Truth

Record = dict[str, Any]
Fault = Callable[[Random, Truth, Record], None]
BOARDS = ("hubble", "jobfair", "primelink", "workpost", "offerta")


def market(count: int, seed: int = 1, region: str = "") -> Market:
    """Return a market: each vacancy at one to four sources. region: see `world.vacancies`."""
    random = Random(seed)
    made = Market(list(world.vacancies(random, count, region)))
    for truth in made.vacancies:
        copies = random.choice((1, 2, 2, 3, 3, 4))
        sources = random.sample(BOARDS, copies)
        if random.random() < 0.6:
            origin = "".join(truth.employer.lower().split())
            _add(made, truth, world.posting(truth, origin, f"{truth.number:06}", "origin"))
            sources = sources[1:]
        for source in sources:
            key = str(random.randrange(10**7, 10**8))
            record = world.posting(truth, source, key)
            for share, fault in FAULTS:
                if random.random() < share:
                    fault(random, truth, record)
            _add(made, truth, record)
    return made


def _add(made: Market, truth: Truth, record: Record) -> None:
    if record["id"] not in made.of:
        made.of[record["id"]] = truth.number
        made.postings.append(record)


def _deadline_by_zone(random: Random, truth: Truth, record: Record) -> None:
    day = world.DAY_ZERO + timedelta(days=truth.days[1])
    hours = random.choice((-6, -2, -1, 1, 6, 8))
    minutes = 23 * 60 + 59 + hours * 60
    shifted = day + timedelta(days=minutes // (24 * 60))
    clock = f"{minutes % (24 * 60) // 60:02}:59:00"
    record["valid_through"] = world.when(shifted, clock)
    if random.random() < 0.5:
        moment = {"date": str(day), "time": "23:59:00", "zone": "Europe/Brussels"}
        record["inferred"] = {"valid_through": {"value": moment, "rule": "clock"}}


def _deadline_without_clock(random: Random, truth: Truth, record: Record) -> None:
    record["valid_through"] = world.when(world.DAY_ZERO + timedelta(days=truth.days[1]))


def _no_deadline(random: Random, truth: Truth, record: Record) -> None:
    record["valid_through"] = None


def _old_deadline(random: Random, truth: Truth, record: Record) -> None:
    day = world.DAY_ZERO + timedelta(days=truth.days[1] - random.choice((7, 10, 14)))
    record["valid_through"] = world.when(day)


def _employer_before_title(random: Random, truth: Truth, record: Record) -> None:
    record["title"] = f"{truth.employer}: {truth.employer}: {record['title']}"


def _place_behind_title(random: Random, truth: Truth, record: Record) -> None:
    record["title"] += random.choice((" – {}", ", {}", " ({})")).format(truth.place[0])


def _posts_behind_title(random: Random, truth: Truth, record: Record) -> None:
    if not truth.pool:
        record["title"] += f" ({random.randrange(2, 4)} posts)"


def _french_title(random: Random, truth: Truth, record: Record) -> None:
    for english, french in FRENCH.items():
        if english in truth.title:
            record["title"] = f"{french} de projets auprès du directeur"


def _bare_title(random: Random, truth: Truth, record: Record) -> None:
    record["title"] = truth.title.split(",")[0]


def _lost_lead(random: Random, truth: Truth, record: Record) -> None:
    record.update(world.texts(world.sentences_of(record)[1:]))


def _lost_marks(random: Random, truth: Truth, record: Record) -> None:
    said = world.sentences_of(record)
    record.update(world.texts([each.replace(",", "").replace("'", " ") for each in said]))


def _lost_end(random: Random, truth: Truth, record: Record) -> None:
    record.update(world.texts(world.sentences_of(record)[:-4]))


def _sister_numbers(random: Random, truth: Truth, record: Record) -> None:
    said = world.sentences_of(record)
    other = f"See also the posts {random.randrange(10**6)} and {random.randrange(10**6)}."
    record.update(world.texts([*said, other]))


def _no_currency(random: Random, truth: Truth, record: Record) -> None:
    record["salary"] = world.pay(truth.pay, None)


def _estimate(random: Random, truth: Truth, record: Record) -> None:
    record["salary"], record["salary_estimate"] = None, world.pay(random.randrange(30000, 90000))


def _no_reference(random: Random, truth: Truth, record: Record) -> None:
    record["identifiers"] = []


def _own_reference(random: Random, truth: Truth, record: Record) -> None:
    key = record["id"].partition(":")[2]
    record["identifiers"] = [{"scheme": "reference", "value": key}]


def _no_grade(random: Random, truth: Truth, record: Record) -> None:
    record["grades"] = []


def _wrong_employer(random: Random, truth: Truth, record: Record) -> None:
    record["organization"] = {
        "name": f"{record['source'].title()} Direct",
        "url": None,
        "units": [],
    }


def _short_employer(random: Random, truth: Truth, record: Record) -> None:
    name = f"{truth.unit}, {truth.employer}" if random.random() < 0.5 else truth.employer
    record["organization"] = {"name": name, "url": None, "units": []}


def _no_city(random: Random, truth: Truth, record: Record) -> None:
    record["locations"] = [{**record["locations"][0], "city": None, "raw": truth.place[1]}]


def _day_of_copy(random: Random, truth: Truth, record: Record) -> None:
    day = date.fromisoformat(record["date_posted"]["date"]) + timedelta(days=random.randrange(1, 9))
    record["date_posted"] = world.when(day)


def _no_workplace(random: Random, truth: Truth, record: Record) -> None:
    record["workplace"] = None


FAULTS: tuple[tuple[float, Fault], ...] = (
    (0.40, _deadline_by_zone),
    (0.25, _deadline_without_clock),
    (0.04, _old_deadline),
    (0.10, _no_deadline),
    (0.08, _bare_title),
    (0.05, _french_title),
    (0.10, _employer_before_title),
    (0.15, _place_behind_title),
    (0.08, _posts_behind_title),
    (0.25, _lost_lead),
    (0.10, _lost_marks),
    (0.08, _lost_end),
    (0.05, _sister_numbers),
    (0.25, _no_currency),
    (0.15, _estimate),
    (0.55, _no_reference),
    (0.15, _own_reference),
    (0.40, _no_grade),
    (0.04, _wrong_employer),
    (0.15, _short_employer),
    (0.08, _no_city),
    (0.50, _day_of_copy),
    (0.50, _no_workplace),
)
