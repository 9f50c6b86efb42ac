"""What a page is, decided before it is read: one posting, a list, closed, something else."""

from __future__ import annotations

import time

import pytest

from crawlers.extract.kind_of_page.decision import decide
from crawlers.extract.kind_of_page.page_look import PageLook
from crawlers.extract.kind_of_page.signals import SIGNALS, explained
from crawlers.page import Page
from crawlers.text.blocks import Block
from crawlers.text.words import fold

BODY = """<p>Harbour Lights Ltd runs ferries between nine islands. We are looking for a shift
planner who keeps crews, boats and tides in one timetable.</p><h3>What you will do</h3><ul><li>Plan
crews and vessels for six routes, two weeks ahead</li><li>Answer changes of weather within the
hour</li></ul><h3>Requirements</h3><ul><li>Two years of experience in transport planning</li><li>
Good spoken English</li></ul>"""
NAV = "<nav><ul><li><a href=/>Home</a><li><a href=/jobs>Jobs</a></ul></nav>"
FOOT = "<footer><p>Island Jobs has brought people and work together since 2004.</p></footer>"
CARDS = "".join(
    f"<h3><a href=/{n}>Planner for route {n}</a></h3><p>Oban. We look for a planner with "
    f"experience in this route.</p>"
    for n in range(9)
)
WALK = (
    "<p>The first walk starts at the pier and goes along the water to the old lighthouse, where "
    "the seals are in spring.</p>" * 9
)


def page(markup: str, title: str = "", url: str | None = None) -> Page:
    html = f"<html><head><title>{title}</title></head><body>{NAV}{markup}{FOOT}</body></html>"
    return Page.from_bytes(html.encode(), url=url, content_type="text/html; charset=utf-8")


POSTINGS = {
    "english": page(f"<h1>Shift Planner</h1>{BODY}<a href=/a>Apply now</a>", "Shift Planner"),
    "the only vacancy at the address of a list": page(
        f"<h1>Shift Planner</h1>{BODY}<a href=/a>Apply now</a>",
        "Shift Planner",
        "https://lights.example/vacancies",
    ),
    "german": page(
        "<h1>Lagerhelfer (m/w/d)</h1><p>Wir suchen ab sofort Verstärkung.</p>"
        "<h2>Deine Aufgaben</h2>"
        "<p>Du packst Kisten für die Inseln und lädst sie auf die Fähre, jeden Morgen.</p>"
        "<a href=/b>Jetzt bewerben</a>",
        "Lagerhelfer (m/w/d) - Stellenangebot",
    ),
    "no list of headings knows this language": page(
        "<h1>Kokki</h1><p>Etsimme kokkia yölaivalle, jossa on kokemusta arvostava miehistö.</p>"
        "<a href=/h>Hae paikkaa</a>",
        "Kokki | Avoimet työpaikat",
    ),
    "japanese": page(
        "<h1>灯台守</h1><p>私たちは灯台守を募集しています。経験は問いません。</p>"
        "<a href=/o>応募する</a>",
        "灯台守の求人",
        "https://lights.example/jobs/keeper",
    ),
}


SHORT = "<p>You keep crews and boats in one timetable, with a desk at the pier of the island.</p>"


@pytest.mark.parametrize(
    "address", ["x.example/jobs/night-planner-47", "x.example/jobs?s=night-planner"]
)
def test_an_address_that_names_the_post_speaks_for_one(address: str) -> None:
    markup = f"{CARDS[:600]}<h2>Night Planner</h2>{SHORT}"
    with_name = decide(page(markup, "Jobs", f"https://{address}"))
    assert "address_names_post" in with_name.signals
    assert (
        "address_names_post"
        not in decide(page(markup, "Jobs", "https://x.example/jobs/47")).signals
    )
    listed = page(f"<h1>Night Planner jobs</h1>{CARDS}", "Jobs", f"https://{address}")
    assert "address_names_post" not in decide(listed).signals


def test_a_host_that_is_named_for_jobs_speaks_for_one() -> None:
    markup = f"<h2>Night Planner</h2>{SHORT}"
    assert "job_name" in decide(page(markup, "Night Planner", "https://jobs.x.example/4")).signals
    assert "job_name" not in decide(page(markup, "Night Planner", "https://jobs.example/4")).signals


@pytest.mark.parametrize("name", POSTINGS)
def test_a_posting_of_a_site_that_no_plugin_knows(name: str) -> None:
    decision = decide(POSTINGS[name])
    assert (decision.kind, decision.reason) == ("posting", "points")


