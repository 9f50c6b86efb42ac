"""`scrapy crawl` and `scrapy refresh` as cron calls them: exit codes, isolation, locks, signals."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import pytest

from crawlers.feed.consume.verify import verify
from crawlers.feed.format.folder import Folder
from tests.feed.board import lines
from tests.feed.crawling import pages
from tests.spider.walking import Answer, Site, served

TWENTY = {key: f"Work for two hands, number {key}" for key in range(1, 21)}
GOOD = "tests.feed.plugins.quay,tests.feed.plugins.weir"
ALL = f"{GOOD},tests.feed.plugins.broken,tests.feed.plugins.quits"


class Shell:
    """Runs commands on a folder of feeds."""

    def __init__(self, root: Path, site: Site) -> None:
        self.root, self.site = root, site

    def start(self, *arguments: str, modules: str = ALL) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "scrapy", *arguments]
        command += [
            "-s",
            f"JOBWIRE_FEEDS={self.root}",
            "-s",
            f"SPIDER_MODULES={modules}",
            "-s",
            "DOWNLOAD_TIMEOUT=5",
        ]
        environment = {**os.environ, "JOBWIRE_TEST_SITE": self.site.origin}
        return subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def run(self, *arguments: str, modules: str = ALL) -> tuple[int, str]:
        process = self.start(*arguments, modules=modules)
        out, err = process.communicate(timeout=60)
        told = out if arguments[0] == "refresh" or process.returncode in (0, 3, 4) else err
        return process.returncode, told + (err if not out else "")

    def show(self, texts: Mapping[int, str], wait: float = 0.0) -> None:
        """What the site has from now on; wait: seconds that it takes for each answer."""
        self.site.routes = {path: Answer(text, wait=wait) for path, text in pages(texts).items()}

    def folder(self, name: str = "quay") -> Folder:
        return Folder(self.root, name)


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    with served(pages(TWENTY)) as site:
        yield Shell(tmp_path, site)


def within_eighty(told: str) -> bool:
    return max(map(len, told.splitlines())) <= 80 or all(
        len(line) <= 80 or "/" in line for line in told.splitlines()
    )


def test_one_site_day_by_day(shell: Shell) -> None:
    code, told = shell.run("crawl", "quay", "--as-of", "2031-01-01")
    assert code == 0 and "quay: published. 20 open; 20 added." in told and within_eighty(told)
    assert verify(shell.folder().path).problems == []

    code, told = shell.run("crawl", "quay", "--as-of", "2031-01-02")
    assert code == 0 and "20 open; unchanged." in told
    source = shell.folder().manifest(shell.folder().published()[-1]).sources[0]
    assert (source.fetched, source.not_modified) == (0, 20)  # the pages answered the same bytes

    shell.show(dict(list(TWENTY.items())[:8]))
    code, told = shell.run("crawl", "quay", "--as-of", "2031-01-03")
    assert code == 3 and "under 80%" in told and "--accept-shrink" in told and within_eighty(told)

    code, told = shell.run("crawl", "quay", "--as-of", "2031-01-04", "--accept-shrink")
    assert code == 0 and shell.folder().manifest(shell.folder().published()[-1]).sources[0].accepted

    shell.show({})
    code, told = shell.run("crawl", "quay", "--as-of", "2031-01-05")
    assert code == 4 and "What to do:" in told and len(lines(shell.folder())) == 20


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (["crawl", "nosuch"], 64, "nosuch"),
        (["crawl"], 64, "one site"),
        (["crawl", "quay", "weir"], 64, "one site"),
        (["crawl", "quay", "--as-of", "yesterday"], 64, "yesterday"),
        (["crawl", "quay", "-a", "nonsense"], 64, "NAME=VALUE"),
        (["crawl", "broken"], 4, "no_such_module"),
        (["crawl", "quits"], 4, "cannot be loaded"),
        (["refresh", "nosuch"], 64, "nosuch"),
    ],
)
def test_usage_and_broken_plugins(shell: Shell, arguments: list[str], code: int, word: str) -> None:
    found, told = shell.run(*arguments)
    assert (found, word in told) == (code, True), told


def test_two_runs_at_once(shell: Shell) -> None:
    shell.show(TWENTY, wait=3.0)
    first = shell.start("crawl", "quay")
    _until(lambda: "run 2" in _text(shell.folder().work / "lock"))
    code, told = shell.run("crawl", "quay")
    assert code == 75 and "run 2" in told and first.poll() is None
    assert first.communicate(timeout=120) and first.returncode == 0
    assert len(lines(shell.folder())) == 20


def test_a_crawl_that_is_told_to_stop_goes_on_next_time(shell: Shell) -> None:
    shell.show(TWENTY, wait=0.3)
    process = shell.start("crawl", "quay", "--as-of", "2031-01-01")
    _until(lambda: len(shell.site.paths()) > 12)
    process.send_signal(signal.SIGTERM)
    out, _ = process.communicate(timeout=20)
    assert process.returncode == 3 and "interrupted" in out and not shell.folder().latest.exists()
    finished = len(shell.site.paths()) - 4  # what was on its way is asked for again
    shell.site.log.clear()
    code, _ = shell.run("crawl", "quay", "--as-of", "2031-01-01T01:00:00Z")
    assert code == 0 and len(lines(shell.folder())) == 20
    assert (
        len([path for path in shell.site.paths() if path.startswith("/jobs/")]) <= 22 - finished + 4
    )


def test_a_crawl_that_is_killed_again_and_again_loses_nothing_and_asks_for_little_twice(
    shell: Shell,
) -> None:
    shell.show(TWENTY, wait=0.2)
    kills = 3
    for more in range(1, kills + 1):
        process = shell.start("crawl", "quay", "--as-of", "2031-01-01")
        _until(lambda least=5 * more: len(_postings_asked(shell)) >= least)
        process.kill()
        process.communicate(timeout=20)
        assert not shell.folder().latest.exists()
    assert shell.run("crawl", "quay", "--as-of", "2031-01-01T01:00:00Z")[0] == 0
    asked = [path for path in shell.site.paths() if path.startswith("/jobs/")]
    twice = len(asked) - len(set(asked))
    print(f"{kills} kills of a crawl of 20 postings: {twice} pages asked for twice")
    assert sorted(lines(shell.folder()), key=int) == [str(key) for key in TWENTY]
    # what was on its way, and what had come but was not yet through the stages
    assert twice <= kills * 12
    assert verify(shell.folder().path).problems == []


@pytest.mark.parametrize("times", [1, 2])
def test_a_crawl_that_is_told_to_stop_does_not_wait_for_a_page_that_never_comes(
    shell: Shell, times: int
) -> None:
    shell.show(TWENTY, wait=0.2)
    shell.site.routes["/jobs/7"] = Answer("too late", wait=25)
    process = shell.start("crawl", "quay", "--as-of", "2031-01-01", "-s", "DOWNLOAD_TIMEOUT=30")
    _until(lambda: len(shell.site.paths()) > 12)
    began = time.monotonic()
    for _ in range(times):
        process.send_signal(signal.SIGTERM)
        time.sleep(1)
    out, _ = process.communicate(timeout=20)
    assert (
        process.returncode == 3 and "interrupted" in out and time.monotonic() - began < 10 + _load()
    )
    assert (
        shell.folder().work / "journal"
    ).stat().st_size > 1000 and not shell.folder().latest.exists()


def test_refresh_publishes_what_it_can_and_names_what_it_cannot(shell: Shell) -> None:
    code, told = shell.run("refresh", "--all", "--as-of", "2031-01-01")
    assert code == 3 and within_eighty(told)
    results = {line.split()[0]: line for line in told.splitlines() if not line.startswith(" ")}
    assert "published" in results["quay"] and "published" in results["weir"]
    assert "failed" in results["broken"] and "failed" in results["quits"]
    everything = shell.folder("all")
    assert verify(everything.path).problems == []
    assert everything.fixed.read_bytes().count(b"\n") == 40

    shell.show({**TWENTY, 99: "A new one for two more hands"})
    code, told = shell.run("refresh", "--all", "--as-of", "2031-01-02", modules=GOOD)
    assert code == 0 and "all: published. 42 open; 2 added." in told
    assert verify(everything.path, every_run=True).problems == []
    manifest = everything.manifest(everything.published()[-1])
    assert {source.source: source.published for source in manifest.sources} == {
        "quay": True,
        "weir": True,
    }


def test_what_a_refresh_says_of_a_site_is_not_cut_short(shell: Shell) -> None:
    shell.run("refresh", "quay", "--as-of", "2031-01-01", modules=GOOD)
    shell.show({**TWENTY, 7: "Other work for two hands", 99: "A new one for two more hands"})
    shell.site.routes["/jobs/8"] = Answer(status=500)
    words = ("refresh", "quay", "--as-of", "2031-01-02", "--full")
    code, told = shell.run(*words, modules=GOOD)
    assert code == 0 and within_eighty(told)
    row = told.partition("all: ")[0]
    assert "21 open; 1 added, 1 updated; 1 carried over" in " ".join(row.split()), told


def test_a_refresh_names_the_corrections_that_it_does_not_apply(shell: Shell) -> None:
    file = shell.root / "corrections.yaml"
    told_by = "value: Mate, who: A, why: b, until: 2031-02-01"
    file.write_text(
        "corrections:\n"
        + "".join(
            f"- {{id: '{key}', field: title, {told_by}}}\n"
            for key in ("quay:7", "quay:77", "kay:7")
        )
    )
    words = ("refresh", "quay", "--as-of", "2031-01-01", "-s", f"JOBWIRE_CORRECTIONS={file}")
    code, told = shell.run(*words, modules=GOOD)
    assert code == 0 and within_eighty(told)
    said = [line.strip() for line in told.splitlines() if "Correction" in line]
    assert said == [
        f"Correction of {key}, title: the feed has no such posting." for key in ("quay:77", "kay:7")
    ]


def test_off_a_terminal_a_refresh_says_when_it_began_and_how_each_site_ended(shell: Shell) -> None:
    process = shell.start("refresh", "quay", "--as-of", "2031-01-01", modules=GOOD)
    _, said = process.communicate(timeout=60)
    dated = [line for line in said.splitlines() if re.match(r"\d{4}-\d\d-\d\dT[\d:]{8}Z ", line)]
    assert [re.sub(r"[\d.]+ s\b", "N s", line[21:]) for line in dated] == [
        "refresh: 1 site(s)",
        "quay: published in N s, 20 read",
        "refresh: 1 published in N s",
    ]


def test_a_failing_site_keeps_its_records_in_the_feed_of_all(shell: Shell) -> None:
    assert shell.run("refresh", "--all", "--as-of", "2031-01-01", modules=GOOD)[0] == 0
    shell.show({})
    code, told = shell.run("refresh", "weir", "--as-of", "2031-01-02", modules=GOOD)
    assert code == 4 and "No site could be read" in told
    shell.show({**TWENTY, 99: "A new one for two more hands"})
    code, told = shell.run("refresh", "quay", "--as-of", "2031-01-03", modules=GOOD)
    assert code == 0
    everything = shell.folder("all")
    manifest = everything.manifest(everything.published()[-1])
    sources = {source.source: source for source in manifest.sources}
    assert sources["quay"].published and sources["quay"].stale_since is None
    assert not sources["weir"].published and sources["weir"].carried_over == 20
    assert (
        sources["weir"].stale_since == "2031-01-01T00:00:00Z" and "list" in sources["weir"].reasons
    )
    assert (
        everything.fixed.read_bytes().count(b"\n") == 41
        and verify(everything.path, every_run=True).problems == []
    )


def test_two_refreshes_at_once(shell: Shell) -> None:
    shell.show(TWENTY, wait=3.0)
    first = shell.start("refresh", "--all", modules=GOOD)
    _until(lambda: "process" in _text(shell.folder("all").work / "lock"))
    code, _ = shell.run("refresh", "--all", modules=GOOD)
    assert code == 75 and first.poll() is None
    assert first.communicate(timeout=120) and first.returncode == 0


def test_a_refresh_that_is_told_to_stop_stops_its_crawls(shell: Shell) -> None:
    shell.show(TWENTY, wait=0.3)
    process = shell.start("refresh", "--all", "--as-of", "2031-01-01", modules=GOOD)
    _until(lambda: len(shell.site.paths()) > 12)
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 3 and "Stopped." in err and time.monotonic() - began < 12 + _load()
    asked = len(shell.site.log)
    time.sleep(0.5)
    assert len(shell.site.log) == asked
    report = json.loads((shell.folder().work / "report.json").read_bytes())
    assert report["source"]["published"] is False


SHARDS = ("-s", "JOBWIRE_SHARDS=quay=2")


def test_a_refresh_reads_a_site_in_shards_and_publishes_the_bytes_of_one_process(
    shell: Shell,
) -> None:
    assert shell.run("refresh", "--all", "--as-of", "2031-01-01", modules=GOOD)[0] == 0
    wanted = shell.folder().fixed.read_bytes()
    shell.site.log.clear()
    many = Shell(shell.root / "many", shell.site)
    code, told = many.run("refresh", "--all", "--as-of", "2031-01-01", *SHARDS, modules=GOOD)
    assert code == 0 and "all: published. 40 open; 40 added." in told, told
    assert many.folder().fixed.read_bytes() == wanted and verify(many.folder().path).problems == []
    asked = [path for path in shell.site.paths() if path.startswith("/jobs/")]
    # for two sites, none twice for one
    assert sorted(asked) == sorted([f"/jobs/{key}" for key in TWENTY] * 2)
    assert not (many.folder().work / "shards").exists()


def test_a_refresh_in_shards_that_is_told_to_stop_goes_on_next_time(shell: Shell) -> None:
    shell.show(TWENTY, wait=0.3)
    process = shell.start("refresh", "quay", "--as-of", "2031-01-01", *SHARDS, modules=GOOD)
    _until(lambda: len([path for path in shell.site.paths() if path.startswith("/jobs/")]) > 10)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)
    assert process.returncode == 3 and not shell.folder().latest.exists()
    shell.show(TWENTY)
    shell.site.log.clear()
    code, told = shell.run("refresh", "quay", "--as-of", "2031-01-02", *SHARDS, modules=GOOD)
    assert code == 0 and "20 open; 20 added" in told, told
    assert len([path for path in shell.site.paths() if path.startswith("/jobs/")]) < 18
    # as they had begun
    assert (
        shell.folder().manifest(str(shell.folder().latest_id())).started_at
        == "2031-01-01T00:00:00Z"
    )


def test_a_shard_that_fails_is_named_and_nothing_is_published(shell: Shell) -> None:
    code, told = shell.run(
        "refresh", "quits", "--as-of", "2031-01-01", "-s", "JOBWIRE_SHARDS=quits=2"
    )
    assert code == 4 and "Shard 1/2: The plugin cannot be loaded" in told and within_eighty(told), (
        told
    )
    assert not shell.folder("quits").latest.exists()


@pytest.mark.parametrize("shards", ["quay", "quay=", "quay=two", "=2x"])
def test_what_is_no_number_of_shards_is_said_before_anything_is_done(
    shell: Shell, shards: str
) -> None:
    code, told = shell.run("refresh", "--all", "-s", f"JOBWIRE_SHARDS={shards}", modules=GOOD)
    assert code == 64 and "is not SITE=NUMBER" in told and shell.site.log == []


def _text(path: Path) -> str:
    return path.read_text() if path.exists() else ""


def _postings_asked(shell: Shell) -> set[str]:
    """Return the addresses of postings that the site was asked for."""
    return {path for path in shell.site.paths() if path.startswith("/jobs/")}


def _until(what: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def _load() -> float:
    """Seconds that a machine with much to do may take longer."""
    return min(10.0, 2 * os.getloadavg()[0])


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (
            ["crawl", "quay", "-a", "pages=/no/such"],
            64,
            "pages=/no/such: no such page, folder or list",
        ),
        (["crawl", "quay", "-a", "origin=quay.example"], 64, "give http://HOST"),
        (
            ["crawl", "quay", "-s", "JOBWIRE_FEEDS=/proc/feeds"],
            3,
            "Give a folder that can be written to",
        ),
        (
            ["refresh", "quay", "-s", "JOBWIRE_FEEDS=/proc/feeds"],
            3,
            "Give a folder that can be written to",
        ),
        (
            ["crawl", "quay", "-s", "JOBWIRE_STORE=postgresql://a@127.0.0.1:1/none"],
            3,
            "Look at the setting JOBWIRE_STORE",
        ),
        (
            ["crawl", "quay", "-s", "JOBWIRE_TARGET=nowhere://feeds"],
            3,
            "Look at the setting JOBWIRE_TARGET",
        ),
        (["record", "nowhere"], 64, "`scrapy list` names them"),
    ],
)
def test_what_cannot_begin_says_what_to_do(
    shell: Shell, arguments: list[str], code: int, words: str
) -> None:
    settings = ["-s", f"SPIDER_MODULES={GOOD}", "-s", f"JOBWIRE_FEEDS={shell.root}"]
    command = [sys.executable, "-m", "scrapy", *arguments[:2], *settings, *arguments[2:]]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (
        done.returncode == code
        and words in done.stdout + done.stderr
        and "Traceback" not in done.stderr
    )


def test_who_names_no_contact_is_reminded_of_it(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not where only a mirror is asked, or saved pages."""
    mirror = ("-a", f"origin={shell.site.origin}")
    for named, options, reminded in (
        ("", (), True),
        ("", mirror, False),
        ("jobs@board.example", (), False),
    ):
        monkeypatch.setenv("JOBWIRE_CONTACT", named)
        told = shell.start("crawl", "quay", *options, modules=GOOD).communicate(timeout=60)[1]
        assert ("JOBWIRE_CONTACT is not set" in told) == reminded


