"""SmartRecruiters' postings: a paged list with a stated total, and a detail with four named
sections."""

from __future__ import annotations

from html import escape
from typing import Any

from crawlers.demo.platforms.server import Asked, Platform, as_json
from crawlers.demo.platforms.truth import Opening, board, instant
from crawlers.demo.printing.replica import Answer

TYPES = {
    "full": "Full-time",
    "part": "Part-time",
    "contract": "Contract",
    "temporary": "Temporary",
    "intern": "Intern",
}
SECTIONS = {
    "about_employer": "companyDescription",
    "summary": "jobDescription",
    "responsibilities": "jobDescription",
    "benefits": "additionalInformation",
    "application_process": "additionalInformation",
}
TITLES = {
    "companyDescription": "Company Description",
    "jobDescription": "Job Description",
    "qualifications": "Qualifications",
    "additionalInformation": "Additional Information",
}


class SmartRecruiters(Platform):
    """An unknown company answers 200 with nothing. Quirks: `changed`, `long_total` (it states seven
    more than it gives), `gone@N` (N openings are withdrawn between list and detail), `moves` (pages
    overlap: each starts one early and the total is walked short)."""

    name = "smartrecruiters"
    host = "https://api.smartrecruiters.com"

    def answer(self, asked: Asked) -> Answer:
        before, _, id = asked.path.partition("/postings")
        if before != f"/v1/companies/{self.board}" and id.strip("/"):
            return Answer(404, b"", "application/json")
        if before != f"/v1/companies/{self.board}":
            return as_json({"offset": 0, "limit": 100, "totalFound": 0, "content": []})
        if id.strip("/"):
            return self._detail(id.strip("/"))
        offset, limit = (
            int(asked.query.get("offset", 0)),
            min(100, int(asked.query.get("limit", 10))),
        )
        found = self.listed
        start = max(0, offset - 1) if "moves" in self.quirks else offset
        key = "postings" if "changed" in self.quirks else "content"
        total = len(found) + 7 * ("long_total" in self.quirks)
        cards = [self._card(opening) for opening in found[start : start + limit]]
        return as_json({"offset": offset, "limit": limit, "totalFound": total, key: cards})

    def _card(self, opening: Opening) -> dict[str, Any]:
        return {
            "id": opening.id,
            "name": opening.title,
            "uuid": opening.uuid,
            "refNumber": opening.ref,
            "company": {"identifier": self.board, "name": board()["name"]},
            "releasedDate": instant(opening.posted).replace("Z", ".412Z"),
            "location": _location(opening),
            "industry": {
                "id": "mechanical_engineering",
                "label": "Mechanical Or Industrial Engineering",
            },
            "department": {"id": "1001", "label": opening.department},
            "function": {"id": "engineering", "label": opening.category},
            "typeOfEmployment": {"id": opening.type, "label": TYPES[opening.type]},
            "experienceLevel": {"id": opening.level.lower(), "label": opening.level},
            "customField": [
                {
                    "fieldId": "c1",
                    "fieldLabel": "Bench Colour",
                    "valueId": "v1",
                    "valueLabel": "Green",
                }
            ],
            "visibility": "PUBLIC",
            "ref": f"{self.host}/v1/companies/{self.board}/postings/{opening.id}",
            "language": {
                "code": opening.language,
                "label": opening.language,
                "labelNative": opening.language,
            },
        }

    def _detail(self, id: str) -> Answer:
        opening = self.find(id)
        if opening is None or self.times("gone"):
            return as_json({"message": "Posting not found", "errors": []}, 404)
        texts: dict[str, str] = {}
        for part in opening.parts:
            name = SECTIONS.get(part.kind, "qualifications")
            texts[name] = (
                texts.get(name, "") + f"<p><strong>{escape(part.heading)}</strong></p>{part.html()}"
            )
        posting = {
            **self._card(opening),
            "applyUrl": f"https://jobs.smartrecruiters.com/{self.board}/{id}?oga=true",
            "postingUrl": f"https://jobs.smartrecruiters.com/{self.board}/{id}",
            "jobAd": {
                "sections": {
                    **{name: {"title": TITLES[name], "text": text} for name, text in texts.items()},
                    "videos": {"title": "Videos", "urls": []},
                }
            },
            "active": True,
        }
        if pay := opening.pay:
            period = pay.period.upper()
            salary = {
                "min": float(pay.min),
                "max": float(pay.max),
                "currency": pay.currency,
                "period": period,
            }
            posting["compensation"] = {"salary": salary}
        return as_json(posting)

    def states(self, opening: Opening) -> dict[str, Any]:
        truth = opening.truth()
        return {
            **truth,
            "valid_through": None,
            "locations": truth["locations"][:1],
            "workplace": opening.workplace if opening.workplace != "on_site" else None,
            "categories": [opening.department, opening.category],
        }


def _location(opening: Opening) -> dict[str, Any]:
    place = opening.places[0]
    return {
        "city": place.city,
        "country": place.code.lower(),
        "remote": opening.workplace == "remote",
        "hybrid": opening.workplace == "hybrid",
        "latitude": "47.1",
        "longitude": "15.4",
        "fullLocation": f"{place.city}, {place.country()}",
    }
