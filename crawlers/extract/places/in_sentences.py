"""Find where the work is done, and how, in the sentences of a posting.

A town counts behind words that say so ("based in", "our office in") or before "office", and only
where all such sentences name the same one; the employer's seat only where none names another place.
The words are `data/workplaces.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Literal

from crawlers.extract.places import gazetteer
from crawlers.extract.places.names import (
    is_everyday_word,
    strip_surroundings,
    town_in_case,
    word_list,
)
from crawlers.extract.places.place_lines import looks_like_place
from crawlers.extract.places.printed_places import read_places
from crawlers.extract.sentences.by_topic import Phrases, Prepared, Sentence, prepare
from crawlers.posting.parts.text import Section
from crawlers.text.patterns import UPPER, any_of
from crawlers.text.word_lists import load, load_merged, phrases_in

Way = Literal["on_site", "remote", "hybrid"]
_WAYS: dict[str, Way] = {
    "said.on_site": "on_site",
    "said.remote": "remote",
    "said.hybrid": "hybrid",
}
"""By the name of its list, each way of working, the one first that counts more: "This is not a
remote position, but on site"."""
WHERE = "place in a sentence"
"""The locator of what a sentence says of the place of work."""
OF_APPLICANTS = "where applicants live, in a sentence"
"""The locator of a place from which remote work may be done."""
_MOST_WORDS = 6
"""Words of a place with its region and country."""
_PAIR = 2
"""Towns that one sentence can give as the place of work: "our offices in Leeds or Bradford"."""
_EARLY = 3
"""Characters before the words that present the employer in a sentence that begins with them."""
_NEXT = range(1, 6)
"""How many characters behind a place the next words begin: a blank, a comma, or "we"."""
_NAME = rf"[{UPPER}][\w.'’-]*"
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?(?!\w)")
"""The first half of a British postcode."""
_HOUSE = rf"(?:\d{{1,5}}[A-Za-z]? (?:{_NAME} ){{0,3}}{_NAME}, )?"
"""The number of a house and its street in front of a town."""
_WORD_INSIDE = re.compile(rf"(?:(?<=\w )|(?<=^))[{UPPER}][\w'’]+")


def find_place(sections: Sequence[Section] | Prepared) -> tuple[str, str] | None:
    """Return the place of work that the sentences name, as printed, and the first sentence that
    does; None where they name none or several."""
    found: dict[str, tuple[str, str]] = {}
    seats: dict[str, tuple[str, str]] = {}
    for sentence in prepare(sections).about("workplaces"):
        named = [
            (place, is_seat)
            for lists, find, is_seat in _FINDERS
            if not lists.isdisjoint(sentence.lists)
            for place in find(sentence)
        ]
        if not named or _grammar()["other"].search(sentence):
            continue
        for place, is_seat in named:
            for city in _towns(place):
                (seats if is_seat else found).setdefault(city, (place, sentence.raw))
    best = found or seats
    stated = {place for place, _ in best.values()}
    is_pair = len(best) == _PAIR and len(stated) == 1 and "," not in next(iter(stated))
    return next(iter(best.values())) if len(best) == 1 or is_pair else None


def _towns(place: str) -> list[str]:
    return [read.city for read in read_places(place) if read.city]


def find_applicant_places(sections: Sequence[Section] | Prepared) -> list[str]:
    """Return the countries and regions, as printed, in which a sentence says that applicants for
    remote work must live; a town is none."""
    found: dict[str, None] = {}
    for sentence in prepare(sections).about("workplaces"):
        if "applicants" not in sentence.lists:
            continue
        for match in _grammar()["applicants"].finditer(sentence):
            for place in _place_at(sentence.text, match.end()):
                if not any(read.city for read in read_places(place)):
                    found[place] = None
    return list(found)


def find_way(sections: Sequence[Section] | Prepared) -> tuple[Way, str] | None:
    """Return how the sentences say that the work is done, and the first of them; None where they
    say nothing or different things."""
    found: dict[Way, str] = {}
    for sentence in prepare(sections).about("workplaces"):
        lists = _WAYS.keys() & sentence.lists
        said = [_WAYS[name] for name in lists if _grammar()[name].search(sentence)]
        # "This is not a remote position" has the words of one
        way = next((way for way in _WAYS.values() if way in said), None)
        if way:
            found.setdefault(way, sentence.raw)
    return next(iter(found.items())) if len(found) == 1 else None


def _places_of(sentence: Sentence) -> Iterator[str]:
    before = _grammar()["before"].finditer(sentence) if "before" in sentence.lists else ()
    for match in before:
        found = list(_place_at(sentence.text, match.end(), is_known=_is_listed))
        if not found and (site := _site_then_town().match(sentence.text, match.end())):
            found = list(_place_at(sentence.text, site.start("place"), is_known=_is_listed))
        if not found and (name := _building_then().match(sentence.text, match.end())):
            found = list(_place_at(sentence.text, name.end(), is_known=_is_listed))
        yield from _whole_list(sentence.text, match.end(), found)
    if "office" in sentence.lists and _grammar()["office"].search(sentence):
        yield from place_of_site(sentence.text)


