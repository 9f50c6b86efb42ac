"""What a page says instead of a posting.

Sites answer 200 to a page that is gone, to a visitor without an account, to a robot. The words of
such notices (data/notices.yaml, and `expired` of chrome.yaml) also occur in postings, so they
decide only against the evidence that a page has of a posting.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from crawlers.extract.cleaning.block_evidence import FURNITURE, SHORT, SUBSTANCE, Measured
from crawlers.extract.header.labels import slot_of
from crawlers.posting.schema import Flag
from crawlers.text.blocks import Block
from crawlers.text.phrases import Beginnings
from crawlers.text.words import fold, folded, load

LONG = 1500
"""Characters; a page with more says something of its own, whatever stands in its frame."""
WALLS = ("closed_notice", "soft_404", "login_wall", "captcha", "maintenance")
"""What a page may be instead of a posting or a list, the surest first."""
ON_ANY_PAGE = (
    "javascript_shell",
    "captcha",
    "soft_404",
    "closed_notice",
    "login_wall",
    "consent_wall",
    "list_of_jobs",
)
"""What a page may be that an address of a posting led to and that has been looked at in full."""


Evidence = Literal["jobposting", "section", "prose", "labels", "sentences", "apply", "text"]
"""What speaks for a posting: a JobPosting object with a description, a section under its heading, a
good deal of text about work, labels of a job with their values, sentences about work, an apply
control beside a sentence, any sentence."""
Manner = Literal["whole", "part", "applying"]
"""How a page says a notice: as the whole of a block, within a block, as a way to apply."""

_AGAINST: dict[Manner, frozenset[Evidence]] = {
    "whole": frozenset(("jobposting", "section", "prose")),
    "part": frozenset(("jobposting", "section", "prose", "labels", "sentences", "apply")),
    "applying": frozenset(get_args(Evidence)),
}
"""The evidence that a notice does not hold against."""

_MAX_BLOCK = 300  # characters of a block that may be a notice
_MAX_BLOCKS = 500
_BEFORE, _BEHIND = 5, 2  # words around a phrase that leave a clause a notice
_SENTENCE = 5  # words
_JOB_WORDS = 2  # different words of one language's postings
_JOB_SLOTS = frozenset(
    (
        "location", "valid_through", "date_posted", "start_date", "reference", "requisition",
        "vacancy", "salary", "grade", "employment_type", "contract_type", "duration",
        "organization", "hours", "openings",
    )
)  # fmt: skip
_SENTENCES = re.compile(r"(?<=[.!?…])\s+")
_CLAUSES = re.compile(r"[.!?:;,|()…–—\n]+|\s-\s")


@dataclass(frozen=True, slots=True)
class _Words:
    """The phrases, folded, with a blank at both ends. kinds: by kind, those that may not go on and
    those that may."""

    kinds: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]
    apply: tuple[str, ...]
    conditions: tuple[str, ...]


@cache
def _words() -> _Words:
    data = load("notices")
    over = load("chrome")["expired"]
    kinds = dict(data["kinds"])
    # "Expired" alone may label a date
    whole = [phrase for phrase in over if len(phrase.split()) == 2]
    kinds["closed_notice"] = {
        "whole": [*kinds["closed_notice"]["whole"], *whole],
        "begins": [phrase for phrase in over if len(phrase.split()) > 2],
    }
    return _Words(
        {kind: _phrases(says) for kind, says in kinds.items()},
        _spaced(data["apply"]),
        tuple(phrase[1:] for phrase in _spaced(data["conditions"])),
    )


def _phrases(says: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return _spaced(says.get("whole", ())), _spaced(says.get("begins", ()))


def _spaced(phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple(f" {fold(phrase)} " for phrase in phrases)


def notice_in(
    page: Measured,
    *,
    title: str = "",
    stated: bool = False,
    kinds: Sequence[str] = WALLS,
) -> str | None:
    """Which notice a page is: the first of the kinds that it says and that the evidence allows.

    title: of the HTML head. stated: whether the page has a JobPosting object with a description.
    """
    texts = [
        title,
        *(f"{b.label} {b.text}" if b.region != "nav" else "" for b in page.blocks[:_MAX_BLOCKS]),
    ]
    said = [(at - 1, *one) for at, text in enumerate(texts) for one in _said(text, kinds)]
    for kind in kinds:
        manners = {manner for _, each, manner in said if each == kind}
        if manners:
            found = evidence(page, {at for at, each, _ in said if each == kind}, stated)
            if any(_holds(kind, manner, found) for manner in manners):
                return kind  # guard: pages that are gone
    return None


def _holds(kind: str, manner: Manner, found: AbstractSet[Evidence]) -> bool:
    against = _AGAINST[manner]
    if (kind, manner) == ("closed_notice", "whole"):
        against -= {"jobposting"}  # sites leave the object on pages of closed postings
    return found.isdisjoint(against)


def _said(text: str, kinds: Sequence[str]) -> Iterator[tuple[str, Manner]]:
    """The notices that a block says, each with its manner."""
    if not 0 < len(text) <= _MAX_BLOCK:
        return
    words = _words()
    block = f" {folded(text)} "
    for kind in kinds:
        whole, begins = words.kinds[kind]
        if not any(phrase in block for phrase in (*whole, *begins)):
            continue
        for sentence in _SENTENCES.split(text):
            low = f" {fold(sentence)} "
            if low[1:].startswith(words.conditions) or not _says(sentence, whole, begins):
                continue
            if any(phrase in low for phrase in words.apply):
                yield kind, "applying"
            else:
                yield kind, "whole" if len(low.split()) >= len(block.split()) else "part"


def _says(sentence: str, whole: Sequence[str], begins: Sequence[str]) -> bool:
    """Whether a clause of a sentence is a notice: a phrase with few words around it."""
    low = [f" {fold(clause)} " for clause in _CLAUSES.split(sentence)]
    low.append(f" {fold(sentence)} ")  # a phrase may have marks inside
    for clause in low:
        for phrases, most in ((whole, _BEHIND), (begins, _MAX_BLOCK)):
            for phrase in phrases:
                before, there, behind = clause.partition(phrase)
                if there and len(before.split()) <= _BEFORE and len(behind.split()) <= most:
                    return True
    return False


# --- Evidence of a posting ------------------------------------------------------------------------


def evidence(page: Measured, said: AbstractSet[int], stated: bool = False) -> frozenset[Evidence]:
    """What speaks for a posting outside the blocks with these indexes, which say a notice."""
    rest = [i for i in page.living() if i not in said]
    rest = [i for i in rest if "cookie" not in page.blocks[i].text.casefold()]
    sentences = [low for i in rest for low in _sentences_of(page, i)]
    about = _speaks_of_work(page, sentences)
    known = any(word in page.words.common for low in sentences for word in low.split())
    found: dict[Evidence, bool] = {
        "jobposting": stated,
        "section": any(map(page.opens_section, rest)),
        "prose": page.total(rest) >= 2 * SUBSTANCE and (about or not known),
        "labels": len({slot for i in rest if (slot := _job_slot(page, i))}) > 1,
        "sentences": len(sentences) > 1 and about,
        "apply": bool(sentences) and any(_is_control(page, i) for i in rest),
        "text": bool(sentences),
    }
    return frozenset(name for name, there in found.items() if there)


def _sentences_of(page: Measured, i: int) -> list[str]:
    """The sentences of a block that is no heading, menu or label, folded."""
    block = page.blocks[i]
    if block.kind in ("heading", "pair", "row") or block.region in FURNITURE or block.links > 0.5:
        return []
    ended = [s for s in _SENTENCES.split(block.text) if s[-1:] in ".!?…" or block.kind == "item"]
    return [low for sentence in ended if len((low := fold(sentence)).split()) >= _SENTENCE]


def _speaks_of_work(page: Measured, sentences: Sequence[str]) -> bool:
    """Whether sentences have several words of one language's postings."""
    found: dict[str, set[str]] = {}
    for word in {word for low in sentences for word in low.split()}:
        for language in page.words.languages.get(word, ()):
            found.setdefault(language, set()).add(word)
    return max(map(len, found.values()), default=0) >= _JOB_WORDS


