"""The pay that a sentence states."""

from __future__ import annotations

import pytest

from crawlers.extract.pay.in_sentences import find_pay

Said = tuple[str | None, str | None, str | None, str | None, str | None]


def lone(
    figure: str, currency: str | None = None, period: str | None = None, basis: str | None = None
) -> Said:
    return (figure, figure, currency, period, basis)


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


def test_a_small_letter_of_any_latin_alphabet_begins_no_sentence() -> None:
    text = "Wynagrodzenie miesięczne wyn. łącznie 6 000 PLN brutto."
    pay = find_pay(text)
    assert pay and (pay.min, pay.currency) == ("6000", "PLN")


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
