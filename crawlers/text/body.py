"""Which blocks of a page are the posting, and whether there is one at all: for pages whose site nobody has described.

Evidence: where the markup puts a block (landmarks, boxes), how much of it is links, the words that close a posting or belong to
the box of other postings, section headings, label runs, and the description that a JobPosting object states. The words are
data/body.yaml, chrome.yaml, headings.yaml and labels.yaml. Time is linear in the length of the page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import groupby

from crawlers.text.blocks import Block
from crawlers.text.copies import second_copies
from crawlers.text.words import fold, load

_SHORT = 80  # characters of a line that may be a heading, a label or furniture
_PROSE = 60
_ITEM = 15
_SUBSTANCE = 150
"""Weight of a part that can stand for itself: two sentences."""
_EMPTY = 25  # characters
_ARTICLE = 150  # words; a text with fewer may be a short posting that happens to use none of the usual words
_NOTICE = 300  # characters of a block that may be a notice
_FURNITURE = frozenset(("nav", "footer"))
_NOTICES = ("javascript_shell", "captcha", "not_found", "expired_notice", "login_wall", "consent_wall", "list_of_jobs")
_BESIDE = _FURNITURE | {"aside", "header", "form"}


@dataclass(frozen=True, slots=True)
class BodyChoice:
    """Where the posting stands among a page's blocks.

    start, end: its description lies in blocks[start:end]; equal where there is none. body: the indexes of its blocks in there, in
    order: furniture in between is left out. header: the blocks above it that may hold title and labels. facts: runs of labels and
    values elsewhere on the page (side boxes, boxes below). reason: the evidence that decided. flags: `expired` where a notice
    says so; `use_jsonld` where the description of the JobPosting object is fuller than what the page shows.
    """

    start: int
    end: int
    body: tuple[int, ...]
    header: range
    facts: tuple[range, ...] = ()
    reason: str = ""
    flags: tuple[str, ...] = ()


def find_body(
    blocks: Sequence[Block], *, title: str | None = None, jsonld_description: Sequence[Block] | None = None
) -> BodyChoice:
    """The posting's blocks. title: the posting's title where it is known; jsonld_description: that of its JobPosting object."""
    page = _Measured(blocks, title)
    body, reason = page.choose()
    flags = ["expired"] if page.says_expired() else []
    if jsonld_description:
        seen, share = page.matching(jsonld_description)
        stated, shown = _size(jsonld_description), page.size_of(body)
        if seen and share >= 0.6 and stated >= 0.6 * shown:
            body, reason = page.between(seen), "jsonld"
        elif share < 0.3 and stated >= 400 and stated > shown:
            flags.append("use_jsonld")
    start, end = (body[0], body[-1] + 1) if body else (len(blocks), len(blocks))
    header = range(page.top(start), start)
    return BodyChoice(start, end, tuple(body), header, page.facts(header, body), reason, tuple(flags))


def judge(blocks: Sequence[Block]) -> str | None:
    """Why a page is no posting: `empty_page`, `expired_notice`, `javascript_shell`, `captcha`, `not_found`, `login_wall`,
    `consent_wall`, `list_of_jobs`, `no_posting_words`; None for a posting and wherever there is doubt."""
    page = _Measured(blocks, None)
    if sum(len(b.text) for b in blocks if b.region not in _FURNITURE) < _EMPTY:
        return "empty_page"
    if page.is_list():
        return "list_of_jobs"
    if page.is_posting():
        return None
    for reason, phrases in page.words.notices.items():
        said = {i for i, text in enumerate(page.notices) if text and any(phrase in text for phrase in phrases)}
        if said and page.is_little(said):
            return reason
    return "no_posting_words" if page.is_about_something_else() else None


class _Measured:
    """A page's blocks with what is asked of each more than once.

    short: the folded text of short lines outside the site's menus, else "". weight: how much running text a block is.
    live: whether it may be part of the posting.
    """

    def __init__(self, blocks: Sequence[Block], title: str | None) -> None:
        self.blocks = blocks
        self.title = fold(title or "")
        self.words = _words()
        self.short = [_folded(b.text) if len(b.text) <= _SHORT and b.region not in _FURNITURE else "" for b in blocks]
        self.box = _shared_boxes(blocks)
        self.weight = [_weight(b) for b in blocks]
        self._mass: dict[int, float] = {}
        self.live = self._live()
        self._bury_other_postings()

    # --- Measures ---------------------------------------------------------------------------------------------------------

    def _live(self) -> list[bool]:
        """Landmarks beside the main part are out, unless nearly all of the text stands in them."""
        whole = sum(self.weight)
        for out in (_BESIDE, _FURNITURE, frozenset[str]()):
            live = [b.region not in out for b in self.blocks]
            if whole == 0 or self._sum(i for i, alive in enumerate(live) if alive) >= 0.35 * whole:
                return live
        return live

    def _sum(self, indexes: Iterable[int]) -> float:
        return sum(self.weight[i] for i in indexes)

    def mass(self, i: int) -> float:
        """The weight of a block, by how much it speaks of jobs: an employer's profile is as long as a posting but does not."""
        if i not in self._mass:
            words = fold(self.blocks[i].text).split() if self.weight[i] else []
            share = sum(w in self.words.posting for w in words) / max(1, len(words))
            self._mass[i] = self.weight[i] * (0.25 + min(0.75, 10 * share))
        return self._mass[i]

    def size_of(self, indexes: Iterable[int]) -> int:
        return _size([self.blocks[i] for i in indexes])

    def living(self) -> list[int]:
        return [i for i, alive in enumerate(self.live) if alive]

    def _bury_other_postings(self) -> None:
        """What stands behind (or in the box of) a heading like "Similar jobs" is out."""
        living = self.living()
        whole = self._sum(living)
        before = 0.0
        for at, i in enumerate(living):
            if self.live[i] and self.short[i] and self._ends(i):
                if before >= max(_SUBSTANCE, 0.3 * whole):
                    for j in living[at:]:
                        self.live[j] = False
                    return
                self._bury_box(i, whole)
            before += self.weight[i]

    def _ends(self, i: int) -> bool:
        text = self.short[i]
        return text in self.words.ends or text.startswith(self.words.end_starts)

    def _bury_box(self, i: int, whole: float) -> None:
        """A box of other postings above the posting: the line, and what stands in its box if that is small."""
        self.live[i] = False
        box = self.box[i]
        inside = [j for j in self.living() if box and self.box[j][: len(box)] == box]
        if self._sum(inside) < 0.3 * whole:
            for j in inside:
                self.live[j] = j < i

    def kind_of_heading(self, i: int) -> str:
        """The kind of section that a block is the heading of, "" for none (data/headings.yaml)."""
        block = self.blocks[i]
        if not self.short[i] or block.links > 0.5 or block.kind in ("pair", "row"):
            return ""
        return self.words.headings.get(self.short[i], "")

    def opens_section(self, i: int) -> bool:
        """Whether a block is the heading of a posting's section, with text below it."""
        kind = self.kind_of_heading(i)
        if not kind or kind == "frame":
            return False
        below = self._sum(range(i + 1, min(i + 4, len(self.blocks))))
        return below >= _SUBSTANCE if self.short[i] in self.words.labels else below > 0

    def closes(self, i: int) -> bool:
        """Whether a block is a line of the site at which the posting's own text stops: apply, share, print, documents."""
        text = self.short[i]
        return (
            bool(text) and (text in self.words.closes or text.startswith(self.words.close_starts)) and not self.opens_section(i)
        )

    def is_label(self, i: int) -> bool:
        """Whether a block is a header label, with its value or alone."""
        block = self.blocks[i]
        if block.kind == "pair":
            return True
        head, colon, _ = block.text.partition(":")
        return len(head) <= 50 and _folded(head if colon else block.text) in self.words.labels

    # --- Choosing ---------------------------------------------------------------------------------------------------------

    def choose(self) -> tuple[list[int], str]:
        living = self.living()
        if not self._sum(living):
            return [], "no text"
        boxed = any(self.box[i] for i in living)
        chosen, core, reason = self._by_boxes(living) if boxed else (living, set(living), "text")
        chosen = self._below_title(chosen)
        chosen = self._once(self._closed(chosen))
        return self._trimmed(chosen, core, boxed), reason

    def _by_boxes(self, living: list[int]) -> tuple[list[int], set[int], str]:
        """The smallest box with the posting, without boxes around its main part that tell of other things.

        Gives the blocks, those of the main part, and the reason.
        """
        members, depth = self._narrowed(living)
        runs = [(key, list(run)) for key, run in groupby(members, key=lambda i: self._part(i, depth))]
        weights = Counter[int]()
        for key, run in runs:
            weights[key] += int(sum(map(self.mass, run)))
        main = next(key for key, _ in runs if weights[key] >= 0.5 * max(weights.values()))
        core = {i for key, run in runs if key == main for i in run}
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
        return chosen, core, "boxes" if len(runs) > 1 else "box"

    def _extended(self, chosen: list[int], living: list[int]) -> list[int]:
        """With the running text right above and below that the site put into another box."""
        first, last = living.index(chosen[0]), living.index(chosen[-1])
        start, end = first, last + 1
        while start > 0 and self._runs_on(living[start - 1], _SUBSTANCE):
            start -= 1
        if 0 < start < first and self.blocks[living[start - 1]].kind == "heading" and not self._is_title(living[start - 1]):
            start -= 1
        while end < len(living) and self._runs_on(living[end], _PROSE):
            end += 1
        return living[start:first] + chosen + living[last + 1 : end]

    def _runs_on(self, i: int, weight: float) -> bool:
        return self.weight[i] >= weight and not self.is_label(i) and not (i and self._is_value(i))

    def _part(self, i: int, depth: int) -> int:
        """The child of the box that a block stands in, 0 for the box itself."""
        box = self.box[i]
        return box[depth] if len(box) > depth else 0

    def _narrowed(self, members: list[int]) -> tuple[list[int], int]:
        """Into the box with the bulk of the text, as long as no section of a posting stays outside: its blocks and its depth."""
        depth = 0
        while True:
            weights = Counter[int]()
            for i in members:
                weights[self._part(i, depth)] += int(self.mass(i))
            child, weight = weights.most_common(1)[0]
            outside = [i for i in members if self._part(i, depth) != child]
            if child == 0 or weight < 0.6 * weights.total() or any(map(self.opens_section, outside)):
                return members, depth
            members = [i for i in members if self._part(i, depth) == child]
            depth += 1

    def _belongs_above(self, run: list[int]) -> bool:
        if any(map(self.opens_section, run)):
            return True
        return self._sum(run) >= _SUBSTANCE and not any(map(self.is_label, run)) and not any(map(self.closes, run))

    def _belongs_below(self, run: list[int], inner: bool) -> bool | None:
        """Whether a part behind the main part goes on with the posting; None for one that says nothing.

        inner: the main part's text stands in the box itself, this part in a box of its own.
        """
        kinds = {self.kind_of_heading(i) for i in run if self.opens_section(i)}
        if kinds - {"about_employer"}:
            return True
        first = run[0]
        if self.short[first] in self.words.profiles or self.closes(first):
            return False
        if inner and self.blocks[first].kind == "heading":
            return False
        return None if self._sum(run) < _PROSE else True

    def _below_title(self, chosen: list[int]) -> list[int]:
        """What stands below the last title line that has the bulk of the text below it."""
        whole = below = self._sum(chosen)
        titles: dict[bool, int] = {}
        for at, i in enumerate(chosen):
            if below < 0.6 * whole:
                break
            if self._is_title(i):
                titles[self.blocks[i].level == 1] = at + 1
            below -= self.weight[i]
        return chosen[titles.get(True, titles.get(False, 0)) :]

    def _is_title(self, i: int) -> bool:
        block = self.blocks[i]
        if self.title and self.short[i] == self.title:
            return True
        return block.kind == "heading" and block.level == 1 and not self.kind_of_heading(i)

    def _closed(self, chosen: list[int]) -> list[int]:
        """Up to the line that closes the posting; lines of the site that close nothing are left out."""
        whole, before = self._sum(chosen), 0.0
        kept: list[int] = []
        for at, i in enumerate(chosen):
            if self.closes(i):
                behind = chosen[at + 1 :]
                if before >= max(_SUBSTANCE, 0.5 * whole) and not any(map(self.opens_section, behind)):
                    break
                continue
            before += self.weight[i]
            kept.append(i)
        return kept

    def _trimmed(self, chosen: list[int], core: set[int], boxed: bool) -> list[int]:
        """Without header facts and odds and ends at both ends. In HTML the box of the main text is the posting's own; in plain
        text, where nothing tells what a short line is, only what is known goes."""
        start, end = self._below_labels(chosen, core if boxed else set()), len(chosen)
        while start < end and self._is_edge(chosen[start], core if boxed else None, above=True):
            start += 1
        while end > start and self._is_edge(chosen[end - 1], core if boxed else None, above=False):
            end -= 1
        return chosen[start:end]

    def _once(self, chosen: list[int]) -> list[int]:
        """Without the second copy of a posting that a page prints twice."""
        long = [self.blocks[i].text for i in chosen if self.weight[i] >= _SUBSTANCE]
        if len(set(long)) == len(long):
            return chosen
        gone = second_copies([self.blocks[i] for i in chosen])
        return [i for at, i in enumerate(chosen) if at not in gone]

    def _below_labels(self, chosen: list[int], core: set[int]) -> int:
        """Where the text goes on below the labels at its top; in the main box only what the markup pairs is one."""
        start = 0
        for at, i in enumerate(chosen):
            label = self.is_label(i) if i not in core else self.blocks[i].kind == "pair"
            if self.opens_section(i) or (self.weight[i] >= _SUBSTANCE and not label):
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
        return len(text) <= _SHORT and text[-1] not in ".!?:" and not self.is_label(i) and not self.kind_of_heading(i)

    def _is_edge(self, i: int, core: set[int] | None, above: bool) -> bool:
        """Whether a block at the edge is no part of the description. core: the blocks of the main box, None in plain text."""
        block = self.blocks[i]
        if self.weight[i] >= _SUBSTANCE or (above and self.opens_section(i)):
            return False
        if self.kind_of_heading(i) == "frame" or self._is_title(i) or (block.links > 0.8 and not self.weight[i]):
            return True
        if core is None:
            return False
        if i in core:
            return above and block.kind == "pair"
        return self.weight[i] == 0 or (above and self._is_value(i))

    def _is_value(self, i: int) -> bool:
        """Whether a block is the value of the label above it."""
        above = self.blocks[i - 1] if i else None
        return above is not None and len(above.text) <= _SHORT and self.is_label(i - 1) and above.text[-1] == ":"

    # --- The rest of the page ---------------------------------------------------------------------------------------------

    def top(self, start: int) -> int:
        """Where the header begins: the first block above the description that is no menu."""
        above = (i for i in range(start) if self.live[i] or (self._is_title(i) and self.blocks[i].region == "header"))
        return next(above, start)

    def facts(self, header: range, body: Sequence[int]) -> tuple[range, ...]:
        """Runs of at least two labels outside header and description; those of other postings are links."""
        taken = {*header, *body}
        found: list[range] = []
        start = end = labels = 0
        for i in range(len(self.blocks)):
            block = self.blocks[i]
            if i in taken or block.region in _FURNITURE or block.links > 0.5 or self.weight[i] > _PROSE or self._ends(i):
                labels = 0
                continue
            if not self.is_label(i):
                continue
            if labels and i - end <= 2:
                labels, end = labels + 1, i
                if labels == 2:
                    found.append(range(0))
                if labels >= 2:
                    found[-1] = range(start, min(i + 2, len(self.blocks)))
            else:
                start = end = i
                labels = 1
        return tuple(found)

    # --- Whether it is a posting ------------------------------------------------------------------------------------------

    @cached_property
    def notices(self) -> list[str]:
        return [fold(b.text) if len(b.text) <= _NOTICE and b.region != "nav" else "" for b in self.blocks]

    @cached_property
    def evidence(self) -> int:
        """How many different words of one language's postings the text has."""
        found = Counter(
            language
            for word in {w for i in self.living() if self.weight[i] for w in fold(self.blocks[i].text).split()}
            for language in self.words.languages.get(word, ())
        )
        return max(found.values(), default=0)

    def is_posting(self) -> bool:
        return self._sum(self.living()) >= 2 * _SUBSTANCE and self.evidence >= 4

    def is_list(self) -> bool:
        """Whether the page is made of links with a line or two below each, and has no section of a posting."""
        living = self.living()
        links, runs = 0, [0.0]  # the running text between links
        for i in living:
            if self.blocks[i].links > 0.8 and 8 <= len(self.blocks[i].text) <= 120 and not self.closes(i):
                links += 1
                runs.append(0.0)
            runs[-1] += self.weight[i]
        texts = [run for run in runs if run]
        scattered = len(texts) >= 3 or sum(texts) < _PROSE
        return links >= 8 and scattered and max(runs) < 3 * _SUBSTANCE and not any(map(self.opens_section, living))

    def is_little(self, said: set[int]) -> bool:
        """Whether there is next to nothing but a notice."""
        rest = [i for i in self.living() if i not in said]
        return self._sum(rest) < 2 * _SUBSTANCE and not any(map(self.opens_section, rest))

    def is_about_something_else(self) -> bool:
        """Whether there is a good deal of text in a known language, and none of it speaks of work."""
        living = self.living()
        words = fold(" ".join(self.blocks[i].text for i in living if self.weight[i])).split()
        if len(words) < _ARTICLE or self.evidence > 1 or any(map(self.opens_section, living)) or any(map(self.is_label, living)):
            return False
        return sum(w in self.words.common for w in words) > len(words) / 10

    def says_expired(self) -> bool:
        return any(text in self.words.expired for text in self.short if text)

    def matching(self, stated: Sequence[Block]) -> tuple[list[int], float]:
        """The blocks whose text stands in a description, and how much of the description they are."""
        whole = " ".join(f" {_folded(b.text)} " for b in stated)
        pieces = [(i, _folded(b.text)) for i, b in enumerate(self.blocks) if b.region not in _FURNITURE and len(b.text) >= 25]
        seen: list[int] = []
        found = set[str]()
        for i, text in pieces:
            if text and text not in found and f" {text} " in whole:
                seen.append(i)
                found.add(text)
        return seen, sum(map(len, found)) / max(1, len(whole) - 2 * len(stated))

    def between(self, seen: Sequence[int]) -> list[int]:
        """From the first to the last of the blocks, without furniture."""
        return [i for i in range(seen[0], seen[-1] + 1) if self.blocks[i].region not in _FURNITURE and not self.closes(i)]


