"""`jobwire init DIR` and what can be typed in a project of one's own, far from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLUGIN = """\
from crawlers.platforms.jsonld import JsonLdSite
from crawlers.spider import Healthy


class WharfSpider(JsonLdSite):
    name = "wharf"
    home = "https://wharf.example"
    posting_url = r"/jobs/(?P<id>\\d+)"
    expect = Healthy(min_postings=1)
"""
PAGE = """<title>Crane Operator</title><h1>Crane Operator</h1><script type="application/ld+json">
{"@context": "https://schema.org", "@type": "JobPosting", "title": "Crane Operator",
 "description": "<p>You move containers from ship to shore, by day and by night.</p>",
 "hiringOrganization": {"@type": "Organization", "name": "Wharf Handling Oy"}}</script>"""


@pytest.fixture(scope="module", autouse=True)
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """As a wheel has it: `crawlers` and `pipelines`, and no `spiders`."""
    folder = tmp_path_factory.mktemp("installed")
    for package in ("crawlers", "pipelines"):
        (folder / package).symlink_to(ROOT / package)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(folder))
        yield


def jobwire(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("JOBWIRE", "SCRAPY"))}
    return subprocess.run(
        [sys.executable, "-m", "crawlers", *words],
        cwd=folder,
        env={**kept, "COLUMNS": "80", **environment},
        text=True,
        capture_output=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    done = jobwire(tmp_path, "init", "harbour")
    assert done.returncode == 0, done.stderr
    return tmp_path / "harbour"


def test_a_project_is_laid_out_once(project: Path) -> None:
    laid = {str(path.relative_to(project)) for path in project.rglob("*") if path.is_file()}
    assert laid == {
        "scrapy.cfg",
        "spiders/__init__.py",
        "sites.yaml",
        "tests/test_sites.py",
        ".gitignore",
        "crontab",
    }
    assert str(project) in (project / "crontab").read_text()
    again = jobwire(project.parent, "init", "harbour")
    assert again.returncode == 64 and "already exists; nothing was written" in again.stderr


def test_the_crontab_line_runs_as_cron_runs_it(tmp_path: Path) -> None:
    assert jobwire(tmp_path, "init", "one pier, 100%").returncode == 0
    (line,) = (tmp_path / "one pier, 100%/crontab").read_text().splitlines()[1:]
    command = line.split(None, 5)[5].replace(r"\%", "%")
    little = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(["sh", "-c", command], env=little, cwd="/", timeout=120, check=False)
    log = (tmp_path / "one pier, 100%/refresh.log").read_text()
    assert done.returncode == 64 and "lists no site" in log, log


def test_nothing_is_crawled_until_it_is_listed(project: Path) -> None:
    done = jobwire(project, "refresh")
    assert (done.returncode, done.stdout.strip()) == (64, ""), done
    assert "lists no site" in done.stderr
    (project / "sites.yaml").unlink()
    done = jobwire(project, "refresh")
    assert done.returncode == 64 and "there is no sites.yaml" in done.stderr


def test_a_site_of_ones_own_from_page_to_feed(project: Path) -> None:
    (project / "page.html").write_text(PAGE)
    done = jobwire(
        project, "newsite", "wharf", "page.html", "--url", "https://wharf.example/jobs/7"
    )
    assert done.returncode == 0, done.stderr
    assert (project / "tests/sites/wharf/first/page.html").exists()
    (project / "spiders/wharf.py").write_text(PLUGIN)
    below = project / "spiders"
    done = jobwire(below, "crawl", "wharf", "-a", "pages=../tests/sites/wharf")
    assert (project / "feeds/wharf.jsonl").exists(), done.stderr + done.stdout
    first, second = run_its_tests(project), run_its_tests(project)
    assert first.returncode == 1 and "read it, then commit it" in first.stdout
    assert second.returncode == 0, second.stdout


def run_its_tests(folder: Path) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    return subprocess.run(
        words, cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )


def test_what_the_file_lists_counts(project: Path) -> None:
    (project / "spiders/wharf.py").write_text(PLUGIN)
    (project / "sites.yaml").write_text("sites:\n  wharf: {organisation: Wharf}\n")
    done = jobwire(project, "refresh")
    assert done.returncode == 64 and "there is no option 'organisation'" in done.stderr
    (project / "sites.yaml").write_text("sites:\n  wharves:\n")
    done = jobwire(project, "refresh")
    assert done.returncode == 64 and "sites.yaml: there is no site 'wharves'" in done.stderr
    (project / "pages").mkdir()
    (project / "pages/7.html").write_text(PAGE)
    (project / "pages/7.html.json").write_text('{"url": "https://wharf.example/jobs/7"}')
    (project / "sites.yaml").write_text(
        "contact: jobs@harbour.example\ninterval: 20h\nsites:\n"
        "  wharf: {organization: Wharf Handling, settings: {DOWNLOAD_DELAY: 3}}\n"
    )
    shown = jobwire(project, "settings", "--get", "USER_AGENT")
    assert "jobs@harbour.example" in shown.stdout


@pytest.mark.parametrize("folder", [".", "spiders"])
def test_feeds_stand_beside_scrapy_cfg(project: Path, folder: str) -> None:
    shown = jobwire(project / folder, "settings", "--get", "JOBWIRE_FEEDS")
    assert (project / folder / shown.stdout.strip()).resolve() == project / "feeds"
