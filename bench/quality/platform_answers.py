"""Serve recorded answers of platforms at the platforms' own paths: what a crawl of a board gets.

Of most boards a posting was recorded, not its list: it is given a list that names it. The answers
and what they say stand in a folder with `truth.jsonl`, a line a posting.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawlers.demo.platforms.boards import REPLICAS
from crawlers.demo.platforms.server import Asked, Platform, as_json
from crawlers.demo.printing.replica import Answer
from crawlers.plugins.discovery import find_by_name
from crawlers.plugins.recognise import board_at

Row = dict[str, Any]
Answers = Callable[[Any, Sequence["Row"]], Iterator["Route"]]
FILLER = "<p>You keep the lamps of the harbour burning, with the others of the crew: number {}.</p>"
"""The text of a posting that was recorded without one: its header alone is judged."""
_SITEMAP = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    "<url><loc>{url}</loc></url></urlset>"
)
_STATE = '<script id="__NEXT_DATA__" type="application/json">{}</script>'


@dataclass(frozen=True, slots=True)
class Route:
    """An answer. asked: pattern of address, blank and body of the requests that get it. body: a
    page, or what is sent as JSON."""

    asked: str
    body: Any


@dataclass(frozen=True, slots=True)
class Case:
    """A crawl: the board as it is typed, what the platform answers, and the rows of the truth.
    page: the saved page that is read in place of the site, of a platform whose list says all."""

    platform: str
    board: str
    routes: tuple[Route, ...]
    rows: tuple[Row, ...]
    page: Path | None = None


class Recorded(Platform):
    """A platform of whom some answers were recorded; whatever else is asked for is not there."""

    def __init__(self, routes: Sequence[Route]) -> None:
        super().__init__()
        self._routes = routes

    def answer(self, asked: Asked) -> Answer:
        words = f"{asked.raw} {asked.body.decode('utf-8', 'replace')}"
        body = next((each.body for each in self._routes if re.search(each.asked, words)), None)
        if body is None:
            return Answer(404, b"not here", "text/plain")
        if not isinstance(body, str):
            return as_json(body)
        is_xml = body.startswith(("<?xml", "<urlset"))
        return Answer(
            200, body.encode(), "application/xml" if is_xml else "text/html; charset=utf-8"
        )


def cases(payloads: Path) -> Iterator[Case]:
    """Yield a crawl for each board of which an answer was recorded that its platform reads."""
    lines = (payloads / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    boards: dict[tuple[str, str, str], list[Row]] = {}
    for row in map(json.loads, lines):
        platform, answer = _platform(row), payloads / row["payload"]
        if platform in REPLICAS:
            boards.setdefault((platform, _board(row, answer), row["payload"]), []).append(row)
    for (platform, board, name), rows in boards.items():
        text = (payloads / name).read_text(encoding="utf-8")
        if routes := tuple(_routes(platform, board, text, rows)):
            yield Case(platform, board, routes, tuple(rows))
        elif name.endswith(".html"):
            yield Case(platform, board, (), tuple(rows), payloads / name)


def _platform(row: Row) -> str:
    """Return the plugin that reads an answer: a platform may have two products."""
    older = f"{row['vendor']}_legacy"
    return older if "legacy" in row["payload"] and older in REPLICAS else str(row["vendor"])


def _board(row: Row, answer: Path) -> str:
    """Return the board of a posting: by its addresses, else that of the platform's replica."""
    addresses = [row["apply_url"] or "", *re.findall(r'https?://[^\s"<>]+', answer.read_text())]
    found = (board for url in addresses if (board := board_at(url)))
    own = (board.board for board in found if board.platform == _platform(row))
    return next(own, REPLICAS[_platform(row)].usual)


def _routes(platform: str, board: str, text: str, rows: Sequence[Row]) -> Iterator[Route]:
    """Yield the answers of a board; none where what was recorded is not what its platform reads."""
    if text.startswith(("{", "[")):
        if answers := _RECORDS.get(platform):
            yield from answers(json.loads(text), rows)
    elif platform == "join":
        state = re.search(r'<script id="__NEXT_DATA__"[^>]*>(.+?)</script>', text, re.DOTALL)
        if state:
            found = json.loads(state[1])["props"]["pageProps"]["initialState"]
            yield from _join({"company": found["company"], "items": found["jobs"]["items"]}, rows)
    elif (page := _PAGES.get(platform)) and not text.startswith("<?xml"):
        url, key = _address(platform, board, rows[0]), next(iter(rows[0]["identifiers"].values()))
        yield Route(page.asked, page.body.format(url=url, key=key))
        yield Route(re.escape(urlsplit(url).path), text)
        yield Route("", page.body.format(url="", key=key))  # the list ends here


def _address(platform: str, board: str, row: Row) -> str:
    """Return the address of a posting's page."""
    plugin: Any = find_by_name(platform)
    site = plugin.of(board)
    if own := re.search(rf"^.*?{site.posting_url}", row["apply_url"] or ""):
        return own[0]
    key = next(iter(row["identifiers"].values()))
    return str(site.public_url.format(**site.names, key=key, at=0))


_LINK = '<a href="{url}">x</a>'
_PAGES = {
    "avature": Route(
        r"jobOffset=0", f'<meta name="avature.portal.page" content="SearchJobs">{_LINK}'
    ),
    "icims": Route("^/sitemap.xml", _SITEMAP),
    "jazzhr": Route("^/apply/jobs", f'<div id="job_listings_wrapper">{_LINK}</div>'),
    "jobvite": Route(r"search\?p=0", f'<table class="jv-job-list">{_LINK}</table>'),
    "paylocity": Route(
        "^/recruiting/jobs/All", 'window.pageData = {{"Jobs": [{{"JobId": {key}}}]}};'
    ),
    "successfactors": Route("^/sitemap.xml", _SITEMAP),
    "successfactors_legacy": Route(
        "resultType=XML",
        '<?xml version="1.0"?><Job-Listing><Job><ReqId>{key}</ReqId></Job></Job-Listing>',
    ),
    "taleo_be": Route(
        "searchResults",
        '<span class="oracletaleocwsv2-panel-number">1</span>'
        f'<div class="oracletaleocwsv2-accordion-block">{_LINK}</div>',
    ),
}
"""The lists of platforms whose postings are pages."""


