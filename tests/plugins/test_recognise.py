"""Which platform and which board an address or a page belongs to."""

from __future__ import annotations

import pytest

from crawlers.plugins.recognise import board_at, board_in

GUID = "0c0ffee0-1111-4222-8333-444455556666"
ADDRESSES = [
    ("https://acme.bamboohr.com/careers/31", "bamboohr", "acme"),
    ("https://acme.bamboohr.com/jobs/embed2.php", "bamboohr", "acme"),
    ("https://join.com/companies/acme-gmbh/991-baker", "join", "acme-gmbh"),
    (f"https://ats.rippling.com/en-GB/acme/jobs/{GUID}", "rippling", "acme"),
    ("https://ats.rippling.com/acme-co/jobs", "rippling", "acme-co"),
    ("https://api.rippling.com/platform/api/ats/v1/board/acme/jobs", "rippling", "acme"),
    ("https://acme.breezy.hr/p/0123456789ab-baker", "breezy", "acme"),
    (f"https://acme.pinpointhq.com/en/postings/{GUID}", "pinpoint", "acme.pinpointhq.com"),
    ("https://jobs.gem.com/acme/am9", "gem", "acme"),
    ("https://acme.applytojob.com/apply/Ab12Cd34/Baker", "jazzhr", "acme"),
    (
        f"https://recruiting.paylocity.com/recruiting/jobs/All/{GUID}/Acme-Inc",
        "paylocity",
        f"{GUID}/Acme-Inc",
    ),
    (
        "https://phe.tbe.taleo.net/phe03/ats/careers/v2/viewRequisition?org=ACME&cws=37&rid=9",
        "taleo_be",
        "phe03/ACME/37",
    ),
    (
        "https://phe.tbe.taleo.net/phe03/ats/careers/requisition.jsp?cws=37&rid=9&org=ACME",
        "taleo_be",
        "phe03/ACME/37",
    ),
    (
        "https://e1.fa.ocs.oraclecloud.eu/hcmUI/CandidateExperience/en/sites/CX_1/job/9",
        "oracle_recruiting",
        "e1.fa.ocs.oraclecloud.eu/CX_1",
    ),
    (
        "https://e1.fa.us2.oraclecloud26.com/hcmUI/CandidateExperience/sites/Acme-Career-Site",
        "oracle_recruiting",
        "e1.fa.us2.oraclecloud26.com/Acme-Career-Site",
    ),
    (
        "https://wd5.myworkdaysite.com/en-US/recruiting/acme/Acme-Careers",
        "workday",
        "wd5.myworkdaysite.com/acme/Acme-Careers",
    ),
    ("https://acme-labs.na.teamtailor.com/jobs/9", "teamtailor", "acme-labs.na.teamtailor.com"),
    ("https://jobs.jobvite.com/acme/job/oAbc123", "jobvite", "acme"),
    ("https://jobs.jobvite.com/careers/acme/jobs", "jobvite", "acme"),
    ("https://careers-acme.icims.com/jobs/12/baker/job", "icims", "careers-acme"),
    ("https://acme.jobs2web.com/job/Oslo-Baker/123456/", "successfactors", "acme.jobs2web.com"),
    (
        "https://career5.successfactors.eu/career?company=AcmeProd&career_ns=job_listing_summary",
        "successfactors_legacy",
        "career5.successfactors.eu/AcmeProd",
    ),
    (
        "https://career10.sapsf.com/career?career_ns=job_listing&company=ACME&career_job_req_id=9",
        "successfactors_legacy",
        "career10.sapsf.com/ACME",
    ),
    (
        "https://jobs.acme.example/talentcommunity/apply/123456/",
        "successfactors",
        "jobs.acme.example",
    ),
    (
        "https://jobs.acme.example/global/en/job/ACMEGLOBAL12EXTERNALENGLOBAL/Baker",
        "phenom",
        "jobs.acme.example/global/en",
    ),
    (
        "https://acme.avature.net/en_US/careers/JobDetail/Baker/9",
        "avature",
        "acme.avature.net/en_US/careers",
    ),
]
NO_BOARDS = [
    "https://www.bamboohr.com/pricing",
    "https://api.bamboohr.com/v1/",
    "https://join.com/blog/hiring",
    "https://www.rippling.com/jobs",
    "https://assets-cdn.breezy.hr/breezy-portal/app.js",
    "https://app.breezy.hr/api/apply",
    "https://www.pinpointhq.com/features",
    "https://www.gem.com/product",
    "https://app.applytojob.com/login",
    "https://www.icims.com/products",
    "https://www.avature.net/about",
    "https://career5.successfactors.eu/career?career_ns=home&navBarLevel=MY_PROFILE&company=ACME",
    "https://jobs.acme.example/job/oslo-baker/123456/",
    "https://jobs.acme.example/global/en/job/baker",
]
MARKED = [
    (
        '<body class="coreCSB"><img src="https://rmkcdn.successfactors.com/logo.png">',
        "https://jobs.acme.example/north/job/Baker/123456/",
        "successfactors",
        "jobs.acme.example",
    ),
    (
        "<script>phApp.ddo = {}</script>",
        "https://jobs.acme.example/global/en/search-results",
        "phenom",
        "jobs.acme.example/global/en",
    ),
    (
        '<meta name="avature.portal.name" content="Careers">',
        "https://jobs.acme.example/en_GB/careers/SearchJobs",
        "avature",
        "jobs.acme.example/en_GB/careers",
    ),
    (
        '<link href="https://cdn.pinpointhq.com/app.css">',
        f"https://jobs.acme.example/en/postings/{GUID}",
        "pinpoint",
        "jobs.acme.example",
    ),
]


@pytest.mark.parametrize(("url", "platform", "name"), ADDRESSES, ids=[row[0] for row in ADDRESSES])
def test_a_board_by_its_address(url: str, platform: str, name: str) -> None:
    board = board_at(url)
    assert board and (board.platform, board.board) == (platform, name)
    board = board_in(f'<iframe src="{url.replace("&", "&amp;")}"></iframe>')
    assert board and (board.platform, board.board) == (platform, name)


@pytest.mark.parametrize("url", NO_BOARDS)
def test_an_address_of_the_platform_or_of_anybody_is_no_board(url: str) -> None:
    assert board_at(url) is None and board_in(f'<a href="{url}">x</a>') is None


@pytest.mark.parametrize(("markup", "url", "platform", "name"), MARKED, ids=lambda v: str(v)[:20])
def test_a_host_of_its_own_is_known_by_a_mark_of_the_platform(
    markup: str, url: str, platform: str, name: str
) -> None:
    board = board_in(markup, url)
    assert board and (board.platform, board.board) == (platform, name)
    assert board_at(url) is None and board_in("<p>Jobs</p>", url) is None


def test_two_boards_on_one_page_are_none() -> None:
    assert board_in("https://acme.breezy.hr/ https://birch.breezy.hr/") is None
