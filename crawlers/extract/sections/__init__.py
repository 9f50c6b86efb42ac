"""The sections of a posting: `headings` and `lead_ins` recognise what opens one, `split` puts every
block into one, `rendering` writes them as text and as HTML."""
