"""Facts of a posting in the markup of a menu, and a lone label beside the text."""

from __future__ import annotations

import pytest

from crawlers.extract.cleaning.choose_body import find_body
from crawlers.page import Page

TEXT = (
    "<main><h1>Lamp Engineer</h1><p>You will join a small crew that keeps the lights on along "
    "forty miles of coast and repairs lenses and clockwork.</p><h3>Requirements</h3><ul><li>At "
    "least three years of experience with electrical maintenance.</li></ul></main>"
)
BOX = (
    "<div><div>Location</div><div>Bergen, Norway</div></div>"
    "<div><div>Employment type</div><div>Full-time</div></div>"
    "<div><div>Posted</div><div>12 March 2022</div></div>"
)
FILTER = (
    "<div>Location</div><div>Bergen</div><div>Oslo</div>"
    "<div>Employment type</div><div>Full-time</div><div>Part-time</div>"
    "<div>Posted</div><div>Today</div><div>3 days ago</div>"
)
LINKS = "<a href=/a>Location</a><a href=/b>Employment type</a><a href=/c>Posted</a>"


def facts(markup: str) -> list[str]:
    """Return what is read beside header and description."""
    blocks = Page.from_bytes(f"<html><body>{markup}</body></html>".encode()).blocks
    return [blocks[i].text for part in find_body(blocks).facts for i in part]


@pytest.mark.parametrize("where", ["{box}{text}", "{text}{box}"])
def test_a_box_of_labels_in_the_markup_of_a_menu(where: str) -> None:
    read = facts(where.format(box=f"<nav>{BOX}</nav>", text=TEXT))
    assert {"Bergen, Norway", "Full-time", "12 March 2022"} <= set(read)


@pytest.mark.parametrize("menu", [FILTER, LINKS, BOX[: BOX.index("<div><div>Posted")]])
def test_a_filter_links_and_two_labels_are_a_menu(menu: str) -> None:
    assert facts(f"<nav>{menu}</nav>{TEXT}") == []


def test_one_label_in_a_box_beside_the_text() -> None:
    beside = "<aside><h4>Beside the sea</h4><p>Location: Bergen</p><p>More here</p></aside>"
    assert facts(TEXT + beside) == ["Location: Bergen"]


@pytest.mark.parametrize(
    "beside",
    [
        f"<aside><p>Location: Bergen</p>{'<p>Read on</p>' * 5}<p>Location: Oslo</p></aside>",
        "<aside><h4>Similar jobs</h4><p>Boat Engineer</p><p>Location: Bergen</p></aside>",
        "<aside><p>Address: Bergen</p></aside>",
        "<form><p>Location: Bergen</p></form>",
        "<footer><p>Location: Bergen</p></footer>",
    ],
    ids=["two", "other postings", "everyday word", "form", "footer"],
)
def test_a_label_that_may_be_of_something_else(beside: str) -> None:
    assert facts(TEXT + beside) == []
