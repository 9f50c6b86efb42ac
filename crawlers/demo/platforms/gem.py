"""Gem's job board: one call gives the board with all its texts."""

from __future__ import annotations

from typing import Any

from crawlers.demo.platforms.server import Asked, Platform, as_json
from crawlers.demo.platforms.truth import Opening, instant
from crawlers.demo.printing.replica import Answer

TYPES = {
    "full": "full_time",
    "part": "part_time",
    "contract": "contract",
    "temporary": "temporary",
    "intern": "internship",
}
PLACES = {"on_site": "in_office", "hybrid": "hybrid", "remote": "remote"}


class Gem(Platform):
    """An unknown board gives an empty list with 200, only its page is not there. Quirks:
    `changed`, `closed` (the interface refuses, the call of the page answers)."""

    name = "gem"
    host = "https://api.gem.com"

    def answer(self, asked: Asked) -> Answer:
        if asked.path == "/api/public/graphql/batch":
            return as_json([self._own_call(query) for query in asked.json])
        board, _, rest = asked.path.removeprefix("/job_board/v0/").partition("/")
        if asked.path.startswith("/job_board/v0/") and rest == "job_posts/":
            if "closed" in self.quirks:
                return as_json({"message": "Forbidden"}, 403)
            found = self.listed if board == self.board else []
            rows = [self._row(opening) for opening in found]
            return as_json({"job_posts": rows} if "changed" in self.quirks else rows)
        if asked.path == f"/{self.board}":
            return Answer(200, b"<html><script>window.__GEM_TRACKING_CONTEXT__={}</script></html>")
        return Answer(404, b"<html><body>Not found</body></html>")

    def _row(self, opening: Opening) -> dict[str, Any]:
        places = [f"{place.city}, {place.country()}" for place in opening.places]
        return {
            "absolute_url": f"https://jobs.gem.com/{self.board}/{opening.id}",
            "content": opening.html(),
            "content_plain": "",
            "created_at": instant(opening.posted).replace("Z", ".100Z"),
            "departments": [{"id": "3", "name": opening.department, "child_ids": []}],
            "employment_type": TYPES[opening.type],
            "first_published_at": instant(opening.posted).replace("Z", ".296Z"),
            "id": opening.id,
            "internal_job_id": f"i{opening.id}",
            "location": {"name": places[0]},
            "location_type": PLACES[opening.workplace],
            "offices": [
                {"id": str(number), "name": place, "location": {"name": place}, "child_ids": []}
                for number, place in enumerate(places)
            ],
            "requisition_id": opening.ref,
            "title": opening.title,
            "updated_at": instant(opening.updated).replace("Z", ".405Z"),
            "facetPolish": "wet",
        }

    def _own_call(self, query: dict[str, Any]) -> dict[str, Any]:
        is_there = query["variables"]["boardId"] == self.board and "closed" in self.quirks
        rows = [self._own_row(opening) for opening in self.listed] if is_there else []
        return {"data": {"oatsExternalJobPostings": {"jobPostings": rows}}}

    def _own_row(self, opening: Opening) -> dict[str, Any]:
        pay = opening.pay
        return {
            "id": f"own-{opening.id}",
            "extId": opening.id,
            "title": opening.title,
            "descriptionHtml": opening.html(),
            "firstPublishedTsSec": int(opening.posted.timestamp()),
            "compensationHtml": pay and f"<p>{pay.currency} {pay.figures()} per {pay.period}</p>",
            "locations": [
                {"name": "Office", "city": place.city, "isoCountry": place.country()}
                for place in opening.places
            ],
            "job": {
                "locationType": PLACES[opening.workplace].upper(),
                "employmentType": TYPES[opening.type].upper(),
                "requisitionId": opening.ref,
                "department": {"name": opening.department, "__typename": "wet"},
            },
            "jobPostSectionHtml": {"introHtml": None, "outroHtml": ""},
        }

    def states(self, opening: Opening) -> dict[str, Any]:
        truth = opening.truth()
        pay = truth["salary"] if "closed" in self.quirks else None
        if pay:  # in words, under a heading of its own
            truth["sections"] = {**truth["sections"], "conditions": 0}
        return {**truth, "organization": None, "valid_through": None, "salary": pay}
