"""Closing what is gone: pages that answered 404 or 410, that lead to the list, or that say that
their posting is closed.

A few of them are everyday news, and close at once. Many of them in one night may be a fault of the
site (a broken deployment, a notice on every page), so nothing closes until a second night says the
same; nor does a page that was found and says that there is none. Neither withholds a run.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from crawlers.contract.ledger import SOFT_404
from crawlers.feed.judge.lifecycle import JudgingRun, closed_state, sighted
from crawlers.feed.store.state import State

LEAST, SHARE = 3, 0.02
"""How many of the pages that a run asked for may be gone before it looks like a fault: this number,
or this share where that is more (docs/feed.md)."""

PAGE_GONE = ("http_404", "http_410", "moved", "redirected", SOFT_404)
"""The beginnings of the reasons that say that a page is no longer there; any other reason is what
the page says."""


def most_at_once(asked: int) -> int:
    """Return how many pages may be gone in a run so that they close at once. asked: the number of
    pages that it asked for."""
    return max(LEAST, int(SHARE * asked))


def closes(before: State, answer: str, is_rare: bool, run: JudgingRun) -> bool:
    """Return whether a posting closes whose page is gone. answer: how it is known. is_rare: few
    others are, too; of words on a page that was found that proves nothing. An empty list whose
    postings were all gone on two nights has proved itself already (`asked_each`)."""
    second_night = before.gone is not None and before.gone != run.run_id
    is_news = is_rare and answer != SOFT_404
    is_sure = is_news or second_night or run.proof == "asked_each"
    return run.complete and is_sure  # guard: one night of broken pages


def state_when_gone(before: State, answer: str, run: JudgingRun) -> State:
    """Return the state of a posting that closes since its page is gone. answer: how it is known."""
    reason = "gone" if answer.startswith(PAGE_GONE) else "closed_notice"
    evidence: dict[str, Any] = {"answer": answer, "url": before.url}
    if before.gone:
        evidence |= {"runs": [before.gone, run.run_id]}
    return closed_state(before, reason, run, evidence=evidence)


def state_when_kept(before: State, run: JudgingRun) -> State:
    """Return the state of a posting whose page is gone and that stays open: only a complete run
    counts as the first of two nights."""
    first = before.gone or (run.run_id if run.complete else None)
    return replace(sighted(before, True, run), gone=first)
