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


async def in_turns(steps: Iterable[Any]) -> AsyncIterator[Any]:
    """Yield what a callback gives, and let the loop have a turn between."""
    since = time.thread_time()
    for step in steps:
        if step is not PAUSE:
            yield step
        if time.thread_time() - since > TURN:  # guard: turns of the loop
            await asyncio.sleep(0)
            since = time.thread_time()