def _bamboohr(recorded: Any, rows: Sequence[Row]) -> Iterator[Route]:
    """Yield a record, or several by `tenant:id`."""
    keys = [row["identifiers"]["id"] for row in rows]
    listed = [{"id": key} for key in keys]
    yield Route("/careers/list", {"meta": {"totalCount": len(keys)}, "result": listed})
    for row, key in zip(rows, keys, strict=True):
        named = f"{urlsplit(row['apply_url']).netloc.partition('.')[0]}:{key}"
        record = {"result": {"jobOpening": recorded[named]}} if named in recorded else recorded
        yield Route(f"/careers/{key}/detail", record)


def _join(recorded: Any, rows: Sequence[Row]) -> Iterator[Route]:
    """Yield a page of the board: its items are the records too, with the text that was kept
    beside."""
    items, company = recorded["items"], recorded["company"]
    paging = {"page": 1, "pageCount": 1, "total": len(items)}
    jobs = {"items": [_without_text(each) for each in items], "pagination": paging}
    state = {"props": {"pageProps": {"initialState": {"company": company, "jobs": jobs}}}}
    yield Route("^/companies/", _STATE.format(json.dumps(state).replace("</", "<\\/")))
    for item in items:
        text = item.get("_description") or FILLER.format(item["id"])
        record = {**_without_text(item), "company": company, "description": text}
        yield Route(rf"^/api/public/jobs/{item['id']}\?", record)


def _without_text(item: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name != "_description"}


def _rippling(recorded: Any, rows: Sequence[Row]) -> Iterator[Route]:
    """Yield a record; or a list, newer or older, of which each row is given a record."""
    if "uuid" in recorded:
        listed = [{"id": recorded["uuid"], "name": recorded["name"]}]
        yield Route("^/api/v2/", {"items": listed, "totalItems": 1, "totalPages": 1})
        yield Route("/ats/v1/", recorded)
        return
    yield Route("^/api/v2/" if "items" in recorded else "/ats/v1/board/[^/]+/jobs ", recorded)
    for row in recorded.get("items", ()) if isinstance(recorded, dict) else recorded:
        key = row.get("uuid") or row["id"]
        places = [place["name"] for place in row.get("locations", ())]
        record = {
            **{name: row[name] for name in ("name", "url")},
            "uuid": key,
            "workLocations": places or [row["workLocation"]["label"]],
            "description": {"role": FILLER.format(key)},
        }
        yield Route(f"/ats/v1/.*{key}", record)


def _gem(recorded: Any, rows: Sequence[Row]) -> Iterator[Route]:
    """Yield a posting of the public interface; else a list or single postings as the board's page
    asks for them, where that interface is closed."""
    if "absolute_url" in recorded:
        yield Route("^/job_board/", [recorded])
        return
    single = [each["data"]["oatsExternalJobPosting"] for each in recorded if "data" in each]
    found = {"jobPostings": single} if single else recorded
    yield Route("^/api/public/graphql", [{"data": {"oatsExternalJobPostings": found}}])


def _phenom(recorded: Any, rows: Sequence[Row]) -> Iterator[Route]:
    """Yield a record; or a list of which each row is a record but for its text."""
    if "jobDetail" in recorded:
        found = {"jobs": [{"jobSeqNo": f"X{rows[0]['identifiers']['jobId']}EXTERNALEN"}]}
        listed = {"status": 200, "totalHits": 1, "data": found}
        yield Route("refineSearch", {"refineSearch": listed})
        yield Route("jobDetail", recorded)
        return
    listed = recorded["refineSearch"]
    jobs = listed["data"]["jobs"]
    yield Route("refineSearch", {"refineSearch": {**listed, "totalHits": len(jobs)}})
    for job in jobs:
        record = {**job, "description": FILLER.format(job["jobSeqNo"])}
        yield Route(f"jobDetail.*{job['jobSeqNo']}", {"jobDetail": {"data": {"job": record}}})


def _jobvite(recorded: Any, rows: Sequence[Row]) -> Iterator[Route]:
    """JSON-LD nodes of pages."""
    row, board = rows[0], REPLICAS["jobvite"].usual
    node = next(each for each in recorded.values() if each.get("title") == row["title"])
    link = f'<a href="/{board}/job/{row["identifiers"]["id"]}">x</a>'
    yield Route(r"search\?p=", f'<table class="jv-job-list">{link}</table>')
    text = f"<h1 class=jv-logo>x</h1><h2 class=jv-header>{row['title']}</h2>"
    yield Route("/job/", f'<script type="application/ld+json">{json.dumps(node)}</script>{text}')


def _whole(asked: str) -> Answers:
    """Return what answers for a board that one call gives whole."""
    return lambda recorded, rows: iter([Route(asked, recorded)])


_RECORDS: dict[str, Answers] = {
    "bamboohr": _bamboohr,
    "breezy": _whole("^/json"),
    "gem": _gem,
    "jobvite": _jobvite,
    "join": _join,
    "phenom": _phenom,
    "pinpoint": _whole("^/postings.json"),
    "rippling": _rippling,
}
"""The answers of platforms whose postings are records."""
