"""Choose the posting by its boxes: the smallest box with its text, without the boxes around its
main part that tell of other things."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from crawlers.extract.cleaning.evidence_table import Evidence, always, first_that_holds
from crawlers.extract.cleaning.posting_page import PostingPage
from crawlers.extract.cleaning.weights import BULK, MAIN_RUN, MAX_ODD, PROSE, SUBSTANCE

_ITEMS = 2
"""Items below a heading from which it opens a part of the posting."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a page above or below its main one. run: the indexes of its blocks, in order.
    is_main_unboxed: whether the main part's text stands in no box of its own."""

    page: PostingPage
    run: list[int]
    is_main_unboxed: bool


@dataclass(frozen=True, slots=True)
class ChosenBoxes:
    """Indexes of blocks, in order. core: those of the main part. reason: `box` or `boxes`."""

    blocks: list[int]
    core: set[int]
    reason: str


def choose_boxes(page: PostingPage, living: list[int]) -> ChosenBoxes:
    """Return the boxes with the posting. living: the blocks that may be part of it."""
    members, depth = _innermost_box(page, living)
    runs = [(key, list(run)) for key, run in groupby(members, lambda i: _child_box(page, i, depth))]
    masses = Counter[int]()
    for key, run in runs:
        masses[key] += int(sum(map(page.mass, run)))
    # a menu in plain words can be as long as a short posting, but stands above the title
    title = next((i for i in members if page.short[i] and page.short[i] == page.title), 0)
    below = [key for key, run in runs if run[-1] >= title and masses[key]] or list(masses)
    most = max(masses[key] for key in below)
    main = next(key for key in below if masses[key] >= MAIN_RUN * most)
    places = [at for at, (key, _) in enumerate(runs) if key == main]
    first, last = places[0], places[-1]
    beside = [Part(page, run, main == 0) for _, run in runs]
    while first > 0 and first_that_holds(PARTS_ABOVE, beside[first - 1]).verdict:
        first -= 1
    for at in range(last + 1, len(runs)):
        belongs = first_that_holds(PARTS_BELOW, beside[at]).verdict
        if belongs is False:
            break
        last = at if belongs else last
    chosen = [i for _, run in runs[first : last + 1] for i in run]
    core = {
        i
        for (key, run), part in zip(runs[first : last + 1], beside[first : last + 1], strict=True)
        if key == main or _is_own(part)
        for i in run
    }
    reason = "boxes" if len(runs) > 1 else "box"
    return ChosenBoxes(_with_text_beside(page, chosen, living), core, reason)


def _is_own(part: Part) -> bool:
    """Return whether a part beside the main one is as much the posting's own: its sections."""
    return _has_section(part) or _is_below_its_heading(part)


def _child_box(page: PostingPage, i: int, depth: int) -> int:
    """Return the child of the box that a block stands in, 0 for the box itself."""
    box = page.box[i]
    return box[depth] if len(box) > depth else 0


def _innermost_box(page: PostingPage, members: list[int]) -> tuple[list[int], int]:
    """Return the blocks and the depth of the box with the bulk of the text: inwards as long as no
    section of a posting stays outside."""
    depth, boxes = 0, page.box
    mass = {i: int(page.mass(i)) for i in members if page.weight[i]}
    while True:
        parts = [box[depth] if len(box := boxes[i]) > depth else 0 for i in members]
        masses = dict.fromkeys(parts, 0)
        for i, part in zip(members, parts, strict=True):
            if i in mass:
                masses[part] += mass[i]
        child = max(masses, key=masses.__getitem__)
        outside = [i for i, part in zip(members, parts, strict=True) if part != child]
        if (
            child == 0
            or masses[child] < BULK * sum(masses.values())
            or any(page.opens_section(i) or _heads_items(page, i) for i in outside)
        ):
            return members, depth
        members = [i for i, part in zip(members, parts, strict=True) if part == child]
        depth += 1


# --- Parts above and below the main one -----------------------------------------------------------


def _has_section(part: Part) -> bool:
    return any(map(part.page.opens_section, part.run))


def _is_text(part: Part) -> bool:
    page, run = part.page, part.run
    return (
        page.total(run) >= SUBSTANCE
        and not any(map(page.is_label, run))
        and not any(map(page.closes, run))
    )


def _has_section_of_the_job(part: Part) -> bool:
    page = part.page
    kinds = {page.kind_of_heading(i) for i in part.run if page.opens_section(i)}
    return bool(kinds - {"about_employer"})


