"""Titles: cleaning a printed one, rebuilding one from an address, and telling a title from other
short lines.

A title is clean without what the site put around it: "Job opening:", the employer or the site
before or behind it, a reference, the number of posts, a bracket with the grade. What belongs to it
stays: capitals, "(m/f/x)", other brackets, a place behind it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import unquote

from crawlers.extract.job import grades
from crawlers.extract.places import printed_places
from crawlers.extract.terms import employment
from crawlers.text.words import fold, load, squeeze

_LONGEST = 300
_LONGEST_RAW = 1_000
_LONGEST_LINE = 140
_MOST_WORDS = 20
_MOST_LONG_WORDS = 14
_LONGEST_SLUG = 500

_INVISIBLE = dict.fromkeys(
    [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xAD, 0xFEFF]
)
_EDGES = " \t-–—|·•:,;/"

_NAME_BEFORE = re.compile(
    r"(?P<name>[^:|]{2,80}?)(?:\s*(?P<colon>:)\s+|\s+[-–—|]\s+)(?P<rest>\S.*)"
)
_NUMBER_BEFORE = re.compile(r"[#(\[]?(?P<code>\d{5,12})[)\]]?\s*[-–—:|/.]\s*(?=\D)")
_NUMBER_BEHIND = re.compile(r"(?:\s*[-–—|,:]\s*|\s+)#?(?P<code>(?:[A-Z]{1,5}[-_]?)?\d{5,12})\Z")
_NUMBER_IN_BRACKET = re.compile(r"[(\[]#?(?P<code>(?:[A-Z]{1,5}[-_]?)?\d{5,12})[)\]]")
_BRACKET = re.compile(r"[(\[](?P<inner>[^()\[\]]{1,60})[)\]]")
_TIMES = re.compile(r"(?i)(?:x\s?(?P<behind>\d{1,2})|(?P<before>\d{1,2})\s?x)")
_ID = re.compile(r"\d{4,}|(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{8,}")
_UUID = re.compile(r"(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DATE = re.compile(
    r"\d{1,2}[ ./-]+(?:\d{1,2}|[^\W\d_]{3,10}\.?)[ ./-]+\d{2,4}\b|[^\W\d_]{3,10}\.? \d{1,2},? \d{4}|\d{4}-\d{2}-\d{2}"
)
_ADDRESS = re.compile(r"(?i)https?:|www\.|\S@\S|\.(?:com|org|net|html?|eu)\b")
_SENTENCE = re.compile(r"[^\W\d_]{4,}[.!?]\s+\S")


@dataclass(frozen=True, slots=True)
class TitleReading:
    """What a printed title says.

    title: clean, at most 300 characters; "" where the words are no title. openings: the number of
    posts, as a sum. references: numbers that stood around it. grade: as printed in a bracket that
    names one. place: the printed town behind the title, which stays in it. warnings:
    `title_refused`, `title_too_long`.
    """

    title: str
    openings: int | None = None
    references: tuple[str, ...] = ()
    grade: str | None = None
    place: str | None = None
    warnings: tuple[str, ...] = ()


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load("titles")[name])


@cache
def _folded(name: str) -> frozenset[str]:
    return frozenset(filter(None, map(fold, load("titles")[name])))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(load("titles")[name], re.IGNORECASE)


# --- Cleaning -------------------------------------------------------------------------------------


def _names(*printed: str | None) -> frozenset[str]:
    """The folded spellings of a name: whole, without its bracket, the bracket, either side of a
    dash."""
    names: set[str] = set()
    for name in printed:
        short = squeeze(name or "")[:200]
        names |= {short, _BRACKET.sub(" ", short), *(m["inner"] for m in _BRACKET.finditer(short))}
        names |= set(re.split(r"\s[-–—|]\s", short))
    return frozenset(folded for folded in map(fold, names) if len(folded) > 1)


def _without_prefix(title: str, names: frozenset[str]) -> str:
    """Without "Job opening:" and without the employer before it; "X: X: Title" names X twice and so
    is a prefix anyway."""
    match = _NAME_BEFORE.match(title)
    if not match:
        return title
    name, rest = fold(match["name"]), match["rest"]
    if name in names or name in _folded("prefixes" if match["colon"] else "dash_prefixes"):
        return rest
    again = _NAME_BEFORE.match(rest)
    return again["rest"] if again and fold(again["name"]) == name else title


def _without_tail(title: str, names: frozenset[str]) -> str:
    """Without the employer or the site behind a dash, a bar or "at"; a name of three words or more
    needs none."""
    words = title.split(" ")
    for count in range(1, min(13, len(words))):
        tail = fold(" ".join(words[-count:]))
        head = words[:-count]
        joined = head[-1] in _words("joins") or head[-1][-1:] in "|,"
        if joined and (tail in names or (tail in _folded("tails") and head[-1] in "|-–—·•»")):
            return " ".join(head[:-1] if head[-1] in _words("joins") else head)
        glued = tail in names and len(tail.split()) > 2 and len(head) > 1
        if glued and fold(head[-1]) not in _folded("small_words") and not head[-1].endswith("("):
            return " ".join(head)
    return title


def _reference(inner: str) -> str | None:
    """The code behind a word for reference: "Ref. AB-12"."""
    words = inner.replace(":", " ").split()
    code = words[-1].strip("#.,") if len(words) in (2, 3, 4) else ""
    known = fold(" ".join(words[:-1])) in _folded("reference_words")
    return code if known and any(c.isdigit() for c in code) else None


def _references(title: str) -> tuple[str, list[str]]:
    """A title without the references around it, and these."""
    found: list[str] = []
    if match := _NUMBER_BEFORE.match(title):
        found.append(match["code"])
        title = title[match.end() :]
    for match in reversed(list(_BRACKET.finditer(title))):
        number = _NUMBER_IN_BRACKET.fullmatch(match[0])
        if code := number["code"] if number else _reference(match["inner"]):
            found.append(code)
            title = f"{title[: match.start()]} {title[match.end() :]}"
    head, dash, tail = title.rpartition(" - ")
    if dash and (code := _reference(tail)):
        found.append(code)
        title = head
    if (match := _NUMBER_BEHIND.search(title[-24:])) and len(title) > len(match[0]):
        found.append(match["code"])
        title = title[: len(title) - len(match[0])]
    return squeeze(title), list(dict.fromkeys(found))


def _count(text: str) -> int | None:
    """The number of posts in "3 posts", "two vacancies", "x2"; a number alone is none."""
    if match := _TIMES.fullmatch(text.strip()):
        return int(match["behind"] or match["before"]) or None
    return employment.read_openings(text) if " " in text.strip() else None


def _openings(title: str) -> tuple[str, int | None]:
    """A title without its numbers of posts, and their sum."""
    counts: list[int] = []
    for match in reversed(list(_BRACKET.finditer(title))):
        if count := _count(match["inner"]):
            counts.append(count)
            title = f"{title[: match.start()]} {title[match.end() :]}"
    words = title.split()
    if len(words) > 3 and (count := _count(" ".join(words[-2:]))):
        counts.append(count)
        title = " ".join(words[:-2])
    elif len(words) > 1 and _TIMES.fullmatch(words[0]) and (count := _count(words[0])):
        counts.append(count)
        title = " ".join(words[1:])
    return squeeze(title), sum(counts) or None


def _once(title: str) -> str:
    """A title printed twice in a row, once."""
    words = title.split()
    half = len(words) // 2
    return (
        " ".join(words[:half])
        if half > 1
        and len(words) % 2 == 0
        and fold(" ".join(words[:half])) == fold(" ".join(words[half:]))
        else title
    )


def _refused(title: str, names: frozenset[str]) -> bool:
    folded = fold(title)
    return (
        not any(c.isalpha() for c in title)
        or folded in names
        or folded in _folded("refused")
        or bool(_pattern("error").fullmatch(title))
    )


def read_title(
    raw: str,
    *,
    organization: str | None = None,
    site: str | None = None,
    label: str | None = None,
) -> TitleReading:
    """Clean a printed title. The employer and the site are cut where they stand before or behind
    it, and only they: `organization`, `site` (its domain) and `label` (what it calls itself)."""
    if len(raw) > _LONGEST_RAW:
        return TitleReading("", warnings=("title_too_long",))
    names = _names(organization, site, label)
    title = squeeze(html.unescape(raw).translate(_INVISIBLE)).strip(_EDGES)
    references: list[str] = []
    openings: int | None = None
    for _ in range(4):
        before = title
        title = _without_tail(_without_prefix(title, names), names)
        title, codes = _references(title)
        title, count = _openings(title)
        title = title.strip(_EDGES)
        references += codes
        openings = (openings or 0) + count if count else openings
        if title == before:
            break
    title, grade = grades.grade_in_title(_once(title))
    title = squeeze(title).strip(_EDGES)
    if len(title) > _LONGEST:
        return TitleReading("", warnings=("title_too_long",))
    if _refused(title, names):
        return TitleReading("", warnings=("title_refused",))
    _, place = printed_places.place_in_title(title)
    return TitleReading(
        title, openings, tuple(dict.fromkeys(references)), grade, place.raw if place else None
    )


# --- From an address ------------------------------------------------------------------------------


def _cased(words: Iterable[str]) -> list[str]:
    small, acronyms = _words("small_words"), _words("acronyms")
    return [
        word.upper()
        if word in acronyms
        else word
        if word in small and at
        else word[:1].upper() + word[1:]
        for at, word in enumerate(words)
    ]


def title_from_slug(slug: str) -> str:
    """A title from the words of an address: "head-of-archives-26-records-4711" gives "Head of
    Archives & Records".

    Capitals that the address has are kept; else words get them, small words and known acronyms as
    usual. Trailing ids are cut."""
    text = unquote(slug[:_LONGEST_SLUG]).translate(_INVISIBLE)
    words = [word for word in re.split(r"[-_+~/\s.]+", _UUID.sub(" ", text)) if word]
    while words and (
        _ID.fullmatch(words[-1])
        or (len(words) > 1 and words[-1].casefold() in _words("slug_tails"))
    ):
        words.pop()
    while words and _ID.fullmatch(words[0]):
        words.pop(0)
    words = [
        "&" if word == "26" and 0 < at < len(words) - 1 else word for at, word in enumerate(words)
    ]
    if not any(c.isupper() for word in words for c in word):
        words = _cased(words)
    return squeeze(" ".join(words))[:_LONGEST]


# --- Telling a title from other lines -------------------------------------------------------------


def _is_prose(line: str, words: list[str]) -> bool:
    lower = not any(c.isupper() for c in line)
    starts = words[0].casefold().rstrip(",") in _words("prose_starts")
    return (
        line[-1] in ".?!:;," or (lower and len(words) > 4) or starts or bool(_SENTENCE.search(line))
    )


@lru_cache(4096)
def _looks_like_title(line: str) -> bool:
    words = line.split()
    letters, digits = sum(map(str.isalpha, line)), sum(map(str.isdigit, line))
    long_words = len(words) - sum(word.casefold() in _words("small_words") for word in words)
    if (
        len(words) > _MOST_WORDS
        or long_words > _MOST_LONG_WORDS
        or letters < 3
        or digits > letters
        or not (line[0].isalnum() or line[0] in "\"“«'(¿¡")
    ):
        return False
    if (
        _is_prose(line, words)
        or _ADDRESS.search(line)
        or _DATE.match(line)
        or _refused(line, frozenset())
    ):
        return False
    values = (
        employment.looks_like_employment,
        employment.looks_like_workplace,
        employment.looks_like_seniority,
        grades.looks_like_grade,
    )
    return not any(check(line) for check in values) and not printed_places.looks_like_place(line)


def looks_like_title(line: str) -> bool:
    """Whether a short line can be a title: no sentence, date, address or other value. Labels and
    headings are the caller's."""
    line = line.strip()
    return 2 < len(line) <= _LONGEST_LINE and _looks_like_title(line)


@cache
def _professions() -> tuple[frozenset[str], tuple[str, ...]]:
    data = load("titles")
    return frozenset(fold(word) for words in data["professions"].values() for word in words), tuple(
        map(fold, data["profession_ends"])
    )


def _is_profession(word: str) -> bool:
    words, ends = _professions()
    return word in words or (len(word) > 7 and word.endswith(ends))


def title_score(line: str) -> float:
    """How much a line is like a title, 0 to 1; 0 without a word that posts are called by and
    without a mark like "(m/f/x)"."""
    line = line.strip()
    if not looks_like_title(line):
        return 0.0
    words = fold(line).split()
    at = [
        i
        for i, word in enumerate(words)
        if _is_profession(word) or (i and _is_profession(f"{words[i - 1]} {word}"))
    ]
    marked = bool(_pattern("gender_mark").search(line))
    if not at and not marked:
        return 0.0
    score = 0.55 * bool(at) + 0.25 * marked
    score += 0.2 * bool(at and (at[0] == 0 or at[-1] == len(words) - 1))
    score += 0.1 * (words[0] in _words("ranks")) + 0.1 * (2 <= len(words) <= 9)
    return round(min(score, 1.0), 2)