def _job_slot(page: Measured, i: int) -> str | None:
    """The slot of a label of a job that has its value, None for any other block."""
    block = page.blocks[i]
    pair = (block.label, ":", block.text)
    label, colon, value = pair if block.kind == "pair" else block.text.partition(":")
    slot = slot_of(label) if colon and value.strip() and len(label) <= SHORT else None
    return slot if slot in _JOB_SLOTS else None


def _is_control(page: Measured, i: int) -> bool:
    """Whether a block is a button or a link to apply with."""
    return page.short[i] in _controls()


@cache
def _controls() -> frozenset[str]:
    return frozenset(map(fold, load("notices")["controls"]))


@cache
def _over() -> tuple[frozenset[str], Beginnings]:
    """Lines that say that the posting is over, and how such lines begin."""
    phrases = [fold(p) for p in load("chrome")["expired"]]
    return frozenset(phrases), Beginnings(p for p in phrases if " " in p)


def says_over(text: str) -> bool:
    """Whether a folded line says that the posting is over: a known notice, or a date with "expired"
    behind it."""
    whole, starts = _over()
    return (
        text in whole
        or starts.begin(text)
        or (text.endswith(" expired") and text[:1].isdigit() and len(text) < 30)
    )


@cache
def _flags() -> tuple[tuple[Flag, str], ...]:
    return tuple(
        (flag, fold(phrase))
        for flag, phrases in load("chrome")["flags"].items()
        for phrase in phrases
    )


def notices(blocks: Sequence[Block]) -> list[Flag]:
    """The flags that the page's notices give: `expired` where a line says that the posting is over,
    and those by phrase."""
    lines = [folded(block.text) for block in blocks if len(block.text) <= 160]
    if not _may_flag(lines):
        return []
    flags: list[Flag] = []
    for line in lines:
        if says_over(line) and "expired" not in flags:
            flags.append("expired")
        flags += [flag for flag, phrase in _flags() if phrase in line and flag not in flags]
    return flags


def _may_flag(lines: Sequence[str]) -> bool:
    """Whether there is reason to look at the lines one by one."""
    over, starts = _over()
    if not over.isdisjoint(lines) or not starts.begins.isdisjoint(
        [line[: starts.size] for line in lines]
    ):
        return True
    whole = "\n".join(lines)
    return " expired" in whole or any(phrase in whole for _, phrase in _flags())
