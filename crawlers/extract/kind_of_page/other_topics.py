"""Say what a page with words of jobs is about that offers none: advice, a template, a tender, a
course, a person, news, a pool of applicants. Its titles say so, or its headings."""

from __future__ import annotations

import re

from crawlers.extract.cleaning.weights import LINK
from crawlers.extract.job.title_lines import names_profession, title_score
from crawlers.extract.kind_of_page.page_look import BESIDE, PageLook
from crawlers.extract.kind_of_page.page_words import phrases
from crawlers.text.lines import Line
from crawlers.text.phrases import UNSPACED

_FEW = 2
"""Headings, words or sections of one kind that are several."""
_LIKE_A_POST = 0.75
"""The score of a title with the word of a profession at one of its ends."""
_TO_BE_FILLED = re.compile(r"\S ?\*(?!\S)")
_TEXT = 150
"""Characters above a form, without headings, that may be a posting's."""


def is_advice(look: PageLook) -> bool:
    """The title or a main heading is one of advice: "How to become a baker", "Baker salary in
    Oban"."""
    begins, within = phrases("advice_titles"), phrases("advice_in_titles")
    return any(map(begins.begin, look.own_titles)) or any(map(within.in_line, look.titles))


def is_template(look: PageLook) -> bool:
    """The text or the title says that employers may copy it."""
    words = phrases("template_words")
    return look.has("template_words") or any(map(words.in_line, look.own_titles))


def is_tender(look: PageLook) -> bool:
    """The title or a heading is that of a tender, and no post, and the text has more words of one:
    a posting for a tender manager speaks of them, too."""
    titles = [*look.titles, *(line.folded for line in look.said[:_FEW])]
    found = [title for title in titles if phrases("tender_titles").in_line(title)]
    is_post = any(names_profession(Line(title)) for title in found)
    return bool(found) and not is_post and look.count("tender_words") >= _FEW


def is_course(look: PageLook) -> bool:
    """Several words of courses, or a title that begins as theirs do."""
    begins = phrases("course_titles").lead
    return look.count("course_words") >= _FEW or any(map(begins, look.own_titles))


def is_about_a_person(look: PageLook) -> bool:
    """A heading by which somebody presents himself ("About me"), two of a scholar's page, or a
    title that asks for work."""
    own, wanted = phrases("own_headings").whole, phrases("work_wanted")
    headings = {line.folded for block, line in look.headings if block.region != "aside"}
    return (
        not own.isdisjoint(headings)
        or len(headings & phrases("headings_of_scholars").whole) >= _FEW
        or any(map(wanted.begin, look.titles))
    )


def seeks_work(look: PageLook) -> bool:
    """The title says that somebody of a profession asks for work: "Cook seeks work"."""
    return any(map(phrases("work_sought").in_line, look.titles))


def is_another_ad(look: PageLook) -> bool:
    """The title is that of an advertisement for something else, and not like that of a post."""
    found = filter(phrases("other_ads").in_line, look.titles)
    return any(title_score(Line(title)) < _LIKE_A_POST for title in found)


def is_press_release(look: PageLook) -> bool:
    """A line says that it is one, or whom the press may ask; no link, and no duty in a list."""
    names = phrases("press_lines").whole
    return any(
        line.folded in names and block.kind != "item" and block.links <= LINK
        for block, line in look.lines
    )


def is_appointment(look: PageLook) -> bool:
    """The title says that somebody got a post."""
    return any(map(phrases("appointments").in_line, look.titles))


def is_form_alone(look: PageLook) -> bool:
    """A form with a field for a name, or with three fields to be filled ("Email *"), has next to no
    text above it, and the page has not two sections of a posting."""
    if look.sections.main_kinds >= _FEW:
        return False
    fields, above = phrases("name_fields"), 0
    for block, line in look.own:
        if block.region in BESIDE:
            continue
        if fields.in_line(line.folded) or len(_TO_BE_FILLED.findall(block.text)) > _FEW:
            return True
        above += len(block.text) if block.kind != "heading" else 0
        if above >= _TEXT:
            return False
    return False


def is_talent_pool(look: PageLook) -> bool:
    """A main heading, or what the title begins with, is that of a pool of applicants, and none of
    these headings names a post: "Open applications"."""
    titles = [*look.main_headings, *look.head.parts[:1]]
    found = list(filter(phrases("talent_pools").in_line, titles))
    return bool(found) and not any(
        names_profession(Line(title)) for title in (*found, *look.main_headings)
    )


def names_no_post(look: PageLook) -> bool:
    """Return whether neither title nor heading, call nor address name a post, on a page without
    labels of a job and without demands: where the word for a post is not known, they speak for it.
    In writing that parts no words, too few are known."""
    is_of_a_job = look.facts.are_stated or look.demands.are_made
    if look.page.kind == "text" or is_of_a_job or UNSPACED.search(look.text):
        return False
    return not (
        look.head.names_post
        or look.repeats_post
        or look.named_posts
        or look.is_marked
        or look.address_names_post
        or look.calls.posts
        or look.lines_of_threads == 1
    )
