"""Taleo Business Edition's career site: list pages of ten in one of two themes, postings in one of
two layouts."""

from __future__ import annotations

from html import escape
from typing import Any

from crawlers.demo.platforms.pages import html_page, places_of, script, stated
from crawlers.demo.platforms.server import Asked, Platform
from crawlers.demo.platforms.truth import Opening, board
from crawlers.demo.printing.replica import Answer

TYPES = {
    "full": "Full time",
    "part": "Part time",
    "contract": "Contract",
    "temporary": "Temporary",
    "intern": "Internship",
}
PATH = "/ats/careers/v2"
SIZE = 10


class TaleoBE(Platform):
    """The place in the JSON-LD is the employer's address. Quirks: `changed`, `gone@N`,
    `uncounted` (the theme without a counter, whose next page belongs to a session)."""

    name = "taleo_be"
    host = "https://phe.tbe.taleo.net"
    usual = "phe03/KESTREL/37"

    def answer(self, asked: Asked) -> Answer:
        pod, org, cws = self.board.split("/")
        wanted = (org, cws)
        if asked.path == "/INACTIVEcareers":
            return html_page("Taleo", "<p>Welcome</p>")
        session = asked.headers.get("cookie", "").startswith("JSESSIONID=")
        if asked.path == f"/{pod}{PATH}/searchResults" and "next" in asked.raw and session:
            return self._list(int(asked.query.get("rowFrom", 0)))
        if (asked.query.get("org"), asked.query.get("cws")) != wanted:
            return Answer(302, b"", headers={"Location": "/INACTIVEcareers"})
        if asked.path == f"/{pod}{PATH}/searchResults":
            return self._list(int(asked.query.get("rowFrom", 0)))
        opening = self.find(asked.query.get("rid", ""))
        if asked.path == f"/{pod}{PATH}/viewRequisition" and opening and not self.times("gone"):
            return self._page(opening)
        return html_page("Taleo", "<h2>Job Not Available</h2><p>/ats/careers/</p>")

    def _url(self, page: str, id: str) -> str:
        pod, org, cws = self.board.split("/")
        return f"{self.host}/{pod}{PATH}/{page}?org={org}&amp;cws={cws}&amp;rid={id}"

    def _list(self, at: int) -> Answer:
        found = self.listed
        rows = "".join(
            f'<div class="oracletaleocwsv2-accordion-block"><a href='
            f'"{self._url("viewRequisition", opening.id)}">{escape(opening.title)}</a></div>'
            for opening in found[at : at + SIZE]
        )
        if "changed" in self.quirks:
            return html_page("Jobs", "<p>/ats/careers/</p>")
        more = f'<a class="jscroll-next" href="?next&amp;rowFrom={at + SIZE}&amp;act=null">+</a>'
        if "uncounted" not in self.quirks:
            head = f'<span class="oracletaleocwsv2-panel-number">{len(found)}</span>'
        else:
            more = more if at + SIZE < len(found) else ""
            head = f'<div class="oracletaleocwsv2-search">{more}</div>'
        page = html_page("Jobs", head + rows)
        page.headers["Set-Cookie"] = "JSESSIONID=7; Path=/"
        return page

    def _page(self, opening: Opening) -> Answer:
        facts = {"Location": places_of(opening), "Bench Colour": "Green"}
        pairs = "".join(
            f'<div class="col-xs-12"><span class="small">{name}</span>'
            f"<strong>{escape(value)}</strong></div>"
            for name, value in facts.items()
        )
        apply = f'<a href="{self._url("applyRequisition", opening.id)}">Apply Now</a>'
        if not self._has_data(opening):
            well = f"<strong>{escape(opening.title)}</strong><div>{pairs}</div>"
            text = f'<div class="col-md-8">{opening.html()}</div>'
            body = f'<div class="well oracletaleocwsv2-job-description">{well}</div>{text}{apply}'
            return html_page("Career Center", body)
        seat = {"addressLocality": f"{board()['name']} HQ", "addressRegion": "Styria"}
        data = {
            **stated(opening),
            "datePosted": f"{opening.posted:%Y-%m-%d} 00:00:00.0",
            "employmentType": TYPES[opening.type],
            "jobLocation": {"@type": "Place", "address": seat},
        }
        del data["totalJobOpenings"], data["description"]
        data.pop("baseSalary", None)
        pairs = pairs.replace("Location", "Primary Work Location", 1)
        text = f'<div name="cwsJobDescription"><div>{opening.html()}</div></div>'
        return html_page("Career Center", f"{script(data)}<div>{pairs}</div>{text}{apply}")

    def _has_data(self, opening: Opening) -> bool:
        return int(opening.id) % 2 == 0

    def states(self, opening: Opening) -> dict[str, Any]:
        truth, data = opening.truth(), self._has_data(opening)
        return {
            **truth,
            "organization": board()["name"] if data else None,
            "employment_types": truth["employment_types"] if data else [],
            "workplace": None,
            "date_posted": f"{opening.posted:%Y-%m-%d}" if data else None,
            "valid_through": None,
            "salary": None,
            "identifiers": [],
            "categories": [],
        }
