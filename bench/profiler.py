"""Where the CPU time of a process goes: `python -m bench.profiler FILE COMMAND ...` runs a Scrapy
command.

A signal looks every millisecond of CPU at the innermost function of the project that is running;
what libraries do counts for the function that called them.
"""

from __future__ import annotations

import json
import signal
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from bench.measure import ROOT

MILLISECOND = 0.001
_OURS = tuple(str(ROOT / name) + "/" for name in ("crawlers", "pipelines"))


@contextmanager
def sample_functions() -> Iterator[Counter[str]]:
    """Count by function of the project (`folder/module.py: name`) how often it was running, while
    the block runs."""
    seen: Counter[str] = Counter()

    def look(number: int, frame: FrameType | None) -> None:
        while frame:
            if frame.f_code.co_filename.startswith(_OURS):
                seen[
                    f"{frame.f_code.co_filename.removeprefix(f'{ROOT}/')}: "
                    f"{frame.f_code.co_qualname}"
                ] += 1
                return
            frame = frame.f_back
        seen["the rest: Scrapy, Twisted, the interpreter"] += 1

    signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, MILLISECOND, MILLISECOND)
    try:
        yield seen
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def top_functions(seen: Mapping[str, int], most: int = 10) -> str:
    """Return the functions seen most, as a Markdown table."""
    whole = sum(seen.values()) or 1
    rows = Counter(seen).most_common(most)
    return "\n".join(
        [
            "| function | share |",
            "| --- | --- |",
            *(f"| `{name}` | {n / whole:.1%} |" for name, n in rows),
        ]
    )


if __name__ == "__main__":
    from scrapy.cmdline import execute

    found: Counter[str] = Counter()
    try:
        with sample_functions() as found:
            execute(["scrapy", *sys.argv[2:]])
    finally:
        Path(sys.argv[1]).write_text(json.dumps(found), encoding="utf-8")
