"""Every command and example of the docs does what it says, but for those that a page marks (see
`blocks`).

Blocks of a page run in order, in a checkout of their own, with feeds that the demo has published.
`make docs` also runs the slow ones: those pages from top to bottom, in a new checkout.
"""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.docs.blocks import CONDITIONS, PAGES, ROOT, RUN, Block, blocks, indented, named_commands
from tests.docs.checks import CHECKS, INSTALLED, printed
from tests.docs.conftest import Checkout

BLOCKS = [block for page in PAGES for block in blocks(page)]
SLOW_PAGES = sorted({block.page.name for block in BLOCKS if block.slow})

OF_MISTAKES = "messages.md"
"""Shows commands that are wrong on purpose; tests/commands/test_typed_mistakes.py types them."""

# The environment is installed already.
PREAMBLE = 'set -eu\nmake() { command make -o .venv/run -o .venv/dev "$@"; }\n'


def perform(block: Block, where: Checkout) -> None:
    """Run or check a block, as its page says."""
    if block.mark == "file":
        (where.tree / block.says).parent.mkdir(parents=True, exist_ok=True)
        (where.tree / block.says).write_text(block.code)
    if block.mark == "printed":
        printed(block, where.output)
    if block.kind in CHECKS:
        CHECKS[block.kind](block, where.tree)
    elif block.runs:
        _run(block, where)


