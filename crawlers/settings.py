"""Settings: each differs from a Scrapy default (or is a default that the project depends on), with
its reason."""

from __future__ import annotations

import os
import sys

from scrapy.settings import default_settings

from crawlers.contract import stages
from crawlers.contract.environment import from_environment
from crawlers.contract.project import in_project
from crawlers.contract.sites_file import boards_of, contact_of
from crawlers.output import log_lines
from crawlers.plugins.discovery import offered_stages, spider_modules

if sys.platform == "win32":
    sys.exit("jobwire crawls on Linux; on Windows run it in WSL")
log_lines.install()


def _all_but(parts: dict[str, int], *modules: str) -> dict[str, int]:
    """Return parts of Scrapy without those of some modules. (One that is set to None is imported
    all the same, which costs 0.1 to 0.2 s.)"""
    return {path: order for path, order in parts.items() if path.rpartition(".")[0] not in modules}


# What Scrapy's own messages call the program.
BOT_NAME = "jobwire"

# --- Plugins --------------------------------------------------------------------------------------

# One broken plugin must not stop or hide the others: Scrapy's loader imports all of them and stops
# at the first.
SPIDER_MODULES = spider_modules()
SPIDER_LOADER_CLASS = "crawlers.plugins.discovery.Spiders"
NEWSPIDER_MODULE = "spiders"
COMMANDS_MODULE = "crawlers.commands"

# --- Who we are -----------------------------------------------------------------------------------

# What `scrapy refresh` crawls, how often, and in whose name (docs/operations.md).
JOBWIRE_SITES = os.environ.get("JOBWIRE_SITES", in_project("sites.yaml"))
# A site must be able to see who crawls it and how to reach them: an e-mail address or a page of
# yours, here or as `contact` in sites.yaml.
JOBWIRE_CONTACT = os.environ.get("JOBWIRE_CONTACT", "") or contact_of(JOBWIRE_SITES)
USER_AGENT = f"jobwire/0.1 ({'; '.join(filter(None, ('job posting feed', JOBWIRE_CONTACT)))})"
# Rules for `jobwire` and for `*` are the ones that count; the rest of the user agent is for people.
ROBOTSTXT_USER_AGENT = "jobwire"
# No cookie: no session, no tracking, and the same page for everyone. A site that needs them says so
# in its plugin.
COOKIES_ENABLED = False
# Send no Referer: some sites answer differently to it, and it discloses what was read before.
REFERRER_POLICY = "no-referrer"

# --- Politeness -----------------------------------------------------------------------------------

# Off in Scrapy. crawlers.net.robots also requests no page while the rules are unknown.
ROBOTSTXT_OBEY = True
# About two pages a second and never more than four at once from one site; a Crawl-delay or
# Retry-After makes it slower.
DOWNLOAD_DELAY = 0.5
CONCURRENT_REQUESTS_PER_DOMAIN = 4
# The same: without a delay Scrapy sends all waiting requests before it counts the first one, and
# each one over four would need its own connection. A plugin whose site allows more raises both.
CONCURRENT_REQUESTS = 4
# AutoThrottle looks at latency alone, and would speed up again what Crawl-delay has slowed down.
AUTOTHROTTLE_ENABLED = False
# The least wait after a 429 or 503, in seconds (each further one doubles it; a longer Retry-After
# counts), and the most that one run waits in all.
JOBWIRE_BACKOFF = 10.0
JOBWIRE_PATIENCE = 3600.0
# How often a page that failed is asked for again; the waits above lie between the tries.
RETRY_TIMES = 3
# A page that failed for good is in the ledger with its reason; a line of level ERROR would only
# repeat it.
RETRY_GIVE_UP_LOG_LEVEL = "INFO"
# What a request keeps when a platform's class asks it again after a refusal that only it can tell:
# its tries are counted there, and where redirects led. Scrapy warns of them as if by mistake.
META_COPY_WARN_SKIP_KEYS = (
    "download_latency",
    "redirect_reasons",
    "redirect_times",
    "redirect_ttl",
    "redirect_urls",
    "retry_times",
)

# --- Safety ---------------------------------------------------------------------------------------

