"""Find the name of the employer in lines and in prose.

Well-known employers are those whose grades are known (`data/grades.yaml`); the words that make a
line the name of an organisation are `data/organizations.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, lru_cache

from crawlers.extract.job.grades import system_of
from crawlers.extract.job.spellings import is_kind_alone
from crawlers.extract.places.names import is_listed, is_listed_town_in_case
from crawlers.extract.sections.headings import heading_of
from crawlers.text.lines import Line, once
from crawlers.text.patterns import UPPER, any_of
from crawlers.text.phrases import InText
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold

_EDGES = " -–—|·•,:"
"""Marks around a name."""
_CAPITALISED = rf"[{UPPER}][\w&’'-]*"
QUOTED = r'["„“«][^"„“”«»]{2,40}["“”»]'
"""The pattern of a part of a name in quotation marks: Liceul "Harbour"."""
_SHORT_FORM = 2
"""Letters of a legal form that another word may be, too."""
_NEVER = r"(?!)"
_SENTENCE_GAP = re.compile("[.!?] ")
_HEADED = 1
"""The group of `_presented` that a heading names: "About X"; not "About the Organisation"."""
_SEEKING = (3, 5)
"""The groups of `_presented` that name who is looking for a worker: surer than who is only
described."""
_OPENING_OF_OWN = 6
"""Blocks in which an employer's own text speaks of it. Set by hand."""
_OPENING_CHARS = 300
_OPENING_BLOCKS = 3
"""Blocks, and characters of a block, in which a posting names its own employer before others."""
_MAX_LINE, _MAX_SENTENCE, _MAX_BLOCK = 2_000, 300, 3_000
"""Characters that are searched for well-known names, for a presentation, for repeated names."""
_CALLED_AGAIN = 2
"""Times that a text must name what it presents, where the name has no word of organisations."""
_CALLED_OFTEN = 3
"""Times that a text must name an organisation that nothing presents."""
_IS_TITLE = 0.5
"""`title_score` from which a line is rather the title of a post."""
_MAX_BEHIND_EMPLOYER = 5
"""Words that may stand behind the employer at the end of a title."""


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    data = load("organizations")
    words, suffixes = phrases_in(data["words"]), phrases_in(data["suffixes"])
    return frozenset(map(fold, words)), frozenset(map(fold, suffixes))


@once
def has_organization_word(line: Line) -> bool:
    """Return whether a line has a word that organisations have in their names, or ends in a legal
    form."""
    words, _ = _words()
    if not line.text.isascii() and any(form in line.text for form in _unspaced_forms()):
        return True
    return not words.isdisjoint(line.words) or ends_in_legal_form(line) or _has_phrase(line)


def _has_phrase(line: Line) -> bool:
    """Return whether a line has several words in a row that organisations have in their names."""
    phrases = _phrases()
    if phrases.keys().isdisjoint(line.words):
        return False  # most lines
    return any(
        f" {phrase} " in f" {line.folded} "
        for word in phrases.keys() & line.words
        for phrase in phrases[word]
    )


@cache
def _phrases() -> dict[str, list[str]]:
    """Return the phrases of several words, each under its longest."""
    found: dict[str, list[str]] = {}
    for phrase in (phrase for phrase in _words()[0] if " " in phrase):
        found.setdefault(max(phrase.split(), key=len), []).append(phrase)
    return found


def names_municipality(name: str) -> bool:
    """Return whether a name is a town that is an employer: "City of Oberwick"."""
    return name.startswith(_before_towns())


@cache
def _before_towns() -> tuple[str, ...]:
    return tuple(f"{phrase} " for phrase in phrases_in(load("organizations")["municipalities"]))


def ends_in_legal_form(line: Line) -> bool:
    """Return whether a line ends in a legal form: "Acme Ltd", "Faros S.L."."""
    return end_in_legal_form(line.words)


def has_legal_form(line: Line) -> bool:
    """Return whether a line ends in a legal form, or begins with one that no other word is: "UAB
    Faros", "ООО Маяк"; "PT" may be anything."""
    return ends_in_legal_form(line) or (len(line.words) > 1 and line.words[0] in _forms_before())


@cache
def _forms_before() -> frozenset[str]:
    forms = phrases_in(load("organizations")["forms_before_names"])
    return frozenset(form for form in forms if len(form) > _SHORT_FORM or not form.isascii())


