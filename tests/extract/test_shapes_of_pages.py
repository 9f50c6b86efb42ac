"""Pages in the shapes that career sites and boards of the world print: what is read, and what is
left out. Employers and hosts are invented."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from scrapy.utils.project import get_project_settings

from crawlers.extract.answer import Answer
from crawlers.runs.read_page import PageReader
from crawlers.spider.generic import GenericSpider

TEXT = """<p>You will join a small crew that keeps the lights on along forty miles of coast, repairs
lenses and clockwork, and writes down what the sea has done each night.</p>
<h3>Responsibilities</h3><ul><li>Inspect lamps, lenses and shutters every week and log faults.</li>
<li>Plan repairs together with the stores and the boat crew.</li></ul>
<h3>Requirements</h3><ul><li>At least three years of experience with electrical maintenance.</li>
<li>A driving licence and the willingness to work outdoors.</li></ul>"""
GERMAN = """<p>Für unser Team an der Küste suchen wir eine Person, die Leuchten, Linsen und Uhrwerke
instand hält und jede Nacht notiert, was das Meer getan hat.</p><h3>Ihre Aufgaben</h3><ul>
<li>Wöchentliche Prüfung der Lampen und Linsen samt Dokumentation der Mängel.</li></ul>
<h3>Ihr Profil</h3><ul><li>Abgeschlossene Ausbildung in der Elektrotechnik.</li></ul>"""
PLAIN = """
About the role
You will join a small crew that keeps the lights on along forty miles of coast.

Responsibilities
- Inspect lamps every week
- Plan repairs with the boat crew

