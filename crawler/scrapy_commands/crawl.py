"""Knows `scrapy crawl` with an order and an archive that are looked at before anything starts."""

import argparse
import sys
from pathlib import Path

import click
from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import CrawlerProcessBase

from archive.display import visible
from archive.errors import BadUsage, ReadoutError
from crawler.orders import beginnings
from crawler.session import Session
from crawler.spiders.base import ArchiveSpider

__all__ = ["Command"]


class Command(ScrapyCrawl):
    """Run a spider by its name; what stands against it is one line and the exit code of `readout`.

    Scrapy 2.19 makes the spider inside the crawl, so that its error would be a traceback and the code 1.
    """

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Check the spider's arguments by making it once, open its archive, then run it as Scrapy does."""
        if len(args) == 1 and self.crawler_process is not None:
            try:
                self._prepare(self.crawler_process, args[0], opts)
            except ReadoutError as error:
                click.echo(f"readout: {visible(str(error))}", err=True)
                sys.exit(error.exit_code)
        super().run(args, opts)

    def _prepare(self, process: CrawlerProcessBase, name: str, opts: argparse.Namespace) -> None:
        try:
            spider = process.spider_loader.load(name)(**opts.spargs)
        except KeyError as error:
            known = ", ".join(sorted(process.spider_loader.list()))
            raise BadUsage(f"there is no spider {name!r}; known: {known}") from error
        except TypeError as error:
            raise BadUsage(f"{name}: {error}") from error
        if isinstance(spider, ArchiveSpider):
            beginnings(spider.order)
            settings = process.settings
            archive = Path(settings["READOUT_ARCHIVE"])
            opts.spargs["session"] = Session.open(archive, spider.order, settings)
