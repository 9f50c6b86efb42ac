"""Deadlines in sentences of how to apply, and in lines around a posting's text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawlers.extract.dates.in_sentences import find_date, is_of_the_page
from crawlers.extract.dates.printed_date import read_date
from crawlers.extract.fields.around_text import land_of_addresses, lines_around
from crawlers.extract.fields.date_fields import read_dates
from crawlers.extract.fields.statements import WITHOUT_LABEL
from crawlers.posting.raw import Frame, RawPosting, Said
from crawlers.text.blocks import Block
from tests.extract.facts import section


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "Closing date: Friday 8th March 2024. Interviews in the week of the 18th",
            "2024-03-08",
        ),
        ("Email a cover letter and resume to the manager, by May 3, 2023. No calls.", "2023-05-03"),
        ("Send your portfolio by October 21st 2024. We read it all.", "2024-10-21"),
        ("Please write to Ada Reed by Friday 8 March 2024.", "2024-03-08"),
        ("CV et lettre de motivation à envoyer avant le 14 juin 2022 à la mairie", "2022-06-14"),
        ("Ihre Bewerbung richten Sie bitte bis zum 12.11.2021 an das Amt", "2021-11-12"),
        ("Reageer uiterlijk 6 april 2025. De gesprekken zijn op 14 april.", "2025-04-06"),
        ("If you do not hear from us by 9 May 2024, your application was not taken.", None),
        ("Review of applications will begin by March 4, 2024.", None),
        ("The post is open until filled, with first review on March 4, 2024.", None),
        ("Applications received after 4 March 2024 will not be read.", "2024-03-04"),
        ("The application window closes March 4, 2024.", "2024-03-04"),
        ("The closing date is 8 March 2024, interviews on 18 March by video.", "2024-03-08"),
        ("Bewerbungen bis 12. November 2021, Gespräche ab 20. November.", "2021-11-12"),
        ("Candidatures avant le 14 juin 2022, entretiens le 20 juin 2022.", "2022-06-14"),
        ("The closing date for those with interviews is 8 March 2024.", None),
        ("We will notify all who sent a CV by June 4 2023.", None),
        ("The project runs until 31 December 2025.", None),
    ],
)
def test_deadlines_by_what_applicants_send(text: str, day: str | None) -> None:
    found = find_date(text, "valid_through", order=None, today=None)
    assert (found[1].when.date if found else None) == day


@pytest.mark.parametrize(
    ("sentence", "own"),
    [
        ("The closing date is 9 March 2026", True),
        ("Applications close 11.59pm Sunday 14 June 2026", True),
        ("Clerk, Bergen, closing date 9 March 2026", False),
        ("Please send a letter and your CV to the secretary no later than 9 March 2026.", True),
    ],
)
def test_a_line_of_another_posting_states_no_date_of_this_one(sentence: str, own: bool) -> None:
    assert is_of_the_page(sentence, "valid_through") is own


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("14 Ιανουαρίου 2026", "2026-01-14"),
        ("2. svibnja 2023.", "2023-05-02"),
        ("4. mája 2024", "2024-05-04"),
        ("9 май 2024", "2024-05-09"),
        ("2023. január 9.", "2023-01-09"),
        ("5.4.2025 klo 15.00", "2025-04-05"),
        ("4th May 2024 @ 5pm", "2024-05-04"),
    ],
)
def test_months_of_more_languages(raw: str, day: str) -> None:
    reading = read_date(raw)
    assert reading is not None
    assert reading.when.date == day


def page(*blocks: Block) -> RawPosting:
    item = RawPosting(source="quay.example", blocks=list(blocks), kind="html")
    item.frame = Frame(blocks=blocks)
    item.said["title"] = [Said("Lamp Keeper", "section_rule", "header line")]
    return item


def test_lines_around_end_at_the_heading_of_other_postings() -> None:
    found = lines_around(
        page(
            Block("paragraph", "Quay Lights"),
            Block("heading", "Lamp Keeper", level=1),
            Block("paragraph", "The closing date is 9 March 2026"),
            Block("paragraph", "Menu", region="nav"),
            Block("heading", "Similar jobs", level=2),
            Block("paragraph", "Applications close 2 May 2026"),
        )
    )
    assert [(block.text, is_next) for block, is_next in found] == [
        ("The closing date is 9 March 2026", True)
    ]


@pytest.mark.parametrize(
    ("lines", "land"),
    [
        (["12 Quay St, Lowmouth, OR 97000"], "US"),
        (["4 Dock Road, Lowmouth BC V6B 1A1"], "CA"),
        (["9 Pier St, Lowmouth NSW 2000"], "AU"),
        (["1 Quay St, Lowmouth, OR 97000", "4 Dock Road, Lowmouth BC V6B 1A1"], ""),
        (["Order NO 12345", "ABC 2000"], ""),
    ],
)
def test_the_land_of_addresses(lines: list[str], land: str) -> None:
    assert land_of_addresses(page(*(Block("paragraph", line) for line in lines))) == land


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("11:59pm, Sunday 9 March 2031", "2031-03-09"),
        ("9 March 2031 23:59", "2031-03-09"),
        ("9 March 2031 10:00", None),
        ("9 March 2031", None),
    ],
)
def test_the_last_minute_of_a_day_is_a_deadline(line: str, day: str | None) -> None:
    item = page(Block("heading", "Lamp Keeper", level=1), Block("paragraph", line))
    read_dates(item)
    deadline = item.facts.get("valid_through")
    assert (deadline.date if deadline else None) == day


def test_a_dated_address_tells_what_a_bare_date_is() -> None:
    item = page(Block("heading", "Lamp Keeper", level=1), Block("paragraph", "9 March 2031"))
    item.frame = replace(item.frame, address="https://quay.example/2031/03/lamp-keeper/")
    item.say("date_posted", "9 March 2031", "section_rule", f"{WITHOUT_LABEL}, line 2")
    read_dates(item)
    assert item.facts["date_posted"].date == "2031-03-09"


def test_a_sentence_that_is_broken_over_three_printed_lines() -> None:
    item = RawPosting(source="quay.example", kind="text")
    item.sections = section(
        "Applications should have a letter, a list of lamps, the names of two keepers",
        "and the form, and should come by post alone to the Harbour Office of Oban,",
        "before 12 noon on Friday, 14th March 2031. We read them all.",
        kind="application_process",
    )
    read_dates(item)
    assert item.facts["valid_through"].date == "2031-03-14"
