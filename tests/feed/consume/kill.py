"""kill -9 of a consumer at any instant, while it pulls a copy and loads a table from the cursor.

    python -m tests.feed.consume.kill [KILLS]

Between kills the feed goes on. At the end the consumer runs once in peace; then its copy is the
feed, byte for byte, and its table has the same postings.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from crawlers.feed.consume import consume
from crawlers.feed.consume.changes_out import write_changes_file
from crawlers.feed.format.folder import Folder
from tests.feed.board import Walk, play, posting
from tests.feed.consume.month import day_of

KILLS = 200
LOAD = """
begin;
create table if not exists postings as
    select * exclude (whole, op, cause, before, after, changed, reason) from '{file}' limit 0;
delete from postings where (select coalesce(bool_or(whole), false) from '{file}')
    or id in (select id from '{file}');
insert into postings
    select * exclude (whole, op, cause, before, after, changed, reason) from '{file}'
    where op <> 'drop';
commit;
"""


def consumer(feed: Path, own: Path) -> None:
    """One night of a consumer: its copy, then its table."""
    import duckdb

    consume.pull(feed, own / "copy")
    with consume.from_cursor(feed, own / "cursor") as night:
        write_changes_file(own / "night.parquet", night.lines, night.whole)
        with closing(duckdb.connect(str(own / "table.duckdb"))) as base:
            base.execute(LOAD.format(file=own / "night.parquet"))


def publish(root: Path, day: int) -> None:
    """One run: a third of the postings change, one comes, one is gone for a while."""
    shown = [key for key in range(30 + day) if key % 11 != day % 11]
    found = [posting(key, f"As of {(day + key) // 3}. " * 30) for key in shown]
    assert play(root, day_of(day), Walk(found)).verdict == "published"


def kill(root: Path, kills: int, seed: int = 1) -> tuple[int, int]:
    """Kill a consumer a number of times; return how many of them were at work, and how many runs
    were published meanwhile. Raise AssertionError where its copy or its table is not the feed."""
    dice, feed, own = random.Random(seed), root / "feeds" / "demo", root / "own"
    own.mkdir()
    publish(feed.parent, 0)
    consumer(feed, own)
    day, struck = 1, 0
    for number in range(kills):
        if number % 3 == 0:
            publish(feed.parent, day)
            day += 1
        pid = _child(feed, own)
        time.sleep(dice.uniform(0, 0.2))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        struck += 1
    consumer(feed, own)
    folder = Folder(feed.parent, "demo")
    assert (own / "copy" / "postings.jsonl").read_bytes() == folder.fixed.read_bytes()
    expected = {
        (each["id"], each["status"], each["content_hash"], each["description"])
        for each in map(json.loads, folder.fixed.read_bytes().splitlines())
    }
    assert _rows(own / "table.duckdb") == expected
    return struck, day


def _child(feed: Path, own: Path) -> int:
    pid = os.fork()
    if pid == 0:
        try:
            while True:
                consumer(feed, own)
                time.sleep(0.001)
        finally:
            os._exit(1)
    return pid


def _rows(table: Path) -> set[tuple[Any, ...]]:
    import duckdb

    with closing(duckdb.connect(str(table))) as base:
        rows = base.execute("select id, status, content_hash, description from postings").fetchall()
    assert len(rows) == len(set(rows))
    return set(rows)


def main() -> int:
    root = Path(tempfile.mkdtemp(prefix="jobwire-consumer-"))
    began = time.monotonic()
    kills, runs = kill(root, int(sys.argv[1]) if len(sys.argv) > 1 else KILLS)
    print(f"{kills} kills while {runs} runs were published: copy and table are the feed")
    print(f"{time.monotonic() - began:.0f} s")
    shutil.rmtree(root)
    return 0


if __name__ == "__main__":
    sys.exit(main())