PIER = (
    "<p>You keep nine lamps burning, and you like the sea. Ring the office at noon, or come by "
    "with a letter. The boat leaves at four, and there is always soup.</p>"
)
KEEPER = f"<h2>Lamp Keeper</h2><p>Pay: €14 per hour</p>{PIER}"
COOK = f"<h2>Night Cook</h2><p>Pay: €15 per hour</p>{PIER}"


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        (f"<h1>Jobs</h1>{KEEPER}{COOK}", "Night Cook | Piers"),  # the page of one of them
        (f"<h1>Jobs</h1>{KEEPER}<h2>Your work</h2><p>Pay: €15</p>{PIER}", "Jobs | Piers"),
        (f"<h1>Jobs</h1>{KEEPER}<h2><a href=/c>Night Cook</a></h2><p>Pay: €15</p>{PIER}", "Jobs"),
        (f"<h1>Jobs</h1>{KEEPER}<h2>Night Cook</h2>{PIER}", "Jobs | Piers"),
    ],
)
def test_one_post_that_is_written_out_is_not_several(markup: str, title: str) -> None:
    assert "posts_written_out" not in decide(page(markup, title)).signals


def test_two_posts_that_are_written_out_are_a_list() -> None:
    found = decide(page(f"<h1>Join us</h1><p>We are hiring.</p>{KEEPER}{COOK}", "Join us | Piers"))
    assert (found.kind, found.reason) == ("list", "list_of_jobs")


@pytest.mark.parametrize(
    ("markup", "title", "signal"),
    [
        (f"<p>Board » Jobs offered</p><h2>Cook for the pier</h2>{PIER}", "Cook", "job_name"),
        (f"<h2>Come aboard</h2><p>We need two more hands.</p>{PIER}", "Piers", "seeks"),
        (
            f"<h2>Jobs</h2><p>Wir suchen für den Pier einen Koch (m/w/d).</p>{PIER}",
            "Jobs",
            "calls_for_one",
        ),
        (
            f"<p>Location: Oban</p><p>Hours: 20</p><p>Deadline: 4 May 2026</p>{PIER}",
            "Piers",
            "facts_once",
        ),
        (f"<p>£14.80 an hour | five nights</p>{PIER}", "Piers", "pay"),
        (f"<p>Applications are invited for the vacant post of Keeper.</p>{PIER}", "Piers", "seeks"),
        (f"<h1>How to become a cook</h1>{PIER}", "Cooks", "advice_title"),
        (f"<h1>Cook salary in Oban</h1>{PIER}", "Cooks", "advice_title"),
        (f"<h1>[piers] PIERS Jobs digest, May</h1>{PIER}", "Piers", "advice_title"),
        (f"<h1>Cerco lavoro come cuoco</h1>{PIER}", "Cuoco", "about_me"),
        (f"<h1>Jobs</h1>{KEEPER}{COOK}", "Jobs | Piers", "posts_written_out"),
        (f"<h2>Cook wanted</h2>{PIER}", "Piers", "job_name"),
        (
            f"<h2>Come aboard</h2><p>We are going to hire a hand.</p>{PIER}",
            "Cook | Piers",
            "calls_for_one",
        ),
        (f"<h1>Cherche place de cuisinier</h1>{PIER}", "Cuisinier", "about_me"),
        (f"<h1>Anna K.</h1><h2>Cook</h2><h3>About me</h3>{PIER}", "Anna K.", "about_me"),
        (
            f"<h1>Cook</h1><h2>Entry requirements</h2>{PIER}<p>Tuition fee: none</p>",
            "Cook",
            "course",
        ),
    ],
)
def test_a_signal_holds(markup: str, title: str, signal: str) -> None:
    assert signal in decide(page(markup, title)).signals
    assert signal not in decide(page(f"<h2>Piers</h2>{PIER}", "Piers")).signals


def test_labels_that_stand_twice_are_those_of_a_list() -> None:
    labels = "<p>Location: Oban</p><p>Hours: 20</p>"
    assert "facts_once" not in decide(page(f"{labels}{PIER}{labels}", "Piers")).signals


def test_a_declared_posting_is_one_however_little_else_the_page_says() -> None:
    declared = (
        '<script type="application/ld+json">{"@type": "JobPosting", "title": "Cook", '
        '"description": "<p>You cook for forty people.</p>"}</script><p>Loading</p>'
    )
    assert decide(page(declared)).reason == "one_jobposting"


