"""Where the work is, on whole pages: behind labels in every shape of markup, in chips, addresses,
titles and sentences. The employer is invented."""

from __future__ import annotations

from functools import cache

import pytest
from scrapy.utils.project import get_project_settings

from crawlers.extract.answer import Answer
from crawlers.extract.header.line_values import values_of_line
from crawlers.extract.places.addressed_towns import agreed_town, town_of_name
from crawlers.runs.read_page import PageReader
from crawlers.spider.generic import GenericSpider
from crawlers.text.lines import Line

TEXT = """<p>{prose} You will keep the looms running, order parts and train apprentices.</p>
<h3>Your tasks</h3><ul><li>Inspect and repair looms and winding machines every week</li>
<li>Write clear reports for the production team</li></ul><h3>Requirements</h3><ul>
<li>Three years of experience in mechanics</li></ul>
<p>Apply now with your CV at jobs@loomhall.example.</p>"""
SHAPES = {
    "definition list": "<dl><dt>{0}</dt><dd>{1}</dd><dt>Salary</dt><dd>£30,000 a year</dd></dl>",
    "table": "<table><tr><th>{0}</th><td>{1}</td></tr>"
    "<tr><th>Salary</th><td>£30,000 a year</td></tr></table>",
    "spans": "<div><span>{0}</span><span>{1}</span></div>"
    "<div><span>Salary</span><span>£30,000 a year</span></div>",
    "lines": "<p>{0}: {1}</p><p>Salary: £30,000 a year</p>",
    "bold labels of one line": "<p><b>Salary:</b> £30,000 a year <b>{0}:</b> {1} "
    "<b>Hours:</b> 38</p>",
    "label above its value": "<div>{0}</div><div>{1}</div><div>Salary</div>"
    "<div>£30,000 a year</div>",
    "list items": "<ul><li>{0}: {1}</li><li>Salary: £30,000 a year</li></ul>",
}
FOOT = "Loomhall Ltd, 4 Quay Street, Hull HU1 1UU, and 2 Mill Lane, Goole DN14 1UU"
"""Two addresses: neither of them alone is where the work is."""


@cache
def reader() -> PageReader:
    return PageReader(get_project_settings().getdict("ITEM_PIPELINES"))


def page_of(
    header: str = "",
    *,
    title: str = "Loom Mechanic",
    prose: str = "",
    above: str = "",
    aside: str = "",
) -> str:
    return (
        f"<html><head><title>{title} | Loomhall</title></head><body><nav><a href='/'>Home</a></nav>"
        f"{above}<main><h1>{title}</h1>{header}{TEXT.format(prose=prose)}</main>"
        f"<aside>{aside}</aside><footer>{FOOT}</footer></body></html>"
    )


def places(page: str) -> list[dict[str, str | None]]:
    answer = Answer(page.encode(), content_type="text/html; charset=utf-8")
    posting = reader().read(answer, GenericSpider).posting
    assert posting is not None
    found: list[dict[str, str | None]] = posting["locations"]
    return found


def towns(header: str = "", **parts: str) -> list[str]:
    """Return the towns of a page. parts: of `page_of`."""
    return [city for place in places(page_of(header, **parts)) if (city := place["city"])]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("beside", [False, True])
def test_a_label_in_each_shape(shape: str, beside: bool) -> None:
    for label, place in (("Work location", "Oberwick"), ("Arbeitsort", "Kendal")):
        box = SHAPES[shape].format(label, place)
        assert towns(aside=box) == [place] if beside else towns(box) == [place]


