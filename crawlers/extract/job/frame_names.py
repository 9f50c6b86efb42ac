"""Find the names that the frame of a page gives, each with the kind of the hint.

The kinds are the page's title, its meta elements, its logo, its copyright line, its first lines and
its last.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, partial

from crawlers.extract.job.employers import (
    cannot_be_employer,
    ends_in_legal_form,
    has_legal_form,
    has_no_name,
    has_organization_word,
    strip_name,
)
from crawlers.extract.job.spellings import fits, fits_host, is_same_folded
from crawlers.extract.job.title_calls import seeker_of
from crawlers.extract.job.title_lines import title_score
from crawlers.extract.places.names import is_listed_town
from crawlers.extract.places.place_lines import looks_like_place
from crawlers.posting.raw import Frame
from crawlers.text.lines import Line
from crawlers.text.patterns import UPPER, any_of
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold, squeeze

HEAD_MARKS = re.compile(r"\s+[|–—·•»:/-]+\s+|\s*[|｜•»]\s*|:\s+")
_BRACKETED = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_IN_BRACKETS = re.compile(r"\s*[\[【](?P<name>[^\[\]【】]{2,60})[\]】]\s*\S")
_ADDRESS = re.compile(
    rf"(?:^|, ?)(?:[A-Z]{{1,2}}-)?(?:\d{{2}}-\d{{3}}|\d{{3}} \d{{2}}|\d{{4,5}}) [{UPPER}]"
)
"""A postcode and its town at the beginning of a line or behind a comma."""
_MARKS_BEFORE_PLACE = (", ", "(", " - ", " – ", " — ")
"""What may stand between an employer and its place."""
_MOST_WORDS = 8
"""Words of a name, but for those of so few letters: "of", "w", "z"."""
_MOST_FURNITURE = 3
"""Words of a link that may stand behind a name."""
_PARTICLE = 2
_SMALL, _SAID_SO = 3, 2
"""Letters of a small word, and words in lower case of what is no name."""
_SHORT = 60
"""Characters of a line of a name."""


def names_of_frame(frame: Frame, title: str) -> Iterator[tuple[str, str]]:
    """Yield the names that the frame gives, each with its kind."""
    is_own, post = partial(_is_own_name, frame=frame), Line(title)
    clean = cache(partial(_clean, title=post, is_own=is_own))  # several hints print the same name
    for head in dict.fromkeys((frame.head_title, frame.og_title)):
        yield from (("head", name) for name in _names_of_head(head, post, clean))
        if (seeker := seeker_of(head, title)) and (name := clean(seeker)):
            yield "behind at", name
        for part in HEAD_MARKS.split(head):
            for kind, pattern in (("behind at", _before_at()), ("behind to", behind_to())):
                if match := pattern.search(part.rstrip()):
                    own = Line(title.removesuffix(match[0]))
                    if name := _clean(match["name"], own, is_own):
                        yield kind, name
    yield from (("line", name) for name in _lines_in_head(frame, post))
    yield from (("site", name) for name in map(clean, frame.site_names) if name)
    hosts = (*frame.hosts, *frame.mail_hosts)
    for kind, names in (
        ("logo", frame.logos),
        ("holder", frame.holders),
        ("banner", frame.banner),
        ("footer", frame.footer),
    ):
        for name in filter(None, map(clean, names)):
            if not _is_said_so(name) or any(fits_host(fold(name), host) for host in hosts):
                yield kind, name


def _is_own_name(name: str, frame: Frame) -> bool:
    """Return whether a folded name is the site's own though it has the name of a trade ("Cook &
    Mason", "Chef Works"): its host or mail spells it, or two of its meta element, its logo, its
    copyright line and the title in its head have it."""
    is_long = " " in name
    for host in (*frame.hosts, *frame.mail_hosts):
        if is_same_folded(name, fold(host)) or (is_long and fits_host(name, host)):
            return True
    heads = (part for head in (frame.head_title, frame.og_title) for part in HEAD_MARKS.split(head))
    sources = (frame.site_names, frame.logos, frame.holders, heads)
    return sum(any(is_same_folded(name, fold(n)) for n in names) for names in sources) > 1


def _lines_in_head(frame: Frame, title: Line) -> Iterator[str]:
    """Yield the lines with a word or a form of organisations that the title element repeats."""
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
    names = dict.fromkeys(without_place(Line(line)).text for line in lines)
    yield from filter(None, (_clean(name, title) for name in names))


def without_place(line: Line) -> Line:
    """Return the name of an organisation without its place behind it: "Acme Ltd, Oban", "Acme Ltd -
    Oban, Scotland", "Acme Ltd (Oban)", "Acme Ltd in Oban"."""
    has_mark = any(map(line.text.__contains__, _MARKS_BEFORE_PLACE))
    if not has_mark and _words_before_place().isdisjoint(line.words):
        return line
    match = _place_behind().fullmatch(line.text)
    place = (match["at"] or match["bracket"] or match["town"]) if match else ""
    if not match or not (is_listed_town(place) or looks_like_place(place)):
        return line
    before = Line(match["name"] or match["whole"])
    # "University in Oban" may be its name
    if match["town"]:
        return before if ends_in_legal_form(before) else line
    return before if has_organization_word(before) or has_legal_form(before) else line