@pytest.mark.parametrize(
    ("markup", "title", "kind"),
    [
        (f"<h1>Jobs in Oban</h1><p>9 jobs found</p>{CARDS}", "Jobs in Oban", "list"),
        (f"<h1>Open positions</h1>{CARDS}", "Careers", "list"),
        (
            "<h1>Join us</h1><p>We are looking for people with a good sense for ropes and sheep. "
            "There is nothing open today; ask again in spring.</p>",
            "Careers | Harbour Lights",
            "list",
        ),
        (f"<article><h1>Five walks around the bay</h1>{WALK}</article>", "Five walks", "other"),
        (
            "<h1>How to become a ship's cook</h1><p>The role asks for experience and skills, and "
            "a team that likes you.</p><h2>Why it is hard</h2><p>The sea.</p><h2>Tips</h2>",
            "How to become a ship's cook",
            "other",
        ),
        (
            "<h1>Rope, 40 m</h1><p>In stock. Free shipping.</p><button>Add to cart</button>",
            "",
            "other",
        ),
    ],
)
def test_pages_that_are_no_posting(markup: str, title: str, kind: str) -> None:
    assert decide(page(markup, title)).kind == kind


FORM = """<h1>Shift Planner</h1><p>Oban</p>{text}<h2>Apply for this job</h2><form><p>{name} *<br>
Email<br>Phone</p><p>Have you planned boats for two years? Yes No</p><p>Do you want to join our
team?</p><p>We ask these questions for the statistics of the harbour; the answers go to nobody who
chooses.</p><button>Submit application</button></form>"""


@pytest.mark.parametrize(
    "name", ["Full name", "Vorname", "Prénom", "Cognome", "Alias * Tel. * Letter"]
)
def test_a_form_without_its_posting_is_none(name: str) -> None:
    found = decide(page(FORM.format(text="", name=name), "Shift Planner - Apply"))
    assert (found.kind, "form_alone" in found.signals) == ("other", True)
    for text in (BODY, "<p>You keep crews, boats and tides in one timetable for us.</p>" * 3):
        found = decide(page(FORM.format(text=text, name=name), "Shift Planner - Apply"))
        assert "form_alone" not in found.signals


def programmes(labels: tuple[str, str, str]) -> str:
    who, where, when = labels
    return "".join(
        f"<h2>{name}</h2><p>{who}: students<br>{where}: Oban<br>{when}: {name}</p>"
        "<p>You sail with a crew and write a log of your own about the tides.</p>"
        for name in ("Spring Week", "Summer Internship", "Winter Watch")
    )


@pytest.mark.parametrize(
    "labels", [("Who", "Where", "When"), ("Wer", "Ort", "Wann"), ("Pour qui", "Lieu", "Durée")]
)
def test_programmes_with_the_same_labels_are_no_posting(labels: tuple[str, str, str]) -> None:
    found = decide(page(f"<h1>Internships</h1>{programmes(labels)}{BODY}", "Internships | Piers"))
    assert (found.kind, "parts_alike" in found.signals) == ("list", True)


def test_shops_with_addresses_are_no_programmes() -> None:
    shops = "".join(f"<h2>{s}</h2><p>Address: Pier 9<br>Phone: 0{s}</p>" for s in "ABC")
    found = decide(page(f"<h1>Shift Planner</h1>{BODY}{shops}", "Shift Planner"))
    assert (found.kind, "parts_alike" in found.signals) == ("posting", False)


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("Work with us", "We need a barista for our café on the pier, five mornings a week."),
        ("Jobs", "Wir suchen ab sofort eine Köchin für unsere Küche am Hafen."),
        ("Nous rejoindre", "Le phare recherche un(e) réceptionniste de nuit en CDI."),
        ("Lavora con noi", "Siamo alla ricerca di un falegname per la bottega del porto."),
    ],
)
def test_one_post_in_a_sentence_below_the_name_of_a_list(name: str, call: str) -> None:
    contact = "<p>Write to pier@lights.example with your CV. We are closed on Sundays.</p>"
    found = decide(page(f"<h1>{name}</h1><p>{call}</p>{contact}", name, "https://l.example/jobs"))
    assert (found.kind, "notice" in found.signals) == ("posting", True)


@pytest.mark.parametrize(
    ("title", "call"),
    [
        ("Helping hands", "We need a cook for the summer kitchen, five days a week."),
        ("Aktualności", "Szukamy piekarza na stałe, od marca."),
        ("Novinky", "Hledáme pekaře na noční směny."),
        ("Uutisia", "Haemme kokkia kesäksi satamaan."),
        ("Hírek", "Keresünk szakácsot a kikötőbe."),
        ("Noticias del muelle", "El faro necesita cocinero para los fines de semana."),
        ("Nyt fra havnen", "Havnens café søger kok fra 1. april."),
        ("Vragen staat vrij", "Het veerhuis zoekt kok voor vier avonden."),
    ],
)
def test_a_short_notice_is_a_posting(title: str, call: str) -> None:
    contact = "<p>Runa Vik, 0151 22 44 668, runa@lights.example</p>"
    body = f"<h1>{title}</h1><p>{call}</p>"
    name = f"{title} | Harbour Lights"
    found = decide(page(f"{body}{contact}", name, "https://lights.example/jobs/7"))
    assert (found.kind, "notice" in found.signals) == ("posting", True)
    assert "notice" not in decide(page(body, name)).signals  # nobody to answer
    topics = "<h2>Tides</h2><p>High at four.</p><h2>Boats</h2><p>Two.</p>"
    assert "notice" not in decide(page(f"{body}{contact}{topics}", name)).signals


