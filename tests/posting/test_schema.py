"""The committed JSON Schema is the one of the models, and every field says what it means."""

from __future__ import annotations

import jsonschema
import pytest

from crawlers.extract.build import build
from crawlers.posting import JobPosting, RawPosting, json_schema
from crawlers.posting.parts.base import Model
from tests import ROOT

MODELS = [m for m in Model.__subclasses__() if m.__module__.startswith("crawlers.posting.")]


def test_committed_schema_is_fresh() -> None:
    assert (ROOT / "docs/schema.json").read_text() == json_schema.text(), "run `make schema`"


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_every_field_is_documented(model: type[Model]) -> None:
    undocumented = [name for name, field in model.model_fields.items() if not field.description]
    assert not undocumented


def test_a_posting_meets_its_schema_and_a_wrong_one_does_not() -> None:
    raw = RawPosting(source="demo", key="1", facts={"title": "Keeper"})
    line = build(raw).model_dump(mode="json")
    validator = jsonschema.Draft202012Validator(json_schema.schema())
    validator.validate(line)
    assert not validator.is_valid({**line, "status": "perhaps"})
    assert not validator.is_valid({**line, "extra": 1})


def test_id_is_the_first_key() -> None:
    """The feed reads ids off its lines without parsing them."""
    assert next(iter(JobPosting.model_fields)) == "id"
