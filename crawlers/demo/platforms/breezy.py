"""Breezy HR's portal: one call gives the board with all its texts."""

from __future__ import annotations

from typing import Any

from crawlers.demo.platforms.server import Asked, Platform, as_json
from crawlers.demo.platforms.truth import Opening, board, instant
from crawlers.demo.printing.replica import Answer
from crawlers.demo.printing.values import slug
from crawlers.demo.truth.vacancies import Place

TYPES = {
    "full": "fullTime",
    "part": "partTime",
    "contract": "contract",
    "temporary": "temporary",
    "intern": "other",
}
REMOTE = {"remote": "remote-location", "hybrid": "hybrid"}


class Breezy(Platform):
    """`type.name` is in the language of the board, `is_remote` is true of hybrid posts too. Quirks:
    `changed`, `unknown` (a portal that is not there), `old` (rows without `is_remote`, without
    `locations`)."""

    name = "breezy"
    host = "https://kestrel.breezy.hr"

    def answer(self, asked: Asked) -> Answer:
        if asked.path != "/json" or "unknown" in self.quirks:
            return Answer(404, b"<html><body>Career portal not found</body></html>")
        rows = [self._row(opening) for opening in self.listed]
        return as_json({"positions": rows} if "changed" in self.quirks else rows)

    def _row(self, opening: Opening) -> dict[str, Any]:
        pay = opening.pay
        places = [self._place(opening, each) for each in opening.places]
        key = f"{int(opening.id):012x}"
        return {
            "id": key,
            "friendly_id": f"{key}-{slug(opening.title)}",
            "name": opening.title,
            "url": f"https://{self.board}.breezy.hr/p/{key}-{slug(opening.title)}",
            "published_date": instant(opening.posted).replace("Z", ".785Z"),
            "type": {"id": TYPES[opening.type], "name": "%Beschäftigung%"},
            "location": places[0],
            "locations": [] if "old" in self.quirks else places,
            "department": opening.department,
            "salary": f"{pay.currency} {pay.figures()} / {pay.period}" if pay else "",
            "company": {"name": board()["name"], "friendly_id": self.board},
            "description": opening.html(),
            "mascot": "no dogs",
        }

    def _place(self, opening: Opening, place: Place) -> dict[str, Any]:
        found: dict[str, Any] = {
            "country": {"name": place.country(), "id": place.code},
            "city": place.city,
            "name": f"{place.city}, {place.code}",
        }
        if "old" in self.quirks:
            return found
        remote = REMOTE.get(opening.workplace)
        details = {"remote_details": {"value": remote, "label": "…"}} if remote else {}
        return {**found, "primary": True, "is_remote": remote is not None, **details}

    def states(self, opening: Opening) -> dict[str, Any]:
        truth = opening.truth()
        silent = opening.workplace == "on_site" or "old" in self.quirks
        return {
            **truth,
            "locations": truth["locations"][: 1 if "old" in self.quirks else None],
            "workplace": None if silent else opening.workplace,
            "employment_types": ["OTHER"]
            if opening.type == "intern"
            else truth["employment_types"],
            "valid_through": None,
            "identifiers": [],
        }
