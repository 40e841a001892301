"""Knows in which encoding a page really is: by BOM, header, meta, then a check of the result."""

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter

from crawler.sites.page import Page

__all__ = ["Decoding", "implausible", "settle", "settle_any"]

FALLBACKS = ("cp1251", "utf-8")
TOLERATED = 0.01
"""Share allowed in a right decoding; measured: at most 0.31 % in right texts, 1.9 % in wrong ones."""

_WIDE = (
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
"""How markup begins without a byte order mark. Source: XML 1.0, appendix F.1."""

_BLANKS_FOR_ASCII = bytes(range(256)).translate(None, bytes(range(128))).rjust(256)
"""The table by which every ASCII character becomes a blank: what is left is looked at, a tenth of a page."""
_RUSSIAN = re.compile(r"[А-Яа-яЁё]")

_LOST = "\ufffd"
_CONTROLS = r"\x80-\x9f"
# What cp1251 and cp1252 show for the bytes 0x80..0xBF, the second bytes of Cyrillic in UTF-8.
_SECOND_BYTES = "".join(
    sorted(
        {
            byte.to_bytes(1, "big").decode(code, "ignore")
            for byte in range(0x80, 0xC0)
            for code in ("cp1251", "cp1252", "latin-1")
        }
        - {""}
    )
)
_UTF8_TAKEN_APART = rf"[РСÐÑ][{re.escape(_SECOND_BYTES)}]"
# Three in a row stand in no Western word; «größer» and «créée» have two.
_CYRILLIC_AS_LATIN = r"(?<=[À-ÿ]{3})[À-ÿ]"
_FOREIGN_CYRILLIC = "[ЂЃѓЉЊЌЋЏђљњќћџ]"
_CAPITAL_INSIDE = "(?<=[а-яё])[А-ЯЁ]"
_DAMAGE = re.compile(
    "|".join(
        (_LOST, f"[{_CONTROLS}]", _UTF8_TAKEN_APART, _CYRILLIC_AS_LATIN, _FOREIGN_CYRILLIC, _CAPITAL_INSIDE)
    )
)
_CAPITALS = re.compile("[А-ЯЁ]")
_MOSTLY = 0.6
_MIXED = re.compile(r"(?<=[A-Za-z])[А-Яа-яЁё]|[А-Яа-яЁё](?=[A-Za-z])")
_MIXED_MOST = 0.2
_PLAINLY = 0.1


@dataclass(frozen=True, kw_only=True)
class Decoding:
    """A page read in the encoding that was settled on, and a note when that is doubtful."""

    page: Page
    note: str = ""


def implausible(text: str) -> float:
    """Return the share (0..1) of characters beyond ASCII that no rightly decoded Russian text would hold.

    Counts U+FFFD, C1 controls, UTF-8 read byte by byte, Cyrillic read as Western letters, letters that
    Russian lacks, capitals after small letters; a text nearly all in capitals counts whole (KOI8-R read as
    windows-1251 swaps the case), and so does one of which more than a hundredth are NULs. Source:
    reliability.md section 2.6; the table's rows are tests.
    """
    if text.count("\0") > len(text) * TOLERATED:
        return 1.0
    runs = _beyond_ascii(text)
    beyond = len(runs) - runs.count(" ")
    if not beyond:
        return 0.0
    russian = len(_RUSSIAN.findall(runs))
    if russian > beyond / 2 and len(_CAPITALS.findall(runs)) > russian * _MOSTLY:
        return 1.0
    return min(1.0, len(_DAMAGE.findall(runs)) / beyond)


def _beyond_ascii(text: str) -> str:
    """Return the runs of characters beyond ASCII, parted by blanks."""
    if text.isascii():
        return ""
    encoded = text.encode("utf-8", "surrogatepass").translate(_BLANKS_FOR_ASCII)
    return b" ".join(encoded.split()).decode("utf-8", "surrogatepass")


def settle(page: Page) -> Decoding:
    """Return the page in the first candidate encoding whose result passes, else in the best one with a note.

    Candidates: BOM, header, meta, windows-1251, UTF-8. Source: interfax.md section 6.
    """
    return _wide(page) or _first_right(page, (*page.declared, *FALLBACKS))


def settle_any(page: Page) -> Decoding:
    """Return a page of any language in its encoding; what plainly is no text is noted.

    Bytes beyond ASCII that are UTF-8 throughout are UTF-8, whatever is declared. Others are taken as
    declared, else as UTF-8 with a few bytes lost, unless that gives damage; else as windows-1251 where that
    gives Russian words, and as windows-1252 where it does not.
    """
    if wide := _wide(page):
        return wide
    if _is_utf8(page.body):
        read = page.recoded("utf-8")
        share = implausible(read.text)
        return Decoding(page=read, note=_doubt(read, share) if share > _PLAINLY else "")
    single = "cp1251" if _is_russian(page.recoded("cp1251").text) else "cp1252"
    return _first_right(page, (*page.declared, "utf-8", single))


def _wide(page: Page) -> Decoding | None:
    """Return a page whose markup is of two or four bytes a character, though it has no byte order mark."""
    name = next((name for start, name in _WIDE if page.body.lstrip(b" \t\r\n").startswith(start)), None)
    if name is None:
        return None
    read = page.recoded(name)
    return Decoding(page=read, note=f"encoding not stated: {name}, by how it begins")


def _first_right(page: Page, names: Iterable[str]) -> Decoding:
    """Return the first reading that passes; where none does, the least damaged one with a note."""
    tried: list[tuple[float, Page]] = []
    for name in dict.fromkeys(names):
        read = page.recoded(name)
        tried.append((implausible(read.text), read))
        if tried[-1][0] <= TOLERATED:
            return Decoding(page=read)
    share, best = min(tried, key=itemgetter(0))
    return Decoding(page=best, note=_doubt(best, share))


def _doubt(page: Page, share: float) -> str:
    return f"encoding doubtful: {page.encoding}, {share:.1%} implausible characters"


def _is_utf8(body: bytes) -> bool:
    """Tell whether bytes beyond ASCII are all UTF-8; the last character may be cut off."""
    try:
        codecs.utf_8_decode(body, "strict", False)  # noqa: FBT003 - the codec's own signature
    except UnicodeDecodeError:
        return False
    return not body.isascii()


def _is_russian(text: str) -> bool:
    """Tell whether Russian letters stand in words of their own, not among Latin ones («crййe»)."""
    russian = len(_RUSSIAN.findall(text))
    return russian > 0 and len(_MIXED.findall(text)) <= _MIXED_MOST * russian
