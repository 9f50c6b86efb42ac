"""Find the employer by what agrees: two hints of different kinds that give one name.

The kinds are what the page's title, its meta elements, its logo and its copyright line call the
site, its first and last lines, the host, the host of its mail addresses, and whom the text presents
("At X, we"). On an employer's own site two of them are hardly ever wrong together; on a job board
they name the board, so there the text must be one of them. One hint alone is a guess: it goes to
`inferred`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from crawlers.extract.job.employers import has_organization_word, names_municipality
from crawlers.extract.job.frame_names import (
    HEAD_MARKS,
    is_platform,
    names_of_frame,
    no_names,
    platforms,
)
from crawlers.extract.job.spellings import (
    fits_folded,
    fits_host,
    is_kind_alone,
    is_same_folded,
    without_form,
)
from crawlers.extract.places.place_lines import looks_like_place
from crawlers.extract.sentences.language_names import language_names
from crawlers.posting.raw import Frame
from crawlers.text.blocks import Block
from crawlers.text.lines import Line
from crawlers.text.patterns import any_of
from crawlers.text.unaccented import plain
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold

_AGREE = 2
"""Sources of hints that agree on an employer."""
_LEAST_SAID = 5
"""Letters of a name that a sentence hardly has by chance."""
_LEAST_UNSPACED = 3
"""The same of a name in letters of which a few are a word: Korean, Japanese, Chinese."""
_OF_TEXT = frozenset(("head", "text", "said", "behind at"))
"""The kinds that a place has, too: "Cook in Oban"."""
_OF_DEPARTMENT = frozenset(("behind to", "text", "said"))
"""The kinds that a department has, too: "Nurse for Ward 4"."""
_ENDS_OF_PAGE = frozenset(("banner", "footer"))
"""The kinds of the first and last lines of a page."""
_APART = r"[ '’&-]?"
"""What may stand between two letters of a name that a host spells in one."""
_WORD = re.compile(r"\w[\w'’-]*")
_FULL = ("head", "line", "site", "logo", "banner")
"""The kinds of hints that print a name in full, without an address or a year."""
_OF_SITE = frozenset(("host", "site", "holder", "mail"))
_OF_FRAME = _OF_SITE - {"mail"}
"""The kinds that name the site, whoever the employer is."""
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of hint. weight: how much it is trusted where two names are likely. source: where it
    stands; two kinds of one source are one hint. of_posting: whether it speaks of the posting's
    employer even on a job board."""

    name: str
    weight: float
    source: str
    of_posting: bool = False


KINDS: tuple[Kind, ...] = (
    Kind("head", 2, "head"),
    Kind("text", 3, "text", of_posting=True),
    Kind("said", 1, "text"),
    Kind("line", 2, "line", of_posting=True),
    Kind("host", 2, "host"),
    Kind("logo", 1.5, "logo"),
    Kind("holder", 1.5, "end"),
    Kind("site", 2, "site"),
    Kind("mail", 2, "mail"),
    Kind("behind at", 1, "behind at"),
    Kind("behind to", 0.5, "behind at"),
    Kind("banner", 1, "banner"),
    Kind("footer", 0.5, "end"),
)
"""The kinds of hints, the surest first. The weights are set by hand: whom the text itself presents
before what the site is called; the first and last lines of a page last, as they may say anything.
"""
_KINDS = {kind.name: kind for kind in KINDS}
_OF_POSTING = frozenset(kind.name for kind in KINDS if kind.of_posting)
_PRINTED = (
    "line",
    "site",
    "head",
    "behind at",
    "behind to",
    "logo",
    "text",
    "said",
    "banner",
    "holder",
    "footer",
)
"""The kinds of hints by how exactly they print a name: a copyright line has its legal form."""


