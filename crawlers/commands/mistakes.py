"""Mistakes in what was typed and in the environment, each said in one sentence before any page is
asked for: names that nothing reads, and numbers that cannot be meant."""

from __future__ import annotations

import os
from argparse import ArgumentTypeError
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Any

from scrapy.settings import Settings, default_settings

from crawlers.contract.environment import PREFIX
from crawlers.output.near_misses import did_you_mean

_IN_TESTS = f"{PREFIX}TEST_"
"""The environment names that tests of a project may use as they like begin so."""
_ENVIRONMENT_ONLY = frozenset((f"{PREFIX}DEMO",))
_SET_BY_COMMANDS = frozenset(
    f"{PREFIX}{name}" for name in ("FULL", "ACCEPT_EMPTY", "ACCEPT_LIST", "SHARD")
)
_OF_ALL_SITES = frozenset(
    f"{PREFIX}{name}"
    for name in (
        *("FEEDS", "TARGET", "COMBINED", "SITES", "JOBS", "NOW", "SHARDS", "WARM_FROM"),
        *("REDIS", "BROKER", "LEASE", "RETRY_WAIT", "WORKER_WAIT"),
        *("REPORT", "METRICS", "WEBHOOK"),
    )
)
"""The settings of a whole refresh: for one site they would part it from the others."""
_NAMED = "docs/settings.md names the settings"
_SURELY_MEANT = 0.9
"""The likeness from which on a setting that is not jobwire's counts as mistyped: a plugin may have
settings of its own. Set by hand."""


@dataclass(frozen=True, slots=True)
class Number:
    """What a setting may be. least: the smallest value; with `above` it must be larger. whole: no
    fraction."""

    least: float = 0
    whole: bool = False
    above: bool = False

    def takes(self, value: object) -> bool:
        """Return whether a value, a number or its text, is one that may be given."""
        try:
            number = float(value)  # type: ignore[arg-type]  # what is no number raises
        except (TypeError, ValueError):
            return False
        is_large = number > self.least if self.above else number >= self.least
        return is_large and number < float("inf") and not (self.whole and number % 1)

    def __str__(self) -> str:
        kind = "whole number" if self.whole else "number"
        return (
            f"a {kind} above {self.least:g}" if self.above else f"a {kind}, {self.least:g} or more"
        )


_COUNT = Number(1, whole=True)
_COUNT_OR_ZERO = Number(0, whole=True)
_SECONDS = Number(0)
_SECONDS_ABOVE_ZERO = Number(0, above=True)

LEVELS = ("CRITICAL", "ERROR", "WARNING", "INFO", "DEBUG")
NUMBERS: Mapping[str, Number] = {
    "CLOSESPIDER_TIMEOUT": _SECONDS,
    "CONCURRENT_REQUESTS": _COUNT,
    "CONCURRENT_REQUESTS_PER_DOMAIN": _COUNT,
    "DOWNLOAD_DELAY": _SECONDS,
    "DOWNLOAD_MAXSIZE": _COUNT_OR_ZERO,
    "DOWNLOAD_TIMEOUT": _SECONDS_ABOVE_ZERO,
    "JOBWIRE_BACKOFF": _SECONDS,
    "JOBWIRE_BYTE_BUDGET": _COUNT,
    "JOBWIRE_JOBS": _COUNT,
    "JOBWIRE_LEASE": _SECONDS_ABOVE_ZERO,
    "JOBWIRE_PAGE_BUDGET": _COUNT,
    "JOBWIRE_PATIENCE": _SECONDS,
    "JOBWIRE_READERS": _COUNT_OR_ZERO,
    "JOBWIRE_RETRY_WAIT": _SECONDS,
    "JOBWIRE_WARM_FROM": _COUNT_OR_ZERO,
    "JOBWIRE_WORKER_WAIT": _SECONDS,
    "RETRY_TIMES": _COUNT_OR_ZERO,
}


def origin(text: str) -> str:
    """Return what was given as `--origin`. Raise ArgumentTypeError where it is none, also where it
    is empty: that would be the live site."""
    from crawlers.spider.arguments import ORIGIN
    from crawlers.spider.site_addresses import is_origin

    if not is_origin(text):
        raise ArgumentTypeError(ORIGIN)
    return text