def _whole_list(text: str, at: int, found: list[str]) -> Iterator[str]:
    """Yield a found town, with the one that is listed behind it: "our offices in Leeds or
    Bradford"."""
    begin = text.find(found[0], at) if found else -1
    behind = _goes_on().match(text, begin + len(found[0])) if begin >= 0 else None
    following = list(_place_at(text, behind.end() - 1, is_known=_is_listed)) if behind else []
    if behind and following and "," not in behind[0] + found[0] + following[0]:
        yield text[begin : behind.end() - 1 + len(following[0])]
    else:
        yield from found


def _is_listed(name: str) -> bool:
    """Return whether a name is a town of the list, in any case, and no everyday word."""
    inner = strip_surroundings(name) if "-" in name else name  # "Bamberg-Ost"
    is_town = bool(gazetteer.towns(inner)) or town_in_case(name) is not None
    if "," in name and not is_town:  # "Lower Wick, Vermont"
        read = read_places(name)
        if len(read) != 1 or not (read[0].city and read[0].country):
            return False
        last = name.rpartition(", ")[2]  # "Millgate, Leeds" is a part of Leeds
        return bool(read[0].region) or gazetteer.key(last) == gazetteer.key(read[0].city)
    return is_town and not is_everyday_word(name)


def places_behind_in(text: str) -> Iterator[str]:
    """Yield the places behind a word like "in"."""
    for match in _in().finditer(text):
        yield from _place_at(text, match.end(), is_known=_is_listed)


def place_of_site(text: str) -> Iterator[str]:
    """Yield the town in front of a word for a site: "our Leeds studio, two days a week"."""
    for match in _before_office().finditer(text):
        if looks_like_place(match["place"]) or _is_listed(match["place"]):
            yield match["place"]


def _places_of_presented(sentence: Sentence) -> Iterator[str]:
    """Yield the town in which a sentence that presents the employer places it: "We are a practice
    of six in Kendal"; nothing where it lists several."""
    first = next(iter(_grammar()["presents"].finditer(sentence)), None)
    if first is None or first.start() > _EARLY:
        return
    found = [
        (place, match.end() + len(place))
        for match in _in().finditer(sentence.text, first.end())
        for place in _place_at(sentence.text, match.end(), is_known=_is_listed)
    ]
    if len(found) == 1 and not _goes_on().match(sentence.text, found[0][1]):
        yield found[0][0]


def _places_of_ours(sentence: Sentence) -> Iterator[str]:
    """Yield the town of "our" building or works: "à notre atelier de Vitré", "till vår verkstad i
    Umeå"; nothing where it lists several."""
    for match in _ours().finditer(sentence.text):
        for place in _place_at(sentence.text, match.end(), is_known=_is_listed):
            if not _goes_on().match(sentence.text, match.end() + len(place)):
                yield place


@cache
def _ours() -> re.Pattern[str]:
    ours = any_of(phrases_in(load("workplaces")["ours"]))
    words = (*phrases_in(load("header")["before_place"]), *phrases_in(load("places")["in_town"]))
    return re.compile(rf"(?i)(?<!\w)(?:{ours})\s+(?:[\w-]+\s+){{0,2}}?(?:{any_of(words)})\s")


@cache
def _goes_on() -> re.Pattern[str]:
    """Return a pattern of what parts a place from the next one of a list."""
    words = any_of(phrases_in(load("places")["joiners"]))
    return re.compile(rf"(?:,|/|\s(?:{words}))\s*[{UPPER}]")


def _places_where_sought(sentence: Sentence) -> Iterator[str]:
    """Yield the town in a sentence that says who is looked for: with its region or country ("Acme
    seeks a curator in Boston, MA"), or right before those words ("For our clinic in Kendal we are
    looking for")."""
    starts = {match.start() for match in _grammar()["seeking"].finditer(sentence)}
    if not starts:
        return
    for match in _in().finditer(sentence.text):
        for place in _place_at(sentence.text, match.end(), is_known=_is_listed):
            behind = match.end() + len(place)
            if "," in place or any(start - behind in _NEXT for start in starts):
                yield place
        if site := _site_then_town().match(sentence.text, match.end()):
            yield from _place_at(sentence.text, site.start("place"), is_known=_is_listed)
    for start in starts:
        beside = _apposition().search(sentence.text, 0, start)
        # not the region in "Harbour Lights, in Lower Wick, Southland, seeks"
        if beside and not _town_behind_in().search(sentence.text, 0, beside.start()):
            yield from _place_at(beside["place"], 0, is_known=_is_listed)
    for match in _WORD_INSIDE.finditer(sentence.text):
        if town_in_case(match[0]) is not None:  # "Haemme Turkuun mekaanikkoa"
            yield match[0]


