"""Knows where the walk of a listing ends that never says so: at a page that was shown before."""

from dataclasses import dataclass, field, replace

from archive.models import Exchange, LinkKind, Outcome, Reading
from archive.recording import Reader
from archive.tasks import WALKED
from crawler.sites.base import without_scheme

__all__ = ["Walks"]


@dataclass
class Walks:
    """The listings that one run walks, each known by the page that it began at.

    Rows that an earlier run knew already say nothing: only a page whose rows are, all and in their order,
    those of an earlier page of the same walk ends it. Past its end a listing shows its first or last page.
    """

    _begun: dict[str, str] = field(default_factory=dict)
    # Only the hash of a page's rows is kept: a whole site's listing has a hundred thousand of them.
    _shown: dict[tuple[str, int], str] = field(default_factory=dict)

    def reader(self, read: Reader, exchange: Exchange) -> Reader:
        """Return what reads for one visit: its own page is a step of a walk, and so is a 304's stored one.

        Other stored pages are read to be compared, and are none.
        """

        def reading(one: Exchange) -> Reading:
            steps = one is exchange or exchange.outcome is Outcome.UNCHANGED
            return self.along(one.asked, read(one)) if steps else read(one)

        return reading

    def along(self, address: str, reading: Reading) -> Reading:
        """Return what a page of a walk says, without its next page where it repeats an earlier one."""
        if reading.kind != "listing":
            return reading
        onward = [link for link in reading.links if link.kind is LinkKind.LISTING]
        here = without_scheme(address)
        begun = self._begun.setdefault(here, here)
        rows = tuple(link.key for link in reading.links if link.kind not in WALKED)
        first = self._shown.setdefault((begun, hash(rows)), here)
        if first == here:
            self._begun.update((link.key, begun) for link in onward if link.key not in self._begun)
            return reading
        return replace(
            reading,
            links=tuple(link for link in reading.links if link.kind is not LinkKind.LISTING),
            note="; ".join(
                part for part in (reading.note, f"the rows of {first} again: past the end") if part
            ),
        )
