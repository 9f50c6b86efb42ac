"""Read header labels and their values, in every shape that pages print them.

Shapes: `Label: value`; a label with its value on the next line; `Label value` without a mark; a
value with the next label behind it; a number with its label behind it. A value is taken only where
it is of the kind that its label asks for, and never when it is itself a label or a heading: an
empty label stays empty. The labels are `data/labels.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from crawlers.extract.header.label_checks import check_pairs
from crawlers.extract.header.label_pairs import Labels, Pair, Shape, day_of
from crawlers.extract.header.label_rows import read_row
from crawlers.extract.header.labels import (
    MAX_VALUE,
    fits,
    has_check,
    is_doubtful,
    is_everyday,
    is_of_letters,
    is_reference,
    is_sure,
    label_of,
    may_begin_with_label,
    may_end_in_label,
    printed_labels,
    slot_of,
    slot_of_label,
    split_colon,
)
from crawlers.extract.job.title_lines import title_score
from crawlers.extract.sections.headings import heading_of
from crawlers.extract.terms.employment import is_type_of_chip, looks_like_employment
from crawlers.posting.raw import Slot
from crawlers.text.blocks import Block
from crawlers.text.lines import Line
from crawlers.text.patterns import DIGIT
from crawlers.text.words import fold

_TWINS: dict[Slot, Slot] = {"seniority": "grade", "grade": "seniority"}
"""Slots with labels that pages use for either: "Level: P-3", "Grade: senior"."""
_NUMBERS: tuple[Slot, ...] = ("reference", "requisition", "vacancy")
_NAMES: tuple[Slot, ...] = ("title", "organization", "unit")
"""Slots whose values can be any words: without a mark between, no label of them counts."""

# Sizes, set by hand: characters but where words or lines are named.
_MAX_LABEL_WORDS = 8
_MAX_NEXT_LINE = 120
"""Of a value on the line below its label."""
_MAX_BELOW_HEADING, _MAX_BELOW_PROSE_HEADING = 80, 60
"""Of a value below a label that is a heading elsewhere, in the header and in the prose."""
_NEAR_LABEL = 4
"""Blocks around a label among which another one shows that it is no entry of a menu."""
_MENU, _IS_TITLE = 12, 0.5
"""Blocks among which a menu stands, and how like a title a line is that is none of its values."""
_IS_LINK = 0.9
"""Share of link text from which on a line is nothing but a link."""
_LINES_OF_ADDRESS, _MAX_LINE_OF_ADDRESS = 4, 40
"""Lines of an address below the first, and characters of one."""
_MAX_LEAD_IN, _MAX_POSTCODE = 60, 10
"""Of a line between a label and its value, and of a postcode alone on its line."""
_MAX_WAITING_VALUE = 80
"""Of a value without a label behind it, while a label waits."""
_WORDS_OF_TRAILING, _SIZES_OF_TRAILING = range(2, 15), (3, 2, 1)
"""Words of a line that ends in a label, and of that label, the longest first."""
_MAX_SPACED_WORDS, _MAX_SPACED, _MAX_SPACED_LABEL = 16, 140, 6
"""Words and characters of a line of label and value without a mark, and words of its label."""

_GLUED = re.compile(r"^.*?(?<=[a-z\dA-Z])(?=[A-Z][a-z])")
_DASH = re.compile(r" [-–|·•] ")


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A label that has no value yet, and its block."""

    slot: Slot
    label: str
    index: int


@dataclass(frozen=True, slots=True)
class _Trailing:
    """A line that ends in a label: what stands before, the slot and the label."""

    value: str
    slot: Slot
    label: str

    @property
    def is_number(self) -> bool:
        """Whether the value is the number that the label asks for."""
        return self.slot in _NUMBERS and is_reference(self.value)


def read_labels(
    blocks: Sequence[Block], prose: tuple[int, int], *, is_chosen: bool = False
) -> Labels:
    """Read all pairs of a page.

    prose: the indexes [start, end) of the posting's prose, where only `Label: value` of a run
    counts. is_chosen: whether the markup has parted the prose from the header: then no run in it is
    one, and its lines stay text."""
    return _Reader(blocks, prose, is_chosen).read()


