"""Serve recorded lists of platforms at the platforms' own paths: how many of their postings a crawl
of the board gives.

A list says little of a posting, so each gets a record made of its row, or the recorded page of
another posting of that platform: what is counted is that the list was read to its end. Recorders
have cut lists: a total is set to the rows that are there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.quality.platform_answers import FILLER, Case, Route

Made = Callable[[Any], tuple[list[Route], int]]
"""Gives the answers of a board and the number of its postings, of its recorded list."""
_JSONLD = '<html><head><script type="application/ld+json">{}</script></head></html>'


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recorded list. file: under the folder of answers. page: a recorded page of a posting."""

    file: str
    platform: str
    board: str
    made: Made
    page: str = ""


def list_cases(payloads: Path, lists: Sequence[Recorded] = ()) -> Iterator[tuple[str, Case, int]]:
    """Yield the file, the crawl and the number of postings of each recorded list that is there.
    lists: none for all."""
    for each in lists or LISTS:
        path = payloads / each.file
        if not path.exists():
            continue
        text = path.read_text(encoding="utf-8")
        routes, count = each.made(json.loads(text) if text.startswith(("{", "[")) else text)
        if each.page:
            page = (payloads / each.page).read_text(encoding="utf-8")
            routes = [*routes, Route(r"^/(?:jobs|apply|[\w-]+/job|Recruiting/Jobs)/", page)]
        yield each.file, Case(each.platform, each.board, tuple(routes), ()), count


def _workday(site: str) -> Made:
    def made(answer: Any) -> tuple[list[Route], int]:
        rows = answer["jobPostings"]
        routes = [Route(r"/jobs ", {**answer, "total": len(rows)})]
        for row in rows:
            info = {
                "title": row["title"],
                "jobReqId": row["bulletFields"][0],
                "jobDescription": FILLER.format(row["bulletFields"][0]),
                "externalUrl": f"https://{site}{row['externalPath']}",
            }
            path = re.escape(row["externalPath"])
            routes.append(Route(f"{path} ", {"jobPostingInfo": info}))
        return routes, len(rows)

    return made


def _oracle(answer: Any) -> tuple[list[Route], int]:
    (found,) = answer["items"]
    rows = found["requisitionList"]
    listed = {**answer, "items": [{**found, "TotalJobsCount": len(rows)}]}
    routes = [Route(r"JobRequisitions\?", listed)]
    for row in rows:
        record = {**row, "ExternalDescriptionStr": FILLER.format(row["Id"])}
        routes.append(Route(f"Id=%22{row['Id']}%22", {"items": [record]}))
    return routes, len(rows)


def _workable(answer: Any) -> tuple[list[Route], int]:
    rows = answer["results"]
    records = [
        Route(f"/jobs/{row['shortcode']}", {**row, "description": FILLER.format(row["id"])})
        for row in rows
    ]
    return [*records, Route("^/api/v3/", answer)], len(rows)


def bamboohr(answer: Any) -> tuple[list[Route], int]:
    """Give each row of BambooHR's list a record."""
    rows = answer["result"]
    routes = [Route("/careers/list", {**answer, "meta": {"totalCount": len(rows)}})]
    for row in rows:
        opening = {**row, "description": FILLER.format(row["id"])}
        routes.append(Route(f"/{row['id']}/detail", {"result": {"jobOpening": opening}}))
    return routes, len(rows)


def _widget(markup: str) -> tuple[list[Route], int]:
    keys = sorted(set(re.findall(r"/careers/(\d+)", markup)))
    routes = [Route("embed2", markup)]
    for key in keys:
        opening = {"jobOpeningName": f"Opening {key}", "description": FILLER.format(key)}
        routes.append(Route(f"/{key}/detail", {"result": {"jobOpening": opening}}))
    return routes, len(keys)


def _taleo(answer: Any) -> tuple[list[Route], int]:
    found = next(each for each in answer.values() if "requisitionList" in each)
    rows = found["requisitionList"]
    shell = "<html><script>portalNo: '101430233'</script><table id=jobs><th>Title</table></html>"
    routes = [Route("jobsearch.ftl", shell), Route("searchjobs", found)]
    for row in rows:
        stated = {"@type": "JobPosting", "title": row["column"][0]}
        stated["description"] = FILLER.format(row["contestNo"])
        routes.append(Route(f"job={row['contestNo']}", _JSONLD.format(json.dumps(stated))))
    return routes, len(rows)


def _links(asked: str, key: str) -> Made:
    """Return a page that links to its postings. asked: of the list; key: pattern of what each one
    has."""

    def made(markup: str) -> tuple[list[Route], int]:
        return [Route(asked, markup)], len(set(re.findall(key, markup)))

    return made


LISTS = (
    Recorded(
        "workday/3m_list.json",
        "workday",
        "3m.wd1/Search",
        _workday("3m.wd1.myworkdayjobs.com/Search"),
    ),
    Recorded(
        "workday/salesforce_list.json",
        "workday",
        "salesforce.wd12/Site",
        _workday("salesforce.wd12.myworkdayjobs.com/Site"),
    ),
    Recorded("oracle_recruiting/aecom_list.json", "oracle_recruiting", "aecom.fa/CX_1", _oracle),
    Recorded(
        "oracle_recruiting/healthpartners_list.json", "oracle_recruiting", "health.fa/CX_1", _oracle
    ),
    Recorded("workable/dungarvin_list.json", "workable", "dungarvin", _workable),
    Recorded("bamboohr/giottoai-list.json", "bamboohr", "giottoai", bamboohr),
    Recorded("bamboohr/4thdimension-widget.html", "bamboohr", "4thdimension", _widget),
    Recorded("taleo/rest_rows.json", "taleo", "acme.taleo.net/2", _taleo),
    Recorded(
        "icims/canisius-sitemap.xml",
        "icims",
        "canisiusuniversity-puzzlehr",
        _links("sitemap", r"/jobs/(\d+)/"),
        "icims/canisius-12165-job-in_iframe.html",
    ),
    Recorded(
        "jobvite/barracuda-search.html",
        "jobvite",
        "barracuda-networks-inc",
        _links("search", r"/job/(\w+)"),
        "jobvite/barracuda-oZOEAfwL-job.html",
    ),
    Recorded(
        "jazzhr/restopros-listing.html",
        "jazzhr",
        "restopros",
        _links("^/apply/jobs ", r"/details/(\w+)"),
        "jazzhr/restopros-oVX1rAxJJi-job.html",
    ),
    Recorded(
        "paylocity/board-fermi.html",
        "paylocity",
        "0c0ffee0-1111-4222-8333-444455556666/a",
        _links("/jobs/All/", r'"JobId":(\d+)'),
        "paylocity/detail-fermi-4248451.html",
    ),
    Recorded(
        "paylocity/board-sendcutsend.html",
        "paylocity",
        "0c0ffee0-1111-4222-8333-444455556667/a",
        _links("/jobs/All/", r'"JobId":(\d+)'),
        "paylocity/detail-sendcutsend-4272751.html",
    ),
)
"""The recorded lists of platforms. Those that truth.jsonl has are tried by its rows."""
