"""JazzHR's career page: a table of all openings, each twice; pages of which some have JSON-LD."""

from __future__ import annotations

from html import escape
from typing import Any

from crawlers.demo.platforms.pages import html_page, places_of, script, stated
from crawlers.demo.platforms.server import Asked, Platform
from crawlers.demo.platforms.truth import Opening, board, instant
from crawlers.demo.printing.replica import Answer
from crawlers.demo.printing.values import slug

TYPES = {
    "full": "Full Time",
    "part": "Part Time",
    "contract": "Contracted",
    "temporary": "Temporary",
    "intern": "Internship",
}


class JazzHR(Platform):
    """Two of three pages have JSON-LD, whose end is ninety days on; its address has no country.
    Quirks: `changed`, `gone@N`, `unknown` (200 with a notice)."""

    name = "jazzhr"
    host = "https://kestrel.applytojob.com"

    def answer(self, asked: Asked) -> Answer:
        if "unknown" in self.quirks:
            return html_page("JazzHR", "<h1>Inactive Career Page</h1>")
        if asked.path == "/apply/jobs":
            return self._table()
        key = asked.path.removeprefix("/apply/jobs/details/").removeprefix("/apply/")
        opening = self.find(key.partition("/")[0].removeprefix("K").removesuffix("aB"))
        if opening and not self.times("gone"):
            return self._page(opening)
        return html_page("JazzHR", "<h1>This job is gone</h1>", 410)

    def _table(self) -> Answer:
        rows = [
            f'<a href="/apply/K{opening.id}aB/{slug(opening.title)}">{escape(opening.title)}</a>'
            for opening in self.listed
        ]
        body = (
            '<table id="jobs_table">'
            + "".join(f"<tr><td>{row}</td></tr>" for row in rows)
            + "</table>"
            + "".join(f'<div class="mobile">{row}</div>' for row in rows)
        )
        if "changed" in self.quirks:
            body = f'<div class="resumator-list">{"".join(rows)}</div>'
        return html_page(
            "Jobs", f'{body}<a href="https://x.example" class="powered-by-jazzhr"></a>'
        )

    def _page(self, opening: Opening) -> Answer:
        about = {"@context": "https://schema.org", "@type": "Organization", "name": "JazzHR"}
        data = ""
        if self._has_data(opening):
            data = script(about) + script(self._stated(opening))
        seat = f"{places_of(opening)}{' (Remote)' if opening.workplace == 'remote' else ''}"
        facts = {
            "location": seat,
            "employment": f"Type: {TYPES[opening.type]}",
            "department": opening.department,
        }
        shown = "".join(
            f'<div class="resumator-job-{name}">{escape(value)}</div>'
            for name, value in facts.items()
        )
        shown += '<p class="resumator-job-attribute" title="Bench Colour">Green</p>'
        text = f'<div id="job-description">{opening.html()}</div>'
        greeting = '<div class="welcome-message"><h2>Thanks for visiting.</h2></div>'
        heads = f"<h1>{board()['name']}</h1>{greeting}<h2>{escape(opening.title)}</h2>"
        title = f"{opening.title} - {board()['name']} - Career Page"
        return html_page(title, f"{data}{heads}{shown}{text}")

    def _has_data(self, opening: Opening) -> bool:
        return int(opening.id) % 3 > 0

    def _stated(self, opening: Opening) -> dict[str, Any]:
        data = stated(opening)
        for place in data["jobLocation"]:
            del place["address"]["addressCountry"]
        del data["totalJobOpenings"]
        return {**data, "validThrough": "2026-06-30", "employmentType": "OTHER"}

    def states(self, opening: Opening) -> dict[str, Any]:
        truth, data = opening.truth(), self._has_data(opening)
        return {
            **truth,
            "workplace": "remote" if opening.workplace == "remote" else None,
            "date_posted": instant(opening.posted) if data else None,
            "valid_through": None,
            "salary": truth["salary"] if data else None,
            "identifiers": [],
        }
