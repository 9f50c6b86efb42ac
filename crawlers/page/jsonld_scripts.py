"""Find the schema.org JobPosting objects in the JSON-LD scripts of a page.

Scripts are written by hand and by templates: what the parser of the standard library refuses is
repaired where the damage is plain (crawlers.page.json_repairs), else it is left and counted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from crawlers.page.json_repairs import read_repaired
from crawlers.page.jsonld_shapes import is_a, listed, markup, words

MAX_SCRIPTS = 200  # of one page
MAX_LENGTH = 1_000_000  # characters of one script
_MAX_OBJECTS = 2_000  # of one page
_MAX_DEPTH = 6  # objects within objects
_NESTED = (
    "@graph",
    "mainEntity",
    "mainEntityOfPage",
    "itemListElement",
    "item",
    "hasPart",
    "about",
)


def collect(scripts: list[str]) -> tuple[list[dict[str, Any]], int]:
    """Return the objects of a page's JSON-LD scripts, arrays and graphs taken apart, and how many
    scripts cannot be read."""
    found: list[dict[str, Any]] = []
    broken = max(0, len(scripts) - MAX_SCRIPTS)
    for script in scripts[:MAX_SCRIPTS]:
        try:
            found += _flat(_load(script))
        except (ValueError, RecursionError):
            broken += 1
    return found[:_MAX_OBJECTS], broken


def _load(script: str) -> Any:
    if len(script) > MAX_LENGTH:
        raise ValueError("too long")
    if not script.strip():
        return []
    try:
        return json.loads(script, strict=False)
    except ValueError:
        return read_repaired(script)


def _flat(value: Any) -> list[dict[str, Any]]:
    """Return the objects of arrays and graphs, outermost first."""
    found: list[dict[str, Any]] = []
    waiting = [(value, 0)]
    while waiting and len(found) < _MAX_OBJECTS:
        one, depth = waiting.pop(0)
        if isinstance(one, list) and depth < _MAX_DEPTH:
            waiting += [(x, depth + 1) for x in one[:_MAX_OBJECTS]]
        elif isinstance(one, dict) and one:
            graph = one.get("@graph")
            if graph is None or len(one) > 2:
                found.append(one)
            if graph is not None and depth < _MAX_DEPTH:
                waiting.append((graph, depth + 1))
    return found


def postings(objects: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the JobPosting objects, each once; one posting written once for each place is one
    object with all its places.

    Those that stand inside other objects (a page's main entity, the items of a list) count only
    where none stands by itself. What a posting only refers to (`{"@id": "#employer"}`) is put in
    its place, if the page has it.
    """
    objects = list(objects)
    found = [o for o in objects if _is_posting(o)]
    if not found:
        found = [o for outer in objects for o in _inner(outer, 0)][:_MAX_OBJECTS]
    merged: dict[tuple[str, str], dict[str, Any]] = {}
    for one in found:
        title = words(one.get("title")) or words(one.get("name"))
        key = (title, markup(one.get("description"))[:2000])
        merged[key] = _joined(merged[key], one) if key in merged else one
    others = [o for o in objects if not _is_posting(o) and not _is_reference(o)]
    named = {o["@id"]: o for o in others if isinstance(o.get("@id"), str)}
    return [_with_referred(one, named) if named else one for one in merged.values()]


def _joined(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    places = [*listed(one.get("jobLocation")), *listed(other.get("jobLocation"))]
    joined = {**other, **one}
    if places:
        joined["jobLocation"] = [
            place for at, place in enumerate(places) if place not in places[:at]
        ]
    return joined


def _is_posting(value: dict[str, Any]) -> bool:
    return is_a(value, "jobposting")


def _is_reference(value: Any) -> bool:
    """Return whether an object names another one and says nothing of its own."""
    if not isinstance(value, dict) or not value.keys() <= {"@id", "@type"}:
        return False
    return isinstance(value.get("@id"), str)


def _with_referred(posting: dict[str, Any], named: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the posting with the objects that its members, and theirs, refer to; one that refers
    to what it stands in stays a reference."""

    def filled(value: Any, within: tuple[str, ...]) -> Any:
        if isinstance(value, list):
            return [filled(one, within) for one in value[:_MAX_OBJECTS]]
        if not isinstance(value, dict) or len(within) > _MAX_DEPTH:
            return value
        name = value.get("@id")
        if _is_reference(value):
            if name in within or name not in named:
                return value
            value = named[name]
        inner = (*within, str(name))
        return {key: filled(each, inner) for key, each in value.items()}

    return {key: filled(value, (str(posting.get("@id")),)) for key, value in posting.items()}


def _inner(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for one in value[:_MAX_OBJECTS]:
            yield from _inner(one, depth + 1)
    elif isinstance(value, dict):
        if _is_posting(value):
            yield value
        else:
            for name in _NESTED:
                yield from _inner(value.get(name), depth + 1)