@pytest.mark.parametrize(
    ("label", "place", "town"),
    [
        ("Lieu", "Atelier de Vichy (03)", "Vichy"),
        ("Standort", "Werk Nordhorn", "Nordhorn"),
        ("Ort", "48527 Nordhorn", "Nordhorn"),
        ("Sede", "Stabilimento di Parma", "Parma"),
        ("Campus", "Oberwick", "Oberwick"),
        ("Location", "The Forum, Oberwick", "Oberwick"),
        ("Location", "Kendal store", "Kendal"),
        ("Place of work", "Mill building in Kendal, with visits to the dales", "Kendal"),
        ("Location", "Winder Mill, Oberwick", "Oberwick"),
        ("勤務地", "本社「はた」 新潟県三条市本町1-2", "三条市"),
        ("Місто", "м. Львів", "Lviv"),
        ("Місце роботи", "м. Лампове, вул. Портова, 115 (район ринку)", "Лампове"),
        ("Адреса роботи", "Львів, вул. Зелена, 3", "Lviv"),
        ("Τόπος εργασίας", "Νάξος, Ελλάδα", "Náxos"),
        ("Τόπος εργασίας", "Φαναράκι, Ελλάδα", "Φαναράκι"),
        ("勤務地", "長野県小布施町", "小布施町"),
        ("勤務地", "新潟県", None),
        ("근무지역", "경기 성남시 분당구", "Seongnam"),
        ("Location", "Bairnsby VIC 3875", "Bairnsby"),
        ("Location", "Main campus", None),
        ("Einsatzort", "Großraum Nordhorn", "Nordhorn"),
        ("Arbeitsort", "Nordhorn und Umgebung", "Nordhorn"),
        ("Lugar", "Zona Burgos", "Burgos"),
        ("Miejsce pracy", "Kielce i okolice", "Kielce"),
        # an organisation is no town
        ("Arbejdssted", "Børnehuset Fyrtårnet", None),
        ("Arbeitsort", "Klinikum Leuchtfeld", None),
        ("Location", "Port Lampton", "Port Lampton"),
        ("Orter", "Fyrvik", "Fyrvik"),
    ],
)
def test_the_town_in_a_labelled_place(label: str, place: str, town: str | None) -> None:
    assert towns(f"<p>{label}: {place}</p>") == ([town] if town else [])


@pytest.mark.parametrize(
    ("again", "town"),
    [("Hamburg", None), ("Augsburg, Bayern", "Augsburg")],
)
def test_a_label_that_stands_again_below_the_text_is_of_the_employer(
    again: str, town: str | None
) -> None:
    page = page_of("<p>Standort: Bayern</p>")
    box = f"<div><p>Loomhall Group</p><p>Standort: {again}</p><p>Branche: Textil</p></div>"
    (place,) = places(page.replace("</main>", f"{box}</main>"))
    assert (place["city"], place["region"]) == (town, "Bayern")


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("Leeds<br>Bradford", ["Leeds", "Bradford"]),
        ("Leeds<br>Bradford<br>Hull", ["Leeds", "Bradford", "Hull"]),
        ("Leeds<br>Two days a week at home", ["Leeds"]),
        ("東京本社（東京都品川区）<br>大阪支社（大阪府大阪市北区）", ["Tokyo", "Osaka"]),
    ],
)
def test_a_place_on_each_line_of_a_value(value: str, found: list[str]) -> None:
    assert towns(f"<dl><dt>Locations</dt><dd>{value}</dd><dt>Hours</dt><dd>38</dd></dl>") == found


@pytest.mark.parametrize(
    ("seat", "work"),
    [
        (("Address", "4 Quay Street, Hull HU1 1UU"), ("Location", "Kendal")),
        (("所在地", "岩手県釜石市浜町3-1"), ("就業場所", "岩手県宮古市末広町2-4")),
        (("Siedziba", "Kielce"), ("Miejsce pracy", "Radom")),
        (("Adresse", "Rue du Port 3, 29200 Brest"), ("Lieu de travail", "Vichy")),
    ],
)
def test_where_the_work_is_counts_before_where_the_employer_is(
    seat: tuple[str, str], work: tuple[str, str]
) -> None:
    alone, *_ = towns("<p>{}: {}</p>".format(*work))
    both = "".join("<p>{}: {}</p>".format(*pair) for pair in (seat, work))
    assert towns(both) == [alone]
    assert towns("<p>{}: {}</p>".format(*seat)) not in ([], [alone])


