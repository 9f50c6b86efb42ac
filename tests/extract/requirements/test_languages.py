from __future__ import annotations

import pytest

from crawlers.extract.requirements.languages import languages_of_label, read_languages
from tests.extract.facts import section

Row = tuple[str, str | None, str | None]


def rows(*lines: str, employer: str | None = None, **place: object) -> list[Row]:
    read = read_languages(section(*lines, **place), employer=employer)  # type: ignore[arg-type]
    return [("/".join(row.any_of), row.level, row.necessity) for row in read]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("English: level IV, French: II", [("en", "IV"), ("fr", "II")]),
        ("Fluent in English (C1)", [("en", "C1")]),
        ("Good written and spoken Danish (B2).", [("da", "B2")]),
        ("English – 3/3/3/3 (listening, speaking, reading, writing)", [("en", None)]),
        ("Excellent command of German", [("de", None)]),
        ("English C1 and French B2", [("en", "C1"), ("fr", "B2")]),
        ("C1 level of English and at least B2 in German", [("en", "C1"), ("de", "B2")]),
        ("English or French at level B2", [("en/fr", "B2")]),
        ("Proficiency in English, French and Spanish", [("en", None), ("fr", None), ("es", None)]),
        ("Knowledge of English, French or German", [("en/fr/de", None)]),
        (
            "Knowledge of one of the following languages: Czech, Polish, Slovak",
            [("cs/pl/sk", None)],
        ),
        ("English (C1) or French (B1)", [("en/fr", None)]),
        ("Languages: English, Polish", [("en", None), ("pl", None)]),
        ("Bilingual French/Dutch", [("fr", None), ("nl", None)]),
        ("Deutsch auf C1-Niveau", [("de", "C1")]),
        ("Imprescindible inglés fluido", [("en", None)]),
        ("Kenntnisse der deutschen Sprache", [("de", None)]),
        ("Sehr gute Deutsch- und Englischkenntnisse (mindestens C1)", [("de", "C1"), ("en", "C1")]),
        ("Sprachen: Deutsch (Muttersprache), Englisch (C1)", [("de", None), ("en", "C1")]),
        ("maîtrise du français et de l'anglais", [("fr", None), ("en", None)]),
        ("Bonne connaissance de la langue anglaise", [("en", None)]),
        ("Goede kennis van het Nederlands en het Engels", [("nl", None), ("en", None)]),
        ("Nivel alto de inglés (C1) y conocimientos de francés", [("en", "C1"), ("fr", None)]),
        ("Domínio da língua inglesa", [("en", None)]),
        ("Ottima conoscenza della lingua inglese e tedesca", [("en", None), ("de", None)]),
        ("Bardzo dobra znajomość języka angielskiego (min. B2)", [("en", "B2")]),
        ("Znalost anglického jazyka na úrovni B2", [("en", "B2")]),
        ("Plynulá angličtina slovem i písmem", [("en", None)]),
        ("Du taler og skriver flydende dansk og engelsk", [("da", None), ("en", None)]),
    ],
)
def test_what_a_list_of_qualifications_asks_for(
    text: str, want: list[tuple[str, str | None]]
) -> None:
    assert [(codes, level) for codes, level, _ in rows(f"- {text}")] == want


@pytest.mark.parametrize(
    "text",
    [
        "Knowledge of English law",
        "Knowledge of the German market",
        "Knowledge of Irish and Northern Irish legislation",
        "Work with the French delegation",
        "Connaissance du droit français",
        "Conocimiento del mercado alemán",
        "Conoscenza del diritto italiano",
        "Kenntnisse im deutschen Arbeitsrecht",
        "Polish the reports that others have written",
        "Applications must be written in English or French",
        "Ability to teach English and literature",
        "University degree in English or German philology",
        "Knowledge of two of these languages: English, French, German",
        "English and French are the working languages of the Institute.",
        "Experience of the Spanish-speaking world",
        "Non-English sources",
        "Knowledge of Swedish is not required",
        "The German A2 motorway: level crossings",
        "Good knowledge of English and Manx planning law",
    ],
)
def test_an_adjective_of_a_nation_is_no_language_asked_for(text: str) -> None:
    assert rows(f"- {text}") == []


@pytest.mark.parametrize(
    "text",
    [
        "levels of the two house languages (French/English): IV (“Upper-intermediate”) in one; "
        "III (“Intermediate”) in the other",
        "levels of the two languages of the house (French/English): IV (Upper-intermediate) in "
        "one and III in the other",
        "langues de la maison (français/anglais) : IV (« Avancé ») dans l’une ; III (« "
        "Intermédiaire ») dans l’autre",
    ],
)
def test_one_level_in_one_language_and_another_in_the_other(text: str) -> None:
    read = read_languages(section(f"- {text}", kind="qualifications_essential"))
    assert [(row.any_of, row.level, row.scheme, row.necessity) for row in read] == [
        (["fr", "en"], "IV", "NATO", "essential"),
        (["fr", "en"], "III", "NATO", "essential"),
    ]


def test_roman_levels_have_the_scheme_of_the_employer_only() -> None:
    lines = section("- English: level IV")
    assert [row.scheme for row in read_languages(lines, employer="NATO Depot")] == ["NATO"]
    assert [row.scheme for row in read_languages(lines, employer="Harbour Board")] == [None]
    assert [row.scheme for row in read_languages(section("- English: B2"))] == ["CEFR"]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            "Fluency in English is required and some knowledge of French is an asset.",
            ["essential", "desirable"],
        ),
        ("Fluent English, French is an advantage", [None, "desirable"]),
        ("Proficiency in English; knowledge of Russian desirable", [None, "desirable"]),
        ("Verhandlungssicheres Englisch, Französisch von Vorteil", [None, "desirable"]),
        ("Fluent in English – other languages are a plus", [None]),
        ("Fluent English and a driving licence is an asset", [None]),
        ("English – desirable", ["desirable"]),
    ],
)
def test_a_rank_belongs_to_the_language_beside_it(text: str, want: list[str | None]) -> None:
    assert [necessity for _, _, necessity in rows(f"- {text}")] == want


def test_the_place_ranks_what_has_no_word_of_its_own() -> None:
    assert rows("- Fluent English", kind="qualifications_essential") == [("en", None, "essential")]
    assert rows("You must have:", "- Fluent English", "An asset would be:", "- Fluent Greek") == [
        ("en", None, "essential"),
        ("el", None, "desirable"),
    ]


def test_prose_needs_more_than_a_name() -> None:
    assert rows("Knowledge of English", kind="summary") == []
    assert rows("You are fluent in English.", kind="summary") == [("en", None, None)]
    assert rows("Written English and German", kind="responsibilities") == []
    assert rows("Our house speaks fluent French", kind="about_employer") == []
    assert rows("- English", "- German", heading="Language skills") == [
        ("en", None, None),
        ("de", None, None),
    ]


def test_a_row_that_says_less_is_left_out() -> None:
    assert rows("- Fluent English", "- English (C1)") == [("en", "C1", None)]


def test_label() -> None:
    assert [(row.any_of, row.level) for row in languages_of_label("Français")] == [(["fr"], None)]
    assert [(row.any_of, row.level) for row in languages_of_label("English (C1), German")] == [
        (["en"], "C1"),
        (["de"], None),
    ]
    assert languages_of_label("any") == []
