"""Avature's career portal: list pages of twelve, whatever is asked, and pages in the tenant's own
labels."""

from __future__ import annotations

from html import escape
from typing import Any

from crawlers.demo.platforms.pages import html_page
from crawlers.demo.platforms.server import Asked, Platform
from crawlers.demo.platforms.truth import Opening, board
from crawlers.demo.printing.replica import Answer
from crawlers.demo.printing.values import slug

TYPES = {
    "full": "Full-time",
    "part": "Part-time",
    "contract": "Contract",
    "temporary": "Temporary",
    "intern": "Internship",
}
SIZE = 12
FIELD = "article__content__view__field"


class Avature(Platform):
    """A page links to a posting of another portal. Quirks: `changed`, `gone@N`, `login` (a portal
    for employees)."""

    name = "avature"
    host = "https://kestrel.avature.net"
    usual = "kestrel.avature.net/careers"

    def answer(self, asked: Asked) -> Answer:
        portal = self.board.partition("/")[2]
        if asked.path in (f"/{portal}/Login", "/Error"):
            return html_page("Avature", "<p>avature</p>")
        if "login" in self.quirks:
            return Answer(302, b"", headers={"Location": f"/{portal}/Login"})
        if asked.path.rstrip("/") == f"/{portal}/SearchJobs":
            return self._list(portal, int(asked.query.get("jobOffset", 0)))
        opening = self.find(asked.path.rpartition("/")[2])
        if f"/{portal}/JobDetail/" not in asked.path:
            return Answer(302, b"", headers={"Location": "/Error"})
        if opening is None or self.times("gone"):
            return html_page("Avature", "<p>avature</p>", 404)
        return self._page(opening)

    def _list(self, portal: str, at: int) -> Answer:
        rows = "".join(
            f'<article><a href="https://{self.board}/JobDetail/{slug(opening.title)}/{opening.id}">'
            f"{escape(opening.title)}</a></article>"
            for opening in self.listed[at : at + SIZE]
        )
        other = f'<a href="https://{self.board}-internal/JobDetail/Secret/99999">Secret</a>'
        page = "Changed" if "changed" in self.quirks else "SearchJobs"
        head = f'<meta name="avature.portal.page" content="{page}">'
        return html_page("Jobs", rows + other, head=head)

    def _page(self, opening: Opening) -> Answer:
        facts = {
            "Location": "; ".join(f"{each.city}, {each.country()}" for each in opening.places),
            "Employment Type": TYPES[opening.type],
            "Ref #": opening.ref,
            "Bench Colour": "Green",
        }
        rows = "".join(
            f'<div class="{FIELD}"><div class="{FIELD}__label">{name}</div>'
            f'<div class="{FIELD}__value">{escape(value)}</div></div>'
            for name, value in facts.items()
        )
        seat = (
            f'<div class="{FIELD}"><div class="{FIELD}__value">{escape(opening.title)}</div></div>'
        )
        banner = f'<h2 class="banner__text__title">{escape(opening.title)}</h2>'
        head = banner if int(opening.id) % 2 else seat
        text = f'<div class="{FIELD} field--rich-text"><div class="{FIELD}__value">'
        text += f"{opening.html()}</div></div>"
        name = board()["name"]
        body = f"<h1 hidden>{name}</h1>{head}<article>{rows}</article>{text}"
        return html_page(f"{opening.title} - {opening.id} - {name}", body)

    def states(self, opening: Opening) -> dict[str, Any]:
        truth = opening.truth()
        return {
            **truth,
            "workplace": None,
            "date_posted": None,
            "valid_through": None,
            "salary": None,
            "categories": [],
        }
