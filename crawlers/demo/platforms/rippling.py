"""Rippling's job board: pages of rows, a row for each place of a posting, and a record for each
posting."""

from __future__ import annotations

from typing import Any

from crawlers.demo.platforms.server import Asked, Platform, as_json
from crawlers.demo.platforms.truth import Opening, board
from crawlers.demo.printing.replica import Answer

TYPES = {
    "full": "SALARIED_FT",
    "part": "HOURLY_PT",
    "contract": "CONTRACT",
    "temporary": "TEMPORARY",
    "intern": "INTERN",
}
SIZE = 20
HEAD = '<meta name="rteConfig" content="{}">'


class Rippling(Platform):
    """The total counts rows. Quirks: `changed`, `gone@N`, `long_total` (nine more rows than it
    gives), `retired` (the older list alone is there)."""

    name = "rippling"
    host = "https://ats.rippling.com"

    def answer(self, asked: Asked) -> Answer:
        is_newer = "retired" not in self.quirks
        if asked.path == f"/api/v2/board/{self.board}/jobs" and is_newer:
            return self._list(int(asked.query.get("page", 0)))
        if asked.path == f"/platform/api/ats/v1/board/{self.board}/jobs" and not is_newer:
            return as_json(self._older())
        before, _, id = asked.path.rpartition("/")
        if before == f"/platform/api/ats/v1/board/{self.board}/jobs":
            opening = self.find(id)
            if opening and not self.times("gone"):
                return as_json(self._job(opening))
        return as_json({"detail": "Not found."}, 404)

    def _list(self, number: int) -> Answer:
        rows = [
            {
                "id": opening.uuid,
                "name": opening.title,
                "url": self._url(opening),
                "department": {"name": opening.department},
                "locations": [
                    {
                        "name": f"{place.city}, {place.country()}",
                        "workplaceType": opening.workplace.upper(),
                    }
                ],
                "language": opening.language,
            }
            for opening in self.listed
            for place in opening.places
        ]
        return as_json(
            {
                "rows" if "changed" in self.quirks else "items": rows[
                    number * SIZE : (number + 1) * SIZE
                ],
                "page": number,
                "pageSize": SIZE,
                "totalItems": len(rows) + 9 * ("long_total" in self.quirks),
                "totalPages": -(-len(rows) // SIZE),
            }
        )

    def _older(self) -> list[dict[str, Any]]:
        return [
            {
                "uuid": opening.uuid,
                "name": opening.title,
                "department": {"id": opening.department, "label": opening.department},
                "url": self._url(opening),
                "workLocation": {"id": place.city, "label": place.city},
            }
            for opening in self.listed
            for place in opening.places
        ]

    def _url(self, opening: Opening) -> str:
        return f"https://ats.rippling.com/{self.board}/jobs/{opening.uuid}"

    def _job(self, opening: Opening) -> dict[str, Any]:
        texts = {"company": "", "role": ""}
        for part in opening.parts:
            name = "company" if part.kind == "about_employer" else "role"
            texts[name] += f"<h3>{part.heading}</h3>{part.html()}"
        pay = opening.pay
        ranges = [
            {
                "location": place.city,
                "currency": pay.currency,
                "frequency": pay.period.upper(),
                "rangeStart": float(pay.min),
                "rangeEnd": float(pay.max),
                "isRemote": False,
            }
            for place in opening.places
            if pay
        ]
        return {
            "uuid": opening.uuid,
            "name": opening.title,
            "description": {name: f"{HEAD}{text}" for name, text in texts.items()},
            "workLocations": [f"{place.city}, {place.country()}" for place in opening.places],
            "department": {"name": opening.department, "department_tree": [opening.department]},
            "employmentType": {"label": TYPES[opening.type], "id": "The tenant's own words"},
            "createdOn": f"{opening.posted:%Y-%m-%dT%H:%M:%S}.749000+00:00",
            "url": self._url(opening),
            "board": {"boardType": "RIPPLING", "slug": self.board},
            "payRangeDetails": ranges,
            "companyName": board()["name"],
            "stickerHue": "amber",
        }

    def find(self, id: str) -> Opening | None:
        return next((opening for opening in self.listed if opening.uuid == id), None)

    def states(self, opening: Opening) -> dict[str, Any]:
        said = {**opening.truth(), "valid_through": None, "identifiers": []}
        return {**said, "workplace": None} if "retired" in self.quirks else said
