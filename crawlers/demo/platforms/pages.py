"""What the replicas of platforms share whose postings are pages of HTML."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from crawlers.demo.platforms.truth import TYPES, Opening, board, instant
from crawlers.demo.printing.replica import Answer


def html_page(title: str, body: str, status: int = 200, head: str = "") -> Answer:
    """Return a page of HTML."""
    markup = (
        f"<!DOCTYPE html><html><head><title>{escape(title)}</title>{head}</head>"
        f"<body>{body}</body></html>"
    )
    return Answer(status, markup.encode(), "text/html; charset=utf-8")


def stated(opening: Opening) -> dict[str, Any]:
    """Return an opening as a JobPosting, with one member that nobody can read."""
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": opening.title,
        "description": opening.html(),
        "datePosted": instant(opening.posted),
        "employmentType": TYPES[opening.type],
        "hiringOrganization": {"@type": "Organization", "name": board()["name"]},
        "jobLocation": [
            {
                "@type": "Place",
                "address": {
                    "@type": "PostalAddress",
                    "addressLocality": place.city,
                    "addressCountry": place.code,
                },
            }
            for place in opening.places
        ],
        "totalJobOpenings": "amber",
    }
    if pay := opening.pay:
        figures = {"minValue": float(pay.min), "maxValue": float(pay.max)}
        found["baseSalary"] = {
            "@type": "MonetaryAmount",
            "currency": pay.currency,
            "value": {"@type": "QuantitativeValue", **figures, "unitText": pay.period.upper()},
        }
    return found


def script(data: dict[str, Any]) -> str:
    """Return a JSON-LD script."""
    written = json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
    return f'<script type="application/ld+json">{written}</script>'


def places_of(opening: Opening) -> str:
    """Return the places of an opening in words."""
    return "; ".join(f"{place.city}, {place.country()}" for place in opening.places)
