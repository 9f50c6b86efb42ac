from __future__ import annotations

import pytest

from crawlers.extract.requirements.experience import experience_of_label, read_experience
from tests.extract.facts import section


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            "at least 8 years of experience working with harbour cranes",
            [(96, None, "harbour cranes")],
        ),
        ("a minimum of 2 years’ professional experience", [(24, None, None)]),
        ("more than 8 years of experience", [(96, None, None)]),
        (
            "have 6 years of experience in logistics, from planning to delivery",
            [(72, None, "logistics, from planning to delivery")],
        ),
        ("two years experience", [(24, None, None)]),
        ("5+ years of experience in Java", [(60, None, "Java")]),
        ("3-5 years of experience", [(36, 60, None)]),
        ("between 3 and 5 years of experience", [(36, 60, None)]),
        ("2 or more years of experience", [(24, None, None)]),
        ("five (5) years of relevant work experience in IT", [(60, None, "IT")]),
        ("Minimum 3 years' experience", [(36, None, None)]),
        ("18 months of experience as a nurse", [(18, None, "nurse")]),
        ("Up to 2 years of experience", [(None, 24, None)]),
        ("3 years of project management experience", [(36, None, None)]),
        (
            "Experience in project management of at least 3 years",
            [(36, None, "project management")],
        ),
        ("Experience (minimum 4 years) in accounting", [(48, None, "accounting")]),
        ("Professional experience: 5 years", [(60, None, None)]),
        ("5 years of experience in budgeting is required", [(60, None, "budgeting")]),
        ("Sechs Jahre Berufserfahrung", [(72, None, None)]),
        ("Mindestens zweijährige Erfahrung in der Lehre", [(24, None, "Lehre")]),
        ("Minimaal 3 jaar relevante werkervaring", [(36, None, None)]),
        ("Au moins 3 ans d’expérience dans la vente", [(36, None, "la vente")]),
        ("Dos años de experiencia en soldadura, en los últimos 5 años", [(24, None, "soldadura")]),
        ("Pelo menos 3 anos de experiência em gestão", [(36, None, "gestão")]),
        ("Almeno 3 anni di esperienza", [(36, None, None)]),
        ("Co najmniej 3-letnie doświadczenie zawodowe", [(36, None, None)]),
        ("Praxe v oboru min. 5 let", [(60, None, None)]),
        ("Mindst 3 års erfaring med undervisning", [(36, None, "undervisning")]),
    ],
)
def test_years_asked_for(text: str, want: list[tuple[int | None, int | None, str | None]]) -> None:
    assert [
        (row.min_months, row.max_months, row.what) for row in read_experience(section(f"- {text}"))
    ] == want


@pytest.mark.parametrize(
    "text",
    [
        "a 3-year contract for people with experience",
        "a three-year degree and experience in sales",
        "3 years of university education and experience in law",
        "The maximum period of service is 6 years",
        "experience gained in the last 5 years",
        "must be 18 years old and have experience",
        "the reserve list has a validity of two years",
        "founded 20 years ago, the company has experience",
        "With over 30 years of experience, we lead the trade",
        "experience in at least two of these domains",
        "It usually asks for 6 years of experience",
        "experience managing 3-year projects",
        "1.5 years of experience",
        "twenty five years of experience",
        "a first degree may do, with 4 years of experience in lieu",
    ],
)
def test_years_of_something_else(text: str) -> None:
    assert read_experience(section(f"- {text}")) == []


def test_of_which_is_a_row_behind_the_whole() -> None:
    text = (
        "- At least ten years of experience in mining, out of which at least five years in a "
        "leading role"
    )
    rows = read_experience(section(text, kind="qualifications_essential"))
    assert [(row.min_months, row.what, row.necessity) for row in rows] == [
        (120, "mining", "essential"),
        (60, "a leading role", "essential"),
    ]


def test_each_span_has_the_rank_of_its_own_clause() -> None:
    rows = read_experience(
        section("- One year of experience required, 3 years of experience preferred")
    )
    assert [(row.min_months, row.necessity) for row in rows] == [
        (12, "essential"),
        (36, "desirable"),
    ]
    rows = read_experience(
        section("- 5 years of experience in sales; experience with lorries is an asset")
    )
    assert [(row.min_months, row.necessity) for row in rows] == [(60, None)]


def test_a_field_ends_where_the_next_span_is_linked() -> None:
    rows = read_experience(
        section("- Two years of experience in sales or one year of experience in marketing")
    )
    assert [(row.min_months, row.what) for row in rows] == [(24, "sales"), (12, "marketing")]


def test_years_of_the_employer_are_not_asked_for() -> None:
    assert read_experience(section("Our team has 12 years of experience", kind="summary")) == []
    assert read_experience(section("12 years of experience", kind="about_employer")) == []
    assert [
        r.min_months
        for r in read_experience(
            section("We seek somebody with 5 years of experience", kind="summary")
        )
    ] == [60]


def test_the_heading_may_hold_the_word() -> None:
    lines = (
        "- At least 5 years in project management",
        "- 5+ years as team lead",
        "- Three-year degree",
        "- 2 years abroad",
    )
    rows = read_experience(section(*lines, heading="Experience"))
    assert [(row.min_months, row.what) for row in rows] == [
        (60, "project management"),
        (60, "team lead"),
    ]


def test_label() -> None:
    row = experience_of_label("3-5 years in sales")
    assert row is not None and (row.min_months, row.max_months, row.what) == (36, 60, "sales")
    assert experience_of_label("Senior") is None
