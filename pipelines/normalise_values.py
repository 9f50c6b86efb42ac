"""Stage 8: statements become typed values; the raw words stay beside each."""

from __future__ import annotations

from crawlers.posting import RawPosting
from crawlers.values import facts, names, pay, places, terms, when

# Titles name places and grades, employers have their scales, places their currencies: the order matters.
READERS = (
    names.read_title,
    names.read_organization,
    names.read_identifiers,
    places.read_locations,
    places.read_workplace,
    terms.read_employment,
    terms.read_seniority,
    terms.read_openings,
    terms.read_lists,
    when.read_dates,
    pay.read_pay,
    terms.read_grades,
    facts.read_facts,
    terms.read_links,
)


class NormaliseValues:
    """Fills `facts` from `said`. A value that cannot be read keeps its raw words and a warning; nothing is made up."""

    def process_item(self, item: RawPosting) -> RawPosting:
        for read in READERS:
            read(item)
        return item
