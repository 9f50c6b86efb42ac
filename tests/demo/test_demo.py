"""The demo's sites serve what their truth says, day by day."""

from __future__ import annotations

import datetime as dt
import gzip
import http.client
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawlers.demo.__main__ import Outcome, main, report
from crawlers.demo.printing.lines import to_html
from crawlers.demo.server import DemoServer, World
from crawlers.demo.sites import replicas
from crawlers.demo.truth.vacancies import SITES, monday, script
from crawlers.feed.format.manifest import Source

EPOCH = dt.date(2026, 3, 2)


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoServer]:
    with DemoServer(World(EPOCH)) as server:
        yield server


def get(
    demo: DemoServer, site: str, path: str, day: int = 0, **headers: str
) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(
        "127.0.0.1", demo.sites[site].server_address[1], timeout=5
    )
    connection.request("GET", path, headers={"X-Demo-Day": str(day), **headers})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, dict(answer.getheaders()), body


def walk(demo: DemoServer, site: str, day: int = 0) -> list[str]:
    """Addresses of the postings on the list pages, by following `next`."""
    found: list[str] = []
    path = demo.sites[site].site.list_path
    while path:
        status, _, html = get(demo, site, path, day)
        assert status == 200
        found += re.findall(r'<h2><a href="([^"]+)"', html.decode())
        following = re.search(r'rel="next" href="([^"]+)"', html.decode())
        path = following[1] if following else ""
    return found


@pytest.mark.parametrize("site", SITES)
def test_three_list_pages_name_every_posting(demo: DemoServer, site: str) -> None:
    listed = script(site).vacancies(0, EPOCH)
    assert 12 <= len(listed) <= 30
    assert len(listed) > 2 * script(site).page_size
    assert walk(demo, site) == [demo.sites[site].site.address(vacancy) for vacancy in listed]


@pytest.mark.parametrize("site", SITES)
def test_a_site_shows_a_role_once_and_ids_are_unique(site: str) -> None:
    for day in range(31):
        listed = script(site).vacancies(day, EPOCH)
        assert len({vacancy.id for vacancy in listed}) == len(listed)
        assert len({vacancy.title for vacancy in listed}) == len(listed)


@pytest.mark.parametrize("site", [site for site in SITES if site != "stadtwerk"])
def test_robots_leads_to_a_sitemap_that_names_every_posting(demo: DemoServer, site: str) -> None:
    _, _, robots = get(demo, site, "/robots.txt")
    assert b"Disallow: /" in robots
    waiting = [
        line.split(b": ")[1].decode() for line in robots.splitlines() if line.startswith(b"Sitemap")
    ]
    named: list[str] = []
    while waiting:
        status, _, body = get(demo, site, "/" + waiting.pop().split("/", 3)[3])
        assert status == 200
        text = (gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body).decode()
        found = re.findall("<loc>([^<]+)</loc>", text)
        waiting += found if "<sitemapindex" in text else []
        named += [] if "<sitemapindex" in text else found
    origin = demo.sites[site].origin
    replica = demo.sites[site].site
    for vacancy in script(site).vacancies(0, EPOCH):
        assert all(origin + address in named for address in replica.addresses(vacancy))


@pytest.mark.parametrize("site", SITES)
def test_each_state_answers_as_it_should(demo: DemoServer, site: str) -> None:
    replica = demo.sites[site].site
    for vacancy in script(site).vacancies(0, EPOCH):
        status, _, body = get(demo, site, replica.address(vacancy))
        assert status == (404 if vacancy.state == "gone" else 200)
        assert (replica.closed_words in body.decode()) == (vacancy.state == "closed")
    states = [vacancy.state for vacancy in script(site).vacancies(0, EPOCH)]
    assert states.count("gone") == states.count("closed") == 1


@pytest.mark.parametrize("site", SITES)
def test_a_second_look_costs_nothing(demo: DemoServer, site: str) -> None:
    address = demo.sites[site].site.address(script(site).vacancies(0, EPOCH)[0])
    _, headers, body = get(demo, site, address)
    assert body
    assert get(demo, site, address, **{"If-None-Match": headers["ETag"]})[::2] == (304, b"")
    assert get(demo, site, address, **{"If-Modified-Since": headers["Last-Modified"]})[0] == 304
    assert (
        get(
            demo,
            site,
            address,
            **{"If-None-Match": '"other"', "If-Modified-Since": headers["Last-Modified"]},
        )[0]
        == 200
    )
    assert get(demo, site, address, **{"If-Modified-Since": "yesterday, I think"})[0] == 200


