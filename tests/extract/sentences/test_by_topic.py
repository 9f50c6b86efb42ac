from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any, get_args

import pytest
from babel import Locale
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from crawlers.extract.requirements import (
    certifications,
    clearance,
    education,
    eligibility,
    experience,
    languages,
)
from crawlers.extract.sentences.by_topic import (
    MAX_RAW,
    Prepared,
    Topic,
    excerpt,
    phrase,
    plain,
    prepare,
)
from crawlers.extract.sentences.language_names import language_names
from crawlers.extract.terms import conditions, contracts, reporting_lines
from crawlers.posting.parts.text import Section, SectionBlock, SectionKind
from crawlers.text.word_lists import load
from tests.extract.facts import section

READERS: list[Callable[[Sequence[Section] | Prepared], Any]] = [
    languages.read_languages,
    experience.read_experience,
    education.read_education,
    certifications.read_certifications,
    contracts.read_contract,
    eligibility.read_eligibility,
    clearance.read_clearance,
    reporting_lines.read_reports,
    conditions.read_conditions,
]
OF_LABELS: list[Callable[[str], Any]] = [
    languages.languages_of_label,
    experience.experience_of_label,
    education.education_of_label,
    contracts.contract_of_labels,
    eligibility.eligibility_of_label,
    clearance.clearance_of_label,
    lambda value: reporting_lines.reports_of_labels(value, value, value),
    lambda value: conditions.condition_of_label("travel", value),
]
TOPICS = get_args(Topic)

# Pieces that facts are made of, in any order: what makes the readers meet their own edges.
PIECES = st.sampled_from(
    """at least; 5; years; years'; 3-5; experience; of; in; English; French; and; or; (C1); level
V; fluent; degree; Master's; PhD
    in law; university degree; contract of; three; fixed-term; may be renewed; nationals of;
    Belgium; EU Member States; only; must
    NATO SECRET; security clearance; reports to the; Direct reports:; N/A; Head, Unit; willing to
    travel; travel expenses; ITIL
    teleworking; certified; desirable; required; .; ,; :; (; ); –; İ; ß; Jahre; Berufserfahrung;
    zweijährige; deutschen Sprache
    ans d'expérience; un atout; of which; V in one, I in the other; ;""".replace("\n", ";").split(
        "; "
    )
)
TEXTS = st.lists(PIECES, min_size=1, max_size=30).map(" ".join) | st.text(min_size=1, max_size=200)
SECTIONS = st.lists(
    st.builds(
        Section,
        kind=st.sampled_from(get_args(SectionKind)),
        heading=st.none() | st.text(min_size=1, max_size=30),
        blocks=st.lists(
            st.builds(
                SectionBlock, kind=st.sampled_from(["paragraph", "item", "subheading"]), text=TEXTS
            ),
            min_size=1,
            max_size=5,
        ),
    ),
    max_size=4,
)


def sentences(text: str, topic: Topic = "reports") -> list[str]:
    return [sentence.text for sentence in prepare(section(text, kind="other")).about(topic)]


@given(SECTIONS)
@settings(max_examples=150)
def test_no_text_makes_a_reader_raise_and_what_it_gives_is_valid(sections: list[Section]) -> None:
    text = prepare(sections)
    for reader in READERS:
        read = reader(text)
        for row in read if isinstance(read, list) else [read]:
            if isinstance(row, BaseModel):
                assert type(row).model_validate(row.model_dump()) == row


@given(TEXTS)
@settings(max_examples=150)
def test_no_value_makes_a_reader_of_labels_raise(value: str) -> None:
    for reader in OF_LABELS:
        reader(value)


def test_a_reader_takes_sections_as_well() -> None:
    sections = section("- Fluent English")
    assert languages.read_languages(sections) == languages.read_languages(prepare(sections)) != []


