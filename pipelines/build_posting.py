"""Stage 9: build the JobPosting. The one schema check; a posting that fails is rejected, with the
fields that failed."""

from __future__ import annotations

from pydantic import ValidationError
from scrapy.exceptions import DropItem

from crawlers.extract.build import build
from crawlers.posting import RawPosting, Reading


class BuildPosting:
    """Give the finished posting with its side lines. Raises DropItem("rejected: ...") naming each
    field that failed, and DropItem("no_text: ...") for a page that tells nothing of the job."""

    def process_item(self, item: RawPosting) -> Reading:
        if not item.sections:
            raise DropItem("no_text: the page has a header at most, and no text of a posting")
        try:
            posting = build(item)
        except ValidationError as error:
            fields = "; ".join(
                f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()[:5]
            )
            raise DropItem(f"rejected: {fields}") from None
        return Reading(posting, item.provenance, item.removed, item.unread)
