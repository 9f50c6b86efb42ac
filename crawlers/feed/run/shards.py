"""One site in several processes: each reads its part of the postings, and one run is judged and
published of all of them.

A shard walks the list as ever. Where the site has as many lists as there are shards, it walks its
own lists only; else it walks the whole list and reads those postings whose keys are its own. What
it read is in a journal of its own, as that of an interrupted run; what it saw of the list stands
beside it. The join takes up the journals like one and puts the claims together: the list was seen
whole only if every shard says so of its part, and a missing shard is a list that failed, so the
gate holds the run back."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from crawlers.contract.declarations import Healthy
from crawlers.contract.ledger import Ledger
from crawlers.contract.shard import Shard
from crawlers.feed.format import disk
from crawlers.feed.format.folder import Folder
from crawlers.feed.format.lock import Busy, Lock
from crawlers.feed.format.manifest import Source
from crawlers.feed.judge.next_feed import Ending
from crawlers.feed.store.journal import Journal

if TYPE_CHECKING:
    from crawlers.feed.run.outcome import Outcome
    from crawlers.feed.run.run import Run


_PATIENCE = 5.0
"""Seconds that a shard waits for another that puts the site's folder in order."""


class ShardFolder(Folder):
    """The site's feed, with a lock, a journal and a log of the shard's own."""

    def __init__(self, root: Path, name: str, shard: Shard) -> None:
        super().__init__(root, name)
        self.site, self.shard = Folder(root, name), shard
        self.work = self.work / "shards" / f"{shard.number}-of-{shard.of}"

    def alone(self) -> AbstractContextManager[object]:
        """The site's own lock, for a moment; the other shards begin in the same one. Raises Busy
        where a run of the whole site has it."""
        self.site.make()
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                return Lock(self.site.work / "lock", f"shard {self.work.name}")
            except Busy:
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)

    @property
    def claim(self) -> Path:
        """What the shard says when it is done."""
        return self.work / "claim.json"


def parts_of(folder: Folder, shards: int) -> list[ShardFolder]:
    """The folders of all shards of a site."""
    return [
        ShardFolder(folder.root, folder.name, Shard(number, shards))
        for number in range(1, shards + 1)
    ]


def instant(folder: Folder, shards: int) -> str:
    """What the runs of all shards call now: an interrupted one went on with its own. "" where they
    do not agree."""
    said = set()
    for part in parts_of(folder, shards):
        with suppress(OSError, KeyError, TypeError, ValueError):
            said.add(str(json.loads(part.claim.read_bytes())["head"]["as_of"]))
    return said.pop() if len(said) == 1 else ""


def leave(folder: ShardFolder, run: Run, ending: Ending, ledger: Ledger) -> Outcome:
    """Leaves what a shard saw for the join, and lets go. One that was stopped goes on with the next
    attempt, as any run."""
    from crawlers.feed.run.outcome import Outcome
    from crawlers.feed.run.run import INTERRUPTED

    if ending.reason in INTERRUPTED:
        return run.finish(ending, ledger, Healthy())
    claim = (
        json.dumps(
            {"head": run.head, "ending": asdict(ending), "ledger": ledger.as_json()}
        ).encode()
        + b"\n"
    )
    source = Source(
        folder.name, "partial", published=True, run_id=run.run_id, listed=len(ledger.listed)
    )
    try:
        disk.replace(folder.claim, claim)
        return Outcome(
            "published",
            source,
            why=f"shard {folder.shard}: {len(ledger.kept)} read; published with the others",
        )
    except OSError as error:
        return Outcome(
            "interrupted",
            replace(source, published=False),
            why=f"The claim could not be written: {error}.",
        )
    finally:
        run.abandon()


def join(run: Run, shards: int) -> tuple[Ending, Ledger]:
    """Takes what all shards read into a run of the site, and puts together what they say of the
    list."""
    ledgers, endings = [], []
    for folder in parts_of(run.folder, shards):
        try:
            claim = json.loads(folder.claim.read_bytes())
            if claim["head"] != run.head:
                raise ValueError("of another run")
            journal = Journal(folder.work / "journal")
            run.adopt(journal)
            journal.close()
            ledgers.append(Ledger.of_json(claim["ledger"]))
            endings.append(
                Ending(**claim["ending"] | {"breakage": tuple(claim["ending"]["breakage"])})
            )
        except (OSError, KeyError, TypeError, ValueError) as error:
            ledgers.append(
                Ledger(list_failures=[(f"shard {folder.shard}", f"shard_missing {error}")])
            )
    return ended(endings), together(ledgers)


def forget(folder: Folder) -> None:
    """Removes what shards left; the run of all of them is over."""
    with suppress(OSError):
        disk.remove(folder.work / "shards")


def together(ledgers: list[Ledger]) -> Ledger:
    """One ledger of all shards. The proof is there if each has one; a total that all lists state
    alike is that of the whole, else their sum."""
    whole = Ledger()
    for each in ledgers:
        for name in ("listed", "lastmod", "gone", "given_up"):
            getattr(whole, name).update(getattr(each, name))
        whole.not_modified |= each.not_modified
        whole.list_failures += each.list_failures
        whole.robots_unsettled |= each.robots_unsettled
    whole.proof = ledgers[0].proof if all(each.proof for each in ledgers) else None
    whole.verified_empty = all(each.verified_empty for each in ledgers)
    totals = [each.stated_total for each in ledgers]
    same_list = all(each.listed.keys() == ledgers[0].listed.keys() for each in ledgers)
    if None not in totals:
        whole.stated_total = totals[0] if same_list else sum(total or 0 for total in totals)
    return whole


def ended(endings: list[Ending]) -> Ending:
    """How the crawl of all shards ended: as the first that did not run to its end."""
    reason = next((each.reason for each in endings if each.reason != "finished"), "finished")
    return Ending(reason, sum(each.exceptions for each in endings), tuple(_said(endings)))


def _said(endings: list[Ending]) -> Iterator[str]:
    for each in endings:
        yield from each.breakage
