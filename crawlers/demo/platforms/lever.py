"""Lever's postings: an array a page, native sections in `lists`, no stated total."""

from __future__ import annotations

from html import escape
from typing import Any

from crawlers.demo.platforms.server import Asked, Platform, as_json
from crawlers.demo.platforms.truth import Opening, Part
from crawlers.demo.printing.replica import Answer

TYPES = {
    "full": "Full-time",
    "part": "Part-time",
    "contract": "Contractor",
    "temporary": "Temporary",
    "intern": "Internship",
}
PLACES = {"on_site": "onsite", "hybrid": "hybrid", "remote": "remote"}
EVERY = {"hour": "per-hour-wage", "month": "per-month-salary", "year": "per-year-salary"}


class Lever(Platform):
    """Quirks: `changed` (an object instead of the array), `repeats` (a page past the end is the
    last again), `shifts` (an opening appears while the list is walked, so that a page repeats the
    end of the one before)."""

    name = "lever"
    host = "https://api.lever.co"

    def answer(self, asked: Asked) -> Answer:
        if asked.path != f"/v0/postings/{self.board}":
            return as_json({"ok": False, "error": "Document not found"}, 404)
        if "changed" in self.quirks:
            return as_json({"postings": [], "hasNext": False})
        skip, limit = int(asked.query.get("skip", 0)), int(asked.query.get("limit", 100))
        found = self.listed
        if "shifts" in self.quirks and skip:
            skip -= 1
        if "repeats" in self.quirks and skip >= len(found):
            skip = max(0, len(found) - limit)
        return as_json([self._posting(opening) for opening in found[skip : skip + limit]])

    def _posting(self, opening: Opening) -> dict[str, Any]:
        places = [f"{place.city}, {place.country()}" for place in opening.places]
        posting = {
            "id": opening.uuid,
            "text": opening.title,
            "categories": {
                "commitment": TYPES[opening.type],
                "department": opening.department,
                "team": opening.category,
                "location": places[0],
                "allLocations": places,
                "level": opening.level,
            },
            "country": opening.places[0].code,
            "opening": "",
            "openingPlain": "",
            **_texts(opening),
            "hostedUrl": f"https://jobs.lever.co/{self.board}/{opening.uuid}",
            "applyUrl": f"https://jobs.lever.co/{self.board}/{opening.uuid}/apply",
            "workplaceType": PLACES[opening.workplace],
            "createdAt": int(opening.posted.timestamp() * 1000),
            "reachScore": 0.7,
            "moodBoard": "calm",
        }
        if pay := opening.pay:
            figures = {"min": float(pay.min), "max": float(pay.max)}
            posting["salaryRange"] = {
                "currency": pay.currency,
                "interval": EVERY[pay.period],
                **figures,
            }
            posting["salaryDescription"] = posting["salaryDescriptionPlain"] = ""
        return posting

    def states(self, opening: Opening) -> dict[str, Any]:
        truth = opening.truth()
        return {
            **truth,
            "organization": None,
            "valid_through": None,
            "identifiers": [],
            "categories": [opening.department, opening.category],
        }


def _whole(part: Part) -> str:
    return f"<h3>{escape(part.heading)}</h3>{part.html()}"


def _items(part: Part) -> str:
    return "".join(f"<li>{escape(item)}</li>" for item in part.items)


def _texts(opening: Opening) -> dict[str, Any]:
    """Return a posting's text in Lever's members: opening part, lists, and what follows them."""
    texts = [part for part in opening.parts if not part.items]
    first = [part for part in texts if part.kind in ("summary", "about_employer")]
    body = "".join(f"<div>{_whole(part)}</div>" for part in first)
    return {
        "description": body,
        "descriptionBody": body,
        "descriptionPlain": "",
        "descriptionBodyPlain": "",
        "additional": "".join(_whole(part) for part in texts if part not in first),
        "additionalPlain": "",
        "lists": [
            {"text": f"{part.heading}:", "content": _items(part)}
            for part in opening.parts
            if part.items
        ],
    }
