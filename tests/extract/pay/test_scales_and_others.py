"""Pay that rises, pay of a table of steps, pay without a word for it, and what trainees are paid
beside the post. The employers are invented."""

from __future__ import annotations

import pytest

from crawlers.extract.fields.pay_fields import read_pay as read_pay_of_posting
from crawlers.extract.jsonld.pay import pay_of
from crawlers.extract.pay.in_sentences import find_pay
from crawlers.extract.pay.pay_lines import leading_pay, pay_per_period, pay_within
from crawlers.extract.pay.printed_pay import read_pay
from crawlers.extract.pay.steps_table import names_steps, pay_of_steps
from crawlers.extract.pay.trainees import is_of_trainees
from crawlers.posting.parts.terms import Pay
from crawlers.posting.raw import RawPosting

Expected = tuple[str | None, ...]


def _ends_and_terms(pay: Pay | None) -> Expected | None:
    return (pay.min, pay.max, pay.currency, pay.period) if pay else None


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Salary £31,200 a year rising by yearly increments of £640 to a maximum of £36,320.",
            ("31200", "36320", "GBP", "year"),
        ),
        ("Salary: £31,200 x £640 - £36,320 per annum", ("31200", "36320", "GBP", "year")),
        (
            "The salary scale is €47,210 - €48,650 - €50,020 (1st LSI) - €51,900 (2nd LSI) a year.",
            ("47210", "51900", "EUR", "year"),
        ),
        (
            "Gehalt: EUR 3.100 – EUR 3.350 – EUR 3.600 im Monat",
            ("3100", "3600", "EUR", "month"),
        ),
        (
            "Salaris: € 2.810, € 2.960 (trede 2), € 3.105 per maand",
            ("2810", "3105", "EUR", "month"),
        ),
        ("Salary of £28,000 - £31,000, £34,000 - £37,000", ("28000", "31000", "GBP", None)),
        (
            "Das Mindestentgelt beträgt EUR 2.410 brutto im Monat, je nach Praxis bis EUR 2.900.",
            ("2410", "2900", "EUR", "month"),
        ),
        ("月給 23万8千円～31万円", ("238000", "310000", "JPY", "month")),
        ("월급 260만 5천원", ("2605000", "2605000", "KRW", "month")),
        ("Salary GH₵ 4,150 per month", ("4150", "4150", "GHS", "month")),
        ("Si lavora due giornate, e ogni giornata è pagata 92 euro.", ("92", "92", "EUR", "day")),
    ],
)
def test_pay_of_a_sentence(sentence: str, expected: Expected) -> None:
    assert _ends_and_terms(find_pay(sentence)) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Contrato fijo, 23.900 € brutos anuales en 12 pagas.", ("23900", "23900", "year")),
        ("Regime híbrido, até 1.980 € brutos por mês.", (None, "1980", "month")),
        ("Full time, and up to €41,000 gross per year.", (None, "41000", "year")),
    ],
)
def test_pay_by_its_tax_and_its_period(sentence: str, expected: Expected) -> None:
    pay = find_pay(sentence)
    assert pay is not None
    assert (pay.min, pay.max, pay.period, pay.basis) == (*expected, "gross")


@pytest.mark.parametrize(
    "sentence",
    [
        "A house with a turnover of €41,000 gross per year.",
        "The rent is €640 net per month.",
        "Een verzorgd loon met maaltijdcheques van 7 euro.",
    ],
)
def test_other_money_with_tax_or_pay_near(sentence: str) -> None:
    assert find_pay(sentence) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("$19-21 an hour to start, plus tips", ("19", "21", None, "hour")),
        ("Rate is ₱280 per hour of work, paid by transfer.", ("280", "280", "PHP", "hour")),
        ("Paid €640 per week if you stay the season.", ("640", "640", "EUR", "week")),
    ],
)
def test_what_goes_on_about_an_amount(line: str, expected: Expected) -> None:
    assert _ends_and_terms(leading_pay(line)) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "You share the room with two students (who are paid a stipend of R 6 300).",
        "Deux stages d'été (gratification de 780 € par mois) s'ouvrent en mai.",
        "Guiar estagiários de química (salário de R$ 840,00).",
        "Our apprentices earn £210 per week.",
    ],
)
def test_pay_of_trainees_is_of_their_posts_only(sentence: str) -> None:
    assert find_pay(sentence, trainees=False) is None
    assert find_pay(sentence) is not None


