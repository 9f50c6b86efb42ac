"""Header labels and their values, in every shape that pages print them. The words are
data/labels.yaml.

Shapes: `Label: value`; a label with its value on the next line; `Label value` without a mark; a
value with the next label behind it; a number with its label behind it; several labels glued into
one run. A value is taken only where it is of the kind that its label asks for, and never when it is
itself a label or a heading: an empty label stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from crawlers.extract.sections.headings import heading_of
from crawlers.posting.raw import Slot
from crawlers.text.blocks import Block
from crawlers.text.language import language_of
from crawlers.text.phrases import ByBeginning
from crawlers.text.words import fold, folded, load, own_words

MAX_LABEL_WORDS = 8
MAX_VALUE = 200
_BEGIN = 4  # characters; the shortest label in a run has as many
_BRACKETS = re.compile(r"\([^()]{0,40}\)|\[[^\[\]]{0,40}\]")
_ICON = re.compile(r"^(?:profile|icon|[^\w\s(\[“\"']+)\s+(?=\w)", re.I)
_COLON = re.compile(r"\s*[:：]\s*")
_SENTENCE = re.compile(r"[a-zà-ÿ)][.;:!?] [A-ZÀ-Ý\d(]")
_HOURS = re.compile(
    r"\d{1,2}(?:[.,]\d+)?(?:\s*[-–]\s*\d{1,2}(?:[.,]\d+)?)?(?:\s*[^\W\d]+(?: [^\W\d]+){0,3})?$"
)
_SEAM = re.compile(r"[A-ZÀ-Ý](?:(?<=[a-zà-ÿ\d)\]€£$%.,:].)|(?<=: .)|(?<=[A-Z]{2}.)|(?<=^.))")
_REFERENCE = re.compile(r"[A-Za-z0-9][\w./\-–]*\d[\w./\-–()]*")


@dataclass(frozen=True, slots=True)
class Pair:
    """A header label and its value; `blocks` are the indexes it was read from, `shape` how."""

    slot: Slot
    label: str
    value: str
    blocks: tuple[int, ...]
    shape: str


@dataclass(slots=True)
class Labels:
    """What the labels of a page say. used: indexes of blocks that are labels and values and nothing
    else. unread: pairs with an unknown label that stand among known ones."""

    pairs: list[Pair]
    used: set[int]
    unread: list[tuple[str, str]]


@cache
def _known() -> dict[str, Slot]:
    known: dict[str, Slot] = {}
    for slot, spellings in load("labels").items():
        for spelling in spellings:
            known.setdefault(fold(str(spelling)), slot)
    return known


@cache
def _printed() -> ByBeginning:
    """Printed labels with what can stand behind one in a run: a colon, a bracket, its value glued
    or with a blank before it."""
    spellings = (
        str(s)
        for all_ in load("labels").values()
        for s in all_
        if len(str(s)) >= _BEGIN and str(s)[:1].isupper()
    )
    behind = r"(?=\s?[:(]|[^a-zà-ÿ\s,.;]|\s+[A-Z\d€£$])"
    return ByBeginning(spellings, _BEGIN, lambda labels: re.compile(rf"((?i:{labels})){behind}"))


def is_plain(text: str) -> bool:
    """Whether a text holds no heading, no label and no run of labels, as its letters show: all
    small but for the first."""
    return (
        text[1:].islower()
        and text[:1].isalpha()
        and ":" not in text
        and not _printed().begins(text)
        and heading_of(text) is None
    )


def _labels_of_run(text: str) -> Iterator[re.Match[str]]:
    """Printed labels where a run can have them: at the start, behind a small letter, a digit, a
    closing mark or a colon."""
    end = 0
    printed = _printed()
    if text[1:].islower() and not printed.begins(text):  # most items of lists
        return
    for place in _SEAM.finditer(text):
        start = place.start()
        if start >= end and (match := printed.match(text, start)):
            end = match.end()
            yield match


def _parted(text: str) -> list[str]:
    """What stands before the first colon and behind it, without blanks around it; the whole text
    where there is none."""
    return _COLON.split(text, maxsplit=1) if ":" in text or "：" in text else [text]


@lru_cache(maxsize=8192)
def slot_of(text: str) -> Slot | None:
    """The slot a label is for, by its words; brackets, icons and marks around it do not count."""
    if len(text) > 90:
        return None
    bare = text.strip()
    if bare[:1] in "pPiI" or not bare[:1].isalpha():
        bare = _ICON.sub("", bare)
    bare = bare.strip("*_: ")
    if "(" in bare or "[" in bare:
        return _known().get(fold(bare)) or _known().get(fold(_BRACKETS.sub("", bare)))
    return _known().get(folded(bare))


def split_run(text: str, least: int = 2) -> tuple[str, list[tuple[str, str]]]:
    """The text before the first label of a glued run, and its (label, value) pairs; none for fewer
    than `least` labels."""
    found = list(_labels_of_run(text))
    if len(found) < least:
        return text, []
    pairs = []
    for match, following in zip(found, [*found[1:], None], strict=True):
        value = text[match.end() : following.start() if following else len(text)]
        label = match.group(1)
        if bracket := re.match(r"\s?\([^()]{0,40}\)(?=:)", value):
            label, value = label + bracket.group(), value[bracket.end() :]
        pairs.append((label, value.strip(" :")))
    return text[: found[0].start()].strip(), _merged(pairs)


def _merged(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """A label without a value before a longer one of the same slot is the label, and the longer one
    begins its value."""
    out: list[tuple[str, str]] = []
    for label, value in pairs:
        if out and not out[-1][1] and slot_of(out[-1][0]) == slot_of(label):
            out[-1] = (out[-1][0], f"{label} {value}".strip())
        else:
            out.append((label, value))
    return out


@cache
def _checks() -> dict[str, Callable[[str], object]]:
    """Per slot, what a value must be readable as. Imported on use: the readers are heavier than the
    labels."""
    from crawlers.extract.dates import printed_date
    from crawlers.extract.job import grades
    from crawlers.extract.pay import printed_pay
    from crawlers.extract.places import printed_places
    from crawlers.extract.terms import employment

    when: Callable[[str], object] = printed_date.read_date
    return {
        "date_posted": when, "date_updated": when, "valid_through": when, "start_date": when,
        "salary": printed_pay.read_pay, "salary_estimate": printed_pay.read_pay,
        "location": lambda v: printed_places.read_places(v) or employment.read_workplace(v),
        "employment_type": lambda v: employment.read_employment(v) or employment.read_contract_type(v),
        "workplace": employment.read_workplace, "seniority": employment.read_seniority, "openings": employment.read_openings,
        "grade": lambda v: grades.read_grades(v, employer=None), "reference": _REFERENCE.search, "requisition": _REFERENCE.search,
        "vacancy": _REFERENCE.search, "post": _REFERENCE.search,
        "hours": lambda v: _HOURS.match(v) or employment.read_employment(v),
    }  # fmt: skip


def fits(slot: Slot, value: str, *, marked: bool = False) -> bool:
    """Whether a value can be what its label asks for. marked: the markup says that it is the value,
    so it may be a word that is a label elsewhere ("Remote", "Contract")."""
    if not value or len(value) > MAX_VALUE or not any(c.isalnum() for c in value):
        return False
    check = _checks().get(slot)
    if slot_of(value) and not (marked and check is not None):
        return False
    if check is not None:
        return bool(check(value))
    return not (len(value.split()) > 15 and value.rstrip()[-1:] in ".!?")


def read_labels(blocks: Sequence[Block], body: tuple[int, int]) -> Labels:
    """All pairs of a page. body: the indexes [start, end) of the posting's prose, where only
    `Label: value` of a run counts."""
    return _Reader(blocks, body).read()


class _Reader:
    def __init__(self, blocks: Sequence[Block], body: tuple[int, int]) -> None:
        self.blocks, self.body = blocks, body
        self.found = Labels([], set(), [])
        self.pending: tuple[Slot, str, int] | None = None

    def read(self) -> Labels:
        index = 0
        while index < len(self.blocks):
            index = self._step(index)
        self._drop_words_of_another_language()
        self._drop_lone_pairs_of_the_body()
        self._read_neighbours()
        return self.found

    def _drop_words_of_another_language(self) -> None:
        """A label that is another word elsewhere counts on a page of its own language: "Cargo" is
        no title in English."""
        only = own_words("label_words")
        doubtful = [pair for pair in self.found.pairs if folded(pair.label) in only]
        if not doubtful:
            return
        language = language_of("\n".join(block.text for block in self.blocks))
        for pair in doubtful:
            if language not in only[folded(pair.label)]:
                self.found.pairs.remove(pair)
                self.found.used.difference_update(pair.blocks)

    def _inside(self, index: int) -> bool:
        return self.body[0] <= index < self.body[1]

    def _step(self, index: int) -> int:
        """Reads the block at index; returns the index to go on from."""
        block = self.blocks[index]
        if block.kind == "pair":
            self._pair(index, slot_of(block.label), block.label, block.text, "pair")
            return index + 1
        if self._colon(index, block) or (
            not self._inside(index) and (self._behind(index, block) or self._spaced(index, block))
        ):
            return index + 1
        if slot := slot_of(block.text):
            if not self._inside(index):
                return self._own_line(index, slot, block.text)
            self._heading_of_value(index, slot)
        self.pending = None
        return index + 1

    def _pair(self, index: int, slot: Slot | None, label: str, value: str, shape: str) -> None:
        self.pending = None
        if slot is None:
            return
        if fits(slot, value, marked=shape == "pair"):
            self.found.pairs.append(Pair(slot, label.strip(" :"), value, (index,), shape))
        self.found.used.add(index)

    def _colon(self, index: int, block: Block) -> bool:
        """`Label: value`, the label known; an empty value waits for the next line."""
        parts = _parted(block.text)
        if len(parts) != 2 or len(parts[0].split()) > MAX_LABEL_WORDS:
            return False
        slot = slot_of(parts[0]) or self._led(parts[0], parts[1])
        if slot is None:
            return False
        if parts[1]:
            if len(parts[1]) > MAX_VALUE and slot not in ("ignored",):
                return False
            if self._inside(index) and not fits(slot, parts[1]):
                return False
            self._pair(index, slot, parts[0], parts[1], "colon")
            return True
        if self._inside(index) and heading_of(block.text):
            return False
        return self._own_line(index, slot, parts[0]) > index

    def _led(self, label: str, value: str) -> Slot | None:
        """The slot of a known label with a remark behind it ("Application deadline 2 years ago:"),
        if the value fits it."""
        words = label.split(" ")
        for size in range(len(words) - 1, 1, -1):
            slot = slot_of(" ".join(words[:size]))
            if slot in _checks() and fits(slot, value):
                return slot
        return None

    def _own_line(self, index: int, slot: Slot, label: str) -> int:
        """A label alone on its line: the value is on the next line, if that is one."""
        following = index + 1
        if following < len(self.blocks):
            value = self.blocks[following]
            inside_trailing = self._trailing(value.text)
            if inside_trailing is None and value.kind != "pair" and self._takes(slot, index, value):
                self.found.pairs.append(
                    Pair(
                        slot,
                        label.strip(" :"),
                        value.text.strip(" :"),
                        (index, following),
                        "next_line",
                    )
                )
                self.found.used.update((index, following))
                self.pending = None
                return following + 1
        if (
            heading_of(self.blocks[index].text)
            and slot not in ("ignored",)
            and not self._empty_label(index)
        ):
            self.pending = None
            return index + 1
        self.found.used.add(index)
        self.pending = (slot, label, index)
        return following

    def _heading_of_value(self, index: int, slot: Slot) -> None:
        """In the prose: a label as a heading, with a value of its kind alone below it ("Deadline",
        "6 July 2021"). Both stay."""
        following = self.blocks[index + 1] if index + 1 < len(self.blocks) else None
        if (
            following
            and slot in _checks()
            and len(following.text) <= 60
            and fits(slot, following.text.strip(" :"))
        ):
            self.found.pairs.append(
                Pair(
                    slot,
                    self.blocks[index].text.strip(" :"),
                    following.text,
                    (index, index + 1),
                    "heading",
                )
            )

    def _empty_label(self, index: int) -> bool:
        """A label with no value: what follows is another label, or nothing of its kind."""
        following = self.blocks[index + 1] if index + 1 < len(self.blocks) else None
        return following is not None and (
            slot_of(following.text) is not None or self._trailing(following.text) is not None
        )

    def _takes(self, slot: Slot, index: int, value: Block) -> bool:
        if value.kind == "heading" and heading_of(value.text):
            return False
        if heading_of(value.text) and slot not in ("location", "seniority"):
            return False
        label_is_heading = heading_of(self.blocks[index].text) is not None
        if label_is_heading and (
            (value.kind == "item" and self.blocks[index].kind != "item") or len(value.text) > 80
        ):
            return False
        return len(value.text) <= 120 and fits(slot, value.text.strip(" :"))

    def _trailing(self, text: str, single: bool = False) -> tuple[str, Slot, str] | None:
        """(value, slot, label) of a line that ends in a known label of two words or more
        ("Full-time Working hours")."""
        words = text.split(" ")
        if not 2 <= len(words) <= 14:
            return None
        for size in (3, 2, 1):
            if len(words) <= size:
                continue
            label = " ".join(words[-size:])
            if not label[:1].isupper():
                label = re.sub(r"^.*?(?<=[a-z\dA-Z])(?=[A-Z][a-z])", "", label)
            if "(" in label or not label[:1].isupper():
                continue
            if (slot := slot_of(label)) and (
                size > 1 or self.pending or (single and slot in _checks())
            ):
                return text[: len(text) - len(label)].strip(), slot, label
        return None

    def _behind(self, index: int, block: Block) -> bool:
        """A value with the next label behind it, while a label waits; or a number with its own
        label behind it."""
        trailing = self._trailing(block.text, single=self.pending is None)
        if self.pending is None:
            if trailing and (
                self._is_number(trailing)
                or (fits(trailing[1], trailing[0]) and self._labels_behind(index))
            ):
                self.found.pairs.append(
                    Pair(trailing[1], trailing[2], trailing[0], (index,), "label_behind")
                )
                self.found.used.add(index)
                return True
            return False
        slot, label, at = self.pending
        value = trailing[0] if trailing else block.text
        if (
            trailing
            and not fits(slot, value)
            and any(p.shape == "next_label_behind" for p in self.found.pairs)
        ):
            # the page prints them so: an unreadable value, and on to the next label
            self.found.used.add(index)
            self.pending = (trailing[1], trailing[2], index)
            return True
        if not fits(slot, value) or (trailing is None and (len(value) > 80 or heading_of(value))):
            return False
        self.found.pairs.append(Pair(slot, label, value, (at, index), "next_label_behind"))
        self.found.used.add(index)
        self.pending = (trailing[1], trailing[2], index) if trailing else None
        return True

    def _is_number(self, trailing: tuple[str, Slot, str]) -> bool:
        return (
            trailing[1] in ("requisition", "reference", "vacancy")
            and _REFERENCE.fullmatch(trailing[0]) is not None
        )

    def _labels_behind(self, index: int) -> bool:
        """Whether the line before or behind has its label behind its value, too: then the page
        prints them so."""
        if any(p.shape == "label_behind" and index - 1 in p.blocks for p in self.found.pairs):
            return True
        following = (
            self._trailing(self.blocks[index + 1].text, single=True)
            if index + 1 < len(self.blocks)
            else None
        )
        return following is not None and fits(following[1], following[0])

    def _spaced(self, index: int, block: Block) -> bool:
        """`Label value` with nothing between them: only where the value is of the kind the label
        asks for."""
        words = block.text.split(" ")
        if len(words) > 16 or len(block.text) > 140:
            return False
        for size in range(min(6, len(words) - 1), 0, -1):
            label = " ".join(words[:size])
            slot = slot_of(label)
            if slot is None or not label[:1].isupper() or slot in ("title", "organization", "unit"):
                continue
            value = " ".join(words[size:])
            strict = slot in _checks()
            if strict and not fits(slot, value):
                value = re.split(r" [-–|·•] ", value)[0]
            among = size > 1 or block.kind == "item" or strict
            if fits(slot, value) and among and (strict or block.kind == "item" or size > 2):
                self.found.pairs.append(Pair(slot, label, value, (index,), "spaced"))
                self.found.used.add(index)
                self.pending = None
                return True
        return False

    def _drop_lone_pairs_of_the_body(self) -> None:
        """In the prose a single `Label: value` is read but stays text; a run of three is a header
        and goes."""
        inside = sorted(i for p in self.found.pairs for i in p.blocks if self._inside(i))
        runs: list[list[int]] = []
        for index in inside:
            if runs and index - runs[-1][-1] <= 2:
                runs[-1].append(index)
            else:
                runs.append([index])
        for run in runs:
            if len(run) < 3:
                self.found.used.difference_update(run)
        self.found.used.difference_update(
            i
            for i in list(self.found.used)
            if self._inside(i) and not any(i in run for run in runs if len(run) >= 3)
        )

    def _read_neighbours(self) -> None:
        """`Unknown: value` lines with known pairs on both sides are header too, and counted as
        unread."""
        known = {i for p in self.found.pairs for i in p.blocks if i in self.found.used}
        for index, block in enumerate(self.blocks):
            if index in self.found.used or not (
                {index - 1, index - 2} & known and {index + 1, index + 2} & known
            ):
                continue
            parts = _parted(block.text)
            if block.kind == "pair":
                self.found.unread.append((block.label, block.text))
            elif (
                len(parts) == 2
                and parts[0]
                and len(parts[0].split()) <= MAX_LABEL_WORDS
                and len(block.text) <= MAX_VALUE
            ):
                self.found.unread.append((parts[0], parts[1]))
            elif block.kind != "item" or len(block.text) > 120:
                continue
            else:
                self.found.unread.append(("", block.text))
            self.found.used.add(index)


def body_span(blocks: Sequence[Block]) -> tuple[int, int]:
    """The posting's prose as [start, end): from its first section heading or long block to its last
    long block or list item.

    Before it stands the header, behind it the boxes at the end of the page.
    """
    start = next((i for i, b in enumerate(blocks) if _opens_body(blocks, i)), len(blocks))
    end = next(
        (
            i + 1
            for i in range(len(blocks) - 1, start - 1, -1)
            if _is_prose(blocks[i]) or _closes_body(blocks, i)
        ),
        start,
    )
    return start, end


def _is_prose(block: Block) -> bool:
    if block.kind == "pair" or len(block.text) < 60:
        return False
    ended = block.text.rstrip()[-1:] in ".;:!?" and len(block.text.split()) >= 10
    return (
        ended
        or len(block.text) >= 220
        or (len(block.text) >= 110 and _SENTENCE.search(block.text) is not None)
    )


def _opens_body(blocks: Sequence[Block], index: int) -> bool:
    block = blocks[index]
    if block.kind == "pair":
        return False
    if _is_prose(block):
        return not slot_of(_parted(block.text)[0])
    heading = heading_of(block.text)
    if heading is None or heading.kind == "frame":
        return False
    if heading.rest:
        return True
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    if following is None:
        return slot_of(block.text) is None
    if slot_of(block.text):  # "Languages" is a label before "English", a heading before a list
        return (following.kind == "item" and block.kind != "item") or (
            _is_prose(following) and not slot_of(following.text)
        )
    return True


def _closes_body(blocks: Sequence[Block], index: int) -> bool:
    block = blocks[index]
    if block.kind == "pair" or slot_of(_parted(block.text)[0]):
        return False
    if block.kind == "item":
        return len(block.text.split()) >= 4
    heading = heading_of(block.text)
    return heading is not None and heading.kind not in ("frame",) and slot_of(block.text) is None
