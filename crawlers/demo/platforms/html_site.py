"""An employer's own site: list pages, a sitemap, and a page for each opening with JSON-LD, or with
words alone."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from crawlers.demo.platforms.server import Asked, Platform
from crawlers.demo.platforms.truth import TYPES, Opening, board, instant
from crawlers.demo.printing.replica import Answer
from crawlers.demo.printing.values import dashed, slug

HOURS = {
    "full": "Full-time",
    "part": "Part-time",
    "contract": "Contract",
    "temporary": "Temporary",
    "intern": "Internship",
}
PLACES = {"on_site": "On-site", "hybrid": "Hybrid", "remote": "Remote"}
SIZE = 7


class HtmlSite(Platform):
    """Quirks: `plain` (no JSON-LD: labels and values), `mute` (no labels either: what is what, only
    classes tell), `closed` (one page says that its opening is closed)."""

    name = "html_site"
    host = "https://jobs.kestrelridge.example"

    def respond(self, asked: Asked) -> Answer | None:
        if asked.path == "/robots.txt":
            self.asked.append(asked)
            origin = f"http://{asked.headers['host']}"
            return Answer(
                200,
                f"User-agent: *\nAllow: /\nSitemap: {origin}/sitemap.xml\n".encode(),
                "text/plain",
            )
        return super().respond(asked)

    def answer(self, asked: Asked) -> Answer:
        if asked.path == "/sitemap.xml":
            origin = f"http://{asked.headers['host']}"
            urls = "".join(
                f"<url><loc>{origin}{self._path(opening)}</loc></url>" for opening in self.listed
            )
            body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
            return Answer(200, body.encode(), "application/xml")
        if asked.path == "/vacancies":
            return self._list(int(asked.query.get("p", 1)))
        found = [opening for opening in self.listed if self._path(opening) == asked.path]
        return (
            self._page(found[0])
            if found
            else Answer(404, b"<html><body>Page not found</body></html>")
        )

    def _path(self, opening: Opening) -> str:
        return f"/vacancies/{opening.id}-{slug(opening.title)}"

    def _list(self, number: int) -> Answer:
        found = self.listed
        cards = "".join(
            f'<li><a href="{self._path(opening)}">{escape(opening.title)}</a> '
            f"{escape(opening.places[0].city)}</li>"
            for opening in found[(number - 1) * SIZE : number * SIZE]
        )
        more = (
            f'<a href="/vacancies?p={number + 1}">Next page »</a>'
            if number * SIZE < len(found)
            else ""
        )
        empty = "" if found else "<p>We have no vacancies at the moment.</p>"
        return _html("Vacancies", f"<h1>Vacancies</h1>{empty}<ul>{cards}</ul><nav>{more}</nav>")

    def _page(self, opening: Opening) -> Answer:
        if "closed" in self.quirks and opening.id == "70112":
            return _html(
                opening.title,
                "<h1>This vacancy is closed</h1><p>This vacancy is no longer available.</p>",
            )
        facts = self._facts(opening)
        if "mute" in self.quirks:
            shown = "".join(
                f'<p class="fact {name.split()[0].lower()}">{escape(value)}</p>'
                for name, value in facts.items()
            )
        else:
            shown = (
                "<dl>"
                + "".join(
                    f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in facts.items()
                )
                + "</dl>"
            )
        data = "" if self.quirks & {"plain", "mute"} else self._jsonld(opening)
        text = f'<div class="text">{opening.html("h2")}</div>'
        return _html(
            opening.title, f"{data}<main><h1>{escape(opening.title)}</h1>{shown}{text}</main>"
        )

    def _facts(self, opening: Opening) -> dict[str, str]:
        pay = opening.pay
        facts = {
            "Location": "; ".join(f"{place.city}, {place.country()}" for place in opening.places),
            "Employment type": HOURS[opening.type],
            "Workplace type": PLACES[opening.workplace],
            "Posted": dashed(opening.posted.date()),
            "Closing date": dashed(opening.deadline.date()) if opening.deadline else "",
            "Salary": f"{pay.currency} {pay.figures()} per {pay.period}" if pay else "",
            "Reference": opening.ref,
            "Company": board()["name"],
        }
        return {name: value for name, value in facts.items() if value}

    def _jsonld(self, opening: Opening) -> str:
        data: dict[str, Any] = {
            "@context": "https://schema.org",
            "@type": "JobPosting",
            "title": opening.title,
            "description": opening.html("h2"),
            "datePosted": instant(opening.posted),
            "employmentType": TYPES[opening.type],
            "hiringOrganization": {"@type": "Organization", "name": board()["name"]},
            "identifier": {"@type": "PropertyValue", "value": opening.ref},
            "jobLocation": [
                {
                    "@type": "Place",
                    "address": {"addressLocality": place.city, "addressCountry": place.code},
                }
                for place in opening.places
            ],
        }
        if pay := opening.pay:
            value = {
                "minValue": float(pay.min),
                "maxValue": float(pay.max),
                "unitText": pay.period.upper(),
            }
            data["baseSalary"] = {
                "@type": "MonetaryAmount",
                "currency": pay.currency,
                "value": value,
            }
        written = json.dumps(data).replace("</", "<\\/")
        return f'<script type="application/ld+json">{written}</script>'

    def states(self, opening: Opening) -> dict[str, Any]:
        truth = opening.truth()
        day = truth["valid_through"] and truth["valid_through"][:10]
        posted = (
            truth["date_posted"][:10] if self.quirks & {"plain", "mute"} else truth["date_posted"]
        )
        return {**truth, "categories": [], "valid_through": day, "date_posted": posted}


def _html(title: str, body: str) -> Answer:
    head = f"<head><title>{escape(title)} | Kestrel Ridge</title></head>"
    return Answer(
        200,
        f"<!DOCTYPE html><html>{head}<body>{body}</body></html>".encode(),
        "text/html; charset=utf-8",
    )
