"""The JSON Schema (2020-12) of a line of the feed, generated from the models: `python -m
crawlers.posting.json_schema > docs/schema.json`."""

from __future__ import annotations

import json
from typing import Any

from crawlers.posting.schema import JobPosting


def schema() -> dict[str, Any]:
    """The schema of JobPosting; every field is in a line, so all are required when reading."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "jobwire posting 1.0",
        **JobPosting.model_json_schema(mode="serialization"),
    }


if __name__ == "__main__":
    print(json.dumps(schema(), indent=1, ensure_ascii=False))
