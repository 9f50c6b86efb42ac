"""The pay that a value states: what is read, what is refused, and what stays open."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from price_parser import Price

from crawlers.extract.pay.printed_pay import read_pay

Said = tuple[str | None, str | None, str | None, str | None, str | None]


def said(raw: str, label: str = "") -> Said | None:
    pay = read_pay(raw, label=label)
    return pay and (pay.min, pay.max, pay.currency, pay.period, pay.basis)


def lone(
    figure: str, currency: str | None = None, period: str | None = None, basis: str | None = None
) -> Said:
    return (figure, figure, currency, period, basis)


@pytest.mark.parametrize(
    ("raw", "pay"),
    [
        ("OTE £51,000 (basic £26,500)", ("26500", "26500", None)),
        ("OTE £51,000", ("51000", "51000", None)),
        ("Package up to $138,500 pa. Salary $109,300 - $121,400 pa", ("109300", "121400", "year")),
        ("Gesamtpaket bis 70.000 €, Grundgehalt 52.000 €", ("52000", "52000", None)),
        ("Salary £48,500, total package £61,000", ("48500", "48500", None)),
        ("$1,500 sign-on bonus; $24.25/hr", ("24.25", "24.25", "hour")),
        ("$5,400 per course", ("5400", "5400", None)),
        ("16.25 to 18.75 hourly (to be negotiated)", ("16.25", "18.75", "hour")),
        ("16.25 to 18.75 hourly / 30 to 35 hours per week", ("16.25", "18.75", "hour")),
        ("30 hours per week", None),
        ("500 (points)", None),
        ("16-22 Lacs P.A.", ("1600000", "2200000", "year")),
        ("47,000 P.A.", ("47000", "47000", "year")),
    ],
)
def test_the_pay_among_other_words(raw: str, pay: tuple[str | None, ...] | None) -> None:
    found = read_pay(raw)
    assert (found and (found.min, found.max, found.period)) == pay


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("7,431.20 EUR\u00a0Monthly", lone("7431.20", "EUR", "month")),
        ("7,431.20Euro (EUR)Monthly", lone("7431.20", "EUR", "month")),
        ("7,431.20Euro (EUR)MonthlyGradeB.3", lone("7431.20", "EUR", "month")),
        (": 7,431.20Euro (EUR) Monthly", lone("7431.20", "EUR", "month")),
        ("3500EURbrutto", lone("3500", "EUR", None, "gross")),
        ("7,431.20", lone("7431.20")),
        ("7,431. 20", lone("7431.20")),
        ("EUR 10 417.50, tax free", lone("10417.50", "EUR", None, "tax_free")),
        ("10.417,50€", lone("10417.50", "EUR")),
        ("4 310,07 EUR miesięcznie", lone("4310.07", "EUR", "month")),
        ("£ 91K", lone("91000", "GBP")),
        ("$1.5k per week", lone("1500", None, "week")),
        ("95'000 CHF", lone("95000", "CHF")),
        ("CHF 95'000.-", lone("95000", "CHF")),
        ("3.200,- EUR", lone("3200", "EUR")),
        ("14,00,000 INR", lone("1400000", "INR")),
        ("₹ 14 lakh p.a.", lone("1400000", "INR", "year")),
        ("USD 31/hr", lone("31", "USD", "hour")),
        ("15,50 € brutto pro Stunde", lone("15.50", "EUR", "hour", "gross")),
        ("approximately PLN 7,300", lone("7300", "PLN")),
        ("9 tys. zł netto", lone("9000", "PLN", None, "net")),
        ("42 000 Kč/měs.", lone("42000", "CZK", "month")),
        ("30mila euro lordi annui", lone("30000", "EUR", "year", "gross")),
        ("US $88,000", lone("88000", "USD")),
        ("C$88,000", lone("88000", "CAD")),
        ("c$88k", lone("88000", None)),
        ("$88,000 CAD", lone("88000", "CAD")),
        ("$88,000 a year, paid in AUD", lone("88000", "AUD", "year")),
        ("kr. 31.500 pr. måned", lone("31500", None, "month")),
        ("kr. 31.500 pr. måned (DKK)", lone("31500", "DKK", "month")),
        ("31.500 kr på en god dag", lone("31500")),
        ("¥ 300,000", lone("300000")),
        ("£28,000 pa", lone("28000", "GBP", "year")),
        ("£28,000 a year pro rata, 20 hours per week", lone("28000", "GBP", "year")),
        ("37 hours per week, £28,000", lone("28000", "GBP")),
        ("€2.900 x 14 per year", lone("2900", "EUR", "month")),
        ("£28,000 plus £1,500 bonus", lone("28000", "GBP")),
        ("Band 4: £28,000 in London, £26,000 elsewhere", lone("28000", "GBP")),
        ("55k", lone("55000")),
        ("R$ 4.100,00 / mês", lone("4100", "BRL", "month")),
        ("31,50 zł/godz. brutto", lone("31.50", "PLN", "hour", "gross")),
    ],
)
def test_figures(raw: str, expected: Said) -> None:
    assert said(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("$64,000 - $71,000 / YEAR", ("64000", "71000", None, "year", None)),
        ("EUR 45 000 - 55 000", ("45000", "55000", "EUR", None, None)),
        ("€2.410 - €3.190", ("2410", "3190", "EUR", None, None)),
        ("£31,000 - £44,500 (depends on the place)", ("31000", "44500", "GBP", None, None)),
        ("$110k - $130k", ("110000", "130000", None, None, None)),
        ("110 - 130k EUR", ("110000", "130000", "EUR", None, None)),
        ("$110k – 130", ("110000", "130000", None, None, None)),
        ("€800 - €1.2k per month", ("800", "1200", "EUR", "month", None)),
        ("between £30k and £40k", ("30000", "40000", "GBP", None, None)),
        ("entre 30 000 et 35 000 € brut par an", ("30000", "35000", "EUR", "year", "gross")),
        ("von 3.000 bis 4.000 € brutto/Monat", ("3000", "4000", "EUR", "month", "gross")),
        (
            "€ 2.500,- tot maximaal € 3.200,- bruto per maand",
            ("2500", "3200", "EUR", "month", "gross"),
        ),
        ("da 30.000 a 40.000 € lordi annui", ("30000", "40000", "EUR", "year", "gross")),
        ("8 000–10 000 zł brutto/mies.", ("8000", "10000", "PLN", "month", "gross")),
        ("CHF 95'000.- bis 105'000.-", ("95000", "105000", "CHF", None, None)),
        ("$143,000 - $151,000 CAD", ("143000", "151000", "CAD", None, None)),
        ("18-20 €/h", ("18", "20", "EUR", "hour", None)),
        ("30.000 - 35.000", ("30000", "35000", None, None, None)),
        ("12-18 LPA", ("1200000", "1800000", None, "year", None)),
        ("up to £40,000", (None, "40000", "GBP", None, None)),
        ("bis zu 4.000 € im Monat", (None, "4000", "EUR", "month", None)),
        ("jusqu’à 40 000 €", (None, "40000", "EUR", None, None)),
        ("from 3.500,- EUR", ("3500", None, "EUR", None, None)),
        ("od 45 000 Kč", ("45000", None, "CZK", None, None)),
        ("£40,000+", ("40000", None, "GBP", None, None)),
        ("from £30,000 to £35,000", ("30000", "35000", "GBP", None, None)),
        ("Euro (EUR) Monthly", (None, None, "EUR", "month", None)),
        ("EUR", (None, None, "EUR", None, None)),
    ],
)
def test_ranges_bounds_and_lost_figures(raw: str, expected: Said) -> None:
    assert said(raw) == expected


@pytest.mark.parametrize(
    ("raw", "label", "expected"),
    [
        (
            "12,345.60€, tax free",
            "Basic Monthly Salary (12 x per year)",
            lone("12345.60", "EUR", "month", "tax_free"),
        ),
        ("€2.410 - €3.190", "Maandsalaris", ("2410", "3190", "EUR", "month", None)),
        ("7,431.20", "Salary (Pay Basis)", lone("7431.20")),
        ("15.50", "Hourly rate (EUR)", lone("15.50", "EUR", "hour")),
        ("$90,000", "Annual salary (CAD)", lone("90000", "CAD", "year")),
        ("€90,000", "Annual salary (CAD)", lone("90000", "EUR", "year")),
        ("€25 per hour", "Annual salary", lone("25", "EUR", "hour")),
        ("40.000 €", "Bruttojahresgehalt", lone("40000", "EUR", "year", "gross")),
        ("30.000", "Maximum salary", (None, "30000", None, None, None)),
        ("30.000", "Minimum salary", ("30000", None, None, None, None)),
        ("30.000", "Minimum or maximum salary", lone("30000")),
        ("$40,000", "$.baseSalary.value", lone("40000", None)),
        ("40,000", "$.baseSalary.value", lone("40000")),
        ("2.000", "Monthly or annual salary", lone("2000")),
    ],
)
def test_labels(raw: str, label: str, expected: Said) -> None:
    assert said(raw, label) == expected


@pytest.mark.parametrize(
    "raw",
    [
        "",
        ":",
        "-",
        "N/A",
        "Not disclosed",
        "negotiable",
        "Competitive",
        "According to scale",
        "nach Vereinbarung",
        "Monthly",
        "gross",
        "G15",
        "L29 – L35",
        "Grade 7",
        "12",
        "40 hours",
        "100%",
        "TOP 10",
        "E 13 TV-L",
        "see 2 documents",
        "-5000",
        "EUR -5000",
        "£0",
        "$0 - $0",
        "80,000 - 60,000 EUR",
        "EUR 5 000 000 000",
        "1e308",
        "9" * 60,
        "5000 EUR - 6000 USD",
        "1,234,56",
        "0.500",
        "007",
        "$2.5M",
        "EUR 3 million",
        "€2,000 bonus",
        "plus £2,000 allowance",
        "budget of €90,000",
        "2025-03-01",
        "12.05.2025",
        "10-12-2025",
        "12/05/2025",
        "+32 2 555 12 12",
        "€5\ud800",
    ],
)
def test_what_is_no_pay(raw: str) -> None:
    assert read_pay(raw) is None


@pytest.mark.parametrize("raw", ["20 ft", "R5", "TOP 10"])
def test_a_mark_that_is_a_word_is_no_currency_of_a_small_figure(raw: str) -> None:
    assert said(raw) is None


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("$19/hr to $23/hr", ("19", "23", None, "hour", None)),
        ("$110K/yr - $190K/yr", ("110000", "190000", None, "year", None)),
        ("£11.50 per hour - £13 per hour", ("11.50", "13", "GBP", "hour", None)),
        ("41.000 € pro Jahr bis 52.000 € pro Jahr", ("41000", "52000", "EUR", "year", None)),
        ("between $18 an hour and $22 an hour", ("18", "22", None, "hour", None)),
        (
            "€2.700 (gross) per month – €3.100 (gross) per month",
            ("2700", "3100", "EUR", "month", "gross"),
        ),
        ("$17.00 hourly - $21.00 hourly", ("17", "21", None, "hour", None)),
        ("circa £28k p.a. to £33k p.a.", ("28000", "33000", "GBP", "year", None)),
        ("USD 29.00/Hour to USD 38.00/Hour", ("29", "38", "USD", "hour", None)),
        ("от 110 000 до 170 000 ₽ на руки", ("110000", "170000", "RUB", None, "net")),
        ("до 41 000 грн на місяць", (None, "41000", "UAH", "month", None)),
        ("31 000 - 37 000 kr/månad", ("31000", "37000", None, "month", None)),
        ("2700 €/kk", lone("2700", "EUR", "month")),
        ("610 000 Ft/hó", lone("610000", "HUF", "month")),
        ("R24 000 - R29 000 per month", ("24000", "29000", None, "month", None)),
        ("Rp 4.500.000 per bulan", lone("4500000", "IDR", "month")),
        ("31.000 TL - 39.000 TL aylık net", ("31000", "39000", "TRY", "month", "net")),
        ("時給1,250円", lone("1250", "JPY", "hour")),
        ("月給24万円～29万円", ("240000", "290000", "JPY", "month", None)),
        ("연봉 41,000,000원", lone("41000000", "KRW", "year")),
        ("a rate equal to $24.50 per hour", lone("24.50", None, "hour")),
        ("Not to exceed 64 EUR", (None, "64", "EUR", None, None)),
        ("€ 2.900 brutto (14x)", lone("2900", "EUR", "month", "gross")),
        ("USD 90,000–110,000 per-year", ("90000", "110000", "USD", "year", None)),
        ("£28,000 per ann.", lone("28000", "GBP", "year")),
        ("£400 daily rate", lone("400", "GBP", "day")),
        ("8 000 - 10 000 PLN/mc", ("8000", "10000", "PLN", "month", None)),
        ("24.000 € b/a", lone("24000", "EUR", "year")),
        ("€3,100 per calendar month", lone("3100", "EUR", "month")),
    ],
)
def test_units_at_both_ends_and_other_languages(raw: str, expected: Said) -> None:
    assert said(raw) == expected


FIGURES = st.tuples(
    st.integers(1, 999),
    st.lists(st.integers(0, 999), max_size=2),
    st.sampled_from([None, 0, 5, 37, 99]),
)
STYLES = st.sampled_from(
    [(",", "."), (".", ","), (" ", ","), (" ", "."), ("'", "."), ("\u202f", ",")]
)


@given(
    FIGURES,
    STYLES,
    st.sampled_from(["€ {}", "{} €", "EUR {}", "{} EUR", "£{}", "{} euro", "{}€/Monat"]),
)
@settings(max_examples=300)
def test_every_way_to_write_a_figure(
    figure: tuple[int, list[int], int | None], style: tuple[str, str], around: str
) -> None:
    first, groups, cents = figure
    digits = style[0].join([str(first), *(f"{group:03}" for group in groups)]) + (
        "" if cents is None else f"{style[1]}{cents:02}"
    )
    value = Decimal(
        "".join([str(first), *(f"{group:03}" for group in groups)])
        + ("" if cents is None else f".{cents:02}")
    )
    pay = read_pay(around.format(digits))
    assert pay is not None and pay.min is not None
    assert Decimal(pay.min) == value
    assert pay.currency == ("GBP" if "£" in around else "EUR")
    if style[0] != "'":  # a gap of price-parser
        assert Price.fromstring(around.format(digits)).amount == value


@pytest.mark.parametrize(
    ("raw", "period"),
    [
        ("£32,100 - £49,800 + allowance £5,300 per annum", "year"),
        ("€31.200 - €44.100 plus toeslag €2.400 per jaar", "year"),
        ("£32,100 - £49,800 + £300 per month", None),
        ("£32,100 and a bonus of £5,300 per annum, paid in May", None),
        ("£2,100 plus £900 per annum", None),
    ],
)
def test_the_year_behind_the_last_amount_of_a_value(raw: str, period: str | None) -> None:
    pay = read_pay(raw, label="Salary")
    assert pay is not None
    assert pay.period == period
