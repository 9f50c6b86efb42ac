"""A platform is a plugin, and what sites are made of it."""

from __future__ import annotations

from typing import Any

import pytest

from crawlers.platforms.greenhouse import Greenhouse
from crawlers.platforms.workday import Workday
from crawlers.plugins.discovery import Spiders, platform_modules
from crawlers.spider import Healthy
from crawlers.text.words import load


def test_every_platform_that_is_recognised_is_a_plugin() -> None:
    assert set(Spiders(platform_modules()).list()) == set(load("platforms"))


def site(**given: Any) -> type[Greenhouse]:
    return type("AcmeSpider", (Greenhouse,), given)


@pytest.mark.parametrize("missing", ["name", "expect"])
def test_a_site_on_a_platform_declares_its_own(missing: str) -> None:
    declared = {"name": "acme", "board": "acme", "expect": Healthy(min_postings=20)}
    assert site(**declared).declared.expect.min_postings == 20
    with pytest.raises(TypeError, match=f"declares its own: {missing} = "):
        site(**{name: value for name, value in declared.items() if name != missing})


def test_the_plugin_of_one_board_reads_no_other() -> None:
    acme = site(name="acme", board="acme", expect=Healthy())
    assert acme(board="acme").declared.name == "acme"
    with pytest.raises(ValueError, match="acme is the plugin of one board, acme"):
        acme(board="northlake")


def test_a_board_has_what_a_platform_declares() -> None:
    board = Greenhouse.of("northlake", name="greenhouse.northlake")
    assert board.declared.expect == Greenhouse.expect
    assert (board.declared.board, board.declared.domains) == ("northlake", ("greenhouse.io",))


def test_a_platform_that_refuses_for_a_moment_still_says_what_is_gone() -> None:
    """303 is a refusal on Workday; 304, 404 and 410 are answers there as elsewhere."""
    board = Workday.of("acme.wd3/careers")()
    request = board.ask_posting("R-1", board.address_of(board.public_url, "/job/Berlin/Baker_R-1"))
    assert set(request.meta["handle_httpstatus_list"]) == {303, 304, 404, 410}
    assert request.meta["dont_redirect"]
