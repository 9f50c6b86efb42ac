"""Pay: values, lines and sentences; what is read, what is refused, and what stays open."""

from __future__ import annotations

import re
import time
from decimal import Decimal

import pycountry
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from price_parser import Price

from crawlers.extract.pay.amounts import find_amounts, shared_currencies
from crawlers.extract.pay.printed_pay import find_pay, looks_like_pay, read_pay
from crawlers.extract.pay.words import terms_in
from crawlers.text.unaccented import plain
from crawlers.text.words import load, load_merged

Said = tuple[str | None, str | None, str | None, str | None, str | None]


def said(raw: str, label: str = "") -> Said | None:
    pay = read_pay(raw, label=label)
    return pay and (pay.min, pay.max, pay.currency, pay.period, pay.basis)


def lone(
    figure: str, currency: str | None = None, period: str | None = None, basis: str | None = None
) -> Said:
    return (figure, figure, currency, period, basis)


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


@pytest.mark.parametrize(
    "line",
    [
        "$64,000 - $71,000 / YEAR",
        "€3.200 bruto per maand",
        "£31,000 - £44,500 (depends on the place)",
        "EUR 45 000",
        "£28,000 pa",
        "$13/hr",
        "$60k – $70k • No equity",
        "7,431.20Euro (EUR)Monthly",
        "up to £40,000",
        "Salary: £40,000",
        "$64,000 – $71,000 + equity",
        "entre 30 000 et 35 000 € par an",
    ],
)
def test_lines_that_are_pay(line: str) -> None:
    assert looks_like_pay(line)


@pytest.mark.parametrize(
    "line",
    [
        "40,000",
        "€99",
        "$5",
        "24 - 32",
        "We raised $5,000,000",
        "Budget: $50,000",
        "plus £2,000",
        "£2,000 bonus",
        "Save £2,000 today",
        "EUR 45K - 55K * est.",
        "Competitive",
        "EUR",
        "Euro (EUR) Monthly",
        "2 posts",
        "30 000 members",
        "TOP 10",
        "€5,000 €6,000",
        "x" * 500,
        "",
    ],
)
def test_lines_that_are_not_pay(line: str) -> None:
    assert not looks_like_pay(line)


@pytest.mark.parametrize(
    ("text", "expected", "phrase"),
    [
        (
            "The monthly remuneration, subject to insurance contributions, is about PLN 7,300. "
            "Meals (deduction 40 Euro) too.",
            lone("7300", "PLN", "month"),
            "The monthly remuneration, subject to insurance contributions, is about PLN 7,300",
        ),
        (
            "Umowa na rok. Wynagrodzenie zasadnicze w stopniu B 2 wynosi 4 310,07 EUR "
            "miesięcznie, w stopniu B 4 6 020,55 EUR.",
            lone("4310.07", "EUR", "month"),
            "Wynagrodzenie zasadnicze w stopniu B 2 wynosi 4 310,07 EUR miesięcznie",
        ),
        (
            "The pay range here is $101,000 - $112,000 CAD. Apply now.",
            ("101000", "112000", "CAD", None, None),
            None,
        ),
        (
            "Your gross annual salary is between €50,000 and €60,000.",
            ("50000", "60000", "EUR", "year", "gross"),
            None,
        ),
        (
            "Wir zahlen ein Mindestgehalt von € 2.700,- brutto pro Monat (14x).",
            ("2700", None, "EUR", "month", "gross"),
            None,
        ),
        ("Le salaire est de 2 400 € brut par mois.", lone("2400", "EUR", "month", "gross"), None),
        (
            "Je salaris ligt tussen € 2.500 en € 3.200 bruto per maand.",
            ("2500", "3200", "EUR", "month", "gross"),
            None,
        ),
        (
            "El salario es de 24.000 € brutos anuales.",
            lone("24000", "EUR", "year", "gross"),
            None,
        ),
        ("O salário é de 1.800 € por mês.", lone("1800", "EUR", "month"), None),
        (
            "La retribuzione è di 28.000 € lordi annui.",
            lone("28000", "EUR", "year", "gross"),
            None,
        ),
        ("Nabízíme mzdu od 42 000 Kč měsíčně.", ("42000", None, "CZK", "month", None), None),
        ("Lønnen er 38.500 DKK pr. måned.", lone("38500", "DKK", "month"), None),
        (
            "A bonus of €500 is paid. The wage is approx. EUR 21 per hour.",
            lone("21", "EUR", "hour"),
            None,
        ),
        ("The salary is reviewed annually and is €3,100.", lone("3100", "EUR"), None),
        ("Benefits:\nstipend of $1,500/month\n28 days", lone("1500", None, "month"), None),
    ],
)
def test_pay_in_sentences(text: str, expected: Said, phrase: str | None) -> None:
    pay = find_pay(text)
    assert pay is not None
    assert (pay.min, pay.max, pay.currency, pay.period, pay.basis) == expected
    assert pay.raw in text
    assert phrase in (None, pay.raw)


@pytest.mark.parametrize(
    "text",
    [
        "You manage a budget of €900,000 and earn a good salary.",
        "The salary includes a bonus of €500.",
        "From the salary an insurance premium of 40 Euro is kept.",
        "We pay a referral fee of $500.",
        "Candidates pay £30 for the check.",
        "Our salaries are good. A turnover of £9,000,000 speaks for us.",
        "Our salaries are good; £9,000,000 was raised.",
        "The salary is 3,500 per month.",
        "The salary is paid 13 times a year.",
        "Salary scale G15, step 3.",
        "The salary is -€500.",
        "Wage costs were EUR 3 million.",
        "The remuneration " + "which the board will set in due time " * 5 + "was once €500.",
        "No digits at all here.",
    ],
)
def test_other_money_is_not_pay(text: str) -> None:
    assert find_pay(text) is None