@cache
def _words_before_place() -> frozenset[str]:
    return frozenset(map(fold, phrases_in(load("header")["before_place"])))


@cache
def _place_behind() -> re.Pattern[str]:
    words = any_of(phrases_in(load("header")["before_place"]))
    return re.compile(
        rf"(?P<whole>.+?) (?:{words}) (?P<town>[{UPPER}][^,()]*)"
        r"|(?P<name>.+?)(?:(?:,| [-–—]) (?P<at>[^()]+)| \((?P<bracket>[^()]+)\))"
    )


def _names_of_head(head: str, title: Line, clean: Callable[[str], str]) -> Iterator[str]:
    """Yield the parts of a title element that are not the posting's title; of one with a remark
    behind a comma ("Acme, bakers since 1904") what stands before it, and who stands in brackets
    before a title ("[Acme] Baker")."""
    parts = [part for part in HEAD_MARKS.split(head) if part.strip()]
    if len(parts) > 1 or fold(head) != title.folded:
        named = ((*part.partition(", "), at) for at, part in enumerate(parts) if ", " in part)
        before = (  # "Acme, bakers since 1904"; "Cook - Acme, Oban"
            name
            for name, _, behind, at in named
            if behind[:1].islower() or (at and not is_listed_town(name))
        )
        match = _IN_BRACKETS.match(head)
        yield from filter(None, map(clean, (*parts, *before, *([match["name"]] if match else ()))))


def _clean(printed: str, title: Line, is_own: Callable[[str], bool] | None = None) -> str:
    """Return a name without what sites add to it; "" for a title, a list's name, a sentence.
    is_own: whether a folded name with the name of a trade is the site's own."""
    if printed.startswith("@") or _ADDRESS.search(printed):
        return ""  # a name on a network; "4 Mill Lane, 4711 Oban"
    around = _around()
    printed = _before_names().sub("", printed)
    words = strip_name(squeeze(_BRACKETED.sub(" ", printed))).split()
    size = len(words)
    while words and fold(words[0]) in around and not _may_begin_name(words):
        words = words[1:]
    if len(words) < size and words and words[0] in _before_place():
        return ""  # "Jobs in Oban"
    while words and (size := _furniture_behind(words, around)):
        words = words[:-size]
    if len(words) > 2 and words[0] in _articles() and has_organization_word(Line(words[1])):
        words = words[1:]  # "de gemeente Oban"; but "de Harbour" is a name
    name = Line(strip_name(" ".join(words)))
    folded = name.folded
    is_name = (
        len(folded) > 1
        and fold(printed) not in no_names()
        and sum(len(word) > _PARTICLE for word in words) <= _MOST_WORDS
        and any(map(str.isalpha, name.text))
        and not _is_cut_short(name)
        and not folded.endswith(_seeking())
        and f" {folded} " not in f" {title.folded} "
        and folded not in no_names()
        and folded not in around
        and _is_no_title(name, is_own)
    )
    return name.text if is_name else ""


@cache
def _articles() -> frozenset[str]:
    """Return the articles before names, as they stand within a line: in small letters."""
    return frozenset(phrases_in(load("organizations")["articles_of_names"]))