def count(text: str) -> int:
    """Return what was given as a number of sites at once. Raise ArgumentTypeError where it is
    none."""
    if not _COUNT.takes(text):
        raise ArgumentTypeError(f"{text}: give {_COUNT}")
    return int(float(text))


def wrong_number(settings: Any) -> str:
    """Return what is wrong with a number among the settings, in a sentence; "" where nothing is."""
    for name, number in NUMBERS.items():
        value = settings.get(name)
        if value is not None and not number.takes(value):
            return f"{name}={value}: give {number}"
    return ""


def wrong_kind(settings: Any) -> str:
    """Return what is wrong with a setting that is no number or no switch where Scrapy or jobwire
    has one, in a sentence; "" where nothing is."""
    for name, default in _defaults().items():
        if name in NUMBERS or not isinstance(default, bool | float | int):
            continue
        if (value := settings.get(name)) is None:
            continue
        try:
            if isinstance(default, bool):
                Settings({name: value}).getbool(name)
            else:
                type(default)(value)
        except (TypeError, ValueError):
            kind = "true or false" if isinstance(default, bool) else "a number"
            return f"{name}={value}: give {kind}"
    return ""


def not_of_one_site(names: Iterable[str]) -> str:
    """Return a sentence for the first of the names that is a setting of a whole refresh; "" where
    none is. names: those that sites.yaml gives one site."""
    strange = [name for name in names if name in _OF_ALL_SITES]
    where = "it is of all sites: give it behind -s or in the environment"
    return f"{strange[0]}: {where}" if strange else ""


def of_a_crawl(typed: Iterable[str]) -> list[str]:
    """Return those of `NAME=VALUE` that are settings of Scrapy, but for its log and its plugins:
    they are for crawls."""
    aside = (PREFIX, "LOG_", "SPIDER_MODULES")
    return [pair for pair in typed if not pair.startswith(aside)]


def wrong_level(settings: Any) -> str:
    """Return what is wrong with the level of the log, in a sentence; "" where nothing is."""
    level = settings.get("LOG_LEVEL")
    is_known = isinstance(level, int) or level in LEVELS
    return "" if is_known else f"LOG_LEVEL={level}: give one of {', '.join(LEVELS)}"


def wrong_file(name: str, path: str | None) -> str:
    """Return why a file cannot be written, in a sentence; "" where it can. name: of the setting or
    option that names it."""
    try:
        if path:
            Path(path).open("ab").close()
    except OSError as error:
        return f"{name}={path}: {error.strerror or error}"
    return ""


def unknown_setting(typed: Iterable[str], environment: Mapping[str, str] = os.environ) -> str:
    """Return a sentence for the first name that is no setting; "" where there is none. typed: the
    names that were given with `-s` or in sites.yaml."""
    known = _settings()
    for name in typed:
        if name in known or name in _SET_BY_COMMANDS:
            continue
        if name.startswith(PREFIX):
            return f"there is no setting {name}{did_you_mean(name, known, _NAMED, PREFIX)}"
        if meant := get_close_matches(name, known, 1, _SURELY_MEANT):
            return f"there is no setting {name}; did you mean {meant[0]}?"
    ours = {name for name in known if name.startswith(PREFIX)} | _ENVIRONMENT_ONLY
    for name in environment:
        if name.startswith(PREFIX) and not name.startswith(_IN_TESTS) and name not in ours:
            ending = did_you_mean(name, ours, _NAMED, PREFIX)
            return f"the environment has {name}, which is no setting{ending}"
    return ""


def _settings() -> set[str]:
    """Return the names of all settings that the program and the project know."""
    return {*_defaults()}


def _defaults() -> dict[str, Any]:
    """Return the values of all settings that the program and the project know, by name."""
    project = os.environ.get("SCRAPY_SETTINGS_MODULE") or "crawlers.settings"
    modules = (default_settings, import_module("crawlers.settings"), import_module(project))
    found = {name: value for module in modules for name, value in vars(module).items()}
    return {name: value for name, value in found.items() if name.isupper()}
