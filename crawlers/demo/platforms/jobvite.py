"""Jobvite's career site: list pages of fifty whose total is an upper bound, and a page for each
posting."""

from __future__ import annotations

from html import escape
from typing import Any

from crawlers.demo.platforms.pages import html_page, script, stated
from crawlers.demo.platforms.server import Asked, Platform
from crawlers.demo.platforms.truth import Opening, board
from crawlers.demo.printing.replica import Answer

TYPES = {
    "full": "Full-Time",
    "part": "Part-Time",
    "contract": "Contract",
    "temporary": "Temporary",
    "intern": "Intern",
}
SIZE = 50
OLD = "<!-- <p>We were founded in another century.</p> --->"


class Jobvite(Platform):
    """The first posting stands in two slots, address parts end in commas, an old text is in a
    comment. Quirks: `changed`, `gone@N`."""

    name = "jobvite"
    host = "https://jobs.jobvite.com"

    def answer(self, asked: Asked) -> Answer:
        if asked.path.startswith("/search-error"):
            return html_page("Jobvite", "<p>Jobvite</p>")
        if not asked.path.startswith(f"/{self.board}/"):
            return Answer(302, b"", headers={"Location": "/search-error?invalid=1"})
        if asked.path == f"/{self.board}/search":
            return self._list(int(asked.query.get("p", 0)))
        key = asked.path.removeprefix(f"/{self.board}/job/")
        opening = self.find(key.removeprefix("o").removesuffix("x"))
        if opening and not self.times("gone"):
            return self._page(opening)
        return html_page("Jobvite", "<p>Jobvite: not found</p>", 404)

    def _list(self, number: int) -> Answer:
        slots = [*self.listed[:1], *self.listed]
        start = number * SIZE
        kind = "jv-rows" if "changed" in self.quirks else "jv-job-list"
        rows = "".join(
            f'<tr><td class="{kind}-name"><a href="/{self.board}/job/o{opening.id}x">'
            f"* {escape(opening.title)}</a></td><td>2 Locations</td></tr>"
            for opening in slots[start : start + SIZE]
        )
        count = f"<p>{start + 1}-{start + SIZE} of {len(slots)}</p>"
        return html_page("Jobs", f'{count}<table class="{kind}">{rows}</table>')

    def _page(self, opening: Opening) -> Answer:
        data: dict[str, Any] = {**stated(opening), "employmentType": TYPES[opening.type]}
        for place in data["jobLocation"]:
            place["address"]["addressLocality"] += ", "
            place["address"]["addressRegion"] = ","
        looking = f"{board()['name']} is looking for {opening.title}."
        head = f'<meta property="og:title" content="{escape(looking)}">'
        shown = (
            f'<h1 class="jv-logo">Jobs at {board()["name"]}</h1>'
            f'<h2 class="jv-header">{escape(opening.title)}</h2>'
            f'<p class="jv-job-detail-meta">{escape(opening.department)}<span></span>'
            f"{escape(opening.places[0].city)}</p>"
        )
        text = f'<div class="jv-job-detail-description">{OLD}{opening.html()}</div>'
        return html_page(opening.title, f"{script(data)}{shown}{text}", head=head)

    def states(self, opening: Opening) -> dict[str, Any]:
        truth = opening.truth()
        return {**truth, "workplace": None, "valid_through": None, "identifiers": []}
