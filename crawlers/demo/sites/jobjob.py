"""A board that prints its header block two or three times, and a cookie notice hard on the heels of
the last paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crawlers.demo.printing.lines import Line
from crawlers.demo.printing.prose import parts
from crawlers.demo.printing.replica import Replica
from crawlers.demo.printing.values import american
from crawlers.demo.truth.vacancies import Vacancy


class Site(Replica):
    name = "jobjob"
    list_path = "/jobs"
    sitemap = "index"
    closed_words = "Sorry, this vacancy has expired."

    def address(self, vacancy: Vacancy) -> str:
        return f"/job/{self.slug(vacancy)}" if vacancy.address == "slug" else f"/job/{vacancy.id}/"

    def addresses(self, vacancy: Vacancy) -> list[str]:
        second = [f"/job/{self.slug(vacancy)}"] if "slug_too" in vacancy.quirks else []
        return [self.address(vacancy), *second]

    def lines(self, vacancy: Vacancy, listed: Sequence[Vacancy]) -> list[Line]:
        header = _header(vacancy)
        out: list[Line] = [
            ("p.newsletter", "Get the latest news from the job market every Friday by mail!")
        ]
        if "header_thrice" in vacancy.quirks:
            out += header[:3]
        out += [("h1", vacancy.title), *header, *header]
        for part in parts(vacancy):
            if part.group and part.opens:
                out.append(("h3", f"{part.group}:"))
            out.append(
                ("h4", part.heading.capitalize())
                if part.group
                else ("h3", f"{part.heading.upper()}:")
            )
            if part.lead:
                out.append(("p", part.lead))
            out += [("p.sub" if tag == "h" else tag, text) for tag, text in part.blocks]
        out += [
            (
                "p",
                "We use cookies to improve your experience and to count our visitors. Reading on "
                "means agreeing.",
            ),
            ("a", "Sign in"),
            ("a", "Sign Up"),
            ("a", "Forgotten Password"),
        ]
        return out

    def said(self, vacancy: Vacancy) -> dict[str, Any]:
        return {"salary": None, "grade": None}


def _header(vacancy: Vacancy) -> list[Line]:
    place = vacancy.places[0]
    deadline = american(vacancy.deadline) if vacancy.deadline else "Ongoing"
    return [
        ("li", vacancy.employer["name"]),
        ("div", f"{place.city}, {place.country()}"),
        ("div", vacancy.hours),
        ("div", "Published:"),
        ("div", f"Application Deadline: {deadline}"),
    ]
