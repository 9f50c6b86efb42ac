"""The small vocabularies: type of employment, work model, seniority, kind of contract, number of
posts."""

import time
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.extract.terms import employment, stated_employment
from crawlers.extract.terms.employment import (
    looks_like_employment,
    looks_like_seniority,
    looks_like_workplace,
    read_contract_type,
    read_employment,
    read_openings,
    read_seniority,
    read_workplace,
)
from crawlers.posting.parts.terms import EmploymentType
from crawlers.text.lines import Line

FULL_TIMES = [
    "Full-time",
    "Full Time",
    "FULL_TIME",
    "fulltime",
    "FullTime",
    "https://schema.org/FullTime",
    "Voltijds",
    "Plein temps",
    "À temps plein",
    "Vollzeit",
    "Tiempo completo",
    "Tempo integral",
    "Tempo pieno",
    "Pełny etat",
    "Plný úvazek",
    "Fuldtid",
    "Full-time (> 32 hours)",
    "Full time, Permanent",
    "38 hours per week",
    "Permanent Wholetime",
]


@pytest.mark.parametrize("raw", FULL_TIMES)
def test_full_time(raw: str) -> None:
    assert read_employment(raw) == ["FULL_TIME"]


@pytest.mark.parametrize(
    ("raw", "types"),
    [
        ("Part-time", ["PART_TIME"]),
        ("Deeltijds", ["PART_TIME"]),
        ("Mi-temps", ["PART_TIME"]),
        ("Full-time or part-time", ["FULL_TIME", "PART_TIME"]),
        ("Monday to Friday, 7 to 3, Saturdays as needed", []),
        ("Casual, as needed", ["PER_DIEM"]),
        ("Non-exempt full-time", ["FULL_TIME"]),
        ("Non-union part-time", ["PART_TIME"]),
        ("Temp-to-hire", ["TEMPORARY"]),
        ("non à temps plein", []),
        ("Vollzeit/Teilzeit", ["FULL_TIME", "PART_TIME"]),
        ("FULL_TIME, TEMPORARY", ["FULL_TIME", "TEMPORARY"]),
        ("Part-time not possible", []),
        ("Full-time; no part-time", ["FULL_TIME"]),
        ("Contractor", ["CONTRACTOR"]),
        ("Contract", ["CONTRACTOR"]),
        ("Full-time contract", ["FULL_TIME"]),
        ("Internship", ["INTERN"]),
        ("Young Graduate Trainee", ["INTERN"]),
        ("Stage", ["INTERN"]),
        ("Early stage company", []),
        ("Seasonal", ["TEMPORARY"]),
        ("Bénévolat", ["VOLUNTEER"]),
        ("PER_DIEM", ["PER_DIEM"]),
        ("Other", ["OTHER"]),
        ("24-30 hours per week", ["PART_TIME"]),
        # how long it lasts is no type of employment
        ("Permanent", []),
        ("Vast", []),
        ("CDI", []),
        ("Fixed-term contract", []),
        ("", []),
        ("Blue", []),
        ("24 - 32", []),
        ("x" * 300 + " full-time", []),
    ],
)
def test_types_of_employment(raw: str, types: list[str]) -> None:
    assert read_employment(raw) == types


@pytest.mark.parametrize(
    ("raw", "types"),
    [
        ("24 - 32", ["PART_TIME"]),
        ("20", ["PART_TIME"]),
        ("36 - 40", ["FULL_TIME"]),
        ("32 - 40", []),
        ("1200", []),
        ("09:00 - 17:00", []),
    ],
)
def test_hours_of_a_week(raw: str, types: list[str]) -> None:
    assert read_employment(raw, label="label: Hours per week") == types
    assert read_employment(raw, label="label: Reference") == []


@pytest.mark.parametrize(
    ("raw", "workplace"),
    [
        ("On site", "on_site"),
        ("OnSite", "on_site"),
        ("Sur place", "on_site"),
        ("Office", "on_site"),
        ("Home-based", "remote"),
        ("Télétravail", "remote"),
        ("TELECOMMUTE", "remote"),
        ("Fully remote", "remote"),
        ("Zdalnie", "remote"),
        ("Hybrid", "hybrid"),
        ("Hybrid 3: two days a week with your team in the office", "hybrid"),
        ("Hybrid / Remote", "hybrid"),
        ("Partially remote", "hybrid"),
        ("Oslo, Norway (Remote)", "remote"),
        ("No remote", None),
        ("Remote work is not possible", None),
        ("On-site or remote", None),
        ("Home Office, Oslo", None),
        ("Regional Office, Oslo", None),
        ("Oslo", None),
        ("", None),
        (
            "We have been glad to welcome colleagues who like to work remote since the year "
            "we began",
            None,
        ),
    ],
)
def test_workplace(raw: str, workplace: str | None) -> None:
    assert read_workplace(raw) == workplace


