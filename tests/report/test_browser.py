"""The report in a browser, as people use it: by mouse, by keyboard alone, on a phone, in the dark,
with 20,000 postings."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from crawlers.feed.format.folder import Folder
from crawlers.feed.run.last_outcome import save_outcome
from crawlers.report.write import write_report
from tests import ROOT
from tests.feed.board import Walk, play, posting
from tests.report.feeds import NOW, sample
from tests.report.mass import mass

pytestmark = [pytest.mark.slow, pytest.mark.browser]

WIDE, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 800}
VIEWS = (
    "#/",
    "#/site/orchard",
    "#/postings",
    "#/posting/orchard%3A3",
    "#/posting/quarry%3Aevil",
    "#/changes",
    "#/changes/orchard",
)
Open = Callable[..., Any]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"file://{write_report(sample(tmp_path_factory.mktemp('feeds')), now=NOW).file}"


@pytest.fixture
def opened(chromium: Any, report: str) -> Iterator[Open]:
    """Open the report at an address; the test fails when the page logs anything, throws, requests
    anything or opens a window."""
    contexts, noise = [], []

    def open_at(
        address: str = "#/", viewport: dict[str, int] = WIDE, file: str = "", **options: Any
    ) -> Any:
        context = chromium.new_context(viewport=viewport, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: noise.append(message.text))
        page.on("pageerror", lambda error: noise.append(str(error)))
        page.on("dialog", lambda dialog: noise.append(dialog.message))
        page.on(
            "request",
            lambda request: (
                request.url.startswith(("file:", "data:", "blob:")) or noise.append(request.url)
            ),
        )
        page.goto((file or report) + address)
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert noise == []


def titles(page: Any) -> list[str]:
    return page.locator("#list .row b").all_inner_texts()


def focused(page: Any) -> str:
    return page.evaluate(
        "document.activeElement.id || document.activeElement.name || document.activeElement.tagName"
    )


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds; the page's own policy keeps Playwright from waiting inside it."""
    end = time.monotonic() + 5
    while not holds():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.02)


# --- Reading


def test_overview_site_and_back(opened: Open) -> None:
    page = opened()
    assert (
        page.locator("#overview h2")
        .inner_text()
        .startswith("1 of 3 sites is published; mill failed; orchard is withheld")
    )
    assert (
        not page.locator("#postings").is_visible()
        and not page.locator("#site-orchard").is_visible()
    )
    page.click("#overview table >> text=orchard")
    until(
        lambda: (
            page.locator("#site-orchard").is_visible()
            and not page.locator("#overview").is_visible()
        )
    )
    assert "withheld" in page.inner_text("#site-orchard h2")
    page.go_back()
    until(lambda: page.locator("#overview").is_visible())


@pytest.mark.parametrize(
    ("field", "value", "found"),
    [
        ("q", "lodz 14", 1),
        ("q", "ŁĄKA", 7),
        ("q", "o12", 1),
        ("q", "quarry:2", 1),
        ("q", "no such thing", 0),
        ("site", "quarry", 2),
        ("status", "closed", 1),
        ("status", "", 16),
        ("place", "belgium", 6),
        ("employer", "hillside", 6),
        ("grade", "O13", 1),
        ("deadline", "month", 12),
        ("deadline", "week", 0),
        ("deadline", "none", 2),
    ],
)
def test_search_and_filters(opened: Open, field: str, value: str, found: int) -> None:
    page = opened("#/postings")
    control = page.locator(f"#filters [name={field}]")
    if field in ("site", "status", "deadline"):
        control.select_option(value)
    else:
        control.fill(value)
    assert page.inner_text("#found") == f"{found} of 16 postings"
    assert page.locator("#list .row").count() == min(found, 12)
    assert page.locator("#none").is_visible() == (found == 0)


def test_search_in_the_text_only_when_asked(opened: Open) -> None:
    page = opened("#/postings")
    page.fill("#filters [name=q]", "late pears")
    assert page.inner_text("#found").startswith("0 of")
    page.check("#filters [name=inText]")
    page.wait_for_selector("#list .row")
    assert page.inner_text("#found").startswith("1 of")
    page.click("#filters button[type=reset]")
    page.wait_for_selector("#row-5")


