"""One look at a page: what its blocks, title, address and markup say it is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from itertools import chain
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from crawlers.extract.cleaning.block_evidence import Measured
from crawlers.extract.cleaning.notices import LONG
from crawlers.extract.cleaning.weights import (
    ARTICLE,
    CARD_LINK,
    CARD_TEXT,
    CARDS,
    FURNITURE,
    KNOWN_LANGUAGE,
    LABEL,
    LINK,
    MENU_LINKS,
    PROSE,
    SCATTERED,
    STRAY_WORDS,
)
from crawlers.extract.header.label_rows import read_row
from crawlers.extract.header.labels import slot_of
from crawlers.extract.job.title_calls import post_called_for
from crawlers.extract.job.title_lines import names_profession, title_score
from crawlers.extract.job.title_words import pattern
from crawlers.extract.kind_of_page.page_words import (
    apply_phrases,
    languages_of_requirements,
    phrases,
)
from crawlers.extract.sections.headings import heading_of, lead_in_of, may_lead_in
from crawlers.page import jsonld_scripts
from crawlers.page.page import Page
from crawlers.text.blocks import is_longer
from crawlers.text.lines import Line
from crawlers.text.patterns import any_of
from crawlers.text.words import fold, load, phrases_in

_SHORT = 100
"""Characters of a line that may name a post, a section or a control."""
_HEAD_MARKS = re.compile(r"\s*[|–—·•»:]\s+|\s+[-/]\s+")
_MAIL = re.compile(r"([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)")
_CRUMB = re.compile(r"\s*[»›>]\s*")
_DIGIT = re.compile(r"\d")
_NUMBERED = re.compile(r"\d{1,2}[.)]\s")
_NEAR = 2
"""Blocks between a heading and a mark beside it."""
_FIRST_LINES = 12
"""Lines of plain text among which its title stands."""
_FACTS = 2
"""Different labels of a job."""
_BESIDE = ("form", "aside", *FURNITURE)
"""Regions that are no text of the page's own."""
_SLUG = 2
"""Words of an address that name a post."""
_ITEMS, _TIMES, _DENSITY = 3, 4, 10
"""List items of requirements; words of requirements, and those by 1,000 words."""
_KINDS = {
    "responsibilities": "duties",
    "qualifications_essential": "requirements",
    "qualifications_desirable": "requirements",
    "qualifications": "requirements",
    "container": "requirements",
    "competencies": "requirements",
    "benefits": "offer",
    "conditions": "offer",
    "contract": "offer",
    "application_process": "how to apply",
    "summary": "summary",
    "about_employer": "employer",
}
_ONCE_IN_A_POSTING = (
    "responsibilities",
    "qualifications_essential",
    "qualifications",
    "benefits",
    "application_process",
)
_HARD_SLOTS = frozenset(
    (
        "location",
        "employment_type",
        "salary",
        "date_posted",
        "valid_through",
        "start_date",
        "reference",
        "requisition",
        "vacancy",
        "contract_type",
        "grade",
        "hours",
        "workplace",
        "duration",
        "organization",
        "experience",
        "seniority",
        "openings",
        "category",
    )
)


@cache
def _words_of_lists() -> frozenset[str]:
    """Words of addresses of lists and of advice, which may name a profession, too."""
    kinds, titles = load("page_kinds"), load("titles")
    lists = (kinds["article_headings"], titles["words_of_many_posts"])
    return frozenset(word for text in phrases_in(lists) for word in fold(text).split())


@cache
def _years() -> re.Pattern[str]:
    """Return the pattern of a number of years: "3 years", "2-4 Jahre", "5+ let"."""
    years = any_of(word.casefold() for word in phrases_in(load("page_kinds")["years"]))
    return re.compile(rf"(?<!\d)\d{{1,2}}\s?(?:\+|[-–]\s?\d{{1,2}})?\s?\+?\s?(?:{years})(?!\w)")


