"""An invented labour market: employers, their vacancies and near-twins, and the truth of which
postings are one vacancy. Shares no code with the linker; what copies do to a posting is in
`hand_one` and `hand_two`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from crawlers.posting.schema import JobPosting

DAY_ZERO = date(2031, 3, 3)
PLACES = (
    ("Tampere", "FI"), ("Gdańsk", "PL"), ("Tallinn", "EE"), ("Galway", "IE"), ("Lyon", "FR"),
    ("Kassel", "DE"), ("Bergen", "NO"), ("Geneva", "CH"), ("Brussels", "BE"), ("Hobart", "AU"),
    ("Turin", "IT"), ("Porto", "PT"), ("Utrecht", "NL"), ("Aarhus", "DK"), ("Brno", "CZ"),
)  # fmt: skip
_NAMES = [
    "Alder",
    "Northlake",
    "Kestrel",
    "Vistula",
    "Havgap",
    "Skerry",
    "Tramontane",
    "Rowan",
    "Birken",
    "Corvus",
    "Lindhal",
    "Marrow",
    "Ostrava",
    "Pendle",
    "Quillon",
    "Rhodon",
    "Selwick",
    "Tarn",
    "Ulverton",
    "Wexholm",
    "Yarrow",
    "Zephyr",
    "Brackwater",
    "Dunmore",
]
_KINDS = ("Hospital Trust", "Instruments", "Water Authority", "Railways", "Institute of Physics",
          "Energy", "City Council", "Analytics", "Insurance", "Shipping")  # fmt: skip
_SUBJECTS = (
    "Procurement", "Payroll Systems", "Network Operations", "Water Quality", "Signalling",
    "Clinical Data", "Legal Affairs", "Fleet Maintenance", "Public Records", "Seismic Monitoring",
    "Grid Planning", "Patient Transport", "Archives", "Budget Control", "Laboratory Safety",
    "Harbour Traffic", "Timetable Design", "Energy Trading", "Claims Handling", "Soil Chemistry",
    "Radio Spectrum", "Crew Rostering", "Translation Services", "Visitors", "Stock Control",
)  # fmt: skip
_POSTS = (
    "Engineer",
    "Officer",
    "Analyst",
    "Technician",
    "Planner",
    "Specialist",
    "Adviser",
    "Buyer",
)
FRENCH = {"Engineer": "Ingénieur", "Officer": "Chargé", "Analyst": "Analyste", "Buyer": "Acheteur",
          "Technician": "Technicien", "Planner": "Planificateur", "Specialist": "Spécialiste",
          "Adviser": "Conseiller"}  # fmt: skip
_WHO = ("the team", "the section", "our crews", "the night shift", "both laboratories", "the depot",
        "every district office", "the control room", "the board", "local partners")  # fmt: skip
_DOES = ("keeps records of", "checks", "plans", "repairs", "reports on", "buys", "negotiates",
         "schedules", "tests", "documents", "reviews", "coordinates", "measures")  # fmt: skip
_WHAT = ("pumping stations", "contract files", "sensor readings", "spare parts", "patient journeys",
         "bridge inspections", "cable routes", "invoices from suppliers", "timetables", "soil",
         "harbour dues", "shift rosters", "training courses", "radio masts", "old maps",
         "meter readings", "emergency drills", "software releases", "customs papers")  # fmt: skip
_WHEN = ("before winter sets in", "twice in every quarter", "with two colleagues from finance",
         "while the plant keeps running", "under the new regulation", "for three river basins",
         "as the law of the region requires", "across four sites on the coast",
         "until the new building opens", "in close touch with the ministry")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Truth:
    """One vacancy as its employer knows it. again: the number of the vacancy that it repeats.
    days: of publication and deadline, after DAY_ZERO."""

    number: int
    employer: str
    unit: str
    title: str
    place: tuple[str, str]
    days: tuple[int, int]
    reference: str
    grade: tuple[str, str | None] | None
    pay: int
    workplace: str
    text: tuple[str, ...]
    lead: str
    pool: bool = False
    again: int | None = None


@dataclass(slots=True)
class Market:
    """vacancies: the truth. postings: records as the feed has them. of: by id of a posting, the
    number of its vacancy."""

    vacancies: list[Truth] = field(default_factory=list)
    postings: list[dict[str, Any]] = field(default_factory=list)
    of: dict[str, int] = field(default_factory=dict)

    def lines(self) -> list[bytes]:
        """Return the lines of postings.jsonl, sorted."""
        return [line(each) for each in sorted(self.postings, key=lambda each: each["id"])]


def line(record: dict[str, Any]) -> bytes:
    """Return a record as a line."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


