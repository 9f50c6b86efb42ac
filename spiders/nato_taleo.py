"""nato.taleo.net: where NATO's International Staff and many of its bodies publish; the origin of
what aggregators copy."""

from __future__ import annotations

from crawlers.platforms.taleo import Taleo
from crawlers.spider import Healthy


class NatoTaleoSpider(Taleo):
    """Section 2, in English; modern or classic, as the section says itself."""

    name = "nato_taleo"
    board = "nato.taleo.net/2"
    constants = {"organization": "NATO"}
    expect = Healthy(
        min_postings=5,
        filled={"title": 1.0, "organization": 1.0, "locations": 0.9, "valid_through": 0.9},
    )
