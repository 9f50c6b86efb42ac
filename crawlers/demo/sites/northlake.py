"""An employer's own site, as tidy as they come: a JSON-LD JobPosting on every page, and a
sitemap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crawlers.demo.printing.jsonld import job_posting
from crawlers.demo.printing.lines import Line
from crawlers.demo.printing.prose import parts
from crawlers.demo.printing.replica import Replica
from crawlers.demo.printing.values import EVERY, SIGNS, american
from crawlers.demo.truth.vacancies import Pay, Vacancy


class Site(Replica):
    name = "northlake"
    sitemap = "plain"
    empty_words = "We have no vacancies right now."
    closed_words = "This vacancy is closed. Thank you for your interest."

    def address(self, vacancy: Vacancy) -> str:
        return f"/jobs/{vacancy.id}-{self.slug(vacancy)}"

    def jsonld(self, vacancy: Vacancy, url: str) -> str:
        return job_posting(vacancy, url)

    def lines(self, vacancy: Vacancy, listed: Sequence[Vacancy]) -> list[Line]:
        facts = {
            "Location": ", ".join(f"{place.city}, {place.country()}" for place in vacancy.places),
            "Employment type": vacancy.hours,
            "Workplace": vacancy.workplace,
            "Salary": _pay(vacancy.pay) if vacancy.pay else "",
            "Published": american(vacancy.posted),
            "Apply by": american(vacancy.deadline) if vacancy.deadline else "Open until filled",
            "Team": vacancy.role["unit"],
        }
        out: list[Line] = [("h1", vacancy.title)]
        out += [
            line
            for label, value in facts.items()
            if value
            for line in (("dt", label), ("dd", value))
        ]
        for part in parts(vacancy):
            out.append(("h2", part.heading))
            if part.lead:
                out.append(("p", part.lead))
            out += part.blocks
        return [*out, ("a", "Apply now")]

    def said(self, vacancy: Vacancy) -> dict[str, Any]:
        return {"date_posted": str(vacancy.posted)}


def _pay(pay: Pay) -> str:
    return f"{SIGNS[pay.currency or '']}{pay.figures()} {EVERY[pay.period].lower()}"
