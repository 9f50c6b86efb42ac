"""Paylocity's job pages: one page that holds all openings as data, and a page for each."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from crawlers.demo.platforms.pages import html_page, script, stated
from crawlers.demo.platforms.server import Asked, Platform
from crawlers.demo.platforms.truth import Opening
from crawlers.demo.printing.replica import Answer

TYPES = {
    "full": "Full-time",
    "part": "Part-time",
    "contract": "Contract",
    "temporary": "Temporary",
    "intern": "Internship",
}
BOARD = "0c0ffee0-1111-4222-8333-444455556666/kestrel"


class Paylocity(Platform):
    """The clock of UTC stands under the offset of the place. Quirks: `changed`, `gone@N`."""

    name = "paylocity"
    host = "https://recruiting.paylocity.com"
    usual = BOARD

    def answer(self, asked: Asked) -> Answer:
        if asked.path.rstrip("/") == f"/recruiting/jobs/All/{self.board}":
            return self._list()
        opening = self.find(asked.path.removeprefix("/Recruiting/Jobs/Details/"))
        if opening and not self.times("gone"):
            return self._page(opening)
        return html_page("Paylocity", "<p>paylocity: not found</p>", 404)

    def _list(self) -> Answer:
        jobs = [
            {
                "JobId": int(opening.id),
                "JobTitle": opening.title,
                "LocationName": opening.places[0].city,
                "PublishedDate": f"{opening.posted:%Y-%m-%dT%H:%M:%S}+00:00",
                "IsRemote": False,
            }
            for opening in self.listed
        ]
        data = {"Openings" if "changed" in self.quirks else "Jobs": jobs}
        written = json.dumps(data).replace("</", "<\\/")
        return html_page("Jobs", f"<script>window.pageData = {written};</script>")

    def _page(self, opening: Opening) -> Answer:
        data: dict[str, Any] = {
            **stated(opening),
            "datePosted": f"{opening.posted:%Y-%m-%dT%H:%M:%S}-05:00",
        }
        del data["employmentType"]
        facts = f"<dl><dt>Job Type</dt><dd>{TYPES[opening.type]}</dd></dl>"
        text = f"<h1>{escape(opening.title)}</h1>{facts}<div>{opening.html()}</div>"
        return html_page(opening.title, f"{script(data)}<main>{text}</main>")

    def states(self, opening: Opening) -> dict[str, Any]:
        truth = opening.truth()
        return {
            **truth,
            "workplace": None,
            "date_posted": f"{opening.posted:%Y-%m-%dT%H:%M:%SZ}",
            "valid_through": None,
            "identifiers": [],
            "categories": [],
        }
