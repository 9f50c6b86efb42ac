"""Other formats: schema.org without loss, a CSV that no spreadsheet executes, Parquet with the
whole line."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawlers.feed.consume.as_jsonld import to_jsonld
from crawlers.feed.consume.exports import CannotExport, export
from crawlers.feed.format.folder import Folder
from crawlers.posting import JobPosting
from crawlers.posting.line import canonical_line
from tests.feed.board import Walk, play, posting

RICH: dict[str, Any] = {
    "id": "demo:7",
    "source": "demo",
    "source_kind": "origin",
    "url": "http://demo.example/jobs/7",
    "title": "Cooper",
    "identifiers": [{"scheme": "reference", "value": "C-7"}],
    "openings": 2,
    "organization": {
        "name": "Barrels & Sons",
        "url": "http://barrels.example",
        "units": ["Works", "Hoops"],
    },
    "locations": [
        {"raw": "Bruges, Belgium", "city": "Bruges", "region_code": "BE-VWV", "country": "BE"},
        {"raw": "By the sea"},
    ],
    "workplace": "remote",
    "employment_types": ["FULL_TIME"],
    "licence": "CC BY 4.0",
    "time_zones": {"raw": "CET, two hours either way", "earliest": "-01:00", "latest": "+03:00"},
    "date_modified": {"raw": "5 Jan 2031", "date": "2031-01-05", "precision": "day"},
    "work_hours": {
        "raw": "36 hours in early shifts",
        "hours_per_week": "36",
        "shifts": ["early shifts"],
    },
    "benefits": ["a barrel a year", "lunch"],
    "visa_sponsorship": {"offered": False, "raw": "We cannot sponsor visas."},
    "relocation": {"offered": True, "raw": "We pay for the move."},
    "date_posted": {"raw": "2 Jan 2031", "date": "2031-01-02", "precision": "day"},
    "valid_through": {
        "raw": "9 Feb 2031 17:00 CET",
        "date": "2031-02-09",
        "time": "17:00:00",
        "zone": "+01:00",
        "precision": "minute",
        "earliest": "2031-02-09T16:00:00Z",
        "latest": "2031-02-09T16:00:00Z",
    },
    "start_date": {"raw": "at once", "kind": "immediate"},
    "salary": {
        "raw": "EUR 3,100.50 a month",
        "min": "3100.50",
        "max": "3100.50",
        "currency": "EUR",
        "period": "month",
    },
    "education": [{"level": "vocational", "necessity": "essential", "raw": "a trade certificate"}],
    "experience": [{"min_months": 36, "necessity": "essential", "raw": "three years"}],
    "security_clearance": {"required": True, "raw": "a clearance"},
    "skills": ["bending", "hooping"],
    "industries": ["Wood"],
    "sections": [
        {
            "kind": "summary",
            "heading": "The work",
            "blocks": [{"kind": "paragraph", "text": "Make barrels."}],
        }
    ],
    "description": "The work\nMake barrels.",
    "description_html": "<h2>The work</h2><p>Make barrels.</p>",
    "inferred": {"salary.basis": {"value": "gross", "rule": "local_custom"}},
    "flags": ["reserve_list"],
    "lifecycle": {"first_seen": "2031-01-02T00:00:00Z"},
    "content_hash": "sha256:x",
}


def test_google_finds_what_it_asks_for() -> None:
    said = to_jsonld(JobPosting.model_validate(RICH))
    assert (said["@type"], said["title"], said["datePosted"]) == (
        "JobPosting",
        "Cooper",
        "2031-01-02",
    )
    assert said["description"] == RICH["description_html"]
    assert said["hiringOrganization"]["name"] == "Barrels & Sons"
    assert said["jobLocation"][0]["address"] == {
        "@type": "PostalAddress",
        "addressLocality": "Bruges",
        "addressCountry": "BE",
    }
    assert (
        said["validThrough"] == "2031-02-09T16:00:00Z" and said["jobLocationType"] == "TELECOMMUTE"
    )
    assert said["applicantLocationRequirements"] == [{"@type": "Country", "name": "BE"}]
    assert said["hiringOrganization"]["url"] == "http://barrels.example"
    assert (said["dateModified"], said["workHours"]) == ("2031-01-05", "36 hours in early shifts")
    assert said["jobBenefits"] == ["a barrel a year", "lunch"]
    assert said["baseSalary"] == {
        "@type": "MonetaryAmount",
        "currency": "EUR",
        "value": {"@type": "QuantitativeValue", "value": 3100.5, "unitText": "MONTH"},
    }
    assert (
        said["experienceRequirements"]["monthsOfExperience"] == 36
        and said["jobImmediateStart"] is True
    )


def test_where_a_remote_job_may_be_done_from_is_what_the_source_states() -> None:
    places = [
        {"raw": "US only", "country": "US"},
        {"raw": "Oregon", "country": "US", "region": "Oregon", "region_code": "US-OR"},
        {"raw": "EMEA", "region": "EMEA"},
        {"raw": "anywhere by the sea"},
    ]
    one = JobPosting.model_validate({**RICH, "applicant_locations": places})
    said = to_jsonld(one)
    assert said["applicantLocationRequirements"] == [
        {"@type": "Country", "name": "US"},
        {"@type": "State", "name": "Oregon, US"},
        {"@type": "AdministrativeArea", "name": "EMEA"},
        {"@type": "AdministrativeArea", "name": "anywhere by the sea"},
    ]
    assert from_jsonld(said) == one


def test_nothing_is_said_that_the_posting_does_not_say() -> None:
    said = to_jsonld(JobPosting(id="demo:1", source="demo", source_kind="origin", title="Cooper"))
    assert {name for name in said if not name.startswith(("ext:", "@"))} == {"title"}


AS_THEY_ARE = {
    "title": "title",
    "url": "url",
    "openings": "totalJobOpenings",
    "employment_types": "employmentType",
    "skills": "skills",
    "industries": "industry",
    "categories": "occupationalCategory",
    "benefits": "jobBenefits",
}


def from_jsonld(document: dict[str, Any]) -> JobPosting:
    """Return the posting that `to_jsonld` was given: nothing is lost."""
    fields = {name[4:]: value for name, value in document.items() if name.startswith("ext:")}
    if form := fields.pop("description_form", None):
        fields["description_html" if form == "html" else "description"] = document["description"]
    said = {name: document[word] for name, word in AS_THEY_ARE.items() if word in document}
    return JobPosting.model_validate(fields | said)


def some(kind: Any) -> Any:
    return st.none() | kind


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
ALWAYS = ("id", "source", "source_kind")
FIELDS = st.fixed_dictionaries(
    {name: st.just(RICH[name]) for name in ALWAYS} | {"title": TEXT},
    optional={
        name: st.just(value) for name, value in RICH.items() if name not in (*ALWAYS, "title")
    }
    | {
        "description": some(st.text(max_size=20)),
        "description_html": some(st.text(max_size=20)),
        "openings": some(st.integers(0, 9)),
        "skills": st.lists(TEXT, max_size=2),
        "status": st.sampled_from(["open", "closed"]),
    },
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(FIELDS)
def test_there_and_back_is_the_same_posting(fields: dict[str, Any]) -> None:
    one = JobPosting.model_validate(fields)
    assert from_jsonld(json.loads(json.dumps(to_jsonld(one)))) == one


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    evil = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", 'a;b"c\nd']
    play(
        tmp_path,
        "2031-01-01",
        Walk([posting(key, f"=cmd|{title}", title=title) for key, title in enumerate(evil)]),
    )
    return Folder(tmp_path, "demo")


def test_no_cell_of_the_csv_is_a_formula(folder: Folder, tmp_path: Path) -> None:
    assert export(folder.path, tmp_path / "x.csv") == 9
    with (tmp_path / "x.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 9
    assert not any(
        value.lstrip(" ").startswith(tuple("=+-@\t\r\n＝"))
        for row in rows
        for value in row.values()
    )
    assert rows[0]["title"] == "'=1+1" and rows[8]["title"] == 'a;b"c\nd'


def test_parquet_takes_many_long_texts_of_several_lines(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    text = 'Duties, "as agreed":\n' + "\n".join(
        f"- carry, stack; and count {number}" for number in range(300)
    )
    play(tmp_path, "2031-01-01", Walk([posting(key, text) for key in range(25)]))
    export(tmp_path / "demo", tmp_path / "x.parquet")
    query = f"select description, lifecycle.closed_at from '{tmp_path / 'x.parquet'}'"
    assert set(duckdb.connect().execute(query).fetchall()) == {(text, None)}


def test_a_missing_library_is_named(
    folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, ending in (("duckdb", "parquet"), ("backports", "jsonl.zst")):
        monkeypatch.setitem(__import__("sys").modules, name, None)
        with pytest.raises(CannotExport, match="pip install"):
            export(folder.path, tmp_path / f"x.{ending}")
        assert (
            not (tmp_path / f"x.{ending}").exists() and not (tmp_path / f".x.{ending}.tmp").exists()
        )


def test_compressed_lines_are_the_lines_and_the_same_every_time(
    folder: Folder, tmp_path: Path
) -> None:
    zstandard = pytest.importorskip("zstandard")
    for name in ("a.jsonl.gz", "b.jsonl.gz", "a.jsonl.zst", "a.jsonl"):
        export(folder.path, tmp_path / name)
    lines = folder.fixed.read_bytes()
    assert (
        gzip.decompress((tmp_path / "a.jsonl.gz").read_bytes())
        == lines
        == (tmp_path / "a.jsonl").read_bytes()
    )
    assert (
        zstandard.ZstdDecompressor().stream_reader((tmp_path / "a.jsonl.zst").open("rb")).read()
        == lines
    )
    assert (tmp_path / "a.jsonl.gz").read_bytes() == (tmp_path / "b.jsonl.gz").read_bytes()


def test_jsonld_lines_give_back_the_feed(folder: Folder, tmp_path: Path) -> None:
    export(folder.path, tmp_path / "x.jsonld")
    documents = map(json.loads, (tmp_path / "x.jsonld").read_bytes().splitlines())
    assert (
        b"".join(canonical_line(from_jsonld(document)) for document in documents)
        == folder.fixed.read_bytes()
    )


def test_an_unknown_format_is_refused_by_name(folder: Folder, tmp_path: Path) -> None:
    with pytest.raises(CannotExport, match=r"\.parquet"):
        export(folder.path, tmp_path / "x.xlsx")
