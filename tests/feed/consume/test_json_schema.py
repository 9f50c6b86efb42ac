"""docs/changes.schema.json says what the lines of changes and of the history are."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from crawlers.feed.consume import consume
from crawlers.feed.consume.json_schema import schema
from tests import ROOT
from tests.feed.consume.month import month


def test_the_schema_is_the_one_in_docs() -> None:
    assert json.loads((ROOT / "docs" / "changes.schema.json").read_text()) == schema()


def test_every_line_is_of_it(tmp_path: Path) -> None:
    folder = month(tmp_path / "feeds", days=6)
    said = schema()
    said["$defs"]["change"]["properties"]["record"] = {"type": "object"}
    known = jsonschema.Draft202012Validator(said)
    files = [
        *folder.path.glob("history/*/*.jsonl"),
        *folder.path.glob("runs/*/changes.jsonl"),
    ]
    lines = [line for file in files for line in file.read_bytes().splitlines()]
    lines += consume.since(folder.path, folder.published()[0]).lines
    assert len(lines) > 60
    for line in lines:
        known.validate(json.loads(line))
    with pytest.raises(jsonschema.ValidationError):
        known.validate({"id": "demo:1", "op": "add"})
