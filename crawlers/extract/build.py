"""Build a JobPosting from the facts of a RawPosting."""

from __future__ import annotations

from typing import Any

from crawlers.extract.sections.rendering import as_html, as_text
from crawlers.posting.line import content_hash
from crawlers.posting.raw import RawPosting
from crawlers.posting.schema import JobPosting
from crawlers.text.hostile_text import mixed_script


def fields_of(item: RawPosting) -> dict[str, Any]:
    """Return every field of the posting as far as it is known; not checked."""
    text = as_text(item.sections)
    looks = [
        item.facts.get("title") or "",
        getattr(item.facts.get("organization"), "name", ""),
        text,
    ]
    fields: dict[str, Any] = {
        "id": f"{item.source}:{item.key}",
        "source": item.source,
        "source_kind": item.source_kind,
        "url": item.url,
        "language": item.language,
        "sections": item.sections,
        "description": text or None,
        "description_html": as_html(item.sections) or None,
        "inferred": item.inferred,
        "warnings": list(
            # guard: letters that look alike
            dict.fromkeys([*item.warnings, *(["mixed_script"] if mixed_script(looks) else [])])
        ),
        "flags": list(dict.fromkeys(item.flags)),
        **item.facts,
    }
    return fields


def build(item: RawPosting) -> JobPosting:
    """Return the posting, checked against the schema and with its content hash. Raises
    pydantic.ValidationError."""
    posting = JobPosting.model_validate(fields_of(item))
    return posting.model_copy(update={"content_hash": content_hash(posting)})
