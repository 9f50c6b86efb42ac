"""Boards as people type them and write them into boards.yaml: the platform is asked for exactly
that spelling."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from crawlers.demo.platforms.boards import REPLICAS
from crawlers.demo.platforms.server import Platform, Served
from crawlers.feed.format.manifest import BoardName
from tests.commands.typed import manifest_of, postings_of, typed

MOST = 3
WORKDAY = "/wday/cxs/Acme_Co/Search-Jobs/jobs"
ORACLE = "/hcmRestApi/resources/latest/recruitingCEJobRequisitions"
GUID = "0c0ffee0-1111-4222-8333-444455556666"
# platform, board, how the path of the first request begins, and how the address of a posting does
FORMS = [
    ("taleo", "acme.taleo.net/2", "/careersection/2/jobsearch.ftl?lang=en", "acme.taleo.net/"),
    ("taleo", "acme.taleo.net/Ex", "/careersection/Ex/jobsearch.ftl?lang=en", "acme.taleo.net/"),
    (
        "taleo",
        "jobs.acme.example/ext?lang=fr",
        "/careersection/ext/jobsearch.ftl?lang=fr",
        "jobs.acme.example/careersection/ext/",
    ),
    ("oracle_recruiting", "eabc.fa.em2/CX_1", ORACLE, "eabc.fa.em2.oraclecloud.com/"),
    ("oracle_recruiting", "eabc.fa/AcmeJobs", ORACLE, "eabc.fa.oraclecloud.com/"),
    ("oracle_recruiting", "eabc.fa.ocs.oraclecloud.eu/CX_1", ORACLE, "eabc.fa.ocs.oraclecloud.eu/"),
    ("oracle_recruiting", "jobs.acme.example/Acme-Jobs", ORACLE, "jobs.acme.example/"),
    ("oracle_recruiting", "eabc.fa.oraclecloud26.com/A-Site", ORACLE, "eabc.fa.oraclecloud26.com/"),
    ("greenhouse", "acme", "/v1/boards/acme/jobs?content=true", ""),
    ("greenhouse", "AcmeGmbH", "/v1/boards/AcmeGmbH/jobs?content=true", ""),
    ("greenhouse", "eu.acme", "/v1/boards/acme/jobs?content=true", ""),
    ("lever", "acme", "/v0/postings/acme?mode=json&skip=0", ""),
    ("lever", "eu.Acme", "/v0/postings/Acme?mode=json&skip=0", ""),
    ("ashby", "acme", "/posting-api/job-board/acme?", ""),
    ("ashby", "AcmeTA", "/posting-api/job-board/AcmeTA?", ""),
    ("ashby", "Acme Labs", "/posting-api/job-board/Acme%20Labs?", ""),
    ("smartrecruiters", "Acme", "/v1/companies/Acme/postings?", ""),
    ("workday", "acme.wd3/careers", "/wday/cxs/acme/careers/jobs", "acme.wd3.myworkdayjobs.com/"),
    (
        "workday",
        "wd3.myworkdaysite.com/acme/careers",
        "/wday/cxs/acme/careers/jobs",
        "wd3.myworkdaysite.com/recruiting/acme/careers/job/",
    ),
    ("workday", "Acme_Co.wd1/Search-Jobs", WORKDAY, ""),
    ("personio", "acme", "/xml", "acme.jobs.personio.de/"),
    ("personio", "acme.com", "/xml", "acme.jobs.personio.com/"),
    ("recruitee", "acme", "/api/offers", "acme.recruitee.com/"),
    ("recruitee", "jobs.acme.example", "/api/offers", "jobs.acme.example/"),
    ("workable", "acme", "/api/v3/accounts/acme/jobs", ""),
    ("workable", "AcmeCo", "/api/v3/accounts/AcmeCo/jobs", ""),
    ("teamtailor", "jobs.acme.example", "/jobs.rss?", "jobs.acme.example/"),
    ("teamtailor", "acme.teamtailor.com", "/jobs.rss?", "acme.teamtailor.com/"),
    ("bamboohr", "acme", "/careers/list", "acme.bamboohr.com/careers/"),
    ("join", "acme-gmbh", "/companies/acme-gmbh?page=1", "join.com/"),
    ("rippling", "acme", "/api/v2/board/acme/jobs?page=0", "ats.rippling.com/"),
    ("breezy", "acme", "/json?verbose=true", "acme.breezy.hr/p/"),
    ("pinpoint", "jobs.acme.org", "/postings.json", "jobs.acme.org/en/postings/"),
    ("pinpoint", "acme.pinpointhq.com", "/postings.json", "acme.pinpointhq.com/en/postings/"),
    ("gem", "acme", "/job_board/v0/acme/job_posts/", "jobs.gem.com/acme/"),
    ("jazzhr", "acme", "/apply/jobs", "acme.applytojob.com/apply/"),
    (
        "paylocity",
        f"{GUID}/acme",
        f"/recruiting/jobs/All/{GUID}/acme",
        "recruiting.paylocity.com/Recruiting/Jobs/Details/",
    ),
    (
        "taleo_be",
        "phe03/ACME/37",
        "/phe03/ats/careers/v2/searchResults?org=ACME&cws=37",
        "phe.tbe.taleo.net/phe03/ats/careers/v2/viewRequisition?",
    ),
    ("jobvite", "acme", "/acme/search?p=0", "jobs.jobvite.com/acme/job/"),
    ("icims", "careers-acme", "/sitemap.xml", "careers-acme.icims.com/"),
    ("successfactors", "jobs.acme.com", "/sitemap.xml", "jobs.acme.com/valley/job/"),
    (
        "successfactors_legacy",
        "career5.successfactors.eu/ACME",
        "/career?company=ACME&career_ns=job_listing_summary&resultType=XML",
        "career5.successfactors.eu/career?career_ns=job_listing&company=ACME&career_job_req_id=",
    ),
    ("phenom", "jobs.acme.com/global/en", "/widgets", "jobs.acme.com/global/en/job/"),
    (
        "avature",
        "acme.avature.net/careers",
        "/careers/SearchJobs/?jobOffset=0",
        "acme.avature.net/careers/JobDetail/",
    ),
    (
        "avature",
        "acme.avature.net/en_US/careers",
        "/en_US/careers/SearchJobs/?jobOffset=0",
        "acme.avature.net/en_US/careers/JobDetail/",
    ),
]


def first_list(replica: Platform) -> str:
    """The first request that was for no robots.txt: path and query as they were sent."""
    return next(asked.raw for asked in replica.asked if asked.path != "/robots.txt")


@pytest.mark.parametrize(
    ("platform", "board", "asked", "public"),
    FORMS,
    ids=[f"{row[0]} {row[1]}" for row in FORMS],
)
def test_a_board_that_is_typed_is_the_board_that_is_asked_for(
    tmp_path: Path, platform: str, board: str, asked: str, public: str
) -> None:
    replica = REPLICAS[platform](board=board, most=MOST)
    with Served(replica) as origin:
        done = typed(tmp_path, "crawl", platform, "-a", f"board={board}", "-a", f"origin={origin}")
    assert done.code == 0, done.said
    assert first_list(replica).startswith(asked)
    if platform == "oracle_recruiting":
        assert f"siteNumber={board.partition('/')[2]}," in first_list(replica)
    feed = f"{platform}.{re.sub('[^a-z0-9._-]+', '-', board.lower())}"
    assert manifest_of(tmp_path, feed).board == BoardName(platform, board)
    postings = postings_of(tmp_path, feed)
    assert len(postings) == MOST
    assert all(posting["url"].startswith(f"https://{public}") for posting in postings)


def test_every_platform_and_every_form_of_the_docs_is_typed_above() -> None:
    rows = (
        line.split("|")
        for line in (Path(__file__).parents[2] / "docs/platforms.md").read_text().splitlines()
    )
    table = {
        row[1].strip(" `"): row[2]
        for row in rows
        if len(row) > 4 and row[1].strip().startswith("`")
    }
    assert set(table) == set(REPLICAS)
    shown = {(platform, form) for platform, cell in table.items() for form in cell.split("`")[1::2]}
    shape = {(platform, _shape(board)) for platform, board, *_ in FORMS}
    assert {(platform, _shape(form)) for platform, form in shown} <= shape


def _shape(board: str) -> str:
    """Its punctuation, without what is between, and `eu.` and `.com`, which are part of the
    form."""
    return "".join(each for each in board if not (each.isalnum() or each in "-_")) + (
        "eu" if board.startswith("eu.") else ""
    )


def test_a_platform_does_not_find_a_board_by_another_spelling(tmp_path: Path) -> None:
    with Served(REPLICAS["ashby"](board="AcmeTA", most=MOST)) as origin:
        done = typed(tmp_path, "crawl", "ashby", "-a", "board=acmeta", "-a", f"origin={origin}")
    assert done.code == 4, "the replica is strict: else the tests above would prove nothing"


# --- boards.yaml ----------------------------------------------------------------------------------

BOARDS = """
ashby:
  AcmeTA: {organization: Acme Talent}