@dataclass(frozen=True, slots=True)
class Employer:
    """name: as one hint prints it. kinds: of the hints that give it, in the order of trust.
    printed: the kind of the hint that prints it so."""

    name: str
    kinds: tuple[str, ...]
    printed: str = "head"

    @property
    def weight(self) -> float:
        """The weights of its kinds together."""
        return sum(_KINDS[kind].weight for kind in self.kinds)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows beside its frame.

    title: the posting's. text: the folded blocks that are no menu. said: the blocks of the posting
    that are sentences. presented: the names that the text presents, as printed. beside: the folded
    parts of the lines at the title. places: those that the page's labels name, folded.
    """

    title: str = ""
    text: Sequence[str] = ()
    said: Sequence[Block] = ()
    presented: Sequence[str] = ()
    beside: Collection[str] = ()
    places: Collection[str] = ()


class Hints:
    """The names that the hints of a page give.

    board: whether the page is a board's. has_any: whether the page has a frame at all that names
    somebody. places: those that the page's labels name, folded.
    """

    def __init__(self, frame: Frame, shown: Shown, *, board: bool) -> None:
        on_platform = not platforms().isdisjoint(frame.hosts)
        self.board, self.places, self._beside = board, shown.places, shown.beside
        self._post = f"{fold(shown.title)} "
        self._head = frame.head_title
        self._hosts = _of_clients(frame) if on_platform else frame.hosts
        self.has_any = bool(frame.hosts) and not on_platform
        self._mail_hosts = frame.mail_hosts
        self._boards_own = f" {' | '.join(map(fold, frame.site_names))} " if board else ""
        self._presented = _Presented(shown.text)
        self._sentences = shown.said
        self._said = "".join(f"|  {sentence.folded} " for sentence in shown.said)
        of_frame = list(names_of_frame(frame, shown.title))
        self._brands = frozenset(_brands_in(of_frame, shown.text))
        named = (*of_frame, *(("text", name) for name in shown.presented))
        names = dict.fromkeys(name for _, name in named)
        self._folded = {name: fold(name) for name in names}
        are_names = {name for name in names if self._may_be_employer(name, on_platform)}
        self._names = [(kind, name) for kind, name in named if name in are_names]
        self.has_any = self.has_any or any(kind != "text" for kind, _ in self._names)
        self._kinds: dict[str, tuple[str, ...]] = {}

    def _may_be_employer(self, name: str, on_platform: bool) -> bool:
        """Return whether a name is no platform's on its own host, no place, no word, and not the
        post with its employer: "Night Cook at Harbour Lights"."""
        folded = self._folded[name]
        is_place = looks_like_place(name) and not names_municipality(name)
        if (on_platform and is_platform(name)) or is_place or folded in self.places:
            return False
        is_post = self._post.count(" ") > 1 and folded.startswith(self._post)
        return not is_post and not self.is_word(name)

    def head_parts(self) -> frozenset[str]:
        """Return the parts of the title in the HTML head between its marks and commas, folded."""
        parts = HEAD_MARKS.split(self._head)
        return frozenset(fold(each) for part in parts for each in part.split(", "))

    def folded_head(self) -> str:
        """Return the title in the HTML head, folded, with a blank at both ends."""
        return f" {fold(self._head)} "

    def kinds_of(self, name: str) -> tuple[str, ...]:
        """Return the kinds of hints that give a name, the surest first."""
        if name not in self._kinds:
            self._kinds[name] = self._kinds_of(self._folded.get(name) or fold(name))
        return self._kinds[name]

    def _kinds_of(self, name: str) -> tuple[str, ...]:
        kinds = {kind for kind, other in self._names if fits_folded(name, self._folded[other])}
        kinds |= {"host"} if any(fits_host(name, part) for part in self._hosts) else set()
        kinds |= {"mail"} if any(fits_host(name, part) for part in self._mail_hosts) else set()
        short = without_form(name.split())
        kinds |= {"text"} if self._presented.has(short) else set()
        apart = kinds <= _ENDS_OF_PAGE  # the line itself may be a sentence of the posting
        kinds |= {"said"} if kinds and self.says(short, apart=apart) else set()
        return tuple(kind for kind in _KINDS if kind in kinds)

    def says(self, name: str, apart: bool = False) -> bool:
        """Return whether the sentences of the posting have a name, folded and without its legal
        form. apart: whether those that begin with it do not count."""
        if apart and f" {name} " not in self._said.replace(f"|  {name} ", "|"):
            return False
        if not name.isascii() and _UNSPACED.search(name):
            return len(name) >= _LEAST_UNSPACED and f" {name}" in self._said
        return len(name) >= _LEAST_SAID and f" {name} " in self._said

    def spelled_by_host(self) -> Iterator[Employer]:
        """Yield what the sentences of the posting call somebody as the host of the page spells:
        "HarbourLights", "Harbour Lights" on harbourlights.example; where its mail has this host,
        too, or the text has the name again."""
        if self.board:
            return
        for host in self._hosts:
            letters = "".join(plain(fold(host)).split())
            if len(letters) < _LEAST_SAID or letters in no_names():
                continue
            spelled = re.compile(rf"(?i)(?<![\w@./-]){_APART.join(letters)}(?![\w@-]|\.\w)")
            found = [m for b in self._sentences for m in spelled.findall(b.text) if _is_name(m)]
            is_mail = host in self._mail_hosts
            if found and (is_mail or len(found) >= _AGREE):
                yield Employer(found[0], ("said", "host", *(("mail",) if is_mail else ())), "said")

    def is_word(self, name: str) -> bool:
        """Return whether a name is a word that the sentences of the posting have in lower case, and
        no host; or nothing but a kind of organisation ("The University"), or a language."""
        folded = self._folded.get(name) or fold(name)
        if is_kind_alone(folded) or name.lower() in language_names():
            return True
        if " " in name or folded in map(fold, (*self._hosts, *self._mail_hosts)):
            return False
        if name in self._brands:
            return False
        low, texts = name.lower(), (block.text for block in self._sentences)
        return low.islower() and any(low in text and low in _WORD.findall(text) for text in texts)

    def fuller(self, employer: Employer) -> Employer:
        """Return the name in full where the frame prints it so, with what kind of organisation it
        is: "Harbour District Council" for "Harbour"."""
        short = f" {without_form(fold(employer.name).split())} "
        if has_organization_word(Line(employer.name)):
            return employer
        for printed, name in self._names:
            folded = without_form(self._folded[name].split())
            if printed in _FULL and short in f" {folded} " and folded != short.strip():
                full = Employer(name, self.kinds_of(name), printed)
                if is_sure(full) and has_organization_word(Line(folded)):
                    return full
        return employer

    def of_posting(self) -> Employer | None:
        """Return the name on which two signs of the posting itself agree: the text presents it, a
        line at the title is it, the head's title says "Cook at" it, or has it and it is named like
        an organisation, its logo stands there. The frame of a board says something else."""
        for printed, name in self._names:
            if self._is_of_board(name):
                continue
            kinds = self._signs_of_posting(printed, name)
            if len(kinds) >= _AGREE:
                return Employer(name, kinds, printed)
        return None

    def _is_of_board(self, name: str) -> bool:
        """Return whether a name is, or is a part of, what a board calls itself."""
        return f" {self._folded[name]} " in self._boards_own

    def _signs_of_posting(self, printed: str, name: str) -> tuple[str, ...]:
        kinds = self.kinds_of(name)
        if self.is_place(name):
            return ()
        is_foreign = _OF_SITE.isdisjoint(kinds)  # a board shows the logos of employers
        if printed == "head":
            is_boards = self.board and not is_foreign
            if is_boards or not has_organization_word(Line(name)):
                return ()
            signs = {"head", "logo"} if is_foreign and "logo" in kinds else {"head"}
        elif printed == "line" and is_foreign:
            signs = {"line", "head"}
        elif printed == "text" and _OF_FRAME.isdisjoint(kinds):
            signs = {printed} | ({"mail"} & set(kinds))  # a board prints where to apply
        elif printed in ("text", "behind at") or (printed == "logo" and is_foreign):
            signs = {printed}
        else:
            return ()
        signs |= _OF_POSTING.intersection(kinds)
        if self.board and is_foreign and "said" in kinds:
            signs.add("said")
        if any(is_same_folded(self._folded[name], part) for part in self._beside):
            signs.add("line")
        return tuple(kind for kind in _KINDS if kind in signs)

    def is_place(self, name: str) -> bool:
        """Return whether the text has a name, which neither the site nor its frame has, as that of
        a place: "in Oban"."""
        kinds = self.kinds_of(name)
        ends = _ENDS_OF_PAGE | {"behind to"} if "behind to" in kinds else frozenset[str]()
        return (_OF_TEXT | ends).issuperset(kinds) and self._presented.is_place(fold(name))

    def employers(self) -> list[Employer]:
        """Return the names with their kinds of hints, the likeliest first. A name with two sources
        is the employer; one with a single source is a guess."""
        found: dict[str, Employer] = {}
        for printed, name in self._names:
            kinds = self.kinds_of(name)
            kinds = (*kinds, "head") if kinds == ("line",) else kinds
            if kinds == ("text",) or self.is_place(name) or self._is_of_board(name):
                continue  # "Knowledge of sails is a plus" is said like "Acme is a"
            if not self.board or (not _OF_POSTING.isdisjoint(kinds) and "host" not in kinds):
                found.setdefault(self._folded[name], Employer(name, kinds, printed))
        return sorted(found.values(), key=_rank)


def _brands_in(named: Iterable[tuple[str, str]], text: Sequence[str]) -> Iterator[str]:
    """Yield the names in small letters that a head has behind "at", and a text, too, before who
    speaks, so that they are no words: "careers at acme" and "at acme we"; not "at home we".

    text: folded blocks."""
    for kind, name in named:
        if kind != "behind at" or not name.islower() or name in _no_brands():
            continue
        if any(f" {name} " in block and _speaks_at(name).search(block) for block in text):
            yield name


@cache
def _no_brands() -> frozenset[str]:
    return frozenset(phrases_in((load("organizations")["no_brands"], load("body")["common"])))


def _speaks_at(name: str) -> re.Pattern[str]:
    data = load("organizations")
    at, speakers = (any_of(map(fold, phrases_in(data[each]))) for each in ("at", "speakers"))
    return re.compile(rf"(?<!\w)(?:{at}) {re.escape(name)} (?:{speakers})(?!\w)")


def _rank(employer: Employer) -> tuple[bool, float, int]:
    """Return what names are sorted by: whether they are sure, how much their kinds weigh, how
    exactly they are printed."""
    return not is_sure(employer), -employer.weight, _PRINTED.index(employer.printed)


def _of_clients(frame: Frame) -> tuple[str, ...]:
    """Return the parts of a platform's address that may be its client: "acme" of
    acme.platform.example and of platform.example/acme/jobs/4."""
    path = [part for part in urlsplit(frame.address).path.split("/") if part]
    first = [part for part in path[:1] if "." not in part]
    parts = (*(host for host in frame.hosts if host not in platforms()), *first)
    return tuple(part for part in map(fold, parts) if part not in no_names())


def is_sure(employer: Employer) -> bool:
    """Return whether hints of two sources agree on a name. The first words of a page and its host
    alone are what the site calls itself, which may be a product or a nickname; the ends of a page
    alone may be who wrote it; "Harbour Trust" is neither. Behind "for" and in the text alone stands
    a department, too."""
    if _OF_DEPARTMENT.issuperset(employer.kinds):
        return False
    if set(employer.kinds) in ({"host", "banner"}, {"banner", "footer"}):
        return has_organization_word(Line(employer.name))
    return len({_KINDS[kind].source for kind in employer.kinds}) >= _AGREE


def _is_name(words: str) -> bool:
    """Return whether all words begin with a capital letter."""
    return all(word[:1].isupper() for word in words.split())


class _Presented:
    """Whom a text presents: "About X", "X is looking for"."""

    def __init__(self, folded: Sequence[str]) -> None:
        self._folded = " | ".join(f" {block} " for block in folded)

    def has(self, name: str) -> bool:
        """Return whether the text presents a name, folded and without its legal form."""
        spaced, at = f" {name} ", -1
        while len(name) > 1 and (at := self._folded.find(spaced, at + 1)) >= 0:
            behind = at + len(spaced) - 1
            if self._folded.startswith(_never_behind(), behind):
                return False
            if self._folded.startswith(_behind(), behind):
                return True
            if self._folded.endswith(_before(), 0, at + 1):
                return True
        return False

    def is_place(self, name: str) -> bool:
        """Return whether the text has a folded name as that of a place: "in Oban"."""
        return any(f"{before}{name} " in self._folded for before in _before_places())


@cache
def _before_places() -> tuple[str, ...]:
    return _spaced("before_places")


@cache
def _before() -> tuple[str, ...]:
    return _spaced("before_own_name")


@cache
def _behind() -> tuple[str, ...]:
    return _spaced("behind_own_name")


@cache
def _never_behind() -> tuple[str, ...]:
    """Return what says of a name that it is no employer: "is a plus", "is a brand of", "is not
    responsible for"."""
    data = load("organizations")
    being, never = (list(phrases_in(data[name])) for name in ("being", "no_employer_is"))
    is_other = tuple(f" {fold(f'{verb} {what}')} " for verb in being for what in never)
    return is_other + _spaced("disclaimers")


def _spaced(name: str) -> tuple[str, ...]:
    """Return the phrases of an entry, folded, with a blank at both ends."""
    return tuple(f" {fold(phrase)} " for phrase in phrases_in(load("organizations")[name]))
