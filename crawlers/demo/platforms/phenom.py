"""Phenom's career site: the list and the records by POST to one address."""

from __future__ import annotations

from typing import Any

from crawlers.demo.platforms.server import Asked, Platform, as_json
from crawlers.demo.platforms.truth import Opening, board
from crawlers.demo.printing.replica import Answer

TYPES = {
    "full": "Full time",
    "part": "Part time",
    "contract": "Contract",
    "temporary": "Temporary",
    "intern": "Intern",
}
PLACES = {"on_site": "Onsite Only", "hybrid": "Hybrid", "remote": "Remote"}
PEOPLE = "Optics (Somebody by name)"


class Phenom(Platform):
    """The text stands twice, fields name people, pay has no period. Quirks: `changed`, `gone@N`,
    `huge` (a list beyond the platform's limit)."""

    name = "phenom"
    host = "https://jobs.kestrelridge.example"
    usual = "jobs.kestrelridge.example/global/en"

    def answer(self, asked: Asked) -> Answer:
        body = asked.json
        if asked.path != "/widgets" or asked.method != "POST" or body is None:
            return Answer(404, b"<html><body>Not found</body></html>")
        if body.get("ddoKey") == "refineSearch":
            return self._list(int(body["from"]), min(500, int(body["size"])))
        opening = self.find(str(body.get("jobSeqNo", "")).removeprefix("KRI"))
        if opening is None or self.times("gone"):
            return as_json({"jobDetail": {"status": 404}}, 404)
        return as_json({"jobDetail": {"status": 200, "data": {"job": self._job(opening)}}})

    def _list(self, at: int, size: int) -> Answer:
        found = self.listed
        cards = [
            {"jobSeqNo": f"KRI{each.id}", "title": each.title, "descriptionTeaser": "Machine-made."}
            for each in found[at : at + size]
        ]
        hits = 10_000 if "huge" in self.quirks else len(found)
        key = "postings" if "changed" in self.quirks else "jobs"
        return as_json({"refineSearch": {"status": 200, "totalHits": hits, "data": {key: cards}}})

    def _job(self, opening: Opening) -> dict[str, Any]:
        pay = opening.pay
        span = (
            f"{pay.currency and '¤'}{float(pay.min):,.2f} {pay.currency} - "
            f"¤{float(pay.max):,.2f} {pay.currency}"
            if pay
            else ""
        )
        return {
            "SupeOrg_Level1": PEOPLE,
            "department": PEOPLE,
            "recruitingCoordinatoremail": '["somebody@kestrelridge.example"]',
            "companyName": board()["name"],
            "company": f"123 {board()['name']} Limited",
            "type": TYPES[opening.type],
            "structureData": {"@type": "JobPosting", "description": opening.html()},
            "descriptionTeaser": "Machine-made.",
            "ai_summary": "Machine-made.",
            "RemoteType": PLACES[opening.workplace],
            "reqId": opening.ref,
            "multi_location": [
                {"city": place.city, "state": "", "country": place.country()}
                for place in opening.places
            ],
            "city": opening.places[0].city,
            "standardisedState": "Made up",
            "applyUrl": f"https://apply.example/{opening.id}",
            "compensationRange": span,
            "description": opening.html(),
            "title": opening.title,
            "category": opening.department,
            "jobSeqNo": f"KRI{opening.id}",
            "postedDate": f"{opening.posted:%Y-%m-%d}T00:00:00.000+0000",
            "tileTint": "amber",
        }

    def states(self, opening: Opening) -> dict[str, Any]:
        truth = opening.truth()
        return {
            **truth,
            "date_posted": f"{opening.posted:%Y-%m-%d}",
            "valid_through": None,
            "salary": truth["salary"] and {**truth["salary"], "period": None},
        }
