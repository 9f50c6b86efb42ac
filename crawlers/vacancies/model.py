"""The lines of vacancies.jsonl and vacancy_changes.jsonl: `python -m crawlers.vacancies.model >
docs/vacancies.schema.json` writes their JSON Schema."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal, Self

from pydantic import StringConstraints

from crawlers.posting.parts.base import Instant, Model, Name

VacancyId = Annotated[str, StringConstraints(pattern=r"^v-[0-9a-f]{16}(~\d+)?$")]


class Member(Model):
    """A posting of the vacancy."""

    posting: Name
    """Its id; how each of its values was found stands under it in provenance.jsonl."""
    source_kind: Literal["origin", "aggregator"]
    """Who publishes it; origins stand first."""
    rule: str | None = None
    """The strongest evidence that ties it to another member (docs/vacancies.md has the table); null
    where it is the only one."""
    evidence: list[str] = []
    """All rules that tie it to that member, and what a person said."""
    tied_to: Name | None = None
    """The id of that member."""


class Conflict(Model):
    """A field of which the members say different things."""

    field: Name
    """Its name."""
    values: dict[str, Any]
    """By the id of each member that says something of it, what it says."""


class Possible(Model):
    """A posting that may be of the same vacancy; nothing proves it."""

    posting: Name
    """Its id."""
    why: Name
    """What speaks for it."""


class Vacancy(Model):
    """One vacancy: a line of vacancies.jsonl. Every posting of the feed is in exactly one."""

    id: VacancyId
    """Stays as members come and go."""
    members: Annotated[list[Member], "one or more"]
    """Origins first, then by the time the feed first saw them."""
    best: dict[str, dict[str, Any]]
    """By field what a reader should take, as `{value, from}`: its value in the form that the field
    has in a posting (null for texts, which stand in the posting), and the id of the member that
    says so. Fields that no member fills are left out."""
    conflicts: list[Conflict] = []
    """Fields of which members say different things."""
    possible: list[Possible] = []
    """Postings of other vacancies that may be of this one."""
    supersedes: list[VacancyId] = []
    """Vacancies of the same post in an earlier period."""
    first_seen: Instant | None = None
    """When the feed first had one of its members."""
    open: bool
    """Whether any member is open."""

    @classmethod
    def read(cls, line: bytes | str) -> Self:
        """Return the vacancy on a line of any 1.x; members that this version does not know are left
        out. Raise pydantic.ValidationError."""
        return cls.model_validate_json(line, extra="ignore")


class VacancyChange(Model):
    """What became of one vacancy since the run before: a line of vacancy_changes.jsonl."""

    id: VacancyId
    """The vacancy."""
    op: Literal["add", "update", "merge", "split", "remove"]
    """merge: it took in the postings of `others`; split: it gave postings to `others`."""
    reason: Name
    """In words."""
    others: list[VacancyId] = []
    """The other vacancies of a merge or split; of a removed one, where its postings are now."""
    record: Vacancy | None
    """The vacancy as it is now; null where it was removed."""


def schema() -> dict[str, Any]:
    """Return the JSON Schema of both kinds of lines."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "jobwire vacancies 1.0",
        "anyOf": [{"$ref": "#/$defs/Vacancy"}, {"$ref": "#/$defs/VacancyChange"}],
        "$defs": {
            **VacancyChange.model_json_schema(mode="serialization").pop("$defs"),
            "VacancyChange": {
                name: value
                for name, value in VacancyChange.model_json_schema(mode="serialization").items()
                if name != "$defs"
            },
        },
    }


if __name__ == "__main__":
    print(json.dumps(schema(), indent=1, ensure_ascii=False))
