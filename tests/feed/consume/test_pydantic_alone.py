"""A consumer of the feed needs Python and pydantic: nothing else is imported, and nothing that only
Linux has."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests import ROOT
from tests.commands.in_project import lay_out, run

IMPORTED_ALONE = """
import importlib.abc, runpy, sys

ALLOWED = {"crawlers", "pydantic", "pydantic_core", "annotated_types", "typing_extensions",
           "typing_inspection"}
ONLY_LINUX = {"fcntl", "resource", "pwd", "grp", "termios"}
STANDARD = sys.stdlib_module_names - ONLY_LINUX

class Refuse(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if top not in ALLOWED | STANDARD and not top.startswith("_sysconfig"):
            raise ModuleNotFoundError(f"{name} is not installed", name=top)

sys.meta_path.insert(0, Refuse())
runpy.run_module("crawlers.feed", run_name="__main__", alter_sys=True)
"""
PLUGIN = """\
from crawlers.spider import Healthy, PostingSpider


class KelpSpider(PostingSpider):
    name = "kelp"
    home = "https://kelp.example"
    posting_url = r"/jobs/(?P<id>\\d+)"
    expect = Healthy(min_postings=1)
"""
PAGE = """<!doctype html><html lang="en"><title>Diver | Kelp</title><h1>Diver</h1>
<link rel="canonical" href="https://kelp.example/jobs/7">
<p>Location: Oban, Scotland</p><h2>What you will do</h2>
<p>You cut kelp at four sites along the coast, in pairs, and keep the log of each dive.</p>
<p>You look after the boat, its engine and its lamps, and train those who join us.</p></html>"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = lay_out(tmp_path_factory.mktemp("alone") / "kelp", kelp=PLUGIN)
    (folder / "pages").mkdir()
    (folder / "pages/7.html").write_text(PAGE)
    done = run(folder, "crawl", "kelp", "-a", "pages=pages", impatient=True)
    assert done.returncode == 0, done.stderr + done.stdout
    return folder


@pytest.mark.parametrize(
    "words",
    [
        "verify feeds/kelp",
        "pull feeds/kelp copy",
        "changes feeds/kelp --since 2026-01-01",
        "history feeds/kelp",
        "export feeds/kelp jobs.jsonl",
        "export feeds/kelp jobs.csv",
        "export feeds/kelp jobs.xml",
        "export feeds/kelp jobs.atom",
        "export feeds/kelp jobs.jsonld",
        "export feeds/kelp jobs.pages --base https://kelp.example",
    ],
)
def test_a_consumer_needs_pydantic_alone(project: Path, words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED_ALONE, *words.split()],
        cwd=project,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def _python(code: str) -> subprocess.CompletedProcess[str]:
    """Run Python code in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_commands_say_where_they_run() -> None:
    code = "import os; os.name = 'nt'; import crawlers.commands"
    done = _python(code)
    assert done.returncode == 1
    assert done.stderr.startswith("jobwire's commands do not run on Windows itself; run them in W")


def test_an_older_python_is_named() -> None:
    code = "import sys; sys.version_info = (3, 9, 1); import crawlers"
    done = _python(code)
    assert (done.returncode, done.stderr) == (
        1,
        "jobwire needs Python 3.11 or newer; this is 3.9\n",
    )
