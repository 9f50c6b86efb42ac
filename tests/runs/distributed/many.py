"""Ten thousand sources in one feed: `make scale` measures time and memory, and DuckDB doing the
same from the same files.

    python -m tests.runs.distributed.many [--sources 10000] [--postings 1000] [--folder DIR]

The sources' runs are written from one posting, so making them costs little; combining them is what
`scrapy refresh` does."""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from crawlers.feed.format.clock import Clock
from crawlers.feed.format.disk import Writer
from crawlers.feed.format.folder import FILES, Folder
from crawlers.feed.format.manifest import Counts, Dropped, FileFacts, Manifest, Source
from crawlers.feed.publish.publish import pointer_of
from crawlers.feed.run.combine import combine, part_of_site
from crawlers.posting.line import canonical_line
from tests.feed.board import posting

NOW = "2031-01-01T00:00:00Z"
MEMORY_LIMIT = "2GB"
"""For DuckDB."""


def names(sources: int) -> list[str]:
    return [f"source{number:05}" for number in range(sources)]


def _lines_by_file(name: str, postings: int, day: int, text: str) -> dict[str, Iterator[bytes]]:
    """Yield by file the lines of a source's run."""
    found = posting("KEY", text)
    changed = found.lifecycle.model_copy(update={"last_changed": f"2031-01-{day:02}T00:00:00Z"})
    found = found.model_copy(
        update={
            "content_hash": f"sha256:{day:064x}",
            "source": "SOURCE",
            "lifecycle": changed,
        }
    )
    line = (
        canonical_line(found).replace(b"demo:KEY", b"SOURCE:KEY").replace(b"SOURCE", name.encode())
    )
    keys = [b"%08d" % number for number in range(postings)]
    return {
        "postings.jsonl": (line.replace(b"KEY", key) for key in keys),
        "provenance.jsonl": (
            b'{"id":"%s:%s","fields":{},"unread":[]}\n' % (name.encode(), key) for key in keys
        ),
        "removed.jsonl": (b'{"id":"%s:%s","removed":[]}\n' % (name.encode(), key) for key in keys),
        "sightings.jsonl": (
            b'{"id":"%s:%s","fetched_at":null,"last_seen":"%s","missed":null,"status":"open",'
            b'"etag":null,"last_modified":null,'
            b'"lastmod":null,"evidence":null}\n' % (name.encode(), key, NOW.encode())
            for key in keys
        ),
    }


def write_source(root: Path, name: str, postings: int, day: int, text: str) -> None:
    """One published run of a source."""
    folder = Folder(root, name)
    before = folder.latest_id() if folder.latest.exists() else None
    run_id = f"203101{day:02}T000000Z-{day:06x}"
    path = folder.run(run_id)
    path.mkdir(parents=True)
    made = _lines_by_file(name, postings, day, text)
    files = {file: _written(path / file, made.get(file, ())) for file in FILES}
    source = Source(
        name,
        "success",
        published=True,
        run_id=run_id,
        count=postings,
        listed=postings,
        fetched=postings,
    )
    manifest = Manifest(
        name, run_id, before, NOW, NOW, day, files, Counts(postings, postings), Dropped(), [source]
    )
    (path / "manifest.json").write_bytes(manifest.text())
    folder.latest.write_bytes(pointer_of(manifest))


def _written(path: Path, lines: Iterable[bytes]) -> FileFacts:
    """As Writer does it, but nobody waits for the disk."""
    writer = Writer(path)
    for line in lines:
        writer.write(line)
    writer._file.close()
    return FileFacts(writer.bytes, writer.sha256, writer.records)


def combine_all(root: Path, sources: int, now: str) -> Manifest:
    target = Folder(root, "all")
    target.make()
    found = combine(
        target, [part_of_site(Folder(root, name), None) for name in names(sources)], Clock.at(now)
    )
    assert found
    return found


def with_duckdb(root: Path, sources: int) -> None:
    """The same postings, sorted by DuckDB, to a file beside the feeds."""
    import duckdb

    files = []
    for name in names(sources):
        folder = Folder(root, name)
        files.append(str(folder.run(folder.latest_id() or "") / "postings.jsonl"))
    with duckdb.connect() as db:
        db.execute(
            f"set memory_limit = '{MEMORY_LIMIT}'; set temp_directory = '{root}/duckdb'; set "
            "preserve_insertion_order = false"
        )
        read = (
            "read_csv($files, header=false, delim='\x01', quote='', escape='', columns={'line': "
            "'VARCHAR'})"
        )
        to = (
            f"to '{root}/duckdb.jsonl' (format csv, header false, quote '', escape '', delim "
            "'\x01')"
        )
        db.execute(f"copy (select line from {read} order by line) {to}", {"files": files})


def measured(step: str, root: Path, sources: int, *rest: str) -> tuple[float, float, int, str]:
    """Seconds, CPU seconds and MB at most of one step in a process of its own, and what it said."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    command = [
        sys.executable,
        "-m",
        "tests.runs.distributed.many",
        "--step",
        step,
        "--sources",
        str(sources),
        "--folder",
        str(root),
    ]
    said = subprocess.run([*command, *rest], check=True, capture_output=True, text=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    memory, _, words = said.partition(" ")
    return time.monotonic() - began, cpu, int(memory), words.strip()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sources", type=int, default=10_000)
    parser.add_argument("--postings", type=int, default=1_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--step", choices=("combine", "duckdb"))
    parser.add_argument("--now", default=NOW)
    chosen = parser.parse_args()
    if chosen.step:
        words = ""
        if chosen.step == "combine":
            counts = combine_all(chosen.folder, chosen.sources, chosen.now).counts
            words = f"{counts.open} open, {counts.added} added, {counts.updated} updated"
        else:
            with_duckdb(chosen.folder, chosen.sources)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, words)
        return
    root = Path(tempfile.mkdtemp(prefix="jobwire-many-", dir=chosen.folder))
    try:
        play(root, chosen.sources, chosen.postings)
    finally:
        shutil.rmtree(root)


def play(root: Path, sources: int, postings: int) -> None:
    """Makes the sources, combines them, renews one in a hundred, combines again, and lets DuckDB do
    it."""
    for name in names(sources):
        write_source(root, name, postings, 1, "Work for hands.")
    size = Folder(root, names(1)[0]).manifest("20310101T000000Z-000001").files["postings.jsonl"]
    print(
        f"{sources} sources, {sources * postings} postings, {size.bytes // size.records} bytes a "
        "line",
        flush=True,
    )
    report("combine, the first time", measured("combine", root, sources))
    for path in (root / "all" / "runs").glob("*/changes.jsonl"):
        path.write_bytes(b"")  # the largest file, and nobody reads it any more
    for name in names(sources)[::100]:
        write_source(root, name, postings, 2, "Other work for hands.")
    report(
        "combine, 1 % of the sources renewed",
        measured("combine", root, sources, "--now", "2031-01-02T00:00:00Z"),
    )
    report(f"DuckDB: postings.jsonl alone, {MEMORY_LIMIT}", measured("duckdb", root, sources))
    same = (root / "duckdb.jsonl").stat().st_size == (root / "all.jsonl").stat().st_size
    print(f"DuckDB wrote {'as many' if same else 'OTHER'} bytes")


def report(what: str, figures: tuple[float, float, int, str]) -> None:
    seconds, cpu, memory, words = figures
    print(f"{what:<44} {seconds:>7.0f} s {cpu:>7.0f} s CPU {memory:>6} MB  {words}", flush=True)


if __name__ == "__main__":
    main()
