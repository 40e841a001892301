"""Knows how a news-please user would read a list of addresses: `from_urls`, a hundred at a time.

Run as ``run_news_please.py LIST DATABASE``; prints how many articles were stored.
"""

import sqlite3
import sys
from pathlib import Path

from newsplease import NewsPlease

LIST, DATABASE = sys.argv[1:3]
BATCH = 100
TIMEOUT = 60


def main() -> None:
    """Fetch, extract and store all in one transaction."""
    addresses = Path(LIST).read_text(encoding="utf-8").split()
    database = sqlite3.connect(DATABASE)
    database.execute("create table articles (url text primary key, title text, published text, text text)")
    stored = 0
    with database:
        for start in range(0, len(addresses), BATCH):
            batch = addresses[start : start + BATCH]
            found = NewsPlease.from_urls(batch, request_args={"timeout": TIMEOUT}, fetch_images=False)
            for address, article in found.items():
                if article and article.maintext:
                    row = (address, article.title, str(article.date_publish), article.maintext)
                    database.execute("insert or replace into articles values (?, ?, ?, ?)", row)
                    stored += 1
    sys.stdout.write(f"{stored}\n")


if __name__ == "__main__":
    main()
