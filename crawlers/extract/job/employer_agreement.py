"""Find the employer by what agrees: two hints of different kinds that give one name.

The kinds are what the page's title, its meta elements, its logo and its copyright line call the
site, the host, the host of its mail addresses, and whom the text presents ("At X, we"). On an
employer's own site two of them are hardly ever wrong together; on a job board they name the board,
so there the text must be one of them. One hint alone is a guess: it goes to `inferred`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import urlsplit

from crawlers.extract.job.employers import cannot_be_employer, has_organization_word
from crawlers.extract.job.title_lines import title_score
from crawlers.extract.places.printed_places import looks_like_place
from crawlers.posting.raw import Frame
from crawlers.text.lines import Line
from crawlers.text.patterns import any_of
from crawlers.text.unaccented import plain
from crawlers.text.words import fold, load, phrases_in, squeeze

_HEAD_MARKS = re.compile(r"\s+[|–—·•»:/-]+\s+|\s*[|｜•»]\s*|:\s+")
_BRACKETED = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_LEAST_BEGINNING = 4
"""Letters with which one name may begin another."""
_INITIALS = 3
"""Words of a name that its initials stand for."""
_BOARD_WORDS = 2
_AGREE = 2
"""Kinds of hints that agree on an employer."""
_MOST_WORDS = 8
_LEAST_SAID = 5
"""Letters of a name that a sentence hardly has by chance."""


@dataclass(frozen=True, slots=True)
class Employer:
    """name: as one hint prints it. kinds: of the hints that give it, in the order of trust.
    printed: the kind of the hint that prints it so."""

    name: str
    kinds: tuple[str, ...]
    printed: str = "head"


class Hints:
    """The names that the hints of a page give.

    title: the posting's. text: the folded blocks that are no menu. said: the folded sentences of
    the posting. presented: the names that the
    text presents, as printed. beside: the folded parts of the lines at the title. board: whether
    the page is a board's. has_any: whether the page has a frame at all that names somebody.
    """

    def __init__(
        self,
        frame: Frame,
        title: str,
        text: Sequence[str],
        board: bool,
        presented: Sequence[str] = (),
        beside: Collection[str] = (),
        said: Sequence[str] = (),
    ) -> None:
        vendor = not _vendors().isdisjoint(frame.hosts)
        self.board, self._beside = board, beside
        self._hosts = _of_clients(frame) if vendor else frame.hosts
        self.has_any = bool(frame.hosts) and not vendor
        self._mail_hosts = frame.mail_hosts
        self._presented = _Presented(text)
        self._said = " | ".join(f" {sentence} " for sentence in said)
        self._names = [
            (kind, name)
            for kind, name in (*_hints(frame, title), *(("text", name) for name in presented))
            if (not vendor or not _is_vendor(name)) and not looks_like_place(name)
        ]
        self.has_any = self.has_any or any(kind != "text" for kind, _ in self._names)
        self._folded = {name: fold(name) for _, name in self._names}
        self._kinds: dict[str, tuple[str, ...]] = {}

    def kinds_of(self, name: str) -> tuple[str, ...]:
        """Return the kinds of hints that give a name, the surest first."""
        if name not in self._kinds:
            self._kinds[name] = self._kinds_of(self._folded.get(name) or fold(name))
        return self._kinds[name]

    def _kinds_of(self, name: str) -> tuple[str, ...]:
        kinds = {kind for kind, other in self._names if fits_folded(name, self._folded[other])}
        kinds |= {"host"} if any(fits_folded(name, fold(part)) for part in self._hosts) else set()
        mails = self._mail_hosts
        kinds |= {"mail"} if any(fits_folded(name, fold(part)) for part in mails) else set()
        short = _without_form(name.split())
        kinds |= {"text"} if self._presented.has(short) else set()
        kinds |= {"said"} if kinds and self._is_said(short) else set()
        return tuple(kind for kind in _TRUST if kind in kinds)

    def _is_said(self, name: str) -> bool:
        """Whether the sentences of the posting have a name, folded and without its legal form."""
        return len(name) >= _LEAST_SAID and f" {name} " in self._said

    def of_posting(self) -> Employer | None:
        """Return the name on which two signs of the posting itself agree: the text presents it, a
        line at the title is it, the head's title says "Cook at" it, or has it and it is named like
        an organisation. The frame of a board says something else."""
        for printed, name in self._names:
            is_named = printed in ("text", "behind at")
            if not is_named and not (printed == "head" and has_organization_word(Line(name))):
                continue
            kinds = tuple(kind for kind in self.kinds_of(name) if kind in _OF_POSTING)
            kinds = kinds if printed == "text" else (*kinds, printed)
            is_beside = any(is_same_folded(self._folded[name], part) for part in self._beside)
            kinds = tuple(dict.fromkeys((*kinds, "line") if is_beside else kinds))
            if len(kinds) >= _AGREE:
                return Employer(name, kinds, printed)
        return None

    def employers(self) -> list[Employer]:
        """Return the names with their kinds of hints, the likeliest first. A name with two kinds
        or more is the employer; one with a single kind is a guess."""
        found: dict[str, Employer] = {}
        for printed, name in self._names:
            kinds = self.kinds_of(name)
            kinds = (*kinds, "head") if kinds == ("line",) else kinds
            if kinds == ("text",):
                continue  # "Knowledge of sails is a plus" is said like "Acme is a"
            if not self.board or (not _OF_POSTING.isdisjoint(kinds) and "host" not in kinds):
                found.setdefault(self._folded[name], Employer(name, kinds, printed))
        return sorted(found.values(), key=_rank)


_OF_POSTING = frozenset(("text", "line"))
"""The kinds that speak of the posting's employer even on a job board."""
_TRUST = (
    *("head", "text", "said", "line", "host", "logo", "holder", "site", "mail", "behind at"),
    "frame",
)
"""The kinds of hints, the surest first; last the first and last lines of the page, which name a
board as well as an employer."""


