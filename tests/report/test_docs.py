"""Every command and example in the docs that is marked `<!-- run -->` does what it says.

A mark stands right above a fenced block of sh or python. It may add: `slow` (left out of `make test`), `fails` (the command is
meant to exit with another code than 0), `needs TOOL` (left out, loudly, where a program or module is not installed). Blocks of
one page run in order, in a checkout of their own with feeds of its own.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from crawlers.feed.clock import Clock
from crawlers.feed.combine import combine, part
from crawlers.feed.folder import Folder
from crawlers.feed.lock import Lock
from tests.feed.board import Walk, play, posting

ROOT = Path(__file__).parents[2]
MARKED = re.compile(r"<!-- run(?::? *([^>]*?))? -->\n```(\w+)\n(.*?)^```$", re.M | re.S)
COMPLETE = ("get-started.md", "read-the-feed.md", "report.md")
"""Pages on which every block of sh or python must be marked."""

LINKED = ("crawlers", "pipelines", "docs", "tests", ".venv", "Makefile", "scrapy.cfg", "pyproject.toml", "requirements.txt",
          "requirements-dev.txt")  # fmt: skip
# What is installed is not this test's business.
PREAMBLE = 'set -eu\nmake() { command make -o .venv/run -o .venv/dev "$@"; }\n'


@dataclass(frozen=True)
class Block:
    """One marked block of a page."""

    page: str
    line: int
    marks: tuple[str, ...]
    kind: str
    code: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"

    @property
    def slow(self) -> bool:
        return "slow" in self.marks


def blocks() -> Iterator[Block]:
    for file in (*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md"):
        text = file.read_text(encoding="utf-8")
        for found in MARKED.finditer(text):
            marks = tuple(each.strip() for each in (found[1] or "").split(",") if each.strip())
            yield Block(file.name, text[: found.start()].count("\n") + 2, marks, found[2], found[3])


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree by links, with its own feeds: `northlake` with two runs, `hubmub` kept back, `all` of both."""
    tree = tmp_path_factory.mktemp("checkout")
    for name in LINKED:
        (tree / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "spiders", tree / "spiders")
    feeds = tree / "feeds"
    for name in ("northlake", "hubmub"):
        first = [posting(key, deadline="2099-04-02", id=f"{name}:{key}", source=name) for key in range(1, 13)]
        second = [
            *first[1:],
            posting(13, id=f"{name}:13", source=name),
            posting(1, text="Other work.", id=f"{name}:1", source=name),
        ]
        play(feeds, "2026-03-02", Walk(first), name)
        play(feeds, "2026-03-03", Walk(second), name)
    tried = play(
        feeds, "2026-03-04", Walk(second[:2], list_failures=[("http://hubmub.example/list", "http_500")]), "hubmub"
    ).source
    target = Folder(feeds, "all")
    target.make()
    with Lock(target.work / "lock", "test"):
        assert combine(
            target, [part(Folder(feeds, "hubmub"), tried), part(Folder(feeds, "northlake"), None)], Clock.at("2026-03-04")
        )
    return tree


def run(block: Block, tree: Path) -> None:
    for need in (mark.removeprefix("needs ") for mark in block.marks if mark.startswith("needs ")):
        if not (shutil.which(need) or importlib.util.find_spec(need)):
            pytest.skip(f"NOT RUN: {block} needs {need}, which is not installed")
    command = ["bash", "-c", PREAMBLE + block.code] if block.kind == "sh" else [".venv/bin/python", "-c", block.code]
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, timeout=300, check=False)
    said = done.stdout + done.stderr
    assert (done.returncode != 0) == ("fails" in block.marks), f"{block} exited with {done.returncode}:\n{said}"
    assert said.strip(), f"{block} says nothing"
    assert "Traceback" not in said, said


@pytest.mark.parametrize("block", [each for each in blocks() if not each.slow], ids=str)
def test_example(block: Block, checkout: Path) -> None:
    run(block, checkout)


@pytest.mark.slow
@pytest.mark.parametrize("page", sorted({each.page for each in blocks() if each.slow}))
def test_page_with_slow_commands_from_top_to_bottom(page: str, checkout: Path) -> None:
    shutil.rmtree(checkout / "feeds")
    for block in blocks():
        if block.page == page:
            run(block, checkout)


@pytest.mark.parametrize("page", COMPLETE)
def test_no_example_is_left_out(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    fences = re.findall(r"^```(?:sh|python|sql|bash)$", text, re.M)
    assert len(fences) == sum(block.page == page for block in blocks()) > 0


@pytest.mark.parametrize("file", sorted((ROOT / "docs").glob("*.md")), ids=lambda file: file.name)
def test_links_lead_somewhere(file: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", file.read_text(encoding="utf-8"))
    assert [link for link in links if not (file.parent / link).exists()] == []