@pytest.mark.parametrize(
    ("call", "post"),
    [
        ("We need a cook and a driver.", {"cook"}),
        ("Cook for our ferry wanted", {"cook"}),
        ("Szukamy piekarza na stałe.", {"piekarza"}),
        ("Keresünk szakácsot a kikötőbe.", {"szakácsot"}),
        ("The cook is looking for the harbour.", set()),
        ("A driver brings the cook we know.", set()),
    ],
)
def test_the_post_behind_a_call(call: str, post: set[str]) -> None:
    assert PageLook(page(f"<h1>News</h1><p>{call}</p>", "News")).calls.posts == set(map(fold, post))


TOPICS = "".join(f"<h2>{name}</h2><p>{PIER}</p>" for name in ("Tides", "Boats", "Soup of the day"))


def test_headings_of_other_topics_speak_against_a_posting() -> None:
    assert "other_headings" in decide(page(f"<h1>Cook</h1>{TOPICS}", "Cook")).signals
    demands = "<p>You have 3 years of experience.</p>"
    for more in ("<a href=/a>Apply now</a>", "<p>Location: Oban</p><p>Hours: 20</p>", demands):
        markup = f"<h1>Cook</h1>{more}{TOPICS}"
        assert "other_headings" not in decide(page(markup, "Cook")).signals
    assert "other_headings" not in decide(page(f"<h1>Cook</h1>{TOPICS}"), known=True).signals


def test_headings_that_are_links_stand_on_pages_of_others() -> None:
    cards = "<h3><a href=/1>Cook on the pier</a></h3><p>Oban.</p>"
    assert "linked_heading" in decide(page(f"<h1>Piers</h1>{cards}{PIER}", "Piers")).signals
    below = page(f"<h1>Piers</h1>{PIER}{PIER}{cards}", "Piers")
    assert "linked_heading" not in decide(below).signals
    own = page(f"<h1><a href=/1>Cook on the pier</a></h1>{PIER}", "Cook on the pier | Piers")
    assert "linked_heading" not in decide(own).signals


def test_a_page_that_names_no_post_lacks_points() -> None:
    life = "<p>We offer soup.</p><h2>Benefits</h2><ul><li>Soup</li><li>A boat</li></ul>"
    found = decide(page(f"<h1>Life here</h1>{life}", "Life here", "https://l.example/jobs/life"))
    assert (found.kind, "no_post" in found.signals) == ("other", True)
    labels = "<p>Location: Oban</p><p>Hours: 20</p>"
    assert "no_post" not in decide(page(f"<h1>Life here</h1>{labels}{life}", "Life here")).signals
    demands = "<p>You have 3 years of experience.</p>"
    assert "no_post" not in decide(page(f"<h1>Life here</h1>{demands}{life}", "Life here")).signals
    assert "no_post" not in decide(page(f"<h1>Cook</h1>{life}", "Cook")).signals
    assert explained("no_post")["lacks"] == 2


def test_a_paragraph_in_quotes_is_of_news_or_of_a_life_at_a_firm() -> None:
    said = "<p>“I came for the soup and stayed for the boats, every summer.” Runa Vik</p>"
    assert "quote" in decide(page(f"<h1>Cook</h1>{said}{PIER}", "Cook")).signals
    assert "quote" not in decide(page(f"<h1>Cook</h1><p>“Soup”</p>{PIER}", "Cook")).signals


@pytest.mark.parametrize(
    "title",
    ["Jobs at Harbour Lights", "Empleos de Marinería", "Vagas em Lisboa", "Vacatures bij de haven"],
)
def test_jobs_of_an_employer_or_a_trade_are_called_a_list(title: str) -> None:
    found = decide(page(f"<h1>{title}</h1>{BODY}", f"{title} | Piers"))
    assert {"list_name", "list_heading"}.issubset(found.signals)
    named = decide(page(f"<h1>Vagas de Cozinheiro</h1>{BODY}", "Vagas de Cozinheiro | Piers"))
    assert not {"list_name", "list_heading"}.intersection(named.signals)


