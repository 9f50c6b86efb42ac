"""A German employer's site: list pages and plain details with a table of facts; no JSON-LD, no
sitemap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crawlers.demo.printing.lines import Line
from crawlers.demo.printing.prose import parts
from crawlers.demo.printing.replica import Replica
from crawlers.demo.printing.values import dotted
from crawlers.demo.truth.vacancies import Pay, Vacancy

_PER = {"hour": "pro Stunde", "month": "pro Monat", "year": "pro Jahr"}


class Site(Replica):
    name = "stadtwerk"
    language = "de"
    list_path = "/stellenangebote"
    page_parameter = "seite"
    total_words = "{} offene Stellen"
    empty_words = "Derzeit haben wir keine offenen Stellen."
    closed_words = "Diese Stelle ist leider nicht mehr verfügbar."
    next_words = "Weiter"
    sitemap = ""
    disallowed = ("/intern/",)

    def address(self, vacancy: Vacancy) -> str:
        return f"/stellenangebote/{self.slug(vacancy)}-{vacancy.id}.html"

    def lines(self, vacancy: Vacancy, listed: Sequence[Vacancy]) -> list[Line]:
        facts = {
            "Kennziffer": vacancy.ref,
            "Einsatzort": ", ".join(place.city for place in vacancy.places),
            "Arbeitszeit": vacancy.hours,
            "Bereich": vacancy.role["unit"],
            "Entgelt": _pay(vacancy.pay) if vacancy.pay else "",
            "Veröffentlicht am": dotted(vacancy.posted),
            "Bewerbungsfrist": dotted(vacancy.deadline) if vacancy.deadline else "laufend",
            "Hausnummer": f"H {vacancy.id[-1]}" if vacancy.id.endswith(("4", "8")) else "",
        }
        out: list[Line] = [("h1", vacancy.title)]
        out += [
            line
            for label, value in facts.items()
            if value
            for line in (("th", label), ("td", value))
        ]
        for part in parts(vacancy):
            out.append(("h2", part.heading))
            out += part.blocks
        return [*out, ("a", "Jetzt bewerben")]

    def said(self, vacancy: Vacancy) -> dict[str, Any]:
        return {
            "date_posted": str(vacancy.posted),
            "locations": [{"city": place.city, "country": None} for place in vacancy.places],
        }


def _pay(pay: Pay) -> str:
    return f"{pay.figures('.', ',', ' bis ')} € {_PER[pay.period]}"
