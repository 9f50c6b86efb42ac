"""Oracle Recruiting Cloud: a paged list inside one item, and a record for each posting."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from crawlers.demo.platforms.server import Asked, Platform, as_json
from crawlers.demo.platforms.truth import Opening, board
from crawlers.demo.printing.replica import Answer

TYPES = {
    "full": "Full time",
    "part": "Part time",
    "contract": "Contract",
    "temporary": "Temporary",
    "intern": "Internship",
}
PLACES = {"on_site": "On-site", "hybrid": "Hybrid", "remote": "Remote"}
API = "/hcmRestApi/resources/latest/recruitingCEJobRequisition"


class OracleRecruiting(Platform):
    """An unknown site number answers 200 with nothing. Quirks: `changed`, `nowhere@N` (302 without
    a Location), `denied@N` (403), `gone@N` (a record without items), `no_facets`."""

    name = "oracle_recruiting"
    host = "https://kestrel.fa.em2.oraclecloud.com"
    usual = "kestrel.fa.em2/CX_1"
    cap = 10_000

    @property
    def board(self) -> str:
        """The number of the site."""
        return self.board_name.partition("/")[2]

    def answer(self, asked: Asked) -> Answer:
        if self.times("nowhere"):
            return Answer(302, b"", headers={"Location": ""})
        if self.times("denied"):
            return Answer(403, b"Access Denied")
        finder = dict(re.findall(r'(\w+)="?([^",;]*)', asked.query.get("finder", "")))
        if asked.path == f"{API}s":
            return self._list(finder)
        if asked.path == f"{API}Details":
            is_here = finder.get("siteNumber") == self.board
            opening = self.find(finder.get("Id", "")) if is_here else None
            return as_json(
                {
                    "items": [self._job(opening)] if opening and not self.times("gone") else [],
                    "count": 1,
                }
            )
        return Answer(404, b"")

    def _list(self, finder: dict[str, str]) -> Answer:
        found = self.listed if finder.get("siteNumber") == self.board else []
        if category := finder.get("selectedCategoriesFacet"):
            found = [opening for opening in found if str(_category(opening)) == category]
        offset, limit = int(finder.get("offset", 0)), min(200, int(finder.get("limit", 25)))
        shown = found[offset : min(offset + limit, self.cap)]
        facets = (
            []
            if "no_facets" in self.quirks
            else [{"Id": i, "TotalCount": n} for i, n in Counter(map(_category, found)).items()]
        )
        key = "requisitions" if "changed" in self.quirks else "requisitionList"
        item = {
            "TotalJobsCount": len(found),
            key: [self._card(opening) for opening in shown],
            "categoriesFacet": facets,
        }
        return as_json({"items": [item], "count": 1, "hasMore": False})

    def _card(self, opening: Opening) -> dict[str, Any]:
        first, *more = opening.places
        return {
            "Id": opening.id,
            "Title": opening.title,
            "PostedDate": f"{opening.posted:%Y-%m-%d}",
            "PostingEndDate": None,
            "PrimaryLocation": f"{first.city}, {first.country()}",
            "PrimaryLocationCountry": first.code,
            "ShortDescriptionStr": "in short",
            "HotJobFlag": False,
            "secondaryLocations": [
                {"Name": f"{place.city}, {place.country()}", "CountryCode": place.code}
                for place in more
            ],
        }

    def _job(self, opening: Opening) -> dict[str, Any]:
        texts = {"Description": "", "Responsibilities": "", "Qualifications": ""}
        for part in opening.parts:
            name = "Qualifications" if part.kind.startswith("qual") else "Description"
            texts[name] += f"<h3>{part.heading}</h3>{part.html()}"
        return {
            **self._card(opening),
            "Category": opening.department,
            "RequisitionNumber": opening.ref,
            "LegalEmployer": board()["name"],
            "JobSchedule": TYPES[opening.type],
            "WorkplaceType": PLACES[opening.workplace],
            "WorkplaceTypeCode": f"ORA_{opening.workplace.upper()}",
            "ExternalPostedStartDate": f"{opening.posted:%Y-%m-%dT%H:%M:%S}+00:00",
            "ExternalPostedEndDate": f"{opening.deadline:%Y-%m-%dT%H:%M:%S}+00:00"
            if opening.deadline
            else None,
            **{f"External{name}Str": text for name, text in texts.items()},
            "requisitionFlexFields": [{"Prompt": "Shed Colour", "Value": "red"}],
            "media": [],
            "LiftCapacity": "80 kg",
        }

    def states(self, opening: Opening) -> dict[str, Any]:
        return {**opening.truth(), "salary": None}


def _category(opening: Opening) -> int:
    return 300 + len(opening.department)
