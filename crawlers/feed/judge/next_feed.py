"""What a finished crawl makes of the feed: the state of every posting, and the figures that the
gate reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from crawlers.feed.format.manifest import Gate, Source
from crawlers.feed.judge.accounting import Account, account
from crawlers.feed.judge.gate import Measured
from crawlers.feed.judge.lifecycle import Moment, has_left, not_read
from crawlers.feed.store.state import State
from crawlers.feed.store.store import Store

if TYPE_CHECKING:
    from crawlers.contract.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Ending:
    """How the crawl ended. reason: Scrapy's finish reason. exceptions: how often a callback of the
    plugin raised. breakage: what else broke that belongs to no posting, in words."""

    reason: str = "finished"
    exceptions: int = 0
    breakage: tuple[str, ...] = ()


@dataclass(slots=True)
class Settled:
    """found: what became of each key. read: what was read now, by key.

    Of the postings whose state is not as in the last good run, by key: fresh were read, and their
    reading counts; moved have another state for any other reason; left leave the feed; amends are
    those of moved whose line has another status or lifecycle. The others are not looked into one by
    one: a large feed has too many.

    opened: postings open in the new run. open_before: in the last good run; still_listed: those of
    them that are present. new: present ones that the last good run did not have. filled_in: by the
    names of the fields that a present posting has, how many are like that.
    """

    ledger: Ledger
    ending: Ending
    moment: Moment
    found: Account
    read: Mapping[str, State]
    broken: tuple[str, ...] = ()
    fresh: set[str] = field(default_factory=set)
    moved: dict[str, State] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)
    amends: set[str] = field(default_factory=set)
    opened: int = 0
    open_before: int = 0
    still_listed: int = 0
    new: int = 0
    carried_over: int = 0
    filled_in: Counter[str] = field(default_factory=Counter)

    def state(self, key: str) -> State:
        """The state of a posting that is fresh or moved."""
        return self.read[key] if key in self.fresh else self.moved[key]

    def changed(self) -> set[str]:
        """The keys of all whose state is not as in the last good run."""
        return self.fresh | self.moved.keys() | self.left

    def filled(self) -> dict[str, float]:
        """By field, the share of the present postings that have it."""
        counts: Counter[str] = Counter()
        for names, count in self.filled_in.items():
            counts.update(dict.fromkeys(names.split(), count))
        return {
            name: round(count / self.found.count(), 4) for name, count in sorted(counts.items())
        }

    def measured(self) -> Measured:
        """The figures for the gate."""
        found, ledger = self.found, self.ledger
        return Measured(
            ended=self.ending.reason,
            breakage=self.broken,
            robots_unsettled=ledger.robots_unsettled,
            list_failures=ledger.list_failures,
            listed=found.listed(),
            rejected=len(found.rejected),
            lost=len(found.lost),
            given_up=len(found.given_up),
            count=found.count(),
            new=self.new,
            open_before=self.open_before,
            still_listed=self.still_listed,
            filled=self.filled(),
            empty=ledger.verified_empty and not found.listed() and self.moment.complete,
            saved=ledger.proof == "saved_pages",
        )

    def source(self, gates: list[Gate], failed: tuple[Gate, ...], accept: bool) -> Source:
        """The figures for the manifest."""
        found, ledger = self.found, self.ledger
        usable = bool(found.count()) or not failed
        return Source(
            source=self.moment.feed,
            result="success"
            if self.moment.complete and not failed
            else "partial"
            if usable
            else "failed",
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
            carried_over=self.carried_over,
            count=found.count(),
            filled=self.filled(),
            gates=gates,
            accepted=accept and not failed and any(not gate.passed for gate in gates),
        )

    def rejects(self) -> list[dict[str, Any]]:
        """The lines of rejects.jsonl: every posting of the list that is not in the run as it was
        read now, and why."""
        kinds = {
            "dropped": self.found.dropped,
            "rejected": self.found.rejected,
            "given_up": self.found.given_up,
            "lost": self.found.lost,
        }
        rows = [
            {
                "id": f"{self.moment.feed}:{key}",
                "url": self.ledger.listed.get(key),
                "kind": kind,
                "reason": reason,
            }
            for kind, keys in kinds.items()
            for key, reason in keys.items()
        ]
        return sorted(rows, key=lambda row: str(row["id"]))


def settle(
    ledger: Ledger, ending: Ending, moment: Moment, store: Store, read: Mapping[str, State],
    rejects: Mapping[str, Mapping[str, Any]],
) -> Settled:  # fmt: skip
    """Decides on every posting. store: has the last good run. read: what was read now, by key.
    rejects: what did not come through."""
    found = account(ledger, read, rejects)
    new = _unknown(store, found)
    _drop_second_addresses(found, new, store, read)
    broken = (*ending.breakage, *_unexplained(ending, ledger, found))
    moment = replace(
        moment, complete=_is_complete(ending, ledger) and not broken, proof=ledger.proof
    )
    settled = Settled(ledger, ending, moment, found, read, broken, new=len(new & found.read))
    for before in chain(_unsteady(settled, store), store.unsteady(moment.now)):
        _decide(settled, before)
    for key in found.read & new:
        _take(settled, read[key])
    return settled


def _unknown(store: Store, found: Account) -> set[str]:
    """The keys that were read and that the last good run did not have. What the crawl calls
    unchanged is lost if it did not have that, either."""
    new = set(found.read)
    new.difference_update(store.keys())
    if sum(map(found.unchanged.__contains__, store.keys())) < len(found.unchanged):
        known = set(store.keys())
        found.lose(found.unchanged - known)
        found.unchanged = found.unchanged & known
    return new


def _unsteady(settled: Settled, store: Store) -> Iterator[State]:
    """Counts the steady postings that the list shows unchanged, nearly all of a large feed; yields
    those it does not."""
    unchanged, count, others = settled.found.unchanged, settled.filled_in, []
    newly_dated = {key for key in settled.ledger.lastmod if key in unchanged}
    for key, filled in store.steady(settled.moment.now):
        if key in unchanged and key not in newly_dated:
            count[filled] += 1
        else:
            others.append(key)
    steady = count.total()
    settled.open_before += steady
    settled.still_listed += steady
    settled.opened += steady
    yield from filter(None, map(store.state, others))


def _decide(settled: Settled, before: State) -> None:
    """What becomes of one posting of the last good run."""
    key, found, moment = before.key, settled.found, settled.moment
    present = found.present(key)
    settled.open_before += before.status == "open"
    settled.still_listed += present and before.status == "open"
    leaves = has_left(before, moment.closed_before)
    new = settled.read[key] if key in found.read else None
    if new and not (before.status == "open" and new.status == "closed" and not moment.complete):
        _take(settled, new)
        return
    if leaves:
        settled.left.add(key)
        return
    after = not_read(before, found.seen(key), found.gone.get(key), moment)
    if key in found.unchanged:
        after = replace(after, lastmod=settled.ledger.lastmod.get(key, after.lastmod))
    if present:
        settled.filled_in[after.filled] += 1
    settled.opened += after.status == "open"
    settled.carried_over += after.status == "open" and found.seen(key) and not present
    # whose line would pass for one seen in the run before
    if after != before or after.last_seen == moment.before:
        settled.moved[key] = after
    if (after.status, after.lifecycle) != (before.status, before.lifecycle):
        settled.amends.add(key)


def _take(settled: Settled, state: State) -> None:
    """A posting that was read, and whose reading counts."""
    settled.fresh.add(state.key)
    settled.filled_in[state.filled] += 1
    settled.opened += state.status == "open"


def _is_complete(ending: Ending, ledger: Ledger) -> bool:
    """Whether the run saw the whole list, so that what it did not see is absent."""
    whole = ledger.stated_total is None or len(ledger.listed) >= ledger.stated_total
    return ending.reason == "finished" and ledger.complete and whole


def _unexplained(ending: Ending, ledger: Ledger, found: Account) -> Iterator[str]:
    """Exceptions that cost more than a posting or a list page which is counted anyway: nobody knows
    what they cost."""
    reasons = (*found.given_up.values(), *(reason for _, reason in ledger.list_failures))
    rest = (
        ending.exceptions - len(found.lost) - sum(reason.startswith("error") for reason in reasons)
    )
    if rest > 0:
        yield f"the plugin raised {rest} time(s) outside of a posting"


def _drop_second_addresses(
    found: Account, new: set[str], store: Store, read: Mapping[str, State]
) -> None:
    """A new posting that says the same as one that is known and still there is that posting under a
    second address."""
    said = {read[key].content_hash for key in new}
    known = (
        {text: key for key, text in store.open_contents() if text in said and found.present(key)}
        if said
        else {}
    )
    for key in sorted(new) if known else ():
        first = known.get(read[key].content_hash)
        if first and (
            first in found.unchanged or read[first].content_hash == read[key].content_hash
        ):
            found.read.remove(key)
            found.dropped[key] = f"duplicate: says the same as {first}"