# Scrapy starts two servers by default: a remote control that runs what it is sent, and a shell.
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False  # guard: no debug servers
# Certificates are not checked by default.
DOWNLOAD_VERIFY_CERTIFICATES = True  # guard: certificates are checked
# A link in a page must never open a file or another protocol; and the default has no limit for the
# head of an answer.
DOWNLOAD_HANDLERS = {
    **dict.fromkeys(("data", "file", "ftp", "s3")),  # guard: no files by links
    **dict.fromkeys(("http", "https"), "crawlers.net.heads.SmallHeads"),
}
# A page says where to go in its markup: a redirect that no status announces.
METAREFRESH_ENABLED = False  # guard: no meta refresh
# The default of 20 is for browsing; the site's own pages need one or two.
REDIRECT_MAX_TIMES = 5  # guard: few redirects
# Bytes of a page, and no warning below that. The default is 1 GiB. A larger page is given up by
# name; the parser takes no more either (crawlers.page.limits). Sitemaps may be larger.
DOWNLOAD_MAXSIZE = 8_000_000  # guard: largest page
DOWNLOAD_WARNSIZE = 0
# Maximum bytes of all pages of one run, counted as sent and as unpacked; 20,000 large pages are a
# quarter of it.
JOBWIRE_BYTE_BUDGET = 8 * 1024**3
# Seconds to wait for an answer, and for the address of a host. The defaults are 180 and 60.
DOWNLOAD_TIMEOUT = 30
DNS_TIMEOUT = 20
# Refuses a host name that resolves to a private address.
TWISTED_DNS_RESOLVER = "crawlers.net.guard.PublicResolver"
# Host names that may resolve to one: an intranet's own job board.
JOBWIRE_PRIVATE_HOSTS: tuple[str, ...] = ()
# A proxy that the environment names (HTTP_PROXY, HTTPS_PROXY, ALL_PROXY) is refused: it looks up
# names itself, so private addresses behind names are not seen, and waits are by host, not by proxy.
# JOBWIRE_PROXY=1 allows it.
JOBWIRE_PROXY = os.environ.get("JOBWIRE_PROXY", "") not in ("", "0")
HTTPPROXY_ENABLED = JOBWIRE_PROXY
# Maximum requests per run. A link trap ends here, and the run counts as not
# complete; DEPTH_LIMIT would end it silently.
JOBWIRE_PAGE_BUDGET = 20_000
# A run that takes longer than six hours is stuck.
CLOSESPIDER_TIMEOUT = 6 * 3600

# What a request passes on its way out and an answer on its way in. Scrapy's checks of domains,
# robots.txt, compression and cookies give way to those of crawlers.net.
DOWNLOADER_MIDDLEWARES_BASE = _all_but(
    default_settings.DOWNLOADER_MIDDLEWARES_BASE, "scrapy.downloadermiddlewares.cookies"
)
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "crawlers.net.guard.Guard": 50,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawlers.net.robots.Robots": 100,
    "crawlers.net.patience.Patience": 560,
    "crawlers.net.pdf.PdfText": 580,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "crawlers.net.bodies.WholeBodies": 590,
    "crawlers.net.cookies.Cookies": 700,
}

# Next to the spider: waits for the processes that read (JOBWIRE_READERS).
SPIDER_MIDDLEWARES = {"crawlers.spider.readers.read_later.AwaitReadings": 1000}

# --- From a page to a posting ---------------------------------------------------------------------

# The stages, in this order: those of jobwire, and those that installed packages bring.
ITEM_PIPELINES = {**stages.STAGES, **offered_stages()}
# A crawl reads as `scrapy extract` does, with crawlers.extract.read: the stages are its steps, and
# Scrapy only opens and closes those that others bring.
ITEM_PROCESSOR = "crawlers.spider.reading.AlreadyRead"
# Scrapy starts this many tasks for every response, and a page has one posting: the default of 100
# costs a third of the CPU time (scrapy/scrapy#5182).
CONCURRENT_ITEMS = 4
# Processes that read pages beside the crawl (docs/performance.md). By default none for a live
# crawl, and one a core, up to 8, for 200 saved pages or more.
JOBWIRE_READERS: int | None = None
# A posting that a stage drops is counted with its reason; a warning in the log would repeat it.
DEFAULT_DROPITEM_LOG_LEVEL = "INFO"

# --- The feed -------------------------------------------------------------------------------------

