"""Which blocks of a page are the posting, and whether there is one at all: for pages whose site
nobody has described.

Evidence: where the markup puts a block (landmarks, boxes), how much of it is links, the words that
close a posting or belong to the box of other postings, section headings, label runs, and the
description that a JobPosting object states. Time is linear in the length of the page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from crawlers.extract.cleaning.block_evidence import FURNITURE, PROSE, SHORT, SUBSTANCE, Measured
from crawlers.extract.cleaning.second_copies import second_copies
from crawlers.text.blocks import Block
from crawlers.text.words import fold, folded

_MAX_STATED = 200_000  # characters of a text that are looked at
_MAX_MATCHED = 2_000  # blocks that are looked for in it


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


def find_body(
    blocks: Sequence[Block],
    *,
    title: str | None = None,
    jsonld_description: Sequence[Block] | None = None,
) -> BodyChoice:
    """The posting's blocks. title: the posting's title where it is known; jsonld_description: that
    of its JobPosting object."""
    page = _Chooser(blocks, title)
    use_jsonld = False
    if jsonld_description:
        seen, share = page.matching(jsonld_description)
        stated = _size(jsonld_description)
        is_seen = bool(seen) and share >= 0.6
        whole = _size(blocks[i] for i in page.living()) if is_seen else 0
        if is_seen and stated >= 0.6 * whole:  # so it is as full as any choice
            body, reason = page.between(seen), "jsonld"
        else:
            body, reason = page.choose()
            shown = _size(blocks[i] for i in body)
            if is_seen and stated >= 0.6 * shown:
                body, reason = page.between(seen), "jsonld"
            elif share < 0.3 and stated >= 2 * SUBSTANCE and stated > shown:
                use_jsonld = True
    else:
        body, reason = page.choose()
    start, end = (body[0], body[-1] + 1) if body else (len(blocks), len(blocks))
    header = range(page.top(start), start)
    return BodyChoice(start, end, tuple(body), header, page.facts(header, body), reason, use_jsonld)


def _size(blocks: Iterable[Block]) -> int:
    return sum(len(b.text) for b in blocks)


class _Chooser(Measured):
    def __init__(self, blocks: Sequence[Block], title: str | None) -> None:
        super().__init__(blocks)
        self.title = fold(title or "")
        levels = [
            b.level
            for b, alive in zip(blocks, self.live, strict=True)
            if alive and b.kind == "heading"
        ]
        self.top_level = min(levels, default=1)
        if levels.count(self.top_level) > 1:
            self.top_level = 1  # several of them are sections

    def choose(self) -> tuple[list[int], str]:
        """The description's blocks and the evidence."""
        living = self.living()
        boxed = any(self.box[i] for i in living)
        if not living or (boxed and not self.total(living)):
            return [], "no text"
        if boxed:
            chosen, core, reason = self._by_boxes(living)
        else:
            chosen, core, reason = living, None, "text"
        chosen = self._once(self._closed(self._below_title(chosen)))
        return self._trimmed(chosen, core), reason

    # --- Boxes ------------------------------------------------------------------------------------

    def _by_boxes(self, living: list[int]) -> tuple[list[int], set[int], str]:
        """The smallest box with the posting, without boxes around its main part that tell of other
        things.

        Gives the blocks, those of the main part, and the evidence.
        """
        members, depth = self._narrowed(living)
        runs = [
            (key, list(run)) for key, run in groupby(members, key=lambda i: self._part(i, depth))
        ]
        masses = Counter[int]()
        for key, run in runs:
            masses[key] += int(sum(map(self.mass, run)))
        main = next(key for key, _ in runs if masses[key] >= 0.5 * max(masses.values()))
        places = [at for at, (key, _) in enumerate(runs) if key == main]
        first, last = places[0], places[-1]
        while first > 0 and self._belongs_above(runs[first - 1][1]):
            first -= 1
        for at in range(last + 1, len(runs)):
            belongs = self._belongs_below(runs[at][1], inner=main == 0)
            if belongs is False:
                break
            last = at if belongs else last
        chosen = self._extended([i for _, run in runs[first : last + 1] for i in run], living)
        core = {i for key, run in runs if key == main for i in run}
        return chosen, core, "boxes" if len(runs) > 1 else "box"

    def _part(self, i: int, depth: int) -> int:
        """The child of the box that a block stands in, 0 for the box itself."""
        box = self.box[i]
        return box[depth] if len(box) > depth else 0

    def _narrowed(self, members: list[int]) -> tuple[list[int], int]:
        """Into the box with the bulk of the text, as long as no section of a posting stays outside:
        its blocks and its depth."""
        depth = 0
        while True:
            parts = [box[depth] if len(box := self.box[i]) > depth else 0 for i in members]
            masses = dict.fromkeys(parts, 0)
            for i, part in zip(members, parts, strict=True):
                if self.weight[i]:
                    masses[part] += int(self.mass(i))
            child = max(masses, key=masses.__getitem__)
            outside = [i for i, part in zip(members, parts, strict=True) if part != child]
            if (
                child == 0
                or masses[child] < 0.6 * sum(masses.values())
                or any(map(self.opens_section, outside))
            ):
                return members, depth
            members = [i for i, part in zip(members, parts, strict=True) if part == child]
            depth += 1

    def _belongs_above(self, run: list[int]) -> bool:
        if any(map(self.opens_section, run)):
            return True
        return (
            self.total(run) >= SUBSTANCE
            and not any(map(self.is_label, run))
            and not any(map(self.closes, run))
        )

    def _belongs_below(self, run: list[int], inner: bool) -> bool | None:
        """Whether a part behind the main part goes on with the posting; None for one that says
        nothing.

        inner: the main part's text stands in the box itself, this part in a box of its own.
        """
        if {self.kind_of_heading(i) for i in run if self.opens_section(i)} - {"about_employer"}:
            return True
        first = run[0]
        if self.short[first] in self.words.profiles or self.closes(first):
            return False
        if inner and self.blocks[first].kind == "heading":
            return False
        return None if self.total(run) < PROSE else True

    def _extended(self, chosen: list[int], living: list[int]) -> list[int]:
        """With the running text right above and below that the site put into another box."""
        first, last = living.index(chosen[0]), living.index(chosen[-1])
        start, end = first, last + 1
        while start > 0 and self._runs_on(living[start - 1], SUBSTANCE):
            start -= 1
        if 0 < start < first and self._heads(living[start - 1], living[start]):
            start -= 1
        while end < len(living) and self._runs_on(living[end], PROSE):
            end += 1
        return living[start:first] + chosen + living[last + 1 : end]

    def _runs_on(self, i: int, weight: float) -> bool:
        return self.weight[i] >= weight and not self.is_label(i) and not self._is_value(i)

    def _heads(self, i: int, text: int) -> bool:
        """Whether a block is the heading of the text below it, in the same box."""
        return (
            self.blocks[i].kind == "heading"
            and self.box[i] == self.box[text]
            and not self._is_title(i)
        )

    # --- Lines ------------------------------------------------------------------------------------

    def _is_title(self, i: int) -> bool:
        block = self.blocks[i]
        if self.title and self.short[i] == self.title:
            return True
        return (
            block.kind == "heading"
            and block.level == self.top_level <= 3
            and not self.kind_of_heading(i)
        )

    def _below_title(self, chosen: list[int]) -> list[int]:
        """What stands below the last title line that has the bulk of the text below it, and below
        the odd lines under that."""
        whole = below = self.total(chosen)
        titles: dict[bool, int] = {}
        for at, i in enumerate(chosen):
            if below < 0.6 * whole:
                break
            if self._is_title(i):
                titles[self.blocks[i].level == self.top_level] = at + 1
            below -= self.weight[i]
        start = titles.get(True, titles.get(False, 0))
        while 0 < start < len(chosen) and self._is_odd(chosen[start]):
            start += 1
        return chosen[start:]

    def _is_odd(self, i: int) -> bool:
        """Whether a block is a few words that are no sentence, heading or list: a place, a date, a
        label with its value."""
        block = self.blocks[i]
        if (
            self.weight[i]
            or block.kind == "heading"
            or len(block.text) > SHORT
            or self.opens_section(i)
        ):
            return False
        return block.text[-1] not in ".!?;:" or self.is_label(i)

    def _closed(self, chosen: list[int]) -> list[int]:
        """Up to the line that closes the posting; lines of the site that close nothing are left
        out."""
        enough, before = max(SUBSTANCE, 0.5 * self.total(chosen)), 0.0
        last_section = max((i for i in chosen if self.opens_section(i)), default=-1)
        kept: list[int] = []
        for i in chosen:
            if not self.closes(i):
                before += self.weight[i]
                kept.append(i)
            elif before >= enough and i > last_section:
                break
        return kept

    def _once(self, chosen: list[int]) -> list[int]:
        """Without the second copy of a posting that a page prints twice."""
        long = [self.blocks[i].text for i in chosen if self.weight[i] >= PROSE]
        if len(set(long)) > len(long) - 2:
            return chosen
        gone = second_copies([self.blocks[i] for i in chosen])
        return [i for at, i in enumerate(chosen) if at not in gone]

    def _trimmed(self, chosen: list[int], core: set[int] | None) -> list[int]:
        """Without header facts and odds and ends at both ends.

        core: the blocks of the main box, which are the posting's own; None in plain text, where
        nothing tells what a short line is, and only what is known goes.
        """
        start, end = self._below_labels(chosen, core or set()), len(chosen)
        top = start
        while start < end and self._is_edge(chosen[start], core, above=True):
            start += 1
        if (
            top < start < end
            and self._heads(chosen[start - 1], chosen[start])
            and self.kind_of_heading(chosen[start - 1]) != "frame"
        ):
            start -= 1
        while end > start and self._is_edge(chosen[end - 1], core, above=False):
            end -= 1
        return chosen[start:end]

    def _below_labels(self, chosen: list[int], core: set[int]) -> int:
        """Where the text goes on below the labels at its top; in the main box only what the markup
        pairs is one."""
        start = 0
        for at, i in enumerate(chosen):
            label = self.is_label(i) if i not in core else self.blocks[i].kind == "pair"
            if self.opens_section(i) or (self.weight[i] >= SUBSTANCE and not label):
                break
            if label:
                start = at + 1 if self._has_value(i) or not self._could_be_value(i + 1) else at + 2
        return min(start, len(chosen))

    def _has_value(self, i: int) -> bool:
        block = self.blocks[i]
        return block.kind == "pair" or ":" in block.text.rstrip(": ")

    def _could_be_value(self, i: int) -> bool:
        """Whether a line may be the value of the label above it."""
        if i >= len(self.blocks):
            return False
        text = self.blocks[i].text
        return (
            len(text) <= SHORT
            and text[-1] not in ".!?:"
            and not self.is_label(i)
            and not self.kind_of_heading(i)
        )

    def _is_value(self, i: int) -> bool:
        """Whether a block is the value of the label above it."""
        above = self.blocks[i - 1].text if i else ""
        return above[-1:] == ":" and len(above) <= SHORT and self.is_label(i - 1)

    def _is_edge(self, i: int, core: set[int] | None, above: bool) -> bool:
        """Whether a block at the edge is no part of the description."""
        block = self.blocks[i]
        if self.weight[i] >= SUBSTANCE or (above and self.opens_section(i)):
            return False
        if (
            self.kind_of_heading(i) == "frame"
            or self._is_title(i)
            or (block.links > 0.8 and not self.weight[i])
        ):
            return True
        if core is None or i in core:
            return False
        return self.weight[i] == 0 or (above and self._is_value(i))

    # --- The rest of the page ---------------------------------------------------------------------

    def top(self, start: int) -> int:
        """Where the header begins: the first block above the description that is no menu."""
        above = (
            i
            for i in range(start)
            if self.live[i] or (self._is_title(i) and self.blocks[i].region == "header")
        )
        return next(above, start)

    def facts(self, header: range, body: Sequence[int]) -> tuple[range, ...]:
        """Runs of at least two labels outside header and description; those of other postings are
        links."""
        taken = {*header, *body}
        found: list[range] = []
        run: list[int] = []
        for i, block in enumerate(self.blocks):
            out = (
                i in taken
                or block.region in FURNITURE
                or block.links > 0.5
                or self.weight[i] > PROSE
                or self.ends(i)
            )
            if out or (run and i - run[-1] > 2):
                found += _span(run, len(self.blocks))
                run = []
            if not out and self.is_label(i):
                run.append(i)
        return (*found, *_span(run, len(self.blocks)))

    # --- The stated description -------------------------------------------------------------------

    def matching(self, stated: Sequence[Block]) -> tuple[list[int], float]:
        """The blocks whose text stands in a description, and how much of the description they
        are."""
        texts = [folded(b.text) for b in stated]
        whole, alone = (
            f" {'   '.join(texts)} "[:_MAX_STATED],
            set(texts if sum(map(len, texts)) < _MAX_STATED // 2 else ()),
        )
        pieces = [
            i for i, b in enumerate(self.blocks) if b.region not in FURNITURE and len(b.text) >= 25
        ][:_MAX_MATCHED]
        seen: list[int] = []
        found = set[str]()
        for i in pieces:
            text = folded(self.blocks[i].text)
            if text and text not in found and (text in alone or f" {text} " in whole):
                seen.append(i)
                found.add(text)
        return self._with_short_ends(seen, stated), sum(map(len, found)) / max(
            1, len(whole) - 2 * len(stated)
        )

    def _with_short_ends(self, seen: list[int], stated: Sequence[Block]) -> list[int]:
        """A heading above the first of them and short items below the last belong to the
        description, if it has them word for word."""
        if not seen:
            return seen
        texts = {folded(b.text) for b in stated}
        first, last = seen[0], seen[-1]
        while first > 0 and folded(self.blocks[first - 1].text) in texts:
            first -= 1
        while last + 1 < len(self.blocks) and folded(self.blocks[last + 1].text) in texts:
            last += 1
        return [*range(first, seen[0]), *seen, *range(seen[-1] + 1, last + 1)]

    def between(self, seen: Sequence[int]) -> list[int]:
        """From the first to the last of the blocks, without furniture."""
        return [
            i
            for i in range(seen[0], seen[-1] + 1)
            if self.blocks[i].region not in FURNITURE and not self.closes(i)
        ]


def _span(run: list[int], end: int) -> list[range]:
    """The range of a run of labels with the value of the last."""
    return [range(run[0], min(run[-1] + 2, end))] if len(run) > 1 else []