@pytest.mark.parametrize(
    ("header", "town"),
    [
        ("<ul><li>Kendal</li><li>Full-time</li></ul>", "Kendal"),
        ("<ul><li>Kendal (some home working)</li><li>Permanent</li></ul>", "Kendal"),
        ("<div><span>48527 Nordhorn</span> <span>Full-time</span></div>", "Nordhorn"),
        ("<div>Richmond, CA</div><div>Full-time</div>", "Richmond"),
        ("<div>Leeds /</div><div>Full-time /</div><div>Hybrid</div>", "Leeds"),
        ("<p>Oberwick, Zuid-Holland, Nederland</p><p>Full-time</p>", "Oberwick"),
        ("<p>12 Mill Lane, Kendal LA9 7RG</p>", "Kendal"),
        ("<p>📍 Dublin 8 ⏱ Full-time</p>", "Dublin"),
        ("<p><b>Kendal</b> <b>3-6 years</b> <b>£28,000 a year</b> <b>Full-time</b></p>", "Kendal"),
        ("<p>Quay Theatre, Kendal</p>", "Kendal"),
        ("<p>Leeds, five months from 1 March</p>", "Leeds"),
        ("<p>Citizenship: EU, Norway</p>", None),
        ("<p>Marketing, Reading</p>", None),
        ("<ul><li>Marketing</li><li>Full-time</li></ul>", None),
        ("<p>ABS/CBS (Inner Leeds)</p>", None),
        ("<p>University of Leeds</p>", None),
        ("<ul><li>Remote (Ireland)</li><li>Contract</li></ul>", None),
    ],
)
def test_lines_below_the_title(header: str, town: str | None) -> None:
    assert towns(header) == ([town] if town else [])


@pytest.mark.parametrize(
    ("title", "town"),
    [
        ("Loom Mechanic – Kendal", "Kendal"),
        ("Loom Mechanic (Kendal)", "Kendal"),
        ("Loom Mechanic in Leeds", "Leeds"),
        ("Loom Mechanic, Duluth, MN", "Duluth"),
        ("City Driver - Night Shift", None),
        ("Tutor in Reading", None),
    ],
)
def test_the_end_of_a_title(title: str, town: str | None) -> None:
    assert towns(title=title) == ([town] if town else [])


@pytest.mark.parametrize(
    ("prose", "town"),
    [
        ("We need a mechanic for our Kendal mill.", "Kendal"),
        ("Für unsere Weberei in Nordhorn suchen wir eine Person.", "Nordhorn"),
        (
            "Loomhall mit Sitz in Bonn webt. Arbeitsort ist der Standort in Nordhorn.",
            "Nordhorn",
        ),
        ("Praca w naszym biurze w Krakowie.", "Kraków"),
        ("Kancelář v Brně hledá mechanika.", "Brno"),
        ("We are a weaving mill of sixty looms in Kendal, owned by its weavers.", "Kendal"),
        ("We are a mill of sixty people in Kendal and Keswick.", None),
        ("You would work in Oberwick, Vermont.", None),
        ("The job is in Kendal Creek, where looms turn.", None),  # Kendal is another town
        ("Vi söker en mekaniker till vår verkstad i Umeå.", "Umeå"),
        ("Nous recherchons une personne pour notre atelier de Vichy.", "Vichy"),
        ("Notre client de Vichy attend.", None),
        ("We weave sails here in Oberwick, Vermont.", "Oberwick"),
        ("Ihr Arbeitsort ist unser Betriebshof in Nordhorn-Ost.", "Nordhorn"),
        ("Weekends are covered by a small team in Manila.", None),
        ("You will travel to our plant in Osaka twice a year.", None),
        ("The board of Loomhall, Kendal, wish to appoint a mechanic.", "Kendal"),
        ("Die Weberei Loomhall in Nordhorn sucht ab sofort Verstärkung.", "Nordhorn"),
        ("Loomhall at Oberwick, near Kendal, is looking for a mechanic.", None),
        ("The mill is located near Kendal.", None),
    ],
)
def test_sentences(prose: str, town: str | None) -> None:
    assert towns(prose=prose) == ([town] if town else [])


