"""Stage 8: turn statements into typed values; the raw words stay beside each."""

from __future__ import annotations

from crawlers.extract.fields import (
    date_fields,
    fact_fields,
    name_fields,
    pay_fields,
    place_fields,
    term_fields,
    workplace_fields,
)
from crawlers.posting import RawPosting

# Titles name places and grades, employers have their scales, places their currencies: the order
# matters.
READERS = (
    name_fields.read_title,
    name_fields.read_organization,
    name_fields.read_identifiers,
    place_fields.read_locations,
    workplace_fields.read_workplace,
    workplace_fields.read_applicant_locations,
    term_fields.read_employment,
    term_fields.read_work_hours,
    term_fields.read_seniority,
    term_fields.read_openings,
    term_fields.read_lists,
    date_fields.read_dates,
    pay_fields.read_pay,
    term_fields.read_grades,
    fact_fields.read_facts,
    term_fields.read_links,
)


class NormaliseValues:
    """Fill `facts` from `said`. A value that cannot be read keeps its raw words and a warning;
    nothing is made up."""

    def process_item(self, item: RawPosting) -> RawPosting:
        for read in READERS:
            read(item)
        return item
