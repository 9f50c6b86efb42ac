"""Commands as people mistype them: the code of the table, one sentence, no traceback."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.settings import Settings

from crawlers.commands import __path__ as PATH
from crawlers.commands.base_command import BaseCommand, one_sentence
from crawlers.exit_codes import FAILED, UNREACHABLE, USAGE, WITHHELD
from tests import ROOT
from tests.commands.typed import typed

MISUSE = {
    "an origin that is no address": ("crawl", "jobjob", "-a", "origin=http://[::1"),
    "an origin with a port that is none": (
        "crawl",
        "jobjob",
        "-a",
        "origin=http://a.example:99999",
    ),
    "a day that no other can follow": ("crawl", "jobjob", "--as-of", "9999-12-31"),
    "a day beyond the calendar": ("crawl", "jobjob", "--as-of", "9999-12-31T23:59:59-12:00"),
    "a billion shards to join": ("crawl", "jobjob", "--join", "1000000000"),
    "fewer shards than none": ("crawl", "jobjob", "--join", "-3"),
    "a word for a number": ("crawl", "jobjob", "--join", "x"),
    "one of a billion shards": ("crawl", "jobjob", "-a", "shard=1/1000000000"),
    "a billion processes": ("refresh", "-s", "JOBWIRE_SHARDS=jobjob=1000000000"),
    "no such option of crawl": ("crawl", "jobjob", "--bogus"),
    "no such option of list": ("list", "--bogus"),
    "a setting that is no number": ("crawl", "jobjob", "-s", "JOBWIRE_PATIENCE=x"),
    "a number below zero": ("crawl", "jobjob", "-s", "DOWNLOAD_TIMEOUT=-1"),
    "no sites at once": ("crawl", "jobjob", "-s", "JOBWIRE_JOBS=0"),
    "half a request at once": ("crawl", "jobjob", "-s", "CONCURRENT_REQUESTS=1.5"),
    "no such argument": ("crawl", "jobjob", "-a", "colour=red"),
    "a board elsewhere": ("crawl", "ashby", "-a", "board=.."),
    "too few words": ("record",),
    "an origin that no host can have": ("crawl", "jobjob", "-a", "origin=http://a b"),
    "an origin with two dots": ("crawl", "jobjob", "-a", "origin=http://a..b"),
    "an origin without a port": ("crawl", "jobjob", "-a", "origin=http://127.0.0.1:0"),
    "a profile that cannot be written": ("crawl", "jobjob", "--profile=/proc/x"),
    "a number of the process that cannot be written": ("crawl", "jobjob", "--pidfile=/proc/x"),
    "items into a folder": ("crawl", "jobjob", "-O", "/tmp:json"),
    "a case in another folder": ("record", "jobjob", "/etc/hostname", "--case", "../../../x"),
    "a case that a terminal obeys": ("record", "jobjob", "/etc/hostname", "--case", "a\x1b[2J"),
    "a page without an end": ("newsite", "quay", "/dev/zero"),
    "a list without an end": ("extract", "--pages", "/dev/zero"),
    "sites without an end": ("crawl", "jobjob", "-s", "JOBWIRE_SITES=/dev/zero"),
    "boards without an end": ("crawl", "lever", "-a", "board=x", "-a", "boards=/dev/zero"),
    "an argument without a name": ("crawl", "jobjob", "-a", "=x"),
    "a folder of pages that no file system has": ("crawl", "jobjob", "-a", f"pages={'a' * 5000}"),
    "an origin that is empty": ("crawl", "jobjob", "-a", "origin="),
    "no shards to join": ("crawl", "jobjob", "--join", "0"),
    "a mirror that is no address": ("record", "jobjob", "--origin", "http://[::1"),
    "a mirror that is empty": ("checksites", "jobjob", "--live", "--origin="),
    "another board than the plugin's own": ("crawl", "nato_taleo", "-a", "board=acme.taleo.net/2"),
    "an option of boards for a plugin": ("crawl", "nato_taleo", "-a", "organization=Acme"),
    "a site that leads elsewhere": ("learn", "../x"),
}


@pytest.mark.parametrize("case", MISUSE)
def test_misuse_has_its_code_and_one_sentence(case: str, tmp_path: Path) -> None:
    done = typed(tmp_path, *MISUSE[case], settings={"LOG_ENABLED": "0"})
    assert done.code == USAGE, done.said
    assert len(done.said.strip().splitlines()) == 1, done.said
    assert done.said.startswith(f"scrapy {MISUSE[case][0]}: ")


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("-a", "orign=http://127.0.0.1:9"), "there is no argument orign; did you mean origin?"),
        (("-s", "JOBWIRE_FEDS=x"), "there is no setting JOBWIRE_FEDS; did you mean JOBWIRE_FEEDS?"),
        (("-s", "JOBWIRE_XYZZY=x"), "there is no setting JOBWIRE_XYZZY; docs/settings.md names"),
        (
            ("-s", "DOWNLOAD_DELY=3"),
            "there is no setting DOWNLOAD_DELY; did you mean DOWNLOAD_DELAY?",
        ),
    ],
)
def test_a_name_that_nothing_reads_is_told_with_the_one_that_was_meant(
    words: tuple[str, str], meant: str, tmp_path: Path
) -> None:
    done = typed(tmp_path, "crawl", "jobjob", *words, settings={"LOG_ENABLED": "0"})
    assert done.code == USAGE and meant in done.said and done.said.count("\n") == 1


def test_the_environment_is_read_and_checked_like_what_is_typed(tmp_path: Path) -> None:
    done = typed(tmp_path, "list", JOBWIRE_FEDS="x")
    assert done.code == USAGE
    assert "the environment has JOBWIRE_FEDS, which is no setting; did you mean" in done.said
    done = typed(tmp_path, "list", JOBWIRE_PAGE_BUDGET="many")
    assert done.code == USAGE
    assert "JOBWIRE_PAGE_BUDGET=many: give a whole number, 1 or more" in done.said
    assert typed(tmp_path, "list", JOBWIRE_PAGE_BUDGET="7", JOBWIRE_TEST_OWN="x").code == 0


@pytest.mark.parametrize(
    "setting",
    [
        "DUPEFILTER_CLASS=no.such",
        "JOBDIR=/proc/x",
        "TWISTED_REACTOR=no.such",
    ],
)
def test_a_setting_that_scrapy_cannot_use(setting: str, tmp_path: Path) -> None:
    done = typed(tmp_path, "crawl", "jobjob", "-a", "origin=http://127.0.0.1:9", "-s", setting)
    assert done.code == FAILED and "Traceback" not in done.said, done.said
    assert done.said.count("The crawl broke off. ") == 1


def test_a_number_that_is_none_is_refused_before_the_crawl(tmp_path: Path) -> None:
    done = typed(tmp_path, "crawl", "jobjob", "-s", "MEMUSAGE_LIMIT_MB=x")
    assert done.code == USAGE and "MEMUSAGE_LIMIT_MB=x: give a number" in done.said, done.said


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OSError(24, "Too many open files"), WITHHELD),
        (MemoryError(), WITHHELD),
        (RuntimeError("s3://KEY:geheim@bucket"), FAILED),
    ],
)
def test_whatever_a_command_raises_is_a_code_and_a_sentence(
    error: Exception, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(self: Any, args: list[str], opts: argparse.Namespace) -> None:
        raise error

    command = SimpleNamespace(_name="scrapy crawl", exitcode=0)
    one_sentence(run)(command, [], argparse.Namespace())
    said = capsys.readouterr().err
    assert command.exitcode == code
    assert said.startswith("scrapy crawl: ") and said.count("\n") == 1 and "geheim" not in said


def test_a_server_that_is_none(tmp_path: Path) -> None:
    done = typed(tmp_path, "worker", settings={"JOBWIRE_REDIS": "redis://:geheim@127.0.0.1:1/0"})
    assert (done.code, "geheim" in done.said, "Traceback" in done.said) == (
        UNREACHABLE,
        False,
        False,
    )
    assert typed(tmp_path, "worker", settings={"JOBWIRE_REDIS": "nonsense"}).code == USAGE


@pytest.mark.parametrize(
    "setting",
    [
        {"JOBWIRE_TARGET": "ftp://user:geheim@127.0.0.1:1/x"},
        {"JOBWIRE_STORE": "postgresql://user:p@geheim@127.0.0.1:1/x"},
        {"JOBWIRE_STORE": "host=127.0.0.1 port=1 geheim"},
        # the driver takes the user for a part of the bucket's name, and says so
        {"JOBWIRE_TARGET": "s3://KEY:geheim@bucket/x"},
    ],
)
def test_no_secret_is_said(setting: dict[str, str], tmp_path: Path) -> None:
    done = typed(tmp_path, "crawl", "jobjob", settings={**setting, "LOG_LEVEL": "DEBUG"})
    assert (done.code, "geheim" in done.said) == (WITHHELD, False), done.said


def test_every_command_ends_by_the_table() -> None:
    modules = [import_module(f"crawlers.commands.{each.name}") for each in iter_modules(PATH)]
    commands = [module.Command for module in modules if hasattr(module, "Command")]
    assert len(commands) > 10
    for command in commands:
        assert issubclass(command, BaseCommand), command
        assert (
            hasattr(command.run, "__wrapped__") or command.__name__ not in command.run.__qualname__
        )


def test_no_line_of_a_help_is_taken_for_a_heading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Scrapy prints a line that ends with a colon as one: "Default" in capitals, underlined."""
    monkeypatch.setattr("crawlers.commands.base_command.exit_when_stopped", lambda: None)
    modules = [import_module(f"crawlers.commands.{each.name}") for each in iter_modules(PATH)]
    for command in (module.Command() for module in modules if hasattr(module, "Command")):
        command.settings = Settings()
        parser = argparse.ArgumentParser(conflict_handler="resolve")
        command.add_options(parser)
        ours = (action.help or "" for action in parser._actions if action.dest != "loglevel")
        assert [words for words in ours if ": " in words] == []