ADDRESSES = "<p>Loomhall, Mill Lane 3, {} · © 2025</p>"


@pytest.mark.parametrize(
    ("address", "prose", "place"),
    [
        ("Oberwick, KS 66801", "Looms turn in Oberwick.", ("Oberwick", "US")),
        ("Oberwick HU4 1AA", "Work at Mill House, Oberwick, in shifts.", ("Oberwick", "GB")),
        ("78199 Oberwick", "Looms turn in Oberwick.", ("Oberwick", None)),
        ("CH-3400 Oberwick", "Looms turn in Oberwick.", ("Oberwick", "CH")),
        ("Oberwick, KS 66801", "Oberwick has a fair.", None),
        ("2019 Oberwick", "Looms turn in Oberwick.", None),
        ("Oberwick, Kent CT2 1AA", "Looms turn in Oberwick.", ("Oberwick", "GB")),
        ("Oberwick HU4 1AA", "Looms turn at Underwick, near Oberwick.", None),
        ("Oberwick HU4 1AA", "The mill stands near Oberwick.", ("Oberwick", "GB")),
        ("Oberwick HU4 1AA", "The mill is ten minutes out of Oberwick.", ("Oberwick", "GB")),
        ("Oberwick, KS 66801", "Our mill in Underwick has 40 looms.", None),
    ],
)
def test_an_address_and_the_text_agree(
    address: str, prose: str, place: tuple[str, str | None] | None
) -> None:
    page = page_of(prose=prose, aside=ADDRESSES.format(address)).replace(FOOT, "")
    found = [(each["city"], each["country"]) for each in places(page)]
    assert found == ([place] if place else [])


def test_a_list_of_offices_and_the_text_agree() -> None:
    offices = "<p>Our branches: Oberwick, Underwick, Kendal</p>"
    assert towns(prose="You join our Oberwick branch.", aside=offices) == ["Oberwick"]


def test_two_towns_of_addresses_are_none() -> None:
    offices = "<p>Oberwick, KS 66801</p><p>Underwick, KS 66802</p>"
    assert towns(prose="Looms turn in Oberwick and in Underwick.", aside=offices) == []


def test_the_title_speaks_before_the_prose() -> None:
    prose = "Your first month is in our Leeds office."
    assert towns(title="Loom Mechanic – Kendal", prose=prose) == ["Kendal"]


def test_a_line_above_the_title_is_of_another_posting() -> None:
    above = "<p>🌱 This week: Weaver – Brightacre – Denver, CO</p>"
    assert towns("<p>Leeds · Full-time</p>", above=above) == ["Leeds"]


def test_the_whole_address_in_a_side_box() -> None:
    box = (
        "<h4>Salary</h4><p>£30,000 a year</p><h4>Job location</h4>"
        "<p>Moor Infirmary<br>Castle Road<br>Kendal<br>LA9 7RG</p>"
    )
    assert towns(aside=box) == ["Kendal"]


@pytest.mark.parametrize(
    ("town", "address", "place"),
    [
        ("Emporia", "1 Kellogg Circle, Emporia, KS 66801", ("Kansas", "US")),
        ("Oberwick", "Loomhall, 3 Mill Lane, Oberwick LA9 7RG", (None, "GB")),
        ("Oberwick", "Loomhall, 3 Mill Lane, Kendal LA9 7RG", (None, None)),
    ],
)
def test_the_country_of_a_labelled_town_by_an_address_of_the_page(
    town: str, address: str, place: tuple[str | None, str | None]
) -> None:
    page = page_of(f"<p>Location: {town}</p>", aside=f"<p>{address}</p>")
    (found,) = places(page)
    assert (found["city"], found["region"], found["country"]) == (town, *place)


