"""One broken plugin must neither stop the others nor hide them."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawlers.contract.boards import platforms
from crawlers.plugins import discovery
from crawlers.plugins.discovery import (
    PluginError,
    PluginMistake,
    Spiders,
    find_by_url,
    offered_stages,
    spider_modules,
)
from tests import ROOT

GOOD = """
from crawlers.spider import Healthy, PostingSpider


class {name}Spider(PostingSpider):
    name = "{name}"
    home = "https://{name}.example"
    allowed_domains = ("{name}.example",)
    posting_url = r"/jobs/(?P<id>\\d+)"
    expect = Healthy()
"""
BROKEN = {
    "import_error": "import no_such_module",
    "zero": "1 / 0",
    "syntax": "def broken(:",
    "leaves": "import sys\nsys.exit(3)",
    "unhealthy": """
from crawlers.spider import PostingSpider


class A(PostingSpider):
    name = 'unhealthy'
""",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package of plugins named `plugged`; forgotten again after the test."""
    package = tmp_path / "plugged"
    package.mkdir()
    (package / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    yield package
    for name in [module for module in sys.modules if module.startswith("plugged")]:
        del sys.modules[name]


def put(folder: Path, **modules: str) -> None:
    for name, code in modules.items():
        (folder / f"{name}.py").write_text(code)


def test_modules_are_found_without_importing_them(folder: Path) -> None:
    put(folder, alpha=GOOD.format(name="alpha"), zero=BROKEN["zero"])
    assert spider_modules("plugged") == ["plugged.alpha", "plugged.zero"]
    assert "plugged.alpha" not in sys.modules


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_plugin_leaves_the_others_alone(
    case: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(
        folder,
        alpha=GOOD.format(name="alpha"),
        m_broken=BROKEN[case],
        omega=GOOD.format(name="omega"),
    )
    assert Spiders(["plugged"]).list() == ["alpha", "omega"]
    assert "plugged.m_broken" in capsys.readouterr().err
    assert Spiders(["plugged"]).load("omega").name == "omega"


def test_a_crawl_imports_only_its_own_plugin(folder: Path) -> None:
    put(folder, alpha=GOOD.format(name="alpha"), omega=GOOD.format(name="omega"))
    assert Spiders(["plugged"]).load("omega").__module__ == "plugged.omega"
    assert "plugged.alpha" not in sys.modules


def test_a_broken_plugin_that_is_asked_for_says_why(folder: Path) -> None:
    put(folder, zero=BROKEN["zero"])
    with pytest.raises(PluginError, match=r"plugged\.zero cannot be imported: ZeroDivisionError"):
        Spiders(["plugged"]).load("zero")
    with pytest.raises(KeyError):
        Spiders(["plugged"]).load("nobody")


def test_two_plugins_of_one_name_are_an_error(folder: Path) -> None:
    put(folder, alpha=GOOD.format(name="alpha"), beta=GOOD.format(name="alpha"))
    with pytest.raises(PluginError, match=r"plugged\.alpha and plugged\.beta"):
        Spiders(["plugged"]).list()


def test_a_plugin_in_a_module_of_another_name_is_still_found(folder: Path) -> None:
    put(folder, several=GOOD.format(name="alpha"))
    assert Spiders(["plugged"]).load("alpha").__module__ == "plugged.several"


def test_packages_may_bring_plugins(folder: Path) -> None:
    """A distribution offers a package of plugins under the entry point group; it need not be
    imported to be found."""
    put(folder, alpha=GOOD.format(name="alpha"))
    info = folder.parent / "plugged-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: plugged\nVersion: 1.0\n")
    offered = {
        "spiders": "plugged = plugged",
        "stages": "650_look = plugged.stages:Look",
        "platforms": "quay = plugged.quay",
    }
    points = "".join(f"[jobwire.{group}]\n{entry}\n" for group, entry in offered.items())
    (info / "entry_points.txt").write_text(points)
    assert "plugged.alpha" in spider_modules()
    assert offered_stages() == {"plugged.stages.Look": 650}
    assert "quay" in platforms()
    (info / "entry_points.txt").write_text("[jobwire.stages]\nlook = plugged.stages:Look\n")
    with pytest.raises(PluginError, match="begins with its place"):
        offered_stages()


def test_a_plugin_is_found_by_address(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder, alpha=GOOD.format(name="alpha"), zero=BROKEN["zero"])
    monkeypatch.setattr(discovery, "_installed", Spiders(["plugged"]).classes)
    found = find_by_url("https://www.alpha.example/jobs/4711?utm_source=x")
    assert found is not None
    assert found.name == "alpha"
    for other in (
        "alpha.example/about",
        "notalpha.example/jobs/1",
        "alpha.example.beta.example/jobs/1",
    ):
        assert find_by_url(f"https://{other}") is None
    assert find_by_url("nonsense") is None


def test_the_commands_use_it(folder: Path) -> None:
    """`scrapy list` with a plugin that leaves the process: exit 0, the others listed, the broken
    one named on stderr."""
    put(folder, alpha=GOOD.format(name="alpha"), leaves=BROKEN["leaves"])
    code = textwrap.dedent(
        f"""
        import sys
        sys.path.insert(0, {str(folder.parent)!r})
        from scrapy.cmdline import execute
        from scrapy.utils.project import get_project_settings
        settings = get_project_settings()
        settings.setdict({{"SPIDER_MODULES": ["plugged"], "COMMANDS_MODULE": ""}})
        execute(["scrapy", "list"], settings)
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stdout.split()) == (0, ["alpha"])
    assert "plugged.leaves" in done.stderr


def test_a_module_without_a_plugin_of_its_name_says_so(folder: Path) -> None:
    put(folder, alpha=GOOD.format(name="beta"), gamma="x = 1")
    with pytest.raises(PluginMistake, match="alpha names its plugin 'beta'"):
        Spiders(["plugged"]).load("alpha")
    with pytest.raises(PluginMistake, match=r"gamma has no plugin: a class with name = .gamma."):
        Spiders(["plugged"]).load("gamma")


@pytest.mark.parametrize(
    ("declared", "says"),
    [
        ('list_urls = "https://a.example/jobs"', "list_urls is a string; write a tuple"),
        ('list_urls = ("/jobs",)', "'/jobs' is no whole address; write 'https://a.example/jobs'"),
        ('home = "a.example"', "home is scheme and host alone"),
        ('posting_url = r"/jobs/\\d+"', "posting_url needs a group"),
        ('posting_url = r"/jobs/(?P<id>"', "posting_url is no pattern: missing"),
        ('next_page = r"page=("', "next_page is no pattern: missing"),
        ('lables = {"Where": "location"}', "no declaration lables; did you mean labels?"),
        ('labels = ["Where"]', "labels is a list; write a mapping"),
        ('labels = {"Where": "locaton"}', "no slot 'locaton'; did you mean location?"),
        ('date_order = "dmy"', "date_order is one of DMY, MDY, YMD, not 'dmy'"),
        ('source_kind = "employer"', "source_kind is one of origin, aggregator"),
        ('zone = "Oslo"', "there is no time zone 'Oslo'"),
        ('recheck = "3"', "recheck is a number of days, 1 or more"),
        ("page_budget = 0", "page_budget is a number, 1 or more"),
        ('chrome = Chrome(after="Save")', "chrome: after is a str; write a tuple: .'Save',."),
        ('chrome = Chrome(lines=["Save"])', "chrome: lines is a list; write a tuple"),
        ('chrome = "Save"', "chrome is a Chrome"),
        ('expect = Healthy(min_postings="9")', "min_postings is a number, 0 or more"),
        ('expect = Healthy(filled={"titel": 1.0})', "no field 'titel'; did you mean title?"),
        ('expect = Healthy(filled={"salary": 80})', "salary is a share from 0.0 to 1.0"),
    ],
)
def test_a_declaration_that_cannot_work_says_so(folder: Path, declared: str, says: str) -> None:
    plugin = GOOD.format(name="a").replace("import Healthy", "import Chrome, Healthy")
    put(folder, a=f"{plugin}    {declared}\n")
    with pytest.raises(PluginMistake, match=says):
        Spiders(["plugged"]).load("a")


def test_a_plugin_may_have_names_of_its_own(folder: Path) -> None:
    own = "    quay_of = {'north': 1}\n    _lables = ()\n    def pages_of(self): pass\n"
    put(folder, a=GOOD.format(name="a") + own)
    assert Spiders(["plugged"]).load("a").name == "a"