def _shared_boxes(blocks: Sequence[Block]) -> list[tuple[int, ...]]:
    """The boxes that each block shares with another: a box around a single block is only its paragraph."""
    count = Counter(number for block in blocks for number in block.box)
    shared = []
    for block in blocks:
        box = block.box
        while box and count[box[-1]] == 1:
            box = box[:-1]
        shared.append(box)
    return shared


def _weight(block: Block) -> float:
    """How many characters of running text a block has; headings, labels, links and odd words have none."""
    size = len(block.text)
    if block.kind in ("heading", "pair", "row") or block.links > 0.5:
        return 0.0
    if size >= _PROSE:
        return size * (1 - block.links)
    return size * 0.6 if block.kind == "item" and size >= _ITEM and block.links == 0 else 0.0


def _size(blocks: Iterable[Block]) -> int:
    return sum(len(b.text) for b in blocks)


@lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    return fold(text)


@dataclass(frozen=True, slots=True)
class _Words:
    """The vocabulary, folded."""

    ends: frozenset[str]
    end_starts: tuple[str, ...]
    closes: frozenset[str]
    close_starts: tuple[str, ...]
    profiles: frozenset[str]
    expired: frozenset[str]
    headings: dict[str, str]
    labels: frozenset[str]
    posting: frozenset[str]
    languages: dict[str, tuple[str, ...]]
    common: frozenset[str]
    notices: dict[str, tuple[str, ...]]


