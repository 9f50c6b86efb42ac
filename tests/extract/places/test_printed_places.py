"""The value of a location field that is one place, or none."""

import pytest

from crawlers.extract.places.printed_places import read_places
from crawlers.posting.parts.places import Location

ONE = {
    # a word with which many towns begin is no town, and a side of one no region
    "Sainte-Lanterne": ("Sainte-Lanterne", None, None),
    "Sainte-Lanterne, Vaud": ("Sainte-Lanterne", "Vaud", "CH"),
    "Sainte-Lanterne (Suisse)": ("Sainte-Lanterne", None, "CH"),
    "Castel-Lanterna": ("Castel-Lanterna", None, None),
    "Playa Lanterna, México": ("Playa Lanterna", None, "MX"),
    "Colonia, Alemania": ("Cologne", None, "DE"),
    "Oslo-Nord": ("Oslo", None, "NO"),
    # the province that has a town of its name
    "Lac-Lanterne (Québec)": ("Lac-Lanterne", "Quebec", "CA"),
    "Lac-Lanterne, Québec, Canada": ("Lac-Lanterne", "Quebec", "CA"),
    "Québec": ("Québec", None, "CA"),
    "Lower Wick, New York, USA": ("Lower Wick", "New York", "US"),
    "Fejér vármegye, 8999 Lámpás, Kikötő utca 4.": ("Lámpás", "Fejér", "HU"),
    "Lámpás, Tolna megye": ("Lámpás", "Tolna", "HU"),
    # country and town, in any order, with any mark between them
    "Belgium-Brussels": ("Brussels", None, "BE"),
    "Italy – Naples": ("Naples", None, "IT"),
    "Portugal, Lisbon": ("Lisbon", None, "PT"),
    "Oslo, Norway": ("Oslo", None, "NO"),
    "Tallinn-Estonia": ("Tallinn", None, "EE"),
    "Ghent · Belgium": ("Ghent", None, "BE"),
    "Paris France": ("Paris", None, "FR"),
    "Spain Madrid": ("Madrid", None, "ES"),
    "VIENNA, AUSTRIA": ("Vienna", None, "AT"),
    "vienna, austria": ("Vienna", None, "AT"),
    # codes, where the shape says country
    "LU-Capellen": ("Capellen", None, "LU"),
    "Noordwijk, NL": ("Noordwijk", None, "NL"),
    "Lyon, FRA": ("Lyon", None, "FR"),
    "The Hague (NL)": ("The Hague", None, "NL"),
    "BE": (None, None, "BE"),
    "Leeds, UK": ("Leeds", None, "GB"),
    "Zürich, ZH": ("Zurich", "Zürich", "CH"),
    "Recife, PE, Brazil": ("Recife", "Pernambuco", "BR"),
    "Pune, MH, India": ("Pune", "Maharashtra", "IN"),
    "Linz, HQ, Austria": ("Linz", None, "AT"),
    "Remote_Norway": (None, None, "NO"),
    "US - East Coast": (None, None, "US"),
    # states and provinces; a code that is both a state and a country is settled by the town
    "Austin, TX": ("Austin", "Texas", "US"),
    "DC-Washington": ("Washington", "District of Columbia", "US"),
    "US-VA-Norfolk": ("Norfolk", "Virginia", "US"),
    "Denver, CO, USA": ("Denver", "Colorado", "US"),
    "Toronto, ON": ("Toronto", "Ontario", "CA"),
    "Perth WA": ("Perth", "Western Australia", "AU"),
    "San Diego, CA": ("San Diego", "California", "US"),
    "Berlin, DE": ("Berlin", None, "DE"),
    "Dover, DE": ("Dover", "Delaware", "US"),
    "Atlanta, Georgia": ("Atlanta", "Georgia", "US"),
    # codes of regions that are a country's or a state's, too: where the region has the town
    "Goiânia, GO": ("Goiânia", "Goiás", "BR"),
    "Florianópolis - SC": ("Florianópolis", "Santa Catarina", "BR"),
    "Bellinzona, TI": ("Bellinzona", "Ticino", "CH"),
    "Martigny, VS": ("Martigny", "Valais", "CH"),
    "Coimbatore, TN": ("Coimbatore", "Tamil Nadu", "IN"),
    "Reynosa, TAM": ("Reynosa", "Tamaulipas", "MX"),
    "Savona, SV": ("Savona", "Savona", "IT"),
    "Brest (29)": ("Brest", None, "FR"),
    "Itagüí, Antioquia": ("Itagüí", "Antioquia", "CO"),
    "Păltiniș, jud. Sibiu": ("Păltiniș", "Sibiu", "RO"),
    "Rosario, Santa Fe": ("Rosario", "Santa Fe", "AR"),
    "Quilmes, Buenos Aires": ("Quilmes", None, "AR"),
    "Talca, Región del Maule": ("Talca", "Maule", "CL"),
    "Logroño, La Rioja": ("Logroño", "La Rioja", "ES"),
    "Bastia (2B)": ("Bastia", None, "FR"),
    "Pescara, PE": ("Pescara", "Pescara", "IT"),
    "Toledo (PR)": ("Toledo", "Paraná", "BR"),
    "Potsdam, BB": ("Potsdam", "Brandenburg", "DE"),
    # several countries have it, or an unlisted namesake may lie in the state
    "Vitoria, ES": ("Vitória", None, None),
    "VITÓRIA - ES": ("Vitória", "Espírito Santo", "BR"),
    "Salem, TN": ("Salem", None, None),
    "Tbilisi, Georgia": ("Tbilisi", None, "GE"),
    "Bavaria": (None, "Bavaria", "DE"),
    "Munich, Bavaria, Germany": ("Munich", "Bavaria", "DE"),
    # the word for a county, an abbreviation of a state, a town that bears its state's name
    "Nelson, BC V1L 4K3": ("Nelson", "British Columbia", "CA"),
    "St. Paul, MN": ("Saint Paul", "Minnesota", "US"),
    "Esbjerg N": ("Esbjerg", None, None),
    "New Ulm, Minnesota": ("New Ulm", "Minnesota", "US"),
    "'s-Heerenberg, Netherlands": ("'s-Heerenberg", None, "NL"),
    "Kendal city centre": ("Kendal", None, None),
    "Various sites in Kent, England": (None, "Kent", "GB"),
    "Sibiu, jud. Sibiu": ("Sibiu", None, "RO"),
    "Krosno, woj. podkarpackie": ("Krosno", "Podkarpackie", "PL"),
    "Boston, Mass.": ("Boston", "Massachusetts", "US"),
    "Oaxaca, Oax.": ("Oaxaca", "Oaxaca", "MX"),
    # a bracket that says where, against a better known name
    "Tolosa (Gipuzkoa)": ("Tolosa", "Gipuzkoa", "ES"),
    # other languages
    "Den Haag": ("The Hague", None, "NL"),
    "Köln, Deutschland": ("Cologne", None, "DE"),
    "Varsovie": ("Warsaw", None, "PL"),
    "Kodaň, Dánsko": ("Copenhagen", None, "DK"),
    "Londres, Reino Unido": ("London", None, "GB"),
    "Brussel Hoofdstad": ("Brussels", None, "BE"),
    # a town and its region run together, or a region in between
    "Brussels Brussels Capital": ("Brussels", "Brussels Capital", "BE"),
    "Sydney NSW": ("Sydney", "New South Wales", "AU"),
    "Vejle, Greater Triangle, DK": ("Vejle", None, "DK"),
    "France-Île-de-France-Paris": ("Paris", "Île-de-France", "FR"),
    # buildings and employers are no part of it
    "SHAPE, Mons, Belgium": ("Mons", None, "BE"),
    "Blue Campus, Graz, Austria": ("Graz", None, "AT"),
    "Head Office, Oslo": ("Oslo", None, "NO"),
    "Switzerland-Geneva-Geneva Airport": ("Geneva", None, "CH"),
    "Paris (Neuilly-sur-Seine) France": ("Paris", None, "FR"),
    "Headquarters (Prague)": ("Prague", None, "CZ"),
    "Greater London": (None, "Greater London", "GB"),
    "Greater Lisbon Area": ("Lisbon", None, "PT"),
    # postcodes and streets
    "1000 Bruxelles": ("Brussels", None, "BE"),
    "L-1111 Strassen": ("Strassen", None, "LU"),
    "2100 København Ø": ("Copenhagen", None, "DK"),
    "110 00 Praha 1": ("Prague", None, "CZ"),
    "00-950 Warszawa": ("Warsaw", None, "PL"),
    "London SW1A 2AA": ("London", None, "GB"),
    "Singapore 123456": ("Singapore", None, "SG"),
    "Oberwick, Wilts": ("Oberwick", "Wiltshire", "GB"),
    "Fort Road, Jodhpur 342 006, Rajasthan": ("Jodhpur", "Rajasthan", "IN"),
    "Harbour Street 12, 1049 Brussels, Belgium": ("Brussels", None, "BE"),
    # how the work is done is no part of it either
    "Brussels, Belgium (Remote)": ("Brussels", None, "BE"),
    "Hybrid - Vilnius": ("Vilnius", None, "LT"),
    "Remote (Canada)": (None, None, "CA"),
    "Remote in Boston, MA": ("Boston", "Massachusetts", "US"),
    # a country alone; a town that is one; a town that leaves no doubt; one that does
    "Belgium": (None, None, "BE"),
    "Luxembourg": ("Luxembourg", None, "LU"),
    "Strassen, Luxembourg": ("Strassen", None, "LU"),
    "Singapore, Singapore": ("Singapore", None, "SG"),
    "Bosnia and Herzegovina": (None, None, "BA"),
    "Guinea-Bissau": (None, None, "GW"),
    "Mexico": (None, None, "MX"),
    "Madrid": ("Madrid", None, "ES"),
    "Mons": ("Mons", None, "BE"),
    "Ontario": (None, "Ontario", "CA"),
    "Cambridge": ("Cambridge", None, None),
    "Cambridge, United Kingdom": ("Cambridge", None, "GB"),
    "Cambridge, MA": ("Cambridge", "Massachusetts", "US"),
    # part of a name: a bracket, a turned comma; a part of a town
    "Frankfurt (Oder)": ("Frankfurt (Oder)", None, None),
    "Iran (Islamic Republic of)": (None, None, "IR"),
    "Korea, Republic of": (None, None, "KR"),
    "Netherlands, The": (None, None, "NL"),
    "Kinshasa, Democratic Republic of the Congo": ("Kinshasa", None, "CD"),
    "Brazzaville, Congo": ("Brazzaville", None, "CG"),
    "Berlin-Mitte": ("Berlin", None, "DE"),
    "Naples (Old Quay), Italy": ("Naples", None, "IT"),
    # the code is a province's here and a state's elsewhere: the country stays open
    "Milano, MI": ("Milan", "Milano", "IT"),
    # codes that are a country's, too
    "Cremona, CR": ("Cremona", "Cremona", "IT"),
    "Winterthur, ZH": ("Winterthur", "Zürich", "CH"),
    "Davos (GR)": ("Davos", "Graubünden", "CH"),
    "Ilhéus - BA": ("Ilhéus", "Bahia", "BR"),
    "Deutschland, BY": (None, "Bavaria", "DE"),
    "Antwerp, BE": ("Antwerp", None, "BE"),
    "Mendoza, AR": ("Mendoza", None, "AR"),
    "London, KY": ("London", "Kentucky", "US"),  # a small town
    "London, WY": ("London", None, None),
    "Bern, BE": ("Bern", "Berne", "CH"),
    "Juazeiro - BA": ("Juazeiro", "Bahia", "BR"),
    "West Duluth, Minnesota": ("West Duluth", "Minnesota", "US"),
    "Lower Wick, Montana": ("Lower Wick", "Montana", "US"),
    "Bunbury WA 6230": ("Bunbury", "Western Australia", "AU"),
    "Canoas/RS": ("Canoas", "Rio Grande do Sul", "BR"),
    "Our farm at Lower Wick, Kent": ("Lower Wick", "Kent", "GB"),
    "Lower Wick, Norrbotten": ("Lower Wick", "Norrbotten", "SE"),
    "Quận 7, TP. Hồ Chí Minh": ("Ho Chi Minh City", None, "VN"),
    # one town between a building or a district and its state or county
    "Works Yard, Lower Wick, Ohio": ("Lower Wick", "Ohio", "US"),
    "Lower Wick, Co. Kerry": ("Lower Wick", "Kerry", "IE"),
    "TP. Vinh, Nghệ An": ("Vinh", "Nghệ An", "VN"),
    "Peckham, South East London": ("London", None, "GB"),
    "one-south, Singapore": ("Singapore", None, "SG"),
    # a region in between that no list knows is none
    "Stockholm County, Sweden": (None, None, "SE"),
    "Campus Geel": ("Geel", None, "BE"),
    "Site: Oslo, Norway": ("Oslo", None, "NO"),
    "Anywhere in Germany": (None, None, "DE"),
    # as boards write it: a way of working without a mark, an office, a name among neighbours
    "Remote Norway": (None, None, "NO"),
    "Remote US": (None, None, "US"),
    "Remote U.S.": (None, None, "US"),
    "Remote - Oregon": (None, "Oregon", "US"),
    "Ohio Remote": (None, "Ohio", "US"),
    "TX - Remote": (None, "Texas", "US"),
    "Hybrid- Denver, CO": ("Denver", "Colorado", "US"),
    "Anywhere in the US": (None, None, "US"),
    "Oslo Office": ("Oslo", None, "NO"),
    "SF Office": ("San Francisco", None, "US"),
    "NYC": ("New York", None, "US"),
    "NYC, NY": ("New York", "New York", "US"),
    # a state behind its town, with and without a mark; a town and its state of one name
    "Boulder, CO United States": ("Boulder", "Colorado", "US"),
    "Washington, DC": ("Washington", "District of Columbia", "US"),
    "Washington, D.C.": ("Washington", "District of Columbia", "US"),
    "New York, New York": ("New York", "New York", "US"),
    "Oslo, Oslo": ("Oslo", None, "NO"),
    # its accents say which of the namesakes it is
    "Münster": ("Münster", None, "DE"),
    # no list knows the town: as printed
    "Kleindorf an der Aue, Germany": ("Kleindorf an der Aue", None, "DE"),
    "Littlewick": ("Littlewick", None, None),
}

