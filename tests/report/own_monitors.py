"""A suite as a user of Spidermon would write it: jobwire's own, with an action that writes the
failures to a file."""

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
