"""Stage 3: read the header. Labels with their values, then the title, the employer and values that
stand alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from crawlers.extract.cleaning.cutting_rules import HEADER
from crawlers.extract.cleaning.repair import repair_characters
from crawlers.extract.fields.statements import BESIDE_OTHERS, IN_TIME, WITHOUT_LABEL
from crawlers.extract.header.agreed_employer import guess_employer, say_agreed_employer
from crawlers.extract.header.agreed_title import (
    OF_LABEL,
    Title,
    find_title,
    find_title_among_lines,
    find_title_in_text,
)
from crawlers.extract.header.employer_of_text import is_backed, name_in_text, town_lines
from crawlers.extract.header.first_line import first_line_title
from crawlers.extract.header.label_pairs import Labels, day_of, values_of_pair
from crawlers.extract.header.label_reader import read_labels
from crawlers.extract.header.mail_subject import post_of_mail
from crawlers.extract.header.meta_lines import find_meta_values, is_stray_country
from crawlers.extract.header.posted_dates import posted_within
from crawlers.extract.header.prose import prose_span
from crawlers.extract.header.references import find_reference
from crawlers.extract.header.thread_line import line_of_thread
from crawlers.extract.header.title_block import find_title_block, others_above
from crawlers.extract.header.title_page import names_no_post
from crawlers.extract.header.title_values import is_title_value
from crawlers.extract.header.unlabelled import Header, is_header_line, read_header
from crawlers.extract.job.employers import (
    find_known_employer,
    find_most_named_organization,
    find_own_employer,
    find_presented_employer,
)
from crawlers.extract.job.named_by_text import NamedByText
from crawlers.extract.job.spellings import fits
from crawlers.extract.kind_of_page.signals import LIKELY_ABOUT_A_JOB
from crawlers.posting import RawPosting, Slot
from crawlers.text.blocks import Block
from crawlers.text.lines import Line
from crawlers.text.words import fold

_OPENING = 30
"""Blocks in which a text presents its employer."""
_NEAR = 4
"""Blocks below the title in which a time element is its posting's."""
_ENDS = 8
"""Blocks at the beginning of a text, and at its end."""
NUMBERS: tuple[Slot, ...] = ("reference", "requisition", "vacancy")
_HEADER_LABELS = 2
"""Labels from which what stands above the text is a header, and its short lines are no text of the
posting."""


class ReadLabels:
    """Turn header blocks into statements and takes them out of the body. Unknown labels among known
    ones are counted."""

    def process_item(self, item: RawPosting) -> RawPosting:
        before = len(item.header)
        start, end = prose_span(item.blocks)
        blocks, span = [*item.header, *item.blocks], (before + start, before + end)
        labels = read_labels(blocks, span, is_chosen=item.kind != "text")
        header = _say_title(item, labels, blocks, span[0])
        title_at = _title_block(item, labels, blocks)
        others = others_above(blocks, title_at)
        for pair in labels.pairs:
            if pair.blocks[0] not in others or title_at in pair.blocks:
                for slot, value in values_of_pair(pair):
                    item.say(slot, value, "label", f"{pair.shape}: {pair.label}")
        prose = [b.said for b in blocks[span[0] :]]
        if not item.frame.blocks or not say_agreed_employer(item, header):
            named, line = None, header.organization
            if item.kind == "text":
                named = name_in_text(item, header)
                line = line if line and is_backed(line, header, blocks, prose) else None
                if not line:
                    header.used -= town_lines(header.organization or "", blocks)
                if header.organization and not (line or named):
                    guess_employer(item, header.organization)
            self._say_employer(item, line, prose, named)
        _say_values(item, header.values, blocks, (title_at, others))
        if item.kind != "json":
            used = labels.used | header.used
            beside = find_meta_values(blocks, title_at, span[0], used)
            _say_values(item, beside, blocks, (title_at, others), BESIDE_OTHERS)
        if item.kind != "json" and not item.said.get("date_posted"):
            shown = blocks[title_at].text if title_at is not None else ""
            for slot, text in posted_within(item.head_title or "") or posted_within(shown):
                item.say(slot, text, "section_rule", f"{BESIDE_OTHERS}, title")
        if item.kind != "json" and not any(item.said.get(slot) for slot in NUMBERS):
            ends = [b.said for b in _ends(blocks, span)]
            if number := find_reference((b.said for b in blocks[: span[0]]), ends):
                item.say(*number, "section_rule", "number inside a line")
        _take_out(item, labels, header, blocks, span[0])
        return item

    def _say_employer(
        self,
        item: RawPosting,
        beside_title: str | None,
        prose: list[Line],
        named: NamedByText | None,
    ) -> None:
        """The line beside the title, but where the text clearly names another; without it and
        without a label, whom the text names, the surest way first."""
        beaten = named and named.is_clear and not fits(named.name, beside_title or "")
        if beside_title and not beaten:
            item.say("organization", beside_title, "section_rule", "line beside the title")
        elif named:
            item.say("organization", named.name, "section_rule", named.how)
        shown = [b.text for b in item.blocks]
        opening = [b.said for b in item.blocks[:_OPENING]]
        is_record = item.kind == "json"
        about = [b.text for b in item.blocks if b.section == "about_employer"]
        ways: tuple[tuple[str, Callable[[], str | None]], ...] = (
            ("speaks for", lambda: find_own_employer(about or shown) if is_record else None),
            ("presents", lambda: find_presented_employer(opening, headings=not is_record)),
            (
                "names, of those the plugin declares",
                lambda: _declared(item.declared.employers, prose),
            ),
            ("names", lambda: find_known_employer(prose)),
            ("calls most", lambda: find_most_named_organization(prose)),
        )
        for how, find in ways:
            if not item.said.get("organization"):
                item.say(
                    "organization", find() or "", "section_rule", f"employer that the text {how}"
                )