@pytest.mark.parametrize(
    ("raw", "level"),
    [
        ("Junior", "junior"),
        ("SENIOR", "senior"),
        ("Director", "director"),
        ("Executive", "executive"),
        ("Entry level", "entry"),
        ("Medior", "mid"),
        ("Team lead", "lead"),
        ("Führungskraft", "manager"),
        # known words that fit no single step
        ("Associate", None),
        ("Mid-Senior level", None),
        ("Senior Manager", None),
    ],
)
def test_seniority(raw: str, level: str | None) -> None:
    seniority = read_seniority(raw)
    assert seniority is not None and (seniority.raw, seniority.level) == (raw, level)


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "Blue",
        "12",
        "You report to a senior colleague and to the director of the whole of the house",
    ],
)
def test_no_seniority(raw: str) -> None:
    assert read_seniority(raw) is None


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("Fixed Term", "definite"),
        ("12 month FTC", "definite"),
        ("Maternity cover", "definite"),
        ("Non-ongoing", "definite"),
        ("Indeterminate", "indefinite"),
        ("CDD", "definite"),
        ("Tijdelijk", "definite"),
        ("Befristet", "definite"),
        ("Na dobu určitou", "definite"),
        ("Permanent", "indefinite"),
        ("Vast", "indefinite"),
        ("CDI", "indefinite"),
        ("Durée indéterminée", "indefinite"),
        ("Unbefristet", "indefinite"),
        ("Umowa o pracę na czas nieokreślony", "indefinite"),
        ("Temporary", "temporary"),
        ("Consultancy", "consultancy"),
        ("Stage", "internship"),
        ("Secondment", "secondment"),
        ("Full-time, permanent", "indefinite"),
        ("Tijdelijk, met uitzicht op vast", "definite"),
        ("Fixed term with a view to permanent", "definite"),
        ("Permanent or fixed-term", None),
        ("Not permanent", None),
        ("Full-time", None),
        ("", None),
    ],
)
def test_kind_of_contract(raw: str, kind: str | None) -> None:
    assert read_contract_type(raw) == kind


@pytest.mark.parametrize(
    ("raw", "count"),
    [
        ("1 Vacancy", 1),
        ("2", 2),
        ("two posts", 2),
        ("Drei Stellen", 3),
        ("1 post(s)", 1),
        ("(4)", 4),
        ("12 stanowisk", 12),
        ("2-3 posts", None),
        ("several", None),
        ("3 weeks", None),
        ("0", None),
        ("1234", None),
        ("80 %", None),
        ("", None),
    ],
)
def test_openings(raw: str, count: int | None) -> None:
    assert read_openings(raw) == count


@pytest.mark.parametrize(
    "line",
    [
        "Full-time",
        "FULL TIME",
        "Voltijds",
        "Part time or full time",
        "Vollzeit / Teilzeit",
        "Internship",
        "Temp to Perm",
        "Contract/Temp",
        "Non-exempt full-time",
    ],
)
def test_line_of_employment(line: str) -> None:
    assert looks_like_employment(line)


NO_EMPLOYMENT = [
    "",
    "Consultant",
    "Contract",
    "CONTRACT",
    "Stage",
    "Other",
    "Permanent",
    "Full-time Nurse",
    "Volunteer",
    "Temporary",
    "We offer full-time work.",
    "Part-time not possible",
]


@pytest.mark.parametrize("line", NO_EMPLOYMENT)
def test_line_of_no_employment(line: str) -> None:
    assert not looks_like_employment(line)


@pytest.mark.parametrize(
    ("line", "workplace", "seniority"),
    [
        ("On site", True, False),
        ("Hybrid", True, False),
        ("Home-based", True, False),
        ("Remote sensing", False, False),
        ("Junior", False, True),
        ("Entry level", False, True),
        ("Mid-Senior level", False, True),
        ("Director", False, False),
        ("Senior Accountant", False, False),
        ("Office", False, False),
        ("", False, False),
    ],
)
def test_bare_lines(line: str, workplace: bool, seniority: bool) -> None:
    assert looks_like_workplace(line) is workplace
    assert looks_like_seniority(line) is seniority


