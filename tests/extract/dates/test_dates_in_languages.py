"""Days and deadlines as job services of many languages print them."""

from datetime import date

import pytest

from crawlers.extract.dates.in_sentences import DateSlot, find_date
from crawlers.extract.dates.periods import ends_of_period
from crawlers.extract.dates.printed_date import read_date
from crawlers.extract.header.labels import slot_of


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2031. gada 9. marts", "2031-03-09"),
        ("2031.gada 9.martā", "2031-03-09"),
        ("令和13年3月9日", "2031-03-09"),
        ("平成30年4月2日", "2018-04-02"),
        ("民國120年3月9日", "2031-03-09"),
        ("9 Disember 2031", "2031-12-09"),
        ("9 Desemba 2031", "2031-12-09"),
        ("9. децембар 2031. године", "2031-12-09"),
        ("fimmtudaginn 9. október 2031", "2031-10-09"),
        ("09.03.2031, ora 16:00", "2031-03-09"),
        ("9/3/2031 ώρα 14:00", "2031-03-09"),
        ("29/3/2031 ώρα 14:00", "2031-03-29"),
    ],
)
def test_days(text: str, day: str | None) -> None:
    reading = read_date(text)
    assert reading is not None
    assert reading.when.date == day


def test_an_impossible_day_of_an_era_is_none() -> None:
    assert read_date("令和13年2月30日") is None


def test_a_wave_stands_between_the_ends_of_a_period() -> None:
    assert ends_of_period("2031.03.02 ~ 2031.03.20") == ("2031.03.02", "2031.03.20")


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Gli interessati possono candidarsi entro il 20/03/31.", "2031-03-20"),
        ("It must be addressed so as to reach the Board on or before 9th May, 2031.", "2031-05-09"),
        ("Документи се приемат до 20.03.2031 г.", "2031-03-20"),
        ("CV siųskite iki 2031-03-20.", "2031-03-20"),
        ("Umsóknarfrestur er til og með 20. mars 2031.", "2031-03-20"),
        ("Candidarsi entro il 12.4.1.31", None),
    ],
)
def test_deadlines_in_sentences(sentence: str, day: str | None) -> None:
    found = find_date(sentence, "valid_through", order="DMY", today=date(2031, 1, 5))
    assert (found[1].when.date if found else None) == day


@pytest.mark.parametrize(
    ("label", "slot"),
    [
        ("Début de l'affichage", "date_posted"),
        ("Data wprowadzenia oferty", "date_posted"),
        ("Natječaj vrijedi od", "date_posted"),
        ("Umsóknarfrestur", "valid_through"),
        ("להגשת מועמדות עד", "valid_through"),
        ("تاريخ انتهاء التقديم", "valid_through"),
        ("Platnost nabídky do", "valid_through"),
    ],
)
def test_labels(label: str, slot: str) -> None:
    assert slot_of(label) == slot


def test_a_weekday_gives_the_year_around_the_day_of_the_answer() -> None:
    today = date(2031, 1, 5)
    for text, day in (
        ("Friday 7 March", "2031-03-07"),
        ("Freitag, 7. März", "2031-03-07"),
        ("Tuesday 31 December", "2030-12-31"),
        ("Wednesday 7 March", None),
        ("7 March", None),
    ):
        reading = read_date(text, today=today)
        assert reading is not None
        assert reading.when.date == day
    reading = read_date("Friday 7 March")
    assert reading is not None
    assert reading.when.date is None


@pytest.mark.parametrize(
    ("line", "slot", "day"),
    [
        ("ID: 4471 Dátum zverejnenia: 20.03.2031", "date_posted", "2031-03-20"),
        ("Ref. LK-7 | Обявата изтича на 20.03.2031", "valid_through", "2031-03-20"),
        ("Ref. LK-7 | Closing date 20 March 2031", "valid_through", "2031-03-20"),
    ],
)
def test_several_facts_in_a_line(line: str, slot: DateSlot, day: str) -> None:
    found = find_date(line, slot, order="DMY", today=None)
    assert found is not None
    assert found[1].when.date == day
