"""The entries of a file of boards, each with its line, by which an error is reported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from crawlers.contract.yaml_lines import is_empty, line_of, pairs, text_of

MAX_BYTES = 16_000_000
"""Of a file; 100,000 boards are five megabytes."""
_PLATFORMS = "write each platform with its boards: `greenhouse: {acme: }`"
_OPTIONS = "write a board's options as `{name: NAME}`, or nothing"
_VALUE = (
    "give one value in quotation marks, for `standard` a list of sentences, for `labels` and "
    "`selectors` names with their values: `{Where: location}`"
)


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
    another form, and yaml.YAMLError for one that is not valid YAML."""
    root = yaml.compose(text, yaml.BaseLoader)  # libyaml's crashes on deep nesting
    if root is None or is_empty(root):
        return
    for platform, _, boards in pairs(root, _PLATFORMS):
        if isinstance(boards, yaml.SequenceNode):
            for each in boards.value:
                yield Entry(platform, text_of(each, _PLATFORMS), {}, line_of(each))
        else:
            for board, line, options in pairs(boards, _PLATFORMS):
                yield Entry(platform, board, _options(options), line)


def _options(node: yaml.Node) -> dict[str, str]:
    if is_empty(node):
        return {}
    return {name: value_of(value) for name, _, value in pairs(node, _OPTIONS)}


def value_of(node: yaml.Node) -> str:
    """Return an option's value as text; of a list of sentences one on each line, of a mapping
    "name: value" on each."""
    if isinstance(node, yaml.MappingNode):
        found = ((name, text_of(value, _VALUE)) for name, _, value in pairs(node, _VALUE))
        return "\n".join(f"{name}: {value}" for name, value in found)
    if isinstance(node, yaml.SequenceNode):
        return "\n".join(text_of(each, _VALUE) for each in node.value)
    return text_of(node, _VALUE)
