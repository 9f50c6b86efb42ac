"""Whatever goes wrong in a crawl, yesterday's feed stays as it was and the exit code says so."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
from scrapy.exceptions import CloseSpider, DropItem

from crawlers.exit_codes import (
    BUSY,
    CODES,
    FAILED,
    OK,
    RESULTS,
    USAGE,
    WITHHELD,
    code_of_attempt,
    code_of_refresh,
)
from crawlers.feed.consume.verify import verify
from crawlers.feed.format.folder import Folder
from crawlers.feed.run.outcome import Verdict
from crawlers.page import Page
from crawlers.posting import RawPosting, Reading
from crawlers.posting.schema import Inferred
from tests.feed.crawling import Board, Build, crawl, pages
from tests.spider.walking import Answer, Site, served

TWENTY = {key: f"Work for two hands, number {key}" for key in range(1, 21)}


class CallbackRaises(Board):
    def parse_list(self, *args: Any, **kwargs: Any) -> Any:
        raise RuntimeError("the list callback is broken")


class EveryPageRaises(Board):
    def posting(self, page: Page) -> RawPosting | None:
        raise RuntimeError("the posting callback is broken")


class HalfOfThePagesRaise(Board):
    def posting(self, page: Page) -> RawPosting | None:
        if int(self.key(page.url or "")) % 2:
            raise RuntimeError("the posting callback is broken")
        return super().posting(page)


class EveryCallbackRaises(Board):
    def parse_posting(self, *args: Any, **kwargs: Any) -> Any:
        raise RuntimeError("a callback of the plugin's own is broken")


class NothingFound(Board):
    posting_url = r"/positions/(?P<id>\d+)"


class StartRaises(Board):
    async def start(self) -> Any:
        raise RuntimeError("start is broken")
        yield


class LoginWall(Board):
    def parse_posting(self, *args: Any, **kwargs: Any) -> Any:
        raise CloseSpider("login wall")


class InitRaises(Board):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        raise RuntimeError("the plugin cannot be made")


class NotAPosting(Board):
    def posting(self, page: Page) -> RawPosting | None:
        return None


class StageRaises(Build):
    def process_item(self, item: RawPosting) -> Reading:
        raise RuntimeError("a stage is broken")


class StageRaisesOnHalf(Build):
    def process_item(self, item: RawPosting) -> Reading:
        if int(item.key) % 2:
            raise RuntimeError("a stage is broken")
        return super().process_item(item)


class StageDropsAll(Build):
    def process_item(self, item: RawPosting) -> Reading:
        raise DropItem("soft_404: the page is no posting")


class StageReturnsNoPosting(Build):
    def process_item(self, item: RawPosting) -> Any:
        return {"title": item.key}


class LoneSurrogates(Build):
    def process_item(self, item: RawPosting) -> Reading:
        item.blocks[0].text = "Job \ud800"
        return super().process_item(item)


class NotANumber(Build):
    def process_item(self, item: RawPosting) -> Reading:
        reading = super().process_item(item)
        inferred = {
            "salary.min": Inferred(value=math.inf if int(item.key) % 2 else math.nan, rule="sum")
        }
        reading.posting = reading.posting.model_copy(update={"inferred": inferred})
        return reading


class OpenRaises(Build):
    def open_spider(self) -> None:
        raise RuntimeError("a stage cannot be opened")


class CloseRaises(Build):
    def close_spider(self) -> None:
        raise RuntimeError("a stage cannot be closed")


def plugin(spider: type[Board], **settings: Any) -> dict[str, Any]:
    return {"spider": spider, "settings": settings}


def stage(kind: type[Build], **settings: Any) -> dict[str, Any]:
    return {"settings": {"ITEM_PIPELINES": {kind: 1}, **settings}}


def site(change: Callable[[Site], None]) -> dict[str, Any]:
    return {"change": change}


def routes(**changed: Any) -> Callable[[Site], None]:
    return lambda found: found.routes.update(
        {f"/{path}": answer for path, answer in changed.items()}
    )


TORN = '<html><body><ul><li><a href="/jobs/1">'
SCENARIOS: dict[str, tuple[dict[str, Any], int]] = {
    "a callback raises": (plugin(CallbackRaises), FAILED),
    "every detail callback raises": (plugin(EveryPageRaises), FAILED),
    "every detail callback raises, unseen by the ledger": (plugin(EveryCallbackRaises), FAILED),
    "half of the detail callbacks raise": (plugin(HalfOfThePagesRaise), WITHHELD),
    "zero items": (plugin(NothingFound), WITHHELD),
    "zero items, FEED_STORE_EMPTY=0": (plugin(NothingFound, FEED_STORE_EMPTY=False), WITHHELD),
    "no page is a posting": (plugin(NotAPosting), FAILED),
    "start() raises": (plugin(StartRaises), FAILED),
    "the plugin cannot be made": (plugin(InitRaises), FAILED),
    "CloseSpider, login wall": (plugin(LoginWall), FAILED),
    "connection refused": ({"origin": "http://127.0.0.1:9"}, FAILED),
    "404": (site(lambda found: found.routes.clear()), FAILED),
    "the list answers 500": (site(routes(list=Answer(status=500))), FAILED),
    "the second list page answers 500": (
        site(lambda found: found.routes.update({"/list?page=2": Answer(status=500)})),
        WITHHELD,
    ),
    "the list hangs up": (site(routes(list=Answer(drop=True))), FAILED),
    "robots.txt answers 503": (
        site(lambda found: found.routes.update({"/robots.txt": Answer(status=503)})),
        FAILED,
    ),
    "half of the list": (
        site(lambda found: found.routes.update({"/list?page=2": "<html><body></body></html>"})),
        WITHHELD,
    ),
    "half of the details answer 500": (
        site(
            lambda found: found.routes.update(
                {f"/jobs/{key}": Answer(status=500) for key in range(1, 11)}
            )
        ),
        WITHHELD,
    ),
    "DOWNLOAD_MAXSIZE drops all": (plugin(Board, DOWNLOAD_MAXSIZE=20), FAILED),
    "CLOSESPIDER_ERRORCOUNT": (
        plugin(HalfOfThePagesRaise, CLOSESPIDER_ERRORCOUNT=1, CONCURRENT_REQUESTS=1),
        WITHHELD,
    ),
    "CLOSESPIDER_ITEMCOUNT": (
        plugin(Board, CLOSESPIDER_ITEMCOUNT=5, CONCURRENT_REQUESTS=1),
        WITHHELD,
    ),
    "a stage raises on all": (stage(StageRaises), FAILED),
    "a stage raises on half": (stage(StageRaisesOnHalf), WITHHELD),
    "a stage drops all": (stage(StageDropsAll), FAILED),
    "a stage returns no posting": (stage(StageReturnsNoPosting), FAILED),
    "a stage cannot be opened": (stage(OpenRaises), FAILED),
    "a stage cannot be closed": (stage(CloseRaises), WITHHELD),
    "lone surrogates": (stage(LoneSurrogates), FAILED),
    "inf and nan": (stage(NotANumber), FAILED),
}


@pytest.fixture(scope="module")
def yesterday(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("yesterday")
    with served(pages(TWENTY)) as found:
        assert crawl(root, found.origin, "2031-01-01").verdict == "published"
    return root


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_failed_crawl_never_replaces_a_good_feed(name: str, yesterday: Path) -> None:
    how, code = SCENARIOS[name]
    folder = Folder(yesterday, "board")
    before = {path: path.read_bytes() for path in (folder.latest, folder.fixed)}
    with served(pages(TWENTY)) as found:
        how.get("change", lambda site: None)(found)
        options = {key: how[key] for key in ("spider", "settings") if key in how}
        outcome = crawl(
            yesterday, how.get("origin", found.origin), "2031-01-02", **options, code=name
        )
    assert outcome.verdict != "published" and CODES[outcome.verdict] == code, outcome
    assert outcome.why or outcome.failed
    assert before == {path: path.read_bytes() for path in before}
    assert len(folder.published()) == 1 and verify(folder.path).problems == []


def test_the_next_good_crawl_publishes(yesterday: Path) -> None:
    with served(pages({**TWENTY, 21: "A new one for two more hands"})) as found:
        outcome = crawl(yesterday, found.origin, "2031-01-03")
    assert outcome.manifest and outcome.manifest.counts.added == 1


# --- The table


def test_every_verdict_has_a_code_and_every_code_of_an_attempt_a_word() -> None:
    assert set(get_args(Verdict)) <= CODES.keys()
    ends = {
        code_of_attempt(code, said) for code in (*range(256), None) for said in (True, False, None)
    }
    assert ends == RESULTS.keys() == {OK, WITHHELD, FAILED, BUSY}


@pytest.mark.parametrize(
    ("code", "published", "counts_as"),
    [
        (OK, True, OK),
        (WITHHELD, False, WITHHELD),
        (FAILED, False, FAILED),
        (OK, False, FAILED),  # the plugin ended the process as if all were well
        (OK, None, FAILED),
        (WITHHELD, True, FAILED),
        (WITHHELD, None, WITHHELD),  # no run began: a full disk
        (BUSY, None, BUSY),
        (BUSY, False, FAILED),
        (USAGE, None, FAILED),  # a board that is refused alone
        (1, False, FAILED),
        (-9, None, FAILED),
        (None, None, FAILED),  # not started, or stopped
    ],
)
def test_a_code_counts_only_where_the_report_agrees(
    code: int | None, published: bool | None, counts_as: int
) -> None:
    assert code_of_attempt(code, published) == counts_as


@pytest.mark.parametrize(
    ("codes", "combined_failed", "code"),
    [
        ([], False, OK),
        ([OK, OK], False, OK),
        ([OK, OK], True, WITHHELD),
        ([OK, WITHHELD], False, WITHHELD),
        ([OK, BUSY], False, WITHHELD),
        ([OK, FAILED], False, WITHHELD),
        ([FAILED, FAILED], True, FAILED),
    ],
)
def test_a_refresh_counts_as_its_sites(codes: list[int], combined_failed: bool, code: int) -> None:
    assert code_of_refresh(codes, combined_failed) == code
