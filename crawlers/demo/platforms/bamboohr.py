"""BambooHR's careers site: a list in one call, and a record for each posting; a widget in HTML."""

from __future__ import annotations

from html import escape
from typing import Any

from crawlers.demo.platforms.server import Asked, Platform, as_json
from crawlers.demo.platforms.truth import Opening
from crawlers.demo.printing.replica import Answer

TYPES = {
    "full": "Full-Time",
    "part": "Part-Time",
    "contract": "Contractor",
    "temporary": "Temporary staff",
    "intern": "Internship",
}
PLACES = {"on_site": "0", "remote": "1", "hybrid": "2"}


class BambooHR(Platform):
    """Quirks: `changed`, `gone@N`, `long_total` (nine more than it gives), `retired` (the list is
    not there, the widget is), `unknown` (a tenant that has left is redirected to the platform's
    site)."""

    name = "bamboohr"
    host = "https://kestrel.bamboohr.com"

    def answer(self, asked: Asked) -> Answer:
        if "unknown" in self.quirks:
            return Answer(302, b"", headers={"Location": "https://www.bamboohr.com/"})
        if asked.path == "/jobs/embed2.php":
            return self._widget()
        if asked.path == "/careers/list" and "retired" not in self.quirks:
            return self._list()
        id = asked.path.removeprefix("/careers/").removesuffix("/detail")
        opening = self.find(id)
        if opening and asked.path.endswith("/detail") and not self.times("gone"):
            return as_json({"meta": {}, "result": {"jobOpening": self._opening(opening)}})
        return as_json({"type": "not_found", "title": "Resource not found.", "meta": []}, 404)

    def _list(self) -> Answer:
        rows = [self._card(opening) for opening in self.listed]
        total = len(rows) + 9 * ("long_total" in self.quirks)
        key = "openings" if "changed" in self.quirks else "result"
        return as_json({"meta": {"totalCount": total}, key: rows})

    def _card(self, opening: Opening) -> dict[str, Any]:
        own, remote = self._places(opening)
        return {
            "id": opening.id,
            "jobOpeningName": f"{opening.title} ",
            "departmentId": "11",
            "departmentLabel": opening.department,
            "employmentStatusLabel": TYPES[opening.type],
            "location": {"city": own["city"], "state": None},
            "atsLocation": {**remote, "state": None, "province": None},
            "isRemote": None,
            "locationType": PLACES[opening.workplace],
        }

    def _opening(self, opening: Opening) -> dict[str, Any]:
        own, remote = self._places(opening)
        pay = opening.pay
        return {
            "jobOpeningShareUrl": f"https://{self.board}.bamboohr.com/careers/{opening.id}",
            "jobOpeningName": f"{opening.title} ",
            "jobOpeningStatus": "Open",
            "jobCategoryId": None,
            "departmentId": "11",
            "departmentLabel": opening.department,
            "employmentStatusLabel": TYPES[opening.type],
            "employmentType": None,
            "location": {
                "city": own["city"],
                "state": None,
                "postalCode": None,
                "addressCountry": own["country"],
            },
            "atsLocation": {**remote, "countryId": None, "state": None},
            "description": opening.html(),
            "compensation": f"{pay.currency} {pay.figures()} per {pay.period}" if pay else None,
            "datePosted": f"{opening.posted:%Y-%m-%d}",
            "minimumExperience": None,
            "locationType": PLACES[opening.workplace],
            "seekPromoted": False,
            "badgeTint": "amber",
        }

    def _places(self, opening: Opening) -> tuple[dict[str, Any], dict[str, Any]]:
        """`location` and `atsLocation`: one is filled, the other all null."""
        place = opening.places[0]
        filled = {"city": place.city, "country": place.country()}
        nothing = {"city": None, "country": None}
        return (nothing, filled) if opening.workplace == "remote" else (filled, nothing)

    def _widget(self) -> Answer:
        rows = "".join(
            f'<li class="BambooHR-ATS-Jobs-Item"><a href="https://{self.board}.bamboohr.com'
            f'/careers/{opening.id}">{escape(opening.title)}</a></li>'
            for opening in self.listed
        )
        return Answer(200, f'<div class="BambooHR-ATS-board"><ul>{rows}</ul></div>'.encode())

    def states(self, opening: Opening) -> dict[str, Any]:
        truth = opening.truth()
        return {
            **truth,
            "organization": None,
            "locations": truth["locations"][:1],
            "date_posted": f"{opening.posted:%Y-%m-%d}",
            "valid_through": None,
            "identifiers": [],
        }
