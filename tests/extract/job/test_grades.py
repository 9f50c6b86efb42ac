"""Grades: the code from the value, the system from the employer."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.extract.job.grades import (
    find_grades,
    grade_in_title,
    looks_like_grade,
    read_grades,
    system_of,
    todays_code,
)
from crawlers.posting.parts.terms import Grade

NATO = "NATO International Staff"
UN = "United Nations Office for Tides"
EU = "European Parliament"

Row = tuple[str | None, str | None, str | None]


def rows(raw: str, employer: str | None, label: str = "") -> list[Row]:
    return [
        (grade.system, grade.code, grade.code_max)
        for grade in read_grades(raw, employer=employer, label=label)
    ]


@pytest.mark.parametrize(
    ("raw", "employer", "expected"),
    [
        ("G20", NATO, [("NATO", "G20", None)]),
        ("NATO Grade G15-G17", NATO, [("NATO", "G15", "G17")]),
        ("NATO Grade G15-G17", None, [("NATO", "G15", "G17")]),
        ("G17 - G15", NATO, [("NATO", "G15", "G17")]),
        ("G15-17", NATO, [("NATO", "G15", "G17")]),
        ("G15 to G17", NATO, [("NATO", "G15", "G17")]),
        ("G11/G15", NATO, [("NATO", "G11", "G15")]),
        # grades of the former scale explain today's
        ("A.2 / NATO Grade G15", NATO, [("NATO", "G15", None)]),
        ("B3/G8 and B4/G10", NATO, [("NATO", "G8", None), ("NATO", "G10", None)]),
        ("B-4/G-10", NATO, [("NATO", "G10", None)]),
        ("A.2", NATO, [("NATO", "A2", None)]),
        (
            "G5/G8, G8, G8/G10, G10",
            NATO,
            [
                ("NATO", "G5", "G8"),
                ("NATO", "G8", None),
                ("NATO", "G8", "G10"),
                ("NATO", "G10", None),
            ],
        ),
        ("G8, G8", NATO, [("NATO", "G8", None)]),
        ("24", NATO, [("NATO", "G24", None)]),
        ("P3", NATO, [(None, "P3", None)]),
        # the same pattern elsewhere
        ("G-6", UN, [("UN", "G-6", None)]),
        ("G6", UN, [("UN", "G-6", None)]),
        ("P-3/P-4", UN, [("UN", "P-3", "P-4")]),
        ("P-3/4", UN, [("UN", "P-3", "P-4")]),
        ("NO-B", UN, [("UN", "NO-B", None)]),
        ("NOB", UN, [("UN", "NO-B", None)]),
        ("AD 5 i AD 7", EU, [("EU", "AD5", None), ("EU", "AD7", None)]),
        ("AD8", EU, [("EU", "AD8", None)]),
        ("AD8/AST4", EU, [("EU", "AD8", None), ("EU", "AST4", None)]),
        ("Function Group IV", EU, [("EU", "FGIV", None)]),
        ("FG-III", EU, [("EU", "FGIII", None)]),
        ("AD6-AD9 - Find out what that pays", "EUROCONTROL", [("EUROCONTROL", "AD6", "AD9")]),
        ("4/5", "EUROCONTROL", [("EUROCONTROL", "4", "5")]),
        ("F1 - F1", "European Space Agency", [("ESA", "F1", None)]),
        ("A2-A4", "European Space Agency", [("Coordinated Organisations", "A2", "A4")]),
        ("A6", "Council of Europe", [("Coordinated Organisations", "A6", None)]),
        ("G3", "OSCE", [("OSCE", "G3", None)]),
        (
            "Local agent group II",
            "European Union Delegation to Utopia",
            [("EEAS local agents", "LA group II", None)],
        ),
        ("schaal 8", "Rechtbank Noord", [("NL BBRA", "8", None)]),
        ("Schaal 10 - 11", "Rijkswaterstaat", [("NL BBRA", "10", "11")]),
        ("B", "SPF Forêts", [("BE federal", "B", None)]),
        ("Niveau A", "SPF Forêts", [("BE federal", "A", None)]),
        ("SEO", "HM Treasury", [("UK civil service", "SEO", None)]),
        ("Band Cc (HEO)", "HM Treasury", [("UK civil service", "HEO", None)]),
        ("Senior Executive Officer", "HM Treasury", [("UK civil service", "SEO", None)]),
        ("Grade 7", "HM Treasury", [("UK civil service", "G7", None)]),
        ("Band 8a", "Blue Hills NHS Trust", [("NHS Agenda for Change", "8a", None)]),
        ("Entgeltgruppe 13 TVöD", "Stadt Neudorf", [("TVöD", "E13", None)]),
    ],
)
def test_grade_of_a_known_employer(raw: str, employer: str | None, expected: list[Row]) -> None:
    assert rows(raw, employer) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("G15-G17", [(None, "G15", "G17")]),
        ("G-6", [(None, "G-6", None)]),
        ("A.2", [(None, "A2", None)]),
        ("AD 5", [(None, "AD5", None)]),
        ("B3/G8", [(None, "B3", None), (None, "G8", None)]),
        ("XK-12", [(None, "XK-12", None)]),
        ("24", [(None, "24", None)]),
        ("SEO", [(None, "SEO", None)]),
        ("B", [(None, "B", None)]),
        ("Grade: 7", [(None, "7", None)]),
    ],
)
@pytest.mark.parametrize("employer", [None, "Grey Harbour Ltd"])
def test_unknown_employer_has_no_system(
    raw: str, expected: list[Row], employer: str | None
) -> None:
    assert rows(raw, employer) == expected


def test_the_label_names_the_system() -> None:
    assert rows("24", None, label="label: NATO Grade") == [("NATO", "G24", None)]
    assert rows("24", UN, label="label: NATO Grade") == [("NATO", "G24", None)]
    assert rows("24", None, label="label: Grade") == [(None, "24", None)]


def test_a_code_that_the_system_does_not_have_is_not_of_it() -> None:
    assert rows("G26", NATO) == [(None, "G26", None)]
    assert rows("AD4", EU) == [(None, "AD4", None)]


def test_raw_keeps_all_that_was_printed() -> None:
    assert [g.raw for g in read_grades("A.2 / NATO Grade G15", employer=NATO)] == [
        "A.2 / NATO Grade G15"
    ]
    assert [g.raw for g in read_grades("B3/G8 and  B4/G10", employer=NATO)] == ["B3/G8", "B4/G10"]


NO_GRADES = [
    "",
    " ",
    "-",
    "Unclassified",
    "N/A",
    "Level not specified - Level not specified",
    "To be determined",
    "5,554.93",
    "€ 3.000",
    "2025",
    "12th",
    "NATO 24",
    "100%",
    "Pay is set when you start, and G5 is the least.",
    "x" * 1000,
]


@pytest.mark.parametrize("raw", NO_GRADES)
@pytest.mark.parametrize("employer", [None, NATO, UN])
def test_no_grade(raw: str, employer: str | None) -> None:
    assert rows(raw, employer) == []


def test_words_that_no_list_knows_are_kept_as_they_are() -> None:
    assert read_grades("Senior professional", employer=UN) == [Grade(raw="Senior professional")]


@pytest.mark.parametrize(
    ("employer", "system"),
    [
        ("NATO", "NATO"),
        ("Nato Support Body", "NATO"),
        ("SHAPE", "NATO"),
        ("We shape wood", None),
        ("International Staff, NATO HQ", "NATO"),
        ("OSCE ODIHR", "OSCE"),
        ("WHO", "UN"),
        ("Those who care", None),
        ("Council of Europe", "Coordinated Organisations"),
        ("Council of the European Union", "EU"),
        ("European Union Delegation to the United Nations", "EEAS local agents"),
        ("Natoma Foods", None),
        ("Bank of Ireland", None),
        ("", None),
    ],
)
def test_system_of_an_employer(employer: str, system: str | None) -> None:
    assert system_of(employer) == system


def test_equivalents() -> None:
    assert todays_code("A2", "NATO") == "G15"
    assert todays_code("A2", "Coordinated Organisations") is None
    assert todays_code("G15", "NATO") is None
    assert todays_code("A2", None) is None


LINES = [
    "NATO Grade G15",
    "Grade G-6",
    "schaal 8",
    "P-3",
    "AD8",
    "AD 8",
    "Grade A6",
    "Band 6",
    "Pay Band 8a",
    "G15-G17",
    "Entgeltgruppe 9b",
    "Grade: AD5 / AD7",
]
OTHER_LINES = [
    "",
    "B2",
    "C1",
    "A4",
    "G20",
    "Grade",
    "NATO Grade",
    "Grade school teacher",
    "Group of 7",
    "Grade 7 Teacher",
    "Level: senior",
    "Section B",
    "Class of 2025",
    "12",
    "M3 motorway",
]


@pytest.mark.parametrize("line", LINES)
def test_line_that_is_a_grade(line: str) -> None:
    assert looks_like_grade(line)


@pytest.mark.parametrize("line", OTHER_LINES)
def test_line_that_is_none(line: str) -> None:
    assert not looks_like_grade(line)


@pytest.mark.parametrize(
    ("title", "clean", "grade"),
    [
        ("Head of Archives (Grade A6)", "Head of Archives", "A6"),
        ("Diver (NATO Grade G15)", "Diver", "NATO Grade G15"),
        ("Diver (Grade G10) - Oslo", "Diver - Oslo", "G10"),
        ("Legal Clerk (AD 5 & AD 7)", "Legal Clerk (AD 5 & AD 7)", "AD 5 & AD 7"),
        ("Legal Clerk (P-3)", "Legal Clerk (P-3)", "P-3"),
        ("Legal Clerk (P-3 visas)", "Legal Clerk (P-3 visas)", None),
        ("Driver (G3)", "Driver (G3)", None),
        ("Teacher (Grade school)", "Teacher (Grade school)", None),
        ("Teacher", "Teacher", None),
    ],
)
def test_grade_in_a_title(title: str, clean: str, grade: str | None) -> None:
    assert grade_in_title(title) == (clean, grade)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("You will be recruited at grade G15, for three years.", ["G15"]),
        ("There are posts at grades G5 and G8 in the oven room.", ["G5", "G8"]),
        ("This is a G15 grade vacancy.", ["G15"]),
        ("Contract staff, NATO Grade G12-G15, for the bakery.", ["G12"]),
        ("The post is at grade A.2.", ["A2"]),
        # levels are of languages, diplomas and schools, too
        ("English at level B2 and French at level A1.", []),
        ("A diploma of level 5 is enough.", []),
        ("You teach Grade 5 pupils.", []),
        ("A high grade of trust: 12 colleagues.", []),
        ("", []),
    ],
)
def test_grades_in_a_sentence(text: str, codes: list[str]) -> None:
    assert [grade.code for grade in find_grades(text, employer=NATO)] == codes


def test_a_bare_number_in_a_sentence() -> None:
    assert [
        grade.code
        for grade in find_grades("Je salaris valt in schaal 9 - 10.", employer="Rechtbank Noord")
    ] == ["9"]


def every_reader(text: str) -> None:
    find_grades(text, employer=NATO)
    for employer in (None, NATO, UN, text):
        assert all(
            grade.code is None or " " not in grade.code.replace("LA group", "")
            for grade in read_grades(text, employer=employer)
        )
    looks_like_grade(text)
    grade_in_title(text)


@given(st.text(max_size=120))
def test_any_text(text: str) -> None:
    every_reader(text)


@given(
    st.lists(
        st.sampled_from(
            [
                "G15",
                "A.2",
                "AD 5",
                "G-6",
                "24",
                "/",
                "-",
                ",",
                "and",
                "Grade",
                "NATO Grade",
                "schaal",
                "(",
            ]
        ),
        max_size=14,
    )
)
def test_any_mixture(parts: list[str]) -> None:
    every_reader(" ".join(parts))
    every_reader("".join(parts))


@pytest.mark.parametrize(
    "unit", ["G15-", "G15, ", "1", "A.", "(", "(Grade ", " ", "Grade ", "é", "/", "G 1 to "]
)
def test_hostile_values_take_no_time(unit: str) -> None:
    every_reader(unit)
    start = time.process_time()
    for size in (100_000, 299, 59):
        every_reader(unit * (size // len(unit) + 1))
    assert time.process_time() - start < 0.3
