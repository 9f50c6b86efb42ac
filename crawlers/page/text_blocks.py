"""Turn plain text into blocks, by its layout: lines, gaps, list marks, indentation, and the few
marks of Markdown.

Each line that is not blank is a block. Lines broken at a fixed width are joined again, but only in
a text that shows the pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from crawlers.text.blocks import BOLD_LEVEL, CELL, MAX_HEADING, Block, BlockKind
from crawlers.text.clean import clean

_SYMBOLS = "•‣◦⁃∙▪▫●○■□◆◇◊►▶▸▹➢➤➔➜→⇒»·✓✔✅☑❖★☆✦✧✪⬤⚫\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0a8\uf02d"
BULLETS = frozenset(_SYMBOLS)
"""Characters that start an item wherever they start a line."""


_MARK = re.compile(
    rf"""(?:
        (?:[{_SYMBOLS}]️?|[\U0001f300-\U0001faff☀-➿]️?(?=\s)
           |[-–—+*](?=\s)|[-–—](?=[^\W\d_])|o(?=\t|\s\s))
      | (?:\(?(?:\d\d?\d?|[a-z]|[ivx]{{2,4}}|[IVX]{{2,4}})[.)](?=\s)(?!\s\w+\s\d\d\d\d\b)
           |\d\d?\.(?=[^\W\d_][^\W\d_]))
    )\s*""",
    re.VERBOSE,
)
_WIDTHS = range(55, 101)
"""Columns at which programs that write mail break lines."""
_FULL, _FULL_LINES, _GOES_ON = 0.75, 6, 0.4
"""Share of the width from which a line is full, how many full lines show a width, and which share
of the lines behind them goes on in lower case. Set by hand."""
_MAX_UNDERLINED, _UNEVEN = 80, 8
"""Characters of an underlined heading, and how much longer or shorter its rule may be."""
_RULE = re.compile(r"[-–—_=*~#.+\s•]+$")
_HASHES = re.compile(r"(#{1,6})\s+(.*?)[\s#]*$")
_STARS = re.compile(r"(\*\*|__)(?=\S)([^*]+?)(?<=\S)\1\s*:?$")
_TABLE_RULE = re.compile(r"[\s|:+-]+$")
_WORD = re.compile(r"\S+")

_GAP = r"(?:\t+ *|[ \u00a0]{2,})"
_CELLS = re.compile(rf"(?P<label>\S(?:[^\t]{{0,38}}?[^\s.;!?])?){_GAP}(?P<text>\S.*)")
"""A line of cells, a short one first, with a tab or several blanks between them."""
_BETWEEN_CELLS = re.compile(_GAP)
_LEAST_ROWS = 2
"""Lines of cells, each right below the other, that are a table of labels and values."""


@dataclass(slots=True)
class _Line:
    """A line without blanks around it. indent: blanks before it. gap: blank lines above it. cells:
    of a row of a table, each label with its value."""

    text: str
    indent: int
    gap: int
    number: int
    cells: tuple[tuple[str, str], ...] = ()


def blocks_of_text(text: str) -> list[Block]:
    """Return the blocks of a plain text; `line` counts from 1, `gap` is the number of blank lines
    above."""
    lines = _with_cells(_unwrapped(_lines(text)))
    blocks: list[Block] = []
    indents: list[int] = []
    for line in lines:
        if not line.text[0].isalnum() and _RULE.match(line.text):
            _underline(blocks, line)
            continue
        if line.cells:
            blocks += filter(None, (_pair(line, *cells) for cells in line.cells))
            continue
        block = _block(line)
        if block is None:
            continue
        if block.kind == "item":
            block.level = _depth(indents, line.indent)
        else:
            indents.clear()
        blocks.append(block)
    return blocks


def _lines(text: str) -> list[_Line]:
    found, gap = [], 0
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip().strip("\u200b\ufeff").strip()
        if not bare:
            gap += 1
            continue
        indent = 0
        if line[0] != bare[0]:
            indent = len(line[: len(line) - len(line.lstrip())].expandtabs(4))
        found.append(_Line(bare, indent, gap, number))
        gap = 0
    return found


def _unwrapped(lines: list[_Line]) -> list[_Line]:
    """Lines broken at a fixed width, joined: a line was broken where the next word would not have
    fitted."""
    width = _wrap_width(lines)
    if not width:
        return lines
    joined: list[_Line] = []
    end = 0  # length of the last printed line of the one that is being joined
    for line in lines:
        word = _WORD.match(line.text)
        if (
            joined
            and not line.gap
            and word
            and end + 1 + len(word.group()) > width
            and not _MARK.match(line.text)
        ):
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text} {line.text}")
        else:
            joined.append(line)
        end = line.indent + len(line.text)
    return joined


def _with_cells(lines: list[_Line]) -> list[_Line]:
    """Return the lines with the cells of tables: what programs make of a table has each value at
    one column, or behind a tab."""
    split = [
        _CELLS.fullmatch(line.text)
        if ("  " in line.text or "\t" in line.text or "\u00a0" in line.text)  # a gap of cells
        and not _MARK.match(line.text)
        else None
        for line in lines
    ]
    if not any(split):
        return lines
    out = list(lines)
    for start, end in _runs_of_rows(lines, split):
        for i in range(start, end):
            if match := split[i]:
                out[i] = replace(lines[i], cells=_pairs(match["label"], match["text"]))
    return out


def _pairs(label: str, text: str) -> tuple[tuple[str, str], ...]:
    """Return the labels and values of a row: "Type", "Clerk  Grade  G5" are two pairs, and so are
    "Type:", "Clerk  Grade: G5"."""
    cells = [label, *_BETWEEN_CELLS.split(text)]
    if (pairs := _pairs_with_colons(cells)) and len(pairs) > 1:
        return pairs
    if len(cells) % 2:
        return ((label, text),)
    return tuple(zip(cells[::2], cells[1::2], strict=True))


def _pairs_with_colons(cells: list[str]) -> tuple[tuple[str, str], ...]:
    """Return the pairs of cells of which each label has its colon and its value behind it, in its
    own cell or in the next; none for cells with another order."""
    found, rest = [], iter(cells)
    for cell in rest:
        label, colon, value = f"{cell} ".partition(": ")
        if not colon or not label[0].isalpha():
            return ()
        found.append((label, value.strip() or next(rest, "")))
    return tuple(found)


def _runs_of_rows(
    lines: list[_Line], split: list[re.Match[str] | None]
) -> Iterator[tuple[int, int]]:
    """Yield the first index of each table, and the one behind its last row."""
    start, last, rows = 0, 0, 1
    for end in range(1, len(lines) + 1):
        if end < len(lines):
            if _is_row_below(lines, split, last, end):
                last, rows = end, rows + 1
                continue
            if _goes_on(lines, split, last, end):
                continue
        if rows >= _LEAST_ROWS:
            yield start, last + 1
        start, last, rows = end, end, 1


def _is_row_below(
    lines: list[_Line], split: list[re.Match[str] | None], last: int, index: int
) -> bool:
    """Return whether a line is a row of the same table as the row above it."""
    above, here = split[last], split[index]
    if above is None or here is None or lines[index].gap > 1:
        return False
    if "\t" in above.string and "\t" in here.string:
        return True
    starts = above.start("text"), here.start("text")
    # who copies a text loses the blanks before its first line
    columns = starts[0] + lines[last].indent, starts[1] + lines[index].indent
    return starts[0] == starts[1] or columns[0] == columns[1]


def _goes_on(lines: list[_Line], split: list[re.Match[str] | None], last: int, index: int) -> bool:
    """Return whether a line is more of the value in the row above, at its column; it stays a line
    of its own."""
    above = split[last]
    if above is None or split[index] is not None or lines[index].gap:
        return False
    return lines[index].indent == lines[last].indent + above.start("text")


def _wrap_width(lines: list[_Line]) -> int:
    """Return the width at which a text was broken, 0 for one that was not: no line is longer, and
    full lines go on in lower case."""
    lengths = [line.indent + len(line.text) for line in lines]
    width = max(lengths, default=0)
    if width not in _WIDTHS:
        return 0
    full = [
        b
        for a, b, n in zip(lines, lines[1:], lengths, strict=False)
        if n > width * _FULL and not b.gap
    ]
    broken = sum(b.text[0].islower() for b in full)
    return width if len(full) >= _FULL_LINES and broken >= len(full) * _GOES_ON else 0


def _underline(blocks: list[Block], line: _Line) -> None:
    """A rule right below a short line makes it a heading; any other rule is dropped."""
    if (
        not blocks
        or line.gap
        or blocks[-1].kind != "paragraph"
        or len(line.text) < 3
        or line.text[0] not in "=-"
    ):
        return
    above = blocks[-1]
    if (
        len(above.text) <= _MAX_UNDERLINED
        and above.text[-1] not in ".,;:"
        and abs(len(line.text) - len(above.text)) <= _UNEVEN
    ):
        above.kind, above.level = "heading", 1 if line.text[0] == "=" else 2


def _block(line: _Line) -> Block | None:
    text, first = line.text, line.text[0]
    kind: BlockKind = "paragraph"
    level, mark = 0, ""
    if first == "#" and (hashes := _HASHES.match(text)):
        kind, level, text = "heading", len(hashes.group(1)), hashes.group(2)
    elif first in "*_" and _heads(text):
        kind, level, text = "heading", BOLD_LEVEL, text.strip("*_: ")
    elif first == "|" and text[-1] == "|" and len(text) > 2:
        return _row(line)
    elif first == "*" and text[-1] == "*":
        text = text.strip("* ")
    elif found := _MARK.match(text):
        kind, mark, text = "item", found.group().strip(), text[found.end() :]
    text = clean(_plain(text))
    return Block(kind, text, "", level, mark, line.gap, line.number) if text else None


def _pair(line: _Line, label: str, text: str) -> Block | None:
    """Return a label with its value in a row of a table; the colon may stand at either's end."""
    label, value = clean(_plain(label)).rstrip(": "), clean(_plain(text)).lstrip(": ")
    block = Block("pair", value, label=label, gap=line.gap, line=line.number)
    return block if value and label else None


