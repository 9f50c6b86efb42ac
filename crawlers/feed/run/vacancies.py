"""The vacancies of the feed of all sites: written beside its postings, before it is published.
Where that fails, the postings are published all the same, and the manifest says why there are
none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from crawlers.feed.format import delta, disk
from crawlers.feed.format.check import checked
from crawlers.feed.format.folder import VACANCY_FILES, Folder
from crawlers.feed.format.lookup import line_finder
from crawlers.feed.format.manifest import Dropped, Manifest
from crawlers.feed.publish.publish import Staging
from crawlers.feed.publish.write_run import write_file
from crawlers.feed.run.corrections import Corrections
from crawlers.output.printable import printable
from crawlers.vacancies.decided_pairs import decided_pairs
from crawlers.vacancies.lines import BUFFER, merged, sorted_lines
from crawlers.vacancies.link import Linking, Run, open_state

STATE = "vacancies.duckdb"
"""In `state/` of the feed of all; it is made anew where it is missing or damaged."""


def write_vacancies(
    staging: Staging, previous: Manifest | None, dropped: Dropped, corrections: Corrections
) -> str:
    """Write vacancies.jsonl and vacancy_changes.jsonl of a run whose postings and changes are
    written. Return "", or in a sentence why there are none. previous: the run that the changes
    start from. corrections: of a person."""
    try:
        _write(staging, previous, dropped, corrections)
        return ""
    except ImportError as error:
        why = f"{error.name} is not installed (pip install duckdb rapidfuzz, the extra `tables`)"
    except Exception as error:
        # whatever it is, the postings are sound and are published
        why = f"linking failed ({type(error).__name__}: {error})"
    for name in VACANCY_FILES:
        disk.remove(staging.path / name)
        staging.files.pop(name, None)
    return printable(f"No vacancies: {why}.")


def _write(
    staging: Staging, previous: Manifest | None, dropped: Dropped, corrections: Corrections
) -> None:
    same, not_same = (
        [(each.ids, f"{each.who}: {each.why}") for each in given]
        for given in (corrections.same, corrections.not_same)
    )
    before = previous if previous and VACANCY_FILES[0] in previous.files else None
    scratch = staging.folder.work / "vacancies.scratch"
    disk.remove(scratch)
    scratch.mkdir(parents=True)
    try:
        with (
            line_finder(staging.path / "postings.jsonl") as finder,
            closing(open_state(staging.folder.work / STATE)) as state,
        ):
            run = Run(
                run_id=staging.run_id,
                previous=previous.run_id if previous else None,
                postings=lambda: _lines(staging.path / "postings.jsonl"),
                changed=lambda: _changed(staging.path / "changes.jsonl"),
                closed_before=dropped.closed_before,
                removed=tuple(dropped.sources),
                record=finder.find,
                former=lambda: _former(staging.folder, before),
                decided=decided_pairs(same, not_same),
            )
            linking = Linking(state, run)
            fresh = sorted_lines(linking.lines(), scratch)
            _write_both(staging, merged(run.former(), fresh, linking.is_stale, linking.notes))
    finally:
        disk.remove(scratch)


def _write_both(staging: Staging, lines: Iterable[tuple[bytes, bytes]]) -> None:
    """Write the lines of both files, side by side."""
    with staging.writer(VACANCY_FILES[1]) as changes:

        def vacancies() -> Iterator[bytes]:
            for line, change in lines:
                if change:
                    changes.write(change)
                if line:
                    yield line

        write_file(staging, VACANCY_FILES[0], vacancies())
    staging.register(changes)


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb", BUFFER) as file:
        yield from file


def _changed(path: Path) -> Iterator[bytes]:
    """Yield the postings that changes.jsonl carries."""
    return map(delta.record_of, _lines(path))


def _former(folder: Folder, before: Manifest | None) -> Iterator[bytes]:
    """Yield the vacancies of the run before, checked as they are read."""
    if before:
        name = VACANCY_FILES[0]
        with (folder.run(before.run_id) / name).open("rb", BUFFER) as file:
            yield from checked(name, file, before.files[name], examine=None)