Requirements
- Three years of experience with electrical maintenance
"""
LOGO = '<header><a href="/"><img alt="Marl Library Service" src="/logo.svg"></a></header>'


@cache
def reader() -> PageReader:
    return PageReader(get_project_settings().getdict("ITEM_PIPELINES"))


def read(body: str, url: str | None, kind: str) -> dict[str, Any]:
    """Return the posting of a page; {} where it is none. kind: html or plain."""
    answer = Answer(body.encode(), content_type=f"text/{kind}; charset=utf-8", address=url)
    result = reader().read(answer, GenericSpider)
    return result.posting or {}


def said(posting: dict[str, Any]) -> dict[str, Any]:
    """Return the values of a posting that the cases below name."""
    pay, places = posting["salary"] or {}, posting["locations"]
    return {
        "title": posting["title"],
        "employer": (posting["organization"] or {}).get("name"),
        "city": [place["city"] for place in places],
        "country": [place["country"] for place in places],
        "posted": (posting["date_posted"] or {}).get("date"),
        "until": (posting["valid_through"] or {}).get("date"),
        "type": posting["employment_types"],
        "pay": (pay.get("min"), pay.get("max"), pay.get("currency"), pay.get("period")),
    }


def html(head: str, body: str) -> str:
    return f"<!doctype html><html><head><title>{head}</title></head><body>{body}</body></html>"


NO_PAY = (None, None, None, None)
PAGES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "chips of a German board": (
        "https://www.kuestenjobs.example/stellenangebote/elektroniker-88213",
        html(
            "Elektroniker Leuchtfeuer (m/w/d) | Küstenjobs",
            "<h1>Elektroniker Leuchtfeuer (m/w/d)</h1><div>Möwenwerk Nord GmbH</div>"
            "<div><span>Cuxhaven</span> <span>Vollzeit</span> <span>Unbefristet</span> "
            f"<span>Veröffentlicht am 07.11.2025</span></div>{GERMAN}"
            "<h2>Ähnliche Jobs</h2><ul><li><a href=/1>Bootsbauer (m/w/d)</a><br>"
            "Werft Süd AG · Kiel · vor 2 Tagen</li></ul>",
        ),
        {
            "title": "Elektroniker Leuchtfeuer (m/w/d)",
            "employer": "Möwenwerk Nord GmbH",
            "city": ["Cuxhaven"],
            "country": ["DE"],
            "posted": "2025-11-07",
            "type": ["FULL_TIME"],
        },
    ),
    "a board whose data name the board as the employer": (
        "https://www.jobharbor.example/viewjob/77124",
        html(
            "Dental Nurse at Brightsmile Dental - JobHarbor"
            '</title><script type="application/ld+json">{"@type": "JobPosting", "title": '
            '"Dental Nurse", "hiringOrganization": {"name": "JobHarbor"}}</script><title>',
            "<header>JobHarbor <a>Find jobs</a> <a>Post a job</a></header><h1>Dental Nurse</h1>"
            "<p>Brightsmile Dental • Cardiff, Glam. • 2 weeks ago</p>" + TEXT,
        ),
        {"title": "Dental Nurse", "employer": "Brightsmile Dental"},
    ),
    "a link that says more than the employer it leads to": (
        "https://www.jobharbor.example/viewjob/77125",
        html(
            "Dental Nurse - Cardiff - JobHarbor",
            "<header>JobHarbor <a>Find jobs</a> <a>Post a job</a></header><h1>Dental Nurse</h1>"
            "<div><a href=/company/brightsmile>Learn more about Brightsmile Dental</a></div>"
            "<div>Cardiff CF10</div>" + TEXT,
        ),
        {"title": "Dental Nurse", "employer": "Brightsmile Dental", "city": ["Cardiff"]},
    ),
    "an employer with a trade in its name that leads to its page": (
        "https://www.jobharbor.example/viewjob/77126",
        html(
            "Dental Nurse - Cardiff - JobHarbor",
            "<header>JobHarbor <a>Find jobs</a> <a>Post a job</a></header>"
            "<a href=/company/baker-hall>Baker Hall</a><p>Actively hiring</p>"
            "<p>We like teeth.</p><p>Responds fast!</p><p>Responds within two weeks.</p>"
            "<h1>Dental Nurse</h1><div>Cardiff CF10</div>" + TEXT,
        ),
        {"title": "Dental Nurse", "employer": "Baker Hall", "city": ["Cardiff"]},
    ),
    "a rated employer that leads to its page": (
        "https://www.jobharbor.example/viewjob/77123",
        html(
            "Dental Nurse - Cardiff - JobHarbor",
            "<header>JobHarbor <a>Find jobs</a> <a>Post a job</a></header><h1>Dental Nurse</h1>"
            '<div><a href="/company/brightsmile">Brightsmile Dental</a><span>4.2</span></div>'
            "<div>Cardiff CF10</div><div>£12 - £14 an hour - Full-time, Permanent</div>" + TEXT,
        ),
        {
            "employer": "Brightsmile Dental",
            "city": ["Cardiff"],
            "type": ["FULL_TIME"],
            "pay": ("12", "14", "GBP", "hour"),
        },
    ),
    "posted by": (
        "https://www.clerkjobs.example/vacancy/8812/registry-clerk",
        html(
            "Registry Clerk | ClerkJobs",
            "<p>Job seekers</p><p>Post a job</p><h1>Registry Clerk</h1>"
            "<p>Posted on 4 November 2025 by Harbour Trust Ltd</p><p>Cork, Ireland</p>" + TEXT,
        ),
        {"employer": "Harbour Trust Ltd", "city": ["Cork"], "posted": "2025-11-04"},
    ),
    "an employer's own career host": (
        "https://careers-harrowgate.icims.example/jobs/4312/night-shift-nurse",
        html(
            "Night Shift Nurse in Tucson, Arizona | Careers at Harrowgate Health",
            '<img alt="Harrowgate Health" src="logo.svg"><h1>Night Shift Nurse</h1><dl>'
            "<dt>Job Locations</dt><dd>US-AZ-Tucson</dd><dt>Posted Date</dt><dd>11/14/2025</dd>"
            "<dt>Min</dt><dd>USD $38.50/Hr.</dd><dt>Max</dt><dd>USD $52.10/Hr.</dd></dl>" + TEXT,
        ),
        {
            "employer": "Harrowgate Health",
            "city": ["Tucson"],
            "posted": "2025-11-14",
            "pay": ("38.50", "52.10", "USD", "hour"),
        },
    ),
    "a cell for the colon": (
        "https://careers.worldbody.example/opening/266012",
        html(
            "Careers Portal",
            "<h1>Job Opening</h1><table><tr><td>Posting Title</td><td>:</td><td>Programme Officer"
            "</td></tr><tr><td>Duty Station</td><td>:</td><td>NAIROBI</td></tr></table>" + TEXT,
        ),
        {"title": "Programme Officer", "city": ["Nairobi"], "country": ["KE"]},
    ),
    "an address below its label": (
        "https://www.healthjobs.example/jobadvert/C9341",
        html(
            "Job Advert",
            "<p>Fellside Hospitals Foundation Trust</p><h1>Community Midwife</h1>"
            "<h2>Job summary</h2><p>We are looking for a midwife to join our community team, which "
            "covers the northern dales and works with general practices.</p><h2>Details</h2>"
            "<h3>Salary</h3><p>£38,682 to £46,580 a year</p><h3>Working pattern</h3><p>Part-time"
            "</p><h3>Job locations</h3><p>Fellside Infirmary<br>Castle Road<br>Kendal<br>LA9 7RG"
            "</p><h2>Person specification</h2><ul><li>Registered midwife with experience in the "
            "community.</li></ul>",
        ),
        {
            "employer": "Fellside Hospitals Foundation Trust",
            "city": ["Kendal"],
            "country": ["GB"],
            "type": ["PART_TIME"],
        },
    ),
    "a slogan above the title": (
        "https://www.bluelantern.example/careers/19",
        html(
            "Join our crew - Blue Lantern",
            '<header><img alt="Blue Lantern logo" src=l.png></header><h1>Join our crew</h1>'
            f"<h3>Optical Assembler</h3><p>Oslo, Norway | Full-time</p>{TEXT}",
        ),
        {"title": "Optical Assembler", "employer": "Blue Lantern", "city": ["Oslo"]},
    ),
    "the site's name as heading": (
        "https://www.fernhill.example/work-with-us/beekeeper.php",
        html(
            "Fernhill Apiaries: Beekeeper",
            "<div id=header><h1><a href=/>Fernhill Apiaries</a></h1></div><h2>Beekeeper</h2>"
            f"<p>Start date: 1 March 2026</p><p>Location: Galway</p>{TEXT}",
        ),
        {"title": "Beekeeper", "employer": "Fernhill Apiaries", "posted": None},
    ),
    "a time element among other values": (
        "https://www.ridgeline.example/jobs/414-data-engineer",
        html(
            "Data Engineer at Ridgeline",
            "<h1>Data Engineer</h1><p><time datetime=2025-11-09T08:00:00Z>Nov 9</time> · Remote · "
            f"Full-time</p>{TEXT}<aside><h3>Latest posts</h3><p><time datetime=2025-10-01>Oct 1"
            "</time> How we moved to a new ledger</p></aside>",
        ),
        {"employer": "Ridgeline", "posted": "2025-11-09", "type": ["FULL_TIME"], "city": []},
    ),
    "a namesake abroad": (
        "http://www.thornbury-boats.example/jobs.html",
        html(
            "Thornbury Boats Ltd | Jobs",
            "<p><b>Boat Builder</b></p><p>Thornbury Boats is looking for a boat builder to work in "
            f"our yard in Whitby.</p>{TEXT}<p>Pay: £14.50 - £17.00 per hour</p>"
            "<p>Please send your CV to jobs@thornbury-boats.example by 12 December 2025.</p>"
            "<p>© Thornbury Boats Ltd 2025. Registered office: 8 Park Lane, Leeds</p>",
        ),
        {"title": "Boat Builder", "city": ["Whitby"], "country": ["GB"], "until": "2025-12-12"},
    ),
    "a town where somebody is sought": (
        "https://www.quillon.example/open-positions/curator",
        html(
            "Quillon Museum | Open Positions",
            "<h1>Job Opening: Curator of Maps</h1><p><strong>Quillon Museum</strong> seeks a "
            f"Curator of Maps in Boston, MA.</p>{TEXT}",
        ),
        {"title": "Curator of Maps", "city": ["Boston"], "country": ["US"]},
    ),
    "labels beside each other": (
        "https://www.marllib.example/jobs/archivist",
        html(
            "Archivist - Marl Library Service",
            f"{LOGO}<h1>Archivist</h1><p>Job ID: 4431 | Posted: 11/14/2025 | Full-Time</p>{TEXT}"
            "<footer>Marl Library Service, 4 Mill Lane, Bruges, Belgium</footer>",
        ),
        {"posted": "2025-11-14", "type": ["FULL_TIME"], "city": [], "pay": NO_PAY},
    ),
    "a form's heading": (
        "https://www.rowanfoods.example/apply/production-operative",
        html(
            "Apply for Production Operative | Rowan Foods",
            '<header><a href="/"><img alt="Rowan Foods Logo"></a></header>'
            f"<h1>Apply for Production Operative</h1><p>Location: Lisburn</p>{TEXT}",
        ),
        {"title": "Production Operative", "employer": "Rowan Foods", "city": ["Lisburn"]},
    ),
    "a vacancy in a blog": (
        "https://www.pressnorth.example/careers/were-hiring-bindery-assistant/",
        html(
            "We’re hiring: Bindery Assistant – Press North",
            "<h1 class=site-title><a href=/>Press North</a></h1><article><h1>We’re hiring: Bindery "
            "Assistant</h1><div>Posted on <time datetime=2025-11-04>November 4, 2025</time> by "
            f"<a href=/author/ada>ada</a></div>{TEXT}</article><h3>Recent Posts</h3>"
            "<ul><li><a>New chart of the bay</a></li></ul>",
        ),
        {"title": "Bindery Assistant", "employer": "Press North", "posted": "2025-11-04"},
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says(name: str) -> None:
    url, body, expected = PAGES[name]
    posting = read(body, url, "html")
    assert posting
    assert {field: said(posting)[field] for field in expected} == expected


LINES: dict[str, tuple[str, Any]] = {
    "Listed 4 Nov 2025 · Closes 30 Nov 2025": ("until", "2025-11-30"),
    "Closing date: 30 November 2025. Interviews: 8 December": ("until", "2025-11-30"),
    "Closing date: 11/26/2025 5:00 PM (or when 50 people have applied)": ("until", "2025-11-26"),
    "Interviews: 10 December 2025": ("until", None),
    "Start date: 5 January 2026": ("posted", None),
    "Vollzeit/Teilzeit": ("type", ["FULL_TIME", "PART_TIME"]),
    "Festanstellung, Voll- oder Teilzeit · Leipzig": ("type", ["FULL_TIME", "PART_TIME"]),
    "Full-Time, Exempt": ("type", ["FULL_TIME"]),
    "0.6 FTE": ("type", ["PART_TIME"]),
    "Salary: £33,232 rising to £39,105 per annum": ("pay", ("33232", "39105", "GBP", "year")),
    "Lieu : Brest - 29": ("city", ["Brest"]),
    "Kendal · Full-time": ("city", ["Kendal"]),
    "Engineering · Full-time": ("city", []),
}


@pytest.mark.parametrize("line", LINES)
def test_a_line_below_the_title_says(line: str) -> None:
    field, expected = LINES[line]
    body = html("Archivist - Marl Library Service", f"{LOGO}<h1>Archivist</h1><p>{line}</p>{TEXT}")
    posting = read(body, "https://www.marllib.example/jobs/archivist", "html")
    assert said(posting)[field] == expected
    assert said(posting)["employer"] == "Marl Library Service"


TEXTS: dict[str, tuple[str, dict[str, Any]]] = {
    "values in a line without marks": (
        f"Lamp Technician\nLeeds Full time Permanent\n{PLAIN}",
        {"title": "Lamp Technician", "city": ["Leeds"], "type": ["FULL_TIME"], "employer": None},
    ),
    "a menu above": (
        f"Home\nAbout\nCompany\nProducts\nContact\nLamp Technician\nFull Time\n{PLAIN}",
        {"title": "Lamp Technician", "type": ["FULL_TIME"], "employer": None},
    ),
    "the name of a list above": (
        f"Recruitment\nMossend Primary School\nTeaching Assistant\nSalary: £22,000 a year\n{PLAIN}",
        {"title": "Teaching Assistant", "pay": ("22000", "22000", "GBP", "year")},
    ),
    "capitals": (
        "VACANCY ANNOUNCEMENT\n\nPOST TITLE: PROGRAMME ANALYST\nORGANIZATION: WORLD LIGHTHOUSE "
        f"PROGRAMME\nDUTY STATION: NAIROBI, KENYA\nDEADLINE: 15 DECEMBER 2025\n{PLAIN}",
        {
            "title": "PROGRAMME ANALYST",
            "employer": "WORLD LIGHTHOUSE PROGRAMME",
            "city": ["Nairobi"],
            "until": "2025-12-15",
        },
    ),
    "a department between title and value": (
        f"Lamp Technician\nAnimal Care\nFull Time\n{PLAIN}",
        {"title": "Lamp Technician", "employer": None},
    ),
    "a town below the title that a sentence names": (
        f"Lamp Technician\nManresa\n{PLAIN}\n"
        "The Port Office of Manresa keeps all the lights of its long and windy coast.\n",
        {"title": "Lamp Technician", "employer": None, "city": ["Manresa"]},
    ),
    "at": (
        f"Staff Accountant\nat Pebbleworks Ltd\nDenver, CO\n{PLAIN}",
        {"title": "Staff Accountant", "employer": "Pebbleworks Ltd", "country": ["US"]},
    ),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_plain_text_says(name: str) -> None:
    body, expected = TEXTS[name]
    posting = read(body, None, "plain")
    assert posting
    assert {field: said(posting)[field] for field in expected} == expected


def test_a_short_list_under_a_heading_of_its_own_stays_text() -> None:
    """The box has no known heading, but one like those of the sections beside it."""
    body = html(
        "Bindery Assistant - Press North",
        "<h1>Bindery Assistant</h1><div><h3>Responsibilities</h3><div>You fold, sew and trim, keep "
        "the glue warm and the knives sharp, and help to pack the finished sheets.</div></div>"
        "<div><h3>You</h3><div><ul><li>Steady hands and good eyes</li><li>A year in a workshop</li>"
        "</ul></div></div><div><h3>Apply</h3><div>Write to work@pressnorth.example</div></div>",
    )
    posting = read(body, "https://jobs.pressnorth.example/o/bindery-assistant", "html")
    assert "Steady hands" in posting["description"]
