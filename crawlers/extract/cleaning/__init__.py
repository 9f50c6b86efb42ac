"""Which text of a page is the posting, and what is cut from it. `choose_body` chooses, `furniture`
cuts, `repair` undoes damage done by the site; `cutting_rules` is the table of all rules."""
