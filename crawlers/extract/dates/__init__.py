"""How days, clocks and zones are read. Begin with `printed_date` (the value of a label) and
`in_sentences`; `scan` takes a value apart by the shapes of `rules`."""