@cache
def _words() -> _Words:
    data, chrome = load("body"), load("chrome")
    ends = frozenset(map(fold, [*data["ends"], *chrome["ends"]]))
    closes = frozenset(map(fold, data["closes"]))
    languages: dict[str, tuple[str, ...]] = {}
    for language, words in data["words"].items():
        for word in map(fold, words):
            languages[word] = (*languages.get(word, ()), language)
    headings: dict[str, str] = {}
    for kind, spellings in load("headings").items():
        for spelling in spellings:
            headings.setdefault(fold(spelling), kind)
    return _Words(
        ends=ends,
        end_starts=tuple(f"{phrase} " for phrase in ends if " " in phrase),
        closes=closes | frozenset(map(fold, chrome["lines"])),
        close_starts=tuple(f"{phrase} " for phrase in closes if " " in phrase),
        profiles=frozenset(map(fold, data["profiles"])),
        expired=frozenset(map(fold, chrome["expired"])),
        headings=headings,
        posting=frozenset(languages),
        languages=languages,
        common=frozenset(data["common"]),
        notices={
            reason: tuple(map(fold, chrome["expired"] if reason == "expired_notice" else data[reason])) for reason in _NOTICES
        },
        labels=frozenset(fold(str(spelling)) for spellings in load("labels").values() for spelling in spellings),
    )