def test_on_a_terminal_a_crawl_says_how_far_it_is_and_what_came_of_it(shell: Shell) -> None:
    """In eighty columns; the log is in a file that is named where somebody has to read it."""

    def run(*arguments: str) -> tuple[int, str]:
        screen, terminal = pty.openpty()
        settings = ["-s", f"SPIDER_MODULES={GOOD}", "-s", f"JOBWIRE_FEEDS={shell.root}"]
        command = [sys.executable, "-m", "scrapy", "crawl", *arguments, *settings]
        environment = {
            **os.environ,
            "JOBWIRE_TEST_SITE": shell.site.origin,
            "COLUMNS": "80",
            "TERM": "xterm",
        }
        process = subprocess.Popen(command, stdout=terminal, stderr=terminal, env=environment)
        os.close(terminal)
        said = b""
        with suppress(OSError):  # the other side is closed
            while more := os.read(screen, 65536):
                said += more
        os.close(screen)
        return process.wait(), re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", said.decode())

    code, said = run("quay")
    assert code == 0 and "quay: 20 listed" in said and "quay: published. 20 open; 20 added." in said
    assert "INFO" not in said and "Traceback" not in said
    log = shell.folder().work / "crawl.log"
    assert "Spider closed (finished)" in log.read_text()
    shell.show({})
    code, said = run("quay")
    assert code == 4 and "What to do:" in said and f"The log: {log}" in said.replace("\r\n", "\n")
    assert run("nowhere") == (
        64,
        "scrapy crawl: there is no site 'nowhere'; `scrapy list` names them\r\n",
    )