def _run(block: Block, where: Checkout) -> None:
    for need in (
        each.removeprefix("needs ") for each in block.conditions if each.startswith("needs ")
    ):
        if not (shutil.which(need) or importlib.util.find_spec(need)):
            pytest.skip(f"NOT RUN: {block} needs {need}, which is not installed")
    code = where.here(block.code)
    command = (
        ["bash", "-c", PREAMBLE + code] if block.kind == "sh" else [".venv/bin/python", "-c", code]
    )
    if "stays" in block.conditions:
        _start(code, where)
        return
    done = subprocess.run(
        command,
        cwd=where.tree,
        env=where.environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    output = where.output = done.stdout + done.stderr
    assert (done.returncode != 0) == ("fails" in block.conditions), (
        f"{block} exited with {done.returncode}:\n{output}"
    )
    assert output.strip(), f"{block} says nothing"
    assert "Traceback" not in output, output


def _start(code: str, where: Checkout) -> None:
    """Start a server, and wait for its first line."""
    server = subprocess.Popen(
        ["bash", "-c", f"exec {code}"],
        cwd=where.tree,
        env=where.environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    where.servers.append(server)
    assert server.stdout and server.stdout.readline(), "it ended at once"


@pytest.mark.parametrize(
    "block", [each for each in BLOCKS if not each.slow and each.mark != "not run"], ids=str
)
def test_block(block: Block, checkout: Callable[..., Checkout]) -> None:
    perform(block, checkout(block.page.name))


@pytest.mark.slow
@pytest.mark.parametrize("page", SLOW_PAGES)
def test_page_with_slow_commands_from_top_to_bottom(
    page: str, checkout: Callable[..., Checkout]
) -> None:
    where = checkout(f"slow {page}", fresh=True)
    for block in BLOCKS:
        if block.page.name == page:
            perform(block, where)


@pytest.mark.slow
def test_what_cron_calls(checkout: Callable[..., Checkout]) -> None:
    where = checkout("cron")
    (where.tree / "sites.yaml").write_text("sites:\n  jobjob:\n")
    (block,) = (each for each in BLOCKS if each.kind == "crontab")
    for line in block.code.splitlines():
        command = line.split(None, 5)[5].replace(INSTALLED, str(where.tree))
        assert subprocess.run(
            ["sh", "-c", command], env=where.environment, check=False
        ).returncode in (0, 3)
        assert "published" in (where.tree / "refresh.log").read_text()


# --- No block is left out


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_block_is_run_or_checked_or_says_why_not(page: Path) -> None:
    assert indented(page) == [], "blocks without a language: fence them"
    text = page.read_text(encoding="utf-8")
    assert len(re.findall(r"^```", text, re.M)) == 2 * len(blocks(page))
    for block in blocks(page):
        assert block.kind in (*RUN, *CHECKS), (
            f"{block}: no rule to run or check {block.kind or 'a block without a language'}"
        )
        if block.mark == "run":
            assert all(map(CONDITIONS.fullmatch, block.conditions)), block
        if block.mark == "not run":
            assert len(block.says.split()) >= 3, f"{block}: a reason is a sentence"
    marks = re.findall(r"^<!-- (?:run|file|not run|printed)\b", text, re.M)
    assert len(marks) == sum(block.mark != "" for block in blocks(page)), (
        "a mark that stands above no block"
    )


@cache
def _help(*command: str) -> str:
    """Return the help of a program of this project; "" where there is none."""
    done = subprocess.run(
        [sys.executable, "-m", *command, "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout if done.returncode == 0 else ""


def _is_there(command: str) -> bool:
    """Return whether a command of this project exists and has the options that are named; commands
    of other projects always do."""
    program, *words = command.split()
    if program == "make":
        targets = [each for each in words if "=" not in each and not each.startswith("-")]
        return all(
            re.search(rf"^{re.escape(each)}:", (ROOT / "Makefile").read_text(), re.M)
            for each in targets
        )
    if program == "scrapy":
        asked = ["scrapy", words[0]]
    elif words[0] == "-m" and words[1].startswith("crawlers."):
        asked = words[1:3] if words[1] == "crawlers.feed" else words[1:2]
    else:
        return True
    output = _help(*asked)
    options = [
        each.strip("[]").partition("=")[0]
        for each in words
        if re.match(r"\[?--?[a-z]", each) and each != "-m"
    ]
    return bool(output) and all(
        re.search(rf"(?<![\w-]){re.escape(each)}\b", output) for each in options
    )


@pytest.mark.parametrize(
    "page", [each for each in PAGES if each.name != OF_MISTAKES], ids=lambda page: page.name
)
def test_each_command_in_the_words_is_there_with_its_options(page: Path) -> None:
    assert [command for command in named_commands(page) if not _is_there(command)] == []


def _anchors(page: Path) -> set[str]:
    """Return the names under which a page shows its headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]*)(?:#([^)]*))?\)", page.read_text(encoding="utf-8"))
    assert [link for link, _ in links if not (page.parent / link).exists()] == []
    led = [(page.parent / link if link else page, anchor) for link, anchor in links if anchor]
    assert [anchor for to, anchor in led if anchor not in _anchors(to)] == []


def test_what_is_left_out_is_found(tmp_path: Path) -> None:
    """The checks themselves can fail."""
    page = tmp_path / "page.md"
    page.write_text(
        "# A\n\n    scrapy crawl x\n\n<!-- not run: it asks -->\n```sh\nscrapy crawl "
        "y  # z\n```\n\n`make nothing`\n"
    )
    assert indented(page) == ["    scrapy crawl x"]
    (block,) = blocks(page)
    assert (block.mark, block.says, block.kind, block.commands()) == (
        "not run",
        "it asks",
        "sh",
        ["scrapy crawl y"],
    )
    assert list(named_commands(page)) == ["make nothing", "scrapy crawl y"]
    assert (
        not _is_there("make nothing")
        and not _is_there("scrapy crawl --faster")
        and not _is_there("scrapy crowl x")
    )
    with pytest.raises(AssertionError, match="blocks without a language"):
        test_each_block_is_run_or_checked_or_says_why_not(page)
    page.write_text("```rust\nfn main() {}\n```\n")
    with pytest.raises(AssertionError, match="no rule to run"):
        test_each_block_is_run_or_checked_or_says_why_not(page)
    page.write_text("<!-- not run: no -->\n```sh\nls\n```\n")
    with pytest.raises(AssertionError, match="a reason is a sentence"):
        test_each_block_is_run_or_checked_or_says_why_not(page)
