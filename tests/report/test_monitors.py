"""Spidermon's monitors of a run, where Spidermon is installed: what they find, and that they change
nothing."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.exceptions import NotConfigured
from scrapy.settings import Settings

from crawlers.extensions.monitors import Monitors
from crawlers.feed.format.manifest import Gate, Source
from crawlers.feed.run.outcome import Outcome
from tests.commands.test_crawl_and_refresh import GOOD, TWENTY, Shell, shell

__all__ = ["shell"]

spidermon = pytest.importorskip(
    "spidermon",
    reason="NOT RUN: Spidermon is not installed: `make .venv/dev` installs it",
)

GOOD_SOURCE = Source("quay", "success", published=True, complete=True, listed=3, fetched=2, gone=1)


def failures(
    stats: dict[str, int] | None = None, verdict: Any = "published", **figures: Any
) -> list[str]:
    """Return the names of the monitors that fail for a run."""
    from spidermon.runners import MonitorRunner

    from crawlers.extensions.monitor_suites import FeedMonitors

    source = Source(
        **{**{name: getattr(GOOD_SOURCE, name) for name in Source.__slots__}, **figures}
    )
    outcome = Outcome(
        verdict, source, failed=tuple(gate for gate in source.gates if not gate.passed)
    )
    result = MonitorRunner().run(FeedMonitors(), stats=stats or {}, outcome=outcome)
    return [item.monitor.method_name for item in result.monitor_results if item.error]


@pytest.mark.parametrize(
    ("run", "failed"),
    [
        ({}, []),
        ({"verdict": "withheld"}, ["test_it_was_published"]),
        (
            {"gates": [Gate("shrink", False, 9, 20, "9 postings.")], "accepted": True},
            ["test_every_gate_was_passed"],
        ),
        ({"complete": False}, ["test_the_whole_list_was_seen"]),
        ({"listed": 4}, ["test_every_listed_posting_is_accounted_for"]),
        ({"fetched": 1, "lost": 1}, ["test_nothing_was_lost"]),
        ({"fetched": 1, "rejected": 1}, ["test_nothing_was_lost"]),
        (
            {"stats": {"jobwire/robots/unsettled/http_503": 1, "jobwire/robots/settled": 3}},
            ["test_robots_txt_was_fetched"],
        ),
        (
            {"stats": {"jobwire/given_up/captcha": 2, "jobwire/given_up/timeout": 1}},
            ["test_no_posting_was_refused_to_us"],
        ),
    ],
)
def test_each_monitor_fails_for_what_it_watches_and_for_nothing_else(
    run: dict[str, Any], failed: list[str]
) -> None:
    assert failures(**run) == failed


def test_a_run_that_was_kept_back_sets_off_the_actions_of_ones_own_suite(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = tmp_path / "notes"
    monkeypatch.setenv("JOBWIRE_TEST_NOTES", str(notes))
    own = ("-s", "SPIDERMON_ENABLED=1", "-s", "JOBWIRE_MONITORS=tests.report.own_monitors.Mine")
    code, _ = shell.run("crawl", "quay", "--as-of", "2026-03-02", *own, modules=GOOD)
    assert code == 0 and not notes.exists(), "a good run sets off nothing"
    shell.show({key: text for key, text in TWENTY.items() if key < 8})
    code, _ = shell.run("crawl", "quay", "--as-of", "2026-03-03", *own, modules=GOOD)
    assert code == 3
    assert (
        "Verdict/test_it_was_published: " in notes.read_text()
        and "under 80% of them" in notes.read_text()
    )
    assert (
        "Verdict/test_every_gate_was_passed: " in notes.read_text()
        and "Ledger" not in notes.read_text()
    )


@pytest.mark.parametrize(
    "suite", ["tests.report.own_monitors.Mine", "no.such.Suite", "tests.report.own_monitors.Note"]
)
def test_a_suite_that_breaks_changes_neither_feed_nor_exit_code(shell: Shell, suite: str) -> None:
    """The action of `Mine` finds no JOBWIRE_TEST_NOTES; the others are no suites."""
    assert shell.run("crawl", "quay", "--as-of", "2026-03-02", modules=GOOD)[0] == 0
    shell.show({key: text for key, text in TWENTY.items() if key < 8})
    broken = ("--accept-shrink", "-s", "SPIDERMON_ENABLED=1", "-s", f"JOBWIRE_MONITORS={suite}")
    code, told = shell.run("crawl", "quay", "--as-of", "2026-03-03", *broken, modules=GOOD)
    assert code == 0 and "Accepted with --accept-shrink" in told


def test_without_the_setting_nothing_of_it_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "crawlers.extensions.monitor_suites", raising=False)
    crawler: Any = SimpleNamespace(settings=Settings())
    with pytest.raises(NotConfigured):
        Monitors.from_crawler(crawler)
    assert "crawlers.extensions.monitor_suites" not in sys.modules


def test_where_spidermon_is_missing_the_log_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(sys.modules, "crawlers.extensions.monitor_suites", raising=False)
    monkeypatch.setitem(sys.modules, "spidermon", None)
    crawler: Any = SimpleNamespace(settings=Settings({"SPIDERMON_ENABLED": True}))
    with pytest.raises(NotConfigured, match=r"pip install .* -r requirements-dev\.txt"):
        Monitors.from_crawler(crawler)