def end_in_legal_form(folded: Sequence[str]) -> bool:
    """Return whether folded words end in a legal form."""
    _, suffixes = _words()
    ends = "".join(folded[-1:]), "".join(folded[-2:]), "".join(folded[-3:])
    return bool(folded) and not suffixes.isdisjoint(ends)


def strip_name(text: str) -> str:
    """Return a name without the marks around it; the full stop of a legal form stays: "Faros
    S.A."."""
    name = text.strip(_EDGES + ".")
    is_form = text.rstrip(_EDGES).endswith(f"{name}.") and ends_in_legal_form(Line(name))
    return f"{name}." if is_form else name


@cache
def _unspaced_forms() -> tuple[str, ...]:
    return tuple(phrases_in(load("organizations")["unspaced_forms"]))


@cache
def word_list(name: str) -> frozenset[str]:
    """Return a word list of data/organizations.yaml."""
    return frozenset(phrases_in(load("organizations")[name]))


@cache
def _ends_of_no_names() -> tuple[str, ...]:
    return tuple(phrases_in(load("organizations")["no_name_ends"]))


@cache
def _no_names_alone() -> frozenset[str]:
    """Return the whole lines that are no name, those of controls to apply with and the names of
    lists among them."""
    kinds, controls = load("page_kinds"), load("furniture")["apply_lines"]
    alone = load("organizations")["no_name_alone"]
    words = phrases_in((alone, kinds["apply_controls"], kinds["list_names"], controls))
    return frozenset(map(fold, words))


def names_employer(line: Line) -> bool:
    """Return whether a line names a well-known employer or is named like an organisation."""
    return system_of(line) is not None or has_organization_word(line)


@once
def cannot_be_employer(line: Line) -> bool:
    """Return whether a line has words that no employer's name has, or is a post's title."""
    from crawlers.extract.job.title_lines import title_score

    return has_no_name(line) or title_score(line) > _IS_TITLE


def has_no_name(line: Line) -> bool:
    """Return whether a line has words that no employer's name has."""
    return (
        not word_list("no_name").isdisjoint(line.words)
        or line.folded in _no_names_alone()
        or line.text.endswith(_ends_of_no_names())
    )


def is_word_of_text(name: str) -> bool:
    """Return whether a folded name is a word with which sentences begin, or begins with one that
    points at somebody: "What", "The Facility", "Our Team"."""
    return name.removeprefix("the ") in _common() or name.partition(" ")[0] in _beginnings()


@cache
def _common() -> frozenset[str]:
    data = load("organizations")
    lists = (load("function_words"), data["pronouns"], data["employer_nouns"])
    return frozenset(fold(word) for word in phrases_in(lists))


@cache
def _beginnings() -> frozenset[str]:
    lists = (load("titles")["prose_starts"], load("organizations")["pronouns"])
    return frozenset(fold(word) for word in phrases_in(lists))


@dataclass(frozen=True, slots=True)
class _Name:
    """A well-known name. words: its folded words but for the last. last: the last one, also with
    the "s" of a lost apostrophe behind it."""

    name: str
    words: frozenset[str]
    last: frozenset[str]

    def may_be_in(self, words: AbstractSet[str]) -> bool:
        """Return whether a text with these folded words may have it."""
        return self.words <= words and not self.last.isdisjoint(words)


@cache
def _names() -> dict[str, list[_Name]]:
    """Return the well-known names by the words that wake the search for them: the longest word but
    for the last; the last where there is no other."""
    by_word: dict[str, list[_Name]] = {}
    for name in {name for row in load("grades")["systems"] for name in row["employers"]}:
        *words, end = fold(name).split()
        known = _Name(name, frozenset(words), frozenset((end, f"{end}s")))
        for word in [max(words, key=len)] if words else known.last:
            by_word.setdefault(word, []).append(known)
    return by_word


@cache
def _words_of_names() -> frozenset[str]:
    return frozenset(_names())


@lru_cache(maxsize=256)
def _pattern_of(names: frozenset[str]) -> re.Pattern[str]:
    """Return a pattern of well-known names; one in capitals may have the "s" of a lost apostrophe
    behind it."""
    short = any_of(name for name in names if name.isupper()) or _NEVER
    long = any_of(name for name in names if not name.isupper()) or _NEVER
    return re.compile(rf"(?<!\w)(?:({short})|((?i:{long})))(?:['’]?s)?(?!\w)")


