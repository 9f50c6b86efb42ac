"""Putting a JobPosting together from the facts of a RawPosting."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from crawlers.feed.encode import content_hash
from crawlers.posting import Identifier, JobPosting, RawPosting
from crawlers.text.sections import as_html, as_text

_MAX_SAMPLE = 500
"""Characters that are enough to tell a text's language."""


def fields_of(item: RawPosting) -> dict[str, Any]:
    """Every field of the posting as far as it is known; not checked."""
    text = as_text(item.sections)
    fields: dict[str, Any] = {
        "id": f"{item.source}:{item.key}",
        "source": item.source,
        "source_kind": item.source_kind,
        "url": item.url,
        "language": item.language or language_of(text),
        "sections": item.sections,
        "description": text or None,
        "description_html": as_html(item.sections) or None,
        "inferred": item.inferred,
        "warnings": list(dict.fromkeys(item.warnings)),
        "flags": list(dict.fromkeys(item.flags)),
        **item.facts,
    }
    if item.key.isdigit():
        known = fields.get("identifiers", [])
        if all(i.value != item.key for i in known):
            fields["identifiers"] = [*known, Identifier(scheme="source", value=item.key)]
    return fields


def build(item: RawPosting) -> JobPosting:
    """The posting, checked against the schema and with its content hash. Raises pydantic.ValidationError."""
    posting = JobPosting.model_validate(fields_of(item))
    return posting.model_copy(update={"content_hash": content_hash(posting)})


def language_of(text: str) -> str | None:
    """BCP 47 of the text, told by its middle (the opening is often a name); None for less than 40 characters."""
    if len(text) < 40:
        return None
    middle = max(0, len(text) // 2 - _MAX_SAMPLE // 2)
    return _classify(text[middle : middle + _MAX_SAMPLE])


@lru_cache(maxsize=256)
def _classify(sample: str) -> str:
    import py3langid

    return str(py3langid.classify(sample)[0])
