"""An aggregator with two page templates: 2026 prints the posting twice, 2025 glues headings to
sentences and loses bullets.

The title stands only in the address and in the HTML head.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crawlers.demo.printing.lines import Line
from crawlers.demo.printing.prose import Part, parts
from crawlers.demo.printing.replica import Replica
from crawlers.demo.printing.values import american, dashed, pay_basis
from crawlers.demo.truth.vacancies import Vacancy

_BOXES = {
    "Track This Job": (
        "Keep an eye on this job from one place:",
        "See when its status moves",
        "Write notes to yourself",
        "Be reminded before it ends",
    ),
    "Save This Job": (
        "Put this job into your collection:",
        "Find it again without searching",
        "Lay it beside other jobs you like",
    ),
}


class Site(Replica):
    name = "hubmub"
    sitemap = "gzip"

    def address(self, vacancy: Vacancy) -> str:
        return f"/jobs/{vacancy.id}/{self.slug(vacancy)}"

    def template_of(self, vacancy: Vacancy) -> str:
        return f"hubmub{vacancy.template}"

    def lines(self, vacancy: Vacancy, listed: Sequence[Vacancy]) -> list[Line]:
        return (
            _template_2026(vacancy, listed) if vacancy.template == 2026 else _template_2025(vacancy)
        )

    def said(self, vacancy: Vacancy) -> dict[str, Any]:
        said: dict[str, Any] = {}
        if vacancy.template == 2026:
            said["date_posted"] = str(vacancy.posted)
            said["organization"] = (vacancy.employer["name"], vacancy.employer["short"])
        else:
            said["sections"] = {
                part.kind: None if _unlisted(part) else part.items for part in parts(vacancy)
            }
        return said


def _header(vacancy: Vacancy) -> list[Line]:
    place = vacancy.places[0]
    pairs = {
        "Primary Location": f"{place.country()}-{place.city}",
        "Other Locations": ", ".join(
            f"{other.country()}-{other.city}" for other in vacancy.places[1:]
        ),
        "Organization": vacancy.employer["name"],
        "Schedule": vacancy.hours,
        "Application Deadline": f"{dashed(vacancy.deadline)}, 11:59:00 PM"
        if vacancy.deadline
        else "Ongoing",
        "Salary (Pay Basis)": pay_basis(vacancy.pay) if vacancy.pay else "",
        "Grade": vacancy.grade,
        "Payroll Area": f"Area {vacancy.id[-1]}" if vacancy.id.endswith(("3", "9")) else "",
    }
    return [
        line
        for label, value in pairs.items()
        if value
        for line in (("p.label", label), ("p.value", value))
    ]


def _template_2026(vacancy: Vacancy, listed: Sequence[Vacancy]) -> list[Line]:
    header, sections = _header(vacancy), parts(vacancy)
    out: list[Line] = [("p.crumb", "-"), ("a", "View all jobs"), *header]
    for part in sections:
        if part.lead:
            out.append(("p", part.lead))
        out += [("p", text) for tag, text in part.blocks if tag != "li"]
    out += header[1:]
    for part in sections:
        out.append(("br", ""))
        if part.opens:
            out += [("li", _heading(part)), ("br", "")]
        if part.lead:
            out.append(("p", part.lead))
        out += [("p" if tag == "h" else tag, text) for tag, text in part.blocks]
    others = [other for other in listed if other.id != vacancy.id and other.template == 2026]
    start = sum(map(int, vacancy.id)) % max(1, len(others) - 3)
    related = [line for other in others[start : start + 3] for line in _related(other)]
    related = [("h3", "Related Jobs"), ("p", "3 more roles that may suit you"), *related]
    out += [
        ("h3", "Key Skills"),
        ("p", "Ranked by relevance"),
        *(("div.tag", skill) for skill in vacancy.role["skills"]),
        *related,
    ]
    out.append(("a", "Login to Apply"))
    box = {
        "Posted": american(vacancy.posted, short=True),
        "Type": vacancy.hours,
        "Level": vacancy.level,
        "Location": vacancy.places[0].city,
        "Company": vacancy.employer["short"],
    }
    out += [line for label, value in box.items() for line in (("li", label), ("li", value))]
    for heading, value in (
        ("Industries", vacancy.employer["industry"]),
        ("Categories", vacancy.role["category"]),
    ):
        out += [("h4", heading), ("div.tag", value)]
    return [*out, *related]


def _related(other: Vacancy) -> list[Line]:
    words = (
        "View Job Details",
        "Related",
        other.title,
        str(other.posted),
        other.hours,
        other.level,
        other.places[0].country(),
    )
    return [
        *(("p.related", word) for word in words),
        ("div.tag", other.employer["industry"]),
        ("div.tag", other.role["category"]),
    ]


def _template_2025(vacancy: Vacancy) -> list[Line]:
    out: list[Line] = []
    for heading, (lead, *points) in _BOXES.items():
        out += [("h3", heading), ("p", lead), *(("li", point) for point in points)]
    out += [
        ("h3", "AI-Powered Job Summary"),
        ("p", "Get a concise overview from a machine, in ten seconds."),
        *_header(vacancy)[1:],
    ]
    for part in parts(vacancy):
        out += [("br", ""), *_glued(part)]
    out += [
        ("h3", "Key Skills"),
        ("p", "Ranked by relevanceReady to apply?"),
        ("p", f"Start your next chapter with {vacancy.employer['short']} today!"),
        ("p", "Application takes less than a coffee break"),
    ]
    return out


def _heading(part: Part) -> str:
    """Return all that is printed of a group: its own heading."""
    return (part.group or part.heading).upper()


def _unlisted(part: Part) -> bool:
    """The lists whose bullets the template loses."""
    return part.kind in ("additional_information", "benefits") and part.items > 0


def _glued(part: Part) -> list[Line]:
    heading = _heading(part)
    blocks = [("p" if tag == "h" or _unlisted(part) else tag, text) for tag, text in part.blocks]
    if not part.opens:
        return [("p", part.lead), *blocks]
    if part.lead:
        return [("li", f"{heading} {part.lead}"), *blocks]
    if blocks[0][0] == "p" and part.blocks[0][0] == "p":
        return [("li", f"{heading} {blocks[0][1]}"), *blocks[1:]]
    return [("li", heading), *blocks]