class PageLook(Measured):
    """A measured page with its head. main: the indexes of the blocks of its main part."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.blocks, page.measures)
        self.page = page
        page.measures = self.measures
        self.main = self.living()

    # --- The head and the address -----------------------------------------------------------------

    @cached_property
    def address(self) -> str:
        """Where the page stands, as far as it is known."""
        return self.page.url or self.page.canonical or self.page.meta.get("og:url", "")

    @cached_property
    def path(self) -> list[str]:
        """The parts of the address's path, folded, without endings."""
        path = unquote(urlsplit(self.address).path)
        return [fold(re.sub(r"\.\w{2,5}$", "", part)) for part in path.split("/") if part]

    @cached_property
    def host(self) -> list[str]:
        """The parts of the address's host before the site's own name: "jobs" of
        jobs.acme.example."""
        return (urlsplit(self.address).hostname or "").split(".")[:-2]

    @cached_property
    def slug(self) -> Line:
        """The words of the last part of the address, or of its last query value, that are no
        numbers: "night nurse" of /jobs/night-nurse-4711."""
        path, query = self.path[-1:], parse_qsl(urlsplit(self.address).query)
        last = fold(query[-1][1]) if query else ""
        texts = [" ".join(w for w in each.split() if w.isalpha()) for each in (last, *path)]
        return Line(next((text for text in texts if " " in text), ""))

    @cached_property
    def head(self) -> str:
        """The title element and og:title, folded."""
        return fold(f"{self.page.head_title} | {self.page.meta.get('og:title', '')}")

    @cached_property
    def head_parts(self) -> list[str]:
        """The parts of the title element, folded."""
        return [p for p in map(fold, _HEAD_MARKS.split(self.page.head_title)) if p]

    @cached_property
    def head_names_post(self) -> bool:
        """Whether the first part of the title element has a word that posts are called by."""
        return names_profession(Line(_HEAD_MARKS.split(self.page.head_title)[0]))

    @cached_property
    def types(self) -> frozenset[str]:
        """The schema.org types that the page's JSON-LD declares."""
        found: set[str] = set()
        for each in self.page.jsonld:
            kind = each.get("@type")
            found |= {str(k) for k in (kind if isinstance(kind, list) else [kind]) if k}
        return frozenset(found)

    @cached_property
    def is_short(self) -> bool:
        """Whether the whole page is so short that a notice may be all that it says."""
        return not is_longer(self.blocks, LONG)

    @cached_property
    def is_stated(self) -> bool:
        """Whether the page has a JobPosting object with a description."""
        return any(map(self.page.has_description, self._stated))

    @cached_property
    def declared(self) -> int:
        """How many JobPosting objects the page declares."""
        return len(self._stated)

    @cached_property
    def _stated(self) -> list[dict[str, Any]]:
        return jsonld_scripts.postings(self.page.jsonld)

    # --- The text ---------------------------------------------------------------------------------

    @cached_property
    def text(self) -> str:
        """The folded text of the main part, a line a block."""
        return "\n".join(self.blocks[i].folded for i in self.main)

    @cached_property
    def spaced(self) -> str:
        """The same with a mark between lines, so that no phrase goes over two."""
        return self.text.replace("\n", " | ")

    @cached_property
    def words_of_text(self) -> frozenset[str]:
        """The words of the main part."""
        return frozenset().union(*self._words_of_lines)

    @cached_property
    def _words_of_lines(self) -> list[list[str]]:
        return [self.blocks[i].said.words for i in self.main]

    @cached_property
    def text_size(self) -> int:
        """The number of characters of the main part."""
        return sum(len(self.blocks[i].text) + len(self.blocks[i].label) for i in self.main)

    @cached_property
    def linked(self) -> float:
        """The share of the main part's characters that are links."""
        linked = sum(len(self.blocks[i].text) * self.blocks[i].links for i in self.main)
        return linked / max(1, self.text_size)

    @cached_property
    def prose(self) -> float:
        """The weight of the main part's running text."""
        return self.total(self.main)

    @cached_property
    def paragraphs(self) -> int:
        """How many long paragraphs the main part has."""
        return sum(
            len(self.blocks[i].text) >= 150 and self.blocks[i].kind == "paragraph"
            for i in self.main
        )

    def lines(self) -> Iterator[int]:
        """Yield the indexes of the short lines of the main part."""
        return (i for i in self.main if len(self.blocks[i].text) <= _SHORT)

    @cached_property
    def headings(self) -> list[int]:
        """The indexes of headings, those of page headers, too."""
        return [
            i
            for i, block in enumerate(self.blocks)
            if block.kind == "heading" and block.region not in FURNITURE
        ]

    @cached_property
    def main_headings(self) -> list[str]:
        """The main headings, folded."""
        return [self.blocks[i].folded for i in self.headings if self.blocks[i].level == 1]

    @cached_property
    def crumbs(self) -> list[str]:
        """The parts of the first line that shows the way to the page: "Home › Jobs › Kitchen"."""
        lines = (self.blocks[i].text for i in self.lines())
        found = (_CRUMB.split(text) for text in lines)
        return [fold(part) for part in next((parts for parts in found if len(parts) > 1), [])]

    def has(self, name: str) -> bool:
        """Return whether the text has one of the phrases of an entry of data/page_kinds.yaml."""
        return phrases(name).are_in(self.spaced, self.words_of_text)

    def count(self, name: str) -> int:
        """Return how many of the phrases of an entry of data/page_kinds.yaml the text has."""
        return phrases(name).count(self.spaced, self.words_of_text)

    # --- Notices ----------------------------------------------------------------------------------

    def where_notices_stand(self) -> Iterator[int]:
        """Yield the indexes of the blocks among which a notice of the page may be: the main part
        and page headers, no menu, form or box of other postings."""
        return (
            i
            for i, block in enumerate(self.blocks)
            if self.live[i] or block.region in ("header", "aside")
            if block.region != "form" and block.links <= MENU_LINKS
        )

    def status_is(self, holds: Callable[[str], bool]) -> bool:
        """Return whether a label for the status of the posting has such a value."""
        return any(slot == "status" and holds(value) for slot, value in self.label_values)

    def is_mark_at_title(self, i: int, holds: Callable[[str], bool]) -> bool:
        """Return whether a block is such a mark beside a heading. holds: of a folded line."""
        near = self.blocks[max(0, i - _NEAR) : i + _NEAR + 1]
        return any(b.kind == "heading" and b.level <= 2 for b in near) and holds(
            self.blocks[i].folded
        )

    # --- Sections and labels ----------------------------------------------------------------------

    @cached_property
    def section_kinds(self) -> Counter[str]:
        """How many headings of each kind of section (SectionKind) the main part has; a lead-in
        counts where there is no heading of its kind."""
        found: Counter[str] = Counter()
        lead_ins: set[str] = set()
        for i in self.main:
            block = self.blocks[i]
            if block.links > MENU_LINKS:
                continue
            if heading := heading_of(Line(block.label) if block.kind == "pair" else block.said):
                found[heading.kind] += 1
            elif block.kind == "pair":
                continue
            elif may_lead_in(block.said) and (kind := lead_in_of(block.said)):
                lead_ins.add(kind)
        found.update(lead_ins - found.keys())
        return found

    @cached_property
    def sections(self) -> Counter[str]:
        """The same by what they are for a reader: duties, requirements, offer ..."""
        found: Counter[str] = Counter()
        for kind, count in self.section_kinds.items():
            found[_KINDS.get(kind, "")] += count
        return found

    @cached_property
    def repeated_sections(self) -> int:
        """How often the heading of one kind of section stands there, at most."""
        return max((self.section_kinds[kind] for kind in _ONCE_IN_A_POSTING), default=0)

    @cached_property
    def kinds_of_sections(self) -> int:
        """How many of the three kinds duties, requirements and offer the main part has."""
        return sum(bool(self.sections[kind]) for kind in ("duties", "requirements", "offer"))

    @cached_property
    def has_other_sections(self) -> bool:
        return any(self.sections[kind] for kind in ("summary", "employer", "how to apply"))

    @cached_property
    def label_values(self) -> list[tuple[str, str]]:
        """The slots of the labels of the main part, each with its value."""
        found: list[tuple[str, str]] = []
        for i in self.main:
            block = self.blocks[i]
            if block.kind == "row":
                found += [(slot, value) for slot, _, value in read_row(self.blocks, i)[0]]
                continue
            if block.kind == "pair":
                label, value = block.label, block.text
            elif block.links > MENU_LINKS:
                continue
            else:
                label, colon, value = block.text.partition(":")
                if not colon or len(label) > LABEL:
                    continue
            if not value.strip() and i + 1 < len(self.blocks):
                value = self.blocks[i + 1].text
            slot = slot_of(block.said if label == block.text else Line(label))
            if slot and value.strip():
                found.append((slot, value.strip()))
        return found

    @cached_property
    def has_facts(self) -> bool:
        """Whether the page has two labels of a job with values, or a line that is its type."""
        return len(self.fact_slots) >= _FACTS or self.types_of_work > 0

    @cached_property
    def fact_slots(self) -> Counter[str]:
        """How often each label of a job stands there with a value."""
        return Counter(slot for slot, _ in self.label_values if slot in _HARD_SLOTS)

    @cached_property
    def types_of_work(self) -> int:
        """How many lines are nothing but a type of employment."""
        from crawlers.extract.terms.employment import looks_like_employment

        return sum(
            looks_like_employment(self.blocks[i].said)
            for i in self.lines()
            if len(self.blocks[i].text) <= 40
        )

    # --- Posts ------------------------------------------------------------------------------------

    @cached_property
    def named_posts(self) -> list[int]:
        """The indexes of headings with a profession word, each name once."""
        seen: dict[str, int] = {}
        for i in self.headings:
            if len(self.blocks[i].text) <= _SHORT and names_profession(self.blocks[i].said):
                seen.setdefault(self.blocks[i].folded, i)
        return list(seen.values())

    @cached_property
    def numbered_posts(self) -> int:
        """How many of the headings that name a post begin with a number: "2. Night Nurse"; or how
        many headings count posts: "2 posts of driver"."""
        numbered = sum(bool(_NUMBERED.match(self.blocks[i].text)) for i in self.named_posts)
        return max(numbered, sum(map(self._counts_posts, self.headings)))

    def _counts_posts(self, i: int) -> bool:
        number, *words = self.blocks[i].folded.split()[:2] or ("",)
        return number.isdecimal() and not phrases("counted_posts").words.isdisjoint(words)

    @cached_property
    def address_names_post(self) -> bool:
        """Whether the address ends in the name of a post that a line of the page has, too."""
        slug = self.slug
        words = frozenset(slug.words)
        if len(words) < _SLUG or not names_profession(slug):
            return False
        if not words.isdisjoint(_words_of_lists()):
            return False
        return any(
            2 * len(words.intersection(self.blocks[i].said.words)) >= len(words)
            and names_profession(self.blocks[i].said)
            and _words_of_lists().isdisjoint(self.blocks[i].said.words)
            for i in (*self.lines(), *self.headings)
            if len(self.blocks[i].text) <= _SHORT and self.blocks[i].links <= LINK
            if self.blocks[i].region not in _BESIDE
        )

    @cached_property
    def repeats_post(self) -> bool:
        """Whether a line with a profession word is repeated by the head; of plain text, whether one
        of the first lines is like the title of a post."""
        if self.page.kind == "text":
            return any(title_score(self.blocks[i].said) > 0 for i in self.main[:_FIRST_LINES])
        spaced = f" {self.head} "
        return self._has_post_in_row or any(
            f" {self.blocks[i].folded} " in spaced and names_profession(self.blocks[i].said)
            for i in (*self.lines(), *self.headings)
            if self.blocks[i].links <= LINK
        )

    @cached_property
    def _has_post_in_row(self) -> bool:
        """Whether a row of a table has the post that the head's title begins with."""
        if not self.head_names_post:
            return False
        post = f" {self.head_parts[0]} "
        return any(
            post in f" {self.blocks[i].folded} " for i in self.main if self.blocks[i].kind == "row"
        )

    @cached_property
    def begins_with_post(self) -> bool:
        """Whether the first line of a plain text is like the title of a post."""
        is_text = self.page.kind == "text" and bool(self.blocks)
        return is_text and title_score(self.blocks[0].said) > 0

    @cached_property
    def repeats_name(self) -> bool:
        """Whether a main heading that is no list's name is a part of the head's title."""
        names = phrases("list_names")
        spaced = f" {self.head} "
        return any(
            f" {self.blocks[i].folded} " in spaced and not names.begin(self.blocks[i].folded)
            for i in self.headings
            if self.blocks[i].level <= 2 and len(self.blocks[i].text) <= _SHORT
        )

    @cached_property
    def cards(self) -> int:
        """How many links name a post each."""
        return len(
            {
                self.blocks[i].folded
                for i in self.lines()
                if self.blocks[i].links > LINK and names_profession(self.blocks[i].said)
            }
        )

    @cached_property
    def is_marked(self) -> bool:
        """Whether the title or a main heading has a mark for all genders."""
        mark = pattern("gender_mark")
        heads = [self.page.head_title, *(self.blocks[i].text for i in self.headings[:3])]
        return any(mark.search(head) for head in heads)

    @cached_property
    def calls_for_post(self) -> bool:
        """Whether the sentences of the text call for one post: "We need another Line Cook"."""
        return self.seeks and bool(post_called_for([self.blocks[i].said for i in self.main]))

    @cached_property
    def is_run_of_links(self) -> bool:
        """Whether the main part is links with a line or two below each, and has no section."""
        links, runs = 0, [0.0]  # the running text between links
        for i in self.main:
            block = self.blocks[i]
            if block.links > LINK and len(block.text) in CARD_LINK and not self.closes(i):
                links += 1
                runs.append(0.0)
            runs[-1] += self.weight[i]
        texts = [run for run in runs if run]
        scattered = len(texts) >= SCATTERED or sum(texts) < PROSE
        return (
            links >= CARDS
            and scattered
            and max(runs) < CARD_TEXT
            and not any(map(self.opens_section, self.main))
        )

    @cached_property
    def speaks_of_no_work(self) -> bool:
        """Whether a good deal of text in a known language has next to no word of postings."""
        words = [w for i in self.main if self.weight[i] for w in self.blocks[i].said.words]
        if (
            len(words) < ARTICLE
            or self.vocabulary > STRAY_WORDS
            or any(self.opens_section(i) or self.is_label(i) for i in self.main)
        ):
            return False
        return sum(word in self.words.common for word in words) > len(words) / KNOWN_LANGUAGE

    # --- Requirements -----------------------------------------------------------------------------

    @cached_property
    def requirement_items(self) -> int:
        """How many list items have a word of requirements, in one language; of languages without
        blanks, how many lines."""
        by_word, unspaced = languages_of_requirements(), phrases("requirement_words").unspaced
        count: Counter[str] = Counter()
        for i in self.main:
            block = self.blocks[i]
            if block.kind == "item" and block.links < LINK:
                words = by_word.keys() & set(block.said.words)
                count.update({language for word in words for language in by_word[word]})
            if not block.text.isascii() and any(map(block.folded.__contains__, unspaced)):
                count["unspaced"] += 1
        return max(count.values(), default=0)

    @cached_property
    def requirement_words(self) -> tuple[int, float]:
        """How many times the words of requirements stand in the text, and that by 1,000 words."""
        by_word = languages_of_requirements()
        count: Counter[str] = Counter()
        words = chain.from_iterable(self._words_of_lines)
        for word, times in Counter(filter(by_word.__contains__, words)).items():
            for language in by_word[word]:
                count[language] += times
        most = max(count.values(), default=0)
        return most, 1000 * most / max(1, sum(map(len, self._words_of_lines)))

    @cached_property
    def years(self) -> bool:
        """Whether a line with a word of requirements counts years."""
        by_word = languages_of_requirements()
        return any(
            _years().search(self.blocks[i].text.casefold())
            for i in self.main
            if _DIGIT.search(self.blocks[i].text)
            and not by_word.keys().isdisjoint(self.blocks[i].said.words)
        )

    @cached_property
    def requires(self) -> bool:
        """Whether the page demands something: by items, by the density of such words, by years."""
        times, density = self.requirement_words
        is_dense = times >= _TIMES and density >= _DENSITY
        return self.requirement_items >= _ITEMS or is_dense or self.years

    @cached_property
    def vocabulary(self) -> int:
        """How many different words of one language's postings the text has."""
        found: dict[str, int] = {}
        for word in self.words.languages.keys() & self.words_of_text:
            for language in self.words.languages[word]:
                found[language] = found.get(language, 0) + 1
        return max(found.values(), default=0)

    # --- Ways to apply ----------------------------------------------------------------------------

    @cached_property
    def applies(self) -> bool:
        """Whether the page has a control to apply with."""
        controls = apply_phrases()
        return any(
            controls.begin(block.folded)
            for block in self.blocks
            if len(block.text) <= 60 and block.region not in FURNITURE
        )

    @cached_property
    def takes_mail(self) -> bool:
        """Whether a block has a mail address and names what an applicant sends, or the address is
        that of a hiring mailbox."""
        papers, boxes = phrases("sent_papers"), phrases("hiring_mailboxes").words
        for i in self.main:
            block = self.blocks[i]
            if "@" not in block.text:
                continue
            for name, _ in _MAIL.findall(block.text):
                if not boxes.isdisjoint(re.split(r"[\W\d_]+", name.casefold())):
                    return True
                near = " ".join(self.blocks[j].folded for j in range(max(0, i - 1), i + 1))
                if papers.in_line(near):
                    return True
        return False

    @cached_property
    def seeks(self) -> bool:
        """Whether an employer says that it looks for somebody."""
        return self.has("seeking")