def test_titles_of_trainees() -> None:
    assert is_of_trainees("Stage : assistant conservateur")
    assert is_of_trainees("Apprentice thatcher")
    assert is_of_trainees("Graduate position: Lamps of the north")
    assert is_of_trainees("Doktorandin (m/w/d) Leuchtfeuer")
    assert not is_of_trainees("Backstage carpenter")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Monthly basic: RM 2,650 - RM 3,400", ("2650", "3400", "MYR", "month")),
        ("Monthly target: RM 26,500", None),
        ("Weekly room rate: £90", None),
        ("Monthly: £40", None),
    ],
)
def test_a_label_that_is_a_period(line: str, expected: Expected | None) -> None:
    assert _ends_and_terms(pay_per_period(line)) == expected


@pytest.mark.parametrize(
    ("names", "rows", "expected"),
    [
        (
            "Step | Hourly rate (NZ$)",
            [
                "First winter: 26.15",
                "Second winter: 27.60",
                "Later: 29.05",
                "Holiday pay is added.",
            ],
            ("26.15", "29.05", "NZD", "hour"),
        ),
        (
            "Stufe | Wochenstunden | Gehalt pro Monat (EUR)",
            ["1 | 38 | 3.105,20", "2 | 38 | 3.410,00"],
            ("3105.20", "3410", "EUR", "month"),
        ),
        ("Step | Room rate (NZ$)", ["First: 90.00", "Second: 110.00"], None),
        ("Step | Hourly rate (NZ$)", ["First winter: 26.15", "No further steps."], None),
    ],
)
def test_pay_of_a_table_of_steps(names: str, rows: list[str], expected: Expected | None) -> None:
    assert names_steps(names)
    assert _ends_and_terms(pay_of_steps(names, rows)) == expected


def test_other_tables_name_no_steps() -> None:
    assert not names_steps("Ticket | Price (NZ$)")
    assert not names_steps("Step by step we restore the hide.")


def test_the_tax_between_two_ends_is_of_both() -> None:
    pay = read_pay("€2,410 gross a month to €2,900")
    assert pay is not None
    assert (pay.min, pay.max, pay.basis) == ("2410", "2900", "gross")


@pytest.mark.parametrize(
    ("sentence", "ends"),
    [
        ("Salary starts at £26,000 and rises to £31,500 after two years.", ("26000", "31500")),
        ("Das Gehalt beträgt 2.650 € und steigt nach 3 Jahren auf 3.050 €.", ("2650", "3050")),
        ("Le salaire est de 1 950 € et peut atteindre 2 350 €.", ("1950", "2350")),
        ("El salario es de 1.350 € y sube a 1.480 € a los seis meses.", ("1350", "1480")),
        ("Een loon van 2.150 euro, oplopend tot 2.640 euro.", ("2150", "2640")),
        ("Salary scale: £23,411, £23,980, £24,560 - £26,900", ("23411", "26900")),
        ("Salary £27,000, £500 for boots", ("27000", "27000")),
        ("Salary of £27,000, and a bonus rising to £33,000", ("27000", "27000")),
    ],
)
def test_pay_that_rises(sentence: str, ends: Expected) -> None:
    pay = find_pay(sentence)
    assert pay is not None
    assert (pay.min, pay.max) == ends


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("CTC up to 11 LPA", (None, "1100000", None, "year")),
        ("Salary 3.5 lakhs per annum", ("350000", "350000", None, "year")),
        ("Mức lương: 14 - 19 triệu/tháng", ("14000000", "19000000", "VND", "month")),
        ("Gaji 6 - 8 juta per bulan", ("6000000", "8000000", "IDR", "month")),
        ("Every week we pay you £460.", ("460", "460", "GBP", "week")),
        ("Your quota is €21,000 net per month.", None),
        ("The ferry is paid £60 per week by the farm.", None),
    ],
)
def test_numbers_without_a_currency_and_the_period_in_front(
    sentence: str, expected: Expected | None
) -> None:
    assert _ends_and_terms(find_pay(sentence)) == expected


