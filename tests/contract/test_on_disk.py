"""The mapping that holds little memory behaves as any, whatever its keys are."""

from __future__ import annotations

import errno
import random
import subprocess
import sys

import pytest

from crawlers.contract.on_disk import OnDisk

KEYS = ["a", "B", "ü", "\u2028", "half \ud800 a character", "nul\0in", "", "日本", "\U0001f600"]


def test_it_does_what_a_dict_does() -> None:
    dice, held, known = random.Random(3), OnDisk[str](), dict[str, str]()
    for number in range(400):
        key = dice.choice(KEYS)
        if dice.random() < 0.3:
            assert held.pop(key, None) == known.pop(key, None)
        else:
            held[key] = known[key] = f"{key} {number}"
        assert held == known and len(held) == len(known) and (key in held) == (key in known)
    assert list(held) == sorted(known)  # in the order of their characters


def test_what_is_not_there_is_said() -> None:
    held = OnDisk[int]()
    with pytest.raises(KeyError):
        held["a"]
    with pytest.raises(KeyError):
        del held["a"]
    held["a"] = 0
    assert held["a"] == 0 and held.get("b", 7) == 7 and 3 not in held


def test_a_hundred_thousand_keys_hold_next_to_no_memory() -> None:
    """In a process of its own: how far its peak grows."""
    count = 100_000
    grown = f"""
import resource
from crawlers.contract.on_disk import OnDisk
held, peak = OnDisk(), lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for n in range(100):
    held[str(n)] = "x"
before = peak()
for n in range({count}):
    held[f"key of posting {{n}}"] = f"https://www.tower.example/jobs/{{n}}/keeper-of-the-light"
print(peak() - before)
"""
    kilobytes = int(
        subprocess.run(
            [sys.executable, "-c", grown], capture_output=True, check=True, text=True
        ).stdout
    )
    assert kilobytes < 3_000, "a dict takes 25,000"


def test_a_full_disk_is_an_os_error() -> None:
    """No file of the process may grow beyond a megabyte."""
    filled = """
import resource, signal
from crawlers.contract.on_disk import OnDisk
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))
held = OnDisk()
try:
    for n in range(200_000):
        held[f"key of posting {n}"] = "https://www.tower.example/jobs"
except OSError as error:
    print(type(error).__name__, error.errno)
"""
    said = subprocess.run(
        [sys.executable, "-c", filled], capture_output=True, check=True, text=True
    ).stdout
    assert said.split() == ["OSError", str(errno.ENOSPC)]
