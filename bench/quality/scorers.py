"""Run the scorers that come with the pages, pass on what they print, and keep their figures."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from bench.measure import PYTHON, ROOT
from bench.quality import platform_truth
from bench.quality.card import Card, Corpus, Score, TextScore

_ROW = re.compile(r"^(\S[\w. ]*?) +(\d+) +(\d+) +(\d+) +(\d+)$", re.M)
"""A row of the scorer of text pages: field, right, wrong, missing, invented."""
_SITE_ROW = re.compile(r"^(\w+) +(\d+) +(\d+) +(\d+) +(\d+) +\d+ +[\d.]+ +([\d.]+) +(\d+)$", re.M)
"""The same of the scorer of sites, with the mean over sites and their number."""
_HTML_FIELD = re.compile(
    r"^(\w+) \{'right': (\d+), 'wrong': (\d+), 'missing': (\d+), 'invented': (\d+)\}$", re.M
)
_TEXT_ROW = re.compile(r"^(\S[\w -]*?) +([\d.]+) +([\d.]+) +([\d.]+) +([\d.]+) +(\d+)$", re.M)
"""A row of the scorer of HTML pages: program, precision, recall, F1, its median, pages under
0.80."""
_PAGES = re.compile(r"(\d+) pages")
_PASSED = re.compile(r"(\d+) of (\d+) pass")
_SEEDS = re.compile(r"fields (\d+)/(\d+)")
_PLATFORM = re.compile(r"fields right (\d+) / wrong (\d+) / missing (\d+) / invented (\d+)")
_THERE = ("right", "wrong", "missing")
_PEERS = ("project", "trafilatura", "trafilatura recall", "readability-lxml")


def score_all(shared: Path, halves: Sequence[str]) -> Card:
    """Score every corpus under `shared`. halves: of the sites, `A`, `B` or both."""
    sites = [_sites(shared, half) for half in halves]
    html, text, boards = _html(shared), _pages(shared, "text"), _pages(shared, "boards")
    return Card((*sites, html, text, boards), tuple(_counts(shared)))


def _run(title: str, shared: Path, scorer: str, *words: object) -> str:
    """Print what a scorer prints, under a title, and return it. Raise SystemExit where it
    fails."""
    print(f"== {title}", flush=True)
    command = [PYTHON, str(shared / "eval" / scorer), *map(str, words)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    print(run.stdout, flush=True)
    if run.returncode:
        raise SystemExit(f"{scorer} failed: {run.stderr.strip()[-500:]}")
    return run.stdout


def _sites(shared: Path, half: str) -> Corpus:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "sites.json"
        where = (ROOT, shared / "pages" / "sites", "--half", half, "--peers", "--json", out)
        printed = _run(f"sites, half {half}", shared, "score_sites.py", *where)
        found = json.loads(out.read_text(encoding="utf-8"))["summary"]
    kept = tuple((kind, *found[f"non {kind}"]) for kind in ("list", "other", "expired"))
    texts = (
        TextScore(name, one["f1"], one["under"], one["site"])
        for name in _PEERS
        if (one := found.get(f"description {name}"))
    )
    words = printed.partition("Visible words only")[2]  # the table of pages without data
    fields = tuple(
        replace(_score(row), by_site=float(mean), sites=int(sites))
        for *row, mean, sites in _SITE_ROW.findall(words)
    )
    return Corpus("sites", _pages_in(words), half, fields, tuple(texts), kept)


def _html(shared: Path) -> Corpus:
    where = (shared / "pages" / "html", "--project", ROOT)
    printed = _run("HTML pages", shared, "score_html.py", *where)
    fields = tuple(_score(row) for row in _HTML_FIELD.findall(printed))
    texts = (
        TextScore(name, float(f1), int(low))
        for name, _, _, f1, _, low in _TEXT_ROW.findall(printed)
        if name in _PEERS
    )
    return Corpus("html", _pages_in(printed), "", fields, tuple(texts))


def _pages(shared: Path, name: str) -> Corpus:
    printed = _run(f"{name} pages", shared, "score_pages.py", ROOT, shared / "pages" / name)
    fields = tuple(_score(row) for row in _ROW.findall(printed))
    return Corpus(name, _pages_in(printed), "", fields)


def _pages_in(printed: str) -> int:
    """Return how many pages a scorer says it scored."""
    pages = _PAGES.search(printed)
    return int(pages.group(1)) if pages else 0


def _score(row: Sequence[str]) -> Score:
    name, *counts = row
    right, wrong, missing, invented = map(int, counts)
    return Score(name, right, wrong, missing, invented)


def _counts(shared: Path) -> Iterator[tuple[str, int, int]]:
    """Yield what either holds or not: fields of the seed pages and of platforms' answers, cases."""
    seeds = _SEEDS.search(_run("seeds", shared, "score_seeds.py", ROOT, shared / "seeds"))
    if seeds:
        yield "seeds", int(seeds.group(1)), int(seeds.group(2))
    cases = _PASSED.search(_run("cases", shared, "score_cases.py", ROOT, shared / "cases"))
    if cases:
        yield "cases", int(cases.group(1)), int(cases.group(2))
    printed = _run("platforms' answers", shared, "score_payloads.py", ROOT, shared / "payloads")
    platforms = [[int(number) for number in row] for row in _PLATFORM.findall(printed)]
    yield "platforms", sum(row[0] for row in platforms), sum(sum(row[:3]) for row in platforms)
    found = sum(platform_truth.score(shared / "payloads").values(), Counter[str]())
    yield "postings of platforms", found["right"], sum(found[name] for name in _THERE)