ONE_CARD = """<h1>{name}</h1><p>Showing 1 of 1</p><div><h3><a href=/1>Night Cook</a></h3><p>Pay: £14
per hour</p><p>Location: Oban</p><p>Closes: 4 May 2031</p><p>We are looking for a cook who likes the
sea and ...</p><p><a href=/1>{more}</a></p></div><h2>Why work with us?</h2><ul><li>Soup</li></ul>"""


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("Current vacancies", "View details"),
        ("Stellenangebote", "Zur Stelle"),
        ("Vacatures", "Bekijk vacature"),
        ("Ofertas de empleo", "Ver oferta"),
    ],
)
def test_a_list_with_one_card_is_a_list(name: str, more: str) -> None:
    assert decide(page(ONE_CARD.format(name=name, more=more), f"{name} - Piers")).kind == "list"


def test_two_cards_without_a_name_of_a_list_are_a_list() -> None:
    cards = "".join(
        f"<h3>Night Cook</h3><p>{town} | Full time</p><p>You cook for the crew ...</p>"
        "<p><a href=/1>Zur Stelle</a></p>"
        for town in ("Oban", "Bergen")
    )
    intro = "<p>We are looking for people who like the sea, soup and each other.</p>"
    assert decide(page(f"<h1>Kitchen</h1>{intro}{cards}", "Kitchen - Piers")).kind == "list"
    own = f"<h1>Friend of the Lamp</h1>{BODY}{cards}"
    assert "cards_only" not in decide(page(own, "Friend of the Lamp")).signals


def test_a_posting_below_a_card_of_another_is_no_list() -> None:
    markup = ONE_CARD.format(name="Vacancies", more="Read more")
    own = f"<h2>Shift Planner</h2>{BODY}<a href=/a>Apply now</a>"
    assert "cards_only" not in decide(page(markup + own, "Shift Planner")).signals
    called = f"<h1>Friend of the Lamp</h1>{BODY}{markup[markup.index('<div>') :]}"
    assert "cards_only" not in decide(page(called, "Friend of the Lamp")).signals


def test_cards_below_the_name_of_a_list_are_a_list() -> None:
    cards = "".join(
        f"<div><h3><a href=/{n}>{name}</a></h3><p>Full time. Closes 4 May 2031</p>"
        f"<p><a href=/{n}>Read more</a></p></div>"
        for n, name in enumerate(("Deck Hand", "Ship's Cook", "Friend of the lamp"))
    )
    markup = f"<h1>Work at sea</h1><p>Come and sail with us.</p><h2>Current vacancies</h2>{cards}"
    assert decide(page(markup, "Careers - Harbour Lights")).kind == "list"
    # one posting, with others below
    beside = f"<h1>Shift Planner</h1>{BODY}<a href=/a>Apply now</a><h2>Other vacancies</h2>{cards}"
    assert decide(page(beside, "Shift Planner - Harbour Lights")).kind == "posting"


@pytest.mark.parametrize(
    "line",
    [
        "Copy this ferry planner job description template and change it as you like.",
        "Diese Vorlage für eine Stellenanzeige können Sie frei verwenden.",
        "Utilisez ce modèle d'offre d'emploi.",
    ],
)
def test_a_text_for_employers_to_copy_is_no_posting(line: str) -> None:
    markup = f"<h1>Shift Planner</h1><p>{line}</p>{BODY}"
    assert decide(page(markup, "Shift Planner - Jobs")).kind == "other"


TENDER = """{title}

Mooring ropes for nine piers, three years

Closing date: 4 June 2031
Location: Harbour Office, Oban
Contract type: Fixed term, 36 months

Requirements
- ropes of 40 mm, tested
- two references of work of this kind

{bidders}
"""


@pytest.mark.parametrize(
    ("title", "bidders"),
    [
        ("Invitation to tender", "Bidders send sealed tenders to the harbour master."),
        ("Licitación 14/2031", "Los licitadores presentarán el pliego firmado."),
        ("Gara d'appalto", "Gli offerenti leggano il capitolato della stazione appaltante."),
    ],
)
def test_a_tender_is_work_for_firms_and_no_posting(title: str, bidders: str) -> None:
    text = TENDER.format(title=title, bidders=bidders)
    tender = Page.from_bytes(text.encode(), content_type="text/plain; charset=utf-8")
    assert decide(tender).kind == "other"


@pytest.mark.parametrize("title", ["Manager, Tenders and Bids", "Bar Tender"])
def test_somebody_who_writes_tenders_is_sought_by_a_posting(title: str) -> None:
    duties = "<p>You write tenders, read bid documents and answer bidders.</p>"
    decision = decide(page(f"<h1>{title}</h1>{duties}{BODY}", f"{title} - Jobs"))
    assert "tender" not in decision.signals


