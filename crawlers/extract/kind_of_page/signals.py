"""The signals by which a page is one job posting: one table.

Two questions are asked, each with points of its own: is the page about a job at all, and about one?
A list of jobs is about jobs; an article about careers names one thing and offers no job.

The points are whole numbers near the weights of two logistic regressions with fixed signs on saved
pages of some eighty sites in eleven languages, each site with one voice. They were checked on sites
left out of the fit: there a posting is rarely lost for one signal, since each has a substitute.

Fits on some 900 pages of fifty sites and eight authors, each left out in turn, did not do better
with other points for these signals. They did with signals of what any page may have or lack: a
short notice, headings of other topics or to other pages, quotations, no name of a post. Their
points are those that nearly all of these fits agree on, less where real postings had been lost.
Signals that changed nothing in any of them are gone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from crawlers.extract.cleaning.weights import LINK
from crawlers.extract.job.title_calls import called_post, calls_behind
from crawlers.extract.job.title_lines import names_profession
from crawlers.extract.kind_of_page import other_headings, other_topics
from crawlers.extract.kind_of_page.lone_cards import shows_cards_only
from crawlers.extract.kind_of_page.notice import is_notice
from crawlers.extract.kind_of_page.page_look import PageLook
from crawlers.extract.kind_of_page.page_words import calls, other_types, phrases
from crawlers.extract.kind_of_page.written_out import (
    describes_several,
    is_digest,
    writes_out_several,
)
from crawlers.text.paging import printed_range
from crawlers.text.patterns import DIGIT

ABOUT_A_JOB = 4
"""Points from which a page is about a job. With one less, half of the pages are articles."""
OF_JOBS = 2
"""Points from which a page that is no posting is a list of jobs, and one that says so is closed."""
ONE_POST = 2
"""Points from which a page about jobs is about one."""
LIKELY_ABOUT_A_JOB = 6
"""Points from which a page whose title is not sure has one."""
SURELY_ABOUT_A_JOB, ONE_POST_OF_A_JOB = 8, 1
"""Points from which a page is a job's beyond doubt, and those from which it is then about one: a
posting may stand under the heading "Careers", with other openings beside it."""
ONE_POST_AT_KNOWN_ADDRESS = 1
"""The same for a page that a plugin's list or pattern of addresses names."""
ABOUT_A_JOB_IN_TEXT, ONE_POST_IN_TEXT = 2, 1
"""The same for plain text, which has no head, no links and no controls."""

# Set by hand on pages of sites without a plugin, as the points are.
_FEW, _MANY = 2, 3
"""Things of one kind that are several, and so many as only a list has."""
_LONG = 15
"""Long paragraphs of an essay; a posting has fewer."""
_PROSE = 600
"""Weight of running text that the cards of a list do not have."""
_VOCABULARY = 8
"""Different words of one language's postings."""
_HALF = 0.5
"""Share of the main part's characters that are links."""
_DATED_PATH = re.compile(r"/(?:19|20)\d\d/\d{1,2}(?:/|$)")


@dataclass(frozen=True, slots=True)
class Signal:
    """A thing that speaks for or against. holds: of the page. job, one: what it counts for the
    first and the second question. at_known_address: whether it counts where a plugin names the
    address. comment: what it is, and what it is worth. lacks: the points of the first question that
    a posting needs more; a list, or what is left of a closed posting, needs none for it."""

    name: str
    holds: Callable[[PageLook], bool]
    job: int
    one: int
    comment: str
    at_known_address: bool = True
    lacks: int = 0


def _has_job_name(look: PageLook) -> bool:
    words, names = phrases("job_words"), phrases("list_names")
    return (
        words.in_line(look.head.text)
        or any(map(words.in_line, look.head.path))
        or not words.whole.isdisjoint(look.head.host)
        or any(map(names.begin, look.main_headings))
        or any(part in names.whole or words.in_line(part) for part in look.crumbs)
        or any(map(calls().lead, (*look.main_headings, *look.head.parts)))
        or any(
            line.folded.endswith(calls_behind()) and called_post(line) for _, line in look.headings
        )
    )


