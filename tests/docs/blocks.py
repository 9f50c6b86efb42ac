"""The blocks of code on the pages of the docs, and the commands in their text.

A fenced block of `sh` or `python` is run, unless a comment right above it says otherwise:

    <!-- run: WORDS -->     with conditions, by commas: `slow` (by `make docs` only), `fails` (its
                            exit code is not 0), `needs TOOL` (left out, loudly, where the program
                            or module is not installed), `stays` (a server: it is started, and ended
                            with its page)
    <!-- file: PATH -->     it is written to this file of the checkout, for the blocks below it
    <!-- not run: REASON -->
    <!-- printed: by the block above -->
                            each line of this `text` is one that the block above printed (see
                            `checks.printed`); `printed: slow` where that block is slow
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests import ROOT

PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))

RUN = ("sh", "python")
"""Languages of blocks that are run; those of `checks.CHECKS` are checked, and `text` holds no
command."""

CONDITIONS = re.compile(r"slow|fails|stays|needs [\w-]+")

_FENCED = re.compile(
    r"^(?:<!-- (run|file|not run|printed): ([^>]*) -->\n)?```([^\n]*)\n(.*?)^```$", re.M | re.S
)
_INDENTED = re.compile(r"(?:\A|\n)\n((?: {4}|\t)[^\n]*)")
_INLINE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_COMMAND = re.compile(r"^(?:\w+=\S+ )*(?:\.venv/bin/)?(scrapy|python3?|make) +([\w-][^\n]*)")
_JOINED = re.compile(r"\\\n\s*")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block. line: of its fence. mark: `run`, `file`, `not run`, `printed` or "". says:
    what stands behind the mark. kind: its language."""

    page: Path
    line: int
    mark: str
    says: str
    kind: str
    code: str

    def __str__(self) -> str:
        return f"{self.page.name}:{self.line}"

    @property
    def conditions(self) -> list[str]:
        return (
            [each.strip() for each in self.says.split(",")]
            if self.mark in ("run", "printed")
            else []
        )

    @property
    def runs(self) -> bool:
        return self.kind in RUN and self.mark in ("run", "")

    @property
    def slow(self) -> bool:
        return "slow" in self.conditions

    def commands(self) -> list[str]:
        """Return the commands of a block of `sh`, without comments; a command over several lines is
        one."""
        lines = _JOINED.sub(" ", self.code).splitlines() if self.kind == "sh" else []
        return [each for line in lines if (each := re.sub(r"(^|\s+)#.*", "", line).strip())]


def blocks(page: Path) -> list[Block]:
    """Return the fenced blocks of a page, from top to bottom."""
    text = page.read_text(encoding="utf-8")
    found = []
    for each in _FENCED.finditer(text):
        line = text[: each.start(3)].count("\n") + 1
        found.append(
            Block(page, line, each[1] or "", (each[2] or "").strip(), each[3].strip(), each[4])
        )
    return found


def indented(page: Path) -> list[str]:
    """Return the first lines of indented blocks, which name no language."""
    return [
        each[1] for each in _INDENTED.finditer(_FENCED.sub("", page.read_text(encoding="utf-8")))
    ]


def named_commands(page: Path) -> Iterator[str]:
    """Yield the commands of this project in the text of a page, between backticks, and in its
    blocks of `sh`."""
    inline = _INLINE.findall(_FENCED.sub("", page.read_text(encoding="utf-8")))
    listed = [command for block in blocks(page) for command in block.commands()]
    for each in (*inline, *listed):
        for part in re.split(r"\s*(?:&&|\||;|\$\(|>>?)\s*", each):
            if found := _COMMAND.match(part):
                yield f"{found[1]} {found[2].strip()}"
