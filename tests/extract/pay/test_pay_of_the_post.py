"""Money of a posting that is not what the post pays, and what is said of its pay apart from the
figure. The employer is invented."""

from __future__ import annotations

import pytest

from crawlers.extract.pay.in_sentences import find_pay
from crawlers.extract.pay.pay_lines import is_estimated, pay_within
from crawlers.extract.pay.period_said import period_said
from crawlers.extract.pay.printed_pay import read_pay
from crawlers.text.lines import Line


@pytest.mark.parametrize(
    "sentence",
    [
        "The minimum wage in our state is $15.00 per hour.",
        "We pay above the statutory minimum wage of €12.80 an hour.",
        "Der gesetzliche Mindestlohn beträgt 12,80 Euro pro Stunde.",
        "Average salary in Kendal: £34,000 per annum",
        "Our guests pay from £95 per hour for a lesson.",
        "Overtime is paid at $30 per hour.",
        "Education stipend of $2,500 per year",
        "To sponsor a visa the salary must be at least £38,000 a year.",
        "Life assurance of 3 x salary, up to £150,000",
        "Refer a friend and earn £500.",
        "We pay part of your removal (up to €2,500).",
        "Our rate to clients: £95 per hour",
        "Tips of about $80 per day",
        "Tuition fees: €9,000 per year",
        "We pay for a course at €400 per month of study.",
    ],
)
def test_what_others_are_paid_or_pay(sentence: str) -> None:
    assert find_pay(sentence) is None
    assert pay_within(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Dann bekommst du ab 3.100 Euro brutto im Monat, dazu Urlaub.", ("3100", None, "month")),
        ("We offer an allowance of €1,050 net a month, and lunch.", ("1050", "1050", "month")),
        ("Appointment will be made at £31,300 - £35,900 per annum.", ("31300", "35900", "year")),
        ("Soit un brut mensuel de 1.402,50 €.", ("1402.50", "1402.50", "month")),
        ("Заробітна плата 21 000 – 26 000 грн на місяць.", ("21000", "26000", "month")),
        ("Lương 14 - 18 triệu/tháng, thưởng quý", ("14000000", "18000000", "month")),
        ("You'd be on £32,500.", ("32500", "32500", None)),
        ("Total remuneration to $112,500 with super.", (None, "112500", None)),
    ],
)
def test_words_that_lead_to_pay(sentence: str, expected: tuple[str | None, ...]) -> None:
    pay = find_pay(sentence)
    assert pay is not None
    assert (pay.min, pay.max, pay.period) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The rent of the staff room is £450 a month.",
        "You handle invoices from €50,000 to €90,000 a month.",
        "Our tools save a mill $500 per month.",
    ],
)
def test_a_sentence_is_no_line_of_values(sentence: str) -> None:
    assert pay_within(sentence) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Step 1: $21.10/hr, Step 5: $25.60/hr", ("21.10", "25.60", "hour")),
        ("Stufe 1 3.200 €, Stufe 3 3.600 €, Stufe 6 4.400 €", ("3200", "4400", None)),
        ("$52,000 (min) - $61,000 (max)", ("52000", "61000", None)),
        ("Band 5 - £29,900 to £36,400 a year", ("29900", "36400", "year")),
        ("Grade 7 (£38,200 - £44,200) per annum", ("38200", "44200", "year")),
        ("£31,000 pro rata", ("31000", "31000", "year")),
        ("1 310,00 € x 14 meses", ("1310", "1310", "month")),
        ("850.000 kr. á mánuði", ("850000", "850000", "month")),
        ("£14 pro rata", ("14", "14", None)),
        ("M1 £31,600 - U3 £49,100", ("31600", "49100", None)),
        ("月薪 36,000 至 44,000 元", ("36000", "44000", "month")),
    ],
)
def test_forms_of_a_value(value: str, expected: tuple[str | None, ...]) -> None:
    pay = read_pay(value, label="Salary")
    assert pay is not None
    assert (pay.min, pay.max, pay.period) == expected


@pytest.mark.parametrize(
    ("line", "is_guess"),
    [
        ("£25K - £28K (Glassdoor est.)", True),
        ("€25.000 - €28.000 (geschätzt)", True),
        ("£25K - £28K (Employer est.)", False),
        ("£25K - £28K", False),
    ],
)
def test_a_line_that_a_site_reckoned(line: str, is_guess: bool) -> None:
    pay = pay_within(line)
    assert pay is not None
    assert is_estimated(pay.raw) is is_guess


@pytest.mark.parametrize("line", ["up to £32,000 a year", "from £28,500 a year"])
def test_a_bound_stays_with_its_amount(line: str) -> None:
    pay = pay_within(f"Full-time, {line}")
    assert pay is not None
    assert pay.raw == line


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("You receive a gross monthly salary as shown above.", "month"),
        ("Salaris per maand, schaal 35", "month"),
        ("An annual salary review and a pension", None),
        ("Your salary is paid monthly.", None),
    ],
)
def test_a_period_apart_from_its_figure(text: str, period: str | None) -> None:
    assert period_said([Line(text)]) == period
