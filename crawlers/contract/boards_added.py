"""Adding boards to a file of boards: comments, order and layout of what stands there stay."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

import yaml

from crawlers.contract.boards import Board
from crawlers.contract.boards_file import entries
from crawlers.contract.yaml_lines import is_empty

_PLAIN = re.compile(r"[A-Za-z][\w./-]*")
"""A name that YAML reads as a text without quotation marks."""
_WORDS_OF_YAML = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
_BLANK_VALUE = re.compile(r"\s*:")
_BEFORE_END = re.compile(r"(?:[^\S\n]*#[^\n]*|\s)*")


def with_boards(text: str, boards: Iterable[Board]) -> str:
    """Return the text of a file with further boards in it, each under its platform. Raise
    ValueError with a sentence where the file's layout does not allow it, and yaml.YAMLError for a
    file that is not valid YAML."""
    added = list(boards)
    made = text
    for board in added:
        made = _with_board(made, board)
    _check(text, made, added)
    return made


def _with_board(text: str, board: Board) -> str:
    root = yaml.compose(text, yaml.BaseLoader)
    name = _spelled(board.board)
    if root is None or is_empty(root):
        return _at_end(text, len(text), (f"{board.platform}:", f"  {name}:"))
    if not isinstance(root, yaml.MappingNode):
        raise ValueError("write each platform with its boards: `greenhouse: {acme: }`")
    for key, value in root.value:
        if key.value == board.platform:
            return _within(text, value, name)
    if root.flow_style:
        return _in_brackets(text, root, f"{board.platform}: [{name}]")
    return _at_end(text, _last(root), (f"{board.platform}:", f"  {name}:"))


def _within(text: str, value: yaml.Node, name: str) -> str:
    """Return the text with a name among the boards of a platform."""
    if not isinstance(value, yaml.CollectionNode):
        raise ValueError(f"line {value.start_mark.line + 1}: it has no list of boards")
    is_list = isinstance(value, yaml.SequenceNode)
    if value.flow_style:
        return _in_brackets(text, value, name if is_list else f"{name}: ~")
    first = value.value[0] if is_list else value.value[0][0]
    start = text.rfind("\n", 0, first.start_mark.index) + 1
    before = text[start : first.start_mark.index]
    return _at_end(text, _last(value), (f"{before}{name}" if is_list else f"{before}{name}:",))


def _in_brackets(text: str, node: yaml.Node, words: str) -> str:
    """Return the text with an entry at the end of what stands in brackets."""
    close = node.end_mark.index - 1
    last = _last(node) if node.value else node.start_mark.index + 1
    if blank := _BLANK_VALUE.match(text, last, close):  # `{acme: }`
        last = blank.end()
    between = _BEFORE_END.sub("", text[last:close])
    if not node.value or between == ",":
        return f"{text[:close]}{words}{text[close:]}"
    return f"{text[:last]}, {words}{text[last:]}"


def _last(node: yaml.Node) -> int:
    """Return where the last entry of a node ends; comments behind it belong to what follows."""
    if isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        if isinstance(last, tuple):
            key, value = last
            return key.end_mark.index if _is_blank(value) else _last(value)
        return _last(last)
    if isinstance(node, yaml.CollectionNode) and node.value and node.flow_style:
        last = node.value[-1]
        inner = (last[0] if _is_blank(last[1]) else last[1]) if isinstance(last, tuple) else last
        return int(inner.end_mark.index)
    return int(node.end_mark.index)


def _at_end(text: str, at: int, lines: Iterable[str]) -> str:
    """Return the text with lines behind the one that a place is in."""
    newline = "\r\n" if "\r\n" in text else "\n"
    end = text.find("\n", at)
    head, tail = (text, "") if end < 0 else (text[: end + 1], text[end + 1 :])
    if head and not head.endswith("\n"):
        head += newline
    return head + "".join(line + newline for line in lines) + tail


def _spelled(name: str) -> str:
    if _PLAIN.fullmatch(name) and name.casefold() not in _WORDS_OF_YAML:
        return name
    return "'" + name.replace("'", "''") + "'"


def _is_blank(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.value and node.style is None


def _check(before: str, after: str, added: list[Board]) -> None:
    """Raise ValueError unless a file has what it had and the added boards, and nothing else."""
    had = [(each.platform, each.board, str(each.declared)) for each in entries(before.encode())]
    has = [(each.platform, each.board, str(each.declared)) for each in entries(after.encode())]
    new = [(each.platform, each.board, str({})) for each in added]
    if Counter(has) != Counter(had + new):  # guard: a file of boards stays what it was
        raise ValueError("its layout does not allow it; add the boards by hand")
