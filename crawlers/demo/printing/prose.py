"""A vacancy's text as its employer wrote it, before any site has handled it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crawlers.demo.truth.vacancies import Vacancy, style

_EMPLOYERS = ("about", "contract", "apply", "extra", "benefits", "competencies")


@dataclass(frozen=True, slots=True)
class Part:
    """One section. group: the heading over several parts. opens: whether it is the first of its
    group. blocks: (`p`, `h` or `li`, text)."""

    kind: str
    group: str
    opens: bool
    heading: str
    lead: str
    blocks: tuple[tuple[str, str], ...]

    @property
    def items(self) -> int:
        return sum(tag == "li" for tag, _ in self.blocks)


def parts(vacancy: Vacancy) -> list[Part]:
    """Return the sections in the employer's order; those for which there is no text are left
    out."""
    look = style(vacancy.employer["style"])
    texts = _texts(vacancy, look)
    found: list[Part] = []
    for section in look["sections"]:
        blocks = texts.get(section.get("items") or section["text"], ())
        as_items = "items" in section
        if blocks:
            shaped = tuple(("li" if as_items else tag, text) for tag, text in blocks)
            group = section.get("group", "")
            opens = not (group and found and found[-1].group == group)
            found.append(
                Part(
                    section["kind"],
                    group,
                    opens,
                    section["heading"],
                    section.get("lead", ""),
                    shaped,
                )
            )
    return found


def _texts(vacancy: Vacancy, look: Mapping[str, Any]) -> dict[str, tuple[tuple[str, str], ...]]:
    role, employer = vacancy.role, vacancy.employer
    texts = {name: _paragraphs(employer.get(name, ())) for name in _EMPLOYERS}
    texts["summary"] = _paragraphs(role["summary"])
    texts["essential"] = _paragraphs(_listed(role["essential"], look))
    texts["desirable"] = _paragraphs(_listed(role["desirable"], look))
    if look["duties_as"] == "items":
        texts["duties"] = _paragraphs(
            _lowered(text, vacancy.language) for text in role["duties"].values()
        )
    else:
        texts["duties"] = tuple(
            pair for name, text in role["duties"].items() for pair in (("h", name), ("p", text))
        )
    if "reports_to" in employer:
        texts["reports"] = _paragraphs(
            (
                f"The incumbent answers to the {employer['reports_to']} in the {role['unit']}.",
                f"Direct reports: {11 if 'Head' in role['title'] else 0}",
                "Indirect reports: 0",
            )
        )
    return texts


def _paragraphs(texts: Any) -> tuple[tuple[str, str], ...]:
    return tuple(("p", text) for text in texts)


def _listed(texts: list[str], look: Mapping[str, Any]) -> list[str]:
    """Return items as a treaty body ends them: with semicolons, the last with a full stop."""
    if look["duties_as"] == "items":
        return texts
    return [text + (";" if text is not texts[-1] else ".") for text in texts]


def _lowered(text: str, language: str) -> str:
    """In a list after "You will:" an English duty starts small."""
    return text[0].lower() + text[1:] if language == "en" else text
