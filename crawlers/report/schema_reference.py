"""docs/schema.md, generated from the models: `python -m crawlers.report.schema_reference >
docs/schema.md`."""

from __future__ import annotations

import inspect
import re
import types
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import StringConstraints
from pydantic.fields import FieldInfo

from crawlers.posting.parts import base
from crawlers.posting.parts.base import Model
from crawlers.posting.schema import SCHEMA_VERSION, JobPosting

PATTERNS = {
    "IsoDate": "day (2026-03-02)",
    "IsoTime": "clock (23:59:00)",
    "Instant": "instant (2026-03-02T06:00:00Z)",
    "Duration": "ISO 8601 duration (P3Y)",
    "Country": "ISO 3166-1 alpha-2 (BE)",
    "Currency": "ISO 4217 (EUR)",
    "Decimal": "plain digits in a string (5554.93)",
    "RegionCode": "ISO 3166-2 (US-CA)",
    "UtcOffset": "UTC offset (+02:00)",
    "LanguageTag": "BCP 47 (en)",
}
"""The names of the models' string types, and what a reader sees of them."""

HEAD = f"""# The record: schema {SCHEMA_VERSION}

<!-- Generated from crawlers/posting by `make schema`; a test fails when it is stale. -->

One line of `postings.jsonl` is one posting as one source publishes it. Every field is in every
line. `null` means that the page does not say; `[]` that a list has nothing in it. No field is ever
a default or a guess: what a rule concludes stands in `inferred`. The same as JSON Schema 2020-12:
[schema.json](schema.json).
"""


def reference() -> str:
    """Return the page, as Markdown."""
    parts = [HEAD, *_section(JobPosting, "A posting")]
    for model in _models(JobPosting):
        parts += _section(model, f"{model.__name__}")
    return "\n".join(parts)


def _section(model: type[Model], title: str) -> Iterator[str]:
    """Yield the Markdown of one model: its heading, what it is, and a table of its fields."""
    yield f"## {title}\n"
    yield f"{' '.join((inspect.getdoc(model) or '').split())}\n"
    yield "| field | type | meaning |\n| --- | --- | --- |"
    for name, field in model.model_fields.items():
        yield (
            f"| `{name}` | {_cell(_type(field.annotation, field))} | "
            f"{_cell(field.description or '')} |"
        )
    yield ""


def _models(model: type[Model], seen: list[type[Model]] | None = None) -> list[type[Model]]:
    """Return the models that a model's fields are made of, in the order in which a reader meets
    them."""
    seen = [] if seen is None else seen
    for field in model.model_fields.values():
        for kind in _kinds(field.annotation):
            if kind not in seen:
                seen.append(kind)
                _models(kind, seen)
    return seen


def _kinds(annotation: Any) -> Iterator[type[Model]]:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    for part in get_args(annotation):
        yield from _kinds(part)


def _type(annotation: Any, field: FieldInfo | None = None) -> str:
    """Return the type of a field in words: "text or null", "list of [Grade](#grade)"."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _pattern(
            next(each.pattern for each in parts[1:] if isinstance(each, StringConstraints))
        )
    if origin in (Union, types.UnionType):
        return " or ".join(_type(part, field) for part in parts)
    if origin is Literal:
        return ", ".join(f"`{part}`" for part in parts)
    if origin is list:
        return f"list of {_type(parts[0])}"
    if origin is dict:
        return f"object: path to {_type(parts[1])}"
    if annotation is str and field is not None:
        return _pattern(
            next((each.pattern for each in field.metadata if getattr(each, "pattern", None)), None)
        )
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    return {str: "text", int: "number", bool: "true or false", type(None): "null", Any: "any"}.get(
        annotation, str(annotation)
    )


def _pattern(pattern: Any) -> str:
    """Return what the reader sees of a string type."""
    for name, words in PATTERNS.items():
        constraint = get_args(getattr(base, name))[1]
        if pattern is not None and constraint.pattern == pattern:
            return words
    return "text"


def _cell(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("|", "\\|")


if __name__ == "__main__":
    print(reference(), end="")