def _say_values(
    item: RawPosting,
    values: Iterable[tuple[Slot, str, int]],
    blocks: Sequence[Block],
    title: tuple[int | None, range],
    how: str = WITHOUT_LABEL,
) -> None:
    """Say values without labels (slot, words, index of the block), but for those of other postings;
    what stands behind the title first. Pay above it is of another posting. title: the index of its
    block, and those of the blocks of other postings above it."""
    title_at, others = title
    top = title_at if item.kind == "html" and title_at is not None else 0
    for slot, text, index in sorted(values, key=lambda value: value[2] < top):
        if slot == "salary" and index < top:
            continue
        block = blocks[index]
        if index in others or is_stray_country(slot, text, index, title_at):
            continue
        is_near = title_at is not None and 0 < index - title_at <= _NEAR
        where = IN_TIME if is_near and block.day and how == WITHOUT_LABEL else how
        words = day_of(slot, text, block)
        item.say(slot, words, "section_rule", f"{where}, line {block.line}")


def _say_title(item: RawPosting, labels: Labels, blocks: list[Block], prose: int) -> Header:
    """Say the title, the surest way first, and return the lines without labels around it. prose:
    the index of the block that the running text begins with."""
    said = item.said.get("title", [])
    said[:] = [s for s in said if s.method != "jsonld" or not names_no_post(s.raw)]
    known = any(s.method in ("declared", "jsonld", "selector") for s in said)
    if not known and (post := post_of_mail(blocks)):
        item.say("title", post, "section_rule", "subject of a message")
        known = True
    title = None if known else _agreed_title(item, labels, blocks, prose)
    is_open = not known and (title is None or " | " in title.words)
    if is_open and (comment := line_of_thread(blocks)):
        title = None
        item.say("title", comment.post, "section_rule", "line of a hiring thread")
        item.say("organization", comment.employer, "section_rule", "line of a hiring thread")
        known = True
    if title and title.rule != OF_LABEL:  # the label's value is said as such
        how = f"{title.rule}" if title.is_printed else f"head: {title.rule}"
        # the frame is as the page has it: the stage that repairs text saw the body alone
        item.say("title", repair_characters(title.words), "section_rule", how)
        if not title.is_sure:
            item.warnings.append("title_unsure")
    if item.kind == "json":  # the header of a vendor's record are its members
        return Header()
    header = read_header(
        blocks,
        prose,
        labels.used,
        url=item.url,
        head_title=item.head_title,
        # on a whole page two signs must agree
        has_title=known or bool(item.frame.blocks) or _is_labelled_alone(labels, blocks[:prose]),
        title=title.words if title else "",
        linked=frozenset(map(fold, item.frame.employer_links)) if item.frame.blocks else None,
    )
    if header.title:
        item.say("title", header.title, "section_rule", "header line")
    if item.kind == "text" and not _has_title(item, labels):
        _say_title_of_text(item, labels, header, blocks, prose)
    return header