class _Reader:
    """Reads the blocks of a page one after another.

    waiting: a label whose value has not come yet."""

    def __init__(self, blocks: Sequence[Block], prose: tuple[int, int], is_chosen: bool) -> None:
        self.blocks, self.prose, self.is_chosen = blocks, range(*prose), is_chosen
        self.found = Labels([], set(), [])
        self.waiting: _Waiting | None = None

    def read(self) -> Labels:
        """Read all blocks, then drop what the whole page shows to be no label."""
        index = 0
        while index < len(self.blocks):
            index = self._read_block(index)
        check_pairs(self.found, self.blocks, self.prose, is_chosen=self.is_chosen)
        return self.found

    def _read_block(self, index: int) -> int:
        """Read the block at index; return the index to go on from."""
        block = self.blocks[index]
        if block.kind == "pair":
            slot = slot_of_label(block.label) or _slot_of_numbered(block)
            value = day_of(slot, block.said, block) if slot else block.said
            if slot == "location" and (last := self._last_line_of_pair(index)) > index:
                lines = [b.text for b in self.blocks[index : last + 1]]
                self._add(
                    slot, block.label, "; ".join(lines), tuple(range(index, last + 1)), "pair"
                )
                return last + 1
            self._read_pair(index, slot, block.label, value, "pair")
            return index + 1
        if block.kind == "row":
            return self._read_row(index)
        if (":" in block.text or "：" in block.text) and self._read_colon(index, block):
            return self.found.pairs[-1].blocks[-1] + 1 if self._has_read(index) else index + 1
        if index not in self.prose and (
            self._read_behind(index, block)
            or (slot_of(block.said) is None and self._read_spaced(index, block))
        ):
            return index + 1
        if slot := slot_of(block.said):
            if index not in self.prose:
                return self._read_own_line(index, slot, block.text)
            self._read_heading(index, slot)
        self.waiting = None
        return index + 1

    def _has_read(self, index: int) -> bool:
        """Return whether the last pair begins at a block."""
        return bool(self.found.pairs) and self.found.pairs[-1].blocks[0] == index

    def _block_behind(self, index: int) -> Block | None:
        return self.blocks[index + 1] if index + 1 < len(self.blocks) else None

    def _add(self, slot: Slot, label: str, value: str, blocks: tuple[int, ...], by: Shape) -> None:
        """Add a pair whose blocks are label and value and nothing else."""
        self.found.pairs.append(Pair(slot, label, value, blocks, by))
        self.found.used.update(blocks)
        self.waiting = None

    # --- Shapes -----------------------------------------------------------------------------------

    def _read_pair(
        self, index: int, slot: Slot | None, label: str, value: Line, shape: Shape
    ) -> None:
        """Read a label and its value of one block; a value that does not fit goes with its
        label."""
        self.waiting = None
        if slot is None:
            return
        other = _TWINS.get(slot)
        if other and not fits(slot, value) and fits(other, value):
            slot = other
        if fits(slot, value, marked=shape in ("pair", "colon")):
            self._add(slot, label.strip(" :"), value.text, (index,), shape)
        self.found.used.add(index)

    def _read_row(self, index: int) -> int:
        """Read a table row of labels; return the index to go on from."""
        self.waiting = None
        found, rows = read_row(self.blocks, index)
        for slot, label, value in found:
            self._add(slot, label, value, tuple(range(index, index + rows)), "row")
        return index + rows

    def _read_colon(self, index: int, block: Block) -> bool:
        """Read `Label: value`, the label known; an empty value waits for the next line."""
        before, *values = split_colon(block.text)
        if not values or len(before.split()) > _MAX_LABEL_WORDS:
            return False
        label, text = Line(before), values[0]
        if both := _number_and_day(before, text):
            for each, name, words in both:
                self._add(each, name, words, (index,), "colon")
            return True
        slot = slot_of(label) or _slot_before_remark(label, text)
        if slot is None:
            return False
        if text:
            if len(text) > MAX_VALUE and slot != "ignored":
                return False
            value = day_of(slot, Line(text), block)
            if index in self.prose and not fits(slot, value):
                return False
            may_be_list = slot == "location" and fits(slot, value, marked=True)
            last = self._last_place(slot, index) if may_be_list else index
            if last > index:
                lines = [value.text, *(b.text for b in self.blocks[index + 1 : last + 1])]
                self._add(slot, before, "; ".join(lines), tuple(range(index, last + 1)), "colon")
            else:
                self._read_pair(index, slot, before, value, "colon")
            return True
        if index in self.prose and heading_of(block.said):
            return False
        return self._read_own_line(index, slot, before) > index

    def _read_own_line(self, index: int, slot: Slot, label: str) -> int:
        """Read a label alone on its line: the value is on the next line, if that is one. Return the
        index to go on from."""
        following = index + 1
        if slot == "location":
            following = self._behind_lead_in(following)
            if town := self._town_of_address(following):
                self._add(slot, label.strip(" :"), town, (index,), "next_line")
                return following
        value = self._block_behind(following - 1)
        if (
            value
            and self._split_trailing(value.said) is None
            and value.kind != "pair"
            and self._is_value_of(slot, index, value)
            and (slot != "organization" or self._may_head_employer(index))
        ):
            last = self._last_place(slot, following)
            lines = [day_of(slot, b.said, b).text for b in self.blocks[following : last + 1]]
            found = "; ".join(line.strip(" :") for line in lines)
            found = self._town_below(slot, following) or found
            blocks = (index, *range(index + 1, last + 1))
            self._add(slot, label.strip(" :"), found, blocks, "next_line")
            return last + 1
        is_heading = heading_of(self.blocks[index].said) is not None
        if is_heading and slot != "ignored" and not self._is_empty_label(index):
            self.waiting = None
            return following
        if slot == "employment_type" and self._is_value_itself(index):
            # "Full-time or part-time" asks for a value, and is one
            self._add(slot, "", self.blocks[index].text, (index,), "label_behind")
            return following
        if slot == "contract_type" and is_type_of_chip(self.blocks[index].said):
            return following  # "Contract" among chips
        self.found.used.add(index)
        if slot != "organization" or self._may_head_employer(index):
            self.waiting = _Waiting(slot, label, index)
        return following

    def _town_below(self, slot: Slot, index: int) -> str:
        """Return the line of an address below a label that is its town, with the region and the
        postcode below that, where the first of its lines is no place that is known ("Harbour
        Infirmary", "Castle Road", "Kendal", "Cumbria", "LA9 7RG"); else ""."""
        from crawlers.extract.places.place_lines import is_listed_place

        first = self.blocks[index]
        if slot != "location" or is_listed_place(first.text):
            return ""
        lines = list(self._lines_alike(index))
        for at, block in enumerate(lines[1:], 1):
            if heading_of(block.said):
                return ""
            if is_listed_place(block.text):
                behind = takewhile(_is_end_of_address, (line.text for line in lines[at + 1 :]))
                return ", ".join([block.text, *behind])
        return ""

    def _behind_lead_in(self, index: int) -> int:
        """Return the index of the value below a label, which a line may lead in: "Two posts in the
        following places:"."""
        block = self._block_behind(index - 1)
        is_lead_in = (
            block is not None
            and block.text.endswith(":")
            and len(block.text) <= _MAX_LEAD_IN
            and slot_of(block.said) is None
        )
        return index + 1 if is_lead_in else index

    def _town_of_address(self, index: int) -> str:
        """Return the line of an address that begins below a label of places with a name that is no
        place ("Harbour Infirmary" or "4 Castle Road", "Kendal", "LA9 7RG"); "" for other lines."""
        lines = list(self._lines_alike(index))
        if not lines or fits("location", lines[0].said):
            return ""
        is_numbered = DIGIT.search(lines[0].text) is not None
        has_number = any(DIGIT.search(each.text) for each in lines[is_numbered:])
        return self._town_below("location", index) if has_number else ""

    def _lines_alike(self, index: int) -> Iterator[Block]:
        """Yield the short lines of one kind from a block on, without links, as an address has
        them."""
        for block in self.blocks[index : index + 1 + _LINES_OF_ADDRESS]:
            if block.kind != self.blocks[index].kind or block.links:
                return
            if len(block.text) > _MAX_LINE_OF_ADDRESS or slot_of(block.said):
                return
            yield block

    def _last_place(self, slot: Slot, first: int) -> int:
        """Return the index of the last of the lines from `first` on that are places, each alone:
        a list of places below its label."""
        last = first
        if slot == "location" and first not in self.prose:
            kind, box = self.blocks[first].kind, self.blocks[first].box
            while (behind := self._block_behind(last)) and (behind.kind, behind.box) == (kind, box):
                if not _is_place(slot, behind, self.blocks[first : last + 1]):
                    break
                last += 1
        return last

    def _last_line_of_pair(self, index: int) -> int:
        """Return the index of the last line of a pair whose value is a place on each of its lines:
        `<dt>Locations<dd>Oban<br>Kendal`."""
        first, last = self.blocks[index], index
        if not fits("location", first.said, marked=True):
            return index
        while (behind := self._block_behind(last)) and behind.kind == "paragraph":
            before = self.blocks[index : last + 1]
            if behind.box != first.box or not _is_place("location", behind, before):
                break
            last += 1
        return last

    def _read_heading(self, index: int, slot: Slot) -> None:
        """Read a label that is a heading in the prose, with a value of its kind alone below it
        ("Deadline", "6 July 2021"). Both stay text."""
        label, below, town = self.blocks[index].text.strip(" :"), index + 1, ""
        if slot == "location":
            below = self._behind_lead_in(below)
            town = self._town_of_address(below)
        value = self._block_behind(below - 1)
        if town:
            self.found.pairs.append(Pair(slot, label, town, (index, below), "heading"))
        elif (
            value
            and has_check(slot)
            and len(value.text) <= _MAX_BELOW_PROSE_HEADING
            and fits(slot, _bare(value))
        ):
            words = self._town_below(slot, below) or value.text
            self.found.pairs.append(Pair(slot, label, words, (index, below), "heading"))

    def _read_behind(self, index: int, block: Block) -> bool:
        """Read a value with the next label behind it, while a label waits; or a value with its own
        label behind it."""
        trailing = self._split_trailing(block.said, single=self.waiting is None)
        if self.waiting is None:
            if trailing is None or not (
                trailing.is_number
                or (fits(trailing.slot, trailing.value) and self._has_labels_behind(index))
            ):
                return False
            self._add(trailing.slot, trailing.label, trailing.value, (index,), "label_behind")
            return True
        waiting = self.waiting
        if waiting.slot == "ignored" and index < _MENU and title_score(block.said) > _IS_TITLE:
            self.waiting = None
            return False
        value = trailing.value if trailing else block.text
        next_waiting = _Waiting(trailing.slot, trailing.label, index) if trailing else None
        fits_waiting = fits(waiting.slot, block.said if trailing is None else value)
        if next_waiting and not fits_waiting and self._has_shape("next_label_behind"):
            # the page prints them so: an unreadable value, and on to the next label
            self.found.used.add(index)
            self.waiting = next_waiting
            return True
        if not fits_waiting:
            return False
        if trailing is None and (len(value) > _MAX_WAITING_VALUE or heading_of(block.said)):
            return False
        blocks = (waiting.index, index)
        self._add(waiting.slot, waiting.label, value, blocks, "next_label_behind")
        self.waiting = next_waiting
        return True

    def _read_spaced(self, index: int, block: Block) -> bool:
        """Read `Label value` with nothing between them: only where the value is of the kind the
        label asks for."""
        if len(block.text) > _MAX_SPACED or not may_begin_with_label(block.said):
            return False
        words = block.text.split(" ")
        if len(words) > _MAX_SPACED_WORDS:
            return False
        is_item = block.kind == "item"
        for size in range(min(_MAX_SPACED_LABEL, len(words) - 1), 0, -1):
            label = " ".join(words[:size])
            slot = slot_of(label)
            is_eastern = label.upper() == label.lower()  # of letters without capitals
            if slot == "title" and size > 1 and (title := _title_behind(" ".join(words[size:]))):
                self._add(slot, label, title, (index,), "spaced")
                return True
            if slot is None or label[:1].islower() or (slot in _NAMES and not is_eastern):
                continue
            value = day_of(slot, " ".join(words[size:]), block)
            checked = has_check(slot)
            if checked and not fits(slot, value):
                value = _DASH.split(value)[0]
            if is_doubtful(slot, fold(label), value):
                continue
            if slot == "location" and size == 1 and not is_eastern and not _begins_place(value):
                continue  # "City Driver", "Country Manager (Poland)"
            if slot == "location" and _begins_with_town(block.text):
                continue  # "State College, Pennsylvania"
            if (checked or is_item or is_eastern or size > 2) and fits(slot, value):
                self._add(slot, label, value, (index,), "spaced")
                return True
        return False

    # --- Questions about a line -------------------------------------------------------------------

    def _has_shape(self, shape: Shape) -> bool:
        return any(pair.shape == shape for pair in self.found.pairs)

    def _may_head_employer(self, index: int) -> bool:
        """Return whether a label of the employer without a colon is one: an entry of a menu
        ("Company") is none, and other labels stand near."""
        is_entry = self.blocks[index].region == "nav" or self.blocks[index].links > 0
        return not is_entry and (self._has_labels_near(index) or self._heads_address(index))

    def _heads_address(self, index: int) -> bool:
        """Return whether a label is a heading above a name and its address, line for line."""
        name = self._block_behind(index)
        lines = self.blocks[index + 2 : index + 2 + _LINES_OF_ADDRESS]
        return bool(
            self.blocks[index].kind == "heading"
            and name
            and name.kind != "heading"
            and any(
                line.kind == name.kind
                and line.box == name.box
                and len(line.text) <= _MAX_LINE_OF_ADDRESS
                and DIGIT.search(line.text)
                for line in lines
            )
        )

    def _has_labels_near(self, index: int) -> bool:
        """Return whether a label of employers has a colon, or another label near it: alone it may
        be an entry of a menu ("Company", "Products")."""
        if self.blocks[index].text.rstrip()[-1:] in (":", "："):
            return True
        near = self.blocks[max(0, index - _NEAR_LABEL) : index + _NEAR_LABEL + 1]
        others = (block for block in near if block is not self.blocks[index])
        return any(_label_in(block) not in (None, "organization", "ignored") for block in others)

    def _is_value_itself(self, index: int) -> bool:
        """Return whether a label is a value in its own words, and no other stands below it."""
        behind = self._block_behind(index)
        is_last = behind is None or behind.kind == "heading" or len(behind.text) > _MAX_NEXT_LINE
        return is_last and looks_like_employment(self.blocks[index].said)

    def _is_empty_label(self, index: int) -> bool:
        """Return whether a label has no value: what follows is another label."""
        following = self._block_behind(index)
        return following is not None and (
            slot_of(following.said) is not None or self._split_trailing(following.said) is not None
        )

    def _is_value_of(self, slot: Slot, index: int, value: Block) -> bool:
        """Return whether the block below a label is its value."""
        label = self.blocks[index]
        if slot == "ignored" and index < _MENU and title_score(value.said) > _IS_TITLE:
            return False  # "Contact" is the end of a menu above the title
        if slot in _NAMES and label.links >= _IS_LINK and value.links >= _IS_LINK:
            return False  # "Vacancy" and "Links" are entries of a menu
        before, *behind = split_colon(value.text)
        if behind and slot_of(before):
            return False
        if is_type_of_chip(label.said) and not is_sure(slot, value.text):
            return False  # "Contract" may be a value itself
        if heading_of(value.said) and (
            value.kind == "heading" or slot not in ("location", "seniority")
        ):
            return False
        if heading_of(label.said) is not None and (
            (value.kind == "item" and label.kind != "item" and not _is_place(slot, value))
            or len(value.text) > _MAX_BELOW_HEADING
        ):
            return False
        return len(value.text) <= _MAX_NEXT_LINE and fits(slot, day_of(slot, _bare(value), value))

    def _split_trailing(self, line: Line, single: bool = False) -> _Trailing | None:
        """Split a line that ends in a known label: "Full-time Working hours".

        single: whether a label of one word counts, where its values can be read; one counts anyway
        while a label waits."""
        text = line.text
        words = text.split(" ")
        if len(words) not in _WORDS_OF_TRAILING or not may_end_in_label(line):
            return None
        for size in _SIZES_OF_TRAILING:
            if len(words) <= size:
                continue
            label = " ".join(words[-size:])
            if not label[:1].isupper():
                label = _GLUED.sub("", label)
            if "(" in label or not label[:1].isupper():
                continue
            slot = slot_of(label) if not is_everyday(fold(label)) else None
            if slot and (size > 1 or self.waiting or (single and has_check(slot))):
                return _Trailing(text[: len(text) - len(label)].strip(), slot, label)
        return None

    def _has_labels_behind(self, index: int) -> bool:
        """Return whether the line before or behind has its label behind its value, too: then the
        page prints them so."""
        if any(p.shape == "label_behind" and index - 1 in p.blocks for p in self.found.pairs):
            return True
        block = self._block_behind(index)
        following = self._split_trailing(block.said, single=True) if block else None
        return following is not None and fits(following.slot, following.value)


