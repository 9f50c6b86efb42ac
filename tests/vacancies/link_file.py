"""Link the postings of a file: `python -m tests.vacancies.link_file FOLDER NAME RUN PREVIOUS`, what
`scale` measures. Imports only what linking needs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from crawlers.feed.format.lookup import line_finder
from crawlers.vacancies.decided_pairs import DecidedPairs
from crawlers.vacancies.lines import BUFFER, merged, sorted_lines
from crawlers.vacancies.link import Linking, Run, open_state


def link_file(folder: Path, name: str, run: str, previous: str | None) -> None:
    """Link the postings of a file; what the feed does in a run."""
    former = folder / f"vacancies-{previous}.jsonl"
    with line_finder(folder / name) as finder:
        state = open_state(folder / "vacancies.duckdb")
        linking = Linking(state, Run(
            run, previous, lambda: _read(folder / name), lambda: _read(folder / "changed.jsonl"),
            "", (), finder.find, lambda: _read(former) if previous else iter(()),
            DecidedPairs({}, {}),
        ))  # fmt: skip
        fresh = sorted_lines(linking.lines(), folder)
        with (
            (folder / f"vacancies-{run}.jsonl").open("wb", BUFFER) as lines,
            (folder / f"changes-{run}.jsonl").open("wb", BUFFER) as changes,
        ):
            before = _read(former) if previous else iter(())
            for new, change in merged(before, fresh, linking.is_stale, linking.notes):
                if change:
                    changes.write(change)
                if new:
                    lines.write(new)
        state.close()


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb", BUFFER) as file:
        yield from file


if __name__ == "__main__":
    link_file(Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4] or None)
