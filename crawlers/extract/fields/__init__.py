"""Choose among the statements of a page and turn them into typed values of the schema.

Each module fills some fields of `RawPosting.facts`; the readers of single values (a date, a pay
range) stand in the rooms beside this one.
"""
