"""The posting among a page's blocks: layouts of many kinds of sites, in several languages."""

from __future__ import annotations

import time

import pytest

from crawlers.extract.cleaning.choose_body import find_body
from crawlers.page.text_blocks import blocks_of_text
from crawlers.text.blocks import Block
from tests.page.blocks import blocks_of_html

FIRST, LAST = "Harbour Lights Ltd runs ferries", "reads every application without names."
BODY = """<p>Harbour Lights Ltd runs ferries between nine islands. We are looking for a shift
planner who keeps crews,
boats and tides in one timetable.</p><h3>What you will do</h3><ul><li>Plan crews and vessels for
six routes, two weeks ahead</li>
<li>Answer changes of weather within the hour</li><li>Agree leave with the masters and the
union</li></ul>
<h3>What you bring</h3><ul><li>Two years of experience in transport planning</li><li>Good spoken
English</li></ul>
<h3>What we offer</h3><p>A permanent contract, 30 days of leave and a cabin on every boat. The
salary grows with service.</p>
<p>Harbour Lights is an equal opportunity employer and reads every application without names.</p>"""
PROFILE = """Harbour Lights has carried people, sheep and post since 1962. Today 140 of us run
eleven boats from four ports, and
the smallest of them still rings its own bell. Our boats are painted every spring by the people
who sail them."""
NAV = (
    "<nav><ul><li><a href=/>Home</a><li><a href=/jobs>Jobs</a><li><a href=/login>Log in</a>"
    "</ul></nav>"
)
FOOT = (
    "<footer><p>Island Jobs has brought people and work together on nine islands since 2004, "
    "and likes you all.</p></footer>"
)
CARD = (
    "<div><a href=/{0}>Deck hand {0}</a><p>We look for a deck hand with a good sense for "
    "ropes and sheep.</p></div>"
)
CARDS = "".join(map(CARD.format, "abc"))
APPLY = "<a href=/apply>Apply now</a>"
TITLE = "<h1>Shift Planner</h1>"
PARTED = "<p>Share this job</p><h3>What you bring"