@cache
def blank() -> dict[str, Any]:
    return JobPosting(id="a:1", source="a", source_kind="origin", title="x").model_dump(mode="json")


def sentence(random: Random) -> str:
    """Return an invented sentence."""
    words = [random.choice(part) for part in (_WHO, _DOES, _WHAT)]
    more = f", {random.choice(_DOES)} {random.choice(_WHAT)}" if random.random() < 0.7 else ""
    return f"{words[0].capitalize()} {words[1]} {words[2]}{more} {random.choice(_WHEN)}."


def _prose(random: Random, count: int) -> tuple[str, ...]:
    return tuple(sentence(random) for _ in range(count))


@dataclass(frozen=True, slots=True)
class _House:
    """An employer. standard: sentences of all its postings."""

    name: str
    graded: bool
    standard: tuple[str, ...]
    units: tuple[tuple[str, tuple[str, ...]], ...]


def _house(random: Random, number: int, region: str) -> _House:
    name = region + f"{_NAMES[number % len(_NAMES)]} {_KINDS[number // len(_NAMES) % len(_KINDS)]}"
    if number >= len(_NAMES) * len(_KINDS):
        name = f"{region}{_NAMES[number % 7]}-{_NAMES[number % 23]} {name.removeprefix(region)}"
    units = tuple((f"{random.choice(_SUBJECTS)} Division", _prose(random, 3)) for _ in range(4))
    about = f"{name} has served the region since {random.randrange(1890, 2020)}."
    return _House(name, random.random() < 0.5, (about, *_prose(random, 5)), units)