NONE = [
    "BLANK",
    "Remote - PST",
    "Remote (IST)",
    "Remoto",
    "AMER",
    "North America",
    "Travel-Required",
    "UNAVAILABLE",
    "Bay Area",
    "Remote within the EU",
    "Remote (EST)",
    "Remote - GA",
    "Remote, CO",
    "NORAM",
    "EEA",
    "Alle Standorte",
    "",
    " ",
    "-",
    "National",
    "Remote",
    "Home-based",
    "Hybrid",
    "Télétravail",
    "Multiple locations",
    "Worldwide",
    "Various",
    "N/A",
    "TBD",
    "[]",
    "Field Office",
    "Department of Soil and Water",
    "Strategic Planning Unit",
    "Georgia",
    "IT",
    "Headquarters",
    "12345",
    "Tribunal Den Haag",
    "Hybrid 2",
    "Some of us work in Oslo.",
    "Oslo is where most of us like to work, " * 4,
    "You work from home.",
    "Paris Agreement Secretariat",
    "[" * 4000,
]


def triple(place: Location) -> tuple[str | None, str | None, str | None]:
    return place.city, place.region, place.country


@pytest.mark.parametrize("raw", ONE)
def test_one_place(raw: str) -> None:
    assert list(map(triple, read_places(raw))) == [ONE[raw]]


