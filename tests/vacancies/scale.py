"""What linking costs: `python -m tests.vacancies.scale --postings 100000` (`make vacancies`).

Makes a feed of invented postings, links it in a process of its own, then links it again after 1 %
of the postings changed. Prints CPU seconds and the largest memory of each, as the system counts
them.
"""

from __future__ import annotations

import argparse
import heapq
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random

from crawlers.posting.line import id_of
from tests.vacancies import hand_one, world
from tests.vacancies.world import DAY_ZERO, line

VACANCIES = 8_000
"""Of one region, in about 20,000 postings; a larger feed has more regions."""
_REGION = "Xyzzyx"
_SYLLABLES = ("bar", "den", "fel", "gor", "hol", "jun", "kim", "lor", "mon", "nis", "pol", "rad",
              "sel", "tor", "vin", "wes")  # fmt: skip


@dataclass(frozen=True)
class Cost:
    """seconds: of CPU. megabytes: at most."""

    seconds: float
    megabytes: float


def make_feed(folder: Path, postings: int) -> None:
    """Write postings.jsonl with about as many lines.

    A large feed has several regions: the same market with other employers and other sentences.
    """
    market = hand_one.market(min(VACANCIES, int(postings / 2.45) + 1), region=f"{_REGION} ")
    lines = market.lines()
    pieces = [folder / f"piece-{number}" for number in range(max(1, postings // len(lines)))]
    for number, piece in enumerate(pieces):
        there = sorted((_in_region(each, number) for each in lines), key=id_of)
        piece.write_bytes(b"".join(there))
    with (folder / "postings.jsonl").open("wb") as file:
        file.writelines(heapq.merge(*(piece.open("rb") for piece in pieces), key=id_of))
    for piece in pieces:
        piece.unlink()


def _in_region(each: bytes, number: int) -> bytes:
    """Return the line of a posting as another region has it: its employer has another name and
    counts its posts with other numbers, its addresses are others, and a word of the region stands
    at the end of every sentence. Titles, places, dates and pay are the same."""
    spread = number * 2741 % 16**3  # two regions that follow each other have nothing in common
    word = "".join(_SYLLABLES[spread // 16**at % 16] for at in range(3)).title().encode()
    end = each.index(b'"', 7)
    each = each[:end] + b"%03d" % number + each[end:]
    each = each.replace(_REGION.encode(), word).replace(_REGION.lower().encode(), word.lower())
    each = each.replace(b".example/jobs/", b".example/%03d/jobs/" % number)
    each = each.replace(
        b'"scheme":"reference","value":"', b'"scheme":"reference","value":"%d' % (100 + number)
    )
    return each.replace(b". ", b" %b. " % word).replace(b'."', b' %b."' % word)


def change_feed(folder: Path) -> None:
    """Write after.jsonl, the day after, of which 1 % has another deadline and a sentence more; and
    these lines as changed.jsonl."""
    random = Random(4)
    with (
        (folder / "postings.jsonl").open("rb") as before,
        (folder / "after.jsonl").open("wb") as after,
        (folder / "changed.jsonl").open("wb") as changed,
    ):
        for each in before:
            if random.random() < 0.01:
                record = json.loads(each)
                said = [*world.sentences_of(record), world.sentence(random)]
                record |= {"openings": random.randrange(2, 4), **world.texts(said)}
                if record["valid_through"]:
                    later = DAY_ZERO + timedelta(days=random.randrange(300))
                    record["valid_through"] = world.when(later)
                each = line(record)
                changed.write(each)
            after.write(each)


def cost_of(folder: Path, name: str, run: str, previous: str = "") -> Cost:
    """Link a file in a process of its own, and return what it took."""
    command = [sys.executable, "-m", "tests.vacancies.link_file", str(folder), name, run]
    child = subprocess.Popen([*command, previous])
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"linking ended with {child.returncode}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def measure(folder: Path, postings: int) -> tuple[Cost, Cost]:
    """Return what a whole feed costs, and the day after."""
    # in a process of its own: the memory of a parent counts for the child that it starts
    here = [sys.executable, "-m", "tests.vacancies.scale"]
    subprocess.run([*here, "--make", str(folder), str(postings)], check=True)
    whole = cost_of(folder, "postings.jsonl", "1")
    # right before it is linked, as a run writes it: what a disk read long ago costs time to read
    subprocess.run([*here, "--change", str(folder)], check=True)
    return whole, cost_of(folder, "after.jsonl", "2", "1")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.vacancies.scale")
    parser.add_argument("--postings", type=int, nargs="*", default=[100_000])
    parser.add_argument("--make", nargs=2)
    parser.add_argument("--change", type=Path)
    options = parser.parse_args()
    if options.make:
        make_feed(Path(options.make[0]), int(options.make[1]))
        return
    if options.change:
        change_feed(options.change)
        return
    for postings in options.postings:
        with tempfile.TemporaryDirectory() as folder:
            whole, day = measure(Path(folder), postings)
        share = day.seconds / whole.seconds
        print(
            f"{postings} postings: {whole.seconds:.0f} s CPU, {whole.megabytes:.0f} MB; 1 % "
            f"changed: {day.seconds:.1f} s ({share:.1%}), {day.megabytes:.0f} MB",
            flush=True,
        )


if __name__ == "__main__":
    main()
