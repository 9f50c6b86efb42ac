"""Sections in a few words, for the tests of what reads facts out of them."""

from __future__ import annotations

from crawlers.posting.parts.text import Section, SectionBlock, SectionKind


def section(
    *lines: str, kind: SectionKind = "qualifications", heading: str | None = None
) -> list[Section]:
    """One section. "- " starts an item, "# " a subheading."""
    kinds = {"- ": "item", "# ": "subheading"}
    blocks = [
        SectionBlock.model_validate(
            {
                "kind": kinds.get(line[:2], "paragraph"),
                "text": line[2:] if line[:2] in kinds else line,
            }
        )
        for line in lines
    ]
    return [Section(kind=kind, heading=heading, blocks=blocks)]
