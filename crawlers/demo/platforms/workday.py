"""Workday's career site: a list by POST with facets, twenty to the page, and a record for each
posting."""

from __future__ import annotations

from collections import Counter
from typing import Any

from crawlers.demo.platforms.server import MAINTENANCE, Asked, Platform, as_json
from crawlers.demo.platforms.truth import Opening, board
from crawlers.demo.printing.replica import Answer
from crawlers.demo.printing.values import slug

TYPES = {
    "full": "Full time",
    "part": "Part time",
    "contract": "Contract",
    "temporary": "Temporary",
    "intern": "Intern",
}
PLACES = {"on_site": "On-site", "hybrid": "Hybrid", "remote": "Remote"}
SIZE = 20


class Workday(Platform):
    """Quirks: `changed`, `busy@N` (N refusals by 303), `incident` (records are pages of HTML with
    200), `first_total` (later pages state 0), `no_facets`, `withdrawn` (a row has lost its path).
    cap: where offsets stop."""

    name = "workday"
    host = "https://kestrel.wd3.myworkdayjobs.com"
    usual = "kestrel.wd3/careers"
    cap = 2000

    @property
    def board(self) -> str:
        """The tenant."""
        return self._parts[1]

    @property
    def _parts(self) -> tuple[str, str, str]:
        """Where people see the board, the tenant, and the site."""
        first, *tenant, site = self.board_name.split("/")
        if tenant:  # wd3.myworkdaysite.com/acme/careers
            return f"https://{first}/recruiting/{tenant[0]}/{site}", tenant[0], site
        return f"https://{first}.myworkdayjobs.com/{site}", first.partition(".")[0], site

    def answer(self, asked: Asked) -> Answer:
        _, tenant, site = self._parts
        base = f"/wday/cxs/{tenant}/{site}"
        if self.times("busy"):
            return Answer(
                303, b"", headers={"Location": "https://community.workday.com/maintenance-page"}
            )
        if asked.path == f"{base}/jobs" and asked.method == "POST":
            return self._list(asked.json or {})
        if asked.path.startswith(f"{base}/job/"):
            if "incident" in self.quirks:
                return Answer(200, MAINTENANCE.encode())
            found = [
                opening
                for opening in self.listed
                if self._path(opening) == asked.path.removeprefix(base)
            ]
            if found:
                return as_json(self._info(found[0]))
        return as_json({"errorCode": "S21", "httpStatus": 404, "message": "not found"}, 404)

    def _list(self, body: dict[str, Any]) -> Answer:
        if body.get("limit", 0) > SIZE:
            return as_json({"errorCode": "HTTP_400", "message": "limit"}, 400)
        chosen = body.get("appliedFacets") or {}
        found = [
            opening
            for opening in self.listed
            if all(_facet(opening, name) in values for name, values in chosen.items())
        ]
        offset = int(body.get("offset", 0))
        shown = found[offset : offset + SIZE] if offset < self.cap else []
        cards = [self._card(opening) for opening in shown]
        if "withdrawn" in self.quirks and cards and not offset:
            cards[3] = {"title": "", "bulletFields": []}
        key = "postings" if "changed" in self.quirks else "jobPostings"
        total = 0 if offset and "first_total" in self.quirks else len(found)
        return as_json(
            {"total": total, key: cards, "facets": self._facets(found), "userAuthenticated": False}
        )

    def _facets(self, found: list[Opening]) -> list[dict[str, Any]]:
        if "no_facets" in self.quirks:
            return []
        facets = [
            {
                "facetParameter": name,
                "values": [
                    {"descriptor": value, "id": value, "count": n}
                    for value, n in Counter(_facet(o, name) for o in found).items()
                ],
            }
            for name in ("jobFamilyGroup", "timeType")
        ]
        return [
            facets[0],
            {"facetParameter": "group", "values": [{**facets[1], "descriptor": "Time"}]},
        ]

    def _path(self, opening: Opening) -> str:
        return (
            f"/job/{slug(opening.places[0].city, lower=False)}/{slug(opening.title, lower=False)}"
            f"_R-{opening.id}"
        )

    def _card(self, opening: Opening) -> dict[str, Any]:
        days = (self.epoch - opening.posted.date()).days + self.day
        return {
            "title": opening.title,
            "externalPath": self._path(opening),
            "locationsText": opening.places[0].city
            if len(opening.places) == 1
            else f"{len(opening.places)} Locations",
            "postedOn": "Posted Today"
            if days < 1
            else f"Posted {days} Days Ago"
            if days < 30
            else "Posted 30+ Days Ago",
            "bulletFields": [f"R-{opening.id}"],
        }

    def _info(self, opening: Opening) -> dict[str, Any]:
        first, *more = opening.places
        info = {
            "id": opening.uuid,
            "title": opening.title,
            "jobDescription": opening.html("h2"),
            "location": f"{first.city}, {first.country()}",
            "additionalLocations": [f"{place.city}, {place.country()}" for place in more],
            "postedOn": self._card(opening)["postedOn"],
            "startDate": f"{opening.posted:%Y-%m-%d}",
            "endDate": f"{opening.deadline:%Y-%m-%d}" if opening.deadline else None,
            "timeType": TYPES[opening.type],
            "remoteType": PLACES[opening.workplace],
            "jobReqId": f"R-{opening.id}",
            "jobPostingId": f"{slug(opening.title)}_R-{opening.id}",
            "country": {"descriptor": first.country(), "id": "c"},
            "canApply": True,
            "externalUrl": f"{self._parts[0]}{self._path(opening)}",
            "badgeText": "lichen",
        }
        hiring = {"name": board()["name"], "url": ""}
        return {
            "jobPostingInfo": info,
            "hiringOrganization": hiring,
            "similarJobs": [],
            "userAuthenticated": False,
        }

    def states(self, opening: Opening) -> dict[str, Any]:
        truth = opening.truth()
        deadline = truth["valid_through"] and truth["valid_through"][:10]
        return {
            **truth,
            "date_posted": truth["date_posted"][:10],
            "valid_through": deadline,
            "salary": None,
            "categories": [],
            "identifiers": [f"R-{opening.id}"],
        }


def _facet(opening: Opening, name: str) -> str:
    return {"jobFamilyGroup": opening.department, "timeType": TYPES[opening.type]}[name]
