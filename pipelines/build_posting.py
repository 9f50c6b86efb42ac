"""Stage 9: build the JobPosting. The one schema check; a posting that fails is rejected, with the
fields that failed."""

from __future__ import annotations

from pydantic import ValidationError
from scrapy.exceptions import DropItem

from crawlers.extract.build import build
from crawlers.posting import RawPosting, Reading

_TELLING = ("location", "employment_type", "date_posted", "category", "requisition", "salary")
_LEAST_TELLING = 2
"""Of those, how many a record without text says at least. Set by hand."""


class BuildPosting:
    """Give the finished posting with its side lines. Raises DropItem("rejected: ...") naming each
    field that failed, and DropItem("no_text: ...") for a page that tells nothing of the job; a
    platform's record with typed values is a posting without text, too, and has a warning."""

    def process_item(self, item: RawPosting) -> Reading:
        if not item.sections:
            if not _is_typed(item):
                raise DropItem("no_text: the page has a header at most, and no text of a posting")
            item.warnings.append("no_text")
        try:
            posting = build(item)
        except ValidationError as error:
            fields = "; ".join(
                f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()[:5]
            )
            raise DropItem(f"rejected: {fields}") from None
        return Reading(posting, item.provenance, item.removed, item.unread)


def _is_typed(item: RawPosting) -> bool:
    """Return whether a platform's record types, beside its title, what postings say of
    themselves."""
    telling = (slot for slot in item.said if slot in _TELLING)
    return item.kind == "json" and sum(1 for _ in telling) >= _LEAST_TELLING