@once
def employers_in(line: Line) -> tuple[str, ...]:
    """Return well-known employers, as the text prints them, in its order; a name in words has its
    capitals."""
    if _words_of_names().isdisjoint(line.words):
        return ()
    words, by_word = frozenset(line.words), _names()
    woken = _words_of_names() & words
    names = {each.name for word in woken for each in by_word[word] if each.may_be_in(words)}
    return tuple(_matches(_pattern_of(frozenset(names)), line.text)) if names else ()


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    for match in pattern.finditer(text[:_MAX_LINE]):
        if match.group(1):
            yield match.group(1)
        elif (
            all(w[:1].isupper() for w in match.group(2).split() if len(w) > 3)
            and match.group(2)[:1].isupper()
        ):
            yield match.group(2)


@cache
def _run_of_capitals() -> re.Pattern[str]:
    """Return a pattern of two or more capitalised words with particles between them."""
    particles = any_of(phrases_in(load("organizations")["name_particles"]))
    return re.compile(rf"{_CAPITALISED}(?: (?:(?:{particles}) )?{_CAPITALISED}){{1,5}}")


@cache
def town_pattern() -> str:
    """Return the pattern of a town that is an employer and has a small word in its name: "Stadt
    Oberwick am Berg"."""
    data = load("organizations")
    articles, before, small = (
        any_of(phrases_in(data[entry]))
        for entry in ("articles_of_sentences", "municipalities", "particles_of_towns")
    )
    word = rf"[{UPPER}][\w.’'-]*"
    return rf"(?:(?:{articles}) )?(?:{before}) {word}(?: {word})? (?:{small}) {word}"


@cache
def _presented() -> re.Pattern[str]:
    """Return a pattern of a capitalised name where a text presents its employer: a heading "About
    X"; "At X, we"; "X is looking for", "X is a"."""
    data = load("organizations")
    about, at, seeking, being, speakers, whole, particles, articles, never = (
        any_of(phrases_in(data[entry]))
        for entry in (
            "about",
            "at",
            "seeking",
            "being",
            "speakers",
            "part_of",
            "presented_particles",
            "name_articles",
            "no_employer_is",
        )
    )
    word = rf"[{UPPER}][\w&.’'-]*"
    further = rf"{particles}|{any_of(phrases_in(data['ends_of_names']))}\b|{word}|{QUOTED}"
    name = rf"((?:(?:{articles}) )?(?:{town_pattern()}|{word}(?: (?:{further})){{0,7}}))"
    aside = r"(?:,? \([^()]{1,80}\)|, [^.]{0,80},)?"
    return re.compile(
        rf"^(?:{about}) {name}:?$"
        rf"|(?:^|(?<=[.!?] ))(?:{at}) {name},? (?:{speakers})\b"
        rf"|^{name}{aside} (?:{seeking})\b"
        rf"|^{name}{aside} (?:{whole}) {name} (?:{seeking})\b"
        rf"|^{name}{aside} (?:{being})\b(?! (?:{never})\b)"
    )


@cache
def _presenting() -> InText:
    """Return the phrases of which each text that presents somebody has one."""
    data = load("organizations")
    return InText(phrases_in([data[name] for name in ("about", "speakers", "seeking", "being")]))


def _presentations(line: Line) -> Iterator[re.Match[str]]:
    """Yield the matches of `_presented`, which begin where a sentence does; all but "At X, we" only
    where the text does."""
    if not _presenting().may_be_in(line.folded, line.words):
        return
    text, end, at = line.text[:_MAX_SENTENCE], 0, _at()
    for start in (0, *(gap.end() for gap in _SENTENCE_GAP.finditer(text))):
        if start and not text.startswith(at, start):
            continue
        if start >= end and (match := _presented().match(text, start)):
            end = match.end()
            yield match


def seeker_in(line: Line) -> str:
    """Return who looks for somebody in a line that begins with a name: "Acme" of "Acme sucht
    eine"; "" for nobody."""
    for match in _presentations(line):
        if match.lastindex in _SEEKING:
            name = Line(name_in_sentence([g for g in match.groups() if g][-1]))
            return name.text if _may_be_presented(name) else ""
    return ""