def test_a_posting_with_its_values_raw_strings_and_rules(opened: Open) -> None:
    page = opened("#/postings")
    page.fill("#filters [name=grade]", "o3")
    page.click("#list .row")
    detail = page.locator("#detail")
    page.wait_for_selector("#posting-title")
    facts = {
        name: page.inner_text(f"#detail [data-field={name}]").split("\n")[1:]
        for name in ("valid_through", "salary", "locations")
    }
    assert facts["valid_through"][0] == "9 Apr 2026"
    assert facts["salary"] == ["2,500 (currency not stated) per month", "2500 a month"]
    assert facts["locations"] == ["Ghent, Belgium", "Ghent (BE)"]
    assert "selector: h1" in detail.inner_text()
    assert "does not say" not in detail.inner_text(), "it has all that the site's others have"
    assert page.inner_text("#detail .text h4").startswith("What you do")
    assert not page.locator("#detail .text >> text=The orchard pays on Fridays.").is_visible()
    page.click("text=Standard text of the employer (1)")
    assert page.locator("#detail .text >> text=The orchard pays on Fridays.").is_visible()
    page.click("text=Cut from the page (1)")
    assert page.locator("text=Share this").first.is_visible()


def test_only_what_others_of_the_site_say_is_missing(opened: Open) -> None:
    page = opened("#/posting/quarry%3A2")
    page.wait_for_selector("#posting-title")
    (line,) = [
        each
        for each in page.inner_text("#detail").splitlines()
        if each.startswith("The page does not say, as others of the site do: ")
    ]
    assert "organization" in line and "grades" in line
    assert "clearance" not in line and "licence" not in line


def test_changes_stand_by_cause_those_of_pay_first(opened: Open) -> None:
    page = opened("#/changes/orchard")
    page.select_option("#changes-form [name=from]", label="2 Mar 2026, 06:00")
    page.wait_for_selector("#changes-out > h3")
    until(lambda: page.locator("#changes-out > h3").count() == 4)
    heads = page.locator("#changes-out > h3").all_inner_texts()
    assert heads == ["Pay 1", "Deadline 1", "Added 2", "Closed 1"]


def test_a_feed_without_postings_says_so(opened: Open, tmp_path: Path) -> None:
    play(tmp_path, "2026-03-05T06:00:00Z", Walk(verified_empty=True), "hollow")
    file = f"file://{write_report(tmp_path, now=NOW).file}"
    page = opened("#/postings", file=file)
    assert page.inner_text("#found") == "No postings"
    assert page.locator("#no-postings").is_visible() and not page.locator("#none").is_visible()
    page = opened("#/changes", file=file)
    assert "There is one run so far" in page.inner_text("#changes-out")


def test_following_a_change(opened: Open) -> None:
    page = opened("#/posting/orchard%3A4")
    page.click("#detail .history a")
    page.wait_for_selector("#changes .change")
    assert page.inner_text("#changes [role=status]").startswith("1 posting changed")
    assert re.search(r"salary\s+2,500 .* 2,900 ", page.inner_text("#changes .change"))
    assert page.locator("#changes .paths").count() == 0  # content_hash changes with all else
    page.select_option("#changes-form [name=op]", "add")
    until(lambda: page.locator("#changes .change").count() == 2)
    page.select_option("#changes-form [name=op]", "")
    page.select_option("#changes-form [name=to]", index=0)
    page.wait_for_selector("#changes .op.close")
    assert "gone" in page.inner_text("#changes .change >> nth=-1")
    page.click("#changes .change >> nth=-1 >> a")
    page.wait_for_selector("#posting-title")
    assert "closed" in page.inner_text("#detail .where")


def test_two_postings_far_apart_and_runs_in_order(opened: Open) -> None:
    page = opened("#/changes/orchard")
    ids = page.evaluate(
        "[...document.querySelectorAll('#changes-form [name=from] option')].map(o => o.value)"
    )
    page.select_option("#changes-form [name=from]", ids[-1])
    until(lambda: page.locator("#changes .change").count() == 5)
    assert page.inner_text("#changes .change >> nth=0 >> .op") == "updated"
    assert page.inner_text("#changes .change >> nth=-1 >> .op") == "closed"


