from __future__ import annotations

import pytest

from crawlers.extract.sections.headings import (
    heading_of,
    kind_by_words,
    looks_like_subheading,
    split_inline,
)
from crawlers.extract.sections.lead_ins import lead_in_of


@pytest.mark.parametrize(
    ("line", "kind", "rest"),
    [
        ("SUMMARY", "summary", ""),
        ("1.       SUMMARY", "summary", ""),
        ("- MAIN ACCOUNTABILITIES", "responsibilities", ""),
        ("QUALIFICATIONS AND EXPERIENCE:", "container", ""),
        ("**How you will make an impact:**", "responsibilities", ""),
        (
            "- SUMMARY Within the harbour office, the unit",
            "summary",
            "Within the harbour office, the unit",
        ),
        (
            "EssentialThe incumbent must: swim",
            "qualifications_essential",
            "The incumbent must: swim",
        ),
        ("CONTRACTContract of two years", "contract", "Contract of two years"),
        ("1. RÉSUMÉLe phare est", "summary", "Le phare est"),
        (
            "ADDITIONAL INFORMATIONhttps://example.org/a.pdf",
            "additional_information",
            "https://example.org/a.pdf",
        ),
        ("Background: The lighthouse service keeps forty towers along the coast.", "summary", None),
        ("Ihre Aufgaben", "responsibilities", ""),
        ("Wat wij bieden", "benefits", ""),
        ("Zakres obowiązków", "responsibilities", ""),
        ("Din profil", "qualifications", ""),
        ("Job description", "frame", ""),
        ("Stakeholder Management", "subheading", ""),
    ],
)
def test_known_headings(line: str, kind: str, rest: str | None) -> None:
    found = heading_of(line)
    assert found is not None and found.kind == kind
    if rest is not None:
        assert found.rest == rest


@pytest.mark.parametrize(
    "line",
    [
        "",
        "The keeper reports to the harbour master.",
        "CONTRACTS are signed in spring",
        "Location: Kiel",
        "have sea legs;",
        "NATO",
        "2 posts",
    ],
)
def test_other_lines_are_no_headings(line: str) -> None:
    assert heading_of(line) is None


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("The incumbent must:", "qualifications_essential"),
        ("The following would be considered an advantage:", "qualifications_desirable"),
        ("The incumbent must demonstrate:", "competencies"),
        ("The post holder reports to the harbour master", "interrelationships"),
        ("The tower must be painted", None),
        ("A following wind is an advantage", None),
    ],
)
def test_lead_ins(line: str, kind: str | None) -> None:
    assert lead_in_of(line) == kind


def test_headings_inside_prose_need_the_end_of_a_sentence() -> None:
    assert split_inline("He keeps the light. MAIN ACCOUNTABILITIES Keep the lamp.") == (
        ("", "He keeps the light."),
        ("responsibilities", "MAIN ACCOUNTABILITIES"),
        ("", "Keep the lamp."),
    )
    assert split_inline("see the SUMMARY in the annex") == (("", "see the SUMMARY in the annex"),)


@pytest.mark.parametrize(
    ("line", "is_one"),
    [("Crew Management", True), ("keep the lamp", False), ("He sails.", False), ("X" * 100, False)],
)
def test_subheadings(line: str, is_one: bool) -> None:
    assert looks_like_subheading(line) is is_one


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("As a Lamp Keeper, you will", "responsibilities"),
        ("You'll be a good keeper if you have", "qualifications"),
        ("A plus if you have", "qualifications_desirable"),
        ("Skills that will set you apart", "qualifications_desirable"),
        ("Our hiring process", "application_process"),
        ("Deine Aufgaben am Leuchtturm", "responsibilities"),
        ("Arbeidsoppgaver", "responsibilities"),
        ("How you will sail with us", None),
        ("Lamps and lenses", None),
    ],
)
def test_an_unknown_heading_is_known_by_its_words(heading: str, kind: str | None) -> None:
    assert kind_by_words(heading) == kind
