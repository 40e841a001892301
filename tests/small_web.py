"""Knows a small Kremlin site for tests of whole crawls: pages in its mark-up, served by the replay proxy."""

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from demo.answers import Reply
from demo.replay import Replay

__all__ = ["ARTICLE", "LISTING", "a_site", "article", "listing", "run"]

HOST = "en.kremlin.ru"
LISTING = f"{HOST}/events/president/news"
ARTICLE = f"{LISTING}/"
ROBOTS = Reply(headers=(("Content-Type", "text/plain"),), body=b"User-agent: *\nDisallow: /search\n")
_ARTICLE = """<!doctype html><html lang="en"><head><meta charset="utf-8"/><title>{title}</title>
<link rel="canonical" href="http://en.kremlin.ru/events/president/news/{number}"/></head><body>
<div class="footer"><p>All content on this site is licensed.</p></div>
<div class="read"><article class="read__in hentry h-entry" id="event-{number}"><div class="read__content">
<h1 class="entry-title p-name">{title}</h1>
<div class="read__lead entry-summary p-summary" id="read-lead"></div>
<div class="read__meta"><time class="read__published" datetime="{day}">{printed}</time>
<div class="read__time">12:30</div></div>
<div class="entry-content e-content read__internal_content" itemprop="articleBody">{body}
<div class="read__bottommeta hidden-copy"><div class="read__status masha-ignore"><h3>Publication status</h3>
<p>Published in section: <a href="/events/president/news">News</a></p>
<p>Publication date: <time datetime="{day}">{printed}, 12:30</time></p>
<p>Direct link: <a href="http://en.kremlin.ru/d/{number}">en.kremlin.ru/d/{number}</a></p></div></div></div>
</div></article></div></body></html>"""
_ROW = """<div class="hentry h-entry hentry_event" data-id="{number}"><h3 class="hentry__title">
<a href="/events/president/news/{number}" rel="bookmark"><span class="entry-title p-name">Item {number}</span>
<span class="hentry__meta"><time class="published dt-published" datetime="{day}">{day}</time>
<span class="updated hidden">{updated}</span></span></a></h3></div>"""
_LISTING = """<!doctype html><html lang="en"><head><meta charset="utf-8"/><title>News</title>{next}</head>
<body>
<div class="entry-content lister-page" data-base-url="/events/president/news" data-path="{path}"
 data-page="{page}" data-pages="{pages}">{rows}</div></body></html>"""


def article(number: int, *words: str, day: str = "2026-03-01", title: str = "") -> Reply:
    """Return an article whose paragraphs are the words."""
    page = _ARTICLE.format(
        number=number,
        title=title or f"Item {number}",
        day=day,
        printed="March 1, 2026",
        body="".join(f"<p>{text}</p>" for text in words),
    )
    return Reply(body=page.encode())


def listing(rows: Iterable[tuple[int, str, str]], *, page: int = 1, pages: int = 1) -> Reply:
    """Return a listing page; a row is (number, day, updated)."""
    path = "/events/president/news" + (f"/page/{page}" if page > 1 else "")
    onward = f'<link rel="next" href="/events/president/news/page/{page + 1}"/>' if page < pages else ""
    made = "".join(_ROW.format(number=number, day=day, updated=updated) for number, day, updated in rows)
    return Reply(body=_LISTING.format(next=onward, path=path, page=page, pages=pages, rows=made).encode())


def a_site(count: int = 6, *, per_page: int = 3) -> dict[str, Reply]:
    """Return a site of so many articles, numbered from 80001 on, the newest first in its listing."""
    pages: dict[str, Reply] = {f"{HOST}/robots.txt": ROBOTS}
    numbers = [80000 + number for number in range(count, 0, -1)]
    parts = [numbers[start : start + per_page] for start in range(0, count, per_page)]
    for page, part in enumerate(parts, start=1):
        rows = [(number, f"2026-03-{number - 80000:02d}", f"2026-03-{number - 80000:02d}") for number in part]
        address = LISTING + (f"/page/{page}" if page > 1 else "")
        pages[address] = listing(rows, page=page, pages=len(parts))
    for number in numbers:
        day = f"2026-03-{number - 80000:02d}"
        pages[f"{ARTICLE}{number}"] = article(number, f"Text of {number}.", day=day)
    return pages


def run(
    replay: Replay | None, *arguments: str, cwd: Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run `readout` in a folder, its web being the replay's."""
    clean = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    clean.pop("READOUT_ARCHIVE", None)
    web = replay.environment if replay else {}
    return subprocess.run(
        [sys.executable, "-m", "crawler.cli", *arguments],
        cwd=cwd,
        env={**clean, **web, **environment, "PYTHONPATH": str(Path(__file__).resolve().parents[1])},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
