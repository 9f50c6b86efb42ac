"""Hours of a week, and full or part time, as job services of many languages print them."""

import pytest

from crawlers.extract.header.labels import slot_of
from crawlers.extract.terms.employment import read_employment
from crawlers.extract.terms.weekly_hours import hours_of_sentence, hours_of_value


@pytest.mark.parametrize(
    ("value", "hours"),
    [
        ("Plný úvazek, 38 hod. týdně", "38"),
        ("Temps non complet, 26h00 hebdomadaires", "26"),
        ("18h30 par semaine", "18.5"),
        ("전일제 (주 36시간)", "36"),
        ("heti 36 óra", "36"),
        ("36 часов в неделю", "36"),
        ("2/2 по 11 часов", None),
        ("9h30 - 18h30 semaine", None),
        ("napi 8 óra", None),
        ("8 часов в день", None),
        ("Partial, 32 h / semaine", "32"),
    ],
)
def test_hours_of_a_week(value: str, hours: str | None) -> None:
    found = hours_of_value(value)
    assert (found.exact if found else None) == hours


@pytest.mark.parametrize(
    ("label", "value", "kind"),
    [
        ("Darbo laikas", "Visos darbo dienos", "FULL_TIME"),
        ("Darbo laikas", "Ne visą darbo dieną", "PART_TIME"),
        ("Slodze", "Nepilnu slodzi", "PART_TIME"),
        ("Koormus", "Täiskoormus", "FULL_TIME"),
        ("Вид заетост", "Непълна заетост", "PART_TIME"),
        ("نوع الوظيفة", "بدوام كامل", "FULL_TIME"),
        ("نوع الدوام", "بدوام جزئي", "PART_TIME"),
    ],
)
def test_full_and_part_time(label: str, value: str, kind: str) -> None:
    assert slot_of(label) == "employment_type"
    assert read_employment(value) == [kind]


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        ("20 - 28 uur", (20, 28)),
        ("36 uur", (36, 36)),
        ("24 uur", None),
        ("9 - 17 uur", None),
        ("20 - 28 hours", None),
        ("binnen 20 uur", None),
        ("35h / semaine", (35, 35)),
    ],
)
def test_hours_alone_on_a_line(line: str, ends: tuple[float, float] | None) -> None:
    found = hours_of_sentence(line)
    assert ((found.least, found.most) if found else None) == ends
