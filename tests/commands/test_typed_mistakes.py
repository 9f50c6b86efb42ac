"""The mistakes of docs/messages.md, typed: the sentence and the exit code of each, no traceback."""

from __future__ import annotations

import fcntl
import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawlers.report.mistakes import MISTAKES, Mistake
from tests.commands.in_project import lay_out

PLUGIN = """\
from crawlers.platforms.html_list import HtmlListSite
from crawlers.spider import Chrome, Healthy


class {name}Spider(HtmlListSite):
    name = "{module}"
    home = "{home}"
    list_urls = ("{home}/jobs",)
    posting_url = r"/jobs/(?P<id>\\d+)"
    {declared}
"""
HEALTHY = "expect = Healthy(min_postings=1)"
PLUGINS = {
    "reef": ("https://reef.example", HEALTHY),
    "intranet": ("http://10.1.2.3", HEALTHY),
    "slotless": ("https://a.example", f'labels = {{"Wo": "locaton"}}\n    {HEALTHY}'),
    "unselected": ("https://b.example", f'selectors = {{"title": "h1..name"}}\n    {HEALTHY}'),
    "clumsy": ("https://d.example", f"{HEALTHY}\n\n    def posting(self, page): return 1 / 0"),
    "careless": ("https://c.example", "pass"),
    "misspelled": ("https://e.example", f'list_url = "https://e.example/x"\n    {HEALTHY}'),
    "unlisted": ("https://f.example", f'chrome = Chrome(before="Save")\n    {HEALTHY}'),
    "patternless": ("https://g.example", f'posting_url = r"/jobs/(?P<id>"\n    {HEALTHY}'),
    "cascading": (
        "https://j.example",
        f'next_page = "li.next a::attr(href)"\n    {HEALTHY}',
    ),
    "percent": ("https://h.example", 'expect = Healthy(filled={"title": 90})'),
    "harbour": ("https://i.example", f'{HEALTHY}\n    name = "haven"'),
}
CORRECTION = "corrections:\n- {id: 'reef:7', value: x, who: A, why: b, until: 2099-01-01, "
FILES = {
    "option.yaml": "sites:\n  reef: {organisation: Reef}\n",
    "interval.yaml": "sites:\n  reef: {interval: daily}\n",
    "twice.yaml": "sites:\n  reef:\n  reef:\n",
    "setting.yaml": "sites:\n  reef: {settings: {DOWNLOAD_DELY: 2}}\n",
    "whole.yaml": "sites:\n  reef: {settings: {JOBWIRE_FEEDS: x}}\n",
    "lost.yaml": "boards: bords.yaml\nsites:\n  reef:\n",
    "contact.yaml": "contact: me\nsites:\n  reef:\n",
    "broken.yaml": "sites:\n  reef: {interval: 20h\n",
    "platform.yaml": "greenhose:\n  acme:\n",
    "member.yaml": f"{CORRECTION}feild: title}}\n",
    "field.yaml": f"{CORRECTION}field: titel}}\n",
    "shape.yaml": f"{CORRECTION}field: salary}}\n",
    "wall": "a file where a folder is expected\n",
}
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Diver’s Mate | Reef</title>
<link rel="canonical" href="https://reef.example/jobs/7"><body><h1>Diver’s Mate</h1>
<p>Location: Łódź, Poland</p><h2>What you will do</h2>
<p>You tend the lines of two divers, keep the log of each dive and mind the weather.</p>
<p>You look after the boat, its engine and its lamps, and train those who join us.</p></html>"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    plugins = {
        module: PLUGIN.format(name=module.title(), module=module, home=home, declared=declared)
        for module, (home, declared) in PLUGINS.items()
    }
    folder = lay_out(
        tmp_path_factory.mktemp("mistakes") / "yard", **plugins, broken="import no_such_module\n"
    )
    (folder / "pages").mkdir()
    (folder / "pages/7.html").write_text(PAGE, encoding="utf-8")
    for name, text in FILES.items():
        (folder / name).write_text(text)
    done = typed(folder, "scrapy crawl reef -a pages=pages")
    assert done.returncode == 0, done.stderr
    return folder


