"""SuccessFactors' older career pages: an XML list, and pages with a hidden day and a line of
facts."""

from __future__ import annotations

from html import escape
from typing import Any

from crawlers.demo.platforms.pages import html_page
from crawlers.demo.platforms.server import Asked, Platform
from crawlers.demo.platforms.truth import Opening
from crawlers.demo.printing.replica import Answer


class SuccessFactorsLegacy(Platform):
    """The list has an element without a name. Quirks: `changed`, `gone@N`, `short` (the list lacks
    the first posting, whose page is there), `unknown` (a redirect to the platform)."""

    name = "successfactors_legacy"
    host = "https://career5.successfactors.eu"
    usual = "career5.successfactors.eu/KestrelProd"

    def answer(self, asked: Asked) -> Answer:
        if "unknown" in self.quirks:
            return Answer(302, b"", headers={"Location": "/parking"})
        company = self.board_name.partition("/")[2]
        if asked.path != "/career" or asked.query.get("company") != company:
            return Answer(302, b"", headers={"Location": "/parking"})
        if asked.query.get("resultType") == "XML":
            return self._list()
        opening = self.find(asked.query.get("career_job_req_id", ""))
        if opening is None or self.times("gone"):
            return html_page("Career Opportunities", "<p>not found</p>", 404)
        return self._page(opening)

    def _list(self) -> Answer:
        jobs = "".join(
            f"<Job><JobTitle><![CDATA[{opening.title}]]></JobTitle><ReqId>{opening.id}</ReqId>"
            f"<Posted-Date>{opening.posted:%m/%d/%Y}</Posted-Date>"
            f"<Job-Description><![CDATA[{opening.html()}]]></Job-Description>"
            "<><label>Facet</label><value>[[filter7]]</value></></Job>"
            for opening in self.listed["short" in self.quirks :]
        )
        root = "Jobs" if "changed" in self.quirks else "Job-Listing"
        body = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root}>{jobs}</{root}>'
        return Answer(200, body.encode(), "application/xml")

    def _page(self, opening: Opening) -> Answer:
        place = opening.places[0]
        fields = {
            "career_job_req_id": opening.id,
            "postedOnFastDate": f"{opening.posted.timestamp() * 1000:.0f}",
            "locale": {"en": "en_GB", "de": "de_DE"}.get(opening.language, opening.language),
        }
        hidden = "".join(
            f'<input type="hidden" id="{name}" value="{value}">' for name, value in fields.items()
        )
        return html_page(
            f"Career Opportunities: {opening.title} ({opening.id}) ",
            f"<h1>Let us go! {escape(opening.title)} ({opening.id})</h1>"
            f"<div>Requisition ID <b>{opening.id}</b> - Posted <b id='postedOnDate'></b> - "
            f"<b>{place.city}, {place.country()} - 7 Harbour Street</b> - <b>amber</b></div>"
            f'<div class="joqReqDescription"><div class="externalPosting">{opening.html()}</div>'
            f"</div>{hidden}",
        )

    def states(self, opening: Opening) -> dict[str, Any]:
        truth = opening.truth()
        return {
            **truth,
            "organization": None,
            "locations": truth["locations"][:1],
            "employment_types": [],
            "workplace": None,
            "date_posted": f"{opening.posted:%Y-%m-%d}",
            "valid_through": None,
            "salary": None,
            "identifiers": [opening.id],
            "categories": [],
        }
