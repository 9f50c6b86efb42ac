"""Pay as job services of many languages print it."""

import pytest

from crawlers.extract.header.labels import slot_of
from crawlers.extract.header.line_values import values_of_line
from crawlers.extract.pay.in_sentences import find_pay
from crawlers.extract.pay.pay_lines import looks_like_pay, pay_within
from crawlers.extract.pay.printed_pay import read_pay
from crawlers.posting.parts.terms import Pay
from crawlers.text.lines import Line

Expected = tuple[str | None, str | None, str | None, str | None]


def _ends_and_terms(pay: Pay | None) -> Expected | None:
    return (pay.min, pay.max, pay.currency, pay.period) if pay else None


@pytest.mark.parametrize(
    ("label", "value", "expected"),
    [
        ("Palkkaus", "2 310,50 e/kk (sopimuksen mukaan)", ("2310.50", "2310.50", "EUR", "month")),
        ("Palkka", "14,20 e/h", ("14.20", "14.20", "EUR", "hour")),
        ("الراتب", "من 4,500 إلى 5,200 ريال سعودي شهرياً", ("4500", "5200", "SAR", "month")),
        ("الراتب", "7,000 - 7,500 ريال شهريا", ("7000", "7500", None, "month")),
        ("الراتب", "4,100 ر.س", ("4100", "4100", "SAR", None)),
        ("Alga (bruto)", "no 1310 līdz 1420 EUR mēnesī", ("1310", "1420", "EUR", "month")),
        ("Töötasu", "alates 1450 eurot kuus", ("1450", None, "EUR", "month")),
        ("Darbo užmokestis", "9,10 Eur/val.", ("9.10", "9.10", "EUR", "hour")),
        ("Заплата", "1 280 евро месечно", ("1280", "1280", "EUR", "month")),
        ("Плата", "82.000 - 94.000 РСД месечно", ("82000", "94000", "RSD", "month")),
        ("שכר", "44-49 ₪ לשעה", ("44", "49", "ILS", "hour")),
        ("שכר", '8,700 ש"ח לחודש', ("8700", "8700", "ILS", "month")),
        ("薪资", "7-11K·14薪", ("7000", "11000", None, None)),
        ("임금조건", "시급 10,900원", ("10900", "10900", "KRW", "hour")),
        ("工作待遇", "時薪 210元以上", ("210", None, None, "hour")),
        ("Gaji", "RM 2,100 - RM 2,600 sebulan", ("2100", "2600", "MYR", "month")),
        ("Lohn", "Fr. 26.40 pro Stunde", ("26.40", "26.40", "CHF", "hour")),
        ("Salaire", "33/37 K€", ("33000", "37000", "EUR", None)),
    ],
)
def test_labels(label: str, value: str, expected: Expected) -> None:
    assert slot_of(label) == "salary"
    assert _ends_and_terms(read_pay(value, label=label)) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Aylık net 37.500 - 41.000 TL maaş, servis.", ("37500", "41000", "TRY", "month")),
        ("3.050 € Monatsgehalt und Dienstrad", ("3050", "3050", "EUR", "month")),
        ("Palkkaus on 2 410,20 e/kk.", ("2410.20", "2410.20", "EUR", "month")),
        ("Pakume põhipalka vahemikus 1700-1950 €.", ("1700", "1950", "EUR", None)),
        ("שכר התחלתי 7,400-8,100 ₪ לחודש", ("7400", "8100", "ILS", "month")),
        ("משכורת של עד 11,000 ₪", (None, "11000", "ILS", None)),
        ("Нудимо плату од 88.000 динара.", ("88000", None, "RSD", None)),
        ("Startløn på kr. 26.900 pr. måned", ("26900", "26900", None, "month")),
        ("Mánaðarlaun eru 690.000 kr.", ("690000", "690000", None, "month")),
    ],
)
def test_sentences(sentence: str, expected: Expected) -> None:
    assert _ends_and_terms(find_pay(sentence)) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Mo - Fr. 8.00 - 12.00 Uhr",
        "R5 per band",
        "Fr. 9.30",
        "12/15 plats",
        "e/h 2031",
        "3 e / vko",
    ],
)
def test_no_pay(line: str) -> None:
    assert not looks_like_pay(line)
    assert find_pay(line) is None


def test_the_word_in_front_of_a_range_is_kept() -> None:
    """Without it, "and" joins no two figures."""
    assert values_of_line(Line("Salariu net între 3.900 și 4.300 lei/lună")) == (
        ("salary", "între 3.900 și 4.300 lei/lună"),
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Full-time4 900 - 5 600 zł brutto / mies.", ("4900", "5600", "PLN", "month")),
        ("Magazyn110 - 140 zł netto (+ VAT) / godz.", ("110", "140", "PLN", "hour")),
        ("Grade G5 - £29,000 a year", ("29000", "29000", "GBP", "year")),
    ],
)
def test_a_word_that_is_glued_to_the_first_end(line: str, expected: Expected) -> None:
    assert _ends_and_terms(pay_within(line)) == expected


def test_both_ends_of_a_range_with_a_comma_between() -> None:
    ends = values_of_line(Line("Minimum $17.50/hr, maximum $21.00/hr"))
    assert ends == (("salary", "Minimum $17.50/hr, maximum $21.00/hr"),)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The minimum starting salary is $4,020 per month", ("4020", None, None, "month")),
        ("Paga oraria 9,60 € lordi", ("9.60", "9.60", "EUR", "hour")),
        ("Precio hora: 9,90€ brutos", ("9.90", "9.90", "EUR", "hour")),
        ("Bezahlung nach Tarif, EG 6 (ca. 2.980 – 3.410 €)", ("2980", "3410", "EUR", None)),
    ],
)
def test_more_words_for_pay(sentence: str, expected: Expected) -> None:
    assert _ends_and_terms(find_pay(sentence)) == expected


@pytest.mark.parametrize(
    ("line", "is_pay"),
    [
        ("7千-1.1万/月·14薪", True),
        ("9-14K·14薪", True),
        ("2-3万/年", True),
        ("7-9K", False),
        ("3万人", False),
        ("20-99人", False),
        ("5万-8万", False),
    ],
)
def test_pay_without_a_currency_as_the_east_counts_it(line: str, is_pay: bool) -> None:
    assert looks_like_pay(line) is is_pay
