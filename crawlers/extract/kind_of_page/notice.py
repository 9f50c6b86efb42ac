"""Say whether a page is a short notice: "We need a barista for our café. Ring ...". It has no parts
of its own, so that little else tells it from a remark."""

from __future__ import annotations

from crawlers.extract.kind_of_page.other_headings import count_other_topics
from crawlers.extract.kind_of_page.page_look import PageLook

_LONGEST = 3000
"""Characters of a notice."""


def is_notice(look: PageLook) -> bool:
    """Return whether a short text calls for somebody and says whom to answer, and has one heading
    of another topic at most."""
    return (
        look.text_size < _LONGEST
        and (look.seeks or bool(look.calls.posts))
        and look.calls.name_contact
        and count_other_topics(look) <= 1
    )
