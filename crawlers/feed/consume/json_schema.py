"""The JSON Schema of the lines that are no postings: those of the history, and changes.

python -m crawlers.feed.consume.json_schema > docs/changes.schema.json
"""

from __future__ import annotations

import json
from typing import Any

from crawlers.feed.format.history import Entry, Seal


def schema() -> dict[str, Any]:
    """Return the schema: `entry` and `seal` of the history, and `change`."""
    from pydantic import TypeAdapter

    parts = {"entry": Entry, "seal": Seal}
    found = {name: TypeAdapter(kind).json_schema() for name, kind in parts.items()}
    shared: dict[str, Any] = {}
    for each in found.values():
        shared |= each.pop("$defs", {})
        for said in each["properties"].values():
            said.pop("title", None)
    text, maybe = {"type": "string"}, {"type": ["string", "null"]}
    change = {
        "type": "object",
        "properties": {
            "op": {"enum": ["add", "update", "close", "reopen", "drop"]},
            "id": text,
            "cause": {"enum": ["source", "rules", "correction"]},
            "before": maybe,
            "after": maybe,
            "changed": {"type": "array", "items": text},
            "reason": maybe,
            "evidence": {"type": ["object", "null"]},
            "record": {"$ref": "schema.json"},
        },
        "required": ["op", "id", "before", "after", "record"],
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Lines of changes.jsonl and of the history",
        "anyOf": [{"$ref": f"#/$defs/{name}"} for name in (*parts, "change")],
        "$defs": {**shared, **found, "change": change},
    }


if __name__ == "__main__":
    print(json.dumps(schema(), indent=1))
