"""Give the event loop its turn while a long list is read: a list of 8 MB with 45,000 links takes
four seconds, in which no answer is received and no signal handled."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterable
from typing import Any

PAUSE: Any = None
"""Yielded where a reader may be interrupted, in place of a request."""
STEP = 500
"""Links, entries or elements between two pauses; a hundredth of a second or two."""
TURN = 0.1
"""Seconds of processor time after which the loop gets a turn, wherever the reader is."""


class _Turn:
    """What all readers together have of one turn of the loop: eight lists that are read at once do
    not take eight times as long."""

    def __init__(self) -> None:
        self._began = 0.0
        self._called: asyncio.AbstractEventLoop | None = None

    def is_over(self) -> bool:
        return time.thread_time() - self._began > TURN

    async def next(self) -> None:
        """Wait for the next turn of the loop. The reader that asks first is the first in it."""
        loop = asyncio.get_running_loop()
        if self._called is not loop:  # guard: one turn for all readers
            self._called = loop
            loop.call_soon(self._begin)
        await asyncio.sleep(0)

    def _begin(self) -> None:
        self._began, self._called = time.thread_time(), None


_turn = _Turn()


async def in_turns(steps: Iterable[Any]) -> AsyncIterator[Any]:
    """Yield what a callback gives, and let the loop have a turn between."""
    for step in steps:
        if step is not PAUSE:
            yield step
        while _turn.is_over():  # guard: turns of the loop
            await _turn.next()
