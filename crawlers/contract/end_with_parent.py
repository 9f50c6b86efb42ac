"""A process that ends with the one that began it, however that ends: the kernel sees to it."""

from __future__ import annotations

import ctypes
from signal import Signals

_PR_SET_PDEATHSIG = 1
"""prctl(2), Linux."""


def end_with_parent(number: Signals) -> None:
    """Let this process get a signal when its parent ends. A parent that has ended already sends
    none: compare os.getppid() before and after."""
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, number)
