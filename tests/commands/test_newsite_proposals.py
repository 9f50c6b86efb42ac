"""What `scrapy newsite` proposes for pages of five shapes, and that what it writes works."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from crawlers.plugins.plugin_source import posting_url
from tests.commands.in_project import link_packages, run

HOME = "https://www.ternyard.example"
JOBS = (
    ("201", "Rigger", "Turku, Finland", "€ 2,900 per month", "21 March 2027"),
    ("202", "Sailmaker", "Rauma, Finland", "€ 3,100 per month", "28 March 2027"),
    ("203", "Ship Painter", "Kotka, Finland", "€ 2,700 per month", "30 March 2027"),
)
MENU = '<nav><a href="/">Home</a><a href="/about">About us</a><a href="/jobs">Jobs</a></nav>'
TEXT = """<h2>What you will do</h2>
<p>You look after the {0} with a crew of six, in every weather, and keep the log of each shift.</p>
<p>You order what is missing, train those who join us, and answer for what leaves the yard.</p>
<h2>What we ask for</h2><ul><li>Three years as a {0} or in a trade close to it</li>
<li>A licence to drive in the yard and good spoken Finnish</li></ul>"""
STATED = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "datePosted": "2027-03-01",
    "hiringOrganization": {"@type": "Organization", "name": "Tern Yard Oy"},
}


@dataclass(frozen=True, slots=True)
class Shape:
    """Pages of one kind. body: of {title}, {place}, {pay}, {day} and {stated}. written: what stands
    in the plugin. warned: what is said."""

    body: str
    written: tuple[str, ...]
    warned: tuple[str, ...] = ()
    path: str = "/jobs/{key}-{slug}"


LIST = f'list_urls = ("{HOME}/jobs",)'
SHAPES = {
    "known labels": Shape(
        MENU + "<h1>{title}</h1><p>Location: {place}</p><p>Salary: {pay}</p>"
        "<p>Apply by: {day}</p>{text}",
        (LIST, r'posting_url = r"/jobs/(?P<id>\d+)-[\w-]+"'),
        ("not read: employment_types, date_posted",),
    ),
    "labels of the site's own": Shape(
        MENU + "<h1>{title}</h1><dl><dt>Home port</dt><dd>{place}</dd><dt>Purse</dt><dd>{pay}</dd>"
        "<dt>Bell rings</dt><dd>{day}</dd></dl>{text}",
        (LIST, 'labels = {"Home port": "location", "Purse": "salary"}'),
        ('which slot is "Bell rings" for? Here it says: 21 March 2027',),
    ),
    "classes alone": Shape(
        MENU + '<h1>Join us</h1><div class="job-title">{title}</div><div><p class="job-location">'
        '{place}</p><p class="salary">{pay}</p><p class="closing-date">{day}</p></div>{text}',
        (LIST, '"valid_through": ".closing-date"'),
        ("selectors: valid_through is taken from .closing-date: 21 March 2027",),
    ),
    "JSON-LD": Shape(
        '{stated}<h1>{title}</h1>{text}<p><a href="/jobs">All our jobs</a></p>',
        (LIST, "JsonLdSite"),
    ),
    "boxes, and a query": Shape(
        '<p><a href="/">Start</a> / <a href="/en/work?sort=new">Open positions</a></p>'
        "<h1>{title}</h1><div><div>Quay</div><div>{place}</div></div>"
        "<div><div>Reward</div><div>{pay}</div></div>{text}",
        (
            f'list_urls = ("{HOME}/en/work?sort=new",)',
            'labels = {"Quay": "location", "Reward": "salary"}',
            r'posting_url = r"/en/work/show\?(?:[^#]*&)?post=(?P<id>\d+)"',
        ),
        path="/en/work/show?post={key}",
    ),
}


def page(shape: Shape, key: str, title: str, place: str, pay: str, day: str) -> str:
    text = TEXT.format(title.lower())
    stated = json.dumps({**STATED, "title": title, "description": text})
    url = HOME + shape.path.format(key=key, slug=title.lower().replace(" ", "-"))
    body = shape.body.format(
        title=title,
        place=place,
        pay=pay,
        day=day,
        text=text,
        stated=f'<script type="application/ld+json">{stated}</script>',
    )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | Tern Yard'
        f'</title><link rel="canonical" href="{url}"></head><body>{body}</body></html>'
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    link_packages(tmp_path)
    done = run(tmp_path, "init", "yard", SCRAPY_SETTINGS_MODULE="crawlers.settings")
    assert done.returncode == 0, done.stderr
    return tmp_path / "yard"


ONE, THREE = 1, 3
QUICK = "labels of the site's own"
CASES = [
    pytest.param(
        shape, count, marks=() if name == QUICK else pytest.mark.slow, id=f"{name}, {count}"
    )
    for name, shape in SHAPES.items()
    for count in (ONE, THREE)
]


@pytest.mark.parametrize(("shape", "count"), CASES)
def test_a_plugin_of_under_thirty_lines_that_its_test_runs(
    project: Path, shape: Shape, count: int
) -> None:
    for job in JOBS[:count]:
        (project / f"{job[0]}.html").write_text(page(shape, *job), encoding="utf-8")
    names = [f"{job[0]}.html" for job in JOBS[:count]]
    done = run(project, "newsite", "tern", *names)
    assert done.returncode == 0, done.stderr
    written = (project / "spiders/tern.py").read_text(encoding="utf-8")
    assert len(written.splitlines()) < 30
    for words in shape.written if count > 1 else shape.written[:1]:
        assert words in written, written
    for words in shape.warned:
        assert words in done.stdout, done.stdout
    assert "nothing was read" not in done.stdout
    command = next(line for line in done.stdout.splitlines() if "-m pytest" in line).split()
    assert command[1:] == ["-m", "pytest", "tests/test_sites.py", "-k", "tern"]
    if count > 1:
        first, second = (run_its_tests(project, command) for _ in range(2))
        assert first.returncode == 1 and first.stdout.count("read it, then commit it") >= count
        assert second.returncode == 0, second.stdout
        for path in (project / "tests/sites/tern").glob("*/expected.jsonl"):
            posting = json.loads(path.read_text(encoding="utf-8"))["posting"]
            assert posting["title"] in {job[1] for job in JOBS}


def run_its_tests(project: Path, command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command[1:], "-q", "-p", "no:cacheprovider"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project.parent)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_page_that_says_nothing_is_warned_of(project: Path) -> None:
    (project / "empty.html").write_text("<!doctype html><title>Tern</title><div id=app></div>")
    done = run(project, "newsite", "hollow", "empty.html")
    assert done.returncode == 0, done.stderr
    for words in (
        "nothing was read",
        "the page names no address: give it with --url",
        "no link to a list of postings was found: set list_urls",
        "not read: title, organization",
    ):
        assert words in done.stdout


@pytest.mark.parametrize(
    ("urls", "pattern"),
    [
        (("/jobs/12-cook", "/jobs/13-baker"), r"/jobs/(?P<id>\d+)-[\w-]+"),
        (("/jobs/cook-12", "/jobs/baker-13"), r"/jobs/[\w-]+-(?P<id>\d+)"),
        (("/show?job=7&lang=en", "/show?job=8&lang=en"), r"/show\?(?:[^#]*&)?job=(?P<id>\d+)"),
        (("/jobs/cook", "/jobs/baker"), r"/jobs/(?P<id>[\w-]+)"),
        (("/7/cook.html", "/8/cook.html"), r"/(?P<id>\d+)/cook\.html"),
        (("/jobs/4711/ship-cook",), r"/jobs/(?P<id>\d+)/[\w-]+"),
        (("/jobs/4711/cook", "/jobs/4712/baker"), r"/jobs/(?P<id>\d+)/[\w-]+"),
        (("/oban/jobs/4711", "/mull/jobs/4712"), r"/[\w-]+/jobs/(?P<id>\d+)"),
    ],
)
def test_several_addresses_show_what_the_id_is(urls: tuple[str, ...], pattern: str) -> None:
    first, *others = (HOME + url for url in urls)
    assert posting_url(first, others) == pattern
