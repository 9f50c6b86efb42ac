"""join.com's company page: the list in the data of its pages, five to the page; records with
Markdown."""

from __future__ import annotations

import json
from typing import Any

from crawlers.demo.platforms.server import Asked, Platform, as_json
from crawlers.demo.platforms.truth import Opening, board, instant
from crawlers.demo.printing.replica import Answer
from crawlers.demo.printing.values import slug

TYPES = {
    "full": "Full-time",
    "part": "Part-time",
    "contract": "Freelance",
    "temporary": "Temporary",
    "intern": "Internship",
}
PLACES = {"on_site": "ONSITE", "hybrid": "HYBRID", "remote": "REMOTE"}
SIZE = 5


class Join(Platform):
    """The address of a posting begins with another number than its id, pay is in minor units, and
    its period is stated also where there is no pay. Quirks: `changed`, `gone@N`."""

    name = "join"
    host = "https://join.com"

    def answer(self, asked: Asked) -> Answer:
        if asked.path == f"/companies/{self.board}":
            return self._page(int(asked.query.get("page", 1)))
        if asked.path.startswith("/api/public/jobs/"):
            opening = self.find(asked.path.rpartition("/")[2])
            if opening and not self.times("gone"):
                return as_json({**self._card(opening), "description": _markdown(opening)})
        return Answer(404, b"<html><body>Page not found</body></html>")

    def _page(self, number: int) -> Answer:
        found = self.listed
        jobs = {
            "positions" if "changed" in self.quirks else "items": [
                self._card(opening) for opening in found[(number - 1) * SIZE : number * SIZE]
            ],
            "pagination": {
                "page": number,
                "pageCount": -(-len(found) // SIZE),
                "pageSize": SIZE,
                "total": len(found),
            },
        }
        state = {"company": {"id": 77, "name": board()["name"]}, "jobs": jobs}
        data = json.dumps({"props": {"pageProps": {"initialState": state}}}).replace("</", "<\\/")
        script = f'<script id="__NEXT_DATA__" type="application/json">{data}</script>'
        return Answer(200, f"<html><body>{script}</body></html>".encode())

    def _card(self, opening: Opening) -> dict[str, Any]:
        place, pay = opening.places[0], opening.pay
        amounts: dict[str, Any] = {}
        if pay:
            for name, figure in (("From", pay.min), ("To", pay.max)):
                minor = round(float(figure) * 100)
                amounts[f"salaryAmount{name}"] = {"amount": minor, "currency": pay.currency}
        return {
            "id": int(opening.id),
            "idParam": f"{int(opening.id) + 60000}-{slug(opening.title)}",
            "title": opening.title,
            "createdAt": instant(opening.posted).replace("Z", ".000Z"),
            "salaryFrequency": f"PER_{pay.period.upper() if pay else 'YEAR'}",
            **amounts,
            "settings": {"showSalary": True},
            "workplaceType": PLACES[opening.workplace],
            "employmentType": {"id": 6, "name": TYPES[opening.type]},
            "category": {"id": 3, "name": opening.department},
            "country": {"id": 8, "iso3166": place.code, "name": place.country()},
            "city": {
                "cityName": place.city,
                "countryName": place.country(),
                "regionName": "",
                "countryCode": place.code.lower(),
            },
            "company": {"id": 77, "name": board()["name"]},
            "languageId": 1,
            "ribbon": "amber",
        }

    def states(self, opening: Opening) -> dict[str, Any]:
        truth = opening.truth()
        return {
            **truth,
            "locations": truth["locations"][:1],
            "valid_through": None,
            "identifiers": [],
        }


def _markdown(opening: Opening) -> str:
    sections = (
        "\n\n".join(
            [f"### {part.heading}", *part.paragraphs, "\n".join(f"* {item}" for item in part.items)]
        )
        for part in opening.parts
    )
    return "\n\n".join(sections)