def test_the_browser_writes_months_as_the_page_does(opened: Open) -> None:
    page, script = opened(), (ROOT / "crawlers/report/assets/dom.js").read_text()
    days = [datetime(2026, month, 9) for month in range(1, 13)]
    asked = [f"{each:%Y-%m-%d}" for each in days]
    shown = page.evaluate(f"(asked) => {{ {script}; return asked.map(day) }}", asked)
    assert shown == [f"9 {each:%b %Y}" for each in days]


# --- With the keyboard alone


def test_keyboard(opened: Open) -> None:
    page = opened()
    page.keyboard.press("2")
    page.wait_for_selector("#list .row")
    assert focused(page) == "q"
    page.keyboard.press("Escape")  # out of the search, where a figure is a word to look for
    assert focused(page) == "list"
    page.keyboard.press("3")
    page.wait_for_selector("#changes .change")
    page.keyboard.press("2")
    until(lambda: focused(page) == "q")
    page.keyboard.type("hillside")
    page.keyboard.press("ArrowDown")
    assert focused(page) == "list"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.get_attribute("#list", "aria-activedescendant") == "row-1"
    second = titles(page)[1]
    page.keyboard.press("Enter")
    page.wait_for_selector("#posting-title")
    assert page.inner_text("#posting-title") == second and focused(page) == "posting-title"
    page.keyboard.press("n")
    until(lambda: page.inner_text("#posting-title") == titles(page)[2])
    page.keyboard.press("p")
    until(lambda: page.inner_text("#posting-title") == second)
    page.keyboard.press("Escape")
    until(lambda: focused(page) == "list" and page.url.endswith("#/postings"))
    page.keyboard.press("End")
    assert page.get_attribute("#list", "aria-activedescendant") == f"row-{len(titles(page)) - 1}"
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#keys").is_visible()
    page.keyboard.press("3")
    page.wait_for_selector("#changes .change")
    page.keyboard.press("1")
    until(lambda: page.locator("#overview").is_visible())
    page.keyboard.press("/")
    until(lambda: focused(page) == "q" and page.input_value("#filters [name=q]") == "hillside")


def test_everything_is_reached_with_tab_alone(opened: Open) -> None:
    page = opened()
    reached = []
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent.trim()"))
    assert reached[:7] == [
        "To the contents",
        "Overview",
        "Postings",
        "Changes",
        "mill",
        "orchard",
        "quarry",
    ]


# --- Hostile postings


def test_a_hostile_posting_is_inert(opened: Open) -> None:
    for address in ("#/posting/quarry%3Aevil", "#/site/quarry", "#/changes/quarry", "#/postings"):
        page = opened(address)
        page.wait_for_timeout(300)
        for summary in page.locator("details:visible > summary").all():
            summary.click()
        assert page.evaluate("window.pwned") is None
        assert page.locator("img, [onload], [onerror], iframe, object, embed").count() == 0
        schemes = page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.protocol)")
        assert set(schemes) <= {"file:", "https:", "http:"}
    page = opened("#/posting/quarry%3Aevil")
    page.wait_for_selector("#posting-title")
    assert "<img src=x onerror=" in page.inner_text("#posting-title")
    assert page.locator("#detail a[href^='https']").count() == 2
    assert page.locator("#detail .inert").count() >= 4
    assert set(page.evaluate("[...document.querySelectorAll('#detail a')].map(a => a.rel)")) <= {
        "noopener noreferrer nofollow",
        "",
    }


def test_text_that_is_set_as_markup_is_refused_by_the_page_itself(
    chromium: Any, report: str
) -> None:
    page = chromium.new_page()
    page.goto(report)
    for code in (
        "document.body.innerHTML = '<b>x</b>'",
        "document.body.setAttribute('onclick', 'window.pwned=1')",
    ):
        page.evaluate(f"() => {{ try {{ {code} }} catch {{}} }}")
    page.evaluate(
        "() => { const made = document.createElement('script');"
        " try { made.textContent = 'window.pwned=1'; document.body.append(made); } catch {} }"
    )
    page.click("h1")
    assert page.evaluate("window.pwned") is None and page.locator("#overview").is_visible()
    page.close()


