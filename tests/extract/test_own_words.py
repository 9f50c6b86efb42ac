"""Words that are others in another language: false there, and true in their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from crawlers.extract.header.label_reader import read_labels
from crawlers.extract.job.employers import find_presented_employer
from crawlers.extract.pay.printed_pay import read_pay
from crawlers.extract.requirements.certifications import read_certifications
from crawlers.extract.requirements.clearance import read_clearance
from crawlers.extract.requirements.education import education_of_label, read_education
from crawlers.extract.requirements.experience import read_experience
from crawlers.extract.terms.conditions import read_conditions
from crawlers.extract.terms.contracts import contract_of_labels, read_contract
from crawlers.extract.terms.employment import (
    looks_like_seniority,
    read_contract_type,
    read_employment,
    read_seniority,
)
from crawlers.posting.parts.text import Section, SectionBlock
from crawlers.text.blocks import Block
from crawlers.text.language import language_of_block
from crawlers.text.lines import Line
from crawlers.text.word_lists import DATA, load, own_words

AROUND = {
    "en": "You work with the people of our town, and you are glad of the things that they say "
    "to you.",
    "fr": "Vous travaillez avec les gens de notre ville, et vous êtes dans une équipe qui est "
    "la vôtre.",
    "de": "Sie arbeiten mit den Menschen der Stadt, und wir sind für Sie da, wenn Sie nicht "
    "weiter wissen.",
    "nl": "Je werkt met de mensen van onze stad, en wij zijn er voor jou wanneer je het niet "
    "meer weet.",
    "it": "Lavori con le persone della nostra città, e sono felici di quello che dici nel tuo "
    "lavoro.",
    "da": "Du arbejder sammen med byens borgere, og du er glad for det, som de fortæller dig "
    "hver dag.",
}


def sections(language: str, text: str, kind: Any = "qualifications") -> list[Section]:
    """A sentence between others of a language."""
    lines = (AROUND[language], text, AROUND[language])
    return [
        Section(
            kind=kind,
            heading=None,
            blocks=[SectionBlock(kind="paragraph", text=line) for line in lines],
        )
    ]


def levels(language: str, text: str) -> list[str]:
    return [row.level for row in read_education(sections(language, text))]


def contract(language: str, text: str) -> Any:
    found = read_contract(sections(language, text, "contract"))
    return found and (found.type, found.duration)


def clearance(language: str, text: str) -> Any:
    found = read_clearance(sections(language, text))
    return found and found.required


def telework(language: str, text: str) -> Any:
    return read_conditions(sections(language, text, "conditions")).telework


def ranks(language: str, text: str) -> Any:
    return [row.necessity for row in read_experience(sections(language, text))]


@pytest.mark.parametrize(
    ("read", "language", "text", "want"),
    [
        (levels, "de", "Eine abgeschlossene Promotion ist Voraussetzung.", ["doctorate"]),
        (levels, "en", "Promotion to a higher grade is possible after a year.", []),
        (levels, "fr", "Vous faites la promotion de nos produits.", []),
        (levels, "fr", "Vous avez un BTS en électronique.", ["vocational"]),
        (levels, "en", "You maintain the BTS and other radio equipment.", []),
        (levels, "nl", "Je hebt een afgeronde HBO opleiding.", ["bachelor"]),
        (levels, "en", "You sell series to HBO and to other channels.", []),
        (levels, "en", "An HBO degree in law is required.", ["bachelor"]),
        (levels, "nl", "Je hebt een HBO of WO-niveau.", ["bachelor"]),
        (
            levels,
            "en",
            "A bachelor's degree in the law of the sea and a master's degree in economics.",
            ["bachelor", "master"],
        ),
        (levels, "en", "A Scrum Master in every team.", []),
        (levels, "en", "You turn the lens by 30 degree or more.", []),
        (levels, "en", "We give you a bachelor accommodation near the farm.", []),
        (contract, "fr", "Nous proposons un CDI.", ("indefinite", None)),
        (contract, "en", "You report to the CDI specialist.", None),
        (contract, "en", "This is our 10 year mission.", None),
        (contract, "nl", "Een stage van 6 maanden.", ("definite", "P6M")),
        (contract, "en", "A 2 year growth stage lies before us.", None),
        (clearance, "fr", "Une habilitation est requise.", True),
        (clearance, "de", "Die Habilitation ist erforderlich.", None),
        (clearance, "en", "A habilitation is required.", None),
        (clearance, "fr", "L'habilitation à diriger des recherches est requise.", None),
        (telework, "it", "Offriamo smart working due giorni alla settimana.", True),
        (telework, "en", "We believe in smart working and short meetings.", None),
        (ranks, "da", "Mindst 3 års erfaring er et plus.", ["desirable"]),
        (ranks, "fr", "Expérience de 3 ans et plus exigée.", ["essential"]),
    ],
)
def test_a_word_counts_in_its_own_language(
    read: Callable[[str, str], Any], language: str, text: str, want: Any
) -> None:
    assert read(language, text) == want


def test_the_language_of_a_block_goes_before_that_of_the_posting() -> None:
    german = (
        "Eine Promotion ist für die Stelle von Vorteil, und wir bieten sie auch mit der "
        "Hochschule an."
    )
    assert levels("en", german) == ["doctorate"]
    english = "The promotion of our products is the work of the team, and you are a part of it."
    assert levels("de", english) == []


def test_where_no_language_is_known_a_doubtful_word_is_none() -> None:
    block = SectionBlock(kind="item", text="Promotion")
    assert not read_education([Section(kind="qualifications", heading=None, blocks=[block])])


def test_the_whole_value_of_a_label_counts_in_any_language() -> None:
    assert [row.level for row in education_of_label("Promotion")] == ["doctorate"]
    assert not education_of_label("Promotion to grade 7")
    assert (found := contract_of_labels("Fast")) and found.type == "indefinite"
    assert contract_of_labels("Fast track") is None


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Sie sind die Hilfe für uns, und wir sind froh, nicht nur mit der Arbeit", "de"),
        ("You are the help that we have, and this is your work with us", "en"),
        ("Promotion", None),
        ("i i i i i i w Promotion", None),  # one word again and again
        ("You are the one for us, und wir sind froh für Sie mit der Arbeit", None),
    ],
)
def test_the_language_of_a_block(text: str, want: str | None) -> None:
    assert language_of_block(text) == want


def test_values_without_a_text_around() -> None:
    assert read_employment("Stage") == ["INTERN"]
    assert read_contract_type("Stage 6 mois") == read_contract_type("Stage") == "internship"
    assert read_contract_type("Early stage") is None
    assert read_contract_type("Vast") == read_contract_type("Vast contract") == "indefinite"
    assert read_contract_type("Vast experience") is None
    assert (found := read_seniority("Cadre")) and found.level == "manager"
    assert read_seniority("Cadre strategy") is None
    assert not looks_like_seniority("Regular") and not looks_like_seniority("Leder")
    assert looks_like_seniority("Junior")


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("200 kr pr. time", "hour"),
        ("200 DKK i timen", "hour"),
        ("500 CZK za den", "day"),
        ("100 EUR each time", None),
    ],
)
def test_a_danish_hour_is_no_english_time(text: str, period: str | None) -> None:
    pay = read_pay(text)
    assert pay and pay.period == period


def test_a_mop_is_no_certificate() -> None:
    text = "You have a certificate of health. Mop and broom are certified."
    assert not read_certifications(sections("en", text))
    names = [row.name for row in read_certifications(sections("en", "A MoP certificate."))]
    assert names == ["MoP"]


def test_an_institute_of_research_is_not_looking_for_anything() -> None:
    texts = ["Institut de recherche sur la mer.", "Institut de pêche cherche un marin."]
    assert find_presented_employer(list(map(Line, texts))) is None
    texts = ["Institut Brume recherche un marin.", "Institut Brume est à Brest."]
    assert find_presented_employer(list(map(Line, texts))) == "Institut Brume"


def test_a_label_counts_on_a_page_of_its_own_language() -> None:
    def pairs(*texts: str) -> list[tuple[str, str]]:
        blocks = [Block("paragraph", text) for text in texts]
        return [
            (pair.slot, pair.value)
            for pair in read_labels(blocks, (len(blocks), len(blocks))).pairs
        ]

    spanish = "Buscamos una persona con experiencia para el puesto de nuestra empresa en la ciudad."
    assert ("title", "Jardinero") in pairs("Cargo: Jardinero", spanish)
    assert pairs("Cargo: 20 containers", AROUND["en"]) == []


@pytest.mark.parametrize("path", sorted(DATA.glob("*.yaml")), ids=lambda path: path.stem)
def test_each_own_word_stands_in_its_vocabulary(path: Any) -> None:
    """A word that no vocabulary has any more is dropped from `only` as well."""
    name = {"label_words": "labels"}.get(path.stem, path.stem)
    if (
        path.stem == "gazetteer"
        or not isinstance(load(path.stem), dict)
        or not own_words(path.stem)
    ):
        return
    parts = [part for key, part in load(name).items() if key != "only"]
    known = {text.lower() for part in (*parts, load("sentences")) for text in strings(part)}
    assert own_words(path.stem).keys() <= known


def strings(node: Any) -> list[str]:
    if isinstance(node, (dict, list)):
        parts = node.values() if isinstance(node, dict) else node
        return [text for part in parts for text in strings(part)]
    return [node] if isinstance(node, str) else []