# --- The word list, and another reader as a witness -----------------------------------------------


def test_codes_are_of_the_standard() -> None:
    codes = set(load("money")["codes"])
    assert len(codes) == len(load("money")["codes"])
    gone = {code for code in codes if pycountry.currencies.get(alpha_3=code) is None}
    assert gone <= {"BGN"}, (
        "currencies that were given up stay readable only where a posting may still print them"
    )


def test_no_word_is_of_two_periods() -> None:
    seen: dict[str, str] = {}
    for period, kinds in load_merged("money")["periods"].items():
        for word in {plain(word) for words in kinds.values() for word in words}:
            assert seen.setdefault(word, period) == period, word


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
@settings(max_examples=300, deadline=None)
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


# --- Any text -------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        "€",
        "$",
        "kr",
        "EUR",
        "12",
        "500",
        "0",
        "3",
        ",",
        ".",
        " ",
        "-",
        "k",
        "to",
        "per",
        "month",
        "/h",
        "gross",
        "salary",
        "bonus",
        "(",
        ")",
        "up to",
        "+",
    ]
)


@given(
    st.one_of(
        st.text(max_size=120),
        st.lists(PIECES, max_size=14).map("".join),
        st.lists(PIECES, max_size=14).map(" ".join),
    ),
    st.text(max_size=20),
)
@settings(max_examples=800, deadline=None)
def test_any_text_is_read_or_refused(raw: str, label: str) -> None:
    looks_like_pay(raw)
    for pay in (read_pay(raw, label=label), find_pay(raw)):
        if pay is None:
            continue
        for figure in (pay.min, pay.max):
            assert figure is None or re.fullmatch(r"\d{1,10}(\.\d{1,2})?", figure)
        if pay.min and pay.max:
            assert Decimal(pay.min) <= Decimal(pay.max)


@given(st.lists(PIECES, max_size=20).map(" ".join))
@settings(max_examples=200, deadline=None)
def test_amounts_keep_their_place(text: str) -> None:
    last = 0
    for amount in find_amounts(" ".join(text.split())):
        assert last <= amount.start < amount.end <= len(text)
        last = amount.end


@pytest.mark.parametrize(
    "piece",
    [
        "1 ",
        "(",
        "€1 ",
        "salary €1 ",
        "a",
        "12,000 ",
        "EUR ",
        "salary ",
        ", before ",
        "1.000",
        "$",
        "per month ",
        "€5 per month ",
        "salary. ",
        "bonus ",
        "1-",
        "1,00,",
        "k ",
        ". A",
        "x1 ",
        "€",
        "5 times ",
    ],
)
def test_hostile_text_takes_time_by_its_length(piece: str) -> None:
    def spent(size: int) -> float:
        text = piece * (size // len(piece))
        began = time.process_time()
        for raw in (text, text + " salary is €5", text[:499], text[:79]):
            read_pay(raw, label=raw)
            looks_like_pay(raw)
            find_pay(raw)
        return time.process_time() - began

    assert spent(100_000) < 24 * max(spent(12_500), 0.02)  # by its square it would be 64 times


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("EUR 2,000 gross per month, 13 to 14 x per year", "month"),
        ("EUR 2 000 brut par mois, 13 à 14 fois par an", "month"),
        ("EUR 2.000, 13 bis zu 14 x pro Jahr", None),
    ],
)
def test_a_count_is_no_period(text: str, period: str | None) -> None:
    assert terms_in(plain(text)).period == period


def test_a_small_letter_of_any_latin_alphabet_begins_no_sentence() -> None:
    text = "Wynagrodzenie miesięczne wyn. łącznie 6 000 PLN brutto."
    pay = find_pay(text)
    assert pay and (pay.min, pay.currency) == ("6000", "PLN")


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


@pytest.mark.parametrize("raw", ["20 ft", "R5", "TOP 10"])
def test_a_mark_that_is_a_word_is_no_currency_of_a_small_figure(raw: str) -> None:
    assert said(raw) is None


@pytest.mark.parametrize(
    ("raw", "code"), [("$80,000", "AUD"), ("31 000 kr", "SEK"), ("R25 000", "ZAR")]
)
def test_a_mark_of_several_currencies_keeps_what_it_can_mean(raw: str, code: str) -> None:
    assert code in shared_currencies(raw)


@pytest.mark.parametrize("raw", ["€80,000", "USD 80,000", "80,000"])
def test_another_mark_means_one_currency(raw: str) -> None:
    assert shared_currencies(raw) == frozenset()


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("€41.000 - 52.000 salary range", ("41000", "52000")),
        ("We pay a rate equal to $31 per hour.", ("31", "31")),
        ("You are paid at £14.20 an hour.", ("14.20", "14.20")),
    ],
)
def test_pay_behind_and_before_its_word(text: str, figures: tuple[str, str]) -> None:
    pay = find_pay(text)
    assert pay and (str(pay.min), str(pay.max)) == figures


def test_a_text_below_a_heading_of_pay_needs_no_word_for_it() -> None:
    assert find_pay("About £28,000, by experience") is None
    pay = find_pay("About £28,000, by experience", under="Annual salary")
    assert pay and (pay.min, pay.period) == ("28000", "year")
