"""The JSON Schema (2020-12) of a line of the feed, generated from the models: `python -m
crawlers.posting.json_schema > docs/schema.json`."""

from __future__ import annotations

import json
from typing import Any

from crawlers.posting.schema import JobPosting


def schema() -> dict[str, Any]:
    """Return the schema of JobPosting. Every field is in a line, so a reader may require all."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "jobwire posting 1.0",
        **JobPosting.model_json_schema(mode="serialization"),
    }


def text() -> str:
    """Return the schema as the text of docs/schema.json."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    print(text(), end="")
