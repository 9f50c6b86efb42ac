"""The life of a posting from run to run: when it is new, changed, closed, reopened, and when it
leaves the feed.

A posting that is absent closes after two complete lists without it. A page that answered 404 or 410
or says that the posting is closed closes it at once. A deadline closes a posting when the last
instant that it can mean is over. A run that did not see the whole list closes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from crawlers.feed.format.clock import later
from crawlers.feed.store.state import State, as_text, believed_deadline
from crawlers.posting.line import line_of, read_line

if TYPE_CHECKING:
    from crawlers.posting.schema import JobPosting

KEPT_DAYS = 90
"""Days that a closed posting stays in the feed (docs/feed.md)."""

PAGE_GONE = ("http_404", "http_410", "moved")
"""The beginnings of the reasons that say that a page is no longer there; any other reason is what
the page says."""


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
        return replace(
            state, closed_at=now, evidence=_evidence(reason, deadline=deadline, url=posting.url)
        )
    if before and before.status == "closed":
        return replace(state, reopened_at=now)
    return state


def state_when_unread(state: State, seen: bool, gone: str | None, run: JudgingRun) -> State:
    """Return the state of a known posting that was not read in this run.

    seen: the list has it. gone: why its page is no longer there, where the run asked for it.
    """
    if state.status == "closed":
        return _sighted(_reopened(state, run) if seen else state, seen, run)
    if run.complete:
        if gone is not None:
            return _closed(
                state,
                "gone" if gone.startswith(PAGE_GONE) else "closed_notice",
                run,
                seen,
                answer=gone,
                url=state.url,
            )
        if not seen and state.missed:
            return _closed(
                state, "absent", run, seen, runs=[state.missed, run.run_id], proof=run.proof
            )
        if state.deadline and state.deadline < run.now:
            return _closed(state, "deadline", run, seen, deadline=state.deadline)
        if not seen:
            return replace(_sighted(state, seen, run), missed=run.run_id)
    return _sighted(state, seen, run)


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


def _closed(state: State, reason: str, run: JudgingRun, seen: bool, **evidence: Any) -> State:
    closed = replace(
        state,
        status="closed",
        closed_at=run.now,
        closed_reason=reason,
        evidence=_evidence(reason, **evidence),
    )
    return _sighted(closed, seen, run)


def _evidence(reason: str, **what: Any) -> str:
    return as_text({"reason": reason, **what})


def _sighted(state: State, seen: bool, run: JudgingRun) -> State:
    last_seen = None if seen else state.last_seen or run.before
    missed = None if seen else state.missed
    return (
        state
        if (missed, last_seen) == (state.missed, state.last_seen)
        else replace(state, missed=missed, last_seen=last_seen)
    )
