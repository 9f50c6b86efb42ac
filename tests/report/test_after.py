"""What a refresh writes for people and monitors; none of it can fail the refresh."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, get_args

import pytest
from prometheus_client.parser import text_string_to_metric_families

import crawlers.settings
from crawlers.contract.slots import SLOTS, Slot
from crawlers.extensions import tally
from crawlers.feed.format.clock import Clock
from crawlers.report import messages_reference, settings_reference, slots_reference
from crawlers.report.after import after_refresh
from crawlers.report.gather import gather
from crawlers.report.schema_reference import reference
from crawlers.report.webhook import NotSent, post, verdict
from tests import ROOT
from tests.feed.crawling import crawl, pages
from tests.report.feeds import NOW, sample
from tests.spider.walking import served

CLOCK = Clock.at(NOW)


@pytest.fixture(scope="module")
def feeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample(tmp_path_factory.mktemp("feeds"))


@pytest.fixture
def hook() -> Iterator[tuple[str, list[Any]]]:
    """Yield an address on loopback, and what is posted to it."""
    got: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got.append((self.headers["Content-Type"], json.loads(body)))
            self.send_response(500 if self.path.startswith("/broken") else 204)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", got
    server.shutdown()
    server.server_close()


def figures(file: Path) -> dict[tuple[str, str], float]:
    families = text_string_to_metric_families(file.read_text())
    return {
        (sample.name, sample.labels.get("feed", "")): sample.value
        for family in families
        for sample in family.samples
    }


def test_all_that_is_asked_for_is_done(
    feeds: Path, tmp_path: Path, hook: tuple[str, list[Any]], capsys: Any
) -> None:
    address, got = hook
    settings = {
        "JOBWIRE_REPORT": "report.html",
        "JOBWIRE_METRICS": str(tmp_path / "jobwire.prom"),
        "JOBWIRE_WEBHOOK": address,
    }
    after_refresh(settings, feeds, 3, CLOCK)
    said = capsys.readouterr()
    assert said.err == "" and said.out.startswith(
        f"{feeds}/report.html:\n  1 of 3 site(s) published"
    )
    found = figures(tmp_path / "jobwire.prom")
    # 2026-03-04T06:00:00Z
    assert found["jobwire_last_publish_timestamp_seconds", "orchard"] == 1772604000
    assert found["jobwire_postings_open", "orchard"] == 13
    assert [found["jobwire_exit_code", name] for name in ("quarry", "orchard", "mill")] == [0, 3, 4]
    assert found["jobwire_refresh_exit_code", ""] == 3
    assert ("jobwire_postings_open", "mill") not in found
    ((kind, body),) = got
    assert kind == "application/json" and body["exit_code"] == 3 and body["at"] == NOW
    assert body["text"].startswith(
        "jobwire: 1 of 3 sites published. mill failed: 1 list page(s) failed"
    )
    assert [each["verdict"] for each in body["feeds"]] == ["failed", "withheld", "published"]


def test_nothing_is_done_unasked(feeds: Path, capsys: Any) -> None:
    (feeds / "report.html").unlink(missing_ok=True)
    after_refresh({}, feeds, 0, CLOCK)
    assert not (feeds / "report.html").exists() and capsys.readouterr() == ("", "")


def test_what_fails_is_said_and_raises_nothing(
    feeds: Path, tmp_path: Path, hook: tuple[str, list[Any]], capsys: Any
) -> None:
    settings = {
        "JOBWIRE_REPORT": "no/such/folder.html",
        "JOBWIRE_METRICS": str(tmp_path / "no" / "file"),
        "JOBWIRE_WEBHOOK": "x",
    }
    after_refresh(settings, feeds, 0, CLOCK)
    said = capsys.readouterr()
    assert [each.split()[1] for each in said.err.splitlines()] == [
        "report",
        "metrics",
        "webhook",
    ] and said.out == ""
    after_refresh({"JOBWIRE_REPORT": "report.html"}, tmp_path / "nowhere", 0, CLOCK)
    assert "There is no feed in" in capsys.readouterr().err


@pytest.mark.parametrize(
    "path",
    ["/broken?token=secret", ":1/?token=secret", ":x/secret", ":1/a secret", "file:///etc/passwd"],
)
def test_a_webhook_that_fails_keeps_its_address_to_itself(
    hook: tuple[str, list[Any]], path: str
) -> None:
    address = (
        hook[0] + path
        if path.startswith("/")
        else f"http://127.0.0.1{path}"
        if path.startswith(":")
        else path
    )
    with pytest.raises(NotSent) as error:
        post(address, {})
    assert "secret" not in str(error.value) and "passwd" not in str(error.value)


def test_good_feeds_make_a_short_message(feeds: Path) -> None:
    good = gather(feeds)
    good.sites[:] = [site for site in good.sites if site.verdict == "published"]
    assert verdict(good, NOW, 0)["text"] == "jobwire: 1 of 1 sites published"


def test_a_crawl_is_tallied_by_family() -> None:
    stats = {
        "downloader/request_count": 9,
        "downloader/response_bytes": 4096,
        "elapsed_time_seconds": 1.26,
        "downloader/response_status_count/200": 7,
        "downloader/response_status_count/404": 2,
        "downloader/exception_type_count/twisted.internet.error.TimeoutError": 1,
        "jobwire/robots/unsettled/http_503": 1,
        "jobwire/given_up/robots_forbidden": 3,
        "log_count/INFO": 8,
    }
    assert tally.tally_of("run", stats) == {
        "run_id": "run",
        "requests": 9,
        "bytes": 4096,
        "seconds": 1.3,
        "http": {"200": 7, "404": 2},
        "errors": {"TimeoutError": 1},
        "robots": {"unsettled/http_503": 1},
        "given_up": {"robots_forbidden": 3},
    }


def test_a_crawl_leaves_its_tally_beside_its_feed(tmp_path: Path) -> None:
    extensions = {
        "EXTENSIONS": {
            "crawlers.extensions.record_run.RecordRun": 500,
            "crawlers.extensions.tally.Tally": 520,
        }
    }
    with served(pages(dict.fromkeys((1, 2, 3), "Work for two busy hands."))) as site:
        outcome = crawl(tmp_path, site.origin, "2026-03-02", settings=extensions)
    counted = gather(tmp_path).sites[0].tally()
    assert outcome.verdict == "published" and counted["robots"] == {"settled": 1}
    assert counted["http"] == {"200": 4, "404": 1} and counted["requests"] == 5


def test_tallies_of_the_oldest_crawls_go(tmp_path: Path) -> None:
    for number in range(tally.KEPT + 2):
        tally.add(tmp_path, {"run_id": number})
    kept = [json.loads(each)["run_id"] for each in (tmp_path / tally.FILE).read_text().splitlines()]
    assert kept == list(range(2, tally.KEPT + 2))


def test_the_schema_reference_is_fresh() -> None:
    assert (ROOT / "docs/schema.md").read_text() == reference(), "run `make schema`"


def test_every_slot_is_documented() -> None:
    assert tuple(SLOTS) == get_args(Slot)
    committed = slots_reference.PAGE.read_text(encoding="utf-8")
    assert committed == slots_reference.with_slots(committed), "run `make schema`"
    assert committed.count("| `valid_through` |") == 1


def test_the_settings_reference_is_fresh_and_names_every_setting_of_ours() -> None:
    committed = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    assert committed == settings_reference.page(), "run `make schema`"
    ours = [name for name in vars(crawlers.settings) if name.startswith("JOBWIRE_")]
    assert {name for name in ours if f"`{name}" not in committed} == set()


def test_the_page_of_messages_is_fresh_and_each_message_is_said_somewhere() -> None:
    committed = (ROOT / "docs/messages.md").read_text(encoding="utf-8")
    assert committed == messages_reference.page(), "run `make schema`"
    source = " ".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "crawlers").rglob("*.py")
        if path.stem != "messages_reference"
    )
    quoted = re.findall(r"^\| `(.+?)` \|", messages_reference.HEAD, re.M)
    said = [each for words in quoted for each in words.split("`, `")]
    assert len(said) > 8 and [each for each in said if each not in source] == []


def test_the_schema_reference_names_every_field_with_its_type() -> None:
    page = reference()
    assert "| `valid_through` | [When](#when) or null | The deadline for applications. |" in page
    assert (
        "| `currency` | ISO 4217 (EUR) or null |" in page
        and "| `employment_types` | list of `FULL_TIME`," in page
    )
    assert "<class" not in page and "typing" not in page
