"""SuccessFactors' career site (RMK): a sitemap, and pages with microdata and labels of
the tenant."""

from __future__ import annotations

from html import escape
from typing import Any

from crawlers.demo.platforms.pages import html_page
from crawlers.demo.platforms.server import Asked, Platform
from crawlers.demo.platforms.truth import Opening, board
from crawlers.demo.printing.replica import Answer
from crawlers.demo.printing.values import slug

NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
STAMP = "Mon Mar 02 00:00:00 UTC 2026"


class SuccessFactors(Platform):
    """The day of the microdata is that of the last refresh, a first description is empty. Quirks:
    `changed`, `feed` (the sitemap is RSS), `gone@N`, `unknown` (a redirect to a parking page)."""

    name = "successfactors"
    host = "https://jobs.kestrelridge.example"
    usual = "jobs.kestrelridge.example"

    def answer(self, asked: Asked) -> Answer:
        if "unknown" in self.quirks:
            return Answer(302, b"", headers={"Location": "/parking"})
        if asked.path == "/sitemap.xml":
            return self._sitemap()
        opening = self.find(asked.path.rstrip("/").rpartition("/")[2])
        if opening is None or self.times("gone"):
            return html_page("Careers", "<p>not found</p>", 404)
        return self._page(opening)

    def _sitemap(self) -> Answer:
        pages = [
            f"https://{self.board}/valley/job/{slug(opening.title)}/{opening.id}/"
            for opening in self.listed
        ]
        if "feed" in self.quirks:
            items = "".join(f"<item><title>x</title><link>{page}</link></item>" for page in pages)
            feed = f'<rss version="2.0"><channel><title>Jobs</title>{items}</channel></rss>'
            return Answer(200, feed.encode(), "application/xml")
        urls = "".join(
            f"<url><loc>{page}</loc><lastmod>2026-03-02</lastmod></url>" for page in pages
        )
        root = "jobs" if "changed" in self.quirks else "urlset"
        return Answer(200, f"<{root} {NAMESPACE}>{urls}</{root}>".encode(), "application/xml")

    def _page(self, opening: Opening) -> Answer:
        metas = "".join(
            f'<meta itemprop="addressLocality" content="{place.city}">'
            f'<meta itemprop="addressCountry" content="{place.code}">'
            for place in opening.places
        )
        facts = {
            "city": ("Location", opening.places[-1].city),
            "customfield4": ("Closing Date", _day(opening.deadline)),
            "customfield5": ("Requisition ID", opening.ref),
            "customfield6": ("Bench Colour", "Green"),
        }
        rows = "".join(
            f'<div class="joblayouttoken"><span class="joblayouttoken-label">{label}: </span>'
            f'<span data-careersite-propertyid="{kind}">{value}</span></div>'
            for kind, (label, value) in facts.items()
            if value
        )
        title = f'<h1>Join us! <span itemprop="title">{escape(opening.title)}</span></h1>'
        text = f'<span itemprop="description">{opening.html()}</span>'
        apply = (
            f'<a class="apply" href="/talentcommunity/apply/{opening.id}/?locale=en_GB">Apply</a>'
        )
        shell = (
            '<div class="jobDisplayShell" itemscope itemtype="http://schema.org/JobPosting">'
            f"{metas}"
            f'<meta itemprop="datePosted" content="{STAMP}">{title}'
            f'<span itemprop="description"></span>{rows}{text}{apply}</div>'
        )
        return html_page(f"{opening.title} Job Details | {board()['name']}", shell)

    def states(self, opening: Opening) -> dict[str, Any]:
        truth = opening.truth()
        return {
            **truth,
            "employment_types": [],
            "workplace": None,
            "date_posted": None,
            "valid_through": opening.deadline and f"{opening.deadline:%Y-%m-%d}",
            "salary": None,
            "categories": [],
        }


def _day(when: Any) -> str:
    return f"{when:%a %b %d, %Y}" if when else ""
