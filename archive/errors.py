"""Knows everything that can go wrong in Readout, and the exit code that each failure ends a command with.

ReadoutError                          1  a fault of the program's own
├── BadUsage                          2  what was asked makes no sense
│   └── NotAnAddress                  2  the given text is no address that Readout may ask
├── PageFailed                        3  the page that was asked for could not be had or read
├── AddressRefused                    4  the address is outside what Readout may fetch
├── SourceRefuses                     5  the site refuses, limits us, or its robots.txt forbids
├── ArchiveError
│   ├── ArchiveMissing               10  there is no archive at that path
│   ├── NotAnArchive                 10  the file is something else
│   ├── NewerSchema                  10  a newer Readout wrote the archive
│   ├── OlderSchema                  10  an older Readout wrote it; a command that writes brings it up to date
│   ├── UnknownDocument               3  the archive holds no such document
│   ├── ArchiveLocked                11  another run is writing the archive
│   ├── ArchiveFull                  12  the disk is full, failing, or under its reserve
│   ├── ArchiveReadOnly              13  the archive or its folder cannot be written
│   └── ArchiveDamaged               20  what is stored is not what was stored
└── UnreadablePage                    3  the bytes are kept, but no document could be read off them
    ├── UnknownLayout                 3  no layout of the site fits a page that should be an article
    ├── TruncatedPage                 3  the page ends before its end
    ├── EmptyPage                     3  there is nothing on the page
    ├── WrongLanguage                 3  the page is not in the language of its host
    ├── NotThisKind                   3  the bytes are not of the kind the address promises
    ├── AbsentPage                    3  the page says, with status 200, that there is nothing here
    ├── BlockedPage                   5  a challenge, a block page or a captcha instead of the page
    └── ReadingKilled                 3  reading the page took too much time or memory
"""

from typing import ClassVar

__all__ = [
    "AbsentPage",
    "AddressRefused",
    "ArchiveDamaged",
    "ArchiveError",
    "ArchiveFull",
    "ArchiveLocked",
    "ArchiveMissing",
    "ArchiveReadOnly",
    "BadUsage",
    "BlockedPage",
    "EmptyPage",
    "NewerSchema",
    "NotAnAddress",
    "NotAnArchive",
    "NotThisKind",
    "OlderSchema",
    "PageFailed",
    "ReadingKilled",
    "ReadoutError",
    "SourceRefuses",
    "TruncatedPage",
    "UnknownDocument",
    "UnknownLayout",
    "UnreadablePage",
    "WrongLanguage",
]


class ReadoutError(Exception):
    """Stop what was being done and tell the user the message, which is one line."""

    exit_code: ClassVar[int] = 1


class BadUsage(ReadoutError):
    """Ask again, differently."""

    exit_code = 2


class NotAnAddress(BadUsage):
    """Give an http or https address with a host."""


class PageFailed(ReadoutError):
    """The one page that was asked for has no document now; try later."""

    exit_code = 3


class AddressRefused(ReadoutError):
    """Do not fetch this address: policy forbids it."""

    exit_code = 4


class SourceRefuses(ReadoutError):
    """Leave this site alone for a while."""

    exit_code = 5


class ArchiveError(ReadoutError):
    """The archive could not do what it was asked."""


class ArchiveMissing(ArchiveError):
    """Name an archive that exists, or run a command that creates one."""

    exit_code = 10


class NotAnArchive(ArchiveError):
    """Leave the file alone: it belongs to something else."""

    exit_code = 10


class NewerSchema(ArchiveError):
    """Install the newer Readout that wrote this archive."""

    exit_code = 10


class OlderSchema(ArchiveError):
    """Run a command that writes: it brings the archive up to date."""

    exit_code = 10


class UnknownDocument(ArchiveError):
    """Fetch it first."""

    exit_code = 3


class ArchiveLocked(ArchiveError):
    """Wait for the other run."""

    exit_code = 11


class ArchiveFull(ArchiveError):
    """Free some disk, then run again: nothing stored is harmed."""

    exit_code = 12


class ArchiveReadOnly(ArchiveError):
    """Give Readout a folder that it may write."""

    exit_code = 13


class ArchiveDamaged(ArchiveError):
    """Do not write; restore a backup."""

    exit_code = 20


class UnreadablePage(ReadoutError):
    """Keep the capture, store no document, and name the reason."""

    exit_code = 3
    reason: ClassVar[str] = "unreadable"


class UnknownLayout(UnreadablePage):
    """Add a layout: the site has changed."""

    reason = "unknown_layout"


class TruncatedPage(UnreadablePage):
    """Fetch again: the page stops in the middle."""

    reason = "truncated"


class EmptyPage(UnreadablePage):
    """Fetch again later: there is nothing to read."""

    reason = "empty"


class WrongLanguage(UnreadablePage):
    """Do not file this text under the language of its host."""

    reason = "wrong_language"


class NotThisKind(UnreadablePage):
    """Do not read a picture, a form or a block page as an article."""

    reason = "not_this_kind"


class AbsentPage(UnreadablePage):
    """Take it for a 404: the site says in words that there is no such page."""

    reason = "absent"


class BlockedPage(UnreadablePage):
    """Take it for a refusal: it says nothing of the document."""

    exit_code = 5
    reason = "blocked"


class ReadingKilled(UnreadablePage):
    """Keep the capture; a reader that would not end was ended."""

    reason = "killed"