@pytest.mark.parametrize(
    "address",
    [
        "#/posting/no%3Asuch",
        "#/posting/%E0%A4%A",
        "#/changes/none/none?from=x",
        "#/site/%00",
        "#//",
        "#?",
    ],
)
def test_strange_addresses(opened: Open, address: str) -> None:
    page = opened(address)
    page.wait_for_timeout(100)
    assert page.locator("main > section:visible").count() == 1


# --- Anywhere


@pytest.mark.parametrize("width", [320, 360, 390])
def test_no_option_is_broken_over_two_lines(opened: Open, tmp_path: Path, width: int) -> None:
    for day, count in (("2026-03-02", 24), ("2026-03-03", 8)):
        outcome = play(tmp_path, day, Walk([posting(key) for key in range(count)]))
        save_outcome(Folder(tmp_path, "demo"), outcome)
    file = f"file://{write_report(tmp_path, now=NOW).file}"
    page = opened("#/site/demo", {"width": width, "height": 800}, file)
    rows = page.locator(".advice .whole").evaluate_all(
        "options => options.map(each => [each.innerText, each.getClientRects().length])"
    )
    assert rows == [["--accept-shrink", 1]]


@pytest.mark.parametrize("address", VIEWS)
def test_nothing_is_wider_than_a_phone(opened: Open, address: str) -> None:
    page = opened(address, PHONE)
    page.wait_for_timeout(200)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    for pane in ("#list", "#detail", "#changes-out"):
        if page.locator(pane).is_visible():
            assert (
                page.evaluate(
                    "pane => { const e = document.querySelector(pane); return "
                    "e.scrollWidth - e.clientWidth; }",
                    pane,
                )
                <= 0
            )


def test_on_a_phone_a_posting_takes_the_place_of_the_list(opened: Open) -> None:
    page = opened("#/postings", PHONE, has_touch=True)
    page.tap("#list .row")
    page.wait_for_selector("#posting-title")
    until(lambda: not page.locator("#list").is_visible())
    page.tap("text=← List")
    until(lambda: page.locator("#list").is_visible() and not page.locator("#detail").is_visible())