def _has_list_name(look: PageLook) -> bool:
    """The last part of the address, the first of the title or a main heading is a list's name."""
    words, names = phrases("job_words"), phrases("list_names")
    return (
        bool(
            look.head.path
            and (look.head.path[-1] in names.whole or look.head.path[-1] in words.whole)
        )
        or bool(look.head.parts and names.begin(look.head.parts[0]) and not look.head.names_post)
        or not names.whole.isdisjoint(look.main_headings)
    )


def _prints_range(look: PageLook) -> bool:
    """A short line says which of how many the page shows: "1-20 of 83"."""
    ranges = (printed_range(line.text) for _, line in look.lines if DIGIT.search(line.text))
    return any(found and found.first < found.last and found.total > found.last for found in ranges)


def _is_counted(look: PageLook) -> bool:
    """The title begins with a number and a list's name: "38 job offers in Oban"."""
    begins = look.head.parts[:1]
    count, _, rest = begins[0].partition(" ") if begins else ("", "", "")
    return count.isdigit() and int(count) > _MANY and phrases("list_names").begin(rest)


def _goes_on(look: PageLook) -> bool:
    """The address has a job word and one more part behind it."""
    words = phrases("job_words")
    at = [i for i, part in enumerate(look.head.path) if words.in_line(part)]
    return bool(at) and at[0] < len(look.head.path) - 1


def _has_list_heading(look: PageLook) -> bool:
    names = phrases("list_names")
    return any(names.begin(line.folded) and not names_profession(line) for _, line in look.headings)


def _lists_links(look: PageLook) -> bool:
    """Below a heading that is a list's name stand several headings that are links, one after the
    other: "Current vacancies" above a card for each post."""
    names, links, above = phrases("list_names"), 0, 0
    for block, line in look.headings:
        if names.begin(line.folded) and not names_profession(line):
            links, above = 0, block.level
        elif above and block.level > above and block.links > LINK:
            links += 1
            if links >= _FEW:
                return True
        else:
            above = 0
    return False


def _names_one_post(look: PageLook) -> bool:
    return (
        look.repeats_post
        or 1 <= len(look.named_posts) < _MANY
        or look.is_marked
        or (_is_sought(look) and not _names_many(look))
    )


def _is_sought(look: PageLook) -> bool:
    """Return whether sentences call for one post or two, or the title names one and somebody is
    sought."""
    return (look.head.names_post and look.seeks) or 1 <= len(look.calls.posts) < _MANY


def _is_notice_of_one(look: PageLook) -> bool:
    return is_notice(look) and _names_one_post(look)


def _calls_for_one(look: PageLook) -> bool:
    """One post is named, and somebody looks for it: the words alone stand in articles, too."""
    calls = look.seeks or look.takes_mail or (look.facts.are_stated and look.demands.are_made)
    return calls and _names_one_post(look)


def _names_many(look: PageLook) -> bool:
    return (
        look.cards >= _MANY
        or len(look.named_posts) >= _MANY
        or look.sections.most_repeated >= _MANY
    )


def _has_sections(look: PageLook) -> bool:
    return look.sections.main_kinds > 0


def _has_sections_once(look: PageLook) -> bool:
    return _has_sections(look) and look.sections.most_repeated < _MANY


def _has_facts_once(look: PageLook) -> bool:
    """Several labels of a job have a value, and none of them twice, as it has in a list."""
    return len(look.facts.slots) >= _FEW and max(look.facts.slots.values()) == 1


def _is_article(look: PageLook) -> bool:
    """Declared an article, at an address that does not say so already."""
    declared = look.page.meta.get("og:type", "").lower() == "article"
    return declared and not _has_article_address(look)


def _has_article_address(look: PageLook) -> bool:
    words = phrases("article_paths").words
    return not words.isdisjoint(look.head.path) or bool(_DATED_PATH.search(look.head.address))


