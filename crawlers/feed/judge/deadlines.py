"""Closing by deadline: only after the last instant that the deadline can mean, and only where the
page was read again since, or cannot be reached any more. A site may have extended the deadline.

Postings whose deadline is over are asked for in every run (`KnownPostings`), so the reading that
closes one is the run's own.
"""

from __future__ import annotations

from dataclasses import replace

from crawlers.contract.ledger import Ledger
from crawlers.feed.judge.lifecycle import JudgingRun, closed_state
from crawlers.feed.store.state import State

NOT_ASKED = ("page_budget", "not_reached", "robots_unsettled")
"""The beginnings of the reasons for which a page was given up without having been asked for."""


def state_when_over(state: State, ledger: Ledger, run: JudgingRun) -> State:
    """Return the state of a posting that was not read anew in this run: closed where its deadline
    is over and its page still says so, or was given up."""
    if not (run.complete and state.is_overdue(run.now)) or ledger.clock_is_off:
        return state
    asked = "http_304" if state.key in ledger.revalidated else ledger.given_up.get(state.key, "")
    # guard: deadlines that were extended
    if not asked or asked.startswith(NOT_ASKED):
        return state
    evidence = {"deadline": state.deadline, "answer": asked, "url": state.url}
    return closed_state(state, "deadline", run, evidence)


def state_without_deadline(read: State, before: State | None) -> State:
    """Return the state of a posting that was read under a clock that cannot be trusted: its
    deadline does not close it. before: its state in the last good run."""
    if read.closed_reason != "deadline" or (before and before.status == "closed"):
        return read
    return replace(read, status="open", closed_at=None, closed_reason=None, evidence=None)
