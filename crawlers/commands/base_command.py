"""What all commands of jobwire share: what was typed and set is checked before they begin, and each
end has a code of crawlers.exit_codes and one sentence, no traceback."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, NoReturn

from scrapy.exceptions import UsageError
from scrapy.settings import SETTINGS_PRIORITIES

from crawlers.commands.mistakes import (
    unknown_setting,
    wrong_file,
    wrong_kind,
    wrong_level,
    wrong_number,
)
from crawlers.commands.open_files import few_files
from crawlers.contract.sites_file import ListedSite, read_sites
from crawlers.exit_codes import CODES
from crawlers.net.guard import refused_proxy
from crawlers.output.log_lines import leave_out_start_up
from crawlers.output.secrets import remember, remember_hook
from crawlers.output.terminal import close_quietly, say
from crawlers.runs.distributed import Unreachable
from crawlers.runs.stopped import exit_when_stopped

logger = logging.getLogger(__name__)

_TYPED = SETTINGS_PRIORITIES["cmdline"]
_ADDRESSES = tuple(f"JOBWIRE_{name}" for name in ("TARGET", "STORE", "REDIS", "BROKER"))
"""The settings whose value may have a password in it."""


class BaseCommand:
    """The first base of a command, before the one of Scrapy. fetches: whether it requests pages of
    sites. quiet: whether it logs errors alone, unless a log level is given."""

    settings: Any
    fetches = True
    quiet = False

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Called first, for the command that was typed and no other."""
        exit_when_stopped()
        self._name = f"scrapy {type(self).__module__.rpartition('.')[2]}"
        parser.error = self.misuse  # type: ignore[method-assign]  # Scrapy's exits with 2
        super().add_options(parser)  # type: ignore[misc]  # of ScrapyCommand

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            super().process_options(args, opts)  # type: ignore[misc]  # of ScrapyCommand
        except UsageError as error:
            self.misuse(str(error))
        except OSError as error:  # --pidfile
            self.misuse(_words(error))
        self._prepare_log()
        self._check(args, opts)

    def _prepare_log(self) -> None:
        """Say which secrets the log masks, and how much it tells."""
        remember(*(self.settings[name] or "" for name in _ADDRESSES))
        remember_hook(self.settings["JOBWIRE_WEBHOOK"] or "")
        if self.quiet and self.settings.getpriority("LOG_LEVEL") != _TYPED:
            self.settings.set("LOG_LEVEL", "ERROR", priority="cmdline")
        if self.settings["LOG_LEVEL"] != "DEBUG":
            leave_out_start_up()

    def _check(self, args: list[str], opts: argparse.Namespace) -> None:
        """End the command where what was typed or set is wrong, or the machine does not suffice."""
        # argparse leaves what it does not know among the arguments
        if strange := [word for word in args if word.startswith("-") and word != "-"]:
            self.misuse(f"there is no option {strange[0]}")
        self.check_settings(pair.partition("=")[0] for pair in opts.set)
        if words := wrong_file("--profile", opts.profile):
            self.misuse(words)
        if words := few_files():  # guard: too few open files
            say(f"{self._name}: {words}", error=True)
            sys.exit(CODES["not_begun"])
        # guard: no proxy of the environment
        if self.fetches and (words := refused_proxy(self.settings)):
            self.misuse(words)

    def listed(self, site: str) -> ListedSite:
        """Return what sites.yaml says of a site; end as wrong usage where the file is wrong."""
        try:
            file = read_sites(self.settings["JOBWIRE_SITES"])
        except ValueError as error:
            self.misuse(str(error))
        return file.of(site) if file else ListedSite()

    def misuse(self, message: str) -> NoReturn:
        """End as wrong usage."""
        say(f"{self._name}: {message}", error=True)
        sys.exit(CODES["usage"])

    def check_settings(self, typed: Iterable[str]) -> None:
        """End as wrong usage where a setting is wrong. typed: the names that were given."""
        words = (
            unknown_setting(typed)
            or wrong_number(self.settings)
            or wrong_kind(self.settings)
            or wrong_level(self.settings)
            or wrong_file("LOG_FILE", self.settings.get("LOG_FILE"))
        )
        if words:  # guard: settings that nothing reads
            self.misuse(words)


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
        except BrokenPipeError:
            close_quietly(sys.stdout)
            self.exitcode = CODES["reader_gone"]
        except Exception as error:
            self.exitcode = CODES[_result(error)]  # guard: a code at every end
            words = _words(error)
            say(f"{self._name}: Nothing more was done. {words}", error=True)
            logger.debug("The command ended", exc_info=True)

    return ended


def _words(error: Exception) -> str:
    if isinstance(error, OSError) and error.filename and error.strerror:
        return f"{error.filename}: {error.strerror}"
    return str(error) or type(error).__name__


def _result(error: Exception) -> str:
    """Return the result in CODES of a command that ended so: a server that machines share, the
    machine itself (files, memory, disk), or a defect."""
    if isinstance(error, Unreachable):
        return "unreachable"
    return "not_begun" if isinstance(error, OSError | MemoryError) else "failed"
