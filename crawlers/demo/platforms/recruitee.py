"""Recruitee's careers site: one call, two texts, flags for the place of work."""

from __future__ import annotations

from typing import Any

from crawlers.demo.platforms.server import Asked, Platform, as_json
from crawlers.demo.platforms.truth import TYPES, Opening, board
from crawlers.demo.printing.replica import Answer
from crawlers.demo.truth.vacancies import Place

CODES = {
    "full": "fulltime_permanent",
    "part": "parttime",
    "contract": "freelance",
    "temporary": "fulltime_temporary",
    "intern": "internship",
}
QUALIFICATIONS = ("qualifications", "qualifications_essential", "qualifications_desirable")


class Recruitee(Platform):
    """Quirks: `changed`."""

    name = "recruitee"

    def answer(self, asked: Asked) -> Answer:
        if asked.path.rstrip("/") != "/api/offers":
            return as_json({"error": "not found"}, 404)
        return as_json(
            {
                "jobs" if "changed" in self.quirks else "offers": [
                    self._offer(opening) for opening in self.listed
                ]
            }
        )

    def _offer(self, opening: Opening) -> dict[str, Any]:
        host = self.board if "." in self.board else f"{self.board}.recruitee.com"
        home = f"https://{host}/o/{opening.id}"
        asked = [part for part in opening.parts if part.kind in QUALIFICATIONS]
        others = [part for part in opening.parts if part.kind not in QUALIFICATIONS]
        first = opening.places[0]
        return {
            "id": int(opening.id),
            "slug": opening.id,
            "guid": "x4f2",
            "title": opening.title,
            "status": "published",
            "company_name": board()["name"],
            "department": opening.department,
            "category_code": "engineering",
            "description": "".join(f"<h3>{part.heading}</h3>{part.html()}" for part in others),
            "requirements": "".join(f"<h3>{part.heading}</h3>{part.html()}" for part in asked),
            "careers_url": home,
            "careers_apply_url": f"{home}/c/new",
            "city": first.city,
            "country": first.country(),
            "country_code": first.code,
            "location": f"{first.city}, {first.country()}",
            "locations": [_place(place) for place in opening.places],
            "employment_type_code": CODES[opening.type],
            **{name: opening.workplace == name for name in ("remote", "hybrid", "on_site")},
            "tags": ["mirrors", "mountains"],
            "published_at": f"{opening.posted:%Y-%m-%d %H:%M:%S} UTC",
            "created_at": "2024-01-05 08:00:00 UTC",
            "close_at": f"{opening.deadline:%Y-%m-%d %H:%M:%S} UTC" if opening.deadline else None,
            "salary": _salary(opening),
            "translations": {opening.language: {"title": opening.title}},
            "badge_colour": "#aa0",
        }

    def states(self, opening: Opening) -> dict[str, Any]:
        kinds = {"temporary": ["FULL_TIME", "TEMPORARY"]}.get(opening.type, [TYPES[opening.type]])
        groups = [opening.department, "engineering"]
        return {
            **opening.truth(),
            "employment_types": kinds,
            "identifiers": [],
            "categories": groups,
        }


def _place(place: Place) -> dict[str, Any]:
    return {
        "id": 9,
        "name": "Office",
        "city": place.city,
        "state": "",
        "country": place.country(),
        "country_code": place.code,
    }


def _salary(opening: Opening) -> dict[str, Any]:
    names = ("min", "max", "currency", "period")
    return {name: getattr(opening.pay, name, None) for name in names}
