"""One site in several processes, its shards: each reads its part of the postings, and one run is
judged and published of all of them.

A shard walks the list as any run does. Where the site has as many lists as there are shards, it
walks its own lists only; else it walks the whole list and reads those postings whose keys are its
own. What it read is in a journal of its own, like that of an interrupted run; what it saw of the
list is in its claim. `join_shards` takes over the journals and merges the claims: the list was seen
whole only if every shard says so of its part, and a missing shard counts as a list page that
failed, so the gate withholds the run.
"""

from __future__ import annotations

import json
import time
from contextlib import AbstractContextManager, suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crawlers.contract.declarations import Healthy
from crawlers.contract.ledger import Ledger
from crawlers.contract.shard import Shard
from crawlers.feed.format import disk
from crawlers.feed.format.folder import Folder
from crawlers.feed.format.lock import Busy, Lock
from crawlers.feed.format.manifest import Source
from crawlers.feed.judge.next_feed import Ending
from crawlers.feed.run.finish import INTERRUPTED, finish
from crawlers.feed.run.outcome import Outcome
from crawlers.feed.run.record import PostingRecorder
from crawlers.feed.store.journal import Journal

if TYPE_CHECKING:
    from crawlers.feed.run.run import Run

_PATIENCE = 5.0
"""Seconds that a shard waits for another one that puts the site's folder in order."""


class ShardFolder(Folder):
    """The site's feed, with a lock, a journal and a log of the shard's own. site: the feed with
    those of the site."""

    def __init__(self, root: Path, name: str, shard: Shard) -> None:
        super().__init__(root, name)
        self.site, self.shard = Folder(root, name), shard
        self.work = self.work / "shards" / f"{shard.number}-of-{shard.of}"

    def exclusive(self) -> AbstractContextManager[object]:
        """Return the site's own lock, to be held for a moment: all shards begin at once. Raise Busy
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
        """The file in which a shard that is done says how it ended and what it saw of the list."""
        return self.work / "claim.json"


def shard_folders(folder: Folder, shards: int) -> list[ShardFolder]:
    """Return the folders of all shards of a site."""
    return [
        ShardFolder(folder.root, folder.name, Shard(number, shards))
        for number in range(1, shards + 1)
    ]


def shared_instant(folder: Folder, shards: int) -> str:
    """Return the instant that the runs of all shards use as "now"; "" where they differ, since an
    interrupted one goes on with its own."""
    instants = set()
    for part in shard_folders(folder, shards):
        with suppress(OSError, KeyError, TypeError, ValueError):
            instants.add(str(json.loads(part.claim.read_bytes())["head"]["as_of"]))
    return instants.pop() if len(instants) == 1 else ""


def finish_shard(folder: ShardFolder, run: Run, ending: Ending, ledger: Ledger) -> Outcome:
    """Write the claim of a shard for `join_shards`, and release its folder. A shard that was
    stopped goes on with the next attempt, as any run does."""
    if ending.reason in INTERRUPTED:
        return finish(run, ending, ledger, Healthy())
    claim = {"head": run.head, "ending": asdict(ending), "ledger": ledger.as_json()}
    source = Source(
        folder.name, "partial", published=True, run_id=run.run_id, listed=len(ledger.listed)
    )
    try:
        disk.replace(folder.claim, json.dumps(claim).encode() + b"\n")
        why = f"shard {folder.shard}: {len(ledger.kept)} read; published with the others"
        return Outcome("published", source, why=why)
    except OSError as error:
        why = f"The claim could not be written: {error}."
        return Outcome("interrupted", replace(source, published=False), why=why)
    finally:
        run.close()


def join_shards(run: Run, shards: int) -> tuple[Ending, Ledger]:
    """Take over what all shards read into a run of the site; return how they ended and what they
    saw of the list, as of one crawl."""
    recorder = PostingRecorder(run)
    ledgers, endings = [], []
    for folder in shard_folders(run.folder, shards):
        try:
            claim = json.loads(folder.claim.read_bytes())
            if claim["head"] != run.head:
                raise ValueError("of another run")
            journal = Journal(folder.work / "journal")
            recorder.take_over(journal)
            journal.close()
            ledgers.append(Ledger.of_json(claim["ledger"]))
            endings.append(_ending(claim["ending"]))
        except (OSError, KeyError, TypeError, ValueError) as error:
            failure = (f"shard {folder.shard}", f"shard_missing {error}")
            ledgers.append(Ledger(list_failures=[failure]))
    return merge_endings(endings), merge_ledgers(ledgers)


def remove_shards(folder: Folder) -> None:
    """Remove what the shards of a site left: the run of all of them is over."""
    with suppress(OSError):
        disk.remove(folder.work / "shards")


def merge_ledgers(ledgers: list[Ledger]) -> Ledger:
    """Return one ledger of all shards. It has a proof where each has one. A total that is of one
    and the same list is that of the whole; else the totals add up."""
    whole = Ledger()
    for each in ledgers:
        for name in ("listed", "lastmod", "gone", "given_up"):
            getattr(whole, name).update(getattr(each, name))
        whole.not_modified |= each.not_modified
        whole.revalidated |= each.revalidated
        whole.asked += each.asked
        whole.unlisted += each.unlisted
        whole.dates_near += each.dates_near
        whole.dates_far += each.dates_far
        whole.list_failures += each.list_failures
        whole.robots_unsettled |= each.robots_unsettled
        whole.robots_reason = whole.robots_reason or each.robots_reason
        whole.list_says = whole.list_says or each.list_says
        whole.of_records |= each.of_records
        if each.shape:
            whole.shape = whole.shape.joined(each.shape) if whole.shape else each.shape
    whole.proof = ledgers[0].proof if all(each.proof for each in ledgers) else None
    whole.verified_empty = all(each.verified_empty for each in ledgers)
    whole.no_host = all(each.no_host for each in ledgers)
    whole.gone_all = all(each.gone_all for each in ledgers)
    totals = [each.stated_total for each in ledgers]
    is_one_list = all(each.listed.keys() == ledgers[0].listed.keys() for each in ledgers)
    if None not in totals:
        whole.stated_total = totals[0] if is_one_list else sum(total or 0 for total in totals)
    return whole


def merge_endings(endings: list[Ending]) -> Ending:
    """Return how the crawl of all shards ended: as the first that did not run to its end."""
    reason = next((each.reason for each in endings if each.reason != "finished"), "finished")
    breakage = tuple(words for each in endings for words in each.breakage)
    return Ending(reason, sum(each.exceptions for each in endings), breakage)


def _ending(claimed: dict[str, Any]) -> Ending:
    """Return the ending in a claim. Raise KeyError or TypeError where it is none."""
    return Ending(**claimed | {"breakage": tuple(claimed["breakage"])})
