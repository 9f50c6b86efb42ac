"""The town that the last lines of a page and the text of the posting agree on."""

from __future__ import annotations

import pytest

from crawlers.extract.fields.town_at_end import town_at_end
from crawlers.text.blocks import Block

LAST = "Harbour Lamps, Mill Lane, Oberwick. Tel. 4711"


def town(last: str, *texts: str, title: str = "Lamp Keeper") -> str | None:
    blocks = [Block("paragraph", text) for text in (title, *texts, "Share", "Apply", "Print")]
    blocks.append(Block("paragraph", last, region="footer"))
    found = town_at_end(blocks, [title], [*texts, last])
    return found.city if found else None


@pytest.mark.parametrize(
    "text",
    [
        "We are a small works on the edge of Oberwick.",
        "Eleven of us work in Oberwick.",
        "Wir sind eine Werkstatt am Rand von Oberwick.",
        "De werkplaats zit aan de rand van Oberwick.",
        "Fabrikken ligger lige nord for Oberwick.",
        "We serve Oberwick and the villages around it.",
    ],
)
def test_the_end_of_a_page_and_the_text_name_one_town(text: str) -> None:
    assert town(LAST, text) == "Oberwick"


@pytest.mark.parametrize(
    ("last", "text"),
    [
        (LAST, "We make lamps."),
        (LAST, "Our head office is in Oberwick."),
        (LAST, "Unsere Kunden sitzen in Oberwick."),
        (LAST, "Interviews are held in Oberwick."),
        ("Harbour Lamps · Norway", "We make lamps in Norway."),
        ("Harbour Lamps, Québec", "Members of the order in Québec may apply."),
        ("Contact · Privacy", "We keep lamps in Oberwick."),
    ],
)
def test_no_town_where_the_two_do_not_agree(last: str, text: str) -> None:
    assert town(last, text) is None


def test_of_several_towns_the_one_that_both_name_first() -> None:
    last, text = "Oberwick · Kendal", "We work in Oberwick, with a branch in Kendal."
    assert town(last, text) == "Oberwick"
    assert town(last, "We work in Kendal, with a branch in Oberwick.") is None
    assert town(last, "We work in Oberwick and in Kendal.") is None


def test_the_end_of_a_title_that_the_text_names() -> None:
    assert town("Lamps", "We hang lamps in Oberwick.", title="Keeper, Oberwick") == "Oberwick"


def test_the_owner_of_the_page_is_no_town() -> None:
    blocks = [Block("paragraph", "Wickhall", region="footer")]
    assert town_at_end(blocks, [], ["We make lamps at Wickhall."], ["Wickhall Ltd"]) is None
    assert town_at_end(blocks, [], ["We make lamps at Wickhall."]) is not None


def test_the_first_word_of_a_name_in_commas_is_no_town() -> None:
    blocks = [Block("paragraph", "Kendal, Lamp & Sons")]
    texts = ["You will be part of Kendal, Lamp & Sons."]
    assert town_at_end(blocks, [], texts, ["Kendal, Lamp & Sons"]) is None
    assert town_at_end(blocks, [], ["We are in Kendal."], ["Lamp & Sons"]) is not None


def test_neither_the_title_nor_the_owner_is_a_town() -> None:
    text = "As Head Keeper, Outerwear, you look after coats."
    last = Block("paragraph", "Kendal")
    assert town_at_end([last], ["Head Keeper, Outerwear"], [text], []) is None
    assert town_at_end([last], [], ["You work at Kendal."], ["Kendal"]) is None
    assert town_at_end([last], [], ["You work at Kendal."], ["Harbour Lights"]) is not None


@pytest.mark.parametrize(
    ("head", "text", "found"),
    [
        ("Lamp Keeper – Harbour Lamps, Oberwick", "Our works in Oberwick makes lamps.", "Oberwick"),
        ("Lamp Keeper, Oberwick | Noticeboard", "We make lamps in Oberwick.", "Oberwick"),
        ("Lamp Keeper, Harbour Lights", "You make lamps at Harbour Lights.", None),
        ("Lamp Keeper, Oberwick", "We make lamps.", None),
        ("Lamp Keeper in Oberwick", "Lamps are made near Oberwick.", None),
    ],
)
def test_a_town_in_the_title_of_the_head(head: str, text: str, found: str | None) -> None:
    blocks = [Block("paragraph", each) for each in (text, "Share", "Apply", "Print")]
    town = town_at_end(blocks, ["Lamp Keeper"], [text], [], head)
    assert (town.city if town else None) == found
