"""What invented postings are of."""

TRADES = (
    "Baker",
    "Carter",
    "Dyer",
    "Fuller",
    "Glover",
    "Miller",
    "Potter",
    "Sawyer",
    "Tanner",
    "Weaver",
)