@pytest.mark.parametrize("raw", NONE)
def test_no_place(raw: str) -> None:
    assert read_places(raw) == []


def test_the_accents_of_one_town_alone_are_not_put_on_another() -> None:
    """Goré in Chad is in the list, Gore in New Zealand is too small for it."""
    assert [place.city for place in read_places("Gore")] == ["Gore"]
    assert [place.city for place in read_places("Goré")] == ["Goré"]
    assert [place.city for place in read_places("Merida")] == ["Mérida"]  # all three are


def test_raw_is_what_was_printed_of_each() -> None:
    assert [place.raw for place in read_places("Brüssel,  Belgien ; Luxemburg")] == [
        "Brüssel, Belgien",
        "Luxemburg",
    ]


@pytest.mark.parametrize(
    ("name", "town"),
    [
        ("Łodzi", "Łódź"),
        ("Ostravě", "Ostrava"),
        ("Turussa", "Turku"),
        ("İstanbul'da", "Istanbul"),
        ("Львові", "Lviv"),
        ("Oberwicksku", "Oberwicksku"),  # no town of that country ends so
    ],
)
def test_a_town_in_the_case_behind_in(name: str, town: str) -> None:
    assert [place.city for place in read_places(name)] == [town]


def test_a_state_before_its_country_is_no_town() -> None:
    assert list(map(triple, read_places("Delaware, USA"))) == [(None, "Delaware", "US")]
    assert list(map(triple, read_places("New York, USA"))) == [("New York", None, "US")]


