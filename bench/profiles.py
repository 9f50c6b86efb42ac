"""Find the functions that cost most: in a whole crawl, and from bytes to line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.crawls import JOBWIRE_ITSELF, jobwire
from bench.measure import PYTHON, run_measured
from bench.profiler import sample_functions, top_functions
from bench.server import serve_board


def tables(postings: int) -> Iterator[tuple[str, str]]:
    """Yield a heading and a table for each."""
    from bench.lines import reader
    from bench.pages import HOME, posting_page, truth

    read = reader()
    bodies = [(posting_page(n), HOME + truth(n).path) for n in range(1, postings + 1)]
    for body in bodies[:20]:
        read(*body)
    with sample_functions() as seen:
        for body in bodies:
            read(*body)
    yield f"Bytes to line, {postings} pages of 60 KB", top_functions(seen)
    with serve_board(postings, 60) as board, TemporaryDirectory() as folder:
        command, out = jobwire(board.origin, Path(folder)), Path(folder) / "seen.json"
        run_measured([PYTHON, "-m", "bench.profiler", out, *command[3:]], JOBWIRE_ITSELF.env())
        yield (
            f"Whole crawl of {postings} pages of 60 KB, start-up included",
            top_functions(json.loads(out.read_text())),
        )
