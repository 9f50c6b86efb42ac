"""Mistakes that people make, with the sentence and the exit code that each gets: the table of
docs/messages.md. tests/commands/test_typed_mistakes.py types every one of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mistake:
    """what: the mistake. typed: the command, as typed in a project; NAME=VALUE before it is in the
    environment. says: what is printed, on one line. code: the exit code."""

    what: str
    typed: str
    says: str
    code: int = 64


MISTAKES = (
    Mistake(
        "a command of another name",
        "python -m crawlers crwl reef",
        "jobwire: there is no command 'crwl'; did you mean crawl?",
    ),
    Mistake(
        "a command like no other",
        "python -m crawlers polish reef",
        "jobwire: there is no command 'polish'; `jobwire` lists them",
    ),
    Mistake("no site is named", "scrapy crawl", "Give exactly one site name"),
    Mistake(
        "a site of another name",
        "scrapy crawl reaf",
        "there is no site 'reaf'; did you mean reef?",
    ),
    Mistake(
        "the same in capitals", "scrapy crawl REEF", "there is no site 'REEF'; did you mean reef?"
    ),
    Mistake(
        "a level of the log that there is not",
        "scrapy crawl reef --loglevel LOUD",
        "LOG_LEVEL=LOUD: give one of CRITICAL, ERROR, WARNING, INFO, DEBUG",
    ),
    Mistake(
        "an argument of another name",
        "scrapy crawl reef -a page=pages",
        "there is no argument page; did you mean pages?",
    ),
    Mistake(
        "a setting of another name",
        "scrapy crawl reef -s JOBWIRE_FEED=x",
        "there is no setting JOBWIRE_FEED; did you mean JOBWIRE_FEEDS?",
    ),
    Mistake(
        "the same in the environment",
        "JOBWIRE_CONTCT=a@b.example scrapy list",
        "the environment has JOBWIRE_CONTCT, which is no setting; did you mean JOBWIRE_CONTACT?",
    ),
    Mistake(
        "a number out of range",
        "scrapy refresh --all -s JOBWIRE_JOBS=0",
        "JOBWIRE_JOBS=0: give a whole number, 1 or more",
    ),
    Mistake(
        "the same as an option",
        "scrapy refresh --all --jobs 0",
        "--jobs: 0: give a whole number, 1 or more",
    ),
    Mistake(
        "shards of a site that there is not",
        "scrapy refresh --all -s JOBWIRE_SHARDS=reaf=2",
        "JOBWIRE_SHARDS: there is no site 'reaf'; the sites are",
    ),
    Mistake(
        "no shard of a site",
        "scrapy refresh --all -s JOBWIRE_SHARDS=reef=0",
        "JOBWIRE_SHARDS=reef=0: reef=0: from 1 to 64 shards",
    ),
    Mistake("an option that there is not", "scrapy refresh --al1", "there is no option --al1"),
    Mistake(
        "a switch in words",
        "scrapy crawl reef -s ROBOTSTXT_OBEY=sometimes",
        "ROBOTSTXT_OBEY=sometimes: give true or false",
    ),
    Mistake(
        "pages of a variable that is not set",
        "scrapy crawl reef -a pages=",
        "pages=: no such page, folder or list",
    ),
    Mistake(
        "pages that are not there",
        "scrapy crawl reef -a pages=nothing",
        "pages=nothing: no such page, folder or list",
    ),
    Mistake(
        "an origin without its scheme",
        "scrapy crawl reef -a origin=localhost:8000",
        "origin=localhost:8000: give http://HOST or http://HOST:PORT",
    ),
    Mistake(
        "a date in words",
        "scrapy crawl reef -a pages=pages --as-of yesterday",
        "'yesterday' is no instant: give one like 2026-03-02T06:00:00Z",
    ),
    Mistake(
        "a day that the month does not have",
        "python -m crawlers.feed changes feeds/reef --since 2026-02-30",
        "'2026-02-30' is no day, no instant and no run",
    ),
    Mistake(
        "nothing to refresh",
        "scrapy refresh",
        "nothing is crawled: there is no sites.yaml",
    ),
    Mistake(
        "an option that sites.yaml does not have",
        "JOBWIRE_SITES=option.yaml scrapy refresh",
        "reef: there is no option 'organisation'",
    ),
    Mistake(
        "an interval in words",
        "JOBWIRE_SITES=interval.yaml scrapy refresh",
        "interval: 'daily': write hours or days, like 20h or 2d",
    ),
    Mistake(
        "a site twice in sites.yaml",
        "JOBWIRE_SITES=twice.yaml scrapy refresh",
        "lines 2 and 3: 'reef' is named twice",
    ),
    Mistake(
        "a setting of sites.yaml that there is not",
        "JOBWIRE_SITES=setting.yaml scrapy refresh",
        "setting.yaml: reef: settings: there is no setting DOWNLOAD_DELY; did you mean "
        "DOWNLOAD_DELAY?",
    ),
    Mistake(
        "a setting of all sites for one of them",
        "JOBWIRE_SITES=whole.yaml scrapy refresh",
        "whole.yaml: reef: settings: JOBWIRE_FEEDS: it is of all sites: give it behind -s or in "
        "the environment",
    ),
    Mistake(
        "a file of boards that is not there",
        "JOBWIRE_SITES=lost.yaml scrapy refresh",
        "lost.yaml: line 1: boards: there is no bords.yaml",
    ),
    Mistake(
        "a contact that nobody can reach",
        "JOBWIRE_SITES=contact.yaml scrapy refresh",
        "contact.yaml: contact: 'me': write your e-mail address or a page of yours",
    ),
    Mistake(
        "a file that is not valid YAML",
        "JOBWIRE_SITES=broken.yaml scrapy refresh",
        "broken.yaml: line 3, column 1: it is not valid YAML: expected ',' or '}', but got",
    ),
    Mistake(
        "corrections that are none",
        "JOBWIRE_CORRECTIONS=twice.yaml scrapy crawl reef -a pages=pages",
        "twice.yaml: it may have corrections, same and not_same, nothing else",
    ),
    Mistake(
        "the same in a refresh",
        "JOBWIRE_CORRECTIONS=twice.yaml scrapy refresh --all",
        "twice.yaml: it may have corrections, same and not_same, nothing else",
    ),
    Mistake(
        "a member of a correction of another name",
        "JOBWIRE_CORRECTIONS=member.yaml scrapy crawl reef -a pages=pages",
        "member.yaml, correction 1: feild is not known; did you mean field?",
    ),
    Mistake(
        "a correction of a field that there is not",
        "JOBWIRE_CORRECTIONS=field.yaml scrapy crawl reef -a pages=pages",
        "titel is no field of a posting; did you mean title?",
        0,
    ),
    Mistake(
        "a correction of another shape than the field",
        "JOBWIRE_CORRECTIONS=shape.yaml scrapy crawl reef -a pages=pages",
        "salary: it has members of its own (docs/schema.md): write {raw: ..., ...}, or its path",
        0,
    ),
    Mistake(
        "every site is skipped",
        "scrapy refresh reef --skip reef",
        "nothing is crawled: --skip reef leaves no site",
    ),
    Mistake(
        "a board that boards.yaml does not have",
        "scrapy refresh greenhouse.reef",
        "boards.yaml has no such board; there is no site 'greenhouse.reef'",
    ),
    Mistake(
        "a platform that there is not",
        "JOBWIRE_BOARDS=platform.yaml scrapy list",
        "there is no platform 'greenhose'",
    ),
    Mistake("a platform without its board", "scrapy crawl greenhouse", "which board?"),
    Mistake(
        "a slot that there is not",
        "scrapy crawl slotless",
        "labels: there is no slot 'locaton'; did you mean location? The slots: title,",
    ),
    Mistake(
        "a selector that is none",
        "scrapy extract pages/7.html --site unselected",
        "selectors: title: 'h1..name' is no CSS",
    ),
    Mistake(
        "no healthy run declared",
        "scrapy crawl careless",
        "declare what a healthy run is: expect = Healthy(min_postings=...)",
    ),
    Mistake(
        "a declaration of another name",
        "scrapy crawl misspelled",
        "there is no declaration list_url; did you mean list_urls?",
    ),
    Mistake(
        "phrases that are no tuple",
        "scrapy crawl unlisted",
        "chrome: before is a str; write a tuple: ('Save',)",
    ),
    Mistake(
        "a pattern that is none",
        "scrapy crawl patternless",
        "posting_url is no pattern: missing )",
    ),
    Mistake(
        "a selector in place of a pattern",
        "scrapy crawl cascading",
        "next_page: 'li.next a::attr(href)' is a selector; write a pattern of addresses, like",
    ),
    Mistake(
        "a share in per cent",
        "scrapy crawl percent",
        "expect: filled: title is a share from 0.0 to 1.0, not 90",
    ),
    Mistake(
        "a plugin of another name than its module",
        "scrapy crawl harbour",
        "spiders.harbour names its plugin 'haven': give it the name of the module",
    ),
    Mistake(
        "a plugin that cannot be imported",
        "scrapy crawl broken",
        "The plugin cannot be loaded",
        4,
    ),
    Mistake(
        "a plugin that breaks on a page",
        "scrapy extract pages/7.html --site clumsy",
        '"error_ZeroDivisionError: division by zero (spiders/clumsy.py, line 12)"',
        4,
    ),
    Mistake("no page to read", "scrapy extract", "Give pages (files or addresses) or --pages"),
    Mistake(
        "a page of a variable that is not set",
        "scrapy extract ''",
        "'' is no page: give a file or an address",
    ),
    Mistake(
        "a page that is not there",
        "scrapy extract pages/8.html",
        '"unreadable: No such file or directory"',
        0,
    ),
    Mistake(
        "a folder in place of a page",
        "scrapy extract pages",
        "pages is a folder: --pages pages reads all of its pages",
    ),
    Mistake(
        "a folder without pages",
        "scrapy extract --pages spiders",
        "spiders: the folder has no page (.html, .htm, .txt, .json, .pdf)",
    ),
    Mistake(
        "a list of pages of another form",
        "scrapy extract --pages sites.yaml",
        'line 1: not a line of {"path", "url"}',
    ),
    Mistake(
        "a name that can be no module",
        "scrapy newsite Reef-Jobs pages/7.html",
        "Give a name (lower-case letters, digits, underscores)",
    ),
    Mistake(
        "a keyword of Python for a name",
        "scrapy newsite class pages/7.html",
        "'class' is a keyword of Python; give another name",
    ),
    Mistake(
        "a site a second time", "scrapy newsite reef pages/7.html", "spiders/reef.py already exists"
    ),
    Mistake(
        "a site to check that there is not",
        "scrapy checksites reaf",
        "there is no site 'reaf'; did you mean reef?",
    ),
    Mistake(
        "a site to learn from that there is not",
        "scrapy learn reaf",
        "there is no site 'reaf'; did you mean reef?",
    ),
    Mistake(
        "a page of a site that is not there",
        "scrapy record reef pages/8.html",
        "pages/8.html: there is no such file, and it is no address",
    ),
    Mistake(
        "a project a second time", "scrapy init .", "scrapy.cfg already exists; nothing was written"
    ),
    Mistake(
        "a log that cannot be written",
        "scrapy crawl reef -a pages=pages --logfile wall/x.log",
        "LOG_FILE=wall/x.log: Not a directory",
    ),
    Mistake(
        "feeds that cannot be written",
        "JOBWIRE_FEEDS=wall scrapy crawl reef -a pages=pages",
        "Give a folder that can be written to: -s JOBWIRE_FEEDS=FOLDER",
        3,
    ),
    Mistake(
        "a private address",
        "scrapy crawl intranet",
        "The site's address is private, or its name leads to a private one. If it is yours, name "
        "its host in the setting JOBWIRE_PRIVATE_HOSTS.",
        4,
    ),
    Mistake(
        "no network",
        "scrapy crawl reef",
        "No host could be reached; is this machine offline?",
        4,
    ),
    Mistake(
        "a proxy in the environment",
        "HTTP_PROXY=http://10.0.0.1:3128 scrapy crawl reef",
        "the environment names a proxy (HTTP_PROXY)",
    ),
    Mistake(
        "a feed that is not there",
        "python -m crawlers.feed verify feeds/al",
        "give the folder or the address of a feed, like feeds/all",
        1,
    ),
    Mistake(
        "a copy into a feed",
        "python -m crawlers.feed pull feeds/reef feeds/reef",
        "feeds/reef is a feed itself; give another folder for the copy",
    ),
    Mistake(
        "a cursor in a folder that is not there",
        "python -m crawlers.feed changes feeds/reef --cursor cursors/reef",
        "cursors: there is no such folder. Make it first.",
        1,
    ),
    Mistake(
        "a posting without its source",
        "python -m crawlers.feed history feeds/reef 8",
        "The feed never had 8. An id begins with its source, like hubmub:17.",
        1,
    ),
    Mistake(
        "an export into a folder that is not there",
        "python -m crawlers.feed export feeds/reef exports/jobs.csv",
        "exports: there is no such folder. Make it first.",
        1,
    ),
    Mistake(
        "an export to where nothing can be written",
        "python -m crawlers.feed export feeds/reef /proc/jobs.csv",
        "/proc/jobs.csv: ",
        1,
    ),
    Mistake(
        "an unknown form of export",
        "python -m crawlers.feed export feeds/reef jobs.docx",
        "jobs.docx: the name must end in one of .jsonl.gz,",
    ),
    Mistake(
        "an export of pages without their address",
        "python -m crawlers.feed export feeds/reef jobs.pages",
        "a sitemap needs addresses: give --base https://jobs.example.org",
    ),
    Mistake(
        "an empty condition",
        "python -m crawlers.feed export feeds/reef jobs.jsonl --where ''",
        "--where is empty: leave it out, or write: --where \"status = 'open'\"",
    ),
    Mistake(
        "a condition of a column that there is not",
        "python -m crawlers.feed export feeds/reef jobs.jsonl --where 'titel = 1'",
        '--where: Binder Error: Referenced column "titel" not found',
    ),
    Mistake(
        "a condition that compares a text with a number",
        "python -m crawlers.feed export feeds/reef jobs.jsonl --where 'title > 3'",
        "--where: Binder Error: Cannot compare values of type VARCHAR",
    ),
    Mistake(
        "changes into an unknown form of file",
        "python -m crawlers.feed changes feeds/reef --since 2026-01-01 --file jobs.csv",
        "jobs.csv: the name must end in .parquet or .jsonl",
    ),
)
