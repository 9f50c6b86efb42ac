"""Choose which blocks of a page are the posting: for pages whose site no plugin describes.

Evidence: where the markup puts a block (regions, boxes), how much of it is links, the words that
close a posting or belong to the box of other postings, section headings, label runs, and the
description that a JobPosting object states. Time is linear in the length of the page. The tables
of evidence stand in body_boxes.py and body_edges.py, the weights in weights.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crawlers.extract.cleaning.body_boxes import choose_boxes
from crawlers.extract.cleaning.body_edges import description
from crawlers.extract.cleaning.lone_facts import boxes_in_menus, lone_labels
from crawlers.extract.cleaning.posting_page import PostingPage
from crawlers.extract.cleaning.stated_description import between, match_description
from crawlers.extract.cleaning.weights import (
    AS_FULL,
    LABELS_APART,
    MENU_LINKS,
    PROSE,
    SEEN,
    STATED,
    UNSEEN,
)
from crawlers.extract.header.labels import slot_of
from crawlers.text.blocks import SITE_REGIONS, Block
from crawlers.text.measures import Measures

_LINES_OF_ADDRESS, _MAX_LINE_OF_ADDRESS = 4, 40
"""Lines of an address below the first, and characters of one."""


@dataclass(frozen=True, slots=True)
class BodyChoice:
    """Where the posting stands among a page's blocks.

    start, end: its description lies in blocks[start:end]; equal where there is none. body: the
    indexes of its blocks in there, in order: furniture in between is left out. header: the blocks
    above it that may hold title and labels. facts: runs of labels and values elsewhere on the page
    (side boxes, boxes below). reason: the evidence that decided (`box`, `boxes`, `text`, `jsonld`,
    `no text`). use_jsonld: whether the description of the JobPosting object is fuller than what the
    page shows.
    """

    start: int
    end: int
    body: tuple[int, ...]
    header: range
    facts: tuple[range, ...] = ()
    reason: str = ""
    use_jsonld: bool = False


@dataclass(frozen=True, slots=True)
class _Body:
    blocks: list[int]
    reason: str
    use_jsonld: bool = False


def find_body(
    blocks: Sequence[Block],
    *,
    title: str | None = None,
    head_title: str | None = None,
    jsonld_description: Sequence[Block] | None = None,
    measures: Measures | None = None,
) -> BodyChoice:
    """Return the posting's blocks.

    title: the posting's title where it is known. head_title: the title in the HTML head.
    jsonld_description: that of its JobPosting object. measures: those of an earlier look.
    """
    page = PostingPage(blocks, title, head_title, measures)
    found = _with_stated(page, jsonld_description) if jsonld_description else _shown(page)
    body = found.blocks
    start, end = (body[0], body[-1] + 1) if body else (len(blocks), len(blocks))
    header = range(_top(page, start), start)
    facts = _facts(page, header, body)
    return BodyChoice(start, end, tuple(body), header, facts, found.reason, found.use_jsonld)


def size_of(blocks: Iterable[Block]) -> int:
    """Return the number of characters of all blocks."""
    return sum(len(b.text) for b in blocks)


def _shown(page: PostingPage) -> _Body:
    """Return the description by what the page shows."""
    living = page.living()
    boxed = any(page.box[i] for i in living)
    if not living or (boxed and not page.total(living)):
        return _Body([], "no text")
    if not boxed:
        return _Body(description(page, living, None), "text")
    boxes = choose_boxes(page, living)
    return _Body(description(page, boxes.blocks, boxes.core), boxes.reason)


def _with_stated(page: PostingPage, stated: Sequence[Block]) -> _Body:
    """Return the description by what the page shows and what its JobPosting object states: where
    the page shows what is stated, that is the description, unless the page shows more."""
    match, size = match_description(page, stated), size_of(stated)
    is_seen = bool(match.seen) and match.share >= SEEN
    if is_seen and size >= AS_FULL * size_of(page.blocks[i] for i in page.living()):
        return _Body(between(page, match.seen), "jsonld")  # as full as any choice
    shown = _shown(page)
    shown_size = size_of(page.blocks[i] for i in shown.blocks)
    if is_seen and size >= AS_FULL * shown_size:
        return _Body(between(page, match.seen), "jsonld")
    is_fuller = match.share < UNSEEN and size >= STATED and size > shown_size
    return _Body(shown.blocks, shown.reason, is_fuller)


# --- The rest of the page -------------------------------------------------------------------------


def _top(page: PostingPage, start: int) -> int:
    """Return where the header begins: the first block above the description that is no menu."""
    above = (
        i
        for i in range(start)
        if page.live[i] or (page.is_title(i) and page.blocks[i].region == "header")
    )
    return next(above, start)


def _facts(page: PostingPage, header: range, body: Sequence[int]) -> tuple[range, ...]:
    """Runs of at least two labels outside header and description, and what else of the rest of the
    page says something of the posting; labels of other postings are links."""
    taken = {*header, *body}
    runs = _runs_of_labels(page, taken)
    known = {i for run in runs for i in run} | taken
    return (*runs, *boxes_in_menus(page.blocks), *lone_labels(page, known))


def _runs_of_labels(page: PostingPage, taken: set[int]) -> list[range]:
    found: list[range] = []
    run: list[int] = []
    for i, block in enumerate(page.blocks):
        out = (
            i in taken
            or block.region in SITE_REGIONS
            or block.links > MENU_LINKS
            or page.weight[i] > PROSE
            or page.heads_others[i]
        )
        if run and (out or i - run[-1] > LABELS_APART):
            found += _span(run, page.blocks)
            run = []
        if not out and page.is_label(i):
            run.append(i)
    return [*found, *_span(run, page.blocks)]


def _span(run: list[int], blocks: Sequence[Block]) -> list[range]:
    """Return the range of a run of labels with the value of the last; of a place its whole
    address."""
    if len(run) < 2:
        return []
    end = min(run[-1] + 2, len(blocks))
    if slot_of(blocks[run[-1]].said) == "location":
        first = blocks[end - 1]
        last = min(end + _LINES_OF_ADDRESS, len(blocks))
        while end < last and _is_line_beside(blocks[end], first):
            end += 1
    return [range(run[0], end)]


def _is_line_beside(block: Block, first: Block) -> bool:
    """Return whether a short line stands in the same box as another one, and is no label."""
    return (
        (block.kind, block.box) == (first.kind, first.box)
        and len(block.text) <= _MAX_LINE_OF_ADDRESS
        and slot_of(block.said) is None
    )
