"""Watch a process from outside: how much memory it and its children hold."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL
from typing import NamedTuple

from bench.measure import CORE, start_process


class Sample(NamedTuple):
    """progress: what the caller counts. memory, peak: MB, of the process and its children."""

    progress: float
    memory: float
    peak: float


@dataclass(frozen=True, slots=True)
class Watched:
    """The samples of a process, and the seconds of CPU that it took."""

    samples: list[Sample]
    cpu: float


def watch_process(
    command: Sequence[str | Path],
    env: Mapping[str, str],
    progress: Callable[[], float],
    every: float = 0.25,
) -> Watched:
    """Run a process to its end and sample it every `every` seconds. Raise RuntimeError where it
    failed."""
    process, samples = start_process(command, env, CORE, output=DEVNULL), list[Sample]()
    while True:
        pid, status, used = os.wait4(process.pid, os.WNOHANG)
        if pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            break
        count, held = progress(), list(_memory(process.pid))
        if held:
            samples.append(
                Sample(
                    count, sum(now for now, _ in held) / 1024, sum(most for _, most in held) / 1024
                )
            )
        time.sleep(every)
    if process.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))} ended with {process.returncode}")
    return Watched(samples, used.ru_utime + used.ru_stime)


def _memory(pid: int) -> Iterator[tuple[int, int]]:
    """Yield the memory held now and at most, in KB, of the process and of all below it."""
    try:
        status = dict(
            line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines()
        )
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:  # it has just ended
        return
    if "VmRSS" in status:
        yield int(status["VmRSS"].split()[0]), int(status["VmHWM"].split()[0])
    for child in below:
        yield from _memory(int(child))
