"""The weights and limits that tell the posting from the page around it: one table.

All were set by hand on the layouts of tests/extract/cleaning/test_choose_body.py and on pages of
sites without a plugin; a change shows in the scores of such pages. A weight is a number of
characters of running text (crawlers.extract.cleaning.measured), a share a part of a whole from 0.0
to 1.0.
"""

from __future__ import annotations

from typing import Final

from crawlers.text.blocks import SITE_REGIONS

# --- What a block is ------------------------------------------------------------------------------

SHORT: Final = 80
"""Characters of a line that may be a heading, a label or furniture."""
PROSE: Final = 60
"""Characters from which on a block is running text."""
SUBSTANCE: Final = 150
"""Weight of a part that can stand for itself: two sentences."""
ITEM: Final = 15
"""Characters from which on an item of a list is running text."""
ITEM_WEIGHT: Final = 0.6
"""Weight of a character in an item: lists of links and of skills are items, too."""
LABEL: Final = 50
"""Characters of a header label."""
MENU_LINKS: Final = 0.5
"""Share of link text above which a block is a link or a menu, and no text."""
LINK: Final = 0.8
"""Share of link text above which a block is nothing but a link."""
PLAIN_MASS: Final = 0.25
"""Share of its weight that a text has which speaks of no job."""
WORDS_OF_WORK: Final = 10
"""How fast words of postings raise that share to 1: a text of every 13th word has its whole
weight."""

# --- Where a block stands -------------------------------------------------------------------------

OF_THE_JOB: Final = frozenset(
    ("responsibilities", "qualifications", "qualifications_essential", "qualifications_desirable")
)
"""Kinds of section that only a posting has: they are none of a footer."""
BESIDE_MAIN: Final = SITE_REGIONS | {"aside", "header", "form"}
"""Regions beside the main part of a page."""
ALL_IN_MENUS: Final = 0.1
"""Share of the text outside menus and footer below which the site marks its whole page as menu."""
ENOUGH_TO_SAY_SO: Final = 4 * SUBSTANCE
"""Weight of a page from which that share says something."""
MAIN_PART: Final = 0.35
"""Share of the text outside asides, headers and forms from which the main part is there."""
MAX_BURIED: Final = 20
"""Boxes of other postings that are looked for on a page; each look costs the length of the page."""
BURY_REST: Final = 0.6
"""Share of the text above a heading of other postings from which all below goes."""
BURY_REST_LEAST: Final = 0.3
"""The same where the text above can stand for itself."""
BURIED_BOX: Final = 0.3
"""Share of the text from which a box of other postings is the page itself."""

# --- Which boxes are the posting ------------------------------------------------------------------

BULK: Final = 0.6
"""Share of the mass, or of the text, that is the bulk of it."""
MAIN_RUN: Final = 0.5
"""Share of the heaviest part's mass from which an earlier part is the main one."""

# --- Where the posting begins and ends ------------------------------------------------------------

CLOSED_AFTER: Final = 0.5
"""Share of the text above a closing line from which the posting stops at it."""
TITLE_LEVEL: Final = 3
"""Heading levels above this are no title."""
LABELS_APART: Final = 4
"""Blocks from one label to the next in a run of labels with their values."""
TOP_LINES: Final = 6
"""Lines at the top of a text among which a line of values may stand."""
MAX_VALUES: Final = 160
"""Characters of such a line."""
MAX_COPYRIGHT: Final = 250
"""Characters of a line with the holder of the rights and an address."""
MAX_ODD: Final = 2
"""Lines of a few words that may part the text from running text in the box below it."""

# --- The description that a JobPosting object states ----------------------------------------------

SEEN: Final = 0.6
"""Share of the stated description on the page from which the page shows it."""
AS_FULL: Final = 0.6
"""Share of the shown text from which the stated description is as full."""
UNSEEN: Final = 0.3
"""Share of the stated description on the page below which the page shows something else."""
STATED: Final = 2 * SUBSTANCE
"""Characters from which a description that the page does not show is used in its place."""
MAX_STATED: Final = 200_000
"""Characters of a text that are looked at."""
MAX_MATCHED: Final = 2_000
"""Blocks that are looked for in it."""
MATCHED: Final = 25
"""Characters from which a block in it is no coincidence."""

# --- Whether a page is a posting ------------------------------------------------------------------

EMPTY: Final = 25
"""Characters below which a page says nothing."""
LONG: Final = 1500
"""Characters; a page with more says something of its own, whatever stands in its frame."""
POSTING: Final = 2 * SUBSTANCE
"""Weight from which a text with enough words of work is a posting."""
ARTICLE: Final = 150
"""Words of a text that is about something else; one with fewer may be a short posting that happens
to use none of the usual words."""
KNOWN_LANGUAGE: Final = 10
"""A text with more than one common word in this many is in a language whose words of work are
known."""
STRAY_WORDS: Final = 1
"""Words of work that a text about something else may have."""
