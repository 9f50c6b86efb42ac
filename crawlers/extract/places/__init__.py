"""How places are read: the value of a label (`printed_places`), a line without one (`place_lines`),
the end of a title (`title_places`), a sentence (`in_sentences`), members that a source types
(`typed_places`).

A value is split into places (`several_places`), a place (`one_place`) into names (`split_names`),
and a name is looked up (`names`, `gazetteer`).

Where these leave the country open, the page tells it (`country_evidence`, `agreed_country`), and in
a known country a small town counts, too (`towns_here`). Sentences that name a town where the work
is not done are told by `elsewhere`.
"""