def typed(folder: Path, words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Type a command as the table has it; its output in whatever encoding it has."""
    given = shlex.split(words)
    while "=" in given[0]:
        name, _, value = given.pop(0).partition("=")
        environment[name] = value
    if given[0] == "scrapy":
        given[:1] = ["python", "-m", "scrapy"]
        if given[3] in ("crawl", "refresh"):
            given += ["-s", "RETRY_TIMES=0", "-s", "DOWNLOAD_DELAY=0"]
    left_out = ("JOBWIRE", "SCRAPY", "HTTP", "http", "ALL_PROXY", "all_proxy")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    return subprocess.run(
        [sys.executable, *given[1:]],
        cwd=folder,
        env={**kept, "COLUMNS": "80", "PYTHONPATH": str(folder), **environment},
        capture_output=True,
        encoding="utf-8",
        errors="backslashreplace",
        timeout=120,
        check=False,
    )


def check(done: subprocess.CompletedProcess[str], mistake: Mistake) -> None:
    said = " ".join((done.stdout + done.stderr).split())
    assert done.returncode == mistake.code, done
    assert mistake.says in said, said
    assert "Traceback" not in said and ".tmp" not in said
    if mistake.code == 64:
        assert "Spider opened" not in said, "before any request"


@pytest.mark.parametrize("mistake", MISTAKES, ids=[each.what for each in MISTAKES])
def test_a_mistake_gets_its_sentence(project: Path, mistake: Mistake) -> None:
    if mistake.typed == "scrapy refresh":
        (project / "sites.yaml").unlink(missing_ok=True)
    elif "sites.yaml" in mistake.typed or mistake.typed == "scrapy init .":
        (project / "sites.yaml").write_text("sites:\n  reef:\n")
    check(typed(project, mistake.typed), mistake)


def test_jobwire_alone_names_its_commands(project: Path) -> None:
    done = typed(project, "python -m crawlers")
    assert done.returncode == 0 and "  newsite     Begin the plugin" in done.stdout
    assert "startproject" not in done.stdout and "base_command" not in done.stdout


def test_each_is_typed_once() -> None:
    assert len({each.typed for each in MISTAKES}) == len(MISTAKES) > 0


def test_a_page_that_breaks_costs_no_other(project: Path) -> None:
    (project / "both.jsonl").write_text(
        '{"path": "pages/7.html", "site": "clumsy"}\n{"path": "pages/7.html", "site": "reef"}\n'
    )
    done = typed(project, "scrapy extract --pages both.jsonl")
    broken, read = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 4 and broken["posting"] is None and read["posting"]["title"]


# --- What is no mistake ---------------------------------------------------------------------------


def test_a_latin_1_terminal_gets_escapes(project: Path) -> None:
    for encoding in ("latin-1", "ascii"):
        done = typed(
            project,
            "scrapy extract pages/7.html --site reef",
            PYTHONIOENCODING=encoding,
            LANG="C",
        )
        assert done.returncode == 0 and r"Diver\u2019s Mate" in done.stdout, done
        assert r"\u0141\u00f3d\u017a" in done.stdout or r"\u0141" in done.stdout
    done = typed(project, "python -m crawlers.feed changes feeds/reef --since 2026-01-01 --json")
    assert done.returncode == 0 and "Traceback" not in done.stderr


def test_a_page_list_may_begin_with_a_byte_order_mark(project: Path) -> None:
    (project / "list.jsonl").write_bytes(b'\xef\xbb\xbf{"path": "pages/7.html"}\n')
    done = typed(project, "scrapy extract --pages list.jsonl")
    assert done.returncode == 0 and "Mate" in done.stdout, done.stderr
    done = typed(project, "scrapy crawl reef -a pages=list.jsonl")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_folder_of_pages_gives_what_each_of_them_gives(project: Path) -> None:
    inner = project / "saved/inner"
    inner.mkdir(parents=True)
    (project / "saved/7.html").write_text(PAGE, encoding="utf-8")
    (inner / "8.html").write_text(PAGE.replace("canonical", "other"), encoding="utf-8")
    (inner / "8.html.meta.json").write_text('{"url": "https://reef.example/jobs/8"}')
    together = typed(project, "scrapy extract --pages saved")
    one_by_one = typed(project, "scrapy extract saved/7.html saved/inner/8.html")
    assert together.stdout == one_by_one.stdout and together.returncode == 0, together.stderr
    read = [json.loads(line)["posting"] for line in together.stdout.splitlines()]
    assert [each["id"] for each in read] == ["reef:7", "reef:8"]


def test_postings_that_came_closed_are_counted_apart(project: Path) -> None:
    (project / "late").mkdir()
    for number in range(7, 10):
        past = "<p>Apply by 3 March 2020</p></html>" if number > 7 else "</html>"
        page = PAGE.replace("jobs/7", f"jobs/{number}").replace("</html>", past)
        (project / f"late/{number}.html").write_text(page, encoding="utf-8")
    done = typed(project, "scrapy crawl reef -a pages=late", JOBWIRE_FEEDS="late-feeds")
    assert "1 open; 3 added (2 of them closed)." in done.stdout, done
    assert typed(project, "python -m crawlers.feed verify late-feeds/reef").returncode == 0
    done = typed(project, "python -m crawlers.feed changes late-feeds/reef --since 2026-01-01")
    assert "3 added (2 closed)" in done.stderr, done


@pytest.fixture
def closed_pipe() -> Iterator[int]:
    """The end of a pipe that nobody reads."""
    reading, writing = os.pipe()
    os.close(reading)
    yield writing
    os.close(writing)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("-m scrapy extract pages/7.html --site reef", 141),
        ("-m crawlers.feed history feeds/reef", 141),
        ("-m crawlers.feed changes feeds/reef --since 2026-01-01 --json", 141),
        ("-m crawlers.feed verify feeds/reef", 0),
        ("-m scrapy crawl reef -a pages=pages -s LOG_LEVEL=ERROR", 0),
    ],
)
def test_a_closed_pipe_is_no_error(project: Path, closed_pipe: int, words: str, code: int) -> None:
    """Data ends there; a verdict is reached all the same."""
    done = subprocess.run(
        [sys.executable, *words.split()],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project)},
        stdout=closed_pipe,
        stderr=subprocess.PIPE,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (code, ""), done


def test_a_second_run_at_the_same_time_waits_for_no_one(project: Path) -> None:
    lock = project / "feeds/reef/state/lock"
    with lock.open("r+b") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        done = typed(project, "scrapy crawl reef -a pages=pages")
    assert done.returncode == 75 and "is already using" in done.stderr, done


def test_a_cursor_stays_where_the_reader_of_the_changes_has_gone(
    project: Path, closed_pipe: int
) -> None:
    cursor = project / "cursor"
    subprocess.run(
        [sys.executable, "-m", "crawlers.feed", "changes", "feeds/reef", "--cursor", str(cursor)],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project)},
        stdout=closed_pipe,
        timeout=120,
        check=False,
    )
    assert not cursor.exists()
