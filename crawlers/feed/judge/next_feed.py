"""The feed that a finished crawl leads to: the state of every posting, and the figures that the
gates read. crawlers.feed.judge.decide fills it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from crawlers.contract.ledger import OVER_BUDGET, ROBOTS_FORBIDDEN
from crawlers.feed.format.manifest import Gate, Result, Source
from crawlers.feed.judge.id_reuse import Reused
from crawlers.feed.judge.lifecycle import JudgingRun
from crawlers.feed.judge.listed_postings import ListedPostings
from crawlers.feed.judge.measures import Measured
from crawlers.feed.judge.read_again import ReadAgain
from crawlers.feed.store.state import State

if TYPE_CHECKING:
    from crawlers.contract.ledger import Ledger

SAVED = "saved_pages"
"""The proof of a run over saved pages: it saw no list, so it closes nothing."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How the crawl ended. reason: Scrapy's finish reason. exceptions: how often a callback of the
    plugin raised. breakage: what else broke that belongs to no posting, in words."""

    reason: str = "finished"
    exceptions: int = 0
    breakage: tuple[str, ...] = ()


@dataclass(slots=True)
class Tally:
    """Numbers of postings.

    opened: open in the new run. open_before: open in the last good run; still_listed: those of them
    that are present. new: present, and not in the last good run. carried_over: open, on the list,
    and not read. waiting: of those known, left to the next run by the page budget. filled_in: by
    the names of the fields that a posting has, how many of the postings present have exactly those.
    """

    opened: int = 0
    open_before: int = 0
    still_listed: int = 0
    new: int = 0
    carried_over: int = 0
    waiting: int = 0
    gone_kept: int = 0
    filled_in: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class NextFeed:
    """What the run makes of the feed.

    listed: the outcome of each listed key. read: by key, the states of what was read now. reused:
    the ids that name another job than they did. broken: what broke that belongs to no posting, in
    words. again: what was read, held against what it said before. page_gone: the open postings
    of the last good run whose page is gone or says so.

    Of the postings whose state is not as in the last good run, by key: fresh were read, and their
    reading counts; moved have another state for any other reason; leaving are removed from the
    feed; amended are those whose line (of the reading, or of the last good run) gets another status
    or lifecycle; alike has the `same_text_as` of those of fresh where it is new. The others are
    counted, not looked into one by one: a large feed has too many.
    """

    ledger: Ledger
    ending: Ending
    run: JudgingRun
    listed: ListedPostings
    read: Mapping[str, State]
    reused: Reused
    broken: tuple[str, ...] = ()
    again: ReadAgain = field(default_factory=ReadAgain)
    page_gone: list[State] = field(default_factory=list)
    fresh: set[str] = field(default_factory=set)
    moved: dict[str, State] = field(default_factory=dict)
    leaving: set[str] = field(default_factory=set)
    amended: set[str] = field(default_factory=set)
    alike: dict[str, str | None] = field(default_factory=dict)
    tally: Tally = field(default_factory=Tally)

    def state(self, key: str) -> State:
        """Return the state of a posting that is fresh or moved."""
        state = self.moved[key] if key in self.moved else self.read[key]
        return replace(state, same_text_as=self.alike[key]) if key in self.alike else state

    def state_after(self, before: State) -> State | None:
        """Return the state of a posting of the last good run; None where it leaves."""
        if before.key in self.leaving:
            return None
        changed = before.key in self.fresh or before.key in self.moved
        return self.state(before.key) if changed else before

    def changed(self) -> set[str]:
        """Return the keys of all postings whose state is not as in the last good run."""
        return self.fresh | self.moved.keys() | self.leaving

    def filled(self) -> dict[str, float]:
        """Return by field the share of the postings present that have it."""
        counts: Counter[str] = Counter()
        for names, count in self.tally.filled_in.items():
            counts.update(dict.fromkeys(names.split(), count))
        present = self.listed.count_present()
        return {name: round(count / present, 4) for name, count in sorted(counts.items())}

    def count(self) -> int:
        """Return how many postings are present, those among them that wait for the next run."""
        return self.listed.count_present() + self.tally.waiting

    def measured(self, unread_before: Set[str] = frozenset()) -> Measured:
        """Return the figures for the gates. unread_before: the keys that could not be read on an
        earlier night."""
        listed, ledger, tally = self.listed, self.ledger, self.tally
        is_left = listed.count_listed() > len(listed.gone)
        is_empty = ledger.verified_empty and not is_left and self.run.complete
        return Measured(
            ended=self.ending.reason,
            breakage=self.broken,
            robots_unsettled=ledger.robots_unsettled,
            list_failures=ledger.list_failures,
            no_host=ledger.no_host,
            robots_reason=ledger.robots_reason,
            list_says=ledger.list_says,
            of_records=ledger.of_records,
            listed=listed.count_listed(),
            rejected=len(listed.rejected),
            lost=len(listed.lost),
            forbidden=listed.count_given_up_as(ROBOTS_FORBIDDEN),
            given_up=len(listed.asked_in_vain()),
            given_up_as=listed.given_up_as(),
            rejected_again=len(listed.rejected.keys() & unread_before),
            given_up_again=len(listed.asked_in_vain() & unread_before),
            count=self.count(),
            new=tally.new,
            open_before=tally.open_before,
            still_listed=tally.still_listed,
            filled=self.filled(),
            empty=is_empty,
            saved=ledger.proof == SAVED,
            again=self.again,
        )

    def source(self, gates: list[Gate], failed: tuple[Gate, ...], accept: bool) -> Source:
        """Return the figures for the manifest. failed: those of the gates that withhold the run."""
        listed, ledger = self.listed, self.ledger
        return Source(
            source=self.run.feed,
            result=self._result(is_withheld=bool(failed)),
            published=not failed,
            run_id=self.run.run_id,
            reasons=[gate.name for gate in failed],
            proof=ledger.proof,
            complete=self.run.complete,
            stated_total=ledger.stated_total,
            listed=listed.count_listed(),
            fetched=len(listed.read),
            not_modified=len(listed.unchanged),
            rejected=len(listed.rejected),
            gone=len(listed.gone),
            given_up=len(listed.given_up),
            lost=len(listed.lost),
            postponed=listed.count_given_up_as(OVER_BUDGET),
            forbidden=listed.count_given_up_as(ROBOTS_FORBIDDEN),
            carried_over=self.tally.carried_over,
            gone_kept=self.tally.gone_kept,
            count=self.count(),
            filled=self.filled(),
            gates=gates,
            accepted=not failed
            and (ledger.proof == "accepted" or (accept and any(not gate.passed for gate in gates))),
            gone_all=ledger.gone_all,
            list_shape=ledger.shape.as_dict() if ledger.shape else None,
            unlisted=ledger.unlisted,
        )

    def rejects(self) -> list[dict[str, Any]]:
        """Return the records of rejects.jsonl, by id: every posting of the list that is not in the
        run as it was read now, and why."""
        kinds = {
            "rejected": self.listed.rejected,
            "given_up": self.listed.given_up,
            "lost": self.listed.lost,
        }
        rows = [
            {
                "id": f"{self.run.feed}:{key}",
                "url": self.ledger.listed.get(key),
                "kind": kind,
                "reason": reason,
            }
            for kind, keys in kinds.items()
            for key, reason in keys.items()
        ]
        return sorted(rows, key=lambda row: str(row["id"]))

    def _result(self, is_withheld: bool) -> Result:
        """Return how the run went; see Source."""
        if self.run.complete and not is_withheld:
            return "success"
        return "partial" if self.listed.count_present() or not is_withheld else "failed"
