"""Say the title of a posting, the surest way first: what a label says, the subject of a message,
what the page and its head agree on, a line of a hiring thread, a line of the header, the first line
of a text."""

from __future__ import annotations

from collections.abc import Sequence

from crawlers.extract.cleaning.repair_characters import repair_characters
from crawlers.extract.header.agreed_title import (
    OF_LABEL,
    Title,
    find_title,
    find_title_among_lines,
    find_title_in_text,
)
from crawlers.extract.header.first_line import first_line_title
from crawlers.extract.header.label_pairs import Labels, Pair
from crawlers.extract.header.mail_subject import post_of_mail
from crawlers.extract.header.thread_line import line_of_thread
from crawlers.extract.header.title_block import find_title_block
from crawlers.extract.header.title_page import names_no_post
from crawlers.extract.header.title_values import is_title_value
from crawlers.extract.header.unlabelled import Header, Known, read_header
from crawlers.extract.job.title_lines import title_score
from crawlers.extract.kind_of_page.signals import LIKELY_ABOUT_A_JOB
from crawlers.posting.raw import RawPosting
from crawlers.text.blocks import Block
from crawlers.text.lines import Line
from crawlers.text.words import fold

_MORE = 24
"""Characters that a line may have beside the title: its number."""


def say_title(item: RawPosting, labels: Labels, blocks: list[Block], prose: int) -> Header:
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
    if item.kind == "json":  # the header of a platform's record are its members
        return Header()
    # on a whole page two signs must agree
    is_known = known or bool(item.frame.blocks) or _is_labelled_alone(labels, blocks[:prose])
    words = title.words if title else ""
    header = read_header(blocks, prose, labels.used, _known(item, words, is_known))
    if header.title:
        item.say("title", header.title, "section_rule", "header line")
    if item.kind == "text" and not _has_title(item, labels):
        _say_title_of_text(item, labels, header, blocks, prose)
    return header


def _known(item: RawPosting, title: str, has_title: bool) -> Known:
    links = item.frame.employer_links
    linked = frozenset(map(fold, links)) if item.frame.blocks else None
    return Known(item.url, item.head_title, has_title, title, linked)


def title_block(item: RawPosting, labels: Labels, blocks: Sequence[Block]) -> int | None:
    """Return the index of the block that is the title, None where no block is."""
    said = [s.raw for s in item.said.get("title", ())]
    said += [pair.value for pair in labels.pairs if pair.slot == "title"]
    found = (find_title_block(blocks, title) for title in said)
    return next((at for at in found if at is not None), None)


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
    copied, or the value of the label is like a title, and no line above the text says more."""
    pairs = [p for p in labels.pairs if p.slot == "title" and _is_sure_title(p)]
    beside = [b for i, b in enumerate(above) if i not in labels.used]
    names = [fold(name) for p in pairs for name in (p.value, p.value.partition(" (")[0])]
    again = (
        b.folded == name or (name in b.folded and len(b.folded) - len(name) <= _MORE)
        for name in names
        for b in beside
    )
    return bool(pairs) and not any(again)


def _is_sure_title(pair: Pair) -> bool:
    return pair.shape == "spaced" or title_score(Line(pair.value)) > 0


def _has_title(item: RawPosting, labels: Labels) -> bool:
    return bool(item.said.get("title")) or any(pair.slot == "title" for pair in labels.pairs)


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
