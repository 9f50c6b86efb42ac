"""The openings of the demo's boards on a given day, read from `truth.yaml`."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import yaml

from crawlers.demo.truth.vacancies import Pay, Place

EPOCH = dt.date(2026, 3, 2)
"""Day 0 unless a replica is given another one."""
TYPES = {
    "full": "FULL_TIME",
    "part": "PART_TIME",
    "contract": "CONTRACTOR",
    "temporary": "TEMPORARY",
    "intern": "INTERN",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One section of a text: its kind, its heading, and either paragraphs or list items."""

    kind: str
    heading: str
    paragraphs: tuple[str, ...]
    items: tuple[str, ...]

    def html(self) -> str:
        """Return the section without its heading."""
        listed = "".join(f"<li>{escape(item)}</li>" for item in self.items)
        return "".join(f"<p>{escape(text)}</p>" for text in self.paragraphs) + (
            f"<ul>{listed}</ul>" if listed else ""
        )


@dataclass(frozen=True, slots=True)
class Opening:
    """One opening as it stands on one day. posted, deadline, updated: instants in UTC. type: a key
    of TYPES."""

    id: str
    title: str
    text: str
    places: tuple[Place, ...]
    type: str
    posted: dt.datetime
    updated: dt.datetime
    deadline: dt.datetime | None
    pay: Pay | None
    workplace: str
    department: str
    category: str
    ref: str
    level: str

    @property
    def uuid(self) -> str:
        return str(uuid.uuid5(uuid.NAMESPACE_URL, self.id))

    @property
    def language(self) -> str:
        return str(_truth()["texts"][self.text]["language"])

    @property
    def parts(self) -> tuple[Part, ...]:
        return tuple(
            Part(
                each["kind"],
                each["heading"],
                tuple(each.get("paragraphs", ())),
                tuple(each.get("items", ())),
            )
            for each in _truth()["texts"][self.text]["sections"]
        )

    def html(self, tag: str = "h3") -> str:
        """Return the whole text under its headings."""
        return "".join(f"<{tag}>{escape(part.heading)}</{tag}>{part.html()}" for part in self.parts)

    def truth(self) -> dict[str, Any]:
        """Return what is so, field by field, in the form of the record; a platform states a part of
        it."""
        return {
            "title": self.title,
            "organization": board()["name"],
            "locations": [{"city": place.city, "country": place.code} for place in self.places],
            "employment_types": [TYPES[self.type]],
            "workplace": self.workplace,
            "date_posted": instant(self.posted),
            "valid_through": instant(self.deadline) if self.deadline else None,
            "salary": self.pay
            and {name: getattr(self.pay, name) for name in ("min", "max", "currency", "period")},
            "identifiers": [self.ref],
            "categories": [self.department],
            "language": self.language,
            "sections": {part.kind: len(part.items) for part in self.parts},
        }


def instant(when: dt.datetime) -> str:
    """RFC 3339 with Z."""
    return f"{when:%Y-%m-%dT%H:%M:%SZ}"


def board() -> Mapping[str, str]:
    """Return the employer: `board` (its name in addresses), `name`, `site`."""
    return {key: _truth()[key] for key in ("board", "name", "site")}


def openings(day: int = 0, epoch: dt.date = EPOCH, copies: int = 1) -> list[Opening]:
    """Return what is listed on a day, those published last first. copies: each that many times,
    under further ids and numbers."""
    return list(_openings(day, epoch, copies))


@cache
def _openings(day: int, epoch: dt.date, copies: int) -> tuple[Opening, ...]:
    listed = [
        _opening(e, day, epoch)
        for e in _truth()["openings"]
        if e.get("from", 0) <= day < e.get("until", 10**6)
    ]
    listed.sort(key=lambda opening: (opening.posted, opening.id), reverse=True)
    return tuple(_copy(opening, number) for number in range(copies) for opening in listed)


def _copy(opening: Opening, number: int) -> Opening:
    if not number:
        return opening
    return replace(opening, id=f"{int(opening.id) + 1000 * number}", ref=f"{opening.ref}/{number}")


def _opening(entry: Mapping[str, Any], day: int, epoch: dt.date) -> Opening:
    facts = {
        key: value for key, value in entry.items() if key not in ("from", "until", "edits", "at")
    }
    for edited_on, edit in sorted(entry.get("edits", {}).items()):
        facts.update(edit if edited_on <= day else {})

    def when(text: str) -> dt.datetime:
        days, clock = text.split()
        return dt.datetime.combine(
            epoch + dt.timedelta(days=int(days)), dt.time.fromisoformat(clock), dt.UTC
        )

    return Opening(
        **{
            **facts,
            "id": str(facts["id"]),
            "places": tuple(Place(*place.rsplit(" ", 1)) for place in entry["at"]),
            "posted": when(facts["posted"]),
            "updated": when(facts.get("updated", facts["posted"])),
            "deadline": when(facts["deadline"]) if "deadline" in facts else None,
            "pay": Pay.read(facts["pay"]) if "pay" in facts else None,
        }
    )


@cache
def _truth() -> Mapping[str, Any]:
    return dict(yaml.safe_load((Path(__file__).parent / "truth.yaml").read_text(encoding="utf-8")))
