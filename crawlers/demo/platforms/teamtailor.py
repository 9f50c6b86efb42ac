"""Teamtailor's feed: RSS with places in elements of its own, a hundred to the page at most."""

from __future__ import annotations

from email.utils import format_datetime
from typing import Any
from xml.sax.saxutils import escape

from crawlers.demo.platforms.server import Asked, Platform
from crawlers.demo.platforms.truth import Opening, board
from crawlers.demo.printing.replica import Answer
from crawlers.demo.printing.values import slug

PLACES = {"on_site": "none", "hybrid": "hybrid", "remote": "fully"}


class Teamtailor(Platform):
    """Quirks: `changed` (another root), `small` (it gives seven to the page, whatever is asked),
    `deaf` (it knows no pages: every one is the whole)."""

    name = "teamtailor"
    host = "https://careers.kestrelridge.example"
    usual = "careers.kestrelridge.example"

    def answer(self, asked: Asked) -> Answer:
        if asked.path != "/jobs.rss":
            return Answer(404, b"")
        found = self.listed
        if "deaf" not in self.quirks:
            at = int(asked.query.get("offset", 0))
            found = found[
                at : at + (7 if "small" in self.quirks else int(asked.query.get("per_page", 30)))
            ]
        root = "feed" if "changed" in self.quirks else "rss"
        head = (
            f'<{root} version="2.0" '
            f'xmlns:tt="https://teamtailor.com/locations"><channel><title>{escape(board()["name"])}'
            "</title>"
        )
        body = head + "".join(self._item(opening) for opening in found) + f"</channel></{root}>"
        return Answer(
            200,
            f'<?xml version="1.0" encoding="UTF-8"?>\n{body}'.encode(),
            "application/rss+xml; charset=utf-8",
        )

    def _item(self, opening: Opening) -> str:
        link = f"https://{self.board_name}/jobs/{opening.id}-{slug(opening.title)}"
        places = "".join(
            f"<tt:location><tt:name>Office</tt:name><tt:city>{place.city}</tt:city><tt:country>"
            f"{place.country()}</tt:country></tt:location>"
            for place in opening.places
        )
        return (
            f"<item><title>{escape(opening.title)}</title><description>{escape(opening.html('h2'))}"
            "</description>"
            f"<pubDate>{format_datetime(opening.posted)}</pubDate><link>{link}</link><remoteStatus>"
            f"{PLACES[opening.workplace]}</remoteStatus>"
            f"<guid>{opening.uuid}</guid><tt:locations>{places}</tt:locations><tt:department>"
            f"{escape(opening.department)}</tt:department>"
            f"<tt:role>{escape(opening.category)}</tt:role><mood>calm</mood></item>"
        )

    def states(self, opening: Opening) -> dict[str, Any]:
        groups = list(dict.fromkeys((opening.department, opening.category)))
        silent: dict[str, Any] = {
            "valid_through": None,
            "salary": None,
            "identifiers": [],
            "employment_types": [],
        }
        return {**opening.truth(), **silent, "categories": groups}