def test_a_form_for_applicants_is_no_template_of_a_posting() -> None:
    line = "<p>Please use this template for your CV.</p>"
    markup = f"<h1>Shift Planner</h1>{BODY}{line}<a href=/a>Apply now</a>"
    assert decide(page(markup, "Shift Planner - Jobs")).kind == "posting"


@pytest.mark.parametrize(
    ("title", "line", "signal"),
    [
        ("How we hire planners", "", "advice_title"),
        ("Meet the team", "", "advice_title"),
        ("Sample cover letter for a planner", "", "advice_title"),
        ("Ferry Planner Job Description Template", "", "template"),
        ("Schiffskoch sucht neue Stelle", "", "seeks_work"),
        ("Cuisinière cherche emploi", "", "seeks_work"),
        ("Pier planner available for work", "", "seeks_work"),
        ("Healthy volunteers for a study of tides", "", "other_ad"),
        ("Mitbewohner/in gesucht", "", "other_ad"),
        ("Zwei Zimmer zu vermieten", "", "other_ad"),
        ("Own a Harbour Soup franchise", "", "other_ad"),
        ("Optiker - lön och utbildning", "", "advice_title"),
        ("Harbour Lights to hire forty planners", "<h2>Media contact</h2><p>Runa</p>", "press"),
        ("Harbour Lights stellt vierzig Leute ein", "<p>Pressekontakt</p><p>Runa</p>", "press"),
        ("Harbour Lights appoints a new head of planning", "", "appointment"),
        ("Harbour Lights: Runa Vik nommée directrice", "", "appointment"),
        ("Join our talent pool", "", "talent_pool"),
        ("Open sollicitatie", "", "talent_pool"),
        ("Initiativbewerbung", "", "talent_pool"),
        ("Runa Vik", "<h2>Teaching</h2><h2>Publications</h2>", "about_me"),
        ("Runa Vik", "<h2>Forschungsinteressen</h2><h2>Publikationen</h2>", "about_me"),
    ],
)
def test_a_page_about_work_that_offers_no_post(title: str, line: str, signal: str) -> None:
    decision = decide(page(f"<h1>{title}</h1>{BODY}{line}", title))
    assert (decision.kind, signal in decision.signals) == ("other", True)


@pytest.mark.parametrize(
    ("title", "line", "signal"),
    [
        ("Press Officer", "<h2>Duties</h2><ul><li>Press releases<li>Talks</ul>", "press"),
        ("Shift Planner", "<p><a href=/press>Press releases</a></p>", "press"),
        ("Nominations Officer", "<p>You are appointed to a team of four.</p>", "appointment"),
        ("Talent Pool: Shift Planner", "", "talent_pool"),
        ("Franchise Manager", "", "other_ad"),
        ("Driver, Boats for Hire", "<p>You rent rooms to let.</p>", "other_ad"),
        ("Lecturer in Tides", "<h2>Teaching</h2><p>Six hours a week.</p>", "about_me"),
        ("Shift Planner", "<aside><h2>About me</h2><p>Runa writes here.</p></aside>", "about_me"),
    ],
)
def test_such_words_in_a_posting_are_no_such_page(title: str, line: str, signal: str) -> None:
    decision = decide(page(f"<h1>{title}</h1>{BODY}{line}", f"{title} | Talent Pool"))
    assert (decision.kind, signal in decision.signals) == ("posting", False)


@pytest.mark.parametrize(
    ("title", "signal"),
    [
        ("PLANNER INTERVIEW QUESTIONS", "advice_title"),
        ("CHERCHE EMPLOI DE CUISINIER", "about_me"),
        ("REQUEST FOR PROPOSALS", "tender"),
    ],
)
def test_a_title_in_capitals_below_the_site_of_a_plain_text(title: str, signal: str) -> None:
    text = (
        f"Harbour Board\nPier 9, Oban\nNotices\n\n{title}\n\nRequirements\n- two years of "
        "experience with ropes\n\nBidders send sealed tenders. You plan boats and tides.\n"
    )
    decision = decide(Page.from_bytes(text.encode(), content_type="text/plain; charset=utf-8"))
    assert (decision.kind, signal in decision.signals) == ("other", True)


