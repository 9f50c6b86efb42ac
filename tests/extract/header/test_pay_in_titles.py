"""Pay, and the hours of a week, that stand behind a title."""

from __future__ import annotations

import pytest

from crawlers.extract.header.title_values import without_pay, without_weekly_hours


@pytest.mark.parametrize(
    ("title", "clean", "pay"),
    [
        ("Lamp Keeper - £29,400 - £33,100", "Lamp Keeper", "£29,400 - £33,100"),
        ("Lamp Keeper, Oban, $26/hr", "Lamp Keeper, Oban", "$26/hr"),
        ("Lampenputzer (2.700 € brutto im Monat)", "Lampenputzer", "2.700 € brutto im Monat"),
        ("Gardien de phare | 14 € par heure", "Gardien de phare", "14 € par heure"),
        ("Keeper, Grade 5", "Keeper, Grade 5", ""),
        ("Keeper of a $5M fund, Oban", "Keeper of a $5M fund, Oban", ""),
        ("Keeper, $40,000 budget", "Keeper, $40,000 budget", ""),
    ],
)
def test_a_title_without_the_pay_behind_it(title: str, clean: str, pay: str) -> None:
    assert without_pay(title) == (clean, pay)


@pytest.mark.parametrize(
    ("title", "clean"),
    [
        ("Lamp Keeper - 24 hours per week", "Lamp Keeper"),
        ("Lamp Keeper, 3 days/week", "Lamp Keeper"),
        ("Lampenputzer (20 Std./Woche)", "Lampenputzer"),
        ("Gardien de phare - 28 heures par semaine", "Gardien de phare"),
        ("Keeper, 3 days of training", "Keeper, 3 days of training"),
        ("Lamp Keeper (24-hour watch)", "Lamp Keeper (24-hour watch)"),
    ],
)
def test_a_title_without_the_hours_of_a_week_behind_it(title: str, clean: str) -> None:
    assert without_weekly_hours(title) == clean