_PRINTED = ("line", "site", "head", "behind at", "logo", "text", "holder", "frame")
"""The kinds of hints by how exactly they print a name: a copyright line has its legal form."""


def _rank(employer: Employer) -> tuple[bool, bool, int, int]:
    """A name with two kinds before one with one; then the head's; then by how many agree; then by
    how exactly it is printed."""
    few = not is_sure(employer)
    printed = _PRINTED.index(employer.printed)
    return few, "head" not in employer.kinds, -len(employer.kinds), printed


def _of_clients(frame: Frame) -> tuple[str, ...]:
    """The parts of a platform's address that may be its client: "acme" of acme.vendor.example and
    of vendor.example/acme/jobs/4."""
    path = [part for part in urlsplit(frame.address).path.split("/") if part]
    first = [part for part in path[:1] if "." not in part]
    parts = (*(host for host in frame.hosts if host not in _vendors()), *first)
    return tuple(part for part in map(fold, parts) if part not in no_names())


def _is_vendor(name: str) -> bool:
    return any(fits(name, vendor) for vendor in _vendors())


def is_sure(employer: Employer) -> bool:
    """Return whether two kinds of hints agree on a name."""
    kinds = {*employer.kinds}
    if kinds.isdisjoint(("said", "text")):
        kinds.discard("frame")
    return len(kinds) >= _AGREE


def _hints(frame: Frame, title: str) -> Iterator[tuple[str, str]]:
    """Yield the names that the frame gives, each with its kind."""
    for head in dict.fromkeys((frame.head_title, frame.og_title)):
        yield from (("head", name) for name in _names_of_head(head, title))
        for part in dict.fromkeys((head, *_HEAD_MARKS.split(head))):
            if match := _before_at().search(part.rstrip()):
                yield from (("behind at", name) for name in _clean((match["name"],), title))
    yield from (("line", name) for name in _lines_in_head(frame, title))
    yield from (("site", name) for name in _clean(frame.site_names, title))
    yield from (("logo", name) for name in _clean(frame.logos, title))
    yield from (("holder", name) for name in _clean(frame.holders, title))
    yield from (("frame", name) for name in _clean((*frame.banner, *frame.footer), title))


def _lines_in_head(frame: Frame, title: str) -> Iterator[str]:
    """The lines with a word or a form of organisations that the title element repeats."""
    head = f" {fold(frame.head_title)} | {fold(frame.og_title)} "
    lines = (
        block.text
        for block in frame.blocks
        if len(block.text) <= _SHORT
        and block.region not in ("nav", "footer")
        and (f" {block.folded} " in head)
        and (" " in block.text or not block.text.isascii())  # "School" is a kind of employer
        and has_organization_word(block.said)
    )
    yield from _clean(dict.fromkeys(lines), title)


def _names_of_head(head: str, title: str) -> Iterator[str]:
    """The parts of a title element that are not the posting's title."""
    parts = [part for part in _HEAD_MARKS.split(head) if part.strip()]
    if len(parts) > 1 or fold(head) != fold(title):
        yield from _clean(parts, title)


def _clean(names: Iterable[str], title: str) -> Iterator[str]:
    """The names without what sites add to them; none that is a title, a list's name, a sentence."""
    around, posts = _around(), f" {fold(title)} "
    for printed in names:
        words = squeeze(_BRACKETED.sub(" ", printed)).strip(" -–—|·•,.:").split()
        while words and fold(words[0]) in around:
            words = words[1:]
        while words and fold(words[-1]) in around:
            words = words[:-1]
        name = " ".join(words).strip(" -–—|·•,.:")
        folded = fold(name)
        if (
            len(folded) > 1
            and fold(printed) not in no_names()
            and len(words) <= _MOST_WORDS
            and any(map(str.isalpha, name))
            and f" {folded} " not in posts
            and folded not in no_names()
            and title_score(Line(name)) == 0
            and not cannot_be_employer(Line(name))
        ):
            yield name


