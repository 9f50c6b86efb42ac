"""The day in bylines; labels in two languages; what stands above a title of other postings."""

from __future__ import annotations

import pytest

from crawlers.extract.header.bylines import day_of_byline
from crawlers.extract.header.labels import slot_of
from crawlers.extract.header.line_values import values_of_line
from crawlers.extract.header.meta_lines import find_meta_values
from crawlers.extract.header.title_block import others_above
from crawlers.text.blocks import Block
from crawlers.text.lines import Line


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Submitted by harbourmaster on Thu, 03/13/2031 - 16:21", "Thu, 03/13/2031"),
        ("Written by Super User on 12 March 2031. Posted in Jobs", "12 March 2031"),
        ("By Ada Quay / July 21, 2031 / 2 Comments", "July 21, 2031"),
        ("By communications | Friday, September 12, 2031", "Friday, September 12, 2031"),
        ("Đăng bởi admin | 06/08/2031 | 0 bình luận", "06/08/2031"),
        ("von Ada Kai, 4. Mai 2031", "4. Mai 2031"),
        ("Publié par Ada le 3 juin 2031", "3 juin 2031"),
        (
            "This entry was posted in News and tagged crew on January 9, 2031 by Ada.",
            "January 9, 2031",
        ),
        ("by lampman » Sat May 3, 2031 7:12 pm", "Sat May 3, 2031 7:12 pm"),
        ("Posted by Ada Quay 3 May 2031", "3 May 2031"),
        ("By Editor May 3, 2031 0 Comments", "May 3, 2031"),
        ("By noon 3 May 2031", ""),
        ("By Friday 3 May 2031", ""),
        ("By 2031 we will be net zero", ""),
        ("By June 2031 you will have shipped", ""),
        ("Apply by 3 May 2031", ""),
        ("by 11 May 2031", ""),
        ("Written by Ada", ""),
        ("", ""),
    ],
)
def test_the_day_of_a_byline(line: str, day: str) -> None:
    assert day_of_byline(line) == day


@pytest.mark.parametrize(
    ("label", "slot"),
    [
        ("Posted / تاريخ النشر", "date_posted"),
        ("آخر موعد / Closing date", "valid_through"),
        ("Salary / Location", None),
        ("Wind / Waves", None),
    ],
)
def test_a_label_in_two_languages(label: str, slot: str | None) -> None:
    assert slot_of(Line(label)) == slot


def test_what_stands_under_a_heading_of_other_postings_is_theirs() -> None:
    blocks = [
        Block("paragraph", "Quay Jobs"),
        Block("paragraph", "Similar jobs"),
        Block("paragraph", "Crane Driver, £28 - £31 per hour"),
        Block("heading", "Lamp Keeper", level=1),
    ]
    assert others_above(blocks, 3) == range(1, 3)
    assert others_above(blocks[::2], 1) == range(0)


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("Grade D, £9.10 - £9.85 per hour", {"salary": "£9.10 - £9.85 per hour"}),
        (
            "Butik – Kolding – 150 kr. i timen – opslået d. 1. marts 2031",
            {
                "location": "Kolding",
                "salary": "150 kr. i timen",
                "date_posted": "opslået d. 1. marts 2031",
            },
        ),
    ],
)
def test_pay_among_other_values_of_a_line(line: str, values: dict[str, str]) -> None:
    assert dict(values_of_line(Line(line))) == values


def test_terms_anywhere_in_a_line_below_the_title() -> None:
    blocks = [
        Block("heading", "Lamp Keeper", level=1),
        Block("paragraph", "Harbour Full-time Hybrid (UTC+1) $110k – $150k + equity"),
        Block("paragraph", "Ask our full-time crew what they like."),
    ]
    found = {slot: text for slot, text, _ in find_meta_values(blocks, 0, 3, set())}
    assert (found["employment_type"], found["salary"]) == ("Full-time", "$110k – $150k")
