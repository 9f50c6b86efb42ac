"""From statements to typed values: which of several statements is believed, and what it comes to in
the schema's form.

Each module fills some fields of `RawPosting.facts`; the readers of single values (a date, a pay
range) are in crawlers.text."""
