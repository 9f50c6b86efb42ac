"""Every dependency stands in pyproject.toml, and the two locks have it with its hashes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

import pytest

from tests import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUN, EVERYTHING = "requirements.txt", "requirements-dev.txt"
_PINNED = re.compile(r"^([\w.-]+)(?:\[[\w,-]+\])?==(\S+)((?: \\\n    --hash=\S+)*)", re.M)


def normal(name: str) -> str:
    """Return a package's name as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def versions(lock: str) -> dict[str, str]:
    """Return the version of each package in a lock; every one has a hash."""
    found = {}
    for name, version, hashes in _PINNED.findall((ROOT / lock).read_text(encoding="utf-8")):
        assert "--hash=sha256:" in hashes, f"{lock}: {name} has no hash"
        found[normal(name)] = version
    return found


LOCKS: Mapping[str, dict[str, str]] = {lock: versions(lock) for lock in (RUN, EVERYTHING)}
DECLARED = [
    *((RUN, each) for each in PROJECT["project"]["dependencies"]),
    *(
        (EVERYTHING, each)
        for table in (PROJECT["project"]["optional-dependencies"], PROJECT["dependency-groups"])
        for group in table.values()
        for each in group
    ),
]


@pytest.mark.parametrize(("lock", "declared"), DECLARED)
def test_what_is_declared_is_locked_in_that_version(lock: str, declared: str) -> None:
    name, _, version = re.sub(r"\[.*\]", "", declared).partition("==")
    locked = LOCKS[lock].get(normal(name))
    assert locked, f"{name} is not in {lock}: run `make pins`"
    assert version in ("", locked), f"{lock} has {name} {locked}: run `make pins`"


def test_the_tests_run_the_versions_that_users_run() -> None:
    both = {name: LOCKS[EVERYTHING].get(name) for name in LOCKS[RUN]}
    assert both == LOCKS[RUN]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_registry(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"://|^\s*--(?:index|extra-index|find-links|trusted)", text, re.M)


def test_no_other_file_lists_dependencies() -> None:
    assert {path.name for path in ROOT.glob("requirements*")} == {RUN, EVERYTHING}
