from __future__ import annotations

import pytest

from crawlers.extract.terms.employment import read_employment
from crawlers.extract.terms.weekly_hours import (
    hours_of_value,
    read_work_hours,
    shifts_in,
    work_hours_of_label,
)
from tests.extract.facts import section


@pytest.mark.parametrize(
    ("value", "week", "types"),
    [
        ("37.5", "37.5", ["FULL_TIME"]),
        ("30", "30", ["PART_TIME"]),
        ("38,5 Stunden", "38.5", ["FULL_TIME"]),
        ("37.5 hours (1.0 FTE)", "37.5", ["FULL_TIME"]),
        ("24 - 30", None, ["PART_TIME"]),
        ("24 to 30 hours", None, ["PART_TIME"]),
        ("up to 20 hours", None, ["PART_TIME"]),
        ("16 hours per week, Mon and Tue 9.00-17.00", "16", ["PART_TIME"]),
        ("35h", "35", ["FULL_TIME"]),
        # clocks
        ("Monday - Friday 9am-5pm", None, []),
        ("8.30-17.00", None, []),
        ("9 to 5", None, []),
        ("9 - 17", None, []),
        ("Tuesdays 10-14", None, []),
        ("9h-17h", None, []),
        # of another span than a week, or nobody knows
        ("8 hours", None, []),
        ("7.5 hours per day", None, []),
        ("20 hours per fortnight", None, []),
        ("15 hours a month", None, []),
        ("3 days", None, []),
        ("Week 1: 20 hours, week 2: 30 hours", None, []),
        ("900", None, []),
    ],
)
def test_values_of_a_label_for_hours(value: str, week: str | None, types: list[str]) -> None:
    hours = hours_of_value(value, "label: Hours")
    assert (hours.exact if hours else None) == week
    assert read_employment(value, label="label: Hours") == types


def test_a_label_that_says_week() -> None:
    hours = hours_of_value("8", "label: Hours per week")
    assert hours
    assert hours.exact == "8"


def test_no_figure_counts_under_another_label() -> None:
    assert hours_of_value("30", "label: Reference") is None


@pytest.mark.parametrize(
    ("text", "shifts"),
    [
        ("Night shift, 06:00-14:00", ["Night shift", "06:00-14:00"]),
        ("Mon-Fri 9am to 5pm", ["9am to 5pm"]),
        ("3-Schichtbetrieb, 38 Stunden", ["3-Schichtbetrieb"]),
        ("turno de noche", ["turno de noche"]),
        ("24-30 hours", []),
        ("a shift in thinking", []),
    ],
)
def test_shifts(text: str, shifts: list[str]) -> None:
    assert shifts_in(text) == shifts


def test_work_hours_of_a_label() -> None:
    hours = work_hours_of_label("40 hours per week, rotating shifts", "label: Hours")
    assert hours
    assert hours.model_dump() == {
        "raw": "40 hours per week, rotating shifts",
        "hours_per_week": "40",
        "shifts": ["rotating shifts"],
    }
    assert work_hours_of_label("Full-time", "label: Hours") is None


def test_work_hours_of_the_text() -> None:
    hours = read_work_hours(section("The job is 30 hours a week.", kind="additional_information"))
    assert hours
    assert (hours.raw, hours.hours_per_week) == ("The job is 30 hours a week.", "30")
    both = section(
        "The job is 30 hours a week. The other job is 20 hours a week.",
        kind="additional_information",
    )
    assert read_work_hours(both) is None
    students = section("Students receive 20 hours per week of teaching", kind="responsibilities")
    assert read_work_hours(students) is None
