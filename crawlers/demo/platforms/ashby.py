"""Ashby's job board: one call, pay in components."""

from __future__ import annotations

from typing import Any

from crawlers.demo.platforms.server import Asked, Platform, as_json
from crawlers.demo.platforms.truth import Opening
from crawlers.demo.printing.replica import Answer
from crawlers.demo.truth.vacancies import Place

TYPES = {
    "full": "FullTime",
    "part": "PartTime",
    "contract": "Contract",
    "temporary": "Temporary",
    "intern": "Intern",
}
PLACES = {"on_site": "OnSite", "hybrid": "Hybrid", "remote": "Remote"}


class Ashby(Platform):
    """Quirks: `changed`, `unlisted` (one job can be seen by its address only)."""

    name = "ashby"
    host = "https://api.ashbyhq.com"

    def answer(self, asked: Asked) -> Answer:
        if asked.path != f"/posting-api/job-board/{self.board}":
            return Answer(404, b"Not Found", "text/plain")
        jobs = [self._job(opening) for opening in self.listed]
        if "unlisted" in self.quirks:
            jobs[2]["isListed"] = False
        return as_json(
            {"apiVersion": "1", "postings" if "changed" in self.quirks else "jobs": jobs}
        )

    def _job(self, opening: Opening) -> dict[str, Any]:
        first, *more = opening.places
        page = f"https://jobs.ashbyhq.com/{self.board}/{opening.uuid}"
        return {
            "id": opening.uuid,
            "title": opening.title,
            "department": opening.department,
            "team": opening.category,
            "employmentType": TYPES[opening.type],
            "location": f"{first.city}, {first.country()}",
            "secondaryLocations": [
                {"location": place.city, "address": _address(place)} for place in more
            ],
            "publishedAt": f"{opening.posted:%Y-%m-%dT%H:%M:%S}.000+00:00",
            "isListed": True,
            "isRemote": opening.workplace == "remote",
            "workplaceType": PLACES[opening.workplace],
            "address": {"postalAddress": _address(first)},
            "jobUrl": page,
            "applyUrl": f"{page}/application",
            "descriptionHtml": opening.html("h2"),
            "descriptionPlain": "the same in plain words",
            "shouldDisplayCompensationOnJobPostings": bool(opening.pay),
            "compensation": _pay(opening),
            "sourcingColour": "amber",
        }

    def states(self, opening: Opening) -> dict[str, Any]:
        groups = list(dict.fromkeys((opening.department, opening.category)))
        return {
            **opening.truth(),
            "organization": None,
            "valid_through": None,
            "identifiers": [],
            "categories": groups,
        }


def _address(place: Place) -> dict[str, str]:
    return {"addressLocality": place.city, "addressRegion": "", "addressCountry": place.country()}


def _pay(opening: Opening) -> dict[str, Any]:
    components: list[dict[str, Any]] = []
    if pay := opening.pay:
        figures = {"minValue": float(pay.min), "maxValue": float(pay.max)}
        kind = {
            "compensationType": "Salary",
            "interval": f"1 {pay.period.upper()}",
            "currencyCode": pay.currency,
        }
        components = [
            {**kind, **figures},
            {"compensationType": "EquityPercentage", "interval": "NONE", "minValue": 0.1},
        ]
    return {
        "compensationTierSummary": "in words",
        "compensationTiers": [],
        "summaryComponents": components,
    }