def test_every_truth_value_stands_on_its_page() -> None:
    """Titles of hubmub and linkedprime stand in the head or the address only; the rest is in the
    body."""
    for name, replica in replicas().items():
        listed = script(name).vacancies(0, EPOCH)
        for vacancy in (vacancy for vacancy in listed if vacancy.state == "listed"):
            truth = replica.truth(vacancy)
            text = "\n".join(words for _, words in replica.lines(vacancy, listed))
            page = replica.page(vacancy, listed, "http://127.0.0.1")
            bare = text.replace(" ", "").replace("\n", "")
            assert all(place["city"].replace(" ", "") in bare for place in truth["locations"][:1])
            assert (vacancy.title in text) == (name not in ("hubmub", "linkedprime"))
            if truth["salary"]:
                whole = truth["salary"]["min"].split(".")[0]
                assert whole in re.sub(r"[.,]", "", bare) or vacancy.jsonld
            if vacancy.deadline:
                assert str(vacancy.deadline.year) in text
            if vacancy.jsonld is True or name == "northlake":
                data = re.findall(
                    r"<script type=\"application/ld\+json\">(.*?)</script>", page, re.DOTALL
                )
                assert any(json.loads(found)["@type"] == "JobPosting" for found in data)


def test_a_broken_jsonld_is_really_broken() -> None:
    replica = replicas()["jobjob"]
    broken = [
        vacancy for vacancy in script("jobjob").vacancies(0, EPOCH) if vacancy.jsonld == "broken"
    ]
    with pytest.raises(json.JSONDecodeError):
        json.loads(replica.jsonld(broken[0], ""))


def test_the_month_of_hubmub(demo: DemoServer) -> None:
    def ids(day: int) -> set[str]:
        return {address.split("/")[2] for address in walk(demo, "hubmub", day)}

    assert ids(2) - ids(1) == {"412101"}
    assert "412014" in ids(12) | ids(11) and "412014" not in ids(13)
    assert "412029" in ids(13) and "412029" not in ids(15) and "412131" in ids(15), (
        "re-advertised under a new number"
    )
    assert get(demo, "hubmub", "/jobs?page=2", 7)[0] == 500
    assert get(demo, "hubmub", "/sitemap.xml.gz", 7)[0] == 500
    assert len(ids(12)) == len(ids(11)) // 2
    assert f"{len(ids(11))} jobs found".encode() in get(demo, "hubmub", "/jobs", 12)[2], (
        "the stated total stays"
    )
    assert "There are no open jobs" in get(demo, "hubmub", "/jobs", 20)[2].decode()
    assert ids(20) == set() and len(ids(21)) > 20
    address = walk(demo, "hubmub", 17)[0]
    assert b"Please log in" in get(demo, "hubmub", address, 17)[2]
    assert max(script("hubmub").days) >= 26
    before, after = (
        get(demo, "hubmub", "/jobs/412010/data-engineer-sensor-networks", day) for day in (8, 9)
    )
    assert (
        before[1]["ETag"] != after[1]["ETag"]
        and before[1]["Last-Modified"] != after[1]["Last-Modified"]
    )


def test_the_day_can_be_set_for_all_that_follows(demo: DemoServer) -> None:
    try:
        assert get(demo, "jobjob", "/_day/20")[0] == 200
        connection = http.client.HTTPConnection(
            "127.0.0.1", demo.sites["hubmub"].server_address[1], timeout=5
        )
        connection.request("GET", "/jobs")
        assert b"no open jobs" in connection.getresponse().read()
        connection.close()
        assert get(demo, "jobjob", "/_day/tomorrow")[0] == 400
    finally:
        demo.world.day = 0


def test_the_default_first_day_is_this_weeks_monday() -> None:
    assert monday(dt.date(2026, 3, 8)) == monday(EPOCH) == EPOCH


def test_neighbouring_items_share_a_list() -> None:
    assert (
        to_html([("li", "a<b"), ("li", "c"), ("p.x", "d")])
        == '<ul>\n<li>a&lt;b</li>\n<li>c</li>\n</ul>\n<p class="x">d</p>'
    )
    assert to_html([("dt", "a"), ("dd", "b")]) == "<dl>\n<dt>a</dt>\n<dd>b</dd>\n</dl>"


def test_the_report_fits_a_terminal_and_names_what_was_not_published() -> None:
    good = Outcome(
        "hubmub", 0, Source("hubmub", "success", True, listed=26, count=24, gone=2), "24 open"
    )
    held = Outcome(
        "linkedprime",
        3,
        Source("linkedprime", "partial", False),
        "Only 29% of the postings have a date. " * 4,
    )
    lost = Outcome("northlake", 1, None, "The crawl ended before anything could be judged.")
    lines = report([good, held, lost], Path.cwd() / "demo-feeds").splitlines()
    assert all(len(line) <= 80 for line in lines)
    assert lines[2].split() == ["hubmub", "26", "24", "2", "0", "demo-feeds/hubmub.jsonl"]
    assert "linkedprime   not published: Only 29%" in lines[3]
    assert not held.published and not lost.published and good.published


def test_wrong_arguments_are_a_usage_error() -> None:
    assert main(["--epoch", "tomorrow"]) == 64


@pytest.mark.slow
def test_make_demo_publishes_every_site_and_a_failed_list_keeps_its_feed(tmp_path: Path) -> None:
    assert main(["--feeds", str(tmp_path)]) == 0
    before = (tmp_path / "hubmub.jsonl").read_bytes()
    assert len(before.splitlines()) == 24
    assert main(["--feeds", str(tmp_path), "--day", "7"]) == 1
    assert (tmp_path / "hubmub.jsonl").read_bytes() == before
