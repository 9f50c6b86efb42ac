"""Take each guard away by itself, in a copy of the tree, and run the test that must fail without
it. A guard whose test stays green is no guard.

    python -m tests.hostile.mutations [WORD ...]     # only guards whose name has one of the words

Prints a line for each guard, and exits with 1 where a test stays green.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.hostile.crawling import ROOT, publish_a_good_day
from tests.hostile.doors import DOORS
from tests.hostile.guards import GUARDS, Guard, test_of
from tests.hostile.weakening import find_guards, weaken

FOLDERS = ("crawlers", "pipelines")
NOT_COPIED = shutil.ignore_patterns(
    ".git", ".venv", "feeds", "__pycache__", ".*_cache", "*.egg-info"
)
SECONDS, CRAWL = 600, 120
"""That one test, and a crawl of it, may take; what never ends without the guard fails, too."""


def main() -> int:
    words = sys.argv[1:]
    own = [guard for doors in DOORS.values() for door in doors for guard in door.alone()]
    guards = [each for each in [*GUARDS, *own] if is_meant(each, words)]
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(shutil.copytree(ROOT, Path(folder) / "tree", ignore=NOT_COPIED))
        os.environ["HOSTILE_SECONDS"] = str(CRAWL)
        os.environ["HOSTILE_GOOD_DAY"] = str(publish_a_good_day(Path(folder) / "good day"))
        files = find_guards(tree, FOLDERS)
        missed = [each.name for each in guards if _is_missed(each, files[each.name], tree)]
    print(f"{len(missed)} of {len(guards)} guards are missed by a test")
    return len(missed) < len(guards)


def is_meant(guard: Guard, words: list[str]) -> bool:
    """Return whether a guard's name has one of the words, or there are none."""
    return not words or any(word in guard.name for word in words)


def _is_missed(guard: Guard, file: Path, tree: Path) -> bool:
    """Return whether the test fails without the guard."""
    whole = file.read_text()
    file.write_text(weaken(whole, guard.name, guard.without))
    try:
        code, output = _run(test_of(guard), tree)
    except subprocess.TimeoutExpired:
        print(f"missed   {guard.name}: {guard.test} (it never ends)", flush=True)
        return True
    finally:
        file.write_text(whole)
    failed = [line for line in output.splitlines() if line.startswith("FAILED")]
    if code == 1 and failed:
        test = failed[0].split(" - ")[0].removeprefix("FAILED ")
        print(f"missed   {guard.name}: {test}", flush=True)
        return True
    print(f"NOT MISSED {guard.name}: {guard.test}\n{output[-2000:]}", flush=True)
    return False


def _run(test: str, tree: Path) -> tuple[int, str]:
    """Run a test in the tree; return pytest's exit code and output.

    Raises TimeoutExpired where it does not end, and kills the crawls that it started, too.
    """
    command = [sys.executable, "-m", "pytest", "-x", "-p", "no:cacheprovider", test]
    process = subprocess.Popen(
        command, cwd=tree, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        output = process.communicate(timeout=SECONDS)[0]
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise
    return process.returncode, output


if __name__ == "__main__":
    sys.exit(main())