@pytest.mark.parametrize(
    ("line", "period"), [("年収420万円～560万円", "year"), ("月給22万5,000円～28万円", "month")]
)
def test_a_glued_period_in_front_of_pay_in_a_line_of_values(line: str, period: str) -> None:
    pay = pay_within(line)
    assert pay is not None
    assert pay.period == period


@pytest.mark.parametrize(
    ("unit", "period"), [("MONAT", "month"), ("Mês", "month"), ("hodina", "hour"), ("shift", None)]
)
def test_units_of_generic_data_in_other_languages(unit: str, period: str | None) -> None:
    _, pay = pay_of({"currency": "EUR", "value": {"value": 40, "unitText": unit}}, "")
    assert pay is not None
    assert pay.period == period


@pytest.mark.parametrize("figure", [1, "0.01", 999999])
def test_a_figure_filled_in_for_none_is_no_pay(figure: object) -> None:
    assert (
        pay_of({"currency": "EUR", "value": {"value": figure, "unitText": "MONTH"}}, "")[1] is None
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Taken from your pay: €310 per month for the room.",
        "Wir erreichen 38.000 € brutto im Monat Umsatz.",
        "A set of knives, £290 basic model, is yours.",
    ],
)
def test_what_leaves_the_pay_and_what_the_firm_takes(sentence: str) -> None:
    assert find_pay(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Salary GBP 36,000 (EUR 42,100) per year", ("36000", "36000", "GBP", "year")),
        ("£29k basic, £43k OTE", ("29000", "29000", "GBP", None)),
        ("Salary Ksh. 52,000 p.m", ("52000", "52000", "KES", "month")),
        ("Плата 115.000 динара месечно", ("115000", "115000", "RSD", "month")),
        ("Entgeltgruppe 7 (3.210 - 3.980 EUR brutto)", ("3210", "3980", "EUR", None)),
        ("з/п 52 000 руб в месяц", ("52000", "52000", "RUB", "month")),
        ("Pay: R31 500 per month total cost to company", ("31500", "31500", None, "month")),
        ("A £17,900 stipend per annum is our pay", None),
        ("Pay: €2,450 gross salary per month", ("2450", "2450", "EUR", "month")),
        ("Wages start at $19.40/hr", ("19.40", None, None, "hour")),
        ("Le salaire débute à 2 150 € par mois", ("2150", None, "EUR", "month")),
        ("Salary: mid-$60s", None),
        ("Pay in the high $70's", None),
    ],
)
def test_further_words_of_pay(sentence: str, expected: Expected | None) -> None:
    assert _ends_and_terms(find_pay(sentence)) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Pay: £2.90 per drop",
        "Salaire : 0,09 € par mot",
        "Lohn: 1,20 € pro Stück",
        "The pay is fair, and a trial week brings you £390.",
        "Den Probetag vergüten wir: Lohn 110 Euro.",
    ],
)
def test_prices_of_pieces_and_trials(sentence: str) -> None:
    assert find_pay(sentence) is None


@pytest.mark.parametrize(
    ("figure", "unit", "period"),
    [(27500, "HOUR", None), (14, "YEAR", None), (14, "HOUR", "hour"), (27500, "YEAR", "year")],
)
def test_a_period_that_the_size_refutes(figure: int, unit: str, period: str | None) -> None:
    item = RawPosting(url="https://kestrel.example/jobs/1", source="kestrel.example")
    value = {"currency": "GBP", "value": {"value": figure, "unitText": unit}}
    raw, pay = pay_of(value, "")
    item.say("salary", raw, "jsonld", "$.baseSalary", pay)
    read_pay_of_posting(item)
    assert item.facts["salary"].min == str(figure)
    assert item.facts["salary"].period == period


def test_a_trial_in_a_labelled_value_is_not_the_pay() -> None:
    assert read_pay("agreed with each. A trial week is paid at £390.") is None
