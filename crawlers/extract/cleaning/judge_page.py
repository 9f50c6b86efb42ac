"""Whether a page is a posting at all."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from crawlers.extract.cleaning.block_evidence import FURNITURE, PROSE, SUBSTANCE, Measured
from crawlers.extract.cleaning.choose_body import _MAX_STATED, _size
from crawlers.extract.cleaning.notices import ON_ANY_PAGE, notice_in
from crawlers.text.blocks import Block
from crawlers.text.words import fold

_EMPTY = 25  # characters


_ENOUGH_WORDS = 4


# words; a text with fewer may be a short posting that happens to use none of the usual words
_ARTICLE = 150


def judge(blocks: Sequence[Block]) -> str | None:
    """Why a page is no posting: `empty_page`, a kind of notice (crawlers.extract.cleaning.notices),
    `list_of_jobs`, `no_posting_words`.

    None for a posting and wherever there is doubt.
    """
    if _size(b for b in blocks if b.region not in FURNITURE) < _EMPTY:
        return "empty_page"
    page = _Judge(blocks)
    if page.is_list():
        return "list_of_jobs"
    if page.is_posting():
        return None
    if notice := notice_in(page, kinds=ON_ANY_PAGE):
        return notice
    return "no_posting_words" if page.is_about_something_else() else None


class _Judge(Measured):
    @cached_property
    def evidence(self) -> int:
        """How many different words of one language's postings the text has, counted up to the
        number that is enough."""
        found: dict[str, set[str]] = {}
        for i in self.living():
            for word in fold(self.blocks[i].text[:_MAX_STATED]).split() if self.weight[i] else ():
                for language in self.words.languages.get(word, ()):
                    found.setdefault(language, set()).add(word)
                    if len(found[language]) >= _ENOUGH_WORDS:
                        return _ENOUGH_WORDS
        return max(map(len, found.values()), default=0)

    def is_posting(self) -> bool:
        return self.total(self.living()) >= 2 * SUBSTANCE and self.evidence >= _ENOUGH_WORDS

    def is_list(self) -> bool:
        """Whether the page is made of links with a line or two below each, and has no section of a
        posting."""
        living = self.living()
        links, runs = 0, [0.0]  # the running text between links
        for i in living:
            if (
                self.blocks[i].links > 0.8
                and 8 <= len(self.blocks[i].text) <= 120
                and not self.closes(i)
            ):
                links += 1
                runs.append(0.0)
            runs[-1] += self.weight[i]
        texts = [run for run in runs if run]
        scattered = len(texts) >= 3 or sum(texts) < PROSE
        return (
            links >= 8
            and scattered
            and max(runs) < 3 * SUBSTANCE
            and not any(map(self.opens_section, living))
        )

    def is_about_something_else(self) -> bool:
        """Whether there is a good deal of text in a known language, and none of it speaks of
        work."""
        living = self.living()
        words = fold(
            " ".join(self.blocks[i].text for i in living if self.weight[i])[:_MAX_STATED]
        ).split()
        if (
            len(words) < _ARTICLE
            or self.evidence > 1
            or any(self.opens_section(i) or self.is_label(i) for i in living)
        ):
            return False
        return sum(w in self.words.common for w in words) > len(words) / 10
