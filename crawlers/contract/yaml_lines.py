"""YAML of the operator's files, read with the line of each entry: an error names the line.

Names stay as they are written: `0123` is no number, `no` is not False. A name that stands twice is
an error; YAML itself keeps the last of them in silence.
"""

from __future__ import annotations

from collections.abc import Iterator

import yaml

EMPTY = ("", "~", "null")
"""How YAML writes that there is nothing behind a name."""


def pairs(node: yaml.Node, form: str) -> Iterator[tuple[str, int, yaml.Node]]:
    """Yield name, line and value of a mapping. Raise ValueError with the line where it is none, or
    a name stands twice. form: how it should have been written."""
    if not isinstance(node, yaml.MappingNode):  # guard: a file is a mapping
        raise ValueError(f"line {line_of(node)}: {form}")
    lines: dict[str, int] = {}
    for key, value in node.value:
        name = text_of(key, form)
        if name in lines:  # guard: a name that stands twice
            raise ValueError(f"lines {lines[name]} and {line_of(key)}: {name!r} is named twice")
        lines[name] = line_of(key)
        yield name, line_of(key), value


def text_of(node: yaml.Node, form: str) -> str:
    """Return a scalar as it is written. Raise ValueError for a mapping or a list. form: as for
    `pairs`."""
    if not isinstance(node, yaml.ScalarNode):
        raise ValueError(f"line {line_of(node)}: {form}")
    return str(node.value)  # guard: names as they are written


def words_of(error: Exception) -> str:
    """Return in one line what is wrong with a file, and where it is not valid YAML."""
    words = " ".join(str(error).split())
    if not isinstance(error, yaml.YAMLError):
        return words
    mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", None)
    if mark and problem:
        return f"line {mark.line + 1}, column {mark.column + 1}: it is not valid YAML: {problem}"
    return f"it is not valid YAML: {words}"


def line_of(node: yaml.Node) -> int:
    """Return the line in which a node begins, from 1."""
    return int(node.start_mark.line) + 1


def is_empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.value in EMPTY
