"""Personio's feed: one XML document, sections with names."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from crawlers.demo.platforms.server import Asked, Platform
from crawlers.demo.platforms.truth import TYPES, Opening, board
from crawlers.demo.printing.replica import Answer

SCHEDULES = {"part": "part-time"}
KINDS = {"contract": "freelance", "temporary": "temporary", "intern": "intern"}


class Personio(Platform):
    """Quirks: `changed` (another root), `cut` (the document ends early), `german` (the board has
    its texts in German, and every third position in English alone)."""

    name = "personio"
    host = "https://kestrel.jobs.personio.de"

    def answer(self, asked: Asked) -> Answer:
        if asked.path != "/xml":
            return Answer(404, b"")
        root = "positions" if "changed" in self.quirks else "workzag-jobs"
        language = asked.query.get("language", "de")
        inner = "".join(
            self._position(opening, textless=self._lacks(number, language))
            for number, opening in enumerate(self.listed)
        )
        body = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root}>{inner}</{root}>'.encode()
        return Answer(
            200,
            body[: len(body) // 2] if "cut" in self.quirks else body,
            "application/xml; charset=UTF-8",
        )

    def _lacks(self, number: int, language: str) -> bool:
        """Return whether a position has no text in a language."""
        return "german" in self.quirks and (number % 3 == 0) == (language == "de")

    def _position(self, opening: Opening, textless: bool = False) -> str:
        first, *more = opening.places
        sections = "".join(
            f"<jobDescription><name>{escape(part.heading)}</name><value><![CDATA[{part.html()}]]>"
            "</value></jobDescription>"
            for part in ([] if textless else opening.parts)
        )
        others = "".join(f"<office>{place.city}, {place.country()}</office>" for place in more)
        fields = {
            "id": opening.id,
            "subcompany": board()["name"],
            "office": f"{first.city}, {first.country()}",
            "department": opening.department,
            "recruitingCategory": opening.category,
            "name": opening.title,
            "employmentType": KINDS.get(opening.type, "permanent"),
            "seniority": "experienced",
            "schedule": SCHEDULES.get(opening.type, "full-time"),
            "yearsOfExperience": "2-5",
            "keywords": "mirrors,coating",
            "occupation": "other_engineering",
            "occupationCategory": "engineering",
            "createdAt": f"{opening.posted:%Y-%m-%dT%H:%M:%S}+00:00",
            "kennel": "no dogs",
        }
        simple = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in fields.items())
        simple += f"<additionalOffices>{others}</additionalOffices>"
        return f"<position>{simple}<jobDescriptions>{sections}</jobDescriptions></position>"

    def states(self, opening: Opening) -> dict[str, Any]:
        types = ["PART_TIME"] if opening.type == "part" else ["FULL_TIME"]
        types += [TYPES[opening.type]] if opening.type in KINDS else []
        groups = list(dict.fromkeys((opening.department, opening.category)))
        return {
            **opening.truth(),
            "valid_through": None,
            "salary": None,
            "identifiers": [],
            "workplace": None,
            "categories": groups,
            "employment_types": types,
        }
