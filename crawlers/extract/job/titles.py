"""Clean printed titles.

A title is clean without what the site put around it: "Job opening:", the employer or the site
before or behind it, a reference, the number of posts, the day of posting, a bracket with the grade.
What belongs to it stays: capitals, "(m/f/x)", other brackets, a place behind it. The words are
`data/titles.yaml`.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import cache

from crawlers.extract.job import grades
from crawlers.extract.job.title_words import INVISIBLE, folded_list, is_refused, word_list
from crawlers.extract.places.title_places import place_in_title
from crawlers.extract.terms import employment
from crawlers.text.lines import Line
from crawlers.text.patterns import any_of
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold, squeeze

_LONGEST = 300
_LONGEST_RAW = 1_000
_LONGEST_NAME = 200
"""Characters of an employer's or a site's name that are compared."""
_LONGEST_TAIL = 13
"""Words of an employer or a site behind a title, and one more."""
_LONGEST_REFERENCE = 4
"""Words of a reference behind a title, with its label."""
_LONGEST_LEAD = 5
"""Words of a lead before a title, without a mark between."""
_ROUNDS = 4
"""How often the things around a title are cut: one may stand behind another."""

_BARS = "|-–—·•»"
"""Marks between a title and the name of a site or its section."""
_EDGES = " \t-–—|·•:,;/>›»"

_NAME_BEFORE = re.compile(
    r"(?P<name>[^:|]{2,80}?)(?:\s*(?P<colon>:)\s+|\s+[-–—|]\s+)(?P<rest>\S.*)"
)
_NUMBER_BEFORE = re.compile(r"[#(\[]?(?P<code>\d{5,12})[)\]]?\s*[-–—:|/.]\s*(?=\D)")
_NUMBER_BEHIND = re.compile(r"(?:\s*[-–—|,:]\s*|\s+)#?(?P<code>(?:[A-Z]{1,5}[-_]?)?\d{5,12})\Z")
_LIST_BEFORE = re.compile(r"\[(?P<name>\w[\w-]{1,20})\]\s+(?=\w)")
"""What mailing lists put before a subject: "[sea-jobs] Postdoc"."""
_NUMBER_IN_BRACKET = re.compile(
    r"[(\[]#?(?P<code>(?:[A-Z]{1,5}[-_]?)?\d{5,12}|(?=\w{6,9}\W)\d{4,7}[A-Z]\d{0,2}[A-Z]?)[)\]]"
)
_DATE_BEHIND = re.compile(
    r"(?<=\w)(?:\s+[-–—|·]\s+|,?\s+)(?:\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d{2}-\d{2})\Z"
)
_BRACKET = re.compile(r"[(\[](?P<inner>[^()\[\]]{1,60})[)\]]")
_BRACKET_BEHIND = re.compile(r"\s*[(\[](?P<inner>[^()\[\]]{3,40})[)\]]\Z")
_TIMES = re.compile(r"(?i)(?:x\s?(?P<behind>\d{1,2})|(?P<before>\d{1,2})\s?x)")


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


def _names(*printed: str | None) -> frozenset[str]:
    """Return the folded spellings of a name: whole, without its bracket, the bracket, either side
    of a dash."""
    names: set[str] = set()
    for name in printed:
        short = squeeze(name or "")[:_LONGEST_NAME]
        names |= {short, _BRACKET.sub(" ", short), *(m["inner"] for m in _BRACKET.finditer(short))}
        names |= set(re.split(r"\s[-–—|]\s", short))
    return frozenset(folded for folded in map(fold, names) if len(folded) > 1)


def _without_prefix(title: str, names: frozenset[str]) -> str:
    """Return the title without "Job opening:" and without the employer before it; "X: X: Title"
    names X twice and so is a prefix anyway."""
    title = _without_lead(title)
    match = _NAME_BEFORE.match(title)
    if not match:
        return title
    name, rest = fold(match["name"]), match["rest"]
    if name in names or name in folded_list("prefixes" if match["colon"] else "dash_prefixes"):
        return rest
    again = _NAME_BEFORE.match(rest)
    return again["rest"] if again and fold(again["name"]) == name else title


def _without_lead(title: str) -> str:
    """Return the title without "Apply for", "Job Title" or "We're hiring a" before it, where the
    rest names a post."""
    from crawlers.extract.job.title_calls import called_post
    from crawlers.extract.job.title_lines import names_profession

    if post := called_post(Line(title)):
        return post
    words = title.split(" ")
    for size in range(min(_LONGEST_LEAD, len(words) - 1), 0, -1):
        rest = " ".join(words[size:])
        if fold(" ".join(words[:size])) in _leads() and names_profession(Line(rest)):
            return rest
    return title


@cache
def _leads() -> frozenset[str]:
    """Return what stands before a title without a mark: leads, and labels of two words or more."""
    labels = map(fold, phrases_in(load("labels")["title"]))
    return folded_list("leads") | frozenset(label for label in labels if " " in label)


def _without_tail(title: str, names: frozenset[str]) -> str:
    """Return the title without the employer or the site behind a dash, a bar or "at"; a name of
    three words or more needs none."""
    words = title.split(" ")
    last = fold(words[-1]).rpartition(" ")[2]
    if last and last not in _ends_of_tails() and not any(name.endswith(last) for name in names):
        return title
    for count in range(1, min(_LONGEST_TAIL, len(words))):
        tail = fold(" ".join(words[-count:]))
        head = words[:-count]
        joined = head[-1] in word_list("joins") or head[-1][-1:] in "|,"
        is_site = tail in folded_list("tails") and head[-1] in _BARS
        if joined and (tail in names or is_site):
            return " ".join(head[:-1] if head[-1] in word_list("joins") else head)
        glued = tail in names and len(tail.split()) > 2 and len(head) > 1
        if (
            glued
            and fold(head[-1]) not in folded_list("small_words")
            and not head[-1].endswith("(")
        ):
            return " ".join(head)
    return title


@cache
def _ends_of_tails() -> frozenset[str]:
    return frozenset(tail.rpartition(" ")[2] for tail in folded_list("tails"))


def _reference(inner: str) -> str | None:
    """Return the code behind a word for reference: "Ref. AB-12"."""
    words = inner.replace(":", " ").split()
    if len(words) not in (2, 3, 4) or not any(c.isdigit() for c in words[-1]):
        return None
    for size in (1, 2):  # "REF NO: AB 12/31"
        code = " ".join(words[-size:]).strip("#.,")
        if fold(" ".join(words[:-size])) in folded_list("reference_words"):
            return code if size == 1 or words[-2].isupper() else None
    return None


def _before_reference(title: str) -> tuple[str, str]:
    """Return a title and the reference that ends it with a word and a colon, or with two words for
    it: "Clerk Ref: AB-12", "Clerk, Job ID 4711"; a title without one and ""."""
    words = title.split(" ")
    for size in range(min(_LONGEST_REFERENCE, len(words) - 1), 1, -1):
        tail = words[-size:]
        is_marked = any(":" in word for word in tail[:-1]) or size > 2
        if is_marked and _reference(" ".join(tail)):
            return " ".join(words[:-size]), " ".join(tail)
    return title, ""


def _without_references(title: str) -> tuple[str, list[str]]:
    """Return a title without the references around it, and these."""
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
    if not dash or not _reference(tail):
        head, tail = _before_reference(title)
    if code := _reference(tail):
        found.append(code)
        title = head
    if (match := _NUMBER_BEHIND.search(title[-24:])) and len(title) > len(match[0]):
        found.append(match["code"])
        title = title[: len(title) - len(match[0])]
    return squeeze(title), list(dict.fromkeys(found))


def _count(text: str) -> int | None:
    """Return the number of posts in "3 posts", "two vacancies", "x2"; a number alone is none."""
    if match := _TIMES.fullmatch(text.strip()):
        return int(match["behind"] or match["before"]) or None
    return employment.read_openings(text) if " " in text.strip() else None


@cache
def _counted() -> re.Pattern[str]:
    """Return a pattern of a number of posts before the post: "n. 2 operai", "2 x Cook"."""
    marks = any_of(phrases_in(load("titles")["marks_of_counts"]))
    return re.compile(
        rf"(?i)(?:(?:{marks})\s?(?P<count>\d{{1,2}})|(?P<times>\d{{1,2}})\s?x)\s+(?=[^\W\d])"
    )


def _without_openings(title: str) -> tuple[str, int | None]:
    """Return a title without its numbers of posts, and their sum."""
    counts: list[int] = []
    for match in reversed(list(_BRACKET.finditer(title))):
        if count := _count(match["inner"]):
            counts.append(count)
            title = f"{title[: match.start()]} {title[match.end() :]}"
    counted = _counted().match(title)
    if counted and (count := int(counted["count"] or counted["times"])):
        counts.append(count)
        title = title[counted.end() :]
    words = title.split()
    if len(words) > 3 and (count := _count(" ".join(words[-2:]))):
        counts.append(count)
        title = " ".join(words[:-2])
    elif len(words) > 1 and _TIMES.fullmatch(words[0]) and (count := _count(words[0])):
        counts.append(count)
        title = " ".join(words[1:])
    return squeeze(title), sum(counts) or None


def _without_kind(title: str) -> str:
    """Return a title without the bracket behind it that only says that it is a posting: "Clerk
    (Job Opening)"."""
    match = _BRACKET_BEHIND.search(title)
    inner = fold(match["inner"]) if match else ""
    # "Adviser (Careers)" says what the post is
    is_kind = " " in inner and inner in folded_list("prefixes")
    return title[: match.start()] if match and is_kind else title