def _may_begin_name(words: Sequence[str]) -> bool:
    """Return whether a word that sites add to their names begins this one: "Home Harbour Care"."""
    first = fold(words[0])
    return len(words) > 1 and first in _beginnings_of_names() and words[1][:1].isupper()


@cache
def _beginnings_of_names() -> frozenset[str]:
    return frozenset(phrases_in(load("organizations")["beginnings_of_names"]))


def _is_no_title(name: Line, is_own: Callable[[str], bool] | None) -> bool:
    if title_score(name):
        return is_own is not None and not has_no_name(name) and is_own(name.folded)
    return not cannot_be_employer(name)


def _furniture_behind(words: Sequence[str], around: AbstractSet[str]) -> int:
    """Return how many words at the end of a name are a site's own: of "Acme Privacy notice" two."""
    sizes = range(1, min(_MOST_FURNITURE, len(words) - 1) + 1)
    ends = ((size, fold(" ".join(words[-size:]))) for size in sizes)
    behind = (size for size, end in ends if end in around or end in _furniture())
    return next(behind, 1 if fold(words[-1]) in around else 0)


@cache
def _before_place() -> frozenset[str]:
    return frozenset(phrases_in(load("header")["before_place"]))


@cache
def _seeking() -> tuple[str, ...]:
    """Return what stands behind a name that looks for somebody: "The town is hiring"."""
    return tuple(f" {fold(p)}" for p in phrases_in(load("organizations")["seeking"]))


@cache
def _before_names() -> re.Pattern[str]:
    """Return the pattern of what stands before the name of a site's owner: "The blog of Acme"."""
    words = any_of(phrases_in(load("organizations")["before_site_names"]))
    return re.compile(rf"(?i)^(?:{words})\s+")


@cache
def _furniture() -> frozenset[str]:
    """Lines of a site's own: "Privacy notice"."""
    return frozenset(map(fold, phrases_in(load("furniture")["lines"])))


def _is_said_so(name: str) -> bool:
    """Return whether a name is rather what somebody says: it has two longer words in lower case,
    and no word of organisations: "Nine piers and their lamps"."""
    small = sum(word.islower() and len(word) > _SMALL for word in name.split())
    return small >= _SAID_SO and not has_organization_word(Line(name))


def _is_cut_short(name: Line) -> bool:
    """Return whether a name ends in a small word: "All the"."""
    last = name.text.rpartition(" ")[2]
    return last.islower() and len(last) <= _PARTICLE and not ends_in_legal_form(name)


@cache
def _before_at() -> re.Pattern[str]:
    """Return the pattern of an employer behind "at" at the end of a title: "Cook at Acme"."""
    words = any_of(phrases_in(load("organizations")["title_at"]))
    return re.compile(rf"(?i)(?:\s(?:{words})\s+|@\s?)(?P<name>[^|–—·•»]{{2,60}})$")


@cache
def behind_to() -> re.Pattern[str]:
    """Return the pattern of what may be an employer behind "for" at the end of a title: "Kok til
    Acme"."""
    words = any_of(phrases_in(load("organizations")["title_to"]))
    return re.compile(rf"\s(?:{words})\s+(?P<name>[{UPPER}][^|–—·•»]{{2,60}})$")


@cache
def _around() -> frozenset[str]:
    return frozenset(map(fold, phrases_in(load("organizations")["around_site_names"]))) - {""}


@cache
def no_names() -> frozenset[str]:
    """Return what is no name of an employer: names of lists and networks, words of titles and of
    links to a first page."""
    titles, homes = load("titles"), load("organizations")["home_links"]
    words = (titles["prefixes"], titles["refused"], titles["tails"])
    lists = (*words, load("page_kinds")["list_names"])
    return frozenset(map(fold, phrases_in((lists, homes, load("furniture")["lines"]))))


@cache
def platforms() -> frozenset[str]:
    """Names of platforms on whose hosts employers publish."""
    return frozenset(map(fold, (*load("platforms"), *load("organizations")["platform_hosts"])))


def is_platform(name: str) -> bool:
    """Return whether a name is that of a platform on which employers publish."""
    return any(fits(name, platform) for platform in platforms())
