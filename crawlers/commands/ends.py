"""How our commands end: each misuse and each end has its code of crawlers.exit_codes and one
sentence, and no traceback."""

from __future__ import annotations

import argparse
import logging
import resource
import sys
from collections.abc import Callable
from functools import wraps
from typing import Any, NoReturn

from scrapy.exceptions import UsageError

from crawlers.exit_codes import CODES
from crawlers.net.guard import refused_proxy
from crawlers.runs.stopped import exit_when_stopped
from crawlers.text.secrets import without_secrets

logger = logging.getLogger(__name__)

FEWEST_FILES = 48
"""Open files that a command needs; a crawl of one site has about twenty."""
_NUMBERS = (
    "DOWNLOAD_DELAY",
    "DOWNLOAD_TIMEOUT",
    "DOWNLOAD_MAXSIZE",
    "CONCURRENT_REQUESTS",
    "CONCURRENT_REQUESTS_PER_DOMAIN",
    "CLOSESPIDER_TIMEOUT",
    "RETRY_TIMES",
    "JOBWIRE_BACKOFF",
    "JOBWIRE_BYTE_BUDGET",
    "JOBWIRE_JOBS",
    "JOBWIRE_LEASE",
    "JOBWIRE_PAGE_BUDGET",
    "JOBWIRE_PATIENCE",
    "JOBWIRE_RETRY_WAIT",
)


class Ends:
    """The first base of a command. fetches: whether it requests pages of sites."""

    settings: Any
    fetches = True

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Called first, for the command that was typed and no other."""
        exit_when_stopped()
        logging.setLogRecordFactory(_Record)
        self._name = f"scrapy {type(self).__module__.rpartition('.')[2]}"
        parser.error = self.misuse  # type: ignore[method-assign]  # Scrapy's exits with 2
        super().add_options(parser)  # type: ignore[misc]  # of ScrapyCommand

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            super().process_options(args, opts)  # type: ignore[misc]  # of ScrapyCommand
        except UsageError as error:
            self.misuse(str(error))
        # argparse leaves what it does not know among the arguments
        if strange := [word for word in args if word.startswith("-") and word != "-"]:
            self.misuse(f"there is no option {strange[0]}")
        self._check_settings()
        if words := few_files():  # guard: too few open files
            print(f"{self._name}: {words}", file=sys.stderr)
            sys.exit(CODES["not_begun"])
        # guard: no proxy of the environment
        if self.fetches and (words := refused_proxy(self.settings)):
            self.misuse(words)

    def misuse(self, message: str) -> NoReturn:
        """End as wrong usage."""
        print(f"{self._name}: {without_secrets(message)}", file=sys.stderr)
        sys.exit(CODES["usage"])

    def _check_settings(self) -> None:
        for name in _NUMBERS:
            value = self.settings.get(name)
            try:
                right = value is None or 0 <= float(value) < float("inf")
            except (TypeError, ValueError):
                right = False
            if not right:
                self.misuse(f"{name}={value}: give a number")


def few_files() -> str:
    """Raise the limit of open files where it is low and may be raised; return a sentence where it
    stays under FEWEST_FILES."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    unlimited = resource.RLIM_INFINITY
    if soft == unlimited or soft >= FEWEST_FILES:
        return ""
    if hard == unlimited or hard >= FEWEST_FILES:
        resource.setrlimit(resource.RLIMIT_NOFILE, (FEWEST_FILES, hard))
        return ""
    return f"At most {hard} files may be open here; {FEWEST_FILES} are needed (ulimit -n)."


class _Record(logging.LogRecord):
    """A line of the log, without secrets: a driver's error may say the whole address."""

    def getMessage(self) -> str:
        return without_secrets(super().getMessage())  # guard: no secrets in the log


def one_sentence(
    run: Callable[[Any, list[str], argparse.Namespace], None],
) -> Callable[[Any, list[str], argparse.Namespace], None]:
    """Decorate the `run` of a command: whatever it raises is an exit code and a sentence."""

    @wraps(run)
    def ended(self: Any, args: list[str], opts: argparse.Namespace) -> None:
        try:
            run(self, args, opts)
        except UsageError as error:
            self.misuse(str(error) or "see --help")
        except Exception as error:
            self.exitcode = CODES[_result(error)]  # guard: a code at every end
            words = without_secrets(str(error) or type(error).__name__)
            print(f"{self._name}: Nothing more was done. {words}", file=sys.stderr)
            logger.debug("The command ended", exc_info=True)

    return ended


def _result(error: Exception) -> str:
    """Return the result in CODES of a command that ended so: the machine (files, memory, disk), or
    a defect."""
    return "not_begun" if isinstance(error, OSError | MemoryError) else "failed"