CONTRAST = """() => {
  const parse = (text) => text.match(/[\\d.]+/g).map(Number);
  const linear = (c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  const light = (rgb) => rgb.slice(0, 3).map((c) => linear(c / 255))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (node) => {
    for (let each = node; each; each = each.parentElement) {
      const colour = parse(getComputedStyle(each).backgroundColor);
      if (colour[3] !== 0) return colour;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const node of document.querySelectorAll('body *')) {
    const hasText = (child) => child.nodeType === 3 && child.textContent.trim();
    const own = [...node.childNodes].some(hasText);
    if (!own || !node.checkVisibility() || node.matches(':disabled')) continue;
    const text = light(parse(getComputedStyle(node).color));
    const [a, b] = [text, light(ground(node))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) poor.push(`${node.tagName}.${node.className}: ${ratio.toFixed(2)}`);
  }
  return poor;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(opened: Open, scheme: str) -> None:
    for address in VIEWS:
        page = opened(address, color_scheme=scheme)
        page.wait_for_timeout(200)
        assert page.evaluate(CONTRAST) == [], address
    red = int(
        re.findall(r"\d+", page.evaluate("getComputedStyle(document.body).backgroundColor"))[0]
    )
    assert (red < 60) == (scheme == "dark")


def test_without_javascript_the_overview_and_the_sites_can_be_read(
    chromium: Any, report: str
) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport=WIDE)
    page = context.new_page()
    page.goto(report)
    assert page.locator("#overview").is_visible() and page.locator("#site-orchard").is_visible()
    assert "needs JavaScript" in page.inner_text("noscript")
    context.close()


# --- Twenty thousand postings


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> str:
    root = tmp_path_factory.mktemp("large")
    mass(root, 20_000)
    began = time.perf_counter()
    written = write_report(root, now=NOW)
    print(
        f"\n20,000 postings: written in {time.perf_counter() - began:.1f} s, "
        f"{written.bytes / 1e6:.1f} MB"
    )
    return f"file://{written.file}"


WISHES: tuple[tuple[dict[str, str], Callable[[dict[str, Any]], bool]], ...] = (
    ({"place": "łódź"}, lambda each: each["locations"][0]["city"] == "Łódź"),
    ({"employer": "kettle & "}, lambda each: each["organization"]["name"].startswith("Kettle & ")),
    ({"grade": "g4"}, lambda each: each["grades"][0]["raw"] == "G4"),
    ({"deadline": "week"}, lambda each: NOW[:10] <= each["valid_through"]["date"] <= "2026-03-12"),
    ({"deadline": "month"}, lambda each: NOW[:10] <= each["valid_through"]["date"] <= "2026-04-04"),
    ({"deadline": "passed"}, lambda each: each["valid_through"]["latest"] < NOW),
    ({"status": "closed"}, lambda each: each["status"] == "closed"),
    (
        {"site": "mass", "q": "weaver 19"},
        lambda each: "Weaver" in each["title"] and "19" in json.dumps(each["title"] + each["id"]),
    ),
    ({"place": "denmark", "grade": "G0", "deadline": "none"}, lambda each: False),
)
"""A filter of the page, and the postings of the feed that it must find."""


@pytest.mark.parametrize(
    ("wish", "means"), WISHES, ids=lambda each: "-".join(each) if isinstance(each, dict) else ""
)
def test_filters_find_what_the_feed_has(
    opened: Open, large: str, wish: dict[str, str], means: Callable[[Any], bool]
) -> None:
    """The postings are counted from the feed's own lines."""
    run = next(Path(urlsplit(large).path).parent.glob("mass/runs/*/postings.jsonl"))
    wanted = sum(map(means, map(json.loads, run.open(encoding="utf-8"))))
    page = opened("#/postings", file=large)
    for name, value in wish.items():
        control = page.locator(f"#filters [name={name}]")
        (control.select_option if name in ("site", "status", "deadline") else control.fill)(value)
    assert page.inner_text("#found") == f"{wanted:,} of 20,000 postings"


FILTER = """async (wish) => {
  const field = document.querySelector('#filters [name=q]');
  field.value = wish;
  const began = performance.now();
  field.dispatchEvent(new Event('input', { bubbles: true }));
  document.querySelector('#list').getBoundingClientRect();
  return performance.now() - began;
}"""


def test_twenty_thousand_postings(opened: Open, large: str) -> None:
    firsts = []
    for _ in range(3):
        page = opened("#/postings", file=large)
        page.wait_for_selector("#list .row")
        firsts.append(
            page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        )
        shown = page.evaluate("performance.getEntriesByName('list-shown')[0].startTime")
    assert page.inner_text("#found") == "20,000 of 20,000 postings"
    assert page.locator("#list .row").count() < 40
    wishes = ("b", "ba", "bak", "baker", "baker ghent", "lodz", "7", "no such", "")
    times = {wish: page.evaluate(FILTER, wish) for wish in wishes}
    print(
        f"\nfirst paint {min(firsts):.0f} ms, list shown {shown:.0f} ms; filters "
        f"{ ({k: round(v) for k, v in times.items()}) } ms"
    )
    assert min(firsts) < 1500 and shown < 3000
    assert sorted(times.values())[len(times) // 2] < 150 and max(times.values()) < 500
    page.locator("#list").focus()
    page.keyboard.press("End")
    page.wait_for_selector("#row-19999")
    began = time.perf_counter()
    page.keyboard.press("Enter")
    page.wait_for_selector("#posting-title")
    print(f"opening the last one {(time.perf_counter() - began) * 1000:.0f} ms")
    page.check("#filters [name=inText]")
    began = time.perf_counter()
    while "Unpacking" in page.inner_text("#found"):
        page.wait_for_timeout(50)
    unpacked = time.perf_counter() - began
    print(
        f"unpacking all texts {unpacked:.1f} s; a search in them "
        f"{page.evaluate(FILTER, 'granary thistle'):.0f} ms"
    )
    assert page.locator("#list .row").count() > 0
