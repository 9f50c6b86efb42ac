"""Find the employer that a text names by what its sentences say of it.

A sentence that begins with a name says more or less that this is the employer: "Harbour Lights is
an equal opportunity employer" says it outright, "Harbour Lights is a boatyard" as good as, "Harbour
Lights builds" hardly. What else names it adds to that: a heading "About Harbour Lights", "joining
Harbour Lights", a line of its own, a legal form, being named again. `SIGNS` has what each counts;
two together make an employer.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from crawlers.extract.job.employers import (
    QUOTED,
    cannot_be_employer,
    ends_in_legal_form,
    has_no_name,
    has_organization_word,
    is_word_of_text,
    name_in_sentence,
    town_pattern,
    word_list,
)
from crawlers.extract.job.frame_names import behind_to
from crawlers.extract.job.spellings import fits_host, is_kind_alone
from crawlers.extract.job.title_lines import names_profession
from crawlers.text.blocks import Block
from crawlers.text.lines import Line
from crawlers.text.patterns import UPPER, any_of
from crawlers.text.phrases import InText
from crawlers.text.unaccented import plain
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold

SIGNS: dict[str, float] = {
    "says what employers say": 2,
    "is a company": 2,
    "at it, we": 2,
    "we are": 2,
    "seeks": 1.5,
    "heading about it": 1,
    "end of the title": 1,
    "joins": 1,
    "does something": 1,
    "line of its own": 1,
    "legal form": 1,
    "spelled by the address": 1.5,
    "spelled by its mail": 1.5,
    "word of organisations": 0.5,
    "is something": 0.5,
    "part of the head": 0.5,
    "named again": 0.5,
    "named often": 0.5,
}
"""What each sign counts. Set by hand."""
_PRESENTED = frozenset(("heading about it", "at it, we"))
"""The signs that present a name with the name of a trade in it."""
ENOUGH, CLEAR = 2, 2.5
"""What the signs of an employer count together, and from where on they outweigh the line beside a
title."""
_BLOCKS, _SENTENCES = 60, 300
"""Blocks at each end of a text that are read, and characters of each."""
_HEADER = 8
"""Blocks at the beginning of a text among which a line is the name of its employer."""
_NOUN = 10
"""Words behind "is a" among which it says what an employer is."""
_BEHIND = 140
"""Characters behind a name that say what it is."""
_AGAIN, _OFTEN = 2, 3
_HEADING = 60
_END = re.compile(r"[.!?]\s")
_GAP = re.compile(rf"(?<=[.!?])(?<!\b[{UPPER}]\.)(?<!\b[A-Z][a-z]\.)\s+")
"""What parts two sentences; not what stands behind initials or "St.": "A.B. Lamps"."""
_WORD = r"[\w&.’'+-]*"
"""The pattern of a word of a name behind its capital."""


@dataclass(frozen=True, slots=True)
class NamedByText:
    """name: of the employer, as the text prints it. weight: what its signs count together. signs:
    their names."""

    name: str
    weight: float
    signs: tuple[str, ...]

    @property
    def is_clear(self) -> bool:
        """Whether the signs are more than enough."""
        return self.weight >= CLEAR

    @property
    def how(self) -> str:
        """What speaks for it, in words."""
        return f"named by the text: {', '.join(self.signs)}"


@dataclass(slots=True)
class _Name:
    """A name that sentences begin with. signs: what they and others say of it."""

    name: str
    signs: set[str] = field(default_factory=set)

    @property
    def weight(self) -> float:
        return sum(SIGNS[sign] for sign in self.signs)


def named_by_text(
    blocks: Sequence[Block],
    title: str = "",
    places: Collection[str] = (),
    hosts: Collection[str] = (),
    mail_hosts: Collection[str] = (),
    head_parts: Collection[str] = (),
) -> NamedByText | None:
    """Return the employer that a text names, None for none.

    blocks: of the posting, its header among them. title: the posting's; no employer is called so.
    places: that the posting names, folded. hosts, mail_hosts: the parts of the page's host and of
    its mail addresses that may be the employer's name. head_parts: of the title in the HTML head,
    between its marks and commas, folded.
    """
    read = [*blocks[:_BLOCKS], *blocks[_BLOCKS:][-_BLOCKS:]]
    labels = {host: _letters(host) for host in (*hosts, *mail_hosts)}
    end = behind_to().search(title)  # "Cook til Acme"
    post = title[: end.start()] if end else _before_mark().sub("", title)
    found = _names_in(read, post, places, labels)
    if not found:
        return None
    whole = " | ".join([f" {block.folded} " for block in blocks])
    lines = {block.folded for block in blocks[:_HEADER] if len(block.text) <= _HEADING}
    texts = [block.text for block in read]
    names = [each for each in found if not _is_written_small(each.name, texts)]
    for each in names:
        each.signs.update(_signs_around(each.name, whole, lines))
        each.signs.update(_spelled(each.name, hosts, mail_hosts, labels))
        each.signs |= {"part of the head"} if fold(each.name) in head_parts else set()
        each.signs |= {"end of the title"} if end and end["name"] == each.name else set()
    names = [each for each in names if not _is_place(fold(each.name), whole)]
    enough = [each for each in names if each.weight >= ENOUGH]
    # who looks for somebody, before who is only described
    best = max(enough, key=lambda each: ("seeks" in each.signs, each.weight), default=None)
    if best is None:
        return None
    signs = tuple(sign for sign in SIGNS if sign in best.signs)
    full = _fuller(best.name, [each.name for each in names], labels)
    return NamedByText(_without_article(full, texts), best.weight, signs)


def _is_written_small(name: str, texts: Sequence[str]) -> bool:
    """Return whether texts write a name small, too: then it is a word."""
    low = name.lower()
    return any(low in text and low in text.split() for text in texts)


def _names_in(
    blocks: Sequence[Block], title: str, places: Collection[str], labels: Mapping[str, str]
) -> list[_Name]:
    """Return the names that sentences begin with, each with what they say of it, and those that an
    address spells. labels: the letters of each host."""
    found: dict[str, _Name] = {}
    begins = _begins(labels)
    seen: set[str] = set()
    for block in blocks:
        named: list[tuple[str, str, tuple[str, ...]]]
        named = [(name, fold(name), (sign,)) for name, sign in _said_in(block)]
        if labels:
            named += [(*each, ()) for each in _spelled_in(block, labels, begins, seen)]
        for name, key, signs in named:
            if key not in places and _may_be(name, key, title, signs):
                found.setdefault(key, _Name(name)).signs.update(signs)
    return list(found.values())


def _fuller(name: str, others: Sequence[str], labels: Mapping[str, str]) -> str:
    """Return a name in full where the text prints it so, with its kind or legal form, or as an
    address has it: "Harbour Lights Ltd" of "Harbour Lights"."""
    longer = [other for other in others if fold(other).startswith(f"{fold(name)} ")]
    full = (
        other
        for other in longer
        if _letters(other) in labels.values()
        or ends_in_legal_form(Line(other))
        or has_organization_word(Line(other))
    )
    return name if has_organization_word(Line(name)) else min(full, key=len, default=name)


def _without_article(name: str, texts: Sequence[str]) -> str:
    """Return a name without the article that a sentence begins with: before a kind of organisation
    ("The Harbour Museum is"), and where the text writes it small elsewhere."""
    article, _, rest = name.partition(" ")
    small = f" {article.lower()} {rest}"
    is_article = article in word_list("name_articles")
    if is_article and has_organization_word(Line(rest)):
        return rest
    return rest if is_article and any(small in text for text in texts) else name


def _may_be(name: str, folded: str, title: str, signs: Collection[str]) -> bool:
    """Return whether a name can be an employer's. One with the name of a trade must be presented,
    and end in another word: "About Baker Hall"."""
    line = Line(name)
    if names_profession(line):
        last = name.rpartition(" ")[2]
        if last == name or _PRESENTED.isdisjoint(signs) or names_profession(Line(last)):
            return False
        is_title = has_no_name(line)
    else:
        is_title = cannot_be_employer(line)
    return (
        len(folded) > 1
        and not is_kind_alone(folded)
        and not is_word_of_text(folded)
        and f" {folded} " not in f" {fold(title)} "
        and not is_title
    )


def _signs_around(name: str, whole: str, lines: Collection[str]) -> Iterator[str]:
    """Yield what else a text shows of a name. whole: the folded text."""
    folded = fold(name)
    times = whole.count(f" {folded} ")
    if times >= _AGAIN:
        yield "named again"
    if times >= _OFTEN:
        yield "named often"
    if folded in lines:
        yield "line of its own"
    if " " in name and ends_in_legal_form(Line(name)):
        yield "legal form"
    elif has_organization_word(Line(name)):
        yield "word of organisations"


def _spelled_in(
    block: Block, labels: Mapping[str, str], begins: Sequence[str], seen: set[str]
) -> Iterator[tuple[str, str]]:
    """Yield the names anywhere in a block that an address spells, each with its folded form.
    begins: how a word of each begins. seen: the names of the blocks before, which are not looked at
    again; those of this one are added."""
    text = block.text[:_SENTENCES]
    if text.isascii() and not any(map(text.__contains__, begins)):
        return
    for printed in _anywhere().findall(text):
        if printed in seen:
            continue
        seen.add(printed)
        if printed.isascii() and not any(map(printed.__contains__, begins)):
            continue
        name = name_in_sentence(printed)
        key = block.folded if name == block.text else fold(name)  # no block is folded again
        letters = "".join(plain(key).split())
        if any(_is_spelled(key, letters, host, label) for host, label in labels.items()):
            yield name, key


def _begins(hosts: Iterable[str]) -> list[str]:
    """Return how words of names in ASCII begin that hosts spell: with the letter with which a word
    of the host does, a capital or small behind a hyphen or an apostrophe."""
    letters = {word[0] for host in hosts for word in plain(fold(host)).split()}
    return [*map(str.upper, letters), *(mark + each for mark in "-'" for each in letters)]


def _spelled(
    name: str, hosts: Collection[str], mail_hosts: Collection[str], labels: Mapping[str, str]
) -> Iterator[str]:
    """Yield which addresses spell a name."""
    folded, letters = fold(name), _letters(name)
    if any(_is_spelled(folded, letters, host, labels[host]) for host in hosts):
        yield "spelled by the address"
    if any(_is_spelled(folded, letters, host, labels[host]) for host in mail_hosts):
        yield "spelled by its mail"


def _letters(text: str) -> str:
    """Return the letters and digits of a text, small and without accents."""
    return "".join(plain(fold(text)).split())


def _is_spelled(name: str, letters: str, host: str, label: str) -> bool:
    """Return whether a part of a host stands for a whole folded name: "harbourlights" does for
    "Harbour Lights Ltd", not for "Harbour". letters, label: the letters of the name and of the
    host."""
    is_part = len(letters) < len(label) and label.startswith(letters)
    return not is_part and fits_host(name, host)


def _is_place(name: str, whole: str) -> bool:
    """Return whether a text has a name as that of a place: "in Oban", "the University of Oban"."""
    spaced, before, kinds = f" {name} ", _before_places(), _kinds()
    at = whole.find(spaced)
    while at >= 0:
        if whole.endswith(before, 0, at):
            return True
        if whole.endswith(" of", 0, at):
            end = at - len(" of")
            if whole[whole.rfind(" ", 0, end) + 1 : end] in kinds:
                return True
        at = whole.find(spaced, at + 1)
    return False


@cache
def _before_mark() -> re.Pattern[str]:
    """Return the pattern of the last part of a title, of two words or more, which may be who looks
    for somebody: "Night Cook - Harbour Lights"."""
    return re.compile(r"\s+[|–—-]\s+\S+\s[^|–—]+$")


@cache
def _before_places() -> tuple[str, ...]:
    return tuple(f" {fold(word)}" for word in phrases_in(load("organizations")["before_places"]))


@cache
def _kinds() -> frozenset[str]:
    words = phrases_in(load("organizations")["words"])
    return frozenset(fold(word) for word in words if " " not in word)


def _said_in(block: Block) -> Iterator[tuple[str, str]]:
    """Yield the names in a block with what it says of each."""
    text = block.text[:_SENTENCES]
    if len(text) <= _HEADING and (match := _headed().fullmatch(text.strip(" :?!."))):
        yield name_in_sentence(match["name"]), "heading about it"
        return
    if block.kind == "item":
        return  # "Mend on Fridays" begins as a sentence on Mend does
    words = block.said.words
    if _words_beside_names().isdisjoint(words):
        return
    joins = _phrases_of_joining().may_be_in(block.folded, words)
    for sentence in _GAP.split(text) if _END.search(text) else (text,):
        if (match := _at().match(sentence)) is not None:
            yield name_in_sentence(match["name"]), "at it, we"
        elif (match := _we_are().match(sentence)) is not None:
            yield name_in_sentence(match["name"]), "we are"
        elif (match := _subject().match(sentence)) is not None:
            behind = sentence[match.end() : match.end() + _BEHIND]
            if sign := _what_it_says(fold(behind)):
                yield name_in_sentence(match["name"]), sign
        for joined in _joining().finditer(sentence) if joins else ():
            yield name_in_sentence(joined["name"]), "joins"


def _what_it_says(behind: str) -> str:
    """Return the sign of what stands behind a name at the beginning of a sentence, folded; "" for
    none."""
    spaced = f"{behind} "
    if spaced.partition(" ")[0] not in _first_behind_names():
        return ""
    for sign, beginnings in _behind_names():
        if spaced.startswith(beginnings):
            nouns = _what_employers_are().intersection(behind.split()[:_NOUN])
            return "is a company" if nouns and spaced.startswith(_being_one()) else sign
    return ""


@cache
def _behind_names() -> tuple[tuple[str, tuple[str, ...]], ...]:
    data = load("organizations")
    lists = (
        ("says what employers say", data["own_statements"]),
        ("seeks", data["seeking"]),
        ("does something", data["does"]),
        ("is something", (data["being"], data["behind_own_name"])),
    )
    return tuple((sign, tuple(f"{fold(p)} " for p in phrases_in(node))) for sign, node in lists)


@cache
def _first_behind_names() -> frozenset[str]:
    """Return the first words of what stands behind names: most sentences go on with another."""
    return frozenset(text.partition(" ")[0] for _, texts in _behind_names() for text in texts)


@cache
def _being_one() -> tuple[str, ...]:
    """Return how a sentence goes on that says what its subject is: "is a"."""
    return tuple(f"{fold(p)} " for p in phrases_in(load("organizations")["being_one"]))


@cache
def _what_employers_are() -> frozenset[str]:
    data = load("organizations")
    lists = (data["employer_nouns"], data["words"])
    return frozenset(fold(word) for word in phrases_in(lists) if " " not in word)


@cache
def _name() -> str:
    articles, word = any_of(phrases_in(load("organizations")["name_articles"])), _WORD
    begin = rf"{town_pattern()}|[{UPPER}]{word}"
    return rf"(?P<name>(?:(?:{articles}) )?(?:{begin}){_further_words()})"


@cache
def _anywhere() -> re.Pattern[str]:
    """Return the pattern of `_name` anywhere. It begins with a capital, which is quickly found:
    what may not stand before that is looked at behind it."""
    articles = phrases_in(load("organizations")["name_articles"])
    named = [rf"(?<={each[0]}){re.escape(each[1:])} [{UPPER}]{_WORD}" for each in articles]
    begin = rf"[{UPPER}](?<![\w@./-].)(?:{'|'.join(named)}|{_WORD})"
    return re.compile(rf"({begin}{_further_words()})(?![\w@-])")


def _further_words() -> str:
    """Return the pattern of the further words of a name, with particles between them."""
    small = any_of(phrases_in(load("organizations")["ends_of_names"]))
    word = rf"[{UPPER}]{_WORD}|{QUOTED}|(?:{small})(?!\w)"
    return rf"(?: (?:(?:{_particles()}) )?(?:{word})){{0,7}}"


@cache
def _particles() -> str:
    data = load("organizations")
    return any_of(phrases_in((data["presented_particles"], data["name_particles"])))


@cache
def _subject() -> re.Pattern[str]:
    """Return the pattern of a name at the beginning of a sentence, with a remark or a place behind
    it: "Harbour Lights (HL) is", "Harbour Lights in Oban is"."""
    data = load("organizations")
    articles = any_of(phrases_in(data["articles_before_names"]))
    places = any_of(phrases_in(data["before_places"]))
    place = rf" (?:{places}) [{UPPER}][\w’'-]*(?: [{UPPER}][\w’'-]*){{0,2}}"
    return re.compile(
        rf"(?:(?:{articles}) )?{_name()}(?:,? \([^()]{{1,80}}\)|, [^.,]{{0,80}},|{place})?(?= )"
    )


@cache
def _at() -> re.Pattern[str]:
    data = load("organizations")
    at, speakers = any_of(phrases_in(data["at"])), any_of(phrases_in(data["speakers"]))
    return re.compile(rf"(?:{at}) {_name()},? (?:{speakers})\b")


@cache
def _we_are() -> re.Pattern[str]:
    """Return the pattern of who somebody is: "We're Harbour Lights.", "Wir sind die Leuchtturm
    GmbH"."""
    data = load("organizations")
    speakers, joins = (any_of(phrases_in(data[name])) for name in ("we_are", "behind_we_are"))
    return re.compile(
        rf"(?:\W?\w+[,!]? )?(?:{speakers}) {_name()}(?=[.,!:;]|$| (?:{joins}|-|–|—) )"
    )


@cache
def _headed() -> re.Pattern[str]:
    before = any_of(phrases_in(load("organizations")["headings_of_own"]))
    return re.compile(rf"(?:(?i:{before})) {_name()}")


@cache
def _joining() -> re.Pattern[str]:
    before = any_of(phrases_in(load("organizations")["joining"]))
    return re.compile(rf"\b(?:(?i:{before})) {_name()}")


@cache
def _phrases_of_joining() -> InText:
    """Return what `_joining` looks for before a name."""
    return InText(phrases_in(load("organizations")["joining"]))


@cache
def _words_beside_names() -> frozenset[str]:
    """Return words of which each sentence that says something of a name has one."""
    data = load("organizations")
    phrases = map(fold, phrases_in((data["speakers"], data["we_are"], data["joining"])))
    return _first_behind_names() | {max(phrase.split(), key=len) for phrase in phrases}
