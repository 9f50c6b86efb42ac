"""Stage 7: mark the employer's standard text; it is not deleted (facts were read before)."""

from __future__ import annotations

from crawlers.extract.cleaning.standard_text import declared, employer_key, mark, shipped
from crawlers.posting import RawPosting
from crawlers.text.blocks import annotate


class MarkStandardText:
    """Set `standard` on blocks of known sentences: those shipped with the program for the employer,
    and those that the plugin declares. Other postings never decide."""

    def process_item(self, item: RawPosting) -> RawPosting:
        employers = item.said.get("organization")
        known = shipped(employer_key(employers[0].raw if employers else None))
        known |= declared(item.declared.standard)
        if known:
            lines = {line.text: line for line in annotate(item.blocks)}
            item.sections = mark(item.sections, known, lines)
        return item
