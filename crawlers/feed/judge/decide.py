"""Decide, when a crawl is over, what becomes of each posting: of the list, and of the last good
run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from crawlers.contract.ledger import OVER_BUDGET
from crawlers.feed.judge import gone
from crawlers.feed.judge.deadlines import state_when_over, state_without_deadline
from crawlers.feed.judge.id_reuse import (
    find_reused,
    rename_in_ledger,
    renamed,
    state_when_superseded,
)
from crawlers.feed.judge.lifecycle import JudgingRun, has_left, state_when_unread
from crawlers.feed.judge.listed_postings import ListedPostings, classify_listed
from crawlers.feed.judge.mixed_up import find_mixed_up
from crawlers.feed.judge.next_feed import SAVED, Ending, NextFeed
from crawlers.feed.judge.same_text import SameTexts
from crawlers.feed.store.state import State
from crawlers.feed.store.store import Store

if TYPE_CHECKING:
    from crawlers.contract.ledger import Ledger


def decide_next_feed(
    ledger: Ledger,
    ending: Ending,
    run: JudgingRun,
    store: Store,
    read: Mapping[str, State],
    rejects: Mapping[str, Mapping[str, Any]],
) -> NextFeed:
    """Decide on every posting of the list and of the last good run.

    store: has the last good run. read: by key, the states of what was read now. rejects: by key,
    the items that were dropped or lost.
    """
    if mixed := find_mixed_up(store, read):
        read = {mixed.get(key, key): state for key, state in read.items()}
    reused = find_reused(store, read.keys(), ledger.listed)
    rename_in_ledger(ledger, reused)
    listed = classify_listed(ledger, read, renamed(rejects, reused))
    listed.mixed_up.update(mixed.values())
    new = _new_keys(store, listed)
    broken = (*ending.breakage, *_unexplained(ending, ledger, listed))
    is_complete = _saw_whole_list(ending, ledger) and not broken
    run = replace(run, complete=is_complete, proof=ledger.proof)
    feed = NextFeed(ledger, ending, run, listed, read, reused, broken)
    feed.tally.new = len(new & listed.read)
    texts = SameTexts()
    for before in chain(_changed_though_steady(feed, store), store.unsteady(run.now)):
        _decide_known(feed, before)
        texts.note(before, feed.state_after(before))
    feed.again.compared += len(ledger.revalidated & listed.unchanged)
    _decide_gone(feed, sum(store.state(key) is None for key in listed.gone))
    for before in feed.page_gone:
        texts.note(before, feed.state_after(before))
    for key in listed.read & new:
        _keep_reading(feed, _reading(feed, key))
        texts.note(None, feed.state(key))
    for content, keys in texts.groups(store):
        _name_the_first(feed, content, keys, store)
    return feed


def _new_keys(store: Store, listed: ListedPostings) -> set[str]:
    """Return the keys that were read and that the last good run did not have. A posting that the
    crawl calls unchanged and that the last good run did not have either is lost."""
    new = set(listed.read)
    new.difference_update(store.keys())
    if sum(map(listed.unchanged.__contains__, store.keys())) < len(listed.unchanged):
        known = set(store.keys())
        listed.mark_lost(listed.unchanged - known)
        listed.unchanged = listed.unchanged & known
    return new


def _changed_though_steady(feed: NextFeed, store: Store) -> Iterator[State]:
    """Count the steady postings that the list shows unchanged, nearly all of a large feed; yield
    the other steady ones."""
    unchanged, tally, others = feed.listed.unchanged, feed.tally, []
    newly_dated = {key for key in feed.ledger.lastmod if key in unchanged}
    for key, filled in store.steady(feed.run.now):
        if key in unchanged and key not in newly_dated:
            tally.filled_in[filled] += 1
        else:
            others.append(key)
    steady = tally.filled_in.total()
    tally.open_before += steady
    tally.still_listed += steady
    tally.opened += steady
    yield from filter(None, map(store.state, others))


def _decide_known(feed: NextFeed, before: State) -> None:
    """Decide on one posting of the last good run."""
    key, listed, run, tally = before.key, feed.listed, feed.run, feed.tally
    tally.open_before += before.status == "open"
    tally.still_listed += listed.is_present(key) and before.status == "open"
    new = _reading(feed, key, before) if key in listed.read else None
    is_closing = bool(new and before.status == "open" and new.status == "closed")
    _compare(feed, before, new)
    if key in listed.mixed_up:
        tally.gone_kept += 1
        _move(feed, before, gone.state_when_kept(before, run))
        return
    # a run that did not see the whole list closes nothing, whatever the page says
    if new and not (is_closing and (not run.complete or _is_news(before, new, run))):
        _keep_reading(feed, new)
    elif has_left(before, run.closed_before):  # guard: the store forgets what left
        feed.leaving.add(key)
    elif before.status == "open" and (key in listed.gone or (is_closing and run.complete)):
        feed.page_gone.append(before)
    else:
        _move(feed, before, _state_when_unread(feed, before))


def _is_news(before: State, new: State, run: JudgingRun) -> bool:
    """Return whether the page tells that a posting is closed, which is not so by the deadline that
    it had: on many postings it may be a fault of the site. A deadline that moved into the past
    overnight is such news."""
    was_due = bool(before.deadline and before.deadline < run.now)
    return new.closed_reason != "deadline" or not was_due  # guard: deadlines that move back


def _reading(feed: NextFeed, key: str, before: State | None = None) -> State:
    """Return the state of a posting that was read. before: its state in the last good run."""
    read = feed.read[key]
    return state_without_deadline(read, before) if feed.ledger.clock_is_off else read


def _compare(feed: NextFeed, before: State, new: State | None) -> None:
    """Hold what was read against what it said before. The new job of an id that was used again is
    held against the old one: after a redesign all postings may look like other jobs."""
    by = feed.reused.superseded.get(before.key)
    now = new or (feed.read[by] if by in feed.listed.read else None)
    if now:
        feed.again.compare(before, now)


def _state_when_unread(feed: NextFeed, before: State) -> State:
    """Return the state of a known posting that was not read, or whose reading does not count."""
    key, listed, run = before.key, feed.listed, feed.run
    if by := feed.reused.superseded.get(key):
        return state_when_superseded(before, by, run)
    after = state_when_unread(before, listed.may_be_open(key), run)
    if key in listed.unchanged:
        after = replace(after, lastmod=feed.ledger.lastmod.get(key, after.lastmod), gone=None)
    return state_when_over(after, feed.ledger, run)


def _decide_gone(feed: NextFeed, others: int) -> None:
    """Decide on the postings whose page is gone. others: how many new ones are, too."""
    listed, run = feed.listed, feed.run
    asked = max(feed.ledger.asked, listed.count_listed() - len(listed.unchanged))
    is_rare = len(feed.page_gone) + others <= gone.most_at_once(asked)
    for before in feed.page_gone:
        key = before.key
        if not gone.closes(before, listed.gone.get(key, ""), is_rare, run):
            feed.tally.gone_kept += 1
            _move(feed, before, gone.state_when_kept(before, run))
        elif key in listed.read:
            _keep_reading(feed, feed.read[key])
        else:
            _move(feed, before, gone.state_when_gone(before, listed.gone[key], run))


def _move(feed: NextFeed, before: State, after: State) -> None:
    """Take in the state of a posting that was not read."""
    key, listed, tally = before.key, feed.listed, feed.tally
    is_present = listed.is_present(key)
    is_kept = key in listed.gone or listed.may_be_open(key)
    if is_present:
        tally.filled_in[after.filled] += 1
    tally.opened += after.status == "open"
    tally.waiting += after.status == "open" and listed.given_up.get(key) == OVER_BUDGET
    tally.carried_over += after.status == "open" and is_kept and not is_present
    # moved also where its `last_seen` would now stand for another run
    if after != before or after.last_seen == feed.run.before:
        feed.moved[key] = after
    if (after.status, after.lifecycle) != (before.status, before.lifecycle):
        feed.amended.add(key)


def _keep_reading(feed: NextFeed, state: State) -> None:
    """Take in a posting that was read, and whose reading counts."""
    feed.fresh.add(state.key)
    feed.tally.filled_in[state.filled] += 1
    feed.tally.opened += state.status == "open"
    if state != feed.read[state.key]:
        feed.moved[state.key] = state
        feed.amended.add(state.key)


def _saw_whole_list(ending: Ending, ledger: Ledger) -> bool:
    """Return whether the run saw the whole list, so that what it did not see is absent."""
    whole = ledger.stated_total is None or len(ledger.listed) >= ledger.stated_total
    is_site = ledger.proof != SAVED  # guard: saved pages close nothing
    return ending.reason == "finished" and ledger.complete and whole and is_site


def _unexplained(ending: Ending, ledger: Ledger, listed: ListedPostings) -> Iterator[str]:
    """Yield in words the exceptions that cost more than a posting or a list page, which are counted
    anyway: what they cost is unknown."""
    reasons = (*listed.given_up.values(), *(reason for _, reason in ledger.list_failures))
    explained = len(listed.lost) + sum(reason.startswith("error") for reason in reasons)
    if (rest := ending.exceptions - explained) > 0:
        yield f"the plugin raised {rest} time(s) outside of a posting"


def _name_the_first(feed: NextFeed, content: str, keys: list[str], store: Store) -> None:
    """Let each of the open postings with one content hash name the first of them. keys: of those
    that had it or have it; one that is closed now names none."""
    states = [state for key in keys if (state := _state_now(feed, key, store))]
    alike = [each.key for each in states if each.status == "open" and each.content_hash == content]
    first = f"{feed.run.feed}:{min(alike)}" if len(alike) > 1 else None
    for state in states:
        key = state.key
        if state.status == "open" and state.content_hash != content:
            continue  # reads as others now
        named = first if state.status == "open" and key != min(alike) else None
        if state.same_text_as != named:
            if key in feed.fresh:
                feed.alike[key] = named
            else:
                feed.moved[key] = replace(state, same_text_as=named)


def _state_now(feed: NextFeed, key: str, store: Store) -> State | None:
    """Return the state of a posting in the next feed; None where it is not in it."""
    if key in feed.fresh or key in feed.moved:
        return feed.state(key)
    return None if key in feed.leaving else store.state(key)
