"""The entries of a file of boards, each with its line: what is wrong with it is said by its line.

Names stay as they are written: `0123` is no number, `no` is not False. A name that stands twice is
an error; YAML itself keeps the last of them in silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

MAX_BYTES = 16_000_000
"""Of a file; 100,000 boards are five megabytes."""
_EMPTY = ("", "~", "null")
"""How YAML writes that a board has no options."""
_PLATFORMS = "write each platform with its boards: `greenhouse: {acme: }`"
_OPTIONS = "write a board's options as `{name: NAME}`, or nothing"
_VALUE = "give one value in quotation marks, or for `standard` a list of sentences"


@dataclass(frozen=True, slots=True)
class Entry:
    """A board of the file. declared: by option, the value as text; of a list of sentences one on
    each line. line: of the file, from 1."""

    platform: str
    board: str
    declared: dict[str, str]
    line: int


def entries(text: bytes) -> Iterator[Entry]:
    """Yield the boards of a file in its order. Raise ValueError, with the line, for a file of
    another form, and yaml.YAMLError for one that is no YAML."""
    if len(text) > MAX_BYTES:
        raise ValueError(f"{len(text):,} bytes; a file of boards has at most {MAX_BYTES:,}")
    root = yaml.compose(text, yaml.BaseLoader)  # libyaml's crashes on deep nesting
    if root is None or _is_empty(root):
        return
    for platform, _, boards in _pairs(root, _PLATFORMS):
        if isinstance(boards, yaml.SequenceNode):
            for each in boards.value:
                yield Entry(platform, _text(each, _PLATFORMS), {}, _line(each))
        else:
            for board, line, options in _pairs(boards, _PLATFORMS):
                yield Entry(platform, board, _options(options), line)


def _options(node: yaml.Node) -> dict[str, str]:
    if _is_empty(node):
        return {}
    return {name: _value(value) for name, _, value in _pairs(node, _OPTIONS)}


def _value(node: yaml.Node) -> str:
    if isinstance(node, yaml.SequenceNode):
        return "\n".join(_text(each, _VALUE) for each in node.value)
    return _text(node, _VALUE)


def _pairs(node: yaml.Node, form: str) -> Iterator[tuple[str, int, yaml.Node]]:
    """Yield name, line and value of a mapping. form: how it should have been written."""
    if not isinstance(node, yaml.MappingNode):
        raise ValueError(f"line {_line(node)}: {form}")
    lines: dict[str, int] = {}
    for key, value in node.value:
        name = _text(key, form)
        if name in lines:  # guard: a name that stands twice
            raise ValueError(f"lines {lines[name]} and {_line(key)}: {name!r} is named twice")
        lines[name] = _line(key)
        yield name, _line(key), value


def _text(node: yaml.Node, form: str) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise ValueError(f"line {_line(node)}: {form}")
    return str(node.value)


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _is_empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.value in _EMPTY
