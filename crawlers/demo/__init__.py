"""The demo: six small sites on loopback, generated from one truth, that every part of jobwire can
be tried on without the web.

`truth/` says what the invented vacancies are and what becomes of them from day to day; `sites/`
prints them the way six kinds of site do, each with its own damage; `server` serves them; `python -m
crawlers.demo` crawls them all. Because page and truth come from one source, extraction can be
scored field by field.
"""
