"""Say whether a page calls for one post in its sentences, as a small employer does under "Jobs":
"We need a barista for our café. Write to ..."."""

from __future__ import annotations

from crawlers.extract.cleaning.weights import LINK
from crawlers.extract.job.title_calls import post_called_for
from crawlers.extract.job.title_lines import title_score
from crawlers.extract.kind_of_page.page_look import PageLook
from crawlers.extract.kind_of_page.page_words import phrases

_LIKE_A_POST = 0.75
"""The score of a line with the word of a profession at one of its ends."""


def calls_for_one_in_prose(look: PageLook) -> bool:
    """Return whether the sentences call for one post, no second line names one, no link leads to
    more of it, and there is a mail address or a number to ring."""
    if not (look.seeks and post_called_for([line for _, line in look.own])):
        return False
    ends = phrases("card_ends")
    if any(block.links > LINK and ends.begin(line.folded) for block, line in look.lines):
        return False
    named = {line.folded for _, line in look.lines if title_score(line) >= _LIKE_A_POST}
    return len(named) <= 1 and look.calls.name_contact