def _is_end_of_address(line: str) -> bool:
    """Return whether a line below a town is the postcode or the region of its address."""
    from crawlers.extract.places import gazetteer

    is_code = len(line) <= _MAX_POSTCODE and DIGIT.search(line)
    return bool(is_code or gazetteer.regions(line))


def _is_place(slot: Slot, block: Block, before: Sequence[Block] = ()) -> bool:
    """Return whether a block below a label of places is one, and nothing else, by itself or beside
    those before it."""
    from crawlers.extract.places.eastern_places import town_in_bracket
    from crawlers.extract.places.place_lines import looks_like_place

    if slot != "location" or slot_of(block.said):
        return False
    label, *values = split_colon(block.text)
    if values and slot_of(label):
        return False  # "Location: Kendal" below "Address: Leeds"
    together = "; ".join(split_colon(b.text)[-1] for b in (*before, block))
    if looks_like_place(block.text) or town_in_bracket(block.text):
        return True
    return bool(before) and looks_like_place(together)


def _begins_place(value: str) -> bool:
    """Return whether a value is a place beyond doubt and begins with the word of a name."""
    from crawlers.extract.places.gazetteer import begins_name, key

    first = key(value).split(" ")[0]
    return is_sure("location", value) and (begins_name(first) or not first.isalpha())


