"""Knows how Readout differs from Scrapy's defaults; each group says why."""

import os

BOT_NAME = "readout"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"
COMMANDS_MODULE = "crawler.scrapy_commands"

# Where things are. The commands' options and -s on Scrapy's own command line override these.
READOUT_ARCHIVE = os.environ.get("READOUT_ARCHIVE", "archive.db")
READOUT_CONTACT = os.environ.get("READOUT_CONTACT", "")
READOUT_ENCODER = os.environ.get("READOUT_ENCODER", "")
# Seconds before the first new try of an address that failed; four times as long before each next.
READOUT_BACKOFF = 10.0
# A wait that a site asks for (Retry-After) or that robots.txt states is honoured up to this many
# seconds within a run; what must wait longer stays on the plan for the next run.
READOUT_PATIENCE = 900.0

# So many refusals of one host in a row end the run: who goes on asking is only locked out for longer.
READOUT_REFUSALS = 5
# When a kept page is asked for again, by its age; after the last step, once in each such span.
READOUT_REVISITS = os.environ.get("READOUT_REVISITS", "1h 4h 1d 3d 7d 30d 90d 180d 365d")
# When a page that answered "not there" is asked for again; only if all of these say so too is it gone.
READOUT_ABSENCES = os.environ.get("READOUT_ABSENCES", "1h 1d 3d")
# Networks outside the public Internet that may be asked all the same, such as 127.0.0.0/8 fd00::/8.
READOUT_PRIVATE = os.environ.get("READOUT_PRIVATE", "")
# The address that the user typed, whose port may be asked on its host; other ports than those of the web
# are asked nowhere else, save in the networks above. `readout fetch` sets it.
READOUT_TYPED = ""
# A file of root certificates for a host under another root: host=/path/roots.pem, blanks between.
READOUT_CA_FILES = os.environ.get("READOUT_CA_FILES", "")
# Reading one page may take so many seconds and megabytes; then the reader is killed, the capture stays.
READOUT_READING_SECONDS = float(os.environ.get("READOUT_READING_SECONDS", "10"))
READOUT_READING_MB = int(os.environ.get("READOUT_READING_MB", "1024"))
# A run stops before less than this is free on the archive's disk.
READOUT_RESERVE = os.environ.get("READOUT_RESERVE", "1GB")
# 1: the archive lies on a network file system, and no other machine ever writes it.
READOUT_NETWORK_FS = os.environ.get("READOUT_NETWORK_FS", "0")

# Say who asks, so that the site's people can reach us.
USER_AGENT = "readout/0.1 (news archive for research; robots.txt obeyed" + (
    f"; {READOUT_CONTACT})" if READOUT_CONTACT else ")"
)

# Manners: one request at a time and host, a pause, never faster than the host answers.
ROBOTSTXT_OBEY = True
DOWNLOAD_DELAY = 2.0
CONCURRENT_REQUESTS_PER_DOMAIN = 1
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 2.0
AUTOTHROTTLE_MAX_DELAY = 60.0

# Bounds: pages are at most 350 kB (kremlin.md section 4); a hanging server costs a minute.
DOWNLOAD_MAXSIZE = 16 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 60

# Scrapy leaves these open; an archive of evidence must not (reliability.md section 3).
DOWNLOAD_VERIFY_CERTIFICATES = True
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
METAREFRESH_ENABLED = False
COOKIES_ENABLED = False
# Names are resolved, and questions asked, by what judges each address before a connection is made.
TWISTED_DNS_RESOLVER = "crawler.resolver.GuardedResolver"
DOWNLOAD_HANDLERS: dict[str, str | None] = {
    "http": "crawler.asking.GuardedHandler",
    "https": "crawler.asking.GuardedHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}

# Bytes are kept as received, so they are asked for uncoded: a page inside a gzip stream could not
# share a dictionary with its neighbours, and Scrapy passes damaged streams on as whole pages.
COMPRESSION_ENABLED = False
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,*/*;q=0.5",
    "Accept-Language": "ru,en;q=0.8",
    "Accept-Encoding": "identity",
}

# Every answer reaches the archive as it came: retries and redirects are steps of the frontier.
RETRY_ENABLED = False
REDIRECT_ENABLED = False
HTTPCACHE_ENABLED = False
DOWNLOADER_MIDDLEWARES: dict[str, int | None] = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.middlewares.Guard": 50,
    "crawler.robots.StrictRobots": 100,
    "crawler.middlewares.Conditional": 450,
    "crawler.middlewares.Stopwatch": 950,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": None,
}
# Scrapy starts this many tasks for each answer, and each answer brings one item.
CONCURRENT_ITEMS = 1
SCHEDULER = "crawler.scheduler.FrontierScheduler"
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
ITEM_PIPELINES = {"crawler.pipelines.ToArchive": 100}
EXTENSIONS: dict[str, int | None] = {
    "crawler.extensions.CrawlDelay": 100,
    "scrapy.extensions.remote_control.RemoteControl": None,
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.spiderstate.SpiderState": None,
    "scrapy.extensions.logstats.LogStats": None,
}
# Requests come off the plan one by one: there is no depth, referer or copied meta to look after, and
# every status is an answer.
SPIDER_MIDDLEWARES: dict[str, int | None] = {
    f"scrapy.spidermiddlewares.{name}": None
    for name in (
        "depth.DepthMiddleware",
        "httperror.HttpErrorMiddleware",
        "metacopy.MetaCopyDetectionMiddleware",
        "referer.RefererMiddleware",
        "urllength.UrlLengthMiddleware",
    )
}
STATS_DUMP = False
LOG_LEVEL = "WARNING"
