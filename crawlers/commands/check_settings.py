"""Find mistakes in settings before anything is requested: names that there are not, values that
cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from crawlers.text.near import meant

OURS = "JOBWIRE_"
ELSEWHERE = ("JOBWIRE_DEMO", "JOBWIRE_WHOLE")
"""Names of the environment that are no settings: the demo's plugins are found; a command of
`changes --run` learns whether it gets the whole feed."""
FOR_TESTS = ("JOBWIRE_TEST_", "JOBWIRE_WATCH")
_BY_COMMANDS = ("JOBWIRE_FULL", "JOBWIRE_ACCEPT_EMPTY", "JOBWIRE_ACCEPT_LIST", "JOBWIRE_SHARD")
"""Settings that options of the commands set."""
NUMBERS = (
    "DOWNLOAD_DELAY",
    "DOWNLOAD_TIMEOUT",
    "DOWNLOAD_MAXSIZE",
    "CONCURRENT_REQUESTS",
    "CONCURRENT_REQUESTS_PER_DOMAIN",
    "CLOSESPIDER_TIMEOUT",
    "RETRY_TIMES",
    "JOBWIRE_BACKOFF",
    "JOBWIRE_BYTE_BUDGET",
    "JOBWIRE_PAGE_BUDGET",
    "JOBWIRE_PATIENCE",
)
"""Settings that are a number from 0 on."""
AT_LEAST = {"JOBWIRE_JOBS": 1.0, "JOBWIRE_LEASE": 0.1, "JOBWIRE_RETRY_WAIT": 0.0}
"""Settings that are a number, with the least that works."""


def wrong_setting(settings: Any, typed: Iterable[str], environment: Iterable[str]) -> str:
    """Return what is wrong with the settings, in one sentence; "" where nothing is.

    settings: of Scrapy. typed: the names given with `-s`. environment: the names that it has.
    """
    for name in typed:
        if name.startswith(OURS) and name not in (*known_names(), *_BY_COMMANDS):
            return f"-s {name}: there is no such setting{_hint(name, known_names())}"
        if not name.startswith(OURS) and name not in _of_scrapy():
            near = meant(name, _of_scrapy())
            if near:
                return f"-s {name}: there is no such setting; did you mean {near}?"
    for name in sorted(environment):
        if name.startswith(OURS) and not name.startswith(FOR_TESTS):
            if name not in (*known_names(), *ELSEWHERE):
                hint = _hint(name, known_names())
                return f"{name} in the environment: there is no such setting{hint}"
    return _wrong_number(settings)


def known_names() -> frozenset[str]:
    """Return the names of jobwire's settings: those of crawlers.settings."""
    import crawlers.settings

    return frozenset(name for name in vars(crawlers.settings) if name.startswith(OURS))


def _of_scrapy() -> frozenset[str]:
    """Return the names of Scrapy's settings and of ours."""
    from scrapy.settings import default_settings

    import crawlers.settings

    return frozenset(
        name
        for module in (default_settings, crawlers.settings)
        for name in vars(module)
        if name.isupper()
    )


def _hint(name: str, known: Iterable[str]) -> str:
    near = meant(name, known)
    return f"; did you mean {near}?" if near else "; docs/settings.md has all of them"


def _wrong_number(settings: Any) -> str:
    least: Mapping[str, float] = dict.fromkeys(NUMBERS, 0.0) | AT_LEAST
    for name, smallest in least.items():
        value = settings.get(name)
        try:
            right = value is None or smallest <= float(value) < float("inf")
        except (TypeError, ValueError):
            right = False
        if not right:
            return f"{name}={value}: give a number of at least {smallest:g}"
    return ""