@cache
def _at() -> tuple[str, ...]:
    return tuple(phrases_in(load("organizations")["at"]))


def presentations(lines: Sequence[Line]) -> list[re.Match[str]]:
    """Return where the beginnings of lines present somebody, in order."""
    return [match for line in lines for match in _presentations(line)]


def name_in_sentence(name: str) -> str:
    """Return a name in a sentence without its article, and without the town behind it in a case
    that says where: "Harbour Oy Turussa hakee"."""
    name = _without_article_of_kind(without_article(name.strip(" ,.:")))
    before, _, last = name.rpartition(" ")
    return before if before and last[-1:].islower() and is_listed_town_in_case(last) else name


def _without_article_of_kind(name: str) -> str:
    """Return a name without the article before a kind of organisation: "La Municipalité d'Oban"; in
    "La Harbour" it may be a part of the name."""
    article, _, rest = name.partition(" ")
    if article not in word_list("articles_before_names"):
        return name
    is_kind = " " in rest and has_organization_word(Line(rest.partition(" ")[0]))
    return rest if is_kind else name


def find_presented_employer(
    lines: Sequence[Line],
    headings: bool = True,
    found: Sequence[re.Match[str]] | None = None,
) -> str | None:
    """Return the employer that the prose presents. A name without a word of organisations in it
    must stand in the text again. headings: whether a heading "About X" presents X, too. found: the
    `presentations` of the lines, where they are known."""
    whole = " ".join([line.text for line in lines])
    called: dict[str, tuple[bool, bool, int]] = {}
    for match in presentations(lines) if found is None else found:
        if match.lastindex == _HEADED and (not headings or heading_of(Line(match.string))):
            continue
        # "Centre X at Y is hiring": Y
        name = name_in_sentence([g for g in match.groups() if g][-1])
        # "Institut de | recherche"
        line = Line(name)
        if len(name) < 3 or not _may_be_presented(line) or is_kind_alone(line.folded):
            continue
        times = times_in(whole, name)
        if times >= _CALLED_AGAIN or has_organization_word(line):
            called[name] = (match.lastindex in _SEEKING, has_organization_word(line), times)
    if not called:
        return None
    most = max(called, key=lambda n: called[n])
    return max((n for n in called if f" {fold(most)} " in f" {fold(n)} "), key=len)


def _ends_small(name: str) -> bool:
    """Return whether a name ends in a small word, which is no kind of organisation: "Institut
    de"."""
    last = name.rpartition(" ")[2]
    return last.islower() and last not in word_list("ends_of_names")


def presented_names(found: Sequence[re.Match[str]]) -> list[str]:
    """Return the names that a text presents as employers, each once, also those that it says once
    and without a word of organisations: what another sign must confirm. found: its
    `presentations`."""
    names: dict[str, None] = {}
    for match in found:
        if match.lastindex == _HEADED and heading_of(Line(match.string)):
            continue
        name = name_in_sentence([g for g in match.groups() if g][-1])
        if len(name) > 1 and _may_be_presented(Line(name)):
            names[name] = None
    return list(names)


def _may_be_presented(name: Line) -> bool:
    """Return whether a name that a sentence presents can be an employer's."""
    is_word = _ends_small(name.text) or is_word_of_text(name.folded)
    return not is_word and not cannot_be_employer(name)


def times_in(text: str, name: str) -> int:
    """Return how often a text has a name as whole words."""
    times, at = 0, text.find(name) if name else -1
    while at >= 0:
        end = at + len(name)
        is_whole = not any(c.isalnum() or c == "_" for c in text[at - 1 : at] + text[end : end + 1])
        times += is_whole
        at = text.find(name, end if is_whole else at + 1)
    return times


def without_article(name: str) -> str:
    """Return a name without the article before it ("Die Acme GmbH sucht")."""
    if not name.startswith(_articles()):
        return name
    for article in _articles():
        if name.startswith(article) and name[len(article) :][:1].isupper():
            return name[len(article) :]
    return name


@cache
def _articles() -> tuple[str, ...]:
    """Return the articles that sentences begin with, with the blank behind them."""
    return tuple(f"{a} " for a in phrases_in(load("organizations")["articles_of_sentences"]))


