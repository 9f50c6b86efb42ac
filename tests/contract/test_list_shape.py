"""The shape of a list in the manifest of a run."""

from __future__ import annotations

import pytest

from crawlers.contract.list_shape import ListShape

SHAPE = ListShape(
    page_endings=("</html>",),
    landed={"https://quay.example/jobs": "https://quay.example/en/jobs"},
    notices=("box captcha",),
    empty_pages=("2b4c",),
    pages={"https://quay.example/jobs": 3},
    repeats={"https://quay.example/jobs": 1},
    sitemaps=2,
    unended_sitemaps=("https://quay.example/jobs.txt",),
    empty_sitemaps=("https://quay.example/blog.xml",),
)


def test_a_shape_is_read_as_it_was_written() -> None:
    assert ListShape.of(SHAPE.as_dict()) == SHAPE


def test_a_shape_of_an_earlier_version_is_read() -> None:
    """It kept pages and sitemaps in one list; without it the first run after an update could not
    see that a list has lost pages."""
    said = SHAPE.as_dict()
    said["ends"] = said.pop("page_endings") + said.pop("unended_sitemaps")
    said["bare"] = said.pop("empty_pages") + said.pop("empty_sitemaps")
    assert ListShape.of(said) == SHAPE


def test_what_is_no_shape_is_refused() -> None:
    with pytest.raises(KeyError):
        ListShape.of({"notices": []})


def test_the_shapes_of_two_shards_are_joined() -> None:
    other = ListShape(page_endings=("/div",), sitemaps=1, empty_pages=("2b4c", "99"))
    joined = SHAPE.joined(other)
    assert joined.page_endings == ("/div", "</html>")
    assert joined.empty_pages == ("2b4c", "99")
    assert (joined.sitemaps, joined.pages) == (2, SHAPE.pages)
