"""Take the pictures of docs/report.md: `python -m tests.report.screenshots FEEDS`, best after some
days of the demo."""

from __future__ import annotations

import sys
from pathlib import Path

from crawlers.feed.format.clock import later
from crawlers.report.gather import gather
from crawlers.report.write import write_report
from tests.report.conftest import ARGUMENTS, CHROMIUM

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
WIDE, PHONE = (1200, 800), (390, 780)


def main(root: Path) -> None:
    from playwright.sync_api import sync_playwright

    site = max(
        (each for each in gather(root).sites if each.last),
        key=lambda each: each.last.counts.open if each.last else 0,
    )
    assert site.last
    now = later(max(str(each.attempted_at) for each in gather(root).sites), hours=3)
    file = write_report(root, now=now).file
    posting = (
        site.folder.fixed.read_text()
        .splitlines()[len(site.folder.fixed.read_text().splitlines()) // 3]
        .split('"')[3]
    )
    views = (
        ("overview", "#/", WIDE, "light"),
        ("posting", f"#/posting/{posting}", WIDE, "light"),
        ("changes", f"#/changes/{site.name}", WIDE, "dark"),
        ("site", f"#/site/{site.name}", WIDE, "dark"),
        ("phone", "#/postings", PHONE, "dark"),
        ("phone-posting", f"#/posting/{posting}", PHONE, "light"),
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        for name, address, (width, height), scheme in views:
            page = browser.new_page(
                viewport={"width": width, "height": height}, color_scheme=scheme
            )
            page.goto(f"file://{file}{address}")
            page.wait_for_timeout(400)
            page.screenshot(path=FOLDER / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
