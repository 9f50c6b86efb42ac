"""Pinpoint's careers site: one call gives the board with all its texts."""

from __future__ import annotations

from typing import Any

from crawlers.demo.platforms.server import Asked, Platform, as_json
from crawlers.demo.platforms.truth import Opening, instant
from crawlers.demo.printing.replica import Answer

TYPES = {
    "full": "permanent_full_time",
    "part": "part_time",
    "contract": "contract",
    "temporary": "temporary",
    "intern": "internship",
}
PLACES = {"on_site": "onsite", "hybrid": "hybrid", "remote": "remote"}
MEMBERS = {"responsibilities": "key_responsibilities", "benefits": "benefits"}
"""By kind of section, the member of a posting that holds it; the rest is the description."""
TEXTS = ("description", "key_responsibilities", "skills_knowledge_expertise", "benefits")


class Pinpoint(Platform):
    """A part without text keeps its heading. Quirks: `changed`, `unknown`, `blank@N` (N lists are
    empty though there are postings)."""

    name = "pinpoint"
    host = "https://kestrel.pinpointhq.com"
    usual = "kestrel.pinpointhq.com"

    def answer(self, asked: Asked) -> Answer:
        if asked.path != "/postings.json" or "unknown" in self.quirks:
            return as_json({"error": "not found"}, 404)
        found = [] if self.times("blank") else self.listed
        rows = [self._row(opening) for opening in found]
        return as_json({"postings" if "changed" in self.quirks else "data": rows})

    def _row(self, opening: Opening) -> dict[str, Any]:
        place, pay = opening.places[0], opening.pay
        return {
            "id": opening.id,
            "title": opening.title,
            "url": f"https://{self.board}/en/postings/{opening.uuid}",
            "path": f"/en/postings/{opening.uuid}",
            **_texts(opening),
            "employment_type": TYPES[opening.type],
            "workplace_type": PLACES[opening.workplace],
            "compensation_visible": pay is not None,
            "compensation_minimum": float(pay.min) if pay else None,
            "compensation_maximum": float(pay.max) if pay else None,
            "compensation_currency": pay.currency if pay else None,
            "compensation_frequency": pay.period if pay else None,
            "deadline_at": instant(opening.deadline) if opening.deadline else None,
            "reporting_to": "Somebody by name",
            "location": {
                "id": "4",
                "name": f"{place.city}, {place.country()}",
                "city": place.city,
                "province": "",
            },
            "job": {
                "id": "9",
                "requisition_id": opening.ref,
                "department": {"id": "5", "name": opening.department},
            },
            "bannerMood": "calm",
        }

    def states(self, opening: Opening) -> dict[str, Any]:
        truth = opening.truth()
        return {
            **truth,
            "organization": None,
            "locations": truth["locations"][:1],
            "date_posted": None,
        }


def _texts(opening: Opening) -> dict[str, str]:
    """Return a posting's text in Pinpoint's members, each with the heading that the board gave
    it."""
    texts = dict.fromkeys(TEXTS, "")
    heads = {f"{name}_header": "An empty part" for name in TEXTS[1:]}
    for part in opening.parts:
        name = MEMBERS.get(part.kind, "description")
        if name == "description":
            texts[name] += f"<!--block--><h3>{part.heading}</h3>{part.html()}"
        else:
            texts[name], heads[f"{name}_header"] = part.html(), part.heading
    return {**texts, **heads}
