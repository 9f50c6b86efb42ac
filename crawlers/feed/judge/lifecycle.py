"""The life of a posting from run to run: when it is new, changed, closed, reopened, and when it
leaves the feed.

A posting that is absent closes after two complete lists without it. A run that did not see the
whole list closes nothing. The other ways to close have modules of their own: `gone` (the page is no
longer there, or says so), `deadlines`, `id_reuse`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from crawlers.feed.format.clock import later
from crawlers.feed.store.state import State, as_text, believed_deadline
from crawlers.posting.line import line_of, read_line

if TYPE_CHECKING:
    from crawlers.posting.schema import JobPosting

KEPT_DAYS = 90
"""Days that a closed posting stays in the feed (docs/feed.md)."""


@dataclass(frozen=True, slots=True)
class JudgingRun:
    """The run that decides. now: the instant that the run uses as "now"; before: that of the last
    good run. complete: it saw the whole list. proof: how it knows."""

    feed: str
    run_id: str
    now: str
    before: str | None
    complete: bool = False
    proof: str | None = None

    @property
    def closed_before(self) -> str:
        """The instant before which a posting must have been closed to leave the feed."""
        return closed_before(self.now)


def closed_before(now: str) -> str:
    """Return the instant before which a posting must have been closed to leave the feed. now: of
    the run."""
    return later(now, days=-KEPT_DAYS)


def has_left(state: State, before: str) -> bool:
    """Return whether a posting was closed before an instant."""
    return state.status == "closed" and (state.closed_at or "") < before


def state_when_read(posting: JobPosting, before: State | None, now: str) -> State:
    """Return the state of a posting that was read in this run. before: its state so far; None for a
    new posting."""
    stated = {"latest": posting.valid_through.latest} if posting.valid_through else None
    deadline = believed_deadline(stated, posting.warnings)
    reason = _why_closed(posting, deadline, now)
    state = State(
        key=posting.id.partition(":")[2],
        url=posting.url,
        content_hash=posting.content_hash,
        status="closed" if reason else "open",
        first_seen=before.first_seen if before else now,
        last_changed=before.last_changed
        if before and before.content_hash == posting.content_hash
        else now,
        deadline=deadline,
        closed_reason=reason,
        reopened_at=before.reopened_at if before else None,
        same_text_as=before.same_text_as if before else None,
    )
    if reason and before and before.status == "closed":
        return replace(
            state,
            closed_at=before.closed_at,
            closed_reason=before.closed_reason,
            evidence=before.evidence,
        )
    if reason:
        evidence = {"reason": reason, "deadline": deadline, "url": posting.url}
        return replace(state, closed_at=now, evidence=as_text(evidence))
    if before and before.status == "closed":
        return replace(state, reopened_at=now)
    return state


def state_when_unread(state: State, seen: bool, run: JudgingRun) -> State:
    """Return the state of a known posting that was not read in this run, by what the list shows.
    seen: the list has it."""
    if state.status == "closed":
        return sighted(_reopened(state, run) if seen else state, seen, run)
    if run.complete and not seen:
        if state.missed:  # guard: absence on two nights
            runs = [state.missed, run.run_id]
            evidence = {"runs": runs, "proof": run.proof}
            return closed_state(state, "absent", run, evidence, seen=False)
        return replace(sighted(state, False, run), missed=run.run_id)
    return sighted(state, seen, run)


def amend_line(line: bytes, state: State) -> bytes:
    """Return the line of a posting whose content stayed and whose status or lifecycle changed."""
    return line_of(read_line(line) | {"status": state.status, "lifecycle": state.lifecycle})


def _reopened(state: State, run: JudgingRun) -> State:
    """Reopen a posting that was closed by its deadline although that is not over: the clock of an
    earlier run was ahead."""
    if state.closed_reason != "deadline" or (state.deadline or "") < run.now:
        return state
    return replace(
        state, status="open", closed_at=None, closed_reason=None, evidence=None, reopened_at=run.now
    )


def _why_closed(posting: JobPosting, deadline: str | None, now: str) -> str | None:
    if posting.status == "closed" or "expired" in posting.flags:
        return "closed_notice"
    return "deadline" if deadline and deadline < now else None


def closed_state(
    state: State,
    reason: str,
    run: JudgingRun,
    evidence: Mapping[str, Any],
    seen: bool = True,
) -> State:
    """Return the state of a posting that closes in this run. seen: the list has it. evidence: what
    it is closed on, as JSON values."""
    closed = replace(
        state,
        status="closed",
        closed_at=run.now,
        closed_reason=reason,
        evidence=as_text({"reason": reason, **evidence}),
        gone=None,
    )
    return sighted(closed, seen, run)


def sighted(state: State, seen: bool, run: JudgingRun) -> State:
    """Return a state with when its posting was last seen. seen: the list has it now."""
    last_seen = None if seen else state.last_seen or run.before
    missed = None if seen else state.missed
    return (
        state
        if (missed, last_seen) == (state.missed, state.last_seen)
        else replace(state, missed=missed, last_seen=last_seen)
    )