@pytest.mark.parametrize(
    ("raw", "city"),
    [
        ("Mill Road Site Leeds LS1 4AP", "Leeds"),
        ("Büro Graz", "Graz"),
        ("Werkstatt Graz", "Graz"),
        ("Some of us work in Leeds", None),
        ("Sight Leeds", None),
    ],
)
def test_a_town_behind_a_site(raw: str, city: str | None) -> None:
    assert [place.city for place in read_places(raw)] == ([city] if city else [])


@pytest.mark.parametrize(
    ("raw", "region"),
    [
        ("New York, New York, United States", "New York"),
        ("Utrecht, Utrecht, Netherlands", "Utrecht"),
        ("Luxembourg, Luxembourg, Luxembourg", None),
        ("Oslo, Oslo", None),
    ],
)
def test_a_town_in_the_region_of_its_name(raw: str, region: str | None) -> None:
    [place] = read_places(raw)
    assert (place.city, place.region) == (raw.partition(",")[0], region)


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        ("Lower Wick, LS29 8TG", ("Lower Wick", None, "GB")),
        ("Kendal LA9 7RG", ("Kendal", None, "GB")),
        ("Saint Helier JE2 3QA", ("Saint Helier", None, "JE")),
        ("1012 AB Amsterdam", ("Amsterdam", None, "NL")),
        ("Ottawa, Ontario, K1A 0B6", ("Ottawa", "Ontario", "CA")),
        ("Oberwick, 9050", ("Oberwick", None, None)),  # a form of several countries
    ],
)
def test_the_form_of_a_postcode_tells_the_country(
    raw: str, place: tuple[str | None, str | None, str | None]
) -> None:
    assert list(map(triple, read_places(raw))) == [place]