@cache
def _before_at() -> re.Pattern[str]:
    """The pattern of an employer behind "at" at the end of a title: "Cook at Acme"."""
    words = any_of(phrases_in(load("organizations")["title_at"]))
    return re.compile(rf"(?i)(?:\s(?:{words})\s+|@\s?)(?P<name>[^|–—·•»]{{2,60}})$")


@cache
def _around() -> frozenset[str]:
    return frozenset(map(fold, phrases_in(load("organizations")["around_site_names"]))) - {""}


@cache
def no_names() -> frozenset[str]:
    """What is no name of an employer: names of lists and networks, words of titles."""
    titles, kinds, chrome = load("titles"), load("page_kinds"), load("chrome")
    lists = (titles["refused"], titles["tails"], kinds["list_names"], chrome["lines"])
    return frozenset(map(fold, phrases_in(lists)))


@cache
def _vendors() -> frozenset[str]:
    """Names of platforms on whose hosts employers publish."""
    return frozenset(map(fold, (*load("platforms"), *load("organizations")["vendor_hosts"])))


def fits(name: str, other: str) -> bool:
    """Return whether two spellings are one name: alike but for blanks, accents and the legal form;
    one begins the other; one is the initials of the other."""
    return fits_folded(fold(name), fold(other))


def fits_folded(name: str, other: str) -> bool:
    """Return the same of two folded spellings."""
    one, two = _letters(name), _letters(other)
    if not one or not two:
        return False
    short, long = sorted((one, two), key=len)
    if short == long or (len(short) >= _LEAST_BEGINNING and long.startswith(short)):
        return True
    return any(_initials(each) == short for each in (name, other))


def is_same_folded(name: str, other: str) -> bool:
    """Return whether two folded spellings are alike but for blanks, accents and the legal form."""
    return _letters(name) == _letters(other) != ""


def _without_form(words: list[str]) -> str:
    """The words of a name without its legal form."""
    while len(words) > 1 and words[-1] in _legal_forms():
        words = words[:-1]
    return " ".join(words)


@lru_cache(4096)
def _letters(folded: str) -> str:
    words = plain(folded).split()
    while len(words) > 1 and words[-1] in _legal_forms():
        words.pop()
    return "".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


@cache
def _legal_forms() -> frozenset[str]:
    data = load("organizations")
    return frozenset(map(fold, phrases_in((data["suffixes"], data["more_suffixes"]))))


@lru_cache(4096)
def _initials(folded: str) -> str:
    words = plain(folded).split()
    return "".join(word[0] for word in words) if len(words) >= _INITIALS else ""


class _Presented:
    """Whom a text presents: "About X", "X is looking for"."""

    def __init__(self, folded: Sequence[str]) -> None:
        self._folded = " | ".join(f" {block} " for block in folded)

    def has(self, name: str) -> bool:
        """Whether the text presents a name, folded and without its legal form."""
        if len(name) < 2 or f" {name} " not in self._folded:
            return False
        around = rf"(?: (?:{_before()}) {re.escape(name)} )|(?: {re.escape(name)} (?:{_behind()}) )"
        return re.search(around, self._folded) is not None


@cache
def _before() -> str:
    return any_of(map(fold, phrases_in(load("organizations")["before_own_name"])))


@cache
def _behind() -> str:
    return any_of(map(fold, phrases_in(load("organizations")["behind_own_name"])))


def is_board(frame: Frame) -> bool:
    """Return whether a page is of a job board: two different words of boards, or its host."""
    words = _words_of_boards()
    if any(map(_is_board_host, frame.hosts[-1:])):
        return True
    text = " | ".join(f" {block.folded} " for block in frame.blocks if len(block.text) <= _SHORT)
    return sum(word in text for word in words) >= _BOARD_WORDS


@cache
def _words_of_boards() -> tuple[str, ...]:
    """The words of boards, folded, with a blank at both ends."""
    words = phrases_in(load("organizations")["board_words"])
    return tuple(f" {fold(word)} " for word in words)


def _is_board_host(label: str) -> bool:
    """Return whether a site's own label is a board's ("harbourjobs"). A part of a host before it
    ("karriere.acme.example"), a platform, and a word beside a name ("acme-careers") are not."""
    data = load("organizations")
    beside_a_name = {*phrases_in(data["beside_names_in_hosts"])}
    if label in _vendors() or not beside_a_name.isdisjoint(label.split("-")):
        return False
    return any(word in label for word in phrases_in(data["board_hosts"]))


_SHORT = 60
"""Characters of a line of a board's own."""