@pytest.mark.parametrize(
    ("header", "prose", "place"),
    [
        ("Whitby", "", ("Whitby", None, "CA")),
        ("Whitby", "Pay: £31 per class.", ("Whitby", None, "GB")),
        ("Whitby", "Find us at 3 Mill Lane, Whitby YO21 1UU.", ("Whitby", None, "GB")),
        ("Lower Wick, MT", "Pay: $24 to $29 per hour.", ("Lower Wick", "Montana", "US")),
        ("Lower Wick, MT", "We pay €24 to €29 per hour.", ("Lower Wick", None, None)),
        ("Lower Wick, CO", "Pay: $24 to $29 per hour.", ("Lower Wick", None, None)),
        ("Lower Wick, CO", "We offer a 401(k) plan.", ("Lower Wick", "Colorado", "US")),
        ("Lower Wick, WA", "Pay: $24 to $29 per hour.", ("Lower Wick", None, None)),
        ("Bunbury", "We pay superannuation.", ("Bunbury", None, "AU")),
        ("Regions / Bunbury", "", ("Bunbury", None, None)),
        ("Knysna", "Salary: R312 450 per annum", ("Knysna", None, "ZA")),
    ],
)
def test_the_pay_or_an_address_tells_the_country_of_a_town(
    header: str, prose: str, place: tuple[str, str | None, str | None]
) -> None:
    (found,) = places(page_of(f"<p>Location: {header}</p>", prose=prose))
    assert (found["city"], found["region"], found["country"]) == place


def test_the_place_that_the_heading_has_behind_the_title() -> None:
    page = page_of(title="Tile Layer / Helper").replace("Helper</h1>", "Helper (Bend, OR)</h1>")
    (place,) = places(page)
    assert (place["city"], place["region"], place["country"]) == ("Bend", "Oregon", "US")


def test_where_the_writer_of_a_forum_lives_is_no_place_of_work() -> None:
    profile = "<p>lampman</p><p>Posts: 37</p><p>Joined: 4 Mar 2029</p>"
    header = "<p>Location: Leeds</p>"
    assert towns(f"{profile}{header}") == []
    assert towns(header) == ["Leeds"]


def test_lines_of_values_in_plain_text() -> None:
    lines = ["Humpolec Plný úvazek 45 000 – 58 000 Kč", "Full time Kendal from now on"]
    assert [values_of_line(Line(line))[:2] for line in lines] == [
        (("location", "Humpolec"), ("employment_type", "Plný úvazek")),
        (("employment_type", "Full time"), ("location", "Kendal")),
    ]


@pytest.mark.parametrize(
    "title",
    ["Expansion Manager - South Korea", "Country Manager (Poland)", "Desk Officer – Ukraine"],
)
def test_a_country_in_the_title_may_be_what_the_work_is_about(title: str) -> None:
    assert places(page_of(title=title)) == []


def test_a_country_that_the_head_alone_has_is_a_place() -> None:
    page = page_of().replace("| Loomhall<", "| Germany | Loomhall<")
    assert [place["country"] for place in places(page)] == ["DE"]


def test_a_town_and_its_country_under_labels_of_their_own() -> None:
    header = "<p>City: Oberwick</p><p>State: Vermont</p><p>Country: US</p><p>Salary: $9 an hour</p>"
    (place,) = places(page_of(header))
    assert (place["city"], place["region"], place["country"]) == ("Oberwick", "Vermont", "US")


