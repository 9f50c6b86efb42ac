"""Which sites a refresh crawls: those of sites.yaml that are due, or those named on the command
line."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from crawlers.contract.boards import FILE as BOARDS
from crawlers.contract.boards import SiteToCrawl, sites
from crawlers.contract.shard import shards_of
from crawlers.contract.sites_file import FILE, SitesFile, read_sites
from crawlers.feed.format.clock import Clock
from crawlers.feed.format.folder import Folder
from crawlers.feed.run.begin import last_good

EARLY = 0.1
"""The share of an interval by which a run may come early: cron's next start is never to the second,
and a site of `interval: 24h` must not wait for the day after."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """sites: to be crawled now. known: all that the feed of all is of. waiting: names of sites
    whose interval has not passed."""

    sites: Sequence[SiteToCrawl]
    known: Sequence[SiteToCrawl]
    waiting: Sequence[str] = ()


def chosen_sites(
    settings: Any, options: argparse.Namespace, args: Sequence[str], root: Path, clock: Clock
) -> Chosen:
    """Return what a refresh crawls. args: the feeds that are named on the command line.

    options: `all`, every plugin and board that there is; `only`, `skip`, names; `full`, also
    what is not due. Raise ValueError, in words, for an unknown name, for a wrong file, and where
    nothing says what to crawl.
    """
    every = {site.name: site for site in _every(settings)}
    path = settings.get("JOBWIRE_SITES", FILE)
    listed = read_sites(path)
    if listed is None and _has_boards(every):
        listed = SitesFile()  # a file of boards alone says what is crawled, too
    named = [*args, *_names(options.only)]
    _require_known((*named, *_names(options.skip)), every)
    _require_known(shards_of(settings["JOBWIRE_SHARDS"]), every, "JOBWIRE_SHARDS")
    if not (named or options.all):
        _require_list(listed, path, every)
    known = every if listed is None or options.all else _listed(listed, every, named)
    chosen = [known[name] for name in dict.fromkeys(named)] if named else list(known.values())
    chosen = [site for site in chosen if site.name not in _names(options.skip)]
    if options.skip and not chosen:
        raise ValueError(f"nothing is crawled: --skip {options.skip} leaves no site")
    if listed is None or named or options.full:
        return Chosen(chosen, list(known.values()))
    due = {site.name for site in chosen if _is_due(listed, Folder(root, site.name), clock)}
    return Chosen(
        [site for site in chosen if site.name in due],
        list(known.values()),
        [site.name for site in chosen if site.name not in due],
    )


def _require_list(listed: SitesFile | None, path: str, every: dict[str, SiteToCrawl]) -> None:
    """Raise ValueError where the file of sites does not say what to crawl, and nothing else
    does."""
    if listed is None:
        raise ValueError(
            f"nothing is crawled: there is no {path}. List your sites in it, name them here, or "
            "give --all for every plugin and board"
        )
    if not (listed.sites or _has_boards(every)):
        raise ValueError(
            f"nothing is crawled: {path} lists no site. Write each under `sites:` on a line of its "
            "own, like `acme:`"
        )


def _has_boards(every: dict[str, SiteToCrawl]) -> bool:
    return any(site.board for site in every.values())


def _every(settings: Any) -> list[SiteToCrawl]:
    every = sites(
        sites_of(settings.getlist("SPIDER_MODULES")), settings.get("JOBWIRE_BOARDS", BOARDS)
    )
    if settings["JOBWIRE_COMBINED"] in {site.name for site in every}:
        raise ValueError(
            f"a site cannot have the name of the feed of all, {settings['JOBWIRE_COMBINED']!r}"
        )
    return every


def sites_of(modules: Iterable[str]) -> list[str]:
    """Return the names of the sites, which are those of their modules; imports no plugin."""
    return sorted(
        name
        for name in (module.rpartition(".")[2] for module in modules)
        if not name.startswith("_")
    )


def _listed(
    file: SitesFile, every: dict[str, SiteToCrawl], named: Iterable[str]
) -> dict[str, SiteToCrawl]:
    """Return the sites of the file, all boards, and what is named on the command line."""
    _require_known(file.sites, every, "sites.yaml")
    wanted = {*file.sites, *named}
    return {name: site for name, site in every.items() if name in wanted or site.board}


def _require_known(names: Iterable[str], every: dict[str, SiteToCrawl], where: str = "") -> None:
    for name in names:
        if name not in every:
            begin = f"{where}: " if where else ""
            if "." in name:
                begin += "boards.yaml has no such board; "
            raise ValueError(
                f"{begin}there is no site {name!r}; the sites are {', '.join(every) or 'none'}"
            )


def _names(text: str) -> list[str]:
    return [name for name in map(str.strip, (text or "").split(",")) if name]


def _is_due(file: SitesFile, folder: Folder, clock: Clock) -> bool:
    """Return whether the interval of a site has passed since its last published run."""
    interval = file.of(folder.name).interval
    last = last_good(folder) if interval else None
    if last is None:
        return True
    began, now = (datetime.fromisoformat(each) for each in (last.started_at, clock.now()))
    age = now - began
    return age < timedelta(0) or age >= timedelta(seconds=interval * (1 - EARLY))
