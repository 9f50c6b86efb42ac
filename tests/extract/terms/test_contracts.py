from __future__ import annotations

import pytest

from crawlers.extract.terms.contracts import contract_of_labels, read_contract
from tests.extract.facts import section

Terms = tuple[str | None, str | None, bool | None, str | None]


def terms(*lines: str, kind: str = "contract") -> Terms | None:
    read = read_contract(section(*lines, kind=kind))  # type: ignore[arg-type]
    return read and (read.type, read.duration, read.renewable, read.max_service)


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("definite duration contract of three years", ("definite", "P3Y", None, None)),
        ("3-year definite duration contract", ("definite", "P3Y", None, None)),
        (
            "a contract of 4 years’ duration, which can be extended by up to 2 years",
            ("definite", "P4Y", True, None),
        ),
        ("Duration: 5 Year(s) - extension possible", ("definite", "P5Y", True, None)),
        ("12 months fixed term", ("definite", "P1Y", None, None)),
        (
            "Fixed term appointment until 31 March 2031 with possibility of extending",
            ("definite", None, True, None),
        ),
        ("Non-renewable one-year appointment", ("definite", "P1Y", False, None)),
        (
            "a permanent position with a probation period of 6 months",
            ("indefinite", None, None, None),
        ),
        (
            "offered a 2-year fixed-term contract with a view to a permanent contract",
            ("definite", "P2Y", None, None),
        ),
        ("Temporary agent, 5 years, renewable", ("temporary", "P5Y", True, None)),
        ("temporary contract for 18 months", ("temporary", "P18M", None, None)),
        ("6-month paid internship", ("internship", "P6M", None, None)),
        (
            "appointed for a period of four years, renewable for a further three years",
            ("definite", "P4Y", True, None),
        ),
        ("The maximum period of service here is 6 years.", (None, None, None, "P6Y")),
        (
            "Wir bieten einen befristeten Vertrag für 24 Monate mit Option auf Verlängerung",
            ("definite", "P2Y", True, None),
        ),
        ("Die Stelle ist unbefristet", ("indefinite", None, None, None)),
        ("Contrat à durée déterminée de 12 mois renouvelable", ("definite", "P1Y", True, None)),
        (
            "Arbeidsovereenkomst voor bepaalde tijd (1 jaar) met uitzicht op onbepaalde tijd",
            ("definite", "P1Y", None, None),
        ),
        ("Contrato temporal de 6 meses", ("temporary", "P6M", None, None)),
        ("Contratto a tempo determinato di 12 mesi, rinnovabile", ("definite", "P1Y", True, None)),
        ("Umowa na czas nieokreślony.", ("indefinite", None, None, None)),
        ("Smlouva na dobu určitou 2 roky s možností prodloužení", ("definite", "P2Y", True, None)),
        ("Stillingen er tidsbegrænset i 2 år", ("definite", "P2Y", None, None)),
    ],
)
def test_terms_of_a_sentence(text: str, want: Terms) -> None:
    assert terms(text) == want


@pytest.mark.parametrize(
    "text",
    [
        "The probationary period is six months.",
        "A notice period of 3 months applies to this contract.",
        "Advancement takes place after the first three years in the post",
        "Renewable energy contract manager",
        "The validity of the reserve list may be extended.",
        "Staff seconded from a ministry get a 2-year definite duration contract",
    ],
)
def test_other_times(text: str) -> None:
    assert terms(text) is None


def test_sentences_complete_each_other_but_for_those_lent_by_a_ministry() -> None:
    assert terms(
        "The maximum period of service in this post is 8 years. You will be offered a 4-year "
        "definite duration contract.",
        "If the successful applicant is seconded from a ministry, a 2-year definite duration "
        "contract is offered.",
        "It may be renewed.",
    ) == ("definite", "P4Y", True, "P8Y")


def test_words_of_other_trades_outside_the_terms() -> None:
    text = (
        "You advise clients on fixed-term deposits, on pensions and on all the other things "
        "that the bank has for its customers"
    )
    assert terms(text, kind="summary") is None
    assert terms("contract management for 3 years", kind="qualifications_essential") is None


def test_labels() -> None:
    for value, kind in (
        ("Fixed Term", "definite"),
        ("Durée indéterminée", "indefinite"),
        ("Tijdelijk, met uitzicht op vast", "temporary"),
    ):
        contract = contract_of_labels(value)
        assert contract is not None and contract.type == kind
    both = contract_of_labels("Fixed Term", "5 Year(s) - extension of the contract is possible")
    assert both is not None and (both.duration, both.renewable) == ("P5Y", True)
    assert contract_of_labels("Full-time") is None


@pytest.mark.parametrize(
    ("value", "duration"), [("36 months", "P3Y"), ("6 weeks", "P6W"), ("to be agreed", None)]
)
def test_duration_of_a_label(value: str, duration: str | None) -> None:
    contract = contract_of_labels(None, value)
    assert (contract and contract.duration) == duration
