"""What is true in the demo: employers, roles and postings, and which of them a site has on a given
day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel import Locale

TRUTH = Path(__file__).parent
SITES = ("datajobstest", "jobjob", "hubmub", "linkedprime", "northlake", "stadtwerk")


@dataclass(frozen=True, slots=True)
class Place:
    """A town and its ISO 3166-1 alpha-2 country."""

    city: str
    code: str

    def country(self, language: str = "en") -> str:
        """Return the country's name in a language."""
        return str(Locale(language).territories[self.code])


@dataclass(frozen=True, slots=True)
class Pay:
    """Bounds as plain digits, ISO 4217 currency or None where the site leaves it out, and the
    period."""

    min: str
    max: str
    currency: str | None
    period: str

    @classmethod
    def read(cls, text: str) -> Pay:
        """From the truth file's `5431.20 EUR month` or `38000-41000 GBP year` or `5431.20
        month`."""
        figures, *currency, period = text.split()
        low, _, high = figures.partition("-")
        return cls(low, high or low, currency[0] if currency else None, period)

    def figures(self, comma: str = ",", point: str = ".", dash: str = " - ") -> str:
        """Return the bounds with thousands marks."""
        low, high = (_grouped(figure, comma, point) for figure in (self.min, self.max))
        return low if low == high else f"{low}{dash}{high}"


def _grouped(figure: str, comma: str, point: str) -> str:
    whole, _, cents = figure.partition(".")
    return f"{int(whole):,}".replace(",", comma) + (point + cents if cents else "")


@dataclass(frozen=True, slots=True)
class Vacancy:
    """One posting as one site has it on one day. role, employer: their entries in the truth files.
    changed: its last edit."""

    id: str
    role: Mapping[str, Any]
    employer: Mapping[str, Any]
    places: tuple[Place, ...]
    posted: dt.date
    deadline: dt.date | None
    changed: dt.date
    pay: Pay | None = None
    hours: str = ""
    grade: str = ""
    ref: str = ""
    level: str = ""
    hour: str = "12:00:00"
    workplace: str = ""
    template: int = 0
    address: str = "id"
    jsonld: bool | str = False
    state: str = "listed"
    quirks: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return str(self.role["title"])

    @property
    def language(self) -> str:
        return str(
            self.role.get("language") or ("de" if self.employer["style"] == "stadtwerk" else "en")
        )


@dataclass(frozen=True, slots=True)
class Script:
    """A site's truth file: its postings, and what happens to the whole site on which day."""

    name: str
    title: str
    page_size: int
    days: Mapping[int, str]
    postings: tuple[Mapping[str, Any], ...]

    def vacancies(self, day: int, epoch: dt.date) -> list[Vacancy]:
        """Return the postings that the site has on a day, those published last first. Day 0 is
        `epoch`."""
        if self.days.get(day) == "empty":
            return []
        on_show = (
            entry
            for entry in self.postings
            if entry.get("from", 0) <= day < entry.get("until", 10**6)
        )
        found = [_vacancy(entry, day, epoch) for entry in on_show]
        return sorted(found, key=lambda vacancy: (vacancy.posted, vacancy.id), reverse=True)


def monday(today: dt.date) -> dt.date:
    """Return the Monday of a day's week: the default day 0, so that a demo repeated within the week
    finds nothing new."""
    return today - dt.timedelta(days=today.weekday())


@cache
def script(site: str) -> Script:
    """Return a site's truth file, read once."""
    truth = _read(site)
    return Script(
        truth["name"],
        truth["title"],
        truth["page_size"],
        truth.get("days", {}),
        tuple(truth["postings"]),
    )


@cache
def style(name: str) -> Mapping[str, Any]:
    """Return how an employer lays out a vacancy (truth/styles.yaml)."""
    return dict(_read("styles")[name])


@cache
def _roles() -> dict[str, Mapping[str, Any]]:
    return {**_read("roles"), **_read("rollen")}


@cache
def _employers() -> dict[str, Mapping[str, Any]]:
    return dict(_read("employers"))


@cache
def _read(name: str) -> Any:
    return yaml.safe_load((TRUTH / f"{name}.yaml").read_text(encoding="utf-8"))


def _vacancy(entry: Mapping[str, Any], day: int, epoch: dt.date) -> Vacancy:
    facts = {
        key: value
        for key, value in entry.items()
        if key not in ("from", "until", "edits", "readvertises", "at")
    }
    changed = facts["posted"]
    for edited_on, edit in sorted(entry.get("edits", {}).items()):
        if edited_on <= day:
            facts.update(edit)
            changed = edited_on
    deadline = facts.pop("deadline")
    return Vacancy(
        **{
            **facts,
            "id": str(facts["id"]),
            "ref": str(facts.get("ref", "")),
            "role": _roles()[facts["role"]],
            "employer": _employers()[facts["employer"]],
            "places": tuple(Place(*place.rsplit(" ", 1)) for place in entry["at"]),
            "posted": epoch + dt.timedelta(days=facts["posted"]),
            "changed": epoch + dt.timedelta(days=changed),
            "deadline": None if deadline is None else epoch + dt.timedelta(days=deadline),
            "pay": Pay.read(facts["pay"]) if "pay" in facts else None,
            "quirks": tuple(facts.get("quirks", ())),
        }
    )
