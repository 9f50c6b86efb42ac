"""Why a line changed: its source, or the rules that read it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from scrapy.settings import Settings

from crawlers import settings as project
from crawlers.contract.ledger import Fetched, Ledger
from crawlers.feed.__main__ import main
from crawlers.feed.consume.consume import changes
from crawlers.feed.consume.verify import verify
from crawlers.feed.format import delta
from crawlers.feed.format.clock import Clock
from crawlers.feed.format.folder import Folder
from crawlers.feed.format.lookup import find_line
from crawlers.feed.format.manifest import Manifest
from crawlers.feed.judge.next_feed import Ending
from crawlers.feed.run.finish import finish
from crawlers.feed.run.messages import describe_counts
from crawlers.feed.run.record import PostingRecorder
from crawlers.feed.run.run import Run, RunOptions
from crawlers.page.page_words import as_words
from crawlers.posting import Reading, Said
from crawlers.posting.line import id_of
from crawlers.spider import Healthy
from tests.feed.board import posting
from tests.feed.crawling import crawl
from tests.spider.walking import served

SENTENCES = ("You weave sails of flax.", "You mend nets on Fridays.", "A boat brings the mail.")
PAGE = f"Weaver Loft of the Quay Posted by the owner {' '.join(SENTENCES)} Similar jobs Rigger 12"


class Feed:
    """One posting, read each day from a page by some code. Every published run is verified."""

    def __init__(self, root: Path) -> None:
        self.folder = Folder(root, "demo")
        self.days = count(1)

    def run(
        self,
        texts: Sequence[str] = SENTENCES,
        page: str = PAGE,
        code: str = "old",
        proof: str = "Loft of the Quay",
        given_up: bool = False,
        **fetched: Any,
    ) -> Manifest:
        """Read the texts from the page. proof: what the employer was read from."""
        clock = Clock.at(f"2031-01-{next(self.days):02}T03:00:00Z")
        run = Run.begin(self.folder, clock, RunOptions(code))
        ledger = Ledger(proof="last_page")
        ledger.listed["7"] = "http://demo.example/jobs/7"
        if given_up:
            ledger.given_up["7"] = "timeout"
        else:
            provenance = {"organization": Said(proof, "label", "label: Company")}
            reading = Reading(posting(7, " ".join(texts)), provenance, [], [])
            reading.page_words = lambda: as_words(page)
            ledger.fetched["7"] = Fetched(run.now, **fetched)
            PostingRecorder(run).keep(reading, ledger.fetched["7"])
        outcome = finish(run, Ending(), ledger, Healthy(), accept=True)
        if outcome.verdict == "published":
            assert verify(self.folder.path).problems == []
        assert outcome.manifest
        return outcome.manifest

    def cause(self) -> str:
        (change,) = changes(self.folder.path)
        assert change.op == "update"
        return change.cause

    def last_changed(self) -> str:
        return str(json.loads(self.folder.fixed.read_bytes())["lifecycle"]["last_changed"])[:10]


@pytest.fixture
def feed(tmp_path: Path) -> Feed:
    feed = Feed(tmp_path)
    feed.run(lastmod="2031-01-01", etag='"a"')
    return feed


def test_the_same_code_and_another_reading_is_the_source(feed: Feed) -> None:
    manifest = feed.run(SENTENCES[:2])
    assert (manifest.counts.updated, manifest.counts.read_differently) == (1, 0)
    assert (feed.cause(), feed.last_changed()) == ("source", "2031-01-02")


def test_new_code_on_the_same_page_is_the_rules(feed: Feed) -> None:
    manifest = feed.run(SENTENCES[:2], code="new")
    assert (manifest.counts.updated, manifest.counts.read_differently) == (0, 1)
    assert (feed.cause(), feed.last_changed()) == ("rules", "2031-01-01")
    assert describe_counts(manifest.counts) == "1 open; 1 read differently"
    assert feed.run(SENTENCES[:2], code="new").counts.read_differently == 0


def test_new_code_that_reads_alike_changes_nothing(feed: Feed) -> None:
    manifest = feed.run(code="new")
    assert (manifest.counts.updated, manifest.counts.read_differently) == (0, 0)


@pytest.mark.parametrize(
    "page",
    [
        PAGE.replace("Fridays", "Mondays"),
        PAGE.replace(SENTENCES[2], ""),
        PAGE.replace("Loft of the Quay", "Loft of the Pier"),
    ],
    ids=["a word", "a sentence", "what a value was read from"],
)
def test_a_page_that_changed_in_the_night_of_new_code_is_the_source(feed: Feed, page: str) -> None:
    feed.run(SENTENCES[:1], page, code="new", proof="owner")
    assert (feed.cause(), feed.last_changed()) == ("source", "2031-01-02")


@pytest.mark.parametrize("moved", [{"lastmod": "2031-01-02"}, {"etag": '"b"'}])
def test_a_list_that_shows_a_change_is_the_source(feed: Feed, moved: dict[str, str]) -> None:
    feed.run(SENTENCES[:2], code="new", **{"lastmod": "2031-01-01", "etag": '"a"', **moved})
    assert feed.cause() == "source"


def test_what_moves_around_a_posting_is_no_change_of_it(feed: Feed) -> None:
    page = PAGE.replace("Rigger 12", "Sailmaker 13").replace("Weaver ", "Weaver f3a9c1 ")
    feed.run(SENTENCES[:2], page, code="new")
    assert feed.cause() == "rules"


def test_blanks_and_marks_that_a_site_moves_are_no_change(feed: Feed) -> None:
    page = PAGE.replace("on Fridays.", "on Fri days !").replace("weave sails", "WEAVE  sails")
    feed.run(SENTENCES[:2], page, code="new")
    assert feed.cause() == "rules"


def test_a_number_is_not_found_within_another() -> None:
    assert as_words("4 May") in as_words("until 4 May.")
    assert as_words("4 May") not in as_words("until 14 May.")


def test_a_posting_knows_what_last_read_it(feed: Feed) -> None:
    """Given up in the night of new code, it is read by that code in a later one."""
    feed.run(code="new", given_up=True)
    feed.run(code="new")
    (feed.folder.work / "store.sqlite").unlink(missing_ok=True)
    feed.run(SENTENCES[:2], code="newest")
    assert feed.cause() == "rules"


def test_the_command_counts_the_two_apart(feed: Feed, capsys: pytest.CaptureFixture[str]) -> None:
    feed.run(SENTENCES[:2], code="new")
    first, second = feed.folder.published()
    assert main(["diff", str(feed.folder.path), first, second]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("reread  demo:7  content_hash description")
    assert said.err == "1 read differently (description 1)\n"


def test_a_file_of_changes_without_causes_is_read() -> None:
    old = b'{"op":"update","id":"demo:7","before":"a","after":"b","changed":[],"record":{}}\n'
    fields = json.loads(old)
    assert delta.kind_of(fields) == "update"
    assert delta.record_of(old) == b"{}\n"
    new = b'{"op":"update","id":"demo:7","cause":"rules","before":"a","after":"b","record":{}}\n'
    assert delta.kind_of(json.loads(new)) == delta.REREAD


def test_a_line_is_found_by_its_id(tmp_path: Path) -> None:
    for size in (0, 1, 2, 3, 50):
        lines = [
            b'{"id":"a:%04d","text":"%s"}\n' % (n * 2, b"x" * (n % 7 * 9)) for n in range(size)
        ]
        path = tmp_path / str(size)
        path.write_bytes(b"".join(lines))
        assert [find_line(path, id_of(line)) for line in lines] == lines
        assert {find_line(path, f"a:{n * 2 + 1:04}") for n in range(-1, size)} <= {b""}


# --- A crawl, with the stages of a run ------------------------------------------------------------

STAGES = Settings({"ITEM_PIPELINES": project.ITEM_PIPELINES}).getdict("ITEM_PIPELINES")
TRADES = ("Weaver", "Baker", "Rigger", "Dyer", "Potter", "Glover")


class OtherTitle:
    """A rule that changed: titles in capitals."""

    def process_item(self, item: Any) -> Any:
        item.facts["title"] = item.facts["title"].upper()
        return item


def board(day: int, changed: int = -1) -> dict[str, str]:
    """The pages of a board on one day, with what the site prints anew each time."""
    links = "".join(f'<li><a href="/jobs/{n}">{t}</a></li>' for n, t in enumerate(TRADES, 1))
    return {"/list": f"<html><body><ul>{links}</ul></body></html>"} | {
        f"/jobs/{n}": _page(n, trade, day, n == changed) for n, trade in enumerate(TRADES, 1)
    }


def _page(number: int, trade: str, day: int, is_changed: bool) -> str:
    task = "teach two apprentices" if is_changed else "keep the books of the loft"
    return (
        f'<html lang="en"><head><title>{trade}</title><meta name="csrf" content="f{day}c{number}">'
        f"</head><body><main><h1>{trade}</h1><p>Company: Loft {number} Ltd</p>"
        f"<p>Posted {day} days ago</p><h2>Duties</h2><p>You work as a {trade.lower()} behind the "
        f"old harbour of town {number}, and you {task} when the boats are out.</p>"
        f"<p>Viewed {40 * day + number} times</p></main><aside><h2>Similar jobs</h2>"
        f"<p>Sailmaker {day}</p></aside></body></html>"
    )


def nights(root: Path) -> Iterator[Any]:
    """Yield a function that crawls a night's board, by some code, and gives what it changed."""
    with served({}) as site:

        def night(day: int, changed: int = -1, code: str = "a", other: bool = False) -> list[str]:
            site.routes = dict(board(day, changed))
            stages = STAGES | ({OtherTitle: 850} if other else {})
            now = f"2031-03-{day:02}T04:00:00Z"
            done = crawl(root, site.origin, now, settings={"ITEM_PIPELINES": stages}, code=code)
            assert done.verdict == "published", done
            feed = Folder(root, "board")
            assert verify(feed.path).problems == []
            return sorted(f"{each.op} {each.cause} {each.id}" for each in changes(feed.path))

        yield night


night = pytest.fixture(nights)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path


def test_what_a_site_prints_anew_updates_nothing(night: Any) -> None:
    assert len(night(2)) == 6
    assert [night(day) for day in (3, 4, 5)] == [[], [], []]


def test_one_changed_rule_is_only_rules(night: Any) -> None:
    night(2)
    assert night(3, code="b", other=True) == [f"update rules board:{n}" for n in range(1, 7)]
    assert night(4, code="b", other=True) == []


def test_one_changed_page_among_those_that_new_code_reads(night: Any) -> None:
    night(2)
    found = night(3, changed=4, code="b", other=True)
    rules = [f"update rules board:{n}" for n in (1, 2, 3, 5, 6)]
    assert found == sorted([*rules, "update source board:4"])


def test_a_store_decides_nothing(night: Any, root: Path) -> None:
    """The same nights with the store lost in between, and in an order of its own."""
    night(2)
    for file in root.rglob("*.sqlite*"):
        file.unlink()
    assert night(3) == []
