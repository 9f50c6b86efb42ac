from __future__ import annotations

import pytest

from crawlers.extract.terms.conditions import condition_of_label, read_conditions
from tests.extract.facts import section

Told = tuple[bool | None, bool | None, bool | None]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("be willing to travel and to work outside normal hours", (True, True, None)),
        (
            "The post may require you to travel for work and/or work outside normal office hours",
            (True, True, None),
        ),
        ("We have teleworking and flexible hours", (None, None, True)),
        (
            "Travel expenses are paid; you make travel arrangements; a travel agency",
            (None, None, None),
        ),
        ("No travel required", (False, None, None)),
        ("No teleworking", (None, None, False)),
        ("Teleworking is not possible", (None, None, False)),
        ("a hybrid model; fully remote work is not allowed", (None, None, True)),
        ("Regular working hours, opening hours 9 to 5", (None, None, None)),
        ("Work in shifts", (None, True, None)),
        ("On-call duty every fourth week", (None, True, None)),
        ("remote sensing of remote areas", (None, None, None)),
        ("Bereitschaft zu Dienstreisen und Schichtdienst; Homeoffice möglich", (True, True, True)),
        ("Déplacements fréquents, télétravail possible", (True, None, True)),
        ("Disponibilidad para viajar", (True, None, None)),
    ],
)
def test_what_a_sentence_tells(text: str, want: Told) -> None:
    told = read_conditions(section(text, kind="additional_information"))
    assert (told.travel, told.irregular_hours, told.telework) == want
    assert set(told.raws) == {
        name
        for name, value in zip(("travel", "irregular_hours", "telework"), want, strict=True)
        if value is not None
    }


def test_kinds_of_section_that_tell_nothing() -> None:
    assert read_conditions(section("willing to travel", kind="benefits")).travel is None
    assert (
        read_conditions(section("experience of teleworking", kind="qualifications")).telework
        is None
    )


def test_labels() -> None:
    assert condition_of_label("travel", "Yes, up to 20 %") is True
    assert condition_of_label("travel", "None") is False
    assert condition_of_label("telework", "see the text") is None