def _heads(text: str) -> bool:
    """Return whether a line in bold marks is a heading: short, and no label with its value."""
    stars = _STARS.match(text)
    if not stars or len(text) > MAX_HEADING:
        return False
    inner = stars.group(2).strip()
    return not re.search(r":\s+\S|[.,;]$", inner)


def _plain(text: str) -> str:
    """Without the marks of bold type."""
    return text.replace("**", "") if "*" in text and text.count("**") > 1 else text


def _row(line: _Line) -> Block | None:
    """Return a row of a Markdown table."""
    if _TABLE_RULE.match(line.text):
        return None
    block = Block("paragraph", "", gap=line.gap, line=line.number)
    cells = [cell for part in line.text.strip("|").split("|") if (cell := clean(_plain(part)))]
    if len(cells) == 2 and cells[0].strip(": "):
        block.kind, block.label, block.text = "pair", cells[0].rstrip(": "), cells[1]
    elif cells:
        block.kind, block.text = "row" if len(cells) > 1 else "paragraph", CELL.join(cells)
    return block if cells else None


def _depth(indents: list[int], indent: int) -> int:
    """Return the depth of an item among the items before it: deeper where it is indented more."""
    while indents and indents[-1] > indent:
        indents.pop()
    if not indents or indent > indents[-1]:
        indents.append(indent)
    return len(indents)