LAYOUTS = {
    "regions": f"{NAV}<main>{TITLE}<p>Oban</p>{BODY}{APPLY}</main>{FOOT}",
    "fragment": f"{TITLE}<p>Oban</p><a href=/apply>Apply</a><h2>Job description</h2>{BODY}",
    "board": f"""{NAV}<div class=top>{TITLE}<h4><a href=/c>Harbour Lights Ltd</a> Oban</h4></div>
<div class=text>{BODY}</div>
        <ul><li><h3>Seniority level</h3><span>Entry</span></li><li><h3>Job function</h3>
        <span>Other</span></li></ul>
        <section><h2>Similar jobs</h2>{CARDS}</section>{FOOT}""",
    "cards above": f"<div><h3>Recommended jobs</h3>{CARDS}</div><div>{TITLE}{BODY}</div>",
    "page in a form": f"<form><div><a href=/>Jobs</a></div><div><h2>Shift "
    f"Planner</h2>{BODY}{APPLY}</div></form>",
    "page in a class": f"""<div class='page with-sidebar'>{NAV}<div>{TITLE}{BODY}</div>
        <div class=sidebar>{PROFILE}</div></div>""",
    "table layout": f"""<table><tr><td>Island Jobs</td></tr><tr><td><a href=/>Home</a><br>
<a href=/faq>FAQ</a></td><td><table>
        <tr><td><b>Shift Planner</b></td></tr><tr><td><table><tr><td>Company:</td><td>Harbour
        Lights</td></tr><tr>
        <td>Place:</td><td>Oban</td></tr></table></td></tr><tr><td>{BODY}</td></tr></table></td>
        <td><b>Latest jobs</b><br><a href=1>Cook</a></td></tr></table>""",
    "profile behind": f"""<article>{TITLE}<ul><li>School:<br>Harbour Lights</li></ul>{BODY}
        <div><h3>Supporting documents</h3><a href=a.pdf>Form</a></div>
        <div><h2>Harbour Lights</h2><p>{PROFILE}</p><p>{PROFILE}</p></div></article>""",
    "untitled profile behind": f"""<article>{TITLE}{BODY}
        <div><h2>Harbour Lights</h2><p>{PROFILE}</p><p>{PROFILE}</p></div></article>""",
    "profile beside": f"""<div class=row><div><h3>Harbour Lights</h3><p>{PROFILE}</p></div>
        <div>{TITLE}<div>{BODY}</div></div></div>""",
    "form behind": f"""<div>{TITLE}<div>Oban</div></div><div id=content>{BODY}</div><div>
<h2>Apply for this Job</h2>
        <label>First Name *</label><div><h3>Voluntary questions</h3><p>Individuals are considered
        for a job whatever they answer
        here, and the answers are kept apart from the application of a candidate.</p></div>
        </div>""",
    "a box for each paragraph": f"<div>{TITLE}</div><section>"
    + BODY.replace("<p>", "<div><div>").replace("</p>", "</div></div>")
    + f"</section>{FOOT}",
    "breaks": "<h2>Shift Planner</h2><div>"
    + BODY.replace("<p>", "").replace("</p>", "<br>").replace("<li>", "<br>- ")
    + f"<br>{APPLY}</div><div>All of this belongs to the print shop in Oban.</div>",
    "printed twice": f"{NAV}<div class=mobile>{TITLE}{BODY}</div><div "
    f"class=desktop>{TITLE}{BODY}</div>{FOOT}",
    "share in the middle": f"<main>{TITLE}{BODY.replace('<h3>What you bring', PARTED)}</main>",
    "values below the title": f"<main>{TITLE}<p>Part-time – Oban – £12 an hour – posted 4 May "
    f"2025</p>{BODY}{APPLY}</main>{FOOT}",
    "copyright in the box": f"<div>{TITLE}{BODY}<p>© 2025 Harbour Lights Ltd, 4 Quay Street, "
    f"Oban, on behalf of all who sail with us</p></div>",
    "questions of the site": f"<article>{TITLE}{BODY}<div><h3>Employer questions</h3><p>Your "
    "application will include the following questions:</p><ul><li>Do you have a current licence to "
    f"print?</li></ul></div></article>{FOOT}",
    "comments": f"<article>{TITLE}{BODY}</article><div><h3>Leave a Reply</h3>"
    f"<p>{PROFILE}</p></div>",
}


@pytest.mark.parametrize("title", ["Shift Planner", None], ids=["titled", "untitled"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_description_is_found(layout, title):
    blocks = blocks_of_html(LAYOUTS[layout])
    choice = find_body(blocks, title=title)
    assert [blocks[i].text for i in choice.body] == [b.text for b in blocks_of_html(BODY)]
    assert (choice.start, choice.end) == (choice.body[0], choice.body[-1] + 1)


TERMS = "<p>The post is permanent, with a house on the quay. " + "The pay grows every year. " * 6
EQUAL = "<p>Harbour Lights gives equal opportunities to all who apply. " + "None is left out. " * 9


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(f"<main>{TITLE}{BODY}<h3>Terms</h3>{TERMS}</main>{FOOT}", id="terms"),
        pytest.param(
            f"<div>{TITLE}<div>{BODY}</div><p>£30,000 a year</p><div>{EQUAL}{TERMS}</div>"
            f"<p>{APPLY}</p></div>{FOOT}",
            id="text in the box below",
        ),
        pytest.param(
            f"<div><p>Since 1962 we {PROFILE}</p><h2>Shift Planner</h2>{BODY}{TERMS}</div>{FOOT}",
            id="opening above the title",
        ),
    ],
)
def test_text_that_goes_on(page):
    blocks = blocks_of_html(page)
    body = [blocks[i].text for i in find_body(blocks, title="Shift Planner").body]
    assert body[-1].startswith("The post is permanent")
    assert ("sheep and post since 1962" in body[0]) == ("Since 1962 we" in page)
    assert not {"Terms", "£30,000 a year"} & {b.text for b in blocks} - set(body)


def test_a_menu_in_plain_words_above_the_title_is_not_the_text():
    menu = (
        "<span>Island Jobs</span> <span>All jobs</span> <span>Employers and their pay</span> " * 2
    )
    items = "<h2>Duties</h2><ul><li>Plan crews for six routes<li>Agree leave with the masters</ul>"
    page = f"<div><div>{menu}</div><div>{TITLE}<p>Oban</p></div><div>{items}</div></div>{FOOT}"
    blocks = blocks_of_html(page)
    choice = find_body(blocks, head_title="Shift Planner, Oban")
    assert [blocks[i].text for i in choice.body][-1] == "Agree leave with the masters"
    assert "Shift Planner" in [blocks[i].text for i in choice.header]