def _is_below_its_heading(part: Part) -> bool:
    return part.run[0] > 0 and part.page.opens_section(part.run[0] - 1)


def _begins_with_profile(part: Part) -> bool:
    return part.page.short[part.run[0]] in part.page.words.profiles


def _begins_with_closing_line(part: Part) -> bool:
    return part.page.closes(part.run[0])


def _is_headed_box(part: Part) -> bool:
    return part.is_main_unboxed and part.page.blocks[part.run[0]].kind == "heading"


def _is_headed_alike(part: Part) -> bool:
    return _heads_items(part.page, part.run[0])


def _heads_items(page: PostingPage, i: int) -> bool:
    """Return whether a block is a heading of the level of the posting's sections, above items
    without links: "You", "The team"."""
    heading, items = page.blocks[i], page.blocks[i + 1 : i + 1 + _ITEMS]
    sections = (b for at, b in enumerate(page.blocks) if page.opens_section(at))
    return (
        heading.kind == "heading"
        and len(items) == _ITEMS
        and all(b.kind == "item" and not b.links and b.box == items[0].box for b in items)
        and any(b.level == heading.level for b in sections)
    )


def _says_nothing(part: Part) -> bool:
    return part.page.total(part.run) < PROSE


PARTS_ABOVE: tuple[Evidence[Part, bool], ...] = (
    Evidence("section", _has_section, True, "A section of a posting stands in it."),
    Evidence("text", _is_text, True, "Running text without labels: the opening paragraph."),
    Evidence("anything else", always, False, "A header, a menu, a search form."),
)
"""Whether a part right above the posting belongs to it."""

PARTS_BELOW: tuple[Evidence[Part, bool | None], ...] = (
    Evidence(
        "section", _has_section_of_the_job, True, "A section of a posting but `about_employer`."
    ),
    Evidence("below its heading", _is_below_its_heading, True, "The heading stands above its box."),
    Evidence("profile", _begins_with_profile, False, "The site's box about the employer."),
    Evidence("closing line", _begins_with_closing_line, False, "To apply, to share, to print."),
    Evidence(
        "headed box", _is_headed_box, False, "The main text stands in no box, this part does."
    ),
    Evidence("headed alike", _is_headed_alike, True, "Items under a heading like the sections'."),
    Evidence("little text", _says_nothing, None, "A button or a rule between two parts."),
    Evidence("text", always, True, "Running text goes on."),
)
"""Whether a part below the posting goes on with it; None for a part that says nothing."""


# --- Text in other boxes --------------------------------------------------------------------------


def _with_text_beside(page: PostingPage, chosen: list[int], living: list[int]) -> list[int]:
    """With the running text right above and below that the site put into another box."""
    first, last = living.index(chosen[0]), living.index(chosen[-1])
    start, end = first, last + 1
    while start > 0 and _runs_on(page, living[start - 1], SUBSTANCE):
        start -= 1
    if 0 < start < first and page.heads(living[start - 1], living[start]):
        start -= 1
    while end < len(living):
        skip = _odd_lines_before_text(page, living, end)
        if not _runs_on(page, living[min(end + skip, len(living) - 1)], PROSE):
            break
        end += skip + 1
    end = min(end, len(living))
    return living[start:first] + chosen + living[last + 1 : end]


def _odd_lines_before_text(page: PostingPage, living: list[int], at: int) -> int:
    """Return how many lines of a few words part the text from running text that goes on below them,
    in one box ("$71,750 a year", "We are an equal opportunity employer ..."); 0 for more than
    two."""
    for size in range(1, MAX_ODD + 1):
        odd, below = living[at : at + size], living[at + size : at + size + 1]
        if not below or not all(_is_odd_line(page, i) for i in odd):
            return 0
        box = page.box[odd[-1]]
        if page.weight[below[0]] >= SUBSTANCE and page.box[below[0]][: len(box)] == box:
            return size
    return 0


def _is_odd_line(page: PostingPage, i: int) -> bool:
    block = page.blocks[i]
    is_plain = block.kind == "paragraph" and not block.links and not page.weight[i]
    return is_plain and not (page.closes(i) or page.heads_others[i] or page.is_label(i))


def _runs_on(page: PostingPage, i: int, weight: float) -> bool:
    is_row = page.blocks[i].kind == "pair"  # with a weight it is a row of text
    is_label = page.is_label(i) and not is_row
    return page.weight[i] >= weight and not is_label and not page.is_value(i)