def vacancies(random: Random, count: int, region: str = "") -> Iterator[Truth]:
    """Yield invented vacancies with their near-twins and later repetitions. region: stands before
    the name of each employer."""
    houses = [_house(random, number, region) for number in range(max(3, count // 25))]
    made = 0
    while made < count:
        first = _vacancy(random, random.choice(houses), made)
        family = [first, *_relatives(random, first, houses, made + 1)][: count - made]
        yield from family
        made += len(family)


def _vacancy(random: Random, house: _House, number: int) -> Truth:
    unit, opening = random.choice(house.units)
    post, subject = random.choice(_POSTS), random.choice(_SUBJECTS)
    rank = random.choice(("", "", "", "Senior ", "Lead ", "Junior "))
    title = random.choice((f"{rank}{post}, {subject}", f"{rank}{subject} {post}"))
    begin = random.randrange(0, 200)
    grade = (f"G{random.randrange(5, 23)}", None) if house.graded else None
    return Truth(
        number, house.name, unit, title, random.choice(PLACES),
        (begin, begin + random.randrange(14, 60)), _reference(random, number), grade,
        random.randrange(2500, 9900), random.choice(("", "", "on_site", "hybrid", "remote")),
        (*opening, *_prose(random, random.randrange(6, 20)), *house.standard),
        f"{sentence(random)[:-1]}, and you lead it.",
    )  # fmt: skip


def _reference(random: Random, number: int) -> str:
    return f"{random.randrange(20, 32)}{number % 10000:04}{random.randrange(10)}"


def _relatives(random: Random, first: Truth, houses: list[_House], number: int) -> Iterator[Truth]:
    """Yield what resembles a vacancy and is another one."""
    kind = random.random()
    ref = _reference
    if kind < 0.10:  # three posts of one body within a week, with one opening
        for step in range(2):
            other = _vacancy(random, next(h for h in houses if h.name == first.employer), number)
            days = (first.days[0] + random.randrange(4), first.days[1] + random.randrange(4))
            text = (*first.text[:4], *other.text[3:])
            yield replace(other, number=number + step, unit=first.unit, days=days, text=text,
                          place=first.place, reference=ref(random, number + step))  # fmt: skip
    elif kind < 0.15 and first.grade:  # one text, two grades
        grade = (first.grade[0], f"G{int(first.grade[0][1:]) + 2}")
        yield replace(first, number=number, grade=grade, reference=ref(random, number),
                      pay=first.pay + 400)  # fmt: skip
    elif kind < 0.20:  # one word of rank
        rank = random.choice(("Senior", "Junior", "Deputy", "Principal"))
        bare = first.title.removeprefix("Senior ").removeprefix("Lead ").removeprefix("Junior ")
        text = (*first.text[:-8], *_prose(random, 3), *first.text[-6:])
        title = f"{rank} {bare}" if f"{rank} {bare}" != first.title else f"Assistant {bare}"
        yield replace(first, number=number, title=title, text=text, reference=ref(random, number))
    elif kind < 0.25:  # one template, two employers
        other = random.choice(houses)
        if other.name != first.employer:
            text = (*first.text[:-6], *other.standard)
            yield replace(first, number=number, employer=other.name, text=text,
                          reference=ref(random, number))  # fmt: skip
    elif kind < 0.30:  # the same post in another town
        place = random.choice([each for each in PLACES if each != first.place])
        yield replace(first, number=number, place=place, reference=ref(random, number))
    elif kind < 0.34:  # a page of many posts
        yield replace(first, number=number, pool=True, reference=ref(random, number),
                      title=first.title.split(",")[0] + " (Multiple posts)",
                      text=(*first.text[:3], *_prose(random, 30), *first.text[-6:]))  # fmt: skip
    elif kind < 0.42:  # the same post again, half a year later
        begin = first.days[1] + random.randrange(20, 150)
        yield replace(first, number=number, days=(begin, begin + 30), again=first.number,
                      reference=ref(random, number))  # fmt: skip


def posting(truth: Truth, source: str, key: str, kind: str = "aggregator") -> dict[str, Any]:
    """Return a vacancy as a source without faults has it."""
    begin, end = (DAY_ZERO + timedelta(days=each) for each in truth.days)
    return blank() | {
        "id": f"{source}:{key}", "source": source, "source_kind": kind,
        "url": f"https://{source}.example/jobs/{key}", "title": truth.title,
        "organization": {"name": truth.employer, "url": None, "units": [truth.unit]},
        "locations": [location(truth.place)], "workplace": truth.workplace or None,
        "date_posted": when(begin), "valid_through": when(end, "23:59:00"),
        "identifiers": [{"scheme": "reference", "value": truth.reference}],
        "grades": [grade(truth.grade)] if truth.grade else [], "salary": pay(truth.pay),
        "language": "en", "flags": ["reserve_list"] if truth.pool else [],
        "lifecycle": lifecycle(begin), **texts([truth.lead, *truth.text]),
    }  # fmt: skip


def location(place: tuple[str, str]) -> dict[str, Any]:
    city, country = place
    return {"raw": f"{city}, {country}", "city": city, "region": None, "region_code": None,
            "country": country}  # fmt: skip


def grade(codes: tuple[str, str | None]) -> dict[str, Any]:
    return {"raw": "-".join(filter(None, codes)), "system": None, "code": codes[0],
            "code_max": codes[1]}  # fmt: skip


def pay(amount: int, currency: str | None = "EUR") -> dict[str, Any]:
    return {"raw": f"{amount} {currency or ''}".strip(), "min": str(amount), "max": str(amount),
            "currency": currency, "period": "month", "basis": None}  # fmt: skip


def when(day: date, clock: str | None = None) -> dict[str, Any]:
    return {"raw": f"{day} {clock or ''}".strip(), "date": str(day), "time": clock, "zone": None,
            "precision": "minute" if clock else "day", "earliest": f"{day}T00:00:00Z",
            "latest": f"{day}T23:59:59Z", "kind": "fixed"}  # fmt: skip


def lifecycle(day: date) -> dict[str, Any]:
    seen = f"{day}T04:00:00Z"
    return {"first_seen": seen, "last_changed": seen, "closed_at": None, "closed_reason": None,
            "reopened_at": None}  # fmt: skip


def texts(sentences: list[str]) -> dict[str, Any]:
    """Return the text of a posting: three sentences a paragraph."""
    paragraphs = [" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3)]
    blocks = [{"kind": "paragraph", "text": each, "standard": False} for each in paragraphs]
    sections = [{"kind": "summary", "heading": None, "blocks": blocks}]
    return {"sections": sections if blocks else [], "description": "\n".join(paragraphs) or None}


def sentences_of(record: dict[str, Any]) -> list[str]:
    """Return the sentences of a posting made here."""
    text = (record["description"] or "").replace("\n", " ")
    return [f"{each}." for each in text.rstrip(".").split(". ")] if text else []
