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
            "metadata": [
                {
                    "id": 11,
                    "name": "Employment Type",
                    "value": TYPES[opening.type],
                    "value_type": "single_select",
                },
                {
                    "id": 12,
                    "name": "Workplace Type",
                    "value": PLACES[opening.workplace],
                    "value_type": "single_select",
                },
                {
                    "id": 13,
                    "name": "Salary Range",
                    "value": _range(opening),
                    "value_type": "currency_range",
                },
                {
                    "id": 14,
                    "name": "Cost Centre Colour",
                    "value": "Teal",
                    "value_type": "short_text",
                },
                {"id": 15, "name": "Shown On Intranet", "value": None, "value_type": "yes_no"},
            ],
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
                {
                    "id": 60 + number,
                    "name": place.city,
                    "location": text,
                    "child_ids": [],
                    "parent_id": None,
                }
                for number, (place, text) in enumerate(zip(opening.places, places, strict=True))
            ],
        }

    def states(self, opening: Opening) -> dict[str, Any]:
        truth = opening.truth()
        return {**truth, "salary": truth["salary"] and {**truth["salary"], "period": None}}


def _range(opening: Opening) -> dict[str, str] | None:
    pay = opening.pay
    return {"unit": pay.currency or "", "min_value": pay.min, "max_value": pay.max} if pay else None
