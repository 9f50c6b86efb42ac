"""The day in bylines; labels in two languages; what stands above a title of other postings."""

from __future__ import annotations

import pytest

from crawlers.extract.header.bylines import day_of_byline
from crawlers.extract.header.labels import slot_of
from crawlers.extract.header.meta_lines import others_above
from crawlers.text.blocks import Block
from crawlers.text.lines import Line


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Submitted by harbourmaster on Thu, 02/20/2031 - 14:07", "Thu, 02/20/2031"),
        ("Written by Super User on 11 February 2031. Posted in Jobs", "11 February 2031"),
        ("By Ada Quay / June 19, 2031 / 3 Comments", "June 19, 2031"),
        ("By communications | Tuesday, September 5, 2031", "Tuesday, September 5, 2031"),
        ("Đăng bởi admin | 05/07/2031 | 0 bình luận", "05/07/2031"),
        ("von Ada Kai, 4. Mai 2031", "4. Mai 2031"),
        ("Publié par Ada le 2 juin 2031", "2 juin 2031"),
        (
            "This entry was posted in News and tagged deckhand on January 6, 2031 by Ada.",
            "January 6, 2031",
        ),
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
