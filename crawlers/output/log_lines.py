"""Make lines of the log safe: control characters from outside are shown and not obeyed, a line end
from outside begins no new entry, secrets are masked."""

from __future__ import annotations

import logging
import sys
from contextlib import suppress
from typing import Any

from crawlers.output.printable import printable_lines
from crawlers.output.secrets import without_secrets
from crawlers.output.terminal import say

_BELOW = "\n    "
"""Every line of a record but its first is indented: a page's line end cannot begin a new entry."""

_START_UP = ("scrapy.addons", "scrapy.crawler", "scrapy.middleware", "scrapy.utils.log")
"""The loggers that print versions, settings and parts: over a hundred lines before each crawl."""


class SafeRecord(logging.LogRecord):
    """A log record whose message and traceback are safe to show on a terminal."""

    def getMessage(self) -> str:
        return _shown(super().getMessage())

    def __setattr__(self, name: str, value: Any) -> None:
        # what the formatter makes of an exception, whose words may be a page's or a driver's, and
        # of the stack that led to the message
        if name in ("exc_text", "stack_info") and isinstance(value, str):
            value = f"    {_shown(value)}"  # guard: tracebacks are masked
        super().__setattr__(name, value)


def install() -> None:
    """Make all log records of this process safe ones. Where the log cannot be written (a full
    disk), one sentence on stderr says so, and the work goes on."""
    logging.setLogRecordFactory(SafeRecord)  # guard: log records
    logging.Handler.handleError = _say_once  # type: ignore[method-assign, assignment]


def _say_once(handler: logging.Handler, record: logging.LogRecord) -> None:
    """Say that a log cannot be written; of each log once, not once a line."""
    if not getattr(handler, "jobwire_said", False):
        handler.jobwire_said = True  # type: ignore[attr-defined]
        error = sys.exc_info()[1]
        with suppress(OSError, ValueError):
            say(f"The log cannot be written: {_shown(str(error))}", error=True)


def leave_out_start_up() -> None:
    """Print no line about how Scrapy is set up; warnings stay. (Scrapy sets the levels of its
    loggers itself, so this is a filter.)"""
    for name in _START_UP:
        logging.getLogger(name).addFilter(lambda record: record.levelno >= logging.WARNING)


def _shown(text: str) -> str:
    return without_secrets(printable_lines(text)).replace("\n", _BELOW)  # guard: logs are masked
