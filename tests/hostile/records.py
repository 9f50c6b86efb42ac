"""Postings whose texts and numbers are as bad as they can be: their lines must be valid and
counted, and every reader must count the same.

    python -m tests.hostile.records 1000000         # through the encoder
    python -m tests.hostile.records 50000 publish   # through a run of the feed, judged, published
    and verified
"""

from __future__ import annotations

import json
import math
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawlers.contract.ledger import Ledger
from crawlers.feed.consume.verify import verify
from crawlers.feed.judge.next_feed import Ending
from crawlers.feed.run.finish import finish
from crawlers.feed.run.record import PostingRecorder
from crawlers.posting import JobPosting, Reading
from crawlers.posting.line import canonical_line, has_exact_numbers, read_line
from crawlers.posting.parts.text import Section, SectionBlock
from crawlers.posting.schema import Inferred, Organization
from crawlers.spider import Healthy
from tests.feed.board import begin

PLAIN = JobPosting(id="demo:0", source="demo", source_kind="origin", title="Rope")
BATCH = 50_000
"""The number of postings of one run."""
Write = Callable[[Path, range, random.Random, list[str]], tuple[Path, int]]
NASTY = [
    "\ud800",
    "\udfff",
    "\ud83d\ude00",
    "\u2028",
    "\u2029",
    "\x85",
    "\x00",
    "\x1f",
    "\x7f",
    "\ufeff",
    "\ufffe",
    "\uffff",
    "\u202e",
    "\u2066",
    "\u200b",
    "\U000e0041",
    "\U0010ffff",
    "\r",
    "\n",
    "\r\n",
    "\t",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x1e",
    '"',
    "\\",
    "\\u2028",
    "\\ud800",
    "/",
    "</script>",
    "]]>",
    "{",
    "}",
    "NaN",
    "null",
    "=1+1",
    "@",
    "'",
    "`",
    "é",
    "é",
    "\u6f22",
    "\ufdfa",
    "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "a",
    " ",
    "0",
    "Rope",
]
NUMBERS = [1e308, -0.0, 5e-324, 0.1, 1e16, 2**53, -(2**53), 0, 7]
BEYOND = [math.nan, math.inf, -math.inf, 2**53 + 1, 10**40, -(10**17)]
"""What JSON cannot say, or readers round: such a posting is refused, and counted."""


@dataclass
class Count:
    """seen = refused + published; invalid: lines that a reader refuses, or that readers count
    differently."""

    seen: int = 0
    refused: int = 0
    published: int = 0
    invalid: int = 0


def texts(chance: random.Random, count: int = 5_000) -> list[str]:
    """Return this many bad texts, most of them short."""
    return [
        "".join(chance.choices(NASTY, k=1 + min(400, int(chance.expovariate(1 / 12)))))
        for _ in range(count)
    ]


def posting(key: int, chance: random.Random, pool: list[str]) -> JobPosting:
    """Return a posting that skipped validation, as a stage of a plugin could make one."""

    def say() -> str:
        return chance.choice(pool)

    refused = chance.random() < 0.02
    block = SectionBlock.model_construct(kind="paragraph", text=say(), standard=False)
    section = Section.model_construct(kind="other", heading=say(), blocks=[block])
    fields: dict[str, Any] = {
        "title": say(),
        "url": "http://demo.example/" + say().encode("utf-8", "ignore").decode(),
        "organization": Organization.model_construct(name=say(), units=[say()]),
        "sections": [section],
        "description": say(),
        "description_html": say(),
        "warnings": [say()],
        "inferred": {
            say(): Inferred.model_construct(
                value=chance.choice(BEYOND if refused else NUMBERS), rule=say()
            )
        },
    }
    return PLAIN.model_copy(update={"id": f"demo:{key}", **fields})


def encode(root: Path, batch: range, chance: random.Random, pool: list[str]) -> tuple[Path, int]:
    """Write the lines of these postings without a feed. Return the file, and how many postings are
    refused, as a run would refuse them."""
    file, refused = root / "postings.jsonl", 0
    with file.open("wb") as lines:
        for key in batch:
            made = posting(key, chance, pool)
            if has_exact_numbers([each.value for each in made.inferred.values()]):
                lines.write(canonical_line(made))
            else:
                refused += 1
    return file, refused


def publish(root: Path, batch: range, chance: random.Random, pool: list[str]) -> tuple[Path, int]:
    """Run the feed once with these postings. Return the file that it published, and how many it
    refused."""
    run, ledger, refused = begin(root, "2031-01-01"), Ledger(proof="one_call"), 0
    for key in batch:
        ledger.listed[str(key)] = ""
        try:
            PostingRecorder(run).keep(Reading(posting(key, chance, pool), {}, [], []))
        except ValueError as error:
            PostingRecorder(run).reject(str(key), None, "dropped", f"invalid: {error}"[:200])
            refused += 1
    outcome = finish(run, Ending(), ledger, Healthy())
    assert outcome.verdict == "published" and outcome.manifest, outcome
    source = outcome.manifest.sources[0]
    assert source.dropped + source.rejected == refused
    problems = verify(run.folder.path).problems
    assert problems == [], problems
    return run.folder.fixed, refused


# --- Readers


def by_python(file: Path) -> int:
    with file.open("rb") as lines:
        return sum(bool(read_line(line)) for line in lines)


def by_python_text(file: Path) -> int:
    """Count lines by every line end that Python knows."""
    return sum(bool(json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines())


def by_jq(file: Path) -> int:
    return _output_of("jq", "-c", ".id", str(file)).count("\n")


def by_node(file: Path) -> int:
    """Count lines as JavaScript sees them: U+2028 and U+2029 end one."""
    code = (
        "const lines = require('fs').readFileSync(process.argv[1], "
        "'utf8').split(/\\r\\n|[\\n\\r\\u2028\\u2029]/);"
    )
    code += (
        "if (lines.pop() !== '') throw 'no end'; console.log(lines.filter(line => "
        "JSON.parse(line).id).length)"
    )
    return int(_output_of("node", "-e", code, str(file)))


def by_duckdb(file: Path) -> int:
    import duckdb

    counted = duckdb.sql(
        f"select count(*) from read_ndjson_objects('{file}', maximum_object_size=100000000)"
    ).fetchall()
    return int(counted[0][0])


def _output_of(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def readers() -> Iterator[tuple[str, Callable[[Path], int]]]:
    """Return the readers that are installed."""
    yield "python", by_python
    yield "python, any line end", by_python_text
    yield "duckdb", by_duckdb
    for name, read in (("jq", by_jq), ("node", by_node)):
        if shutil.which(name):
            yield name, read
        else:
            print(f"{name} is not installed: it reads nothing here", file=sys.stderr)


def run(
    count: int, write: Write = encode, seed: int = 1, report: Callable[[str], object] = print
) -> Count:
    """Write this many postings (`encode` or `publish`) and read them with every reader."""
    chance = random.Random(seed)
    pool, total = texts(chance), Count()
    for start in range(0, count, BATCH):
        batch = range(start, min(count, start + BATCH))
        with tempfile.TemporaryDirectory() as folder:
            file, refused = write(Path(folder), batch, chance, pool)
            published = len(batch) - refused
            counts = {name: read(file) for name, read in readers()}
        total.seen, total.refused, total.published = (
            total.seen + len(batch),
            total.refused + refused,
            total.published + published,
        )
        total.invalid += sum(found != published for found in counts.values())
        report(f"{total}, readers: {counts}")
    return total


if __name__ == "__main__":
    sys.exit(bool(run(int(sys.argv[1]), publish if "publish" in sys.argv else encode).invalid))
