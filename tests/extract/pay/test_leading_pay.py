"""Pay that begins a line of an offer, and pay as more languages print it."""

from __future__ import annotations

import pytest

from crawlers.extract.pay.in_sentences import find_pay
from crawlers.extract.pay.pay_lines import leading_pay, pay_within
from crawlers.extract.pay.printed_pay import read_pay


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("£410 a day, outside payroll", ("410", "410", "GBP", "day")),
        ("£51,000 ➝ £63,000 + share options", ("51000", "63000", "GBP", None)),
        ("$128k – $149k base plus equity", ("128000", "149000", None, None)),
        ("- $17.50 - $22.75/hr. D.O.E. plus a night premium", ("17.50", "22.75", None, "hour")),
        ("€41–48k, depending on what you bring. 26 days off.", ("41000", "48000", "EUR", None)),
        ("– €49,000 to €57,000 a year, the same for all", ("49000", "57000", "EUR", "year")),
        ("$27.90 per hour plus 12% loading. Paid weekly!", ("27.90", "27.90", None, "hour")),
        ("3 100 - 3 400 € brut par mois selon profil", ("3100", "3400", "EUR", "month")),
        ("3 300 – 4 100 zł netto miesięcznie", ("3300", "4100", "PLN", "month")),
        ("2.900 € brutto pro Monat", ("2900", "2900", "EUR", "month")),
        ("$36-41 an hour depending on what you can do", ("36", "41", None, "hour")),
        ("2.900 € im Monat je nach Können", ("2900", "2900", "EUR", "month")),
        ("£27,400 FTE (£16,440 actual, 22 hours)", ("27400", "27400", "GBP", "year")),
        ("€39.500 pro rata (€23.700 for 24 hours)", ("39500", "39500", "EUR", "year")),
    ],
)
def test_pay_that_begins_a_line(line: str, expected: tuple[str | None, ...]) -> None:
    pay = leading_pay(line)
    assert pay is not None
    assert (pay.min, pay.max, pay.currency, pay.period) == expected


@pytest.mark.parametrize(
    "line",
    [
        "£900 learning budget",
        "£27,400 FTE budget",
        "£600 FTE (a year)",
        "£900 a year learning budget",
        "£900 a year for books",
        "£9 per hour travel allowance",
        "$60 per month phone stipend",
        "$12,000 - $24,000 sign-on bonus",
        "£25,000 to £35,000 of funding each year",
        "$3,000,000 - $4,000,000 in annual sales",
        "€270k budget",
        "401k match",
        "2-3 years of experience",
        "30 days of holiday",
        "£55,000",
        "We pay for your train",
        "",
    ],
)
def test_other_amounts_that_begin_a_line(line: str) -> None:
    assert leading_pay(line) is None


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("연봉 4,000만원 ~ 6,500만원", ("40000000", "65000000", "KRW", "year")),
        ("연봉 3,600~4,200만원", ("36000000", "42000000", "KRW", "year")),
        ("1,200万円", ("12000000", "12000000", "JPY", None)),
        ("11 - 16 triệu đồng/tháng + hoa hồng", ("11000000", "16000000", "VND", "month")),
        (
            "R 640 100 – R 702 300 total cost to company p.a.",
            ("640100", "702300", None, "year"),
        ),
        ("1.400 € – 1.700 € καθαρά τον μήνα", ("1400", "1700", "EUR", "month")),
        ("2 950,10 euroa kuukaudessa", ("2950.10", "2950.10", "EUR", "month")),
        ("1 700 EUR/mesiac", ("1700", "1700", "EUR", "month")),
        ("4.870 lei brut lunar", ("4870", "4870", "RON", "month")),
        ("28,000 - 31,000 บาท", ("28000", "31000", "THB", None)),
        ("1 400 лв. месечно", ("1400", "1400", "BGN", "month")),
    ],
)
def test_pay_in_other_languages(raw: str, expected: tuple[str | None, ...]) -> None:
    pay = read_pay(raw)
    assert pay is not None
    assert (pay.min, pay.max, pay.currency, pay.period) == expected


def test_a_cost_that_is_no_pay_stays_other_money() -> None:
    assert read_pay("R 640 100 total cost of the project") is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Grade D, £9.10 - £9.85 per hour", ("9.10", "9.85", "GBP", "hour")),
        ("Band 4 £25,100 to £27,500 a year pro rata", ("25100", "27500", "GBP", "year")),
        ("Lowmouth 2-5 Yrs ₹7,00,000 – ₹9,00,000 per annum", ("700000", "900000", "INR", "year")),
        ("De 20,40 $ à 28,10 $ l'heure, selon l'échelle", ("20.40", "28.10", None, "hour")),
    ],
)
def test_pay_in_a_line_of_values(line: str, expected: tuple[str | None, ...]) -> None:
    pay = pay_within(line)
    assert pay is not None
    assert (pay.min, pay.max, pay.currency, pay.period) == expected


@pytest.mark.parametrize(
    "line", ["Rooms from £89 per night", "£20 - £30 per hour or £300 per day", "Donate £10 today"]
)
def test_lines_with_other_amounts(line: str) -> None:
    assert pay_within(line) is None


def test_pay_that_begins_a_sentence() -> None:
    pay = leading_pay("Terms: One year, renewable. KSh 71,000 gross per month plus airtime.")
    assert pay is not None
    assert (pay.min, pay.currency, pay.period, pay.basis) == ("71000", "KES", "month", "gross")


def test_a_count_behind_a_joining_word_is_no_end_of_a_range() -> None:
    pay = find_pay("salario bruto de 14.200 € anuales en 14 pagas")
    assert pay is not None
    assert (pay.min, pay.max, pay.period) == ("14200", "14200", "year")
