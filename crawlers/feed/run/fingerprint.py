"""Which sources read the pages: a fingerprint, so that a changed program reads every page anew
instead of trusting its old reading."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

_ROOT = Path(__file__).parents[3]
_READERS = ("crawlers", "pipelines")
_NOT_READERS = (
    "feed",
    "commands",
    "runs",
    "extensions",
    "demo",
    "templates",
    "net",
    "plugins",
    "report",
)


def fingerprint(plugin: Iterable[Path] = (), declared: str = "", root: Path = _ROOT) -> str:
    """Names the framework's reading parts, the stages and the plugin's own modules by their
    contents, and what is declared for the plugin elsewhere; 12 hexadecimal digits."""
    sources = [
        path
        for name in _READERS
        for path in (root / name).rglob("*")
        if path.suffix in (".py", ".yaml", ".json")
    ]
    sources = [path for path in sources if path.relative_to(root).parts[1] not in _NOT_READERS]
    found = hashlib.sha256(declared.encode())
    for path in sorted([*sources, *plugin]):
        found.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()[:12]
