"""A platform is a plugin, and what sites are made of it."""

from __future__ import annotations

from typing import Any

import pytest

from crawlers.platforms.greenhouse import Greenhouse
from crawlers.platforms.oracle_recruiting import OracleRecruiting
from crawlers.platforms.workday import Workday
from crawlers.plugins.discovery import Spiders, platform_modules
from crawlers.spider import Healthy
from crawlers.text.word_lists import load


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


def test_a_board_of_myworkdaysite_has_its_tenant_in_the_path() -> None:
    board = Workday.of("wd3.myworkdaysite.com/acme/careers")()
    assert board.address_of(board.list_url) == (
        "https://wd3.myworkdaysite.com/wday/cxs/acme/careers/jobs"
    )
    path = "/job/Berlin/Baker_R-1"
    public = board.address_of(board.public_url, path)
    assert public == f"https://wd3.myworkdaysite.com/recruiting/acme/careers{path}"
    assert board.detail_of("R-1", public).endswith(f"/wday/cxs/acme/careers{path}")
    assert board.key(public) == "R-1"
    for wrong in ("acme/careers", "wd3.myworkdaysite.com/acme", "acme.wd3"):
        with pytest.raises(ValueError, match="the form of a board's name"):
            Workday.of(wrong)


@pytest.mark.parametrize(
    ("board", "home"),
    [
        ("eabc.fa.em2/CX_1", "https://eabc.fa.em2.oraclecloud.com"),
        ("eabc.fa/Acme-Career-Site", "https://eabc.fa.oraclecloud.com"),
        ("eabc.fa.ocs.oraclecloud26.com/CX_1", "https://eabc.fa.ocs.oraclecloud26.com"),
        ("jobs.acme.example/CX_1", "https://jobs.acme.example"),
    ],
)
def test_oracle_boards_of_any_cloud(board: str, home: str) -> None:
    assert OracleRecruiting.of(board).home == home
