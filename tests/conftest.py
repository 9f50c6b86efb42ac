"""List what this machine cannot run at the end of every run of the tests: a skip that is not seen
is a test that never runs. No test of Hypothesis has a time limit."""

from __future__ import annotations

from typing import Any

from hypothesis import settings

settings.register_profile("jobwire", deadline=None)  # a busy machine fails no test
settings.load_profile("jobwire")

LOUD = "NOT RUN: "
"""The beginning of the reason of such a skip."""


def pytest_terminal_summary(terminalreporter: Any) -> None:
    skipped = [report.longrepr for report in terminalreporter.stats.get("skipped", [])]
    reasons = {
        str(each[-1]).removeprefix("Skipped: ") for each in skipped if isinstance(each, tuple)
    }
    for words in sorted(each for each in reasons if each.startswith(LOUD)):
        terminalreporter.write_line(words, red=True, bold=True)