@cache
def _of_own_text() -> tuple[tuple[re.Pattern[str], int], ...]:
    """Return patterns of a name where an employer speaks of itself, the surest first, each with the
    times that the text must have the name: "At X, ... we", "X is hiring", "X builds ...", a name
    with the company's share behind it."""
    data = load("organizations")
    at, seeking, speaks, does, exchanges, particles = (
        any_of(phrases_in(data[entry]))
        for entry in (
            "at",
            "seeking",
            "speaks_of_itself",
            "does",
            "stock_exchanges",
            "presented_particles",
        )
    )
    word = rf"[{UPPER}][\w&.’'-]*"
    name = rf"({word}(?: (?:(?:{particles}) )?{word}){{0,5}})"
    aside = r"(?:,? \([^()]{1,40}\)|, [^.]{0,80},)?"
    return (
        (re.compile(rf"(?:^|(?<=[.!?] ))(?:{at}) {name},[^.!?]*?\b(?:{speaks})\b"), 1),
        (re.compile(rf"^{name}{aside} (?:{seeking})\b"), 1),
        (re.compile(rf"^{name}{aside} (?:{does})\b"), _CALLED_AGAIN),
        (re.compile(rf"(?<!\w){name} \((?:{exchanges}): ?[A-Z.]{{1,6}}\)"), 1),
    )


def find_own_employer(texts: Sequence[str]) -> str | None:
    """Return the employer of whom the opening of its own text speaks; headings name none."""
    whole = " ".join(texts)
    for pattern, least in _of_own_text():
        for text in texts[:_OPENING_OF_OWN]:
            for match in pattern.finditer(text[:_MAX_SENTENCE]):
                name = match[1].strip(" ,.:")
                times = times_in(whole, name)
                is_name = len(name) > 1 and not cannot_be_employer(name) and not is_listed(name)
                if is_name and times >= least:
                    return name
    return None


def find_most_named_organization(lines: Sequence[Line]) -> str | None:
    """Return the organisation that the text names more often than any other, three times or
    more."""
    articles = tuple(phrases_in(load("organizations")["name_articles"]))
    called: dict[str, int] = {}
    for line in lines:
        for match in _run_of_capitals().finditer(line.text[:_MAX_BLOCK]):
            name = match.group()
            for article in articles:
                name = name.removeprefix(f"{article} ")
            if " " not in name:
                continue
            read = line if name == line.text else Line(name)
            if has_organization_word(read) and not cannot_be_employer(read):
                called[name] = called.get(name, 0) + 1
    ranked = sorted(called.items(), key=lambda entry: -entry[1])
    clear = (
        ranked
        and ranked[0][1] >= _CALLED_OFTEN
        and (len(ranked) == 1 or ranked[0][1] > ranked[1][1])
    )
    return ranked[0][0] if clear else None


def find_known_employer(lines: Sequence[Line]) -> str | None:
    """Return the well-known employer that the opening of a posting names, as printed; or the only
    one that the posting names at all.

    A posting names its own employer before any other; a later mention beside others may be of a
    partner.
    """
    found = [
        (name, number, line.text.find(name))
        for number, line in enumerate(lines)
        if not line.text.isupper()  # "WHO WE ARE" names nobody
        for name in employers_in(line)
    ]
    if not found:
        return None
    first, number, at = found[0]
    if number < _OPENING_BLOCKS and at < _OPENING_CHARS:
        return first
    return first if len({system_of(name) for name, _, _ in found}) == 1 else None


def split_employer(line: Line) -> tuple[str, str | None]:
    """Split a title from a well-known employer that runs on behind it with no mark between, or that
    leads it: (title, employer).

    Behind it, the name goes to the end; in front, it stays in the title, of which it is a part.
    """
    from crawlers.extract.job.title_lines import title_score

    title = line.text
    for name in employers_in(line):
        before, _, rest = title.partition(name)
        if not before.strip():
            return title, name
        if (
            " " in name
            and before.rstrip()[-1].isalnum()
            and title_score(before) > 0
            and len(rest.split()) <= _MAX_BEHIND_EMPLOYER
        ):
            return before.strip(), title[len(before) :].strip()
    return title, None
