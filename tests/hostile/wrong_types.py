"""Every value of a feed's files replaced by values of every other type, one at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from tests.hostile import feeds
from tests.hostile.pages import ESCAPES

MISSING = object()
VALUES = (
    None, [], {}, "x", -1, 1e308, True, 0.5, 10**30, "\ud800", ESCAPES, [[[]]], {"a": {}},
    ["a", 1, None], "2031-99-99T00:00:00Z", MISSING,
)  # fmt: skip
"""MISSING: the value's key is left out."""


def of_pointer(feed: Path) -> tuple[Any, Callable[[Path, bytes], None]]:
    raw = json.loads((feed / "latest.json").read_bytes())
    return raw, lambda spoiled, text: feeds.write(spoiled / "latest.json", text)


def of_manifest(feed: Path) -> tuple[Any, Callable[[Path, bytes], None]]:
    raw = json.loads((feeds.run_of(feed) / "manifest.json").read_bytes())
    return raw, feeds.point_at


def of_line(name: str) -> Callable[[Path], tuple[Any, Callable[[Path, bytes], None]]]:
    def of(feed: Path) -> tuple[Any, Callable[[Path, bytes], None]]:
        line = (feeds.run_of(feed) / name).read_bytes().splitlines()[0]
        return json.loads(line), lambda spoiled, text: feeds.first(
            spoiled, name, lambda _: text + b"\n"
        )

    return of


FILES = {
    "latest.json": of_pointer,
    "manifest.json": of_manifest,
    "postings.jsonl": of_line("postings.jsonl"),
    "changes.jsonl": of_line("changes.jsonl"),
}
"""By file: gives its object, and what puts another text in its place, with hashes that agree."""


def wrong_texts(raw: Any) -> Iterator[tuple[str, bytes]]:
    """Yield what was done to a JSON value, and its text then."""
    for path in _paths(raw):
        for value in VALUES:
            changed = deepcopy(raw)
            parent = changed
            for key in path[:-1]:
                parent = parent[key]
            if value is MISSING:
                del parent[path[-1]]
            else:
                parent[path[-1]] = value
            words = "missing" if value is MISSING else ascii(value)
            text = json.dumps(changed, separators=(",", ":")).encode()
            yield f"{'.'.join(map(str, path))}: {words}", text


def _paths(raw: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inner = raw.items() if isinstance(raw, dict) else enumerate(raw[:1])
    for key, value in inner:
        yield (*above, key)
        if isinstance(value, dict | list):
            yield from _paths(value, (*above, key))
