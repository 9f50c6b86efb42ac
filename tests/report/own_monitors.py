"""A suite as somebody would write it who uses Spidermon: ours, with an action that keeps what
failed in a file."""

from __future__ import annotations

import os
from pathlib import Path

from spidermon.core.actions import Action

from crawlers.extensions.monitor_suites import FeedMonitors


class Note(Action):
    def run_action(self) -> None:
        failed = [f"{item.monitor}: {item.reason}" for item in self.result.monitors_failed_results]
        Path(os.environ["JOBWIRE_TEST_NOTES"]).write_text("\n".join(failed))


class Mine(FeedMonitors):
    monitors_failed_actions = (Note,)
