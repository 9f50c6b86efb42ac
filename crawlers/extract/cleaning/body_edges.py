"""Cut the chosen blocks down to the posting's description: below its title, up to the line that
closes it, each text once, without header facts and odds and ends at both ends."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawlers.extract.cleaning.evidence_table import Evidence, always, first_that_holds
from crawlers.extract.cleaning.posting_page import PostingPage
from crawlers.extract.cleaning.second_copies import second_copies
from crawlers.extract.cleaning.weights import (
    BULK,
    CLOSED_AFTER,
    LINK,
    MAX_COPYRIGHT,
    MAX_VALUES,
    PROSE,
    SHORT,
    SUBSTANCE,
    TOP_LINES,
)

_COPYRIGHT = re.compile(r"^(?:©|\([cC]\) |[Cc]opyright)|© ?(?:\d{4}|[Cc]opyright)")


@dataclass(frozen=True, slots=True)
class Edge:
    """The first or the last block of a description. core: the blocks of the main box; None in plain
    text. is_upper: whether it is the first."""

    page: PostingPage
    i: int
    core: set[int] | None
    is_upper: bool


def description(page: PostingPage, chosen: list[int], core: set[int] | None) -> list[int]:
    """Return the blocks of the description among the chosen ones.

    core: the blocks of the main box, which are the posting's own; None in plain text, where nothing
    tells what a short line is, and only what is known is cut.
    """
    return _without_edges(
        page,
        _without_second_copy(page, _up_to_closing_line(page, _below_title(page, chosen))),
        core,
    )


def _below_title(page: PostingPage, chosen: list[int]) -> list[int]:
    """Return what stands below the last title line that has the bulk of the text below it, and
    below the odd lines under that."""
    whole = below = page.total(chosen)
    titles: dict[bool, int] = {}  # by whether it is of the top level, where the text begins
    for at, i in enumerate(chosen):
        if below < BULK * whole:
            break
        if page.is_title(i):
            titles[page.blocks[i].level == page.top_level] = at + 1
        below -= page.weight[i]
    start = titles.get(True, titles.get(False, 0))
    if _runs_into(page, chosen, start - 1):
        return chosen[start - 2 :]
    start = max(start, _below_values(page, chosen, start))
    while 0 < start < len(chosen) and page.is_odd(chosen[start]):
        start += 1
    return chosen[start:]


def _runs_into(page: PostingPage, chosen: list[int], title: int) -> bool:
    """Return whether the text begins right above its title, which is no main heading and stands in
    the same box: "The spa wishes to engage a", "PHYSIOTHERAPIST (M/F)"."""
    if title < 1 or title + 1 >= len(chosen):
        return False
    above, at, below = chosen[title - 1 : title + 2]
    is_whole = page.box[above] == page.box[at] == page.box[below]
    is_main = page.blocks[at].kind == "heading" and page.blocks[at].level == 1
    return page.weight[above] >= PROSE and not is_main and is_whole


def _below_values(page: PostingPage, chosen: list[int], start: int) -> int:
    """Return where the text begins below a line of values at its top ("Part-time – Kendal – £12 an
    hour"), with no running text above it; `start` where there is none."""
    from crawlers.extract.header.line_values import values_of_block

    for at, i in enumerate(chosen[start : start + TOP_LINES], start):
        block = page.blocks[i]
        if page.opens_section(i) or len(block.text) > MAX_VALUES:
            return start
        slots = {slot for slot, _ in values_of_block(block)} if block.kind == "paragraph" else set()
        if len(slots) > 1:
            return at + 1
        if page.weight[i] >= PROSE:
            return start
    return start


def _up_to_closing_line(page: PostingPage, chosen: list[int]) -> list[int]:
    """Up to the line that closes the posting; lines of the site that close nothing are left out."""
    enough, before = max(SUBSTANCE, CLOSED_AFTER * page.total(chosen)), 0.0
    last_section = max((i for i in chosen if page.opens_section(i)), default=-1)
    kept: list[int] = []
    for i in chosen:
        if not page.closes(i):
            before += page.weight[i]
            kept.append(i)
        elif before >= enough and i > last_section:
            break
    return kept


def _without_second_copy(page: PostingPage, chosen: list[int]) -> list[int]:
    """Without the second copy of a posting that a page prints twice."""
    long = [page.blocks[i].text for i in chosen if page.weight[i] >= PROSE]
    if len(set(long)) > len(long) - 2:
        return chosen
    gone = second_copies([page.blocks[i] for i in chosen])
    return [i for at, i in enumerate(chosen) if at not in gone]


def _without_edges(page: PostingPage, chosen: list[int], core: set[int] | None) -> list[int]:
    """Without header facts and odds and ends at both ends."""
    start, end = _below_labels(page, chosen, core or set()), len(chosen)
    top = start
    while start < end and _is_cut(Edge(page, chosen[start], core, True)):
        start += 1
    if (
        top < start < end
        and page.heads(chosen[start - 1], chosen[start])
        and page.kind_of_heading(chosen[start - 1]) != "frame"
    ):
        start -= 1
    while end > start and _is_cut(Edge(page, chosen[end - 1], core, False)):
        end -= 1
    return chosen[start:end]


def _is_cut(edge: Edge) -> bool:
    return first_that_holds(EDGES, edge).verdict


# --- Labels at the top ----------------------------------------------------------------------------


def _below_labels(page: PostingPage, chosen: list[int], core: set[int]) -> int:
    """Return where the text goes on below the labels at its top; in the main box only what the
    markup pairs is one. Labels below a text that can stand for itself are not at the top."""
    start, between = 0, 0.0
    for at, i in enumerate(chosen):
        is_pair = page.blocks[i].kind == "pair" and page.weight[i] < PROSE
        label = page.is_label(i) if i not in core else is_pair
        between = 0.0 if label else between + page.weight[i]
        if page.opens_section(i) or between >= SUBSTANCE:
            break
        if label:
            with_value = _has_value(page, i) or not _could_be_value(page, i + 1)
            start = at + 1 if with_value else at + 2
    return min(start, len(chosen))


def _has_value(page: PostingPage, i: int) -> bool:
    block = page.blocks[i]
    return block.kind == "pair" or ":" in block.text.rstrip(": ")


def _could_be_value(page: PostingPage, i: int) -> bool:
    """Return whether a line may be the value of the label above it."""
    if i >= len(page.blocks):
        return False
    text = page.blocks[i].text
    return (
        len(text) <= SHORT
        and text[-1] not in ".!?:"
        and not page.is_label(i)
        and not page.kind_of_heading(i)
    )


# --- Odds and ends --------------------------------------------------------------------------------


def _is_copyright(edge: Edge) -> bool:
    text = edge.page.blocks[edge.i].text
    return not edge.is_upper and len(text) <= MAX_COPYRIGHT and bool(_COPYRIGHT.search(text))


def _is_substance(edge: Edge) -> bool:
    return edge.page.weight[edge.i] >= SUBSTANCE


def _opens_section(edge: Edge) -> bool:
    return edge.is_upper and edge.page.opens_section(edge.i)


def _is_frame(edge: Edge) -> bool:
    return edge.page.kind_of_heading(edge.i) == "frame"


def _is_title(edge: Edge) -> bool:
    return edge.page.is_title(edge.i)


def _is_link(edge: Edge) -> bool:
    return edge.page.blocks[edge.i].links > LINK and not edge.page.weight[edge.i]


def _is_own(edge: Edge) -> bool:
    return edge.core is None or edge.i in edge.core


def _is_no_text(edge: Edge) -> bool:
    return edge.page.weight[edge.i] == 0


def _is_value(edge: Edge) -> bool:
    return edge.is_upper and edge.page.is_value(edge.i)


EDGES: tuple[Evidence[Edge, bool], ...] = (
    Evidence("copyright", _is_copyright, True, "The last line of a site."),
    Evidence("substance", _is_substance, False, "It can stand for itself."),
    Evidence("section heading", _opens_section, False, "The posting begins with a heading."),
    Evidence("frame heading", _is_frame, True, '"Job description": the site\'s own.'),
    Evidence("title", _is_title, True, "Read as the title, and no part of the text."),
    Evidence("link", _is_link, True, '"Back to all jobs".'),
    Evidence("own line", _is_own, False, "Short, but within the posting's own box."),
    Evidence("no running text", _is_no_text, True, "A place, a date, a button beside the posting."),
    Evidence("value", _is_value, True, "Of the label above it."),
    Evidence("text", always, False, "Anything else is text."),
)
"""Whether a block at the edge is no part of the description."""