@cache
def _apposition() -> re.Pattern[str]:
    """Return a pattern of a place right behind the name of who looks for somebody, between commas
    or in brackets: "Harbour Lights, Kendal, is", "Harbour Lights (Kendal, England) is"."""
    return re.compile(rf"(?:, |\()(?P<place>{_NAME}(?:,? {_NAME}){{0,3}})(?:,|\)) ?$")


@cache
def _town_behind_in() -> re.Pattern[str]:
    return re.compile(rf"{_in().pattern}(?:{_NAME} ){{0,3}}{_NAME}$")


@cache
def _in() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(phrases_in(load('header')['before_place']))})\s")


def _place_at(
    text: str, at: int, is_known: Callable[[str], bool] = looks_like_place
) -> Iterator[str]:
    """Yield the longest run of capitalised words there that is a place, behind "the" or "our".
    is_known: whether a name that needs no region or country beside it is one."""
    start = _article().match(text, at)
    run = _run().match(text, start.end() if start else at)
    words = run[0].split(" ") if run else []
    for count in range(len(words), 0, -1):
        is_cut = count < len(words) and not _POSTCODE.match(words[count])
        if is_cut and words[count - 1][-1] not in ",.":
            continue  # "Harrow" of "Harrow Creek" is another town
        place = " ".join(words[:count]).strip(" ,.")
        if looks_like_place(place) or is_known(place):
            longer = _name_around_small_words().match(text, run.start()) if run else None
            whole = longer[0].strip(".") if longer else ""
            yield whole if whole and gazetteer.towns(whole) else place
            return


@cache
def _run() -> re.Pattern[str]:
    """Return a pattern of capitalised words, with articles between them."""
    articles = any_of(word_list("articles"))
    return re.compile(rf"(?:{_NAME},? (?:(?:{articles}) )?){{0,{_MOST_WORDS - 1}}}{_NAME}")


@cache
def _name_around_small_words() -> re.Pattern[str]:
    """Return a pattern of a name with small words in it: "Talavera de la Reina"."""
    small = any_of(word_list("particles"))
    return re.compile(rf"{_NAME}(?: (?:{small}))+ {_NAME}")


@cache
def _article() -> re.Pattern[str]:
    """Return a pattern of what stands between "in" and a town: "our", "downtown", "12 Mill
    Lane, "."""
    ours, others = any_of(load_merged("workplaces")["our"]), any_of(word_list("behind_in"))
    return re.compile(rf"\s*(?:(?:{ours})\s+)?(?:(?:{others})\s+)?{_HOUSE}")


@cache
def _building_then() -> re.Pattern[str]:
    """Return a pattern of the name of a building or an employer and what parts it from its town:
    "Sunrise Lodge in ", "the Red Lion, "."""
    articles = any_of(word_list("articles"))
    within = any_of(word_list("within_town"))
    return re.compile(
        rf"\s*(?:(?i:{articles}) )?(?:{_NAME} ){{0,3}}{_NAME}(?:, | (?:{within}) )(?=[{UPPER}])"
    )


@cache
def _site_then_town() -> re.Pattern[str]:
    """Return a pattern of a site and the town behind its comma: "the Mill Lane nursery, Kendal"."""
    data = load_merged("workplaces")
    return re.compile(
        rf"\s*(?:(?:{any_of(data['our'])})\s+)?(?:[\w'’-]+\s+){{0,3}}?(?:{any_of(data['office'])}),"
        rf"\s+(?P<place>(?:{_NAME} ){{0,2}}{_NAME})(?=[,.;)]|$)"
    )


@cache
def _before_office() -> re.Pattern[str]:
    data = load_merged("workplaces")
    return re.compile(
        rf"(?<!\w)(?:{any_of(data['our'])})\s+(?P<place>(?:{_NAME},? ){{0,3}}{_NAME})\s+"
        rf"(?:[\w-]+\s+)?(?:{any_of(data['office'])})(?!\w)"
    )


def _seats(sentence: Sentence) -> Iterator[str]:
    for match in _grammar()["seat"].finditer(sentence):
        yield from _place_at(sentence.text, match.end(), is_known=_is_listed)


_FINDERS: tuple[tuple[frozenset[str], Callable[[Sentence], Iterator[str]], bool], ...] = (
    (frozenset(("before", "office")), _places_of, False),
    (frozenset(("seeking",)), _places_where_sought, False),
    (frozenset(("seat",)), _seats, True),
    (frozenset(("presents",)), _places_of_presented, True),
    (frozenset(("ours",)), _places_of_ours, True),
)
"""The lists of which a sentence must have a cue, what finds the places in it, and whether these
are only where the employer is."""


@cache
def _grammar() -> dict[str, Phrases]:
    data = load_merged("workplaces")
    names = ("before", "office", "seeking", "seat", "presents", "applicants", "other")
    lists = {name: data[name] for name in names}
    lists |= {name: data["said"][way] for name, way in _WAYS.items()}
    return {name: Phrases(phrases) for name, phrases in lists.items()}