SIGNALS: tuple[Signal, ...] = (
    Signal("job_name", _has_job_name, 3, 0, "A job word in the title, the address or a heading."),
    Signal("sections", _has_sections, 2, 0, "A heading or lead-in of duties, demands or offer."),
    Signal("two_sections", lambda look: look.sections.main_kinds > 1, 2, 0, "Two of the three."),
    Signal(
        "other_sections",
        lambda look: look.sections.has_others,
        1,
        0,
        "A heading of a summary, of the employer, of how to apply.",
    ),
    Signal("apply", lambda look: look.applies, 2, 1, "A control to apply with: rare elsewhere."),
    Signal("mail", lambda look: look.takes_mail, 2, 0, "A mail address for what applicants send."),
    Signal("seeks", lambda look: look.seeks, 2, 0, "An employer says that it looks for somebody."),
    Signal("one_post", _names_one_post, 1, 2, "One heading, or line of the title, names a post."),
    Signal(
        "address_names_post",
        lambda look: look.address_names_post,
        1,
        2,
        "The address ends in the name of a post that the page prints.",
        at_known_address=False,
    ),
    Signal("calls_for_one", _calls_for_one, 2, 0, "One post, and somebody who looks for it."),
    Signal("notice", _is_notice_of_one, 2, 3, "A short text: one post, a call, whom to answer."),
    Signal(
        "line_of_a_thread",
        lambda look: look.lines_of_threads == 1,
        1,
        3,
        "One line of a hiring thread: Acme, Cook, Oban, Full-time with bars between.",
    ),
    Signal(
        "post_on_top", lambda look: look.begins_with_post, 1, 0, "A text begins with a post's name."
    ),
    Signal(
        "requirements", lambda look: look.demands.are_made, 1, 1, "Items or sentences of demands."
    ),
    Signal(
        "facts",
        lambda look: look.facts.are_stated,
        1,
        0,
        "Labels of a job with values, or its type.",
    ),
    Signal("pay", lambda look: look.facts.name_pay, 1, 0, "A line of pay for a span of time."),
    Signal("facts_once", _has_facts_once, 0, 2, "Labels of a job, and each of them once."),
    Signal("sections_once", _has_sections_once, 0, 3, "No kind of section stands there thrice."),
    Signal("one_name", lambda look: look.repeats_name, 0, 1, "The title names a main heading."),
    Signal("prose", lambda look: look.prose >= _PROSE, 0, 1, "Running text, more than of cards."),
    Signal("address_goes_on", _goes_on, 0, 1, "A job word in the address, and one part more."),
    Signal(
        "vocabulary", lambda look: look.vocabulary >= _VOCABULARY, 0, 1, "Many words of postings."
    ),
    Signal(
        "list_name",
        _has_list_name,
        0,
        -2,
        "Called as lists are. A single vacancy may stand there, so it refuses nothing by itself.",
        at_known_address=False,
    ),
    Signal("list_heading", _has_list_heading, 0, -2, "A heading is a list's name."),
    Signal("list_of_links", _lists_links, 0, -4, "A list's name above headings that are links."),
    Signal(
        "counted_list",
        lambda look: _is_counted(look) or _prints_range(look),
        0,
        -6,
        "It counts posts: 38 job offers in Oban, or says which of them it shows: 1-20 of 83.",
    ),
    Signal("many_posts", _names_many, 0, -2, "Three posts, or sections of one kind."),
    Signal(
        "cards_only",
        shows_cards_only,
        0,
        -6,
        "Below each heading that names a post stand a line or two and a link to more.",
    ),
    Signal(
        "posts_written_out",
        writes_out_several,
        0,
        -6,
        "Two headings that name a post each, and parts below that say the same things.",
    ),
    Signal(
        "parts_alike",
        describes_several,
        0,
        -6,
        "Three headings above the same labels of a job.",
    ),
    Signal("digest", is_digest, 0, -10, "Letters with other subjects, below one another."),
    Signal(
        "comments_of_a_thread",
        lambda look: look.lines_of_threads > 1,
        0,
        -6,
        "Several such lines of a hiring thread.",
    ),
    Signal(
        "linked_heading",
        other_headings.has_linked_heading,
        0,
        -4,
        "Headings that are links to other pages, and no related ones below the text.",
        at_known_address=False,
    ),
    Signal("half_links", lambda look: look.linked >= _HALF, 0, -3, "Half of the text is links."),
    Signal(
        "no_post",
        other_topics.names_no_post,
        0,
        -1,
        "No title, heading or call names a post, and no labels of a job make up for it.",
        at_known_address=False,
        lacks=2,
    ),
    Signal(
        "other_headings",
        other_headings.has_other_topics,
        0,
        0,
        "Several headings of other topics, more than of a posting's.",
        at_known_address=False,
        lacks=2,
    ),
    Signal(
        "quote",
        other_headings.quotes_somebody,
        0,
        0,
        "A paragraph that quotes somebody.",
        at_known_address=False,
        lacks=2,
    ),
    Signal(
        "article",
        _is_article,
        -1,
        0,
        "Declared an article: by blog software, which employers use, too.",
        at_known_address=False,
    ),
    Signal(
        "article_address",
        _has_article_address,
        -2,
        0,
        "The address of an article, a thread, a product; or dated.",
        at_known_address=False,
    ),
    Signal("long", lambda look: look.paragraphs >= _LONG, -2, 0, "Long paragraphs, as of essays."),
    Signal(
        "other_topic",
        lambda look: not _calls_for_one(look) and look.speaks_of_no_work,
        -2,
        0,
        "A good deal of text in a known language, and none of it speaks of work.",
    ),
    Signal(
        "other_type",
        lambda look: not other_types().isdisjoint(look.head.types),
        -1,
        0,
        "Declared something else.",
    ),
    Signal(
        "advice_title",
        other_topics.is_advice,
        -10,
        0,
        "A title of advice: how to become a baker.",
    ),
    Signal(
        "template",
        other_topics.is_template,
        -10,
        0,
        "A text for employers to copy: a template of a job description.",
    ),
    Signal(
        "form_alone",
        other_topics.is_form_alone,
        -10,
        0,
        "A form to apply with, and the title of its posting at most.",
        at_known_address=False,
    ),
    Signal(
        "tender",
        other_topics.is_tender,
        -10,
        0,
        "A title of a tender, and bidders.",
    ),
    Signal("about_me", other_topics.is_about_a_person, -10, 0, "Somebody presents himself."),
    Signal("seeks_work", other_topics.seeks_work, -10, 0, "A title: cook seeks work."),
    Signal("press", other_topics.is_press_release, -10, 0, "What an employer tells the press."),
    Signal("other_ad", other_topics.is_another_ad, -10, 0, "It offers a room, goods or a study."),
    Signal("appointment", other_topics.is_appointment, -10, 0, "News of who got a post."),
    Signal(
        "talent_pool",
        other_topics.is_talent_pool,
        -10,
        0,
        "A call for letters that names no post.",
        at_known_address=False,
    ),
    Signal(
        "course",
        other_topics.is_course,
        -4,
        0,
        "Words of courses: fees, credits, entry requirements.",
    ),
)
"""Every signal, for all pages but platforms' records."""

KNOWN_ADDRESS = (ABOUT_A_JOB, 1)
"""What the address that a plugin names counts for both questions: enough, unless something speaks
against it."""


def explained(name: str) -> dict[str, object]:
    """Return a signal for people, by its name: its points and what it is."""
    if name == "known_address":
        job, one, comment = *KNOWN_ADDRESS, "A plugin's list or pattern names the address."
        lacks = 0
    else:
        signal = next(each for each in SIGNALS if each.name == name)
        job, one, comment, lacks = signal.job, signal.one, signal.comment, signal.lacks
    found = {"name": name, "about_a_job": job, "about_one": one, "comment": comment}
    return {**found, "lacks": lacks} if lacks else found