def test_rows_of_a_table_with_running_text_are_text():
    rows = (
        "<table><tr><th>Duties at sea</th><td>You mend ropes and nets and keep the log of each "
        "and every trip</td></tr><tr><th>Manners</th><td>You are kind to sheep, to guests and to "
        "the harbour master of each port</td></tr></table>"
    )
    blocks = blocks_of_html(f"<div>{TITLE}<div>{BODY}</div><div>{rows}</div></div>{FOOT}")
    body = [blocks[i].text for i in find_body(blocks, title="Shift Planner").body]
    assert body[-1].startswith("You are kind to sheep")
    assert any(text.startswith("You mend ropes") for text in body)


def test_the_header_holds_title_and_labels_and_side_boxes_are_facts():
    blocks = blocks_of_html(f"""{NAV}<main><div><h1>Shift Planner</h1><dl>
<dt>Location<dd>Oban<dt>Salary<dd>20</dl>{BODY}</div>
        <aside><h4>Job type</h4><p>Full-time</p><h4>Closing date</h4><p>1 May</p></aside></main>
        <section><h2>Similar jobs</h2><a href=1>Cook</a><dl>
        <dt>Location<dd>Mull<dt>Salary<dd>9</dl></section>""")
    choice = find_body(blocks)
    assert [b.text for b in blocks[choice.header.start : choice.header.stop]] == [
        "Shift Planner",
        "Oban",
        "20",
    ]
    beside = choice.facts[0]
    assert [b.text for b in blocks[beside.start : beside.stop]] == [
        "Job type",
        "Full-time",
        "Closing date",
        "1 May",
    ]


OTHER_LANGUAGES = {
    "de": (
        "<p>Wir suchen für die Küche unserer Fähren eine Person, die gern für vierzig Leute "
        "kocht.</p><h2>Ihre Aufgaben</h2>",
        "<ul><li>Sie kochen zwei warme Gerichte am Abend</li></ul><p>Eine unbefristete Stelle in "
        "Vollzeit und eine Koje.</p>",
        "<a href=#>Jetzt bewerben</a><h3>Ähnliche Stellenangebote</h3><p>Bäcker gesucht: Backen "
        "Sie Brot für alle Inseln.</p>",
    ),
    "fr": (
        "<p>Nous recherchons une personne qui aime cuisiner pour quarante passagers, la nuit.</p>"
        "<h2>Vos missions</h2>",
        "<ul><li>Préparer deux plats chauds chaque soir</li></ul><p>Nous offrons un contrat à "
        "durée indéterminée et un lit.</p>",
        "<p>Partager cette offre</p><h3>Offres similaires</h3><p>Boulanger : faites avec nous le "
        "pain des îles du nord.</p>",
    ),
    "nl": (
        "<p>Wij zoeken een kok die graag voor veertig passagiers kookt, ook bij nacht en op hoge "
        "zee.</p><h2>Jouw taken</h2>",
        "<ul><li>Elke avond twee warme gerechten koken</li></ul><p>Wij bieden een vast contract "
        "en een kooi op elke boot.</p>",
        "<p>Solliciteer nu</p><h3>Vergelijkbare vacatures</h3><p>Bakker: bak met ons het brood "
        "voor alle eilanden in de zee.</p>",
    ),
    "es": (
        "<p>Buscamos una persona que disfrute cocinando para cuarenta pasajeros, de noche y con "
        "mala mar.</p><h2>Funciones</h2>",
        "<ul><li>Preparar dos platos calientes cada noche</li></ul><p>Ofrecemos un contrato "
        "indefinido y una litera a bordo.</p>",
        "<p>Compartir</p><h3>Ofertas similares</h3><p>Panadero: haz con nosotros el pan de todas "
        "las islas del norte.</p>",
    ),
    "pl": (
        "<p>Szukamy osoby, która lubi gotować dla czterdziestu pasażerów w nocy i przy fali.</p>"
        "<h2>Zakres obowiązków</h2>",
        "<ul><li>przygotowanie dwóch ciepłych dań wieczorem</li></ul><p>Oferujemy umowę o pracę "
        "na czas nieokreślony i koję.</p>",
        "<a href=#>Aplikuj teraz</a><h3>Podobne oferty</h3><p>Piekarz: piecz z nami chleb dla "
        "wszystkich wysp na północy.</p>",
    ),
    "da": (
        "<p>Vi søger en kok, der kan lide at lave mad til fyrre passagerer om natten og i høj "
        "sø.</p><h2>Dine opgaver</h2>",
        "<ul><li>to varme retter hver aften året rundt</li></ul><p>Vi tilbyder en fast stilling "
        "på fuld tid og en køje.</p>",
        "<p>Del jobbet</p><h3>Lignende stillinger</h3><p>Bager søges: bag brød sammen med os til "
        "alle øerne.</p>",
    ),
}


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_other_languages(language):
    first, last, behind = OTHER_LANGUAGES[language]
    blocks = blocks_of_html(
        f"{NAV}<div><h1>K. (m/w/d)</h1><p>Esbjerg</p>{first}{last}{behind}</div>{FOOT}"
    )
    assert [blocks[i].text for i in find_body(blocks).body] == [
        b.text for b in blocks_of_html(first + last)
    ]


