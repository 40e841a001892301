"""Knows what the sites of Interfax have in common: whole hosts, and sections that are named or unknown."""

from typing import ClassVar

from archive.errors import BadUsage
from archive.models import Rights
from crawler.sites.base import Site
from crawler.sites.interfax_addresses import plain_parts

__all__ = ["InterfaxSite"]


class InterfaxSite(Site):
    """A site of the agency; ``title`` is what messages call it."""

    title: ClassVar[str]
    rights = Rights(
        licence="all rights reserved",
        title="Interfax",
        address="https://www.interfax.ru/lcz.asp",
        statement="quote with a link to the page; whole texts need a contract with the agency",
    )

    def owns(self, address: str) -> bool:
        """Tell whether an address is on a host of the site, with no user name and no odd port."""
        return plain_parts(address, self.hosts) is not None

    def require_known(self, sections: tuple[str, ...]) -> None:
        """Raise `BadUsage` for sections that the site does not have, naming those that it has."""
        unknown = [name for name in sections if name not in self.sections]
        if unknown:
            known = ", ".join(self.sections)
            raise BadUsage(f"{self.title} has no section {', '.join(unknown)}; it has {known}")
