"""What words cannot tell and a plugin declares: labels, selectors, and the slots that there are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawlers.contract.slots import SLOTS
from tests.commands.in_project import extracted, lay_out, run

PLUGIN = """\
from crawlers.platforms.html_list import HtmlListSite
from crawlers.spider import Healthy


class QuaysideSpider(HtmlListSite):
    name = "quayside"
    home = "https://quayside.example"
    list_urls = ("https://quayside.example/crew",)
    posting_url = r"/crew/(?P<id>\\d+)"
    {declared}
    expect = Healthy(min_postings=1)
"""
DECLARED = """\
labels = {"Where to": "location", "Ruta": "reference", "Signed off": "ignored"}
    selectors = {"title": "h2.berth", "salary": "//p[@class='purse']", "apply_url": "a.board"}
    constants = {"currency": "NOK"}"""
PAGE = """<!doctype html><html lang="en"><title>Crew wanted | Quayside</title>
<link rel="canonical" href="https://quayside.example/crew/{key}">
<h1>Join our crew</h1>
<h2 class="berth">Ship's Cook</h2>
<div><span class="k">Where to</span> <span>Oslo, Norway</span></div>
<p>Ruta: QS-{key}</p>
<p>Signed off</p><p>by the harbour master</p>
<p class="purse">41 000 a month</p>
<p>Location: Bergen, Norway</p>
<h2>What you will do</h2>
<p>You cook for a crew of fourteen on a coastal freighter, two weeks at sea and two at home.</p>
<p>You order the stores, keep the galley clean, and bake the bread of the day before dawn.</p>
<h2>What we ask for</h2>
<ul><li>A certificate as a ship's cook and three years at sea</li>
<li>You speak Norwegian and English with the crew</li></ul>
<a class="board" href="/board?berth={key}">Come aboard</a>
</html>"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = lay_out(
        tmp_path_factory.mktemp("declared") / "quay",
        quayside=PLUGIN.format(declared=DECLARED),
        plain=PLUGIN.format(declared="").replace("quayside", "plain"),
    )
    (folder / "pages").mkdir()
    for key in ("11", "12"):
        (folder / f"pages/{key}.html").write_text(PAGE.format(key=key))
    return folder


def test_a_page_is_read_as_declared_and_says_so(project: Path) -> None:
    line = extracted(project, "pages/11.html", "--site", "quayside")
    posting, fields = line["posting"], line["explain"]["fields"]
    assert posting["title"] == "Ship's Cook"
    assert [place["city"] for place in posting["locations"]] == ["Oslo"]
    assert posting["salary"]["min"] == posting["salary"]["max"] == "41000"
    assert (posting["salary"]["currency"], posting["salary"]["period"]) == ("NOK", "month")
    assert {"scheme": "reference", "value": "QS-11"} in posting["identifiers"]
    assert posting["apply_url"] == "https://quayside.example/board?berth=11"
    told = {name: (fields[name]["method"], fields[name]["locator"]) for name in fields}
    assert told["title"] == ("declared", "h2.berth")
    assert told["locations"] == ("declared", "label: Where to")
    assert told["salary"] == ("declared", "//p[@class='purse']")
    text = json.dumps(posting["sections"])
    assert "harbour master" not in text and "Where to" not in text and "bake the bread" in text


def test_without_declarations_the_words_alone_count(project: Path) -> None:
    line = extracted(project, "pages/11.html", "--site", "plain")
    assert [place["city"] for place in line["posting"]["locations"]] == ["Bergen"]


def test_a_crawl_publishes_what_is_declared(project: Path) -> None:
    done = run(project, "crawl", "quayside", "-a", "pages=pages", impatient=True)
    assert done.returncode == 0, done.stderr + done.stdout
    lines = [json.loads(line) for line in (project / "feeds/quayside.jsonl").open()]
    assert {line["title"] for line in lines} == {"Ship's Cook"}
    assert {line["locations"][0]["city"] for line in lines} == {"Oslo"}


def test_sites_yaml_declares_before_the_plugin(project: Path) -> None:
    listed = "sites:\n  quayside:\n    labels: {Signed off: unit}\n    selectors: {title: h1}\n"
    (project / "sites.yaml").write_text(listed)
    try:
        posting = extracted(project, "pages/11.html", "--site", "quayside")["posting"]
        assert posting["title"] == "Join our crew" and posting["locations"][0]["city"] == "Oslo"
        (project / "sites.yaml").write_text(listed.replace("unit", "untt"))
        done = run(project, "crawl", "quayside", "-a", "pages=pages", impatient=True)
        assert "sites.yaml: line 2: quayside: labels: there is no slot 'untt'" in done.stderr
        assert done.returncode == 64 and "did you mean unit?" in done.stderr
    finally:
        (project / "sites.yaml").unlink()


def test_a_board_is_declared_in_its_file(tmp_path: Path) -> None:
    lay_out(tmp_path)
    (tmp_path / "boards.yaml").write_text("greenhouse:\n  acme: {labels: {Wo: locatoin}}\n")
    done = run(tmp_path, "list")
    assert done.returncode == 64 or "locatoin" in done.stderr
    assert "did you mean location?" in done.stderr and "Traceback" not in done.stderr


WRONG = {
    "a slot of labels": ('labels = {"Wo": "locaton"}', "labels: there is no slot 'locaton'"),
    "a slot of selectors": ('selectors = {"titel": "h1"}', "did you mean title?"),
    "a slot of constants": ('constants = {"money": "EUR"}', "constants: there is no slot 'money'"),
    "CSS": ('selectors = {"title": "h1..name"}', "selectors: title: 'h1..name' is no CSS"),
    "XPath": ('selectors = {"title": "//h1["}', "selectors: title: '//h1[' is no XPath"),
}


@pytest.mark.parametrize(("declared", "said"), WRONG.values(), ids=WRONG)
def test_a_wrong_declaration_is_named(tmp_path: Path, declared: str, said: str) -> None:
    lay_out(tmp_path, quayside=PLUGIN.format(declared=declared))
    done = run(tmp_path, "crawl", "quayside", "-a", "pages=.", impatient=True)
    told = " ".join((done.stdout + done.stderr).split())  # its lines are wrapped
    assert done.returncode == 64 and said in told and "Traceback" not in told, done
    if "no slot" in said:
        assert all(slot in told for slot in SLOTS)
    (tmp_path / "page.html").write_text(PAGE)
    done = run(tmp_path, "extract", "page.html", "--site", "quayside")
    assert done.returncode == 64 and said in done.stderr, done
