"""An aggregator that flattens everything: labels glued in one run, a blank after every "." and ":",
headings inside the prose, lists as runs of semicolons. Company, place, title, category and the time
of posting stand only in the address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from crawlers.demo.printing.lines import Line
from crawlers.demo.printing.prose import Part, parts
from crawlers.demo.printing.replica import Replica
from crawlers.demo.printing.values import dashed, pay_basis, slug
from crawlers.demo.truth.vacancies import Vacancy

_TIPS = (
    "Customize your resume for the post at hand.",
    "Learn about the company's mission before anyone there calls you.",
    "Ensure your LinkedIn profile tells the same story as your documents.",
    "Prepare thoughtful questions, three at the least.",
)
_STUCK = re.compile(r"([.:])(?=\S)")
_SENTENCE = re.compile(r"(?<=[.;]) ")


class Site(Replica):
    name = "linkedprime"
    sitemap = "plain"
    closed_words = "This job posting has expired."

    def address(self, vacancy: Vacancy) -> str:
        place, clock = vacancy.places[0], vacancy.hour.replace(":", "-")
        words = (
            slug(vacancy.employer["short"]),
            slug(place.country()),
            place.code.lower(),
            slug(place.city),
            self.slug(vacancy),
            slug(vacancy.role["category"]),
            "full-time",
            dashed(vacancy.posted).lower(),
            clock,
            vacancy.id,
        )
        return "/jobs/" + "-".join(words)

    def head_title(self, vacancy: Vacancy) -> str:
        return f"Job details | {self.title}"

    def lines(self, vacancy: Vacancy, listed: Sequence[Vacancy]) -> list[Line]:
        run = _header(vacancy) + " " + " ".join(map(_flattened, parts(vacancy)))
        return [
            *(("p", chunk) for chunk in _chunks(_STUCK.sub(r"\1 ", run))),
            *(("li", tip) for tip in _TIPS),
        ]

    def said(self, vacancy: Vacancy) -> dict[str, Any]:
        return {
            "title": self.slug(vacancy).replace("-", " "),
            "organization": (
                vacancy.employer["name"],
                slug(vacancy.employer["short"]).replace("-", " "),
            ),
            "date_posted": str(vacancy.posted),
        }


def _header(vacancy: Vacancy) -> str:
    place = vacancy.places[0]
    pairs = {
        "Primary Location": f"{place.country()}-{place.city}",
        "Organization": vacancy.employer["name"],
        "Schedule": vacancy.hours,
        "Application Deadline": f"{dashed(vacancy.deadline)}, 11:59:00 PM"
        if vacancy.deadline
        else "Ongoing",
        "Salary (Pay Basis)": pay_basis(vacancy.pay) if vacancy.pay else "",
        "Grade": vacancy.grade,
    }
    return "".join(label + value for label, value in pairs.items() if value)


def _flattened(part: Part) -> str:
    heading = (
        f"{part.group} {part.heading.upper()}"
        if part.group and part.opens
        else part.heading.upper()
    )
    texts = [text for _, text in part.blocks]
    if part.items:
        body = "; ".join(text.rstrip(";.") for text in texts) + "."
        return f"{heading}{part.lead} {body}" if part.lead else f"{heading} {body}"
    if part.kind in ("contract", "additional_information"):
        return heading + " ".join(texts)
    return f"{heading} " + " ".join(texts)


def _chunks(text: str, size: int = 600) -> list[str]:
    """Breaks where a sentence ends, every `size` characters or so."""
    out = [""]
    for sentence in _SENTENCE.split(text):
        if len(out[-1]) > size:
            out.append("")
        out[-1] += (" " if out[-1] else "") + sentence
    return out
