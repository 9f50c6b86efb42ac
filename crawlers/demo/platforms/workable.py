"""Workable's job board: a list by POST with a token, and a record with three texts."""

from __future__ import annotations

from typing import Any

from crawlers.demo.platforms.server import Asked, Platform, as_json
from crawlers.demo.platforms.truth import Opening, instant
from crawlers.demo.printing.replica import Answer

TYPES = {
    "full": "full",
    "part": "part",
    "contract": "contract",
    "temporary": "temporary",
    "intern": "other",
}
SIZE = 10


class Workable(Platform):
    """Quirks: `changed`, `gone@N`."""

    name = "workable"
    host = "https://apply.workable.com"

    def answer(self, asked: Asked) -> Answer:
        if (
            asked.path == f"/api/v3/accounts/{self.board}/jobs"
            and asked.method == "POST"
            and asked.json is not None
        ):
            return self._list(asked.json.get("token") or "")
        if asked.path.startswith(f"/api/v2/accounts/{self.board}/jobs/"):
            opening = self.find(_number(asked.path.rpartition("/")[2]))
            if opening and not self.times("gone"):
                return as_json(self._job(opening))
        return as_json({"error": "Not found"}, 404)

    def _list(self, token: str) -> Answer:
        at = int(token.removeprefix("tok")) if token else 0
        found = self.listed
        page = {
            "total": len(found),
            "results": [self._card(opening) for opening in found[at : at + SIZE]],
        }
        if at + SIZE < len(found):
            page["nextPage"] = f"tok{at + SIZE}"
        if "changed" in self.quirks:
            page["jobs"] = page.pop("results")
        return as_json(page)

    def _card(self, opening: Opening) -> dict[str, Any]:
        places = [
            {
                "country": place.country(),
                "countryCode": place.code,
                "city": place.city,
                "region": "",
                "hidden": False,
            }
            for place in opening.places
        ]
        return {
            "id": int(opening.id),
            "shortcode": _code(opening.id),
            "title": opening.title,
            "remote": opening.workplace == "remote",
            "location": places[0],
            "locations": places,
            "state": "published",
            "isInternal": False,
            "code": opening.ref,
            "published": instant(opening.posted).replace("Z", ".000Z"),
            "type": TYPES[opening.type],
            "language": opening.language,
            "department": [opening.department],
            "accountUid": "a-1",
            "approvalStatus": "approved",
            "workplace": opening.workplace,
        }

    def _job(self, opening: Opening) -> dict[str, Any]:
        texts = {"description": "", "requirements": "", "benefits": ""}
        for part in opening.parts:
            name = (
                "requirements"
                if part.kind.startswith("qualif")
                else "benefits"
                if part.kind == "benefits"
                else "description"
            )
            texts[name] += f"<h3>{part.heading}</h3>{part.html()}"
        return {**self._card(opening), **texts, "hiringSeason": "wet"}

    def states(self, opening: Opening) -> dict[str, Any]:
        truth = opening.truth()
        types = truth["employment_types"] if opening.type != "intern" else ["OTHER"]
        return {
            **truth,
            "organization": None,
            "valid_through": None,
            "salary": None,
            "employment_types": types,
        }


def _code(id: str) -> str:
    return f"{int(id):X}AB"


def _number(code: str) -> str:
    try:
        return str(int(code.removesuffix("AB"), 16))
    except ValueError:
        return ""
