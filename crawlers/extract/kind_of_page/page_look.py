"""One look at a page: what its blocks, title, address and markup say it is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from itertools import chain
from urllib.parse import parse_qsl, unquote, urlsplit

from crawlers.extract.cleaning.body_words import vocabulary
from crawlers.extract.cleaning.measured import Measured
from crawlers.extract.cleaning.weights import (
    ARTICLE,
    CARD_LINK,
    CARD_TEXT,
    CARDS,
    KNOWN_LANGUAGE,
    LABEL,
    LINK,
    LONG,
    MENU_LINKS,
    PROSE,
    SCATTERED,
    STRAY_WORDS,
)
from crawlers.extract.header.label_rows import read_row
from crawlers.extract.header.labels import slot_of
from crawlers.extract.header.thread_line import lines_of_thread
from crawlers.extract.job.title_calls import post_called_for
from crawlers.extract.job.title_lines import names_profession, title_score
from crawlers.extract.job.title_words import pattern
from crawlers.extract.kind_of_page.page_words import (
    apply_phrases,
    languages_of_requirements,
    phrases,
    words_of_requirements,
)
from crawlers.extract.sections.headings import heading_of
from crawlers.extract.sections.lead_ins import lead_in_of, may_lead_in
from crawlers.page.page import Page
from crawlers.text.blocks import SITE_REGIONS, Block, annotate, is_longer
from crawlers.text.kept import kept
from crawlers.text.lines import Line
from crawlers.text.patterns import any_of
from crawlers.text.words import fold, load, phrases_in

_SHORT = 100
"""Characters of a line that may name a post, a section or a control."""
_HEAD_MARKS = re.compile(r"\s*[|–—·•»:]\s+|\s+[-/]\s+")
_MAIL = re.compile(r"([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)")
_CRUMB_MARK = re.compile("[»›>]")
_CRUMB = re.compile(rf"\s*{_CRUMB_MARK.pattern}\s*")
_DIGIT = re.compile(r"\d")
_NUMBERED = re.compile(r"\d{1,2}[.)]\s")
_NEAR = 2
"""Blocks between a heading and a mark beside it."""
_FIRST_LINES = 12
"""Lines of plain text among which its title stands."""
_FACTS = 2
"""Different labels of a job."""
_BESIDE = ("form", "aside", *SITE_REGIONS)
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
def _words_of_work() -> frozenset[str]:
    return frozenset(vocabulary().languages)


@cache
def _years() -> re.Pattern[str]:
    """Return the pattern of a number of years: "3 years", "2-4 Jahre", "5+ let"."""
    years = any_of(word.casefold() for word in phrases_in(load("page_kinds")["years"]))
    return re.compile(rf"(?<!\d)\d{{1,2}}\s?(?:\+|[-–]\s?\d{{1,2}})?\s?\+?\s?(?:{years})(?!\w)")


class PageLook(Measured):
    """A measured page with its head.

    said: the lines of its blocks. main: the indexes of the blocks of its main part. own: these
    blocks, each with its line. lines: the short ones of them. headings: the headings of the page,
    those of page headers, too.
    """

    def __init__(self, page: Page) -> None:
        super().__init__(page.blocks, page.measures)
        self.page = page
        page.measures = self.measures
        self.said = annotate(page.blocks)
        self.main = self.living()
        self.own = [(self.blocks[i], self.said[i]) for i in self.main]
        self.lines = [(block, line) for block, line in self.own if len(block.text) <= _SHORT]
        self.headings = [
            (block, line)
            for block, line in zip(self.blocks, self.said, strict=True)
            if block.kind == "heading" and block.region not in SITE_REGIONS
        ]

    # --- The head and the address -----------------------------------------------------------------

    @kept
    def address(self) -> str:
        """Where the page stands, as far as it is known."""
        return self.page.url or self.page.canonical or self.page.meta.get("og:url", "")

    @kept
    def path(self) -> list[str]:
        """The parts of the address's path, folded, without endings."""
        path = unquote(urlsplit(self.address).path)
        return [fold(re.sub(r"\.\w{2,5}$", "", part)) for part in path.split("/") if part]

    @kept
    def host(self) -> list[str]:
        """The parts of the address's host before the site's own name: "jobs" of
        jobs.acme.example."""
        return (urlsplit(self.address).hostname or "").split(".")[:-2]

    @kept
    def slug(self) -> Line:
        """The words of the last part of the address, or of its last query value, that are no
        numbers: "night nurse" of /jobs/night-nurse-4711."""
        path, query = self.path[-1:], parse_qsl(urlsplit(self.address).query)
        last = fold(query[-1][1]) if query else ""
        texts = [" ".join(w for w in each.split() if w.isalpha()) for each in (last, *path)]
        return Line(next((text for text in texts if " " in text), ""))

    @kept
    def head(self) -> str:
        """The title element and og:title, folded."""
        return fold(f"{self.page.head_title} | {self.page.meta.get('og:title', '')}")

    @kept
    def head_parts(self) -> list[str]:
        """The parts of the title element, folded."""
        return [p for p in map(fold, _HEAD_MARKS.split(self.page.head_title)) if p]

    @kept
    def head_names_post(self) -> bool:
        """Whether the first part of the title element has a word that posts are called by."""
        return names_profession(Line(_HEAD_MARKS.split(self.page.head_title)[0]))

    @kept
    def types(self) -> frozenset[str]:
        """The schema.org types that the page's JSON-LD declares."""
        found: set[str] = set()
        for each in self.page.jsonld:
            kind = each.get("@type")
            found |= {str(k) for k in (kind if isinstance(kind, list) else [kind]) if k}
        return frozenset(found)

    @kept
    def is_short(self) -> bool:
        """Whether the whole page is so short that a notice may be all that it says."""
        return not is_longer(self.blocks, LONG)

    @kept
    def is_stated(self) -> bool:
        """Whether the page has a JobPosting object with a description."""
        return any(map(self.page.has_description, self.page.postings))

    @kept
    def declared(self) -> int:
        """How many JobPosting objects the page declares."""
        return len(self.page.postings)

    # --- The text ---------------------------------------------------------------------------------

    @kept
    def text(self) -> str:
        """The folded text of the main part, a line a block."""
        return "\n".join([line.folded for _, line in self.own])

    @kept
    def spaced(self) -> str:
        """The same with a mark between lines, so that no phrase goes over two."""
        return self.text.replace("\n", " | ")

    @kept
    def words_of_text(self) -> frozenset[str]:
        """The words of the main part."""
        return frozenset().union(*[line.words for _, line in self.own])

    @kept
    def text_size(self) -> int:
        """The number of characters of the main part."""
        return sum([len(block.text) + len(block.label) for block, _ in self.own])

    @kept
    def linked(self) -> float:
        """The share of the main part's characters that are links."""
        linked = sum([len(block.text) * block.links for block, _ in self.own if block.links])
        return linked / max(1, self.text_size)

    @kept
    def prose(self) -> float:
        """The weight of the main part's running text."""
        return self.total(self.main)

    @kept
    def paragraphs(self) -> int:
        """How many long paragraphs the main part has."""
        return sum([len(block.text) >= 150 and block.kind == "paragraph" for block, _ in self.own])

    @kept
    def main_headings(self) -> list[str]:
        """The main headings, folded."""
        return [line.folded for block, line in self.headings if block.level == 1]

    @kept
    def crumbs(self) -> list[str]:
        """The parts of the first line that shows the way to the page: "Home › Jobs › Kitchen"."""
        found = (block.text for block, _ in self.lines if _CRUMB_MARK.search(block.text))
        first = next(found, "")
        return list(map(fold, _CRUMB.split(first))) if first else []

    def has(self, name: str) -> bool:
        """Return whether the text has one of the phrases of an entry of data/page_kinds.yaml."""
        return phrases(name).are_in(self.spaced, self.words_of_text)

    def count(self, name: str) -> int:
        """Return how many of the phrases of an entry of data/page_kinds.yaml the text has."""
        return phrases(name).count(self.spaced, self.words_of_text)

    # --- Notices ----------------------------------------------------------------------------------

    def where_notices_stand(self) -> list[int]:
        """Return the indexes of the blocks among which a notice of the page may be: the main part
        and page headers, no menu, form or box of other postings."""
        return [
            i
            for i, (block, is_live) in enumerate(zip(self.blocks, self.live, strict=True))
            if block.links <= MENU_LINKS
            if block.region != "form" and (is_live or block.region in ("header", "aside"))
        ]

    def status_is(self, holds: Callable[[str], bool]) -> bool:
        """Return whether a label for the status of the posting has such a value."""
        return any(slot == "status" and holds(value) for slot, value in self.label_values)

    def is_mark_at_title(self, i: int, holds: Callable[[str], bool]) -> bool:
        """Return whether a block is such a mark beside a heading. holds: of a folded line."""
        near = self.blocks[max(0, i - _NEAR) : i + _NEAR + 1]
        return any(b.kind == "heading" and b.level <= 2 for b in near) and holds(
            self.said[i].folded
        )

    # --- Sections and labels ----------------------------------------------------------------------

    @kept
    def section_kinds(self) -> Counter[str]:
        """How many headings of each kind of section (SectionKind) the main part has; a lead-in
        counts where there is no heading of its kind."""
        found: Counter[str] = Counter()
        lead_ins: set[str] = set()
        for block, line in self.own:
            if block.links > MENU_LINKS:
                continue
            if heading := heading_of(Line(block.label) if block.kind == "pair" else line):
                found[heading.kind] += 1
            elif block.kind == "pair":
                continue
            elif may_lead_in(line) and (kind := lead_in_of(line)):
                lead_ins.add(kind)
        found.update(lead_ins - found.keys())
        return found

    @kept
    def sections(self) -> Counter[str]:
        """The same by what they are for a reader: duties, requirements, offer ..."""
        found: Counter[str] = Counter()
        for kind, count in self.section_kinds.items():
            found[_KINDS.get(kind, "")] += count
        return found

    @kept
    def repeated_sections(self) -> int:
        """How often the heading of one kind of section stands there, at most."""
        return max((self.section_kinds[kind] for kind in _ONCE_IN_A_POSTING), default=0)

    @kept
    def kinds_of_sections(self) -> int:
        """How many of the three kinds duties, requirements and offer the main part has."""
        return sum(bool(self.sections[kind]) for kind in ("duties", "requirements", "offer"))

    @kept
    def has_other_sections(self) -> bool:
        return any(self.sections[kind] for kind in ("summary", "employer", "how to apply"))

    @kept
    def label_values(self) -> list[tuple[str, str]]:
        """The slots of the labels of the main part, each with its value."""
        found: list[tuple[str, str]] = []
        for i, (block, line) in zip(self.main, self.own, strict=True):
            if block.kind == "row":
                found += [(slot, value) for slot, _, value in read_row(self.blocks, i)[0]]
                continue
            if block.kind == "pair":
                label, value = block.label, block.text
            elif block.links > MENU_LINKS or ":" not in block.text:
                continue
            else:
                label, _, value = block.text.partition(":")
                if len(label) > LABEL:
                    continue
            if not value.strip() and i + 1 < len(self.blocks):
                value = self.blocks[i + 1].text
            slot = slot_of(line if label == block.text else Line(label))
            if slot and value.strip():
                found.append((slot, value.strip()))
        return found

    @kept
    def has_facts(self) -> bool:
        """Whether the page has two labels of a job with values, or a line that is its type."""
        return len(self.fact_slots) >= _FACTS or self.types_of_work > 0

    @kept
    def fact_slots(self) -> Counter[str]:
        """How often each label of a job stands there with a value."""
        return Counter(slot for slot, _ in self.label_values if slot in _HARD_SLOTS)

    @kept
    def types_of_work(self) -> int:
        """How many lines are nothing but a type of employment."""
        from crawlers.extract.terms.employment import looks_like_employment

        short = [line for block, line in self.lines if len(block.text) <= 40]
        return sum(map(looks_like_employment, short))

    # --- Posts ------------------------------------------------------------------------------------

    @kept
    def named_posts(self) -> list[str]:
        """The headings with a profession word, each name once."""
        seen: dict[str, str] = {}
        for block, line in self.headings:
            if len(block.text) <= _SHORT and names_profession(line):
                seen.setdefault(line.folded, block.text)
        return list(seen.values())

    @kept
    def numbered_posts(self) -> int:
        """How many of the headings that name a post begin with a number: "2. Night Nurse"; or how
        many headings count posts: "2 posts of driver"."""
        numbered = len(list(filter(_NUMBERED.match, self.named_posts)))
        counts = phrases("counted_posts").words
        counted = [words for _, line in self.headings if len(words := line.words[:2]) > 1]
        return max(numbered, sum([n.isdecimal() and word in counts for n, word in counted]))

    @kept
    def address_names_post(self) -> bool:
        """Whether the address ends in the name of a post that a line of the page has, too."""
        slug = self.slug
        words = frozenset(slug.words)
        if len(words) < _SLUG or not names_profession(slug):
            return False
        if not words.isdisjoint(_words_of_lists()):
            return False
        return any(
            2 * len(words.intersection(line.words)) >= len(words)
            and names_profession(line)
            and _words_of_lists().isdisjoint(line.words)
            for block, line in (*self.lines, *self.headings)
            if len(block.text) <= _SHORT and block.links <= LINK
            if block.region not in _BESIDE
        )

    @kept
    def repeats_post(self) -> bool:
        """Whether a line with a profession word is repeated by the head; of plain text, whether one
        of the first lines is like the title of a post."""
        if self.page.kind == "text":
            return any(title_score(line) > 0 for _, line in self.own[:_FIRST_LINES])
        spaced = f" {self.head} "
        return self._has_post_in_row or any(
            f" {line.folded} " in spaced and names_profession(line)
            for block, line in (*self.lines, *self.headings)
            if block.links <= LINK
        )

    @kept
    def _has_post_in_row(self) -> bool:
        """Whether a row of a table has the post that the head's title begins with."""
        if not self.head_names_post:
            return False
        post = f" {self.head_parts[0]} "
        return any(post in f" {line.folded} " for block, line in self.own if block.kind == "row")

    @kept
    def lines_of_threads(self) -> int:
        """How many lines are the first of a comment in a hiring thread."""
        return len(lines_of_thread([block for block, _ in self.own]))

    @kept
    def begins_with_post(self) -> bool:
        """Whether the first line of a plain text is like the title of a post."""
        is_text = self.page.kind == "text" and bool(self.blocks)
        return is_text and title_score(self.said[0]) > 0

    @kept
    def repeats_name(self) -> bool:
        """Whether a main heading that is no list's name is a part of the head's title."""
        names = phrases("list_names")
        spaced = f" {self.head} "
        return any(
            f" {line.folded} " in spaced and not names.begin(line.folded)
            for block, line in self.headings
            if block.level <= 2 and len(block.text) <= _SHORT
        )

    @kept
    def cards(self) -> int:
        """How many links name a post each."""
        links = [line for block, line in self.lines if block.links > LINK]
        return len({line.folded for line in links if names_profession(line)})

    @kept
    def is_marked(self) -> bool:
        """Whether the title or a main heading has a mark for all genders."""
        mark = pattern("gender_mark")
        heads = [self.page.head_title, *(block.text for block, _ in self.headings[:3])]
        return any(mark.search(head) for head in heads)

    @kept
    def calls_for_post(self) -> bool:
        """Whether the sentences of the text call for one post: "We need another Line Cook"."""
        return self.seeks and bool(post_called_for([line for _, line in self.own]))

    @kept
    def is_run_of_links(self) -> bool:
        """Whether the main part is links with a line or two below each, and has no section."""
        if sum([block.links > LINK for block, _ in self.own]) < CARDS:
            return False
        links, runs = 0, [0.0]  # the running text between links
        for i, (block, _) in zip(self.main, self.own, strict=True):
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

    @kept
    def speaks_of_no_work(self) -> bool:
        """Whether a good deal of text in a known language has next to no word of postings."""
        if self.vocabulary > STRAY_WORDS:
            return False
        words = [w for i in self.main if self.weight[i] for w in self.said[i].words]
        if len(words) < ARTICLE or any(
            self.opens_section(i) or self.is_label(i) for i in self.main
        ):
            return False
        return sum(word in self.words.common for word in words) > len(words) / KNOWN_LANGUAGE

    # --- Requirements -----------------------------------------------------------------------------

    @kept
    def _demands(self) -> list[tuple[Block, list[str]]]:
        """The blocks of the main part with words of requirements, each with these."""
        known = self.words_of_text & words_of_requirements()
        return [
            (block, [word for word in line.words if word in known])
            for block, line in self.own
            if not known.isdisjoint(line.words)
        ]

    @kept
    def requirement_items(self) -> int:
        """How many list items have a word of requirements, in one language; of languages without
        blanks, how many lines."""
        by_word = languages_of_requirements()
        count: Counter[str] = Counter()
        for block, words in self._demands:
            if block.kind == "item" and block.links < LINK:
                count.update({language for word in words for language in by_word[word]})
        if not self.text.isascii():
            here = [word for word in phrases("requirement_words").unspaced if word in self.text]
            count["unspaced"] = sum(
                any(map(line.folded.__contains__, here))
                for block, line in (self.own if here else ())
                if not block.text.isascii()
            )
        return max(count.values(), default=0)

    @kept
    def requirement_words(self) -> tuple[int, float]:
        """How many times the words of requirements stand in the text, and that by 1,000 words."""
        by_word = languages_of_requirements()
        count: Counter[str] = Counter()
        for word in chain.from_iterable(words for _, words in self._demands):
            for language in by_word[word]:
                count[language] += 1
        most = max(count.values(), default=0)
        return most, 1000 * most / max(1, sum([len(line.words) for _, line in self.own]))

    @kept
    def years(self) -> bool:
        """Whether a line with a word of requirements counts years."""
        return any(
            _years().search(block.text.casefold())
            for block, _ in self._demands
            if _DIGIT.search(block.text)
        )

    @kept
    def requires(self) -> bool:
        """Whether the page demands something: by items, by the density of such words, by years."""
        times, density = self.requirement_words
        is_dense = times >= _TIMES and density >= _DENSITY
        return self.requirement_items >= _ITEMS or is_dense or self.years

    @kept
    def vocabulary(self) -> int:
        """How many different words of one language's postings the text has."""
        found: dict[str, int] = {}
        for word in self.words_of_text & _words_of_work():
            for language in self.words.languages[word]:
                found[language] = found.get(language, 0) + 1
        return max(found.values(), default=0)

    # --- Ways to apply ----------------------------------------------------------------------------

    @kept
    def applies(self) -> bool:
        """Whether the page has a control to apply with."""
        controls = apply_phrases()
        return any(
            controls.begin(line.folded)
            for block, line in zip(self.blocks, self.said, strict=True)
            if len(block.text) <= 60 and block.region not in SITE_REGIONS
        )

    @kept
    def takes_mail(self) -> bool:
        """Whether a block has a mail address and names what an applicant sends, or the address is
        that of a hiring mailbox."""
        papers, boxes = phrases("sent_papers"), phrases("hiring_mailboxes").words
        for i, (block, _) in zip(self.main, self.own, strict=True):
            if "@" not in block.text:
                continue
            for name, _ in _MAIL.findall(block.text):
                if not boxes.isdisjoint(re.split(r"[\W\d_]+", name.casefold())):
                    return True
                near = " ".join([line.folded for line in self.said[max(0, i - 1) : i + 1]])
                if papers.in_line(near):
                    return True
        return False

    @kept
    def seeks(self) -> bool:
        """Whether an employer says that it looks for somebody."""
        return self.has("seeking")