@pytest.mark.parametrize(
    ("name", "lines", "town"),
    [
        (
            "Stadtreinigung Oberwick",
            ["Stadtreinigung Oberwick, Am Wall 3, 24991 Oberwick"],
            "Oberwick",
        ),
        ("Stadtreinigung Oberwick", ["Am Wall 3, 24991 Oberwick"], None),  # of whom?
        (
            "Stadtreinigung Oberwick",
            ["Stadtreinigung Oberwick", "Personalstelle", "Am Wall 3", "24991 Oberwick"],
            "Oberwick",
        ),
        (
            "Urząd Gminy w Nowym Porcie",
            ["Urząd Gminy w Nowym Porcie, ul. Długa 3, 99-999 Nowy Port"],
            "Nowy Port",
        ),
        ("Oberwick Reinigung", ["Oberwick Reinigung, Am Wall 3, 24991 Oberwick"], None),
        (
            "Stadtreinigung Oberwick",
            ["Stadtreinigung Oberwick, Am Wall 3, 24991 Oberwick", "Hof: Weg 9, 24992 Unterwick"],
            None,
        ),
    ],
)
def test_the_town_of_a_name_is_that_of_its_one_address(
    name: str, lines: list[str], town: str | None
) -> None:
    found = town_of_name(name, lines)
    assert (found.city if found else None) == town


@pytest.mark.parametrize(
    ("line", "town"),
    [
        ("Werkstatt Oberwick · 38 Stunden", "Oberwick"),
        ("Filiale Oberwick", "Oberwick"),
        ("Zweigstelle: Oberwick", None),
        ("Our Oberwick", None),
    ],
)
def test_a_site_before_the_town_of_an_address_names_it(line: str, town: str | None) -> None:
    found = agreed_town(["Am Wall 3, 24991 Oberwick"], [line])
    assert (found.city if found else None) == town


@pytest.mark.parametrize(
    ("address", "line", "town"),
    [
        ("Mill Road Site\nBradford\nBD1 0XX", "People in Bradford like wool.", "Bradford"),
        ("2 Mill Lane, Dunedin 9016.", "We comb wool in Dunedin.", "Dunedin"),
        ("Mill Lane, Paarl, 7646", "Paarl | from May", "Paarl"),
        ("Conference, Paarl, 2026", "Paarl | from May", None),
        ("Comb, Series 4500", "We sell it in Series.", None),
        ("4 Loom Road, Lower Wick, Oregon 97001", "We comb wool in Lower Wick.", "Lower Wick"),
    ],
)
def test_an_address_in_lines_or_with_four_digits(address: str, line: str, town: str | None) -> None:
    found = agreed_town([address], [line])
    assert (found.city if found else None) == town


@pytest.mark.parametrize(
    ("address", "prose"),
    [
        ("Harbour Lamps, 586 01 Jihlava", "Lampy svítí v Jihlavě každou noc."),
        ("Harbour Lamps, 27-600 Sandomierz", "Lampy świecą w Sandomierzu co noc."),
    ],
)
def test_a_town_of_an_address_in_the_case_of_the_text(address: str, prose: str) -> None:
    found = agreed_town([address], [prose])
    assert found and found.city in address


@pytest.mark.parametrize(
    ("employer", "town"),
    [("Oberwick Parish Council", "Oberwick"), ("Oberwick County Council", None)],
)
def test_the_town_of_a_municipality(employer: str, town: str | None) -> None:
    page = page_of(f"<p>Employer: {employer}</p>").replace("Loomhall", employer)
    assert [place["city"] for place in places(page)] == ([town] if town else [])


@pytest.mark.parametrize("line", ["Oldham – Lower Lamps", "Brno - Za Majákem"])
def test_a_town_before_its_district_beside_other_values(line: str) -> None:
    assert towns(f"<div>{line}</div><div>£30,000 a year</div>") == [line.split()[0]]
    assert towns(prose=f"{line}.") == []


def test_the_province_of_a_canadian_address() -> None:
    foot = "<footer>Hôtel de ville, 3 rue du Phare, Lac-Lanterne (Québec) J9L 1J9</footer>"
    page = page_of("<p>Location: Lac-Lanterne</p>").replace("</body>", f"{foot}</body>")
    assert [(p["city"], p["region"], p["country"]) for p in places(page)] == [
        ("Lac-Lanterne", "Quebec", "CA")
    ]
