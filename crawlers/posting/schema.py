"""The record of the feed: JobPosting and the models that it is made of.

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

from pydantic import BaseModel, ConfigDict, StringConstraints

SCHEMA_VERSION = "1.0"
"""The version of the lines that this program writes."""

IsoDate = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
IsoTime = Annotated[str, StringConstraints(pattern=r"^\d{2}:\d{2}:\d{2}$")]
Instant = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$")]
Duration = Annotated[
    str, StringConstraints(pattern=r"^P(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$", min_length=3)
]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
RegionCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}-[A-Z0-9]{1,3}$")]
UtcOffset = Annotated[str, StringConstraints(pattern=r"^[+-]\d{2}:\d{2}$")]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Decimal = Annotated[str, StringConstraints(pattern=r"^\d{1,15}(\.\d{1,6})?$")]
LanguageTag = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=500)]

Necessity = Literal["essential", "desirable"]
EmploymentType = Literal[
    "FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY", "INTERN", "VOLUNTEER", "PER_DIEM", "OTHER"
]
SectionKind = Literal[
    "summary",
    "responsibilities",
    "qualifications_essential",
    "qualifications_desirable",
    "qualifications",
    "competencies",
    "interrelationships",
    "contract",
    "conditions",
    "benefits",
    "eligibility",
    "application_process",
    "about_employer",
    "additional_information",
    "other",
]
SectionBlockKind = Literal["paragraph", "item", "subheading"]
Flag = Literal[
    "pending_budget_approval",
    "reserve_list",
    "internal_only",
    "expired",
    "readvertised",
    "hidden_text",
]


class Model(BaseModel):
    """The base of all models: frozen and closed. An unknown field is an error, not a bag of
    extras."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


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


class Location(Model):
    """A place of work (schema.org jobLocation)."""

    raw: Name
    """As printed: `Belgium-Brussels`, `Brussels, Belgium`, `LU-Capellen`."""
    city: Name | None = None
    """The English name of the town where one is known, else as printed."""
    region: Name | None = None
    """State, province or district, where the page names one."""
    region_code: RegionCode | None = None
    """ISO 3166-2 code of `region`, however the page prints it: `US-CA` for "California" and "CA";
    null where the name is of no such region, or of several."""
    country: Country | None = None
    """ISO 3166-1 alpha-2."""


class ApplicantLocation(Model):
    """A place that applicants for remote work must live or work in (schema.org
    applicantLocationRequirements)."""

    raw: Name
    """As printed: `EMEA`, `US only`, `UK or Ireland`. The usual source is a remote job's location
    line, or JSON-LD `applicantLocationRequirements`."""
    country: Country | None = None
    """ISO 3166-1 alpha-2; null where the place is larger than a country."""
    region: Name | None = None
    """A part of `country` (`California`), or a group of countries where `country` is null
    (`EMEA`)."""
    region_code: RegionCode | None = None
    """ISO 3166-2 code of a `region` within `country`."""


class TimeZones(Model):
    """The time zones that a remote job asks for; a single zone is earliest = latest."""

    raw: Name
    """The words it was read from: `within 3 hours of CET`."""
    earliest: UtcOffset | None = None
    """The western bound as UTC offset, the smaller one: `-05:00`. Standard time where the zone has
    summer time."""
    latest: UtcOffset | None = None
    """The eastern bound as UTC offset, the larger one: `+02:00`."""


class Offer(Model):
    """Something that the employer offers or rules out, with the sentence that says so."""

    offered: bool | None = None
    """Whether it is offered; null where the sentence speaks of it and decides nothing."""
    raw: Name
    """The sentence it was read from."""


class WorkHours(Model):
    """The working time (schema.org workHours)."""

    raw: Name
    """As printed: `38.5 hours a week, rotating shifts`. The usual source is a header label, a
    sentence on conditions, or JSON-LD `workHours`."""
    hours_per_week: Decimal | None = None
    """Hours of a week, plain digits: `38.5`; null where the page gives a range or no figure."""
    shifts: list[Name] = []
    """The shifts, as printed: `night shift`, `06:00-14:00`."""


class When(Model):
    """A date or an instant as the page prints it, with the UTC bounds of what it can mean."""

    raw: Name
    """As printed, without blanks that the site inserted; of "3 days ago", which is other words
    tomorrow, the day that it names (the words stand in provenance)."""
    date: IsoDate | None = None
    """The printed calendar day; null where the order of day and month is unknown."""
    time: IsoTime | None = None
    """The printed clock; null where none is printed."""
    zone: str | None = None
    """The zone as stated, an IANA name or UTC offset where it is known (`Europe/Brussels`, `UTC`);
    null unless stated."""
    precision: Literal["day", "minute"] | None = None
    """`minute` where a clock is printed."""
    earliest: Instant | None = None
    """The first UTC instant it can mean (zone unknown: UTC+14; day precision: the start of the
    day)."""
    latest: Instant | None = None
    """The last UTC instant it can mean (zone unknown: UTC-12; day precision: the end of the
    day)."""
    kind: Literal["fixed", "ongoing", "until_filled", "immediate"] = "fixed"
    """`ongoing` and `until_filled` for a deadline without a day, `immediate` for a start."""