workday:
  Acme.wd3/Careers: {name: Acme Jobs, min_postings: 2}
workable: [0123]
"""


@pytest.mark.parametrize(
    ("feed", "platform", "board", "asked"),
    [
        ("ashby.acmeta", "ashby", "AcmeTA", "/posting-api/job-board/AcmeTA?"),
        ("workday.acme-jobs", "workday", "Acme.wd3/Careers", "/wday/cxs/Acme/Careers/jobs"),
        ("workable.0123", "workable", "0123", "/api/v3/accounts/0123/jobs"),
    ],
)
def test_a_board_of_the_file_is_crawled_by_its_feed_and_by_its_spelling(
    tmp_path: Path, feed: str, platform: str, board: str, asked: str
) -> None:
    (tmp_path / "boards.yaml").write_text(BOARDS)
    for words in ((feed,), (platform, "-a", f"board={board}")):
        replica = REPLICAS[platform](board=board, most=MOST)
        with Served(replica) as origin:
            done = typed(tmp_path, "crawl", *words, "-a", f"origin={origin}")
        assert done.code == 0, done.said
        assert first_list(replica).startswith(asked)
    assert [path.name for path in tmp_path.glob("*.jsonl")] == [f"{feed}.jsonl"]
    assert manifest_of(tmp_path, feed).board == BoardName(platform, board)
    if platform == "ashby":
        assert {posting["organization"]["name"] for posting in postings_of(tmp_path, feed)} == {
            "Acme Talent"
        }


def test_what_is_declared_of_a_board_can_be_typed_too(tmp_path: Path) -> None:
    with Served(REPLICAS["ashby"](board="AcmeTA", most=MOST)) as origin:
        options = [
            word
            for each in ("board=AcmeTA", "name=Talent", "organization=Acme & Co")
            for word in ("-a", each)
        ]
        done = typed(tmp_path, "crawl", "ashby", *options, "-a", f"origin={origin}")
    assert done.code == 0, done.said
    assert {
        posting["organization"]["name"] for posting in postings_of(tmp_path, "ashby.talent")
    } == {"Acme & Co"}


# --- What is refused before anything is asked for -------------------------------------------------


def test_a_name_of_a_feed_that_is_in_no_file_names_no_board(tmp_path: Path) -> None:
    done = typed(tmp_path, "crawl", "ashby.acmeta")
    assert done.code == 64 and "scrapy crawl ashby -a board=NAME" in done.said


@pytest.mark.parametrize(
    "words",
    [
        ("workday", "-a", "board=acme"),
        ("ashby", "-a", "board=a", "-a", "min_postings=few"),
        ("ashby",),
    ],
)
def test_what_can_be_no_board_is_wrong_usage(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = typed(tmp_path, "crawl", *words)
    assert done.code == 64 and len(done.said.strip().splitlines()) == 1, done.said


def test_another_board_under_the_same_feed_is_refused(tmp_path: Path) -> None:
    with Served(REPLICAS["ashby"](board="AcmeTA", most=MOST)) as origin:
        assert (
            typed(tmp_path, "crawl", "ashby", "-a", "board=AcmeTA", "-a", f"origin={origin}").code
            == 0
        )
    before = postings_of(tmp_path, "ashby.acmeta")
    other = REPLICAS["ashby"](board="acmeta", most=MOST)
    with Served(other) as origin:
        done = typed(tmp_path, "crawl", "ashby", "-a", "board=acmeta", "-a", f"origin={origin}")
        again = typed(
            tmp_path,
            "crawl",
            "ashby",
            "-a",
            "board=acmeta",
            "-a",
            f"origin={origin}",
            "-a",
            "shard=1/2",
        )
    assert (done.code, again.code, other.asked) == (64, 64, [])
    assert "'AcmeTA'" in done.said and "'acmeta'" in done.said and "Traceback" not in done.said
    assert postings_of(tmp_path, "ashby.acmeta") == before


def test_letters_with_accents_name_a_feed_and_no_second_board_shares_it(tmp_path: Path) -> None:
    replica = REPLICAS["lever"](board="\u00dcn\u00ef", most=MOST)
    with Served(replica) as origin:
        words = ("-a", f"origin={origin}")
        first = typed(tmp_path, "crawl", "lever", "-a", "board=\u00dcn\u00ef", *words)
        second = typed(tmp_path, "crawl", "lever", "-a", "board=Uni", *words)
    assert (first.code, second.code) == (0, 64), first.said + second.said
    assert first_list(replica).startswith("/v0/postings/%C3%9Cn%C3%AF?")
    assert manifest_of(tmp_path, "lever.uni").board == BoardName("lever", "\u00dcn\u00ef")


def test_what_an_interrupted_crawl_of_another_board_read_is_not_taken_up(tmp_path: Path) -> None:
    """Before the first run no manifest says whose feed it is; the journal must not hand one board's
    postings to another."""
    words = ("crawl", "smartrecruiters", "--as-of", "2031-01-01T00:00:00Z")
    with Served(REPLICAS["smartrecruiters"](board="Acme", most=MOST)) as origin:
        patient = {
            "DOWNLOAD_DELAY": "1",
            "CLOSESPIDER_TIMEOUT": "3",
            "RANDOMIZE_DOWNLOAD_DELAY": "0",
        }
        stopped = typed(
            tmp_path, *words, "-a", "board=Acme", "-a", f"origin={origin}", settings=patient
        )
    assert stopped.code == 3 and "interrupted" in stopped.said, stopped.said
    assert (tmp_path / "smartrecruiters.acme" / "state" / "journal").exists()
    replica = REPLICAS["smartrecruiters"](board="acme", most=MOST)
    with Served(replica) as origin:
        done = typed(tmp_path, *words, "-a", "board=acme", "-a", f"origin={origin}")
    assert done.code == 0, done.said
    assert sum("/postings/" in asked.path for asked in replica.asked) == MOST


@pytest.mark.parametrize("words", [("crawl", "ashby.acmeta"), ("refresh", "--all"), ("list",)])
def test_two_boards_of_the_file_with_one_feed_are_named(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    (tmp_path / "boards.yaml").write_text("ashby: [AcmeTA, acmeta]\n")
    done = typed(tmp_path, *words)
    assert done.code == 64, done.said
    assert "'AcmeTA'" in done.said and "'acmeta'" in done.said and "Traceback" not in done.said


def test_a_board_of_the_file_keeps_its_feed_from_another_spelling(tmp_path: Path) -> None:
    (tmp_path / "boards.yaml").write_text("ashby: [AcmeTA]\n")
    done = typed(tmp_path, "crawl", "ashby", "-a", "board=acmeta")
    assert done.code == 64 and "'AcmeTA'" in done.said and "'acmeta'" in done.said


# --- Refresh, shards, workers ---------------------------------------------------------------------

PLUGIN = '''
import os
from crawlers.platforms.ashby import Ashby
from crawlers.spider import Healthy

class AshbySpider(Ashby):
    """Ashby, asked for on loopback."""
    name = "ashby"
    expect = Healthy()

    def __init__(self, **kwargs):
        super().__init__(**{"origin": os.environ["JOBWIRE_TEST_SITE"], **kwargs})
'''


def test_a_refresh_names_the_board_that_is_refused_and_keeps_the_feed(tmp_path: Path) -> None:
    with Served(REPLICAS["ashby"](board="AcmeTA", most=MOST)) as origin:
        assert (
            typed(tmp_path, "crawl", "ashby", "-a", "board=AcmeTA", "-a", f"origin={origin}").code
            == 0
        )
    (tmp_path / "boards.yaml").write_text("ashby: [acmeta]\n")
    done = typed(
        tmp_path, "refresh", "--all", settings={"SPIDER_MODULES": "crawlers.platforms.ashby"}
    )
    assert done.code == 4 and "'AcmeTA'" in done.said and "'acmeta'" in done.said, done.said
    assert len(postings_of(tmp_path, "ashby.acmeta")) == MOST


@pytest.mark.parametrize("shards", ["", "ashby.talent=2"])
def test_a_refresh_asks_for_the_board_as_it_is_written(tmp_path: Path, shards: str) -> None:
    (tmp_path / "boards.yaml").write_text("ashby:\n  AcmeTA: {name: Talent}\n")
    (tmp_path / "yards").mkdir()
    (tmp_path / "yards" / "ashby.py").write_text(PLUGIN)
    replica = REPLICAS["ashby"](board="AcmeTA", most=MOST)
    with Served(replica) as origin:
        done = typed(
            tmp_path,
            "refresh",
            settings={"SPIDER_MODULES": "yards.ashby", "JOBWIRE_SHARDS": shards},
            JOBWIRE_TEST_SITE=origin,
            PYTHONPATH=str(tmp_path),
        )
    assert done.code == 0, done.said
    assert {asked.path for asked in replica.asked} == {
        "/robots.txt",
        "/posting-api/job-board/AcmeTA",
    }
    assert sum(asked.path != "/robots.txt" for asked in replica.asked) == (2 if shards else 1)
    assert len(postings_of(tmp_path, "ashby.talent")) == len(postings_of(tmp_path, "all")) == MOST
