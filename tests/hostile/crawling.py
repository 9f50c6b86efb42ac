"""Crawl the hostile web with `scrapy crawl`, as people run it, and check what every crawl must hold
to."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from crawlers.feed.consume import verify
from crawlers.feed.format.folder import Folder
from tests import ROOT
from tests.hostile.behaviours import WWW, Behaviour, all_on_one_site
from tests.hostile.groups import Group
from tests.hostile.semantics import RECORDS, on_records, records, site
from tests.hostile.server import Asked, Wire, not_found, served
from tests.hostile.tls import Authority

SITES = ("board", "calm", "records")
"""The site under attack, one that behaves well, and one that gives records."""
REFUSED = (
    "scheme",
    "userinfo",
    "offsite",
    "private_address",
    "port",
    "robots_forbidden",
    "robots_unsettled",
    "parked",
)
"""The reasons of addresses that are not requested, or not followed."""


@dataclass(frozen=True, slots=True)
class Crawled:
    """What a crawl left behind. code: its exit code. printed: its output. watch: see
    tests.hostile.watch. records: of the run that it made, published or withheld, by key. rejects:
    by key, why a posting did not come through. gates: those it did not pass. connects: host and
    port of every connection that its process tried. log: the requests that the server saw. victim:
    connections to addresses that no crawler may reach."""

    root: Path
    site: str
    code: int
    printed: str
    watch: Mapping[str, Any]
    records: Mapping[str, Mapping[str, Any]]
    rejects: Mapping[str, str]
    gates: list[str]
    published: bool
    connects: set[str]
    log: list[Asked]
    victim: int = 0

    @property
    def ledger(self) -> Mapping[str, Any]:
        return dict(self.watch["ledger"])

    def verdict(self, key: str) -> tuple[str, str]:
        """Return the outcome of a posting, and the reason: `item`, `quarantined`, `refused` (not
        requested, or not followed), `closed`, `lost` (by an error of jobwire's own), or `unseen`
        where the list never named it."""
        ledger = self.ledger
        if key in ledger["gone"]:
            return "closed", ledger["gone"][key]
        if reason := ledger["given_up"].get(key) or self.rejects.get(key):
            word = _word(reason)
            return (
                "refused"
                if word in REFUSED
                else "lost"
                if word.startswith("error_")
                else "quarantined"
            ), word
        if key in self.records:
            return "item", ""
        return ("unseen" if key not in ledger["listed"] else "lost"), ""

    @property
    def open(self) -> list[str]:
        """Return the keys of the open postings."""
        return [key for key, record in self.records.items() if record["status"] == "open"]

    @property
    def reasons(self) -> set[str]:
        """Return every reason that something went wrong with the site: its list, its postings, the
        gates."""
        lists = (reason for _, reason in self.ledger["list_failures"])
        return {
            *map(_word, (*lists, *self.rejects.values())),
            *map(_word, (*self.ledger["given_up"].values(), *self.ledger["gone"].values())),
            *self.gates,
        }


def _word(reason: str) -> str:
    return reason.split(":")[0].split()[0]


def crawl(
    root: Path,
    server: Any,
    site: str = "board",
    day: str = "2031-03-04",
    home: str = "",
    env: Mapping[str, str] | None = None,
    **settings: Any,
) -> Crawled:
    """Run `scrapy crawl` on a site of the server. home: its named address; without it, the site is
    at an address of this machine."""
    folder, watch, connects = Folder(root, site), root / f"{site}.watch", root / f"{site}.connects"
    watch.unlink(missing_ok=True)
    where = ["-a", f"origin={server.origin}"] if not home else []
    command = ["crawl", site, "--as-of", day, "--logfile", str(root / f"{site}.log"), *where]
    own = {"JOBWIRE_WATCH": str(watch), **({"HOSTILE_HOME": home} if home else {}), **(env or {})}
    with scrapy(root, *command, env=own, connects=connects, **settings) as process:
        printed = _printed(process)
    run = max([*folder.runs.iterdir(), *folder.failed.iterdir()], key=lambda run: run.name)
    source = json.loads((run / "manifest.json").read_bytes())["sources"][0]
    return Crawled(
        root,
        site,
        process.returncode,
        printed,
        json.loads(watch.read_text()),
        records={_key(record): record for record in _lines(run / "postings.jsonl")},
        rejects={_key(reject): reject["reason"] for reject in _lines(run / "rejects.jsonl")},
        gates=[_word(gate["name"]) for gate in source["gates"] if not gate["passed"]],
        published=run.parent == folder.runs,
        connects=set(connects.read_text().splitlines()),
        log=server.log,
    )


def _printed(process: subprocess.Popen[str]) -> str:
    """Return what a crawl prints; one that does not end is killed, and raises TimeoutExpired."""
    try:
        return process.communicate(timeout=float(os.environ.get("HOSTILE_SECONDS", "240")))[0]
    except subprocess.TimeoutExpired:
        process.kill()
        raise


def scrapy(
    root: Path,
    *arguments: str,
    before: Sequence[str] = (),
    env: Mapping[str, str] | None = None,
    connects: Path | str = os.devnull,
    **settings: Any,
) -> subprocess.Popen[str]:
    """Start a process that runs a command of `scrapy` and publishes below `root`. before: a command
    that runs it with limits. connects: the file for the addresses that it connects to."""
    command = [*before, sys.executable, "-m", "tests.hostile.audited", str(connects), *arguments]
    own = {"SCRAPY_SETTINGS_MODULE": "tests.hostile.settings", "JOBWIRE_FEEDS": str(root)}
    own["HOSTILE_SETTINGS"] = json.dumps(settings)
    known = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env={**known, **own, **(env or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def _lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_bytes().splitlines()]


def _key(line: Mapping[str, Any]) -> str:
    return str(line["id"]).partition(":")[2]


# --- Days


def good_day(wire: Wire) -> None:
    """Answer as all sites should."""
    (on_records(records()) if wire.asked.path.startswith(RECORDS) else site())(wire)


def publish_a_good_day(root: Path) -> Path:
    """Publish all sites; the one under attack on two days, after which the text that its postings
    share is known."""
    root.mkdir(parents=True, exist_ok=True)
    with served(good_day) as server, ThreadPoolExecutor() as pool:
        for days in (dict.fromkeys(SITES, "2031-03-02"), {"board": "2031-03-03"}):
            for done in pool.map(lambda each: crawl(root, server, *each), days.items()):
                assert done.code == 0, done.printed
    return root


def show(group: Group, published: Path, root: Path) -> Crawled:
    """Crawl the site on the day after the good one, when it shows all behaviours of a group."""
    shutil.copytree(published, root, dirs_exist_ok=True)
    authority = Authority(root) if group.secure else None
    answer = all_on_one_site(group.behaviours, good_day, group.lists)
    with (
        served(not_found) as victim,
        served(answer, authority.wrap() if authority else None) as server,
    ):
        scheme = "https" if authority else "http"
        server.shared.update(victim=victim.port, own=server.port, scheme=scheme)
        own = [WWW, *(behaviour.host for behaviour in group.behaviours if behaviour.alone)]
        named = (
            {"home": f"{scheme}://{WWW}:{server.port}", "JOBWIRE_PRIVATE_HOSTS": own}
            if group.named
            else {}
        )
        env = {"SSL_CERT_FILE": str(authority.trust)} if authority else {}
        crawled = crawl(root, server, env=env, **named, **group.settings)
        return dataclasses.replace(crawled, victim=victim.connections)


def show_on_whole_site(behaviour: Behaviour, published: Path, root: Path) -> Crawled:
    """Crawl the site on the day after the good one, when the whole site behaves this way."""
    shutil.copytree(published, root, dirs_exist_ok=True)
    with served(behaviour.answer) as server:
        return crawl(root, server, behaviour.site, **behaviour.settings)


# --- What every crawl is asked


MOST_MEMORY = 300
"""The most memory of one crawl's process, in MB (set by hand; the worst group takes 279)."""
LONGEST_GAP = 1.0
"""The most seconds of processor time that one task may block the event loop (set by hand)."""
LONGEST_WAIT = 20.0
"""The same by the clock, on a machine that others use, too."""
SLACK = 0.1
"""Seconds by which a request may arrive too soon: the one before may have been on its way for
longer."""
MOST_ROBOTS = 7
"""How often robots.txt may be requested from a host: five redirects, and one retry."""


def problems(done: Crawled, published: Path, stale: bool) -> list[str]:
    """Return what is wrong with a crawl, whatever it met. stale: the site must keep the feed of the
    good day."""
    watch, found = done.watch, []
    if watch["rss"] > MOST_MEMORY:
        found.append(f"the process took {watch['rss']:.0f} MB")
    if watch["cpu"] > LONGEST_GAP or watch["wall"] > LONGEST_WAIT:
        found.append(
            f"the event loop was busy for {watch['cpu']:.2f} s, {watch['wall']:.2f} s by the clock"
        )
    if done.published == stale or (done.code == 0) == stale:
        found.append(
            f"the feed was {'' if done.published else 'not '}published, exit code "
            f"{done.code}: {done.printed}"
        )
    for name in SITES:
        was, now = (Folder(root, name) for root in (published, done.root))
        if (stale or name != done.site) and state_of(was) != state_of(now):
            found.append(f"the feed of {name} has changed")
        found += [f"{name}: {problem}" for problem in verify(now.path, every_run=True).problems]
    if watch["stats"].get("spider_exceptions/count"):
        found.append(f"{watch['stats']['spider_exceptions/count']} exceptions in the spider")
    found += [
        f"{key}: lost, {reason}"
        for key, reason in done.rejects.items()
        if reason.startswith("error")
    ]
    if done.victim:
        found.append(f"{done.victim} connections to where nobody may go")
    return found


def state_of(folder: Folder) -> str:
    """Return a digest of all that consumers of a feed see: names and bytes, without hidden
    files."""
    found = hashlib.sha256(folder.fixed.read_bytes())
    for file in sorted(folder.path.rglob("*")):
        name = file.relative_to(folder.path)
        if (
            file.is_file()
            and not {"state", "failed"} & set(name.parts)
            and not any(part[0] == "." for part in name.parts)
        ):
            found.update(f"{name} ".encode() + hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()


def asked_too_much(done: Crawled, behaviour: Behaviour) -> list[str]:
    """Return how a crawl broke the limits of a behaviour, by the server's log: too many requests,
    or too soon."""
    found = []
    if behaviour.alone:
        here = [one for one in done.log if one.host == behaviour.host]
        pages = [one for one in here if not one.path.startswith("/robots.txt")]
        if len(here) - len(pages) > MOST_ROBOTS:
            found.append(f"robots.txt was asked for {len(here) - len(pages)} times")
    else:
        pages = [one for one in done.log if one.path.partition("?")[0] == f"/jobs/{behaviour.key}"]
    if len(pages) > behaviour.most:
        found.append(f"{len(pages)} requests, more than {behaviour.most}")
    gaps = [after.at - before.at for before, after in pairwise(pages)]
    for number, gap in enumerate(gaps if behaviour.gaps else []):
        least = behaviour.gaps[min(number, len(behaviour.gaps) - 1)]
        if gap < least - SLACK:
            found.append(f"request {number + 2} came after {gap:.2f} s, not {least:.2f}")
    return found