class Pay(Model):
    """A pay range (schema.org baseSalary); a lone figure is min = max."""

    raw: Name
    """As printed."""
    min: Decimal | None = None
    """Lower bound, plain digits in units of `currency`."""
    max: Decimal | None = None
    """Upper bound."""
    currency: Currency | None = None
    """ISO 4217; null unless printed. A mark of several ("$", "kr") is that of the country of work
    where the page names it."""
    period: Literal["hour", "day", "week", "month", "year"] | None = None
    """What the figure is paid for; null unless printed."""
    basis: Literal["gross", "net", "tax_free"] | None = None
    """How it is taxed, where the page says."""


class Grade(Model):
    """A grade in the employer's own scale."""

    raw: Name
    """As printed: `NATO Grade G15-G17`."""
    system: str | None = None
    """The scale, known from the employer and never from the pattern: `NATO`, `UN`, `EU`,
    `Coordinated Organisations` ..."""
    code: str | None = None
    """Lowest grade: `G15`."""
    code_max: str | None = None
    """Highest grade of a range or a twin grade: `G17`."""


class Seniority(Model):
    """How senior the post is, where the page has a field for it."""

    raw: Name
    """As printed."""
    level: (
        Literal["entry", "junior", "mid", "senior", "lead", "manager", "director", "executive"]
        | None
    ) = None
    """On one scale; null where the word fits none."""


class LanguageRequirement(Model):
    """One requirement; "V in one, I in the other" is two rows with the same `any_of`."""

    any_of: list[LanguageTag]
    """BCP 47; any one of them meets the requirement."""
    level: str | None = None
    """As the scale writes it: `V`, `C1`."""
    scheme: Literal["NATO", "CEFR", "UN"] | None = None
    """Whose scale `level` is of."""
    necessity: Necessity | None = None
    """Null where the page does not rank it."""
    raw: Name
    """The sentence or item it was read from."""


class Experience(Model):
    """Years of work asked for; contract years are not experience."""

    min_months: int | None = None
    """At least this many months."""
    max_months: int | None = None
    """At most this many months."""
    what: str | None = None
    """The field it must be in, as printed."""
    necessity: Necessity | None = None
    """Null where the page does not rank it."""
    raw: Name
    """The sentence or item it was read from."""


class Education(Model):
    """A degree or schooling asked for."""

    level: Literal["secondary", "vocational", "bachelor", "master", "doctorate"] | None = None
    """The lowest that is enough; a bare "university degree" is `bachelor`."""
    what: str | None = None
    """The subject, as printed."""
    necessity: Necessity | None = None
    """Null where the page does not rank it."""
    raw: Name
    """The sentence or item it was read from."""


class Certification(Model):
    """A certificate asked for."""

    name: Name
    """Its usual name: `PRINCE2`, `ITIL`."""
    necessity: Necessity | None = None
    """Null where the page does not rank it."""


class Contract(Model):
    """The terms of the contract offered."""

    type: (
        Literal["definite", "indefinite", "temporary", "consultancy", "internship", "secondment"]
        | None
    ) = None
    """What kind of contract."""
    duration: Duration | None = None
    """ISO 8601 duration of the first contract: `P3Y`."""
    renewable: bool | None = None
    """Whether it may be renewed."""
    max_service: Duration | None = None
    """The longest service the page foresees."""
    raw: Name
    """The sentence it was read from."""


class Eligibility(Model):
    """Who may apply, by nationality."""

    nationalities: list[Country] = []
    """ISO 3166-1 alpha-2, where the page lists countries."""
    group: Literal["nato-members", "eu-members", "un-members", "osce-members"] | None = None
    """Where only the group is named."""
    raw: Name
    """The sentence it was read from."""


class SecurityClearance(Model):
    """A security clearance asked for."""

    required: bool | None = None
    """Whether the post needs one."""
    scheme: Literal["NATO", "EU", "national"] | None = None
    """Whose clearance, where the page says."""
    level: str | None = None
    """As printed: `NATO SECRET`."""
    raw: Name
    """The sentence or value it was read from."""


class Reports(Model):
    """Who reports to the post, and to whom it reports."""

    direct: int | None = None
    """Number of direct reports; "N/A" is 0, "up to 5" is 5."""
    indirect: int | None = None
    """Number of indirect reports."""
    to: str | None = None
    """The superior, as printed."""
    raw: Name | None = None
    """The words it was read from."""


class SectionBlock(Model):
    """A block of a section."""

    kind: SectionBlockKind
    """What it is."""
    text: Annotated[str, StringConstraints(min_length=1)]
    """Its text, without a list mark."""
    standard: bool = False
    """Whether it is the employer's recurring text."""


class Section(Model):
    """A part of the posting under one heading."""

    kind: SectionKind
    """What it tells; an unknown heading makes `other`."""
    heading: Name | None = None
    """As printed; null where the site lost it."""
    blocks: list[SectionBlock]
    """In the order of the page."""


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