HOSTILE = """5 years of experience |5 5 5 year |English and |English level level |degree in
|university degree (|contract of |
nationals of Belgium, |clearance NATO SECRET |the incumbent reports to |direct reports: |willing
to travel expenses |
certified itil |may be renewed |A. |xx. Yy|experience experience |((((|kenntnisse|l'""".replace(
    "\n", ""
).split("|")


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_grows_with_the_length_of_a_hostile_text(unit: str) -> None:
    end = (
        " years experience English degree contract nationals clearance reports travel only "
        "must certified"
    )
    sections = section((unit * 200_000)[:150_000] + end, kind="other")
    start = time.process_time()
    text = prepare(sections)
    for reader in READERS:
        reader(text)
    assert time.process_time() - start < 3  # about 0.3 s; minutes where time grows with the square


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            "Mr. Li reports to Bo. He reports to Ann.",
            ["Mr. Li reports to Bo.", "He reports to Ann."],
        ),
        (
            "He reports to a boss, e.g. Ann, i.e. No. 5 of 1. May.",
            ["He reports to a boss, e.g. Ann, i.e. No. 5 of 1. May."],
        ),
        ("Nothing here. “He reports to Ann.” Nor here.", ["“He reports to Ann.”"]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, want: list[str]) -> None:
    assert sentences(text) == want


def test_a_topic_skips_kinds_of_section() -> None:
    assert prepare(section("5 years of experience", kind="contract")).about("experience") == []
    assert prepare(section("5 years of experience", kind="other")).about("experience") != []


@pytest.mark.parametrize(
    ("above", "want"),
    [
        ("Essential", "essential"),
        ("The following would be an asset:", "desirable"),
        ("Required and desirable skills", None),
        ("Skills", None),
    ],
)
def test_what_stands_above_ranks(above: str, want: str | None) -> None:
    for lines, heading in (
        ((f"# {above}", "- 5 years"), None),
        ((above + ":", "- 5 years"), None),
        (("- 5 years",), above),
    ):
        (found,) = prepare(section(*lines, heading=heading)).about("experience")
        assert found.standing == want


def test_a_plain_paragraph_ends_what_a_lead_in_ranks() -> None:
    found = prepare(section("An asset would be:", "- 2 years", "And so on.", "- 3 years")).about(
        "experience"
    )
    assert [sentence.standing for sentence in found] == ["desirable", None]


def test_excerpt_and_phrase_end_at_a_word() -> None:
    cut = excerpt("word " * 200)
    assert len(cut) <= MAX_RAW and cut.endswith("word…")
    assert phrase(" law (civil, penal) ;") == "law (civil, penal)"
    assert phrase("law (civil") == "law" and phrase(" ) in law") == "in law" and phrase("…") is None


def test_plain_keeps_offsets() -> None:
    assert plain("Years’\u00a0I") == "years' i" and plain("Years’ İ") == "Years' İ"


@pytest.mark.parametrize("name", [*TOPICS, "sentences", "numbers"])
def test_data_holds_text_only_and_each_word_once(name: str) -> None:
    """YAML reads a bare `no` and `on` as truth values."""

    def check(node: Any, path: str) -> None:
        if isinstance(node, dict):
            for key, part in node.items():
                assert isinstance(key, str), path
                check(part, f"{path}.{key}")
        elif isinstance(node, list):
            assert all(isinstance(word, str) and word.strip() == word != "" for word in node), path
            assert len(set(node)) == len(node), (
                path,
                sorted(word for word in node if node.count(word) > 1),
            )
        else:
            assert isinstance(node, (str, int)) and not isinstance(node, bool), path

    check(load(name), name)


def test_language_names_are_those_of_cldr() -> None:
    names = language_names()
    for locale in ("en", "fr", "de", "nl", "es", "pt", "it", "pl", "cs", "da"):
        assert names[Locale(locale).languages["sv"].lower()].code == "sv"
    assert names["angielskiego"].code == names["angličtiny"].code == "en"
    assert names["deutschen"].adjective and not names["deutschkenntnisse"].adjective
    assert "pools" not in names
