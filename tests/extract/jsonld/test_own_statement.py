"""Which of several JobPosting objects is the page's own; references within it; its other texts."""

from __future__ import annotations

import pytest

from crawlers.extract.jsonld.own_statement import own_statement
from crawlers.page.jsonld_scripts import postings
from crawlers.page.jsonld_text import description_blocks
from crawlers.text.blocks import Block

WELDER = {"@type": "JobPosting", "title": "Welder", "url": "https://a.example/job/1"}
COOK = {"@type": "JobPosting", "title": "Cook", "url": "https://a.example/job/2"}


def key_of(url: str) -> str:
    return url.rpartition("/")[2]


@pytest.mark.parametrize(
    ("key", "heading", "head", "own"),
    [
        ("2", "Welder", "Welder", COOK),  # its address is the surest
        ("", "Welder", "Cook | Quay", WELDER),
        ("", "Jobs at Quay", "Cook | Quay", COOK),
        ("", "Jobs at Quay", "Cook - Oban | Quay", COOK),
        ("", "Jobs at Quay", "Quay", None),
    ],
)
def test_of_several_the_one_that_fits_is_taken(key, heading, head, own):
    blocks = [Block("heading", heading, level=1), Block("heading", "Cook", level=3)]
    found = own_statement([WELDER, COOK], key=key, key_of=key_of, blocks=blocks, head_title=head)
    assert found == own


def test_two_that_fit_are_none():
    again = {**WELDER, "url": "https://a.example/job/3"}
    blocks = [Block("heading", "Welder", level=1)]
    assert own_statement([WELDER, again], key="", key_of=key_of, blocks=blocks) is None


def test_references_within_members_are_resolved_once():
    graph = [
        {"@type": "JobPosting", "title": "Cook", "jobLocation": {"address": {"@id": "#a"}}},
        {"@id": "#a", "addressLocality": "Oban", "isPartOf": {"@id": "#a"}},
    ]  # fmt: skip
    (one,) = postings(graph)
    assert one["jobLocation"]["address"]["addressLocality"] == "Oban"
    assert one["jobLocation"]["address"]["isPartOf"] == {"@id": "#a"}


def test_what_stands_in_members_of_its_own_is_text_too():
    stated = {
        "description": "<p>You keep the lamps of the quay.</p><p>A boat licence</p>",
        "responsibilities": "<ul><li>Trim wicks</li></ul>",
        "qualifications": ["A boat licence", "Good eyes"],
        "jobBenefits": "A pension",
    }
    blocks = description_blocks(stated)
    assert [(b.text, b.section) for b in blocks[2:]] == [
        ("Trim wicks", "responsibilities"),
        ("Good eyes", "qualifications"),
        ("A pension", "benefits"),
    ]


@pytest.mark.parametrize(
    ("heading", "text", "own"),
    [
        ("Cook", "You cook for the crews of three boats, and the soup is yours alone.", None),
        ("Welder", "You cook for the crews of three boats, and the soup is yours alone.", WELDER),
        ("Cook", "You weld the hulls of three boats in the dry dock, day and night.", WELDER),
        ("Soudeur", "Vous soudez les coques de trois bateaux dans la cale sèche du port.", WELDER),
    ],
)
def test_an_object_of_another_page_is_not_its_own(heading, text, own):
    text_of_welder = "You weld the hulls of three boats in the dry dock, day and night."
    stated = {**WELDER, "description": text_of_welder}
    blocks = [Block("heading", heading, level=2), Block("paragraph", text)]
    found = own_statement([stated], key="", key_of=key_of, blocks=blocks, head_title=heading)
    assert found == (own and stated)
