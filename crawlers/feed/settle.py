"""What a finished crawl makes of the feed: the state of every posting, and the figures that the gate reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from crawlers.feed.account import Account, account
from crawlers.feed.gate import Measured
from crawlers.feed.lifecycle import Moment, has_left, not_read
from crawlers.feed.manifest import Gate, Source
from crawlers.feed.state import State

if TYPE_CHECKING:
    from crawlers.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Ending:
    """How the crawl ended. reason: Scrapy's finish reason. exceptions: how often a callback of the plugin raised. breakage:
    what else broke that belongs to no posting, in words."""

    reason: str = "finished"
    exceptions: int = 0
    breakage: tuple[str, ...] = ()


@dataclass(slots=True)
class Settled:
    """found: what became of each key. after: the state of every posting of the new run. fresh: the keys that were read, and
    whose reading counts."""

    ledger: Ledger
    ending: Ending
    moment: Moment
    before: Mapping[str, State]
    found: Account
    broken: tuple[str, ...]
    after: dict[str, State] = field(default_factory=dict)
    fresh: set[str] = field(default_factory=set)

    def carried_over(self) -> int:
        """Open postings that are on the list and could not be read: their last good record stands."""
        unread = self.found.seen() - self.found.present()
        return sum(key in self.after and self.after[key].status == "open" for key in unread)

    def filled(self) -> dict[str, float]:
        """By field, the share of the present postings that have it."""
        present = self.found.present()
        counts = Counter(name for key in present for name in self.after[key].filled.split())
        return {name: round(count / len(present), 4) for name, count in sorted(counts.items())}

    def measured(self) -> Measured:
        """The figures for the gate."""
        found, ledger = self.found, self.ledger
        present = found.present()
        was_open = {key for key, state in self.before.items() if state.status == "open"}
        return Measured(
            ended=self.ending.reason,
            breakage=self.broken,
            robots_unsettled=ledger.robots_unsettled,
            list_failures=ledger.list_failures,
            listed=found.listed(),
            rejected=len(found.rejected),
            lost=len(found.lost),
            given_up=len(found.given_up),
            count=len(present),
            new=len(present - self.before.keys()),
            open_before=len(was_open),
            still_listed=len(present & was_open),
            filled=self.filled(),
            empty=ledger.verified_empty and not found.listed() and self.moment.complete,
            saved=ledger.proof == "saved_pages",
        )

    def source(self, gates: list[Gate], failed: tuple[Gate, ...], accept: bool) -> Source:
        """The figures for the manifest."""
        found, ledger = self.found, self.ledger
        usable = bool(found.present()) or not failed
        return Source(
            source=self.moment.feed,
            result="success" if self.moment.complete and not failed else "partial" if usable else "failed",
            published=not failed,
            run_id=self.moment.run_id,
            reasons=[gate.name for gate in failed],
            proof=ledger.proof,
            complete=self.moment.complete,
            stated_total=ledger.stated_total,
            listed=found.listed(),
            fetched=len(found.read),
            not_modified=len(found.unchanged),
            dropped=len(found.dropped),
            rejected=len(found.rejected),
            gone=len(found.gone),
            given_up=len(found.given_up),
            lost=len(found.lost),
            carried_over=self.carried_over(),
            count=len(found.present()),
            filled=self.filled(),
            gates=gates,
            accepted=accept and not failed and any(not gate.passed for gate in gates),
        )

    def rejects(self) -> list[dict[str, Any]]:
        """The lines of rejects.jsonl: every posting of the list that is not in the run as it was read now, and why."""
        kinds = {
            "dropped": self.found.dropped,
            "rejected": self.found.rejected,
            "given_up": self.found.given_up,
            "lost": self.found.lost,
        }
        rows = [
            {"id": f"{self.moment.feed}:{key}", "url": self.ledger.listed.get(key), "kind": kind, "reason": reason}
            for kind, keys in kinds.items()
            for key, reason in keys.items()
        ]
        return sorted(rows, key=lambda row: str(row["id"]))


def settle(
    ledger: Ledger, ending: Ending, moment: Moment, before: Mapping[str, State], read: Mapping[str, State],
    rejects: Mapping[str, Mapping[str, Any]],
) -> Settled:  # fmt: skip
    """Decides on every posting. before: the last good run. read: what was read now, by key. rejects: what did not come
    through."""
    found = account(ledger, read, before, rejects)
    _drop_second_addresses(found, before, read)
    broken = (*ending.breakage, *_unexplained(ending, ledger, found))
    moment = replace(moment, complete=_is_complete(ending, ledger) and not broken, proof=ledger.proof)
    settled = Settled(ledger, ending, moment, before, found, broken)
    seen = found.seen()
    for key in sorted(before.keys() | found.read):
        state = before.get(key)
        if state and has_left(state, moment.closed_before):
            state = None
        new = read[key] if key in found.read else None
        if new and not (state and state.status == "open" and new.status == "closed" and not moment.complete):
            settled.after[key] = new
            settled.fresh.add(key)
        elif state:
            state = not_read(state, key in seen, found.gone.get(key), moment)
            lastmod = ledger.lastmod.get(key, state.lastmod) if key in found.unchanged else state.lastmod
            settled.after[key] = state if lastmod == state.lastmod else replace(state, lastmod=lastmod)
    return settled


def _is_complete(ending: Ending, ledger: Ledger) -> bool:
    """Whether the run saw the whole list, so that what it did not see is absent."""
    whole = ledger.stated_total is None or len(ledger.listed) >= ledger.stated_total
    return ending.reason == "finished" and ledger.complete and whole


def _unexplained(ending: Ending, ledger: Ledger, found: Account) -> Iterator[str]:
    """Exceptions that cost more than a posting or a list page which is counted anyway: nobody knows what they cost."""
    reasons = (*found.given_up.values(), *(reason for _, reason in ledger.list_failures))
    rest = ending.exceptions - len(found.lost) - sum(reason.startswith("error") for reason in reasons)
    if rest > 0:
        yield f"the plugin raised {rest} time(s) outside of a posting"


def _drop_second_addresses(found: Account, before: Mapping[str, State], read: Mapping[str, State]) -> None:
    """A new posting that says the same as one that is known and still there is that posting under a second address."""
    there = found.present()
    known = {state.content_hash: key for key, state in sorted(before.items()) if key in there and state.status == "open"}
    for key in sorted(found.read - before.keys()):
        first = known.get(read[key].content_hash)
        if first and (first in found.unchanged or read[first].content_hash == read[key].content_hash):
            found.read.remove(key)
            found.dropped[key] = f"duplicate: says the same as {first}"
