"""A board that drops every section heading: only lead-ins and sub-headings remain. Its values stand
in label lines and in a box at the end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crawlers.demo.printing.lines import Line
from crawlers.demo.printing.prose import Part, parts
from crawlers.demo.printing.replica import Replica
from crawlers.demo.printing.values import dashed, pay_basis, slug
from crawlers.demo.truth.vacancies import Vacancy


class Site(Replica):
    name = "datajobstest"
    sitemap = "plain"
    closed_words = "This position has been closed and no longer accepts applications."

    def address(self, vacancy: Vacancy) -> str:
        return (
            f"/{slug(vacancy.employer['short'], lower=False)}/{slug(vacancy.title, lower=False)}"
            f"-Job~{vacancy.id}"
        )

    def lines(self, vacancy: Vacancy, listed: Sequence[Vacancy]) -> list[Line]:
        places = "; ".join(f"{place.country()}, {place.city}" for place in vacancy.places)
        out: list[Line] = [
            ("p.tagline", "Rarefied talent in data science, statistics and the crafts around them"),
            ("h1", vacancy.title),
            ("h4", "Job Description"),
            ("p", f"Ref: {vacancy.ref}"),
            ("p", f"Location: {places}"),
        ]
        if vacancy.deadline:
            out.append(("p", f"Application Deadline: {dashed(vacancy.deadline)}"))
        if vacancy.pay:
            out.append(("p", f"Salary (Pay Basis) {pay_basis(vacancy.pay)}"))
        if vacancy.grade:
            out.append(("p", f"Grade: {vacancy.grade}"))
        if vacancy.id.endswith(("0", "7")):
            out.append(("p", f"Desk Code: D{vacancy.id[-2:]}"))
        for part in parts(vacancy):
            out += _without_heading(part, vacancy.quirks)
        out += [
            ("p", f"To apply, please follow: {vacancy.employer['site']}"),
            ("h4", "Interested in this position?"),
            ("h5", "Job Location"),
            ("div.value", places),
            ("h5", "Additional Job Details"),
            ("div.label", "Employment Type:"),
            ("div.value", vacancy.hours),
        ]
        return out

    def said(self, vacancy: Vacancy) -> dict[str, Any]:
        said: dict[str, Any] = {"sections": _told_apart(parts(vacancy)), "more_sections": True}
        short = vacancy.employer["short"]  # the address has no other
        said["organization"] = (vacancy.employer["name"], short) if vacancy.jsonld else short
        return said


def _told_apart(sections: Sequence[Part]) -> dict[str, int | None]:
    """Return the sections that still can be separated from the one before: a summary at the start,
    and those with a lead-in. Where one runs into the next, no reader can say which items belong to
    which."""
    after = [*sections[1:], None]
    runs_on = [following is not None and not following.lead for following in after]
    first = sections[0] if sections[0].kind == "summary" else None
    kept = [
        (part, runs)
        for part, runs in zip(sections, runs_on, strict=True)
        if part.lead or part is first
    ]
    return {part.kind: None if runs else part.items for part, runs in kept}


def _without_heading(part: Part, quirks: Sequence[str]) -> list[Line]:
    lead_as_item = "lead_as_item" in quirks and part.kind == "qualifications_desirable"
    out: list[Line] = [("br", ""), ("li" if lead_as_item else "p", part.lead)] if part.lead else []
    for tag, text in part.blocks:
        if (
            tag == "li"
            and "wrapped_item" in quirks
            and part.kind == "qualifications_essential"
            and text == part.blocks[0][1]
        ):
            words = text.split()
            out += [
                ("li", " ".join(words[: len(words) // 2])),
                ("li", " ".join(words[len(words) // 2 :])),
            ]
        else:
            out.append(("p" if tag == "h" else tag, text))
    return out
