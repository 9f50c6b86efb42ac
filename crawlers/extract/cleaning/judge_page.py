"""Judge whether a page is a posting at all."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial

from crawlers.extract.cleaning.block_evidence import Measured
from crawlers.extract.cleaning.choose_body import size_of
from crawlers.extract.cleaning.evidence_table import Evidence, always, decide
from crawlers.extract.cleaning.notices import ON_ANY_PAGE, notice_in
from crawlers.extract.cleaning.weights import (
    ARTICLE,
    CARD_LINK,
    CARD_TEXT,
    CARDS,
    EMPTY,
    ENOUGH_WORDS,
    FURNITURE,
    KNOWN_LANGUAGE,
    LINK,
    POSTING,
    PROSE,
    SCATTERED,
    STRAY_WORDS,
)
from crawlers.text.blocks import Block


def judge(blocks: Sequence[Block]) -> str | None:
    """Return why a page is no posting: `empty_page`, `list_of_jobs`, a kind of notice
    (crawlers.extract.cleaning.notices), `no_posting_words`; None for a posting and wherever there
    is doubt."""
    return decide(JUDGEMENTS, _JudgedPage(blocks)).verdict


class _JudgedPage(Measured):
    @cached_property
    def words_of_work(self) -> int:
        """How many different words of one language's postings the text has, counted up to the
        number that is enough."""
        found: dict[str, set[str]] = {}
        for i in self.living():
            for word in self.blocks[i].folded.split() if self.weight[i] else ():
                for language in self.words.languages.get(word, ()):
                    found.setdefault(language, set()).add(word)
                    if len(found[language]) >= ENOUGH_WORDS:
                        return ENOUGH_WORDS
        return max(map(len, found.values()), default=0)

    @cached_property
    def notice(self) -> str | None:
        """Which notice the page is, None for none."""
        return notice_in(self, kinds=ON_ANY_PAGE)


def _is_empty(page: _JudgedPage) -> bool:
    return size_of(b for b in page.blocks if b.region not in FURNITURE) < EMPTY


def _is_list(page: _JudgedPage) -> bool:
    living = page.living()
    links, runs = 0, [0.0]  # the running text between links
    for i in living:
        block = page.blocks[i]
        if block.links > LINK and len(block.text) in CARD_LINK and not page.closes(i):
            links += 1
            runs.append(0.0)
        runs[-1] += page.weight[i]
    texts = [run for run in runs if run]
    scattered = len(texts) >= SCATTERED or sum(texts) < PROSE
    return (
        links >= CARDS
        and scattered
        and max(runs) < CARD_TEXT
        and not any(map(page.opens_section, living))
    )


def _is_posting(page: _JudgedPage) -> bool:
    return page.total(page.living()) >= POSTING and page.words_of_work >= ENOUGH_WORDS


def _is_notice(kind: str, page: _JudgedPage) -> bool:
    return page.notice == kind


def _is_about_something_else(page: _JudgedPage) -> bool:
    living = page.living()
    words = [w for i in living if page.weight[i] for w in page.blocks[i].folded.split()]
    if (
        len(words) < ARTICLE
        or page.words_of_work > STRAY_WORDS
        or any(page.opens_section(i) or page.is_label(i) for i in living)
    ):
        return False
    return sum(word in page.words.common for word in words) > len(words) / KNOWN_LANGUAGE


JUDGEMENTS: tuple[Evidence[str | None], ...] = (
    Evidence("empty page", _is_empty, "empty_page", "Next to no text outside menus and footer."),
    Evidence(
        "list",
        _is_list,
        "list_of_jobs",
        "Links with a line or two below each, and no section of a posting.",
    ),
    Evidence("posting", _is_posting, None, "A good deal of text with words of postings."),
    *(
        Evidence(kind, partial(_is_notice, kind), kind, "Says a notice and has no evidence.")
        for kind in ON_ANY_PAGE
    ),
    Evidence(
        "something else",
        _is_about_something_else,
        "no_posting_words",
        "A good deal of text in a known language, and none of it speaks of work.",
    ),
    Evidence("doubt", always, None, "Where there is doubt, a page is a posting."),
)
"""What a page is: the first that holds. Asked with the page."""