def test_several_comments_of_a_hiring_thread_are_a_list() -> None:
    lines = (
        "Harbour Lights | Shift Planner | Oban, UK | Full-time",
        "We are looking for a planner who likes tides. Write to jobs@lights.example.",
        "Kelp & Sons | Ship's Cook | Bergen, Norway | Part-time",
        "We are looking for a cook with experience of rough seas. Write to jobs@kelp.example.",
    )
    one, two = ("\n\n".join(lines[:n]).encode() for n in (2, 4))
    assert decide(Page.from_bytes(one, content_type="text/plain; charset=utf-8")).kind == "posting"
    assert decide(Page.from_bytes(two, content_type="text/plain; charset=utf-8")).kind == "list"


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("", "empty_page"),
        ("<p>You need to enable JavaScript to run this app.</p>", "javascript_shell"),
        ("<p>Bitte JavaScript aktivieren, um diese Seite zu sehen.</p>", "javascript_shell"),
        ("<h1>Just a moment...</h1><p>Verify you are human.</p>", "captcha"),
        ("<h1>Page not found</h1><p>Try the search or go home.</p>", "soft_404"),
        ("<h1>404</h1><p>Siden blev ikke fundet</p>", "soft_404"),
        ("<h1>Sign in</h1><p>Please log in to view this job.</p>", "login_wall"),
        ("<h2>Before you continue</h2><p>We use cookies and data.</p>", "consent_wall"),
    ],
)
@pytest.mark.parametrize("known", [False, True])
def test_notices_are_no_postings_at_any_address(markup: str, reason: str, known: bool) -> None:
    decision = decide(page(markup), known)
    assert (decision.kind, decision.reason) == ("other", reason)


def test_a_javascript_notice_beside_a_text_decides_nothing() -> None:
    markup = f"<p>Please enable JavaScript.</p><h1>Shift Planner</h1>{BODY}"
    assert decide(page(markup, "Shift Planner - Jobs")).kind == "posting"


# --- A known address ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "markup",
    [
        "<h1>Cook</h1><p>We need a cook for the night boat from May to September.</p>",
        f"<h1>Shift Planner</h1>{BODY}"
        + "".join(f"<a href=/{n}>Route {n} timetable</a><br>" for n in range(12)),
    ],
)
def test_a_known_address_settles_a_doubt(markup: str) -> None:
    assert decide(page(markup), known=True).kind == "posting"


def test_a_known_address_is_no_proof() -> None:
    assert decide(page(f"<h1>Jobs in Oban</h1>{CARDS}", "Jobs in Oban"), known=True).kind == "list"
    assert decide(page(f"<h1>Five walks</h1>{WALK}", "Five walks"), known=True).kind == "other"
    closed = f"<h1>Cook</h1><p>This position has been filled.</p>{BODY}"
    assert decide(page(closed), known=True).kind == "closed"


# --- Closed ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "markup",
    [
        f"<h1>Shift Planner</h1><p>This position has been filled. Welcome, Runa!</p>{BODY}",
        f"<div>No longer accepting applications</div><h1>Shift Planner</h1>{BODY}",
        f"<h1>[CLOSED] Shift Planner</h1>{BODY}",
        f"<h1>Shift Planner</h1><p>Expired</p>{BODY}",
        f"<h1>Shift Planner</h1><dl><dt>Status<dd>Closed<dt>Location<dd>Oban</dl>{BODY}",
        f"<h1>Shift Planner</h1>{BODY}<p>This vacancy is now closed.</p>",
        f"<h1>Planificateur</h1><p>Statut de l'offre : Clôturée</p>{BODY}",
        f"<h1>Planejador</h1><p>A vaga não está mais recebendo candidaturas.</p>{BODY}",
        f"<h1>Schichtplanung</h1><p>Die Bewerbungsfrist ist leider abgelaufen.</p>{BODY}",
        f"<h1>Planificador</h1><p>Esta oferta ya no está disponible</p>{BODY}",
        "<h1>Planner</h1><p>This vacancy has closed and the crew who will read all letters is "
        f"busy now.</p>{BODY}",
    ],
)
def test_a_page_that_says_so_is_closed_although_it_prints_the_whole_posting(markup: str) -> None:
    decision = decide(page(markup, "Shift Planner - Jobs"))
    assert (decision.kind, decision.reason) == ("closed", "closed_notice")


@pytest.mark.parametrize(
    "subject",
    ["[island-jobs] FILLED: Shift Planner", "Position filled: Shift Planner", "Planner (closed)"],
)
def test_a_letter_whose_subject_says_so_is_closed(subject: str) -> None:
    text = (
        f"{subject}\n\nDear all, thank you for 46 letters.\n\n"
        "> We are looking for a planner for six routes, 30 hours a week.\n"
    )
    letter = Page.from_bytes(text.encode(), content_type="text/plain; charset=utf-8")
    assert decide(letter).kind == "closed"