def test_what_is_no_address_costs_itself(tmp_path: Path) -> None:
    wrong = "http://[::1", "http://a.example:99999"
    done = typed(tmp_path, "extract", *wrong)
    assert (done.code, done.said.count("not_fetched: address")) == (0, 2), done.said
    done = typed(tmp_path, "boards", *wrong)
    assert (done.code, done.said.count("no board: address")) == (FAILED, 2), done.said


def test_a_proxy_of_the_environment_is_refused(tmp_path: Path) -> None:
    done = typed(tmp_path, "crawl", "jobjob", HTTPS_PROXY="http://proxy.example:3128")
    assert done.code == USAGE and "JOBWIRE_PROXY=1" in done.said


@pytest.mark.skipif(not shutil.which("prlimit"), reason="NOT RUN: prlimit is not installed")
def test_too_few_open_files(tmp_path: Path) -> None:
    command = ["prlimit", "--nofile=16", sys.executable, "-m", "scrapy", "crawl", "jobjob"]
    where = {**os.environ, "JOBWIRE_FEEDS": str(tmp_path)}
    done = subprocess.run(
        command, cwd=ROOT, env=where, text=True, capture_output=True, timeout=60, check=False
    )
    assert done.returncode == WITHHELD and "Traceback" not in done.stderr, done.stderr
    assert "ulimit -n" in done.stderr


