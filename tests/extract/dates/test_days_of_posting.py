"""The day of posting in a line by the title, and a deadline broken over two lines."""

from __future__ import annotations

import pytest

from crawlers.extract.dates.in_sentences import find_date
from crawlers.extract.fields.date_fields import read_dates
from crawlers.posting.raw import Frame, RawPosting, Said
from crawlers.text.blocks import Block
from tests.extract.facts import section

_TITLE = Block("heading", "Lamp Keeper", level=3)


def _page(*blocks: Block, deadline: str = "", text: tuple[str, ...] = ()) -> RawPosting:
    item = RawPosting(source="quay.example", blocks=list(blocks), kind="html")
    item.frame = Frame(blocks=blocks)
    item.fetched_on = "2031-06-30"
    item.said["title"] = [Said("Lamp Keeper", "section_rule", "header line")]
    if deadline:
        item.said["valid_through"] = [Said(deadline, "label", "Closing date")]
    item.sections = section(*text)
    return item


def _day(item: RawPosting, field: str = "date_posted") -> str | None:
    read_dates(item)
    when = item.facts.get(field)
    return str(when.date) if when else None


@pytest.mark.parametrize(
    ("above", "day"),
    [
        (Block("heading", "tirsdag den 13. maj 2031", level=2), "2031-05-13"),
        (Block("paragraph", "Oban, 13 May 2031"), "2031-05-13"),
        (Block("paragraph", "Toruń, dnia 13 maja 2031 r."), "2031-05-13"),
        (Block("paragraph", "Date: 13.05.2031"), "2031-05-13"),
        (Block("paragraph", "13 May 2031 · 3 min read · Tagged: quays"), "2031-05-13"),
        (Block("paragraph", "13. Mai 2031 | 3 Min. Lesezeit"), "2031-05-13"),
        (Block("heading", "7–9 May 2031", level=2), None),
        (Block("heading", "13 August 2031", level=2), "2031-08-13"),  # today is no evidence
        (Block("paragraph", "13 May 2031"), None),  # nothing says of what
        (Block("paragraph", "13 May 2031 · 40 seats · Town Hall"), None),
        (Block("paragraph", "Start: 13 May 2031"), None),
        (Block("paragraph", "Oban, 13 May 2031", region="aside"), None),
    ],
)
def test_a_day_above_the_title(above: Block, day: str | None) -> None:
    assert _day(_page(above, _TITLE, Block("paragraph", "We light the lamps."))) == day


@pytest.mark.parametrize(
    ("lines", "deadline", "day"),
    [
        (["13 may 2031"], "13 July 2031", "2031-05-13"),
        (["13 may 2031"], "2 May 2031", None),
        (
            ["We light the lamps.", "Anna Berg", "Skagen, den 13. maj 2031"],
            "1 July 2031",
            "2031-05-13",
        ),
        (["We light.", "Walk.", "Oban, 3 May 2031", "Leith, 4 May 2031"], "1 July 2031", None),
        (["We light.", "Walk.", "Row.", "Tuesday, May 13, 2031"], "1 July 2031", None),
    ],
)
def test_a_day_below_the_title_before_the_deadline(
    lines: list[str], deadline: str, day: str | None
) -> None:
    blocks = [Block("paragraph", line) for line in lines]
    assert _day(_page(_TITLE, *blocks, deadline=deadline)) == day


def test_a_day_with_another_label_is_none_of_posting() -> None:
    """The line stays the same when the day of its start, or its deadline, has passed."""
    start = Block("pair", "1 June 2031", label="Start date")
    end = Block("pair", "13 June 2031", label="Closing date")
    for blocks in (
        (start, end),
        (end,),
        (Block("paragraph", "Start date"), Block("paragraph", "1 June 2031")),
        (Block("paragraph", "13 June 2031"),),
    ):
        assert _day(_page(_TITLE, *blocks, deadline="13 June 2031")) is None


def test_the_day_of_an_entry_gives_the_deadline_its_year() -> None:
    text = "Send your CV and a short letter to quay@quay.example by Friday 13 June, please."
    heading = Block("heading", "Tuesday, 13 May 2031", level=2)
    item = _page(heading, _TITLE, Block("paragraph", text), text=(text,))
    assert _day(item, "valid_through") == "2031-06-13"


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (
            ("Applications by our portal, with the number 2031/447, by", "13 June 2031. We help."),
            "2031-06-13",
        ),
        (
            (
                "Resumes with copies of all certificates asked for above, will",
                "be received until Friday, June 13th, 2031, at noon",
            ),
            "2031-06-13",
        ),
        (
            (
                "Spørsmål svarer havnefogd Kari Berg på. Søknadsfrist er",
                "13. juni 2031. Søknad sendes havna.",
            ),
            "2031-06-13",
        ),
        (
            ("The closing date is printed in the notice on our door.", "13 June 2031: open day"),
            None,
        ),
        (("- We close the list of applications by the end, or by", "- 13 June 2031"), None),
    ],
)
def test_a_deadline_broken_over_two_lines(lines: tuple[str, str], day: str | None) -> None:
    assert _day(_page(_TITLE, text=lines), "valid_through") == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Reageer t/m 13 juni 2031", "2031-06-13"),
        (
            "Completed forms must reach the Clerk by noon on Friday 13th June 2031; no calls",
            "2031-06-13",
        ),
        ("Oferty należy składać do godz. 12:00 dnia 13 czerwca 2031 r.", "2031-06-13"),
        ("Candidaturas até às 23h59 do dia 13 de junho de 2031 na plataforma.", "2031-06-13"),
        ("The portal will be closed for repairs on 13 June 2031.", None),
        ("The forms were revised by the board on 13 June 2031.", None),
        ("Your letter will be kept until 13 June 2031.", None),
        ("Bewerbungsunterlagen werden bis 13.6.2031 aufbewahrt.", None),
        ("After a brief pause we are closed until 13 June 2031.", None),
        ("Hakemukset pyydetään 13.6.2031 mennessä.", "2031-06-13"),
        ("Jelentkezés: 2031. június 13-ig", "2031-06-13"),
        ("Başvurular 13 Haziran 2031 tarihine kadar yapılır.", "2031-06-13"),
        ("Remontti valmistuu 13.6.2031 mennessä.", None),
        ("Domande entro le ore 12.00 dell'13 giugno 2031", "2031-06-13"),
        ("A letter was sent to all members on 13 June 2031.", None),
    ],
)
def test_what_applicants_send_until_a_day(text: str, day: str | None) -> None:
    found = find_date(text, "valid_through", order=None, today=None)
    assert (found[1].when.date if found else None) == day


@pytest.mark.parametrize(
    "text",
    [
        "vyvěšeno 13. 5. 2031",
        "Aufgeschaltet am 13. Mai 2031",
        "Wywieszono dnia 13 maja 2031 r.",
        "Közzétéve: 2031. május 13.",
        "Affichée le 13 mai 2031",
    ],
)
def test_a_notice_was_put_up(text: str) -> None:
    found = find_date(text, "date_posted", order=None, today=None)
    assert found is not None
    assert found[1].when.date == "2031-05-13"
