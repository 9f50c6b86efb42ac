"""The employer by what agrees: two hints of a page that give one name."""

from __future__ import annotations

import pytest

from crawlers.extract.job.boards import is_board
from crawlers.extract.job.employer_agreement import Employer, Hints, is_sure
from crawlers.extract.job.spellings import fits
from crawlers.posting.raw import Frame
from crawlers.text.blocks import Block
from crawlers.text.words import fold

TEXT = ["You keep the lamps of nine piers burning.", "About Harbour Lights", "We like the sea."]


def employers(
    text: list[str] | None = None, board: bool = False, **frame: object
) -> list[Employer]:
    folded = [fold(each) for each in text or []]
    return Hints(Frame(**frame), "Lamp Keeper", folded, board).employers()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("frame", "kinds"),
    [
        (
            {"head_title": "Lamp Keeper | Harbour Lights", "logos": ("Harbour Lights",)},
            ("head", "logo"),
        ),
        (
            {"head_title": "Harbour Lights - Lamp Keeper", "holders": ("Harbour Lights Ltd",)},
            ("head", "holder"),
        ),
        (
            {"head_title": "Lamp Keeper - Harbour Lights", "hosts": ("harbourlights",)},
            ("head", "host"),
        ),
        ({"site_names": ("Harbour Lights",), "mail_hosts": ("harbourlights",)}, ("site", "mail")),
        (
            {"head_title": "Careers at Harbour Lights", "logos": ("Harbour Lights",)},
            ("head", "logo", "behind at"),
        ),
    ],
)
def test_two_hints_that_agree(frame: dict[str, object], kinds: tuple[str, ...]) -> None:
    found = employers(**frame)
    assert fits(found[0].name, "Harbour Lights")
    assert found[0].kinds == kinds
    assert is_sure(found[0])


def test_one_hint_alone_is_a_guess() -> None:
    found = employers(head_title="Lamp Keeper | Harbour Lights")
    assert [(e.name, is_sure(e)) for e in found] == [("Harbour Lights", False)]


def test_the_text_is_a_hint() -> None:
    found = employers(TEXT, head_title="Lamp Keeper | Harbour Lights")
    assert found[0].kinds == ("head", "text")


def test_on_a_board_its_own_name_is_not_the_employer() -> None:
    frame = {
        "head_title": "Lamp Keeper - Harbour Lights | Pier Jobs",
        "site_names": ("Pier Jobs",),
        "logos": ("Pier Jobs",),
        "hosts": ("pierjobs",),
    }
    assert [e.name for e in employers(TEXT, board=True, **frame)] == ["Harbour Lights"]
    assert employers(board=True, **frame) == []


@pytest.mark.parametrize(
    "head",
    ["Open Positions | Jobs", "Find Jobs - Lamp Keeper", "Lamp Keeper", "Lamp Keeper | Engineer"],
)
def test_no_list_no_button_and_no_title_is_an_employer(head: str) -> None:
    assert employers(head_title=head) == []


def test_a_vendor_whose_host_the_page_stands_on_is_not_the_employer() -> None:
    frame = {
        "head_title": "Harbour Lights - Lamp Keeper",
        "logos": ("Harbour Lights", "Lever"),
        "hosts": ("lever",),
    }
    assert [e.name for e in employers(**frame)] == ["Harbour Lights"]


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("Harbour Lights Ltd", "harbourlights", True),
        ("Société des Phares", "societe des phares", True),
        ("North Sea Lights", "nsl", True),
        ("The Pier", "Pier", True),
        ("Harbour Lights", "Harbour", True),
        ("Harbour Lights", "Pier Lights", False),
        ("Sea", "Seaside Hotels", False),
    ],
)
def test_two_spellings_of_one_name(one: str, two: str, same: bool) -> None:
    assert fits(one, two) is fits(two, one) is same


def test_two_words_of_boards_or_its_host_make_a_board() -> None:
    lines = tuple(Block("paragraph", text) for text in ("Post a job", "Job alerts", "Lamp Keeper"))
    assert is_board(Frame(blocks=lines))
    assert not is_board(Frame(blocks=lines[1:]))
    assert is_board(Frame(hosts=("pierjobs",)))