_SLOW_PLUGIN = """
import os, time
from crawlers.spider import Healthy, PostingSpider
os.write(1, b"importing")
try:
    time.sleep(60)
except BaseException:
    pass

class QuaySpider(PostingSpider):
    name = "quay"
    home = "http://quay.example"
    expect = Healthy()
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_sigterm_before_the_crawl_begins_is_an_interrupted_run(
    number: signal.Signals, tmp_path: Path
) -> None:
    """Even where a plugin catches whatever is raised while it is imported."""
    (tmp_path / "harbour").mkdir()
    (tmp_path / "harbour" / "__init__.py").touch()
    (tmp_path / "harbour" / "quay.py").write_text(_SLOW_PLUGIN)
    command = [sys.executable, "-m", "scrapy", "crawl", "quay", "-s", "SPIDER_MODULES=harbour.quay"]
    where = {**os.environ, "JOBWIRE_FEEDS": str(tmp_path), "PYTHONPATH": f"{tmp_path}"}
    with subprocess.Popen(
        command, cwd=ROOT, env=where, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stdout.read(9) == b"importing"
        time.sleep(0.1)
        process.send_signal(number)
        said = process.communicate(timeout=30)[1].decode()
    assert process.returncode == WITHHELD and "Traceback" not in said, said


@pytest.mark.parametrize(
    ("program", "code"),
    [("/usr/bin/scrapy", WITHHELD), ("/x/scrapy/__main__.py", WITHHELD), ("pytest", -15)],
)
def test_sigterm_while_commands_are_loaded(program: str, code: int) -> None:
    """In a program that only uses the package, signals stay as they were."""
    words = (
        f"import os, sys; sys.argv = [{program!r}]; import crawlers.commands; "
        "os.kill(os.getpid(), 15)"
    )
    done = subprocess.run([sys.executable, "-c", words], cwd=ROOT, timeout=60, check=False)
    assert done.returncode == code


def test_an_interrupt_while_python_starts_has_no_traceback(tmp_path: Path) -> None:
    for seconds in (0.3, 0.6, 0.9):
        started = subprocess.Popen(
            [sys.executable, "-m", "crawlers", "refresh"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stderr=subprocess.PIPE,
            text=True,
        )
        time.sleep(seconds)
        started.send_signal(signal.SIGINT)
        _, said = started.communicate(timeout=60)
        if started.returncode == WITHHELD:  # the handlers of a command were there already
            assert said == "Stopped; nothing was published.\n"
        else:  # Python's own start, or refused before the signal came: it is no project
            assert started.returncode in (130, USAGE, -signal.SIGINT), said
        assert "crawlers/commands" not in said or "Traceback" not in said


def test_a_setting_that_does_not_reach_the_workers_is_told(tmp_path: Path) -> None:
    nobody = ("-s", "JOBWIRE_REDIS=redis://127.0.0.1:1/0")
    words = ("refresh", "--all", "--workers", "celery", *nobody)
    done = typed(tmp_path, *words, settings={"CONCURRENT_REQUESTS": "2"})
    assert done.code == UNREACHABLE and "scrapy worker -s DOWNLOAD_DELAY=0" in done.said, done.said
    local = typed(
        tmp_path, "refresh", "--all", "--jobs", "0", settings={"CONCURRENT_REQUESTS": "2"}
    )
    assert local.code == USAGE and "scrapy worker" not in local.said
