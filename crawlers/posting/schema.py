"""The record of the feed: JobPosting, made of the models of crawlers.posting.parts.

The JSON Schema of JobPosting is generated from here (crawlers/posting/json_schema.py, `make
schema`); a test fails when it is stale. Field names follow schema.org where it has a word. The rule
above all: null means that the page does not say.

Programs that write a posting build the models directly: they are closed, an unknown field is an
error. Programs that read a feed use `JobPosting.read`, which takes a line of any version 1.x.

Later versions of 1.x only add optional fields whose default is null, [], {} or "". Such a field is
no part of the content hash while it is empty (crawlers.posting.line.content_hash), so that it
updates no line by its mere existence.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import StringConstraints

from crawlers.posting.parts.base import Instant, LanguageTag, Model, Name
from crawlers.posting.parts.places import ApplicantLocation, Location, TimeZones
from crawlers.posting.parts.requirements import (
    Certification,
    Education,
    Eligibility,
    Experience,
    LanguageRequirement,
    SecurityClearance,
)
from crawlers.posting.parts.terms import (
    Contract,
    EmploymentType,
    Grade,
    Offer,
    Pay,
    Reports,
    Seniority,
    WorkHours,
)
from crawlers.posting.parts.text import Section
from crawlers.posting.parts.when import When

SCHEMA_VERSION = "1.0"
"""The version of the lines that this program writes."""


Flag = Literal[
    "pending_budget_approval",
    "reserve_list",
    "internal_only",
    "expired",
    "readvertised",
    "hidden_text",
]


class Identifier(Model):
    """A number that the employer or the source prints."""

    scheme: Literal["reference", "requisition", "vacancy", "post", "source"]
    """Who counts with it: the employer (reference, vacancy, post), its applicant system
    (requisition), or the source itself."""
    value: Name
    """As printed, blanks trimmed."""


class Organization(Model):
    """The employer (schema.org hiringOrganization)."""

    name: Name
    """As the page names it."""
    url: Name | None = None
    """The employer's own site, where the source links to it (JSON-LD `hiringOrganization.url` or
    `sameAs`, a link beside the name)."""
    units: list[Name] = []
    """Outermost first: body, division, directorate, section."""


class Inferred(Model):
    """A value that the page does not say, and the rule that gave it."""

    value: Any
    """In the form of the field it is for."""
    rule: Name
    """The name of the rule: `nato_pay_basis`."""


class Lifecycle(Model):
    """What the feed knows of the posting from run to run (set when the feed is published)."""

    first_seen: Instant | None = None
    """When a published run first had it."""
    last_changed: Instant | None = None
    """When its `content_hash` last changed."""
    closed_at: Instant | None = None
    """When it was closed; null while open."""
    closed_reason: Literal["absent", "gone", "closed_notice", "deadline", "id_reused"] | None = None
    """Why: missing from two complete lists, answered 404 or 410, the page says so, past its
    deadline, its id names another job now."""
    reopened_at: Instant | None = None
    """When it last came back."""


class JobPosting(Model):
    """A posting as one source publishes it: one line of the feed."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_.-]+:.+$", max_length=500)]
    """`{source}:{key}`; the key is the source's own stable id (the number in the address, the job
    number)."""
    schema_version: Annotated[str, StringConstraints(pattern=r"^1\.\d+$")] = SCHEMA_VERSION
    """The version of this record; later versions of 1.x only add optional fields."""
    source: Name
    """The plugin that read it."""
    source_kind: Literal["origin", "aggregator"]
    """`origin` where the employer itself publishes it there, else `aggregator`."""
    licence: Name | None = None
    """Licence or terms of the source, a name or an address, where the plugin declares them."""
    url: Name | None = None
    """The canonical address of the posting, tracking parameters stripped."""
    apply_url: Name | None = None
    """Where to apply."""
    documents: list[Name] = []
    """PDFs and other documents that the posting names."""
    identifiers: list[Identifier] = []
    """Every number that the employer or the source prints."""
    language: LanguageTag | None = None
    """The language of the posting's text (not of the site's frame)."""
    title: Name
    """Clean: without "Job opening:", the site's name, place, "(3 posts)" or a reference glued
    behind."""
    openings: int | None = None
    """Number of posts."""
    organization: Organization | None = None
    """The employer."""
    locations: list[Location] = []
    """Places of work."""
    workplace: Literal["on_site", "hybrid", "remote"] | None = None
    """Where the work is done."""
    applicant_locations: list[ApplicantLocation] = []
    """Where a remote job may be done from, as stated; `[]` where nothing is stated."""
    time_zones: TimeZones | None = None
    """Time zones that a remote job asks for."""
    employment_types: list[EmploymentType] = []
    """Google's list of employment types."""
    date_posted: When | None = None
    """When it was published."""
    date_modified: When | None = None
    """The source's own date of its last change (JSON-LD `dateModified`, "Updated on ...")."""
    valid_through: When | None = None
    """The deadline for applications."""
    start_date: When | None = None
    """When the work starts."""
    salary: Pay | None = None
    """As the employer states it."""
    salary_estimate: Pay | None = None
    """The site's own estimate."""
    grades: list[Grade] = []
    """In the employer's scale."""
    seniority: Seniority | None = None
    """From a field of the site; never guessed from the title."""
    languages: list[LanguageRequirement] = []
    """Languages asked for."""
    experience: list[Experience] = []
    """Work experience asked for."""
    education: list[Education] = []
    """Schooling asked for."""
    certifications: list[Certification] = []
    """Certificates asked for."""
    skills: list[Name] = []
    """The site's keyword list."""
    contract: Contract | None = None
    """Terms of the contract."""
    work_hours: WorkHours | None = None
    """Working time."""
    benefits: list[Name] = []
    """Items of the benefits section, or JSON-LD `jobBenefits`, as printed."""
    visa_sponsorship: Offer | None = None
    """Whether the employer sponsors a visa or work permit, only as stated."""
    relocation: Offer | None = None
    """Whether the employer helps with moving, only as stated."""
    eligibility: Eligibility | None = None
    """Who may apply."""
    security_clearance: SecurityClearance | None = None
    """Clearance asked for."""
    reports: Reports | None = None
    """Who reports to whom."""
    travel: bool | None = None
    """Whether the work takes travelling."""
    irregular_hours: bool | None = None
    """Whether the work takes hours outside the normal ones."""
    telework: bool | None = None
    """Whether telework is offered."""
    industries: list[Name] = []
    """As the site or the employer says."""
    categories: list[Name] = []
    """As the site or the employer says."""
    sections: list[Section] = []
    """The posting's text; every kept block is in exactly one section."""
    description: str | None = None
    """The sections in order, each under its heading as printed where it has one, as plain text."""
    description_html: str | None = None
    """The same as safe HTML (h2, h3, p, ul, li only)."""
    flags: list[Flag] = []
    """What a reader should know before the rest."""
    inferred: dict[str, Inferred] = {}
    """By field path: what the page does not say but a named rule concludes."""
    warnings: list[str] = []
    """Machine codes: `currency_missing`, `currency_ambiguous` (the mark of several currencies, and
    no place that decides), `places_disagree` and `workplace_disagrees` (a sentence against the
    header), `zone_unknown`, `lists_lost`, `title_from_address`, `title_unsure` (the only line left
    that can be one), `ambiguous_date`, `date_out_of_window` (a year before 1990 or after 2100),
    `no_text` (a platform's record without one), `mixed_script` (letters of two scripts in one word,
    which look alike)."""
    status: Literal["open", "closed"] = "open"
    """Whether the posting is open in this feed."""
    lifecycle: Lifecycle = Lifecycle()
    """Its history in this feed."""
    content_hash: str = ""
    """`sha256:` over the canonical JSON of all fields that are not empty, but id, url, lifecycle,
    status, schema_version and content_hash."""

    @classmethod
    def read(cls, line: bytes | str) -> Self:
        """Return the posting on a line of any 1.x; members that this version does not know are left
        out, at every depth. Raise pydantic.ValidationError."""
        return cls.model_validate_json(line, extra="ignore")
