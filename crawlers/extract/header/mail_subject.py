"""Read the post in the subject of a message, as mailing lists and their archives print it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from crawlers.extract.header.labels import slot_of, split_colon
from crawlers.extract.job.title_lines import title_score
from crawlers.text.blocks import Block
from crawlers.text.lines import Line
from crawlers.text.patterns import LOWER, any_of
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold

_FIRST = 12
"""Blocks among which the head of a message stands."""
_OTHERS = 2
"""Other lines of such a head, at least: "Subject" may be what a teacher teaches."""
_NEAR = 5
"""Blocks around the subject in which they stand."""
_MARKS = re.compile(rf",\s+|\s+[-–—|@/]+\s+|:\s+(?![{LOWER}])")
"""Between a post and what stands behind it; small letters behind a colon go on with it: "Postdoc:
lamps and their light"."""
_OF_ARCHIVE = re.compile(r"(?:\[[^\[\]]{1,40}\]\s*)+(?P<subject>[^\W\d_].*)")
"""The heading of a message as archives print it, behind the mark of the list."""
_WRITTEN = re.compile(r"[^\W\d_]{3} +[^\W\d_]{3,4} +\d{1,2} \d\d:\d\d:\d\d .{0,6}\d{4}")
"""The time below it: "Tue Nov 24 10:07:55 GMT 2026"."""
_BELOW = 4
"""Blocks below it in which that stands."""


def post_of_mail(blocks: Sequence[Block]) -> str:
    """Return the post that the subject of a message names, without the mark of the list before it
    ("[jobs]", "JOB:") and the employer and place behind it; "" where there is no such message."""
    for at, block in enumerate(blocks[:_FIRST]):
        match = _subject().match(_line(block))
        is_of_mail = match and (
            _is_of_mail(blocks[max(0, at - _NEAR) : at + _NEAR])
            or (at == 0 and _is_letter(blocks[1 : 1 + _BELOW]))
        )
        if not is_of_mail and (match := _OF_ARCHIVE.fullmatch(block.text)):
            is_of_mail = any(_WRITTEN.search(b.text) for b in blocks[at + 1 : at + 1 + _BELOW])
        if match and is_of_mail:
            return _post_in(match["subject"])
    return ""


def subjects_of_mails(blocks: Sequence[Block]) -> list[str]:
    """Return the subjects of the messages that stand below one another, folded; a reply or a
    message that is passed on has the subject of the first."""
    found: list[str] = []
    for at, block in enumerate(blocks):
        match = _subject().match(_line(block))
        if match and any(_other().match(_line(near)) for near in blocks[max(0, at - 1) : at + 2]):
            subject = fold(match["subject"])
            if not any(one in subject or subject in one for one in found):
                found.append(subject)
    return found


def _post_in(subject: str) -> str:
    """Return the part of a subject that is like a title, or all of one that begins with a kind of
    post: "Graduate position: Lamps of the north"; else ""."""
    parts = _MARKS.split(subject)
    first = fold(parts[0]).split()
    kinds = map(fold, phrases_in(load("page_kinds")["job_words"]))
    is_kind = len(parts) > 1 < len(first) and first[-1] in set(kinds)
    alike = next((part for part in parts if title_score(Line(part)) > 0), "")
    return alike or (subject if is_kind else "")


def _is_letter(behind: Sequence[Block]) -> bool:
    """Return whether the lines behind a subject that comes first are text, and no labels: what is
    taught may come first, too."""
    labels = (split_colon(_line(block)) for block in behind)
    return bool(behind) and not any(len(pair) > 1 and slot_of(pair[0]) for pair in labels)


def _is_of_mail(near: Sequence[Block]) -> bool:
    return sum(_other().match(_line(block)) is not None for block in near) >= _OTHERS


def _line(block: Block) -> str:
    return f"{block.label}: {block.text}" if block.label else block.text


@cache
def _subject() -> re.Pattern[str]:
    words = any_of(phrases_in(load("header")["subjects_of_mail"]))
    return re.compile(rf"(?i)(?:{words})\s?: *(?:\[[^\[\]]{{1,40}}\] *)*(?P<subject>\S.*)")


@cache
def _other() -> re.Pattern[str]:
    words = any_of(phrases_in(load("header")["lines_of_mail"]))
    return re.compile(rf"(?i)(?:{words})\s?: *\S")