# The feed is written by crawlers.feed after the run was judged. Scrapy's own export would replace
# it by whatever came.
FEEDS: dict[str, dict[str, object]] = {}
# What listens to a crawl. The two servers that are off by their settings above are left out: in
# Scrapy's list they would be imported, and an HTTP library with them.
EXTENSIONS_BASE = _all_but(
    default_settings.EXTENSIONS_BASE, "scrapy.extensions.remote_control", "scrapy.extensions.telnet"
)
EXTENSIONS = {
    "crawlers.extensions.record_run.RecordRun": 500,
    "crawlers.extensions.progress.Progress": 510,
    "crawlers.extensions.second_sigterm.SecondSigterm": 520,
    "crawlers.extensions.tally.Tally": 520,
    "crawlers.extensions.monitors.Monitors": 530,
}
# The boards of publishing platforms (docs/platforms.md): the file that sites.yaml names, else
# boards.yaml; there may be no such file.
JOBWIRE_BOARDS = os.environ.get("JOBWIRE_BOARDS", boards_of(JOBWIRE_SITES))
# What a person knows better than a page (docs/feed.md, "Corrections"); there may be no such file.
JOBWIRE_CORRECTIONS = os.environ.get("JOBWIRE_CORRECTIONS", in_project("corrections.yaml"))
# Where feeds are published: a folder; by default the one beside scrapy.cfg, from whatever folder of
# the project a command is typed.
JOBWIRE_FEEDS = os.environ.get("JOBWIRE_FEEDS", in_project("feeds"))
# The time that runs use as "now" (RFC 3339), for repeatable runs; empty: the clock.
JOBWIRE_NOW = ""
# How many sites a refresh crawls at once, and the name of the feed of all sites.
JOBWIRE_JOBS = 4
JOBWIRE_COMBINED = "all"
# Several machines (docs/scale.md). JOBWIRE_TARGET: where feeds are published for all of them, as an
# fsspec address (s3://bucket/feeds; "": in JOBWIRE_FEEDS only). JOBWIRE_STORE: the PostgreSQL
# database that holds the state of earlier runs ("": a file beside each feed).
JOBWIRE_TARGET = ""
JOBWIRE_STORE = ""
# JOBWIRE_REDIS: the server of the task board. JOBWIRE_BROKER: that of the queue ("": the same).
# JOBWIRE_LEASE: seconds after which a silent worker loses its site. JOBWIRE_RETRY_WAIT: seconds
# before a site whose process died is tried again (it doubles). JOBWIRE_WORKER_WAIT: seconds
# without an answer of any worker after which a refresh stops waiting for them.
JOBWIRE_REDIS = "redis://127.0.0.1:6379/0"
JOBWIRE_BROKER = ""
JOBWIRE_LEASE = 120.0
JOBWIRE_RETRY_WAIT = 10.0
JOBWIRE_WORKER_WAIT = 900.0
# A refresh of this many sites or more starts one process that loads the program, and forks the
# processes of the sites from it. With fewer sites that costs more than it saves.
JOBWIRE_WARM_FROM = 3
# Sites that are too large for one process, with the number of processes for each: `acme=4,other=2`.
JOBWIRE_SHARDS = ""
# What a refresh leaves for people and monitors: the file of the report (beside the feeds; "":
# none), a file for the textfile collector of Prometheus, an address that gets the verdict as JSON.
JOBWIRE_REPORT = "report.html"
JOBWIRE_METRICS = ""
JOBWIRE_WEBHOOK = ""

# Spidermon (the extra `monitors`): whether it is on, and the suites that run after a crawl was
# judged.
SPIDERMON_ENABLED = os.environ.get("SPIDERMON_ENABLED", "") not in ("", "0")
JOBWIRE_MONITORS = ("crawlers.extensions.monitor_suites.FeedMonitors",)

# --- Log ------------------------------------------------------------------------------------------

# DEBUG prints a line for each page.
LOG_LEVEL = "INFO"
# Seconds from one line with the figures of the crawl to the next.
LOGSTATS_INTERVAL = 60.0

# --- The environment ------------------------------------------------------------------------------

# Each setting of jobwire may stand in the environment, too (the command line counts before it).
globals().update(from_environment(globals(), os.environ))