def every_reader(text: str) -> None:
    assert set(read_employment(text)) <= set(get_args(EmploymentType))
    for reader in (read_workplace, read_seniority, read_contract_type, read_openings):
        reader(text)
    for check in (looks_like_employment, looks_like_workplace, looks_like_seniority):
        assert check(text) in (True, False)


@given(st.text(max_size=250))
def test_any_text(text: str) -> None:
    every_reader(text)


@pytest.mark.parametrize(
    "unit", ["full ", "full-", "not ", "1-", "(", " ", "remote ", "é", "\n", "https://", "aB"]
)
def test_hostile_values_take_no_time(unit: str) -> None:
    every_reader(unit)
    start = time.process_time()
    for size in (100_000, 199, 59):
        every_reader(unit * (size // len(unit)))
    assert time.process_time() - start < 0.2


@pytest.mark.parametrize(
    ("raw", "types"),
    [
        ("F/T", ["FULL_TIME"]),
        ("P/T", ["PART_TIME"]),
        ("F/T, permanent", ["FULL_TIME"]),
        ("100 %", ["FULL_TIME"]),
        ("60 %", ["PART_TIME"]),
        ("80-100 %", ["FULL_TIME", "PART_TIME"]),
        ("0.6 FTE", ["PART_TIME"]),
        ("正社員", ["FULL_TIME"]),
        ("アルバイト・パート", ["PART_TIME"]),
        ("Повна зайнятість", ["FULL_TIME"]),
        ("Tam zamanlı", ["FULL_TIME"]),
        ("Heltid", ["FULL_TIME"]),
        ("Permanent", []),
        ("Not applicable", []),
        ("120 %", []),
    ],
)
def test_types_in_other_forms_and_languages(raw: str, types: list[str]) -> None:
    assert employment.read_employment(raw) == types


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("This is a full-time position.", ["FULL_TIME"]),
        ("This is a permanent, full-time role in Bergen.", ["FULL_TIME"]),
        ("Es handelt sich um eine Vollzeitstelle.", ["FULL_TIME"]),
        ("It is a part-time (20 hours) job.", ["PART_TIME"]),
        ("We are looking for full-time students.", []),
        ("This is a full-time position; part-time is not excluded.", []),
    ],
)
def test_a_type_that_a_sentence_states(text: str, types: list[str]) -> None:
    assert stated_employment.employment_of_sentence(Line(text)) == types


@pytest.mark.parametrize(
    ("raw", "way"),
    [
        ("Remote", "remote"),
        ("Anywhere", "remote"),
        ("Remote EMEA", "remote"),
        ("remote possible", None),
        ("Homeoffice möglich", None),
        ("2 days remote", "hybrid"),
        ("télétravail 2 jours", "hybrid"),
        ("occasional home working", "hybrid"),
        ("Remote with occasional travel", "remote"),
        ("teilweise Homeoffice", "hybrid"),
        ("Remote (up to 3 days)", "hybrid"),
        ("praca zdalna możliwa", None),
    ],
)
def test_limited_remote_work_is_not_remote(raw: str, way: str | None) -> None:
    assert employment.read_workplace(raw) == way


def test_yes_answers_a_label_that_asks_for_remote_work() -> None:
    assert employment.workplace_of_question("colon: Remote", "Yes") == "remote"
    assert employment.workplace_of_question("colon: Remote", "No") is None
    assert employment.workplace_of_question("colon: Home Office", "Ja") is None


@pytest.mark.parametrize(
    ("line", "is_type"),
    [
        ("Freelance, 6 months", True),
        ("Full-time - permanent", True),
        ("40 full-time", False),
        ("Freelance, 6 ships", False),
    ],
)
def test_what_stands_beside_a_type(line: str, is_type: bool) -> None:
    assert looks_like_employment(line) is is_type


@pytest.mark.parametrize(
    ("value", "kinds"),
    [
        ("35h", ["FULL_TIME"]),
        ("24 h/semaine", ["PART_TIME"]),
        ("9h-17h", []),
        ("7 heures par jour", []),
    ],
)
def test_hours_as_french_values_have_them(value: str, kinds: list[str]) -> None:
    assert read_employment(value, label="Temps de travail") == kinds
