"""iCIMS' career site: a sitemap; pages that have their data only inside a frame, some without
JSON-LD."""

from __future__ import annotations

from html import escape
from typing import Any

from crawlers.demo.platforms.pages import html_page, script, stated
from crawlers.demo.platforms.server import Asked, Platform
from crawlers.demo.platforms.truth import Opening, board, instant
from crawlers.demo.printing.replica import Answer
from crawlers.demo.printing.values import slug

TYPES = {
    "full": "Full-Time",
    "part": "Part-Time",
    "contract": "Contract",
    "temporary": "Temporary",
    "intern": "Internship",
}
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


class Icims(Platform):
    """Every fifth page has a day of posting two years back; every fourth has labels and no data.
    The end is always a year on. Quirks: `changed`, `gone@N`, `unknown`."""

    name = "icims"
    host = "https://careers-kestrel.icims.com"
    usual = "careers-kestrel"

    def answer(self, asked: Asked) -> Answer:
        if asked.path == "/sitemap.xml" and "unknown" not in self.quirks:
            return self._sitemap()
        opening = self.find([*asked.path.split("/"), "", ""][2])
        if opening is None or self.times("gone"):
            return html_page("iCIMS", "<p>not found</p>", 404)
        if asked.query.get("in_iframe") != "1":
            return html_page("Careers", '<p>Careers</p><iframe id="icims_frame"></iframe>')
        return self._page(opening)

    def _url(self, opening: Opening) -> str:
        return f"https://{self.board}.icims.com/jobs/{opening.id}/{slug(opening.title)}/job"

    def _sitemap(self) -> Answer:
        urls = "".join(
            f"<url><loc>{self._url(opening)}</loc>"
            f"<lastmod>{instant(opening.updated)}</lastmod></url>"
            for opening in self.listed
        )
        intro = f"<url><loc>https://{self.board}.icims.com/jobs/search</loc></url>"
        root = "siteindex" if "changed" in self.quirks else "urlset"
        return Answer(
            200, f"<{root} {NAMESPACE}>{intro}{urls}</{root}>".encode(), "application/xml"
        )

    def _page(self, opening: Opening) -> Answer:
        head = f'<link rel="canonical" href="{self._url(opening)}">'
        title = f'<h1 class="iCIMS_Header">{escape(opening.title)}</h1>'
        content = f'<div class="iCIMS_JobContent">{title}{{}}</div>'
        if self._has_data(opening):
            return html_page(
                opening.title, script(self._stated(opening)) + content.format(""), head=head
            )
        seats = " | ".join(f"{place.code}-{place.city}" for place in opening.places)
        facts = {
            "Type": TYPES[opening.type],
            "Job Post Information* : External Company Name": board()["name"],
            "Job ID": opening.ref,
            "Bench Colour": "Green",
        }
        if opening.deadline:
            facts["Job Post Information* : Post End Date"] = f"{opening.deadline:%m/%d/%Y}"
        rows = "".join(
            f'<div class="iCIMS_JobHeaderTag"><dt class="iCIMS_JobHeaderField">{name}</dt>'
            f'<dd class="iCIMS_JobHeaderData">{escape(value)}</dd></div>'
            for name, value in facts.items()
        )
        shown = (
            '<div class="header left"><span class="sr-only">Location</span>'
            f"<span>{seats}</span></div>"
            f'<div class="header right"><span title="{opening.posted:%m/%d/%Y}">lately</span></div>'
            f"<dl>{rows}</dl>"
        )
        text = "".join(
            f'<h2 class="iCIMS_InfoMsg iCIMS_InfoField_Job">{escape(part.heading)}</h2>'
            f'<div class="iCIMS_InfoMsg iCIMS_InfoMsg_Job">{part.html()}</div>'
            for part in opening.parts
        )
        return html_page(opening.title, content.format(shown) + text, head=head)

    def _has_data(self, opening: Opening) -> bool:
        return int(opening.id) % 4 > 0

    def _is_stamped(self, opening: Opening) -> bool:
        return int(opening.id) % 5 == 0

    def _stated(self, opening: Opening) -> dict[str, Any]:
        data = stated(opening)
        data["validThrough"] = "2027-03-02T05:00:00.000Z"
        data["datePosted"] = f"{opening.posted:%Y-%m-%d}T05:00:00.000Z"
        if self._is_stamped(opening):
            data["datePosted"] = "2024-03-02T09:12:44.317Z"
        for place in data["jobLocation"]:
            place["address"] |= {"addressRegion": "UNAVAILABLE", "postalCode": "UNAVAILABLE"}
        if pay := opening.pay:
            figures = {"minValue": float(pay.min), "maxValue": float(pay.max)}
            data["baseSalary"] = {"@type": "MonetaryAmount", "currency": pay.currency, **figures}
        return data

    def states(self, opening: Opening) -> dict[str, Any]:
        truth, data = opening.truth(), self._has_data(opening)
        day, stamped = f"{opening.posted:%Y-%m-%d}", self._is_stamped(opening)
        end = opening.deadline and f"{opening.deadline:%Y-%m-%d}"
        return {
            **truth,
            "workplace": None,
            "date_posted": day if not data else None if stamped else f"{day}T05:00:00Z",
            "valid_through": None if data else end,
            "salary": truth["salary"] and {**truth["salary"], "period": None} if data else None,
            "identifiers": [] if data else [opening.ref],
            "categories": [],
        }