def _begins_with_town(text: str) -> bool:
    """Return whether a line begins with a listed town of several words."""
    from crawlers.extract.places.gazetteer import towns

    first = text.partition(",")[0]
    return " " in first and bool(towns(first))


def _bare(block: Block) -> Line:
    """Return the text of a block without blanks and colons around it."""
    text = block.text.strip(" :")
    return block.said if text == block.text else Line(text)


def _slot_of_numbered(block: Block) -> Slot | None:
    """Return the slot of a title where its label has a number ("POST 4/31": "Lamp Keeper")."""
    if not DIGIT.search(block.label):
        return None
    words = [word for word in block.label.split() if not DIGIT.search(word)]
    is_title = len(words) == 1 and slot_of(words[0]) == "title" and title_score(block.said) > 0
    return "title" if is_title else None


def _number_and_day(before: str, value: str) -> list[tuple[Slot, str, str]]:
    """Return the number and the day of posting of a line that has both, each as its slot, label and
    value: "Advt. No. LX/7 Dated: 3.5.2031"; [] for another line."""
    words = before.split(" ")
    is_day = DIGIT.search(before) and slot_of(words[-1]) == "date_posted"
    if not is_day or not fits("date_posted", value):
        return []
    for size in range(1, len(words) - 1):
        label, number = " ".join(words[:size]), " ".join(words[size:-1])
        slot = slot_of(label) if DIGIT.search(number) else None
        if slot is None and size == 1 and is_of_letters(fold(label)) and is_reference(number):
            slot = "reference"
        if slot in _NUMBERS:
            return [(slot, label, number), ("date_posted", words[-1], value)]
    return []


def _slot_before_remark(label: Line, value: str) -> Slot | None:
    """Return the slot of a known label with a remark behind it ("Application deadline 2 years
    ago:"), if the value fits it."""
    if not may_begin_with_label(label):
        return None
    words = label.text.split(" ")
    for size in range(len(words) - 1, 1, -1):
        slot = slot_of(" ".join(words[:size]))
        if slot and has_check(slot) and fits(slot, value):
            return slot
    return None


def _title_behind(value: str) -> str:
    """Return the title behind its label without a mark ("Post title Night Nurse"), up to the next
    label of a title ("... Working title Nurse II"); "" where the words are like none."""
    starts = (at for at in range(1, len(value)) if value[at].isupper() and value[at - 1] == " ")
    labels = (match for at in starts if (match := printed_labels().match(value, at)))
    end = next((match.start() for match in labels if slot_of(match[1]) == "title"), len(value))
    title = value[:end].strip()
    return title if title_score(title) > 0 else ""


def _label_in(block: Block) -> Slot | None:
    """Return the slot of the label of a block: of a pair, before a colon, or the whole line."""
    if block.label:
        return slot_of_label(block.label)
    return slot_of(Line(label_of(block.text)) if ":" in block.text else block.said)
