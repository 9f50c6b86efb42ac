"""What a plugin declares becomes one object, and what the stages do with the site's own name."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest
from scrapy.utils.project import get_project_settings

from crawlers.contract.declarations import Declared
from crawlers.extract.answer import Answer
from crawlers.extract.read import read
from crawlers.runs.read_page import PageReader
from crawlers.spider import Chrome, Healthy, PostingSpider
from crawlers.spider.generic import GenericSpider
from crawlers.spider.reading import reader_of

DUTIES = "".join(
    f"<p>You move containers from quay {number} to the trains, in shifts and in any weather.</p>"
    for number in range(8)
)


class HarbourSpider(PostingSpider):
    name = "harbour"
    home = "https://www.harbourjobs.example/"
    allowed_domains = ("harbourjobs.example",)
    source_kind = "origin"
    posting_url = r"/vacancy/(?P<id>\d+)"
    chrome = Chrome(after=("Similar vacancies",))
    constants = {"currency": "EUR"}
    date_order = "DMY"
    zone = "UTC"
    employers = ("Port of Northlake",)
    standard = ("We treat all applicants alike.",)
    expect = Healthy(min_postings=4)


def test_declarations_are_one_frozen_object() -> None:
    assert HarbourSpider.declared == Declared(
        name="harbour",
        source_kind="origin",
        home="https://www.harbourjobs.example",
        domains=("harbourjobs.example",),
        chrome=Chrome(after=("Similar vacancies",)),
        constants={"currency": "EUR"},
        date_order="DMY",
        zone="UTC",
        employers=("Port of Northlake",),
        standard=("We treat all applicants alike.",),
        expect=Healthy(min_postings=4),
    )
    with pytest.raises(FrozenInstanceError):
        HarbourSpider.declared.name = "other"  # type: ignore[misc]


def test_a_class_has_its_own_declarations() -> None:
    other = type("OtherSpider", (HarbourSpider,), {"name": "other", "date_order": "MDY"})
    assert (other.declared.name, other.declared.date_order) == ("other", "MDY")
    assert HarbourSpider.declared.date_order == "DMY"


def test_a_posting_carries_what_its_plugin_declares() -> None:
    raw = read(page("Crane Driver", "Crane Driver"), reader_of(HarbourSpider, {}))
    assert raw.declared is HarbourSpider.declared


def page(title: str, head: str, site: str = "www.harbourjobs.example") -> Answer:
    html = f"<html><title>{head}</title><body><h1>{title}</h1><h2>Duties</h2>{DUTIES}</body></html>"
    return Answer(html.encode(), address=f"https://{site}/vacancy/4711")


@pytest.mark.parametrize(
    ("printed", "head", "title"),
    [
        ("Crane Driver | harbourjobs.example", "Crane Driver", "Crane Driver"),
        ("Crane Driver - Harbourjobs", "Crane Driver | Harbourjobs", "Crane Driver"),
        ("Harbourjobs: Crane Driver", "Crane Driver - Harbourjobs", "Crane Driver"),
        # The head does not say that the word is the site's name.
        ("Crane Driver - Harbourjobs", "Crane Driver", "Crane Driver - Harbourjobs"),
    ],
)
@pytest.mark.parametrize("spider", [HarbourSpider, GenericSpider])
def test_the_name_of_the_site_is_no_part_of_a_title(
    spider: type[PostingSpider], printed: str, head: str, title: str
) -> None:
    reader = PageReader(get_project_settings().getdict("ITEM_PIPELINES"))
    read = reader.read(page(printed, head), spider).posting
    assert read is not None
    assert read["title"] == title


def test_a_word_that_posts_are_called_by_stays_in_a_title() -> None:
    reader = PageReader(get_project_settings().getdict("ITEM_PIPELINES"))
    nurse = page("Deputy Manager - Nurse", "Deputy Manager | Nurse", "www.nurse.example")
    read = reader.read(nurse, GenericSpider).posting
    assert read is not None
    assert read["title"] == "Deputy Manager - Nurse"