def without_list(title: str) -> str:
    """Return a title without the mailing list before it, or a word of jobs: "[sea-jobs] Postdoc",
    "[HIRING] Postdoc"."""
    match = _LIST_BEFORE.match(title)
    if match is None:
        return title
    words = set(re.split(r"[\W_]+", match["name"].casefold()))
    is_list = not words.isdisjoint(phrases_in(load("page_kinds")["job_words"]))
    return title[match.end() :] if is_list else title


def _once(title: str) -> str:
    """Return a title once that is printed twice in a row."""
    words = title.split()
    half = len(words) // 2
    return (
        " ".join(words[:half])
        if half > 1
        and len(words) % 2 == 0
        and fold(" ".join(words[:half])) == fold(" ".join(words[half:]))
        else title
    )


def _without_call(title: str) -> str:
    """Return a title without the call behind its post and the place behind that: "Farm assistant
    wanted, Oban"."""
    from crawlers.extract.job.title_calls import called_post

    head, comma, _ = title.rpartition(", ")
    return (called_post(Line(head)) if comma else "") or title


def read_title(
    raw: str,
    *,
    organization: str | None = None,
    site: str | None = None,
    label: str | None = None,
) -> TitleReading:
    """Clean a printed title.

    organization, site, label: names that are cut where they stand before or behind it: the
    employer, the site's domain, and what the site calls itself."""
    if len(raw) > _LONGEST_RAW:
        return TitleReading("", warnings=("title_too_long",))
    names = _names(organization, site, label)
    title = squeeze(html.unescape(raw).translate(INVISIBLE)).strip(_EDGES)
    title = _without_call(without_list(title))
    references: list[str] = []
    openings: int | None = None
    for _ in range(_ROUNDS):
        before = title
        title = _without_tail(_without_prefix(title, names), names)
        title, codes = _without_references(title)
        title, count = _without_openings(_DATE_BEHIND.sub("", title))
        title = _without_kind(title.strip(_EDGES))
        references += codes
        openings = (openings or 0) + count if count else openings
        if title == before:
            break
    title, grade = grades.grade_in_title(_once(title))
    title = squeeze(title).strip(_EDGES)
    if len(title) > _LONGEST:
        return TitleReading("", warnings=("title_too_long",))
    if is_refused(Line(title), names):
        return TitleReading("", warnings=("title_refused",))
    _, place = place_in_title(title)
    return TitleReading(
        title, openings, tuple(dict.fromkeys(references)), grade, place.raw if place else None
    )
