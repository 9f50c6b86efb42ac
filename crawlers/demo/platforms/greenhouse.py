"""Greenhouse's public job board: one call gives the board, content with its HTML escaped."""

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
    "intern": "Internship",
}
PLACES = {"on_site": "On-site", "hybrid": "Hybrid", "remote": "Remote"}


class Greenhouse(Platform):
    """Quirks: `changed` (the list has another name), `short_total` and `long_total` (it states
    other than it gives), `twice` (an opening is listed two times), `untitled` (one opening has lost
    its title)."""

    name = "greenhouse"
    host = "https://boards-api.greenhouse.io"

    def answer(self, asked: Asked) -> Answer:
        if asked.path != f"/v1/boards/{self.board}/jobs":
            return as_json({"status": 404, "error": "Job not found"}, 404)
        jobs = [self._job(opening) for opening in self.listed]
        total = len(jobs) + ("long_total" in self.quirks) * 9
        jobs += jobs[:1] if "twice" in self.quirks else []
        if "untitled" in self.quirks:
            jobs[3] = {**jobs[3], "title": ""}
        return as_json(
            {"positions" if "changed" in self.quirks else "jobs": jobs, "meta": {"total": total}}
        )

    def _job(self, opening: Opening) -> dict[str, Any]:
        places = [f"{place.city}, {place.country()}" for place in opening.places]
        return {
            "absolute_url": f"https://boards.greenhouse.io/{self.board}/jobs/{opening.id}",
            "data_compliance": [{"type": "gdpr", "requires_consent": False}],
            "internal_job_id": int(opening.id) + 500_000,
            "location": {"name": "; ".join(places)},
            "metadata": _metadata(opening),
            "id": int(opening.id),
            "updated_at": f"{opening.updated:%Y-%m-%dT%H:%M:%S}-00:00",
            "requisition_id": opening.ref,
            "title": opening.title,
            "company_name": board()["name"],
            "first_published": f"{opening.posted:%Y-%m-%dT%H:%M:%S}-00:00",
            "application_deadline": instant(opening.deadline) if opening.deadline else None,
            "language": opening.language,
            "content": escape(opening.html()),
            "departments": [
                {"id": 4001, "name": opening.department, "child_ids": [], "parent_id": None}
            ],
            "offices": [
                _office(60 + number, place.city, text)
                for number, (place, text) in enumerate(zip(opening.places, places, strict=True))
            ],
        }

    def states(self, opening: Opening) -> dict[str, Any]:
        truth = opening.truth()
        return {**truth, "salary": truth["salary"] and {**truth["salary"], "period": None}}


def _range(opening: Opening) -> dict[str, str] | None:
    pay = opening.pay
    return {"unit": pay.currency or "", "min_value": pay.min, "max_value": pay.max} if pay else None


def _metadata(opening: Opening) -> list[dict[str, Any]]:
    """Return the fields that the board itself has defined, two of them of no use to a reader."""
    fields = (
        ("Employment Type", TYPES[opening.type], "single_select"),
        ("Workplace Type", PLACES[opening.workplace], "single_select"),
        ("Salary Range", _range(opening), "currency_range"),
        ("Cost Centre Colour", "Teal", "short_text"),
        ("Shown On Intranet", None, "yes_no"),
    )
    return [
        {"id": number, "name": name, "value": value, "value_type": kind}
        for number, (name, value, kind) in enumerate(fields, 11)
    ]


def _office(number: int, name: str, location: str) -> dict[str, Any]:
    return {
        "id": number,
        "name": name,
        "location": location,
        "child_ids": [],
        "parent_id": None,
    }
