"""`python -m tests.timeline [--days 200] [--seeds 4]`: the long life of four sites; the exit code
is 1 where the oracle found anything wrong."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.timeline.live import live
from tests.timeline.oracle import WRONG


def main() -> int:
    """Let each site live, and print what the oracle found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=200, help="nights for each site")
    parser.add_argument("--seeds", type=int, default=4, help="number of sites")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    options = parser.parse_args()
    wrong = 0
    for seed in range(options.first, options.first + options.seeds):
        with tempfile.TemporaryDirectory() as folder:
            oracle = live(seed, options.days, Path(folder))
        found = sum(oracle.findings.counts[kind] for kind in WRONG)
        print(f"seed {seed} ({oracle.world.kind}), {options.days} nights: {found} wrong")
        print(f"  {oracle.summary()}", flush=True)
        for words in oracle.findings.wrong[:20]:
            print(f"  - {words}")
        wrong += found
    print(f"{wrong} wrong in all")
    return int(wrong > 0)


sys.exit(main())