def _say_title_of_text(
    item: RawPosting, labels: Labels, header: Header, blocks: list[Block], prose: int
) -> None:
    """Say the title of a plain text: its first line, else the one among its lines."""
    facts = {pair.blocks[0] for pair in labels.pairs}
    facts |= {index for _, _, index in header.values}
    at = first_line_title(blocks, prose, labels.used | header.used, facts)
    if at is not None:
        item.say("title", blocks[at].text, "section_rule", "first line")
        header.used.add(at)
    elif not item.frame.blocks and (
        below := find_title_among_lines(blocks, labels.used | header.used)
    ):
        item.say("title", below.words, "section_rule", below.rule)
        item.warnings.append("title_unsure")  # no second sign, as the head of a page is one


def _is_labelled_alone(labels: Labels, above: Sequence[Block]) -> bool:
    """Return whether a line is a label and its title with a blank between, as in a table that was
    copied, and no line above the text says more."""
    pairs = [p for p in labels.pairs if p.slot == "title" and p.shape == "spaced"]
    beside = [b for i, b in enumerate(above) if i not in labels.used]
    return bool(pairs) and not any(fold(p.value) in b.folded for p in pairs for b in beside)


def _take_out(
    item: RawPosting, labels: Labels, header: Header, blocks: list[Block], prose: int
) -> None:
    """Take what was read as values out of the body."""
    before = len(item.header)
    # what a description states of itself is its text, and no header beside it
    shown_as_text = item.is_described or item.kind == "json"
    used = header.used | set(range(before)) | (set() if shown_as_text else labels.used)
    if item.kind == "text" and len(labels.pairs) >= _HEADER_LABELS:
        rest = [i for i in range(before, prose) if i not in used and is_header_line(blocks[i])]
        labels.unread.extend(("", blocks[i].text) for i in rest)
        used.update(rest)
    item.unread.extend(labels.unread)
    item.removed += HEADER.cut_all(b for i, b in enumerate(blocks) if i in used)
    item.header = []
    item.blocks = [b for i, b in enumerate(blocks) if i not in used]


def _has_title(item: RawPosting, labels: Labels) -> bool:
    return bool(item.said.get("title")) or any(pair.slot == "title" for pair in labels.pairs)


def _ends(blocks: Sequence[Block], prose: tuple[int, int]) -> Sequence[Block]:
    """Return the beginning and the end of the text, where a posting says its number and how to
    apply."""
    text = blocks[prose[0] :]
    return text if len(text) <= 2 * _ENDS else [*text[:_ENDS], *text[-_ENDS:]]


def _agreed_title(
    item: RawPosting, labels: Labels, blocks: Sequence[Block], prose: int
) -> Title | None:
    """Return the title by what agrees: of an HTML page with its head, of a text with its first
    line."""
    if item.kind == "text" and not item.frame.blocks:
        return find_title_in_text(item.blocks)
    labelled = [p.value for p in labels.pairs if p.slot == "title" and is_title_value(p.value)]
    decision = item.decision
    return find_title(
        item.frame,
        labelled,
        blocks[prose].line if prose < len(blocks) else 0,
        # what may be a list or an article gets no title of the only line that is left
        unsure=decision is None or decision.job >= LIKELY_ABOUT_A_JOB,
    )


def _title_block(item: RawPosting, labels: Labels, blocks: Sequence[Block]) -> int | None:
    """Return the index of the block that is the title, None where no block is."""
    said = [s.raw for s in item.said.get("title", ())]
    said += [pair.value for pair in labels.pairs if pair.slot == "title"]
    found = (find_title_block(blocks, title) for title in said)
    return next((at for at in found if at is not None), None)


def _declared(employers: Sequence[str], prose: Sequence[Line]) -> str | None:
    return next((name for name in employers if any(name in line.text for line in prose)), None)
