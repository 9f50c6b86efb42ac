from __future__ import annotations

import pytest

from crawlers.extract.requirements.education import education_of_label, read_education
from tests.extract.facts import section


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("University degree in law", [("bachelor", "law")]),
        (
            "Master's degree in economics or a related field",
            [("master", "economics or a related field")],
        ),
        (
            "Advanced university degree (Master's degree or equivalent) in geology",
            [("master", "geology")],
        ),
        ("University degree at master's level in law", [("master", "law")]),
        ("an MSc degree in botany and should like plants", [("master", "botany")]),
        (
            "Bachelor's or Master's degree in biology from an accredited university",
            [("bachelor", "biology")],
        ),
        ("Bachelor's, Master's or PhD in physics", [("bachelor", "physics")]),
        ("University degree in biology (MD, MSc or equivalent)", [("master", "biology")]),
        ("A first-level university degree in combination with a course", [("bachelor", None)]),
        ("educated to degree level", [("bachelor", None)]),
        ("High school diploma", [("secondary", None)]),
        ("Vocational training", [("vocational", None)]),
        ("PhD in chemistry", [("doctorate", "chemistry")]),
        (
            "Abgeschlossenes Studium der Informatik oder vergleichbare Qualifikation",
            [("bachelor", "Informatik")],
        ),
        ("Hochschulabschluss (Master oder Diplom) in Informatik", [("master", "Informatik")]),
        ("Abgeschlossene Berufsausbildung", [("vocational", None)]),
        ("Diplôme universitaire en droit", [("bachelor", "droit")]),
        ("Een afgeronde universitaire opleiding en ervaring", [("bachelor", None)]),
        ("Titulación universitaria en Derecho", [("bachelor", "Derecho")]),
        ("Licenciatura em Gestão", [("bachelor", "Gestão")]),
        ("Laurea magistrale in ingegneria", [("master", "ingegneria")]),
        ("Wykształcenie wyższe w zakresie prawa", [("bachelor", "prawa")]),
        ("Vysokoškolské vzdělání v oboru ekonomie", [("bachelor", "ekonomie")]),
        ("Videregående uddannelse inden for økonomi", [("bachelor", "økonomi")]),
    ],
)
def test_schooling_asked_for(text: str, want: list[tuple[str, str | None]]) -> None:
    assert [(row.level, row.what) for row in read_education(section(f"- {text}"))] == want


@pytest.mark.parametrize(
    "text",
    [
        "A high degree of autonomy",
        "a 360-degree view",
        "Supervision of PhD students",
        "PhD-fellows and their projects",
        "Scrum Master and master data",
        "two more years of experience may be accepted in lieu of the advanced university degree",
    ],
)
def test_other_degrees(text: str) -> None:
    assert read_education(section(f"- {text}")) == []


def test_each_degree_has_its_own_rank() -> None:
    rows = read_education(section("- Bachelor's degree in finance required, Master's preferred"))
    assert [(row.level, row.what, row.necessity) for row in rows] == [
        ("bachelor", "finance", "essential"),
        ("master", None, "desirable"),
    ]
    rows = read_education(section("- A master’s degree in law", kind="qualifications_desirable"))
    assert [row.necessity for row in rows] == ["desirable"]


def test_label() -> None:
    assert [row.level for row in education_of_label("Bachelier")] == ["bachelor"]
    assert education_of_label("see text") == []
