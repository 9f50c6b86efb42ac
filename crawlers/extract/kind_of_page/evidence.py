"""Count what a page says that postings say. A page about work says some of it; a posting most."""

from __future__ import annotations

from crawlers.extract.kind_of_page.notice import is_notice
from crawlers.extract.kind_of_page.page_look import PageLook
from crawlers.text.phrases import UNSPACED

_FEW = 2
"""Of eight things. With four as the limit, fewer other pages are taken for a posting, and as many
real postings are lost."""


def says_little(look: PageLook) -> bool:
    """Return whether a page says one of these things at most: the name of a post, a call for
    somebody, whom to answer, pay or labels with values, duties, demands, an offer, words of
    requirements. A control to apply with makes up for it; a notice is as short as it may be, and
    plain text has lost what says it."""
    if look.page.kind == "text" or look.applies or is_notice(look):
        return False
    return _count(look) < _FEW


def names_no_post(look: PageLook) -> bool:
    """Return whether neither title nor heading, call nor address name a post, on a page without
    labels of a job: where the word for a post is not known, they speak for it. In writing that
    parts no words, too few are known."""
    if look.page.kind == "text" or look.facts.are_stated or UNSPACED.search(look.text):
        return False
    return not (look.head.names_post or _names_post(look))


def _count(look: PageLook) -> int:
    return sum(
        (
            look.head.names_post or _names_post(look),
            look.seeks or bool(look.calls.posts),
            look.takes_mail or look.calls.name_contact,
            look.facts.are_stated or look.facts.name_pay,
            look.sections.main_kinds,
            look.demands.are_made,
        )
    )


def _names_post(look: PageLook) -> bool:
    return (
        look.repeats_post
        or bool(look.named_posts)
        or look.is_marked
        or look.address_names_post
        or bool(look.calls.posts)
        or look.lines_of_threads == 1
    )