PLAIN = """Island Jobs - work by the sea
Sign in
Shift Planner
Harbour Lights Ltd
Location: Oban
Salary
30,000
Closing date: 1 May

SUMMARY

Harbour Lights Ltd runs ferries between nine islands.
We are looking for a shift planner who keeps crews, boats and tides in one timetable, and who
stays calm when it blows.

REQUIREMENTS
- Two years of experience in transport planning
- Good English
Short last line

Similar jobs
Deck hand, Oban
"""


def test_plain_text():
    blocks = blocks_of_text(PLAIN)
    choice = find_body(blocks)
    assert blocks[choice.start].text == "SUMMARY"
    assert blocks[choice.end - 1].text == "Short last line"
    assert (choice.header.stop, choice.reason) == (choice.start, "text")


def test_a_short_plain_text_keeps_every_line():
    blocks = blocks_of_text("We need a cook for the night boat.\nEarly soup\nShort menus")
    assert find_body(blocks).body == (0, 1, 2)


def test_nothing_is_found_in_nothing():
    choice = find_body([])
    assert (choice.start, choice.end, choice.body, choice.header, choice.reason) == (
        0,
        0,
        (),
        range(0),
        "no text",
    )


# --- The stated description -----------------------------------------------------------------------


def test_a_stated_description_says_where_the_visible_one_is():
    # words that would end a posting
    odd = BODY.replace("<h3>What we offer</h3>", "<h2>More from us</h2>")
    blocks = blocks_of_html(
        f"<h1>Shift Planner</h1><div>{odd}</div><div><p>{PROFILE}</p><p>{PROFILE}</p></div>"
    )
    choice = find_body(blocks, jsonld_description=blocks_of_html(odd))
    assert choice.reason == "jsonld"
    assert [blocks[i].text for i in choice.body] == [b.text for b in blocks_of_html(odd)]


def test_a_stated_teaser_does_not_shorten_the_description():
    blocks = blocks_of_html(f"<h1>Shift Planner</h1><div>{BODY}</div>")
    choice = find_body(blocks, jsonld_description=blocks_of_html(BODY)[:1])
    assert choice.body == find_body(blocks).body


def test_a_description_that_the_page_does_not_show_is_told():
    blocks = blocks_of_html(
        "<h1>Shift Planner</h1><p>Oban</p><p>Read the whole posting in our app, which you get at "
        "the pier.</p>"
    )
    assert find_body(blocks, jsonld_description=blocks_of_html(BODY)).use_jsonld
    assert not find_body(blocks_of_html(BODY), jsonld_description=blocks_of_html(BODY)).use_jsonld


# --- Cost -----------------------------------------------------------------------------------------


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
def test_time_is_linear(block):
    blocks = [block] * 40_000
    start = time.process_time()
    find_body(blocks, title="Cook", jsonld_description=blocks[:20_000])
    assert time.process_time() - start < 2
