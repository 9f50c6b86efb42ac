"""Both ends of a range whose figures have words of their own, and the period of pay."""

from __future__ import annotations

import pytest

from crawlers.extract.jsonld.pay import pay_of
from crawlers.extract.pay.in_sentences import find_pay
from crawlers.extract.pay.pay_lines import leading_pay, pay_within
from crawlers.extract.pay.printed_pay import read_pay

Ends = tuple[str | None, str | None]


@pytest.mark.parametrize(
    ("value", "ends"),
    [
        ("Scale E, point 23 £32,076 rising to point 25 £33,945", ("32076", "33945")),
        ("GS-11 step 1 ($71,962) to GS-11 step 10 ($93,047)", ("71962", "93047")),
        ("€45,585 by nine increments to €62,148", ("45585", "62148")),
        ("£23,114, increasing to £24,702 per annum", ("23114", "24702")),
        ("Grade 115, $51,272.00/yr. to $82,035.00/yr.", ("51272", "82035")),
        ("USD $19.25 - USD $24.06 /Hr.", ("19.25", "24.06")),
        ("minimaal € 3.353 en maximaal € 4.621", ("3353", "4621")),
        ("Minimum $54,000 Midpoint $62,000 Maximum $70,000", ("54000", "70000")),
        ("£25 - £30,000", ("25000", "30000")),
        ("€30-40.000", ("30000", "40000")),
        ("Starting rate of $31.18 per hour; top rate of $34.65", ("31.18", "34.65")),
        ("£24,500 a year, with bonus to £35,000", ("24500", "24500")),
        ("£24,500 or £26,000", ("24500", "24500")),
        ("$90k + super", ("90000", "90000")),
        ("£45k+", ("45000", None)),
        ("to $137,000", (None, "137000")),
        ("£41,500 max", (None, "41500")),
        ("41.500 € (maximal)", (None, "41500")),
        ("Not less than £29,500", ("29500", None)),
        ("£8.10 (under 20) - £11.90 (20+) per hour", ("8.10", "11.90")),
        ("$30.12 Step B - $37.44 Step E hourly", ("30.12", "37.44")),
        ("£41,000 (basic) - £58,000 (OTE)", ("41000", "41000")),
        ("Rs.42,000/- per month", ("42000", "42000")),
    ],
)
def test_ends_of_a_value(value: str, ends: Ends) -> None:
    pay = read_pay(value)
    assert pay is not None
    assert (pay.min, pay.max) == ends


@pytest.mark.parametrize(
    ("label", "ends"),
    [
        ("Salary from", ("41000", None)),
        ("Gehalt bis", (None, "41000")),
        ("Pay", ("41000", "41000")),
    ],
)
def test_a_label_of_one_end(label: str, ends: Ends) -> None:
    pay = read_pay("41,000 EUR", label=label)
    assert pay is not None
    assert (pay.min, pay.max) == ends


@pytest.mark.parametrize(
    ("value", "period"),
    [
        ("£30,487 (point 20) to £33,699 (point 24) per annum", "year"),
        ("€40,000 (38 hours per week)", None),
        ("16 000–22 000 PLN (+ VAT) / month", "month"),
        ("$17.40 HOUR hourly for 40 hours per week", "hour"),
        ("37.5 per week, £29,114", None),
    ],
)
def test_the_period_is_of_the_pay(value: str, period: str | None) -> None:
    pay = read_pay(value)
    assert pay is not None
    assert pay.period == period


@pytest.mark.parametrize(
    ("sentence", "low", "high", "period"),
    [
        (
            "We offer between £26,000 and £29,500 a year plus 28 days of leave.",
            "26000",
            "29500",
            "year",
        ),
        ("Starting at $19/hour with weekly pay.", "19", None, "hour"),
        ("Wij bieden € 3.000 bruto per maand.", "3000", "3000", "month"),
    ],
)
def test_a_line_that_offers_pay(sentence: str, low: str, high: str | None, period: str) -> None:
    pay = leading_pay(sentence)
    assert pay is not None
    assert (pay.min, pay.max, pay.period) == (low, high, period)


@pytest.mark.parametrize(
    "sentence",
    [
        "We offer $10,000 a year toward tuition.",
        "We offer a budget of £9,000 a year.",
        "You will earn up to $500 in gift cards for referring friends.",
    ],
)
def test_other_money_on_offer(sentence: str) -> None:
    assert leading_pay(sentence) is None
    assert find_pay(sentence) is None


def test_pay_for_something_else_in_a_line_of_values() -> None:
    assert pay_within("Orientation pay $200/day") is None


def test_the_name_of_an_amount_gives_its_period() -> None:
    pay = pay_within("Anticipated annual base pay: $66,000 to $99,000")
    assert pay is not None
    assert (pay.min, pay.max, pay.period) == ("66000", "99000", "year")


@pytest.mark.parametrize(
    ("sentence", "low", "period"),
    [("Das Mindestentgelt beträgt € 2.850 brutto im Monat.", "2850", "month")],
)
def test_the_least_pay_is_no_most(sentence: str, low: str, period: str) -> None:
    pay = find_pay(sentence)
    assert pay is not None
    assert (pay.min, pay.max, pay.period) == (low, None, period)


def test_figures_of_markup() -> None:
    two = {"currency": "GBP", "value": {"value": "24000-26000", "unitText": "YEAR"}}
    signed = {"currency": "£", "value": {"value": 24000, "unitText": "YEAR"}}
    _, pay = pay_of(two, "")
    assert pay is not None
    assert (pay.min, pay.max, pay.period) == ("24000", "26000", "year")
    _, pay = pay_of(signed, "")
    assert pay is not None
    assert pay.currency == "GBP"
    assert pay_of(["24000", "26000"], "GBP") == ("", None)
