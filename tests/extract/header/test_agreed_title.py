"""The title of an HTML page: the line that its head repeats, and what stands in for it."""

from __future__ import annotations

import pytest

from crawlers.extract.header.agreed_title import RULES, find_title
from crawlers.extract.header.frame import frame_of
from crawlers.page import Page

BODY = "<p>You keep the lamps of nine piers burning, in every weather and all night long.</p>"


def title(head: str, markup: str, url: str | None = None) -> tuple[str, str] | None:
    html = f"<html><head><title>{head}</title></head><body>{markup}{BODY}</body></html>"
    found = find_title(frame_of(Page.from_bytes(html.encode(), url=url)))
    return (found.words, found.rule) if found else None


REPEATED, ADDRESS, PART, MAIN, ONLY_ALIKE, HEAD, REPEATED_ONLY, ONLY_MAIN = (
    *(name for name, _ in RULES[:5]),
    RULES[5][0],
    RULES[6][0],
    RULES[7][0],
)


@pytest.mark.parametrize(
    ("head", "markup", "want"),
    [
        ("Lamp Engineer | Harbour Lights", "<h2>Lamp Engineer</h2>", ("Lamp Engineer", REPEATED)),
        (
            "Harbour Lights - Join the crew: Lamp Engineer",
            "<h1>Join the crew</h1><p>Lamp Engineer</p>",
            ("Lamp Engineer", REPEATED),
        ),
        ("Care of Piers - Harbour Lights", "<h3>Care of Piers</h3>", ("Care of Piers", PART)),
        ("Harbour Lights", "<h1>Lamp Engineer</h1>", ("Lamp Engineer", MAIN)),
        ("Harbour Lights", "<h1>Careers</h1><h3>Lamp Engineer</h3>", ("Lamp Engineer", ONLY_ALIKE)),
        (
            "Find Jobs - Lamp Engineer Jobs in Oban - Harbour Lights",
            "<h1>Apply now</h1>",
            ("Lamp Engineer", HEAD),
        ),
        ("Lamp Engineer | Careers", "<h1><img alt=Lights></h1>", ("Lamp Engineer", HEAD)),
        (
            "Lights, Piers and Boats: we need you",
            "<p>Lights, Piers and Boats</p>",
            ("Lights, Piers and Boats", REPEATED_ONLY),
        ),
        ("", "<h1>Piers and Lamps</h1>", ("Piers and Lamps", ONLY_MAIN)),
        ("Harbour Lights", "<h1>Open positions</h1><h2>Requirements</h2>", None),
        ("Harbour Lights", "<h2>Lamp Engineer</h2><h2>Boat Engineer</h2>", None),
    ],
)
def test_the_surest_rule_decides(head: str, markup: str, want: tuple[str, str] | None) -> None:
    assert title(head, markup) == want


def test_a_heading_whose_words_the_address_has() -> None:
    url = "https://lights.example/jobs/keeper-of-the-piers"
    found = title("Harbour Lights", "<h1>Our work</h1><h2>Keeper of the Piers</h2>", url)
    assert found == ("Keeper of the Piers", ADDRESS)


def test_the_site_a_link_and_a_button_are_no_titles() -> None:
    markup = "<a href=/1>Lamp Engineer</a><h2>Harbour Lights</h2><button>Apply now</button>"
    html = (
        "<html><head><title>Harbour Lights</title>"
        '<meta property="og:site_name" content="Harbour Lights"></head>'
        f"<body>{markup}</body></html>"
    )
    assert find_title(frame_of(Page.from_bytes(html.encode()))) is None


def test_each_rule_has_its_own_name() -> None:
    assert len({name for name, _ in RULES}) == len(RULES)