@pytest.mark.parametrize(
    "markup",
    [
        f"<h1>Shift Planner</h1><p>If this job is no longer available, see our others.</p>{BODY}",
        f"<h1>Shift Planner</h1><p>Applications are read until the post is filled.</p>{BODY}",
        f"<h1>Shift Planner</h1><p>We want to fill this post soon.</p>{BODY}",
        f"<h1>Shift Planner</h1><p>Please log in to apply.</p>{BODY}",
        f"<h1>Shift Planner</h1>{BODY}<form><p>This job has expired</p></form>",
        f"<h1>Shift Planner</h1><dl><dt>Status<dd>Permanent</dl>{BODY}",
        f"<h1>Shift Planner</h1>{BODY}<h2>Similar jobs</h2><p>This position has been filled</p>",
        f"<h1>Shift Planner (closed-circuit TV)</h1>{BODY}",
    ],
)
def test_an_open_posting_with_such_words_is_open(markup: str) -> None:
    assert decide(page(markup, "Shift Planner - Jobs")).kind == "posting"


# --- The table ------------------------------------------------------------------------------------


def test_each_signal_has_its_own_name_and_says_what_it_is() -> None:
    names = [signal.name for signal in SIGNALS]
    assert len(set(names)) == len(names)
    assert all(signal.comment.endswith(".") for signal in SIGNALS)
    assert all(signal.job or signal.one or signal.lacks for signal in SIGNALS)
    assert explained("apply")["about_a_job"] == 2


def test_the_points_are_those_of_the_signals_that_hold() -> None:
    decision = decide(POSTINGS["english"])
    held = [signal for signal in SIGNALS if signal.name in decision.signals]
    assert decision.job == sum(signal.job for signal in held)
    assert decision.one == sum(signal.one for signal in held)


@pytest.mark.parametrize(
    "block",
    [
        Block("paragraph", "Apply now", box=(1, 2)),
        Block("heading", "Similar jobs", level=2, box=(1, 2)),
        Block("paragraph", "Salary:", box=(1, 2)),
        Block("paragraph", "word " * 30, box=(1, 2)),
        Block("item", "a line of a list", level=1),
    ],
    ids=lambda block: block.text[:12],
)
def test_time_is_linear(block: Block) -> None:
    start = time.process_time()
    decide(Page(kind="html", blocks=[block] * 40_000))
    assert time.process_time() - start < 4


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("38 ofertas de trabajo de farero en Vigo", ""),
        ("Ofertas de trabajo de farero en Vigo", "<p>1-20 de 38 ofertas</p>"),
        ("Ofertas de trabajo de farero en Vigo", "<p>Mostrando 21 a 38 de 83</p>"),
    ],
)
def test_a_page_that_counts_what_it_lists_is_a_list(title: str, line: str) -> None:
    cards = "".join(
        f"<article><h2>Farero del muelle {n}</h2><p>Puertos del Norte</p><p>Buscamos persona con "
        "experiencia para el turno de noche.</p></article>"
        for n in range(4)
    )
    filters = "<h4>Contrato</h4><p>Indefinido (12)</p><h4>Jornada</h4><p>Completa (25)</p>"
    found = decide(page(f"<h1>{title}</h1>{filters}{line}{cards}", title))
    assert found.kind == "list"
    assert {"range_of_list", "counted_list"}.intersection(found.signals)


def test_a_number_of_posts_to_fill_makes_no_list() -> None:
    found = decide(page(f"<h1>2 ferry planners</h1>{BODY}<a href=/a>Apply</a>", "2 vacancies"))
    assert found.kind == "posting"


def letter(sender: str, subject: str, text: str) -> str:
    return f"Message from the list\nFrom: {sender}\nSubject: {subject}\n\n{text}\n\n-----\n"


LETTER = (
    "Harbour Lights in Oban, Scotland seeks a full-time Registrar to care for the lamps. Salary: "
    "GBP 41,000. Requirements: three years of experience. Send letter and resume to us."
)


@pytest.mark.parametrize(
    ("subjects", "kind"),
    [
        (("Job: Registrar, Harbour Lights", "Job: Lamp Fitter", "Job: Head of Tours"), "list"),
        (("Job: Registrar, Harbour Lights", "Re: Job: Registrar, Harbour Lights"), "posting"),
        (("Job: Registrar, Harbour Lights",), "posting"),
    ],
)
def test_letters_with_other_subjects_are_no_posting(subjects: tuple[str, ...], kind: str) -> None:
    text = "".join(letter(f"R. Reed {n}", each, LETTER) for n, each in enumerate(subjects))
    read = Page.from_bytes(text.encode(), url=None, content_type="text/plain; charset=utf-8")
    assert decide(read).kind == kind
