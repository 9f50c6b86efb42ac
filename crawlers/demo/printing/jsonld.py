"""A vacancy as a schema.org JobPosting, for the pages that carry one."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from crawlers.demo.printing.lines import to_html
from crawlers.demo.printing.prose import parts
from crawlers.demo.truth.vacancies import Pay, Place, Vacancy

_TYPES = {
    "full": "FULL_TIME",
    "ausbildung": "INTERN",
    "voll": "FULL_TIME",
    "temps plein": "FULL_TIME",
    "part": "PART_TIME",
    "teil": "PART_TIME",
    "temps partiel": "PART_TIME",
    "intern": "INTERN",
}


def employment_types(hours: str) -> list[str]:
    """Return what the printed working time means; [] where the schema has no word for it."""
    return next(([value] for start, value in _TYPES.items() if hours.lower().startswith(start)), [])


def job_posting(vacancy: Vacancy, url: str) -> str:
    """Return the JSON-LD text; where the truth says `jsonld: broken` it has a comma too many, as on
    some sites."""
    posting: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": vacancy.title,
        "description": _description(vacancy),
        "identifier": {
            "@type": "PropertyValue",
            "name": vacancy.employer["name"],
            "value": vacancy.ref or vacancy.id,
        },
        "datePosted": str(vacancy.posted),
        "employmentType": employment_types(vacancy.hours),
        "hiringOrganization": {
            "@type": "Organization",
            "name": vacancy.employer["name"],
            "sameAs": vacancy.employer["site"],
        },
        "jobLocation": [_place(place) for place in vacancy.places],
        "url": url,
    }
    if vacancy.deadline:
        posting["validThrough"] = f"{vacancy.deadline}T23:59:00+02:00"
    if vacancy.pay and vacancy.pay.currency:
        posting["baseSalary"] = _salary(vacancy.pay)
    if vacancy.workplace == "remote":
        posting["jobLocationType"] = "TELECOMMUTE"
    written = json.dumps(posting, ensure_ascii=False, indent=1).replace("</", "<\\/")
    return written[:-2] + ",\n}" if vacancy.jsonld == "broken" else written


def _description(vacancy: Vacancy) -> str:
    out = []
    for part in parts(vacancy):
        out += [
            f"<h3>{escape(part.heading)}</h3>",
            f"<p>{escape(part.lead)}</p>" if part.lead else "",
        ]
        out.append(to_html(("h4" if tag == "h" else tag, text) for tag, text in part.blocks))
    return "".join(out)


def _place(place: Place) -> dict[str, Any]:
    address = {
        "@type": "PostalAddress",
        "addressLocality": place.city,
        "addressCountry": place.code,
    }
    return {"@type": "Place", "address": address}


def _salary(pay: Pay) -> dict[str, Any]:
    value = {"minValue": float(pay.min), "maxValue": float(pay.max), "unitText": pay.period.upper()}
    return {
        "@type": "MonetaryAmount",
        "currency": pay.currency,
        "value": {"@type": "QuantitativeValue", **value},
    }
