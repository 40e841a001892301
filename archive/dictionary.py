"""Knows what each column of an export means: its type, where its value comes from, an example."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

__all__ = ["DICTIONARY", "Described", "Type"]

Type = Literal["string", "integer", "datetime", "date", "list", "json"]

_SITE, _OURS, _DERIVED = "the page", "our clock and disk", "made by Readout"
_STATED = "2021-07-13T15:00:00.000000+00:00"
_SEEN, _AGAIN = "2026-11-23T10:00:00.000000+00:00", "2026-11-24T10:00:00.000000+00:00"
_PAGE = "http://en.kremlin.ru/events/president/news/66290"
_OTHER = '["http://kremlin.ru/events/president/news/66290"]'
_STORY = '["https://www.interfax.ru/russia/778260"]'


@dataclass(frozen=True, slots=True)
class Described:
    """A column: times are UTC, days the site's; a list holds texts; ``json`` is a JSON text in CSV."""

    type: Type
    meaning: str
    origin: str
    example: str


_ROWS: tuple[tuple[str, Type, str, str, str], ...] = (
    ("id", "integer", "number of the document in this archive", _OURS, "17"),
    ("key", "string", "source, language, number; the same in every archive", _DERIVED, "kremlin/en/66290"),
    ("source", "string", "who published it", _DERIVED, "kremlin"),
    ("language", "string", "language of the text, ISO 639; und: nothing tells", _SITE, "en"),
    ("number", "string", "the site's own number, or the address where it has none", _SITE, "66290"),
    ("address", "string", "the one address that the site prefers", _SITE, _PAGE),
    ("kind", "string", "article, announcement, act and so on", _SITE, "article"),
    ("state", "string", "what the last looks came to, such as present or gone", _DERIVED, "present"),
    ("title", "string", "headline", _SITE, "Meeting on harvests"),
    ("subtitle", "string", "second headline", _SITE, "The talks went on till evening"),
    ("lead", "string", "opening paragraph that the page sets apart", _SITE, "A meeting took place."),
    ("text", "string", "body without furniture, a line a paragraph", _SITE, "First.\nSecond."),
    ("published_at", "datetime", "stated time of publication, in UTC", _SITE, _STATED),
    ("published_precision", "string", "how exact the stated time is: second, minute, day", _SITE, "minute"),
    ("published_printed", "string", "stated time as printed", _SITE, "July 13, 2021, 18:00"),
    ("published_day", "date", "stated day as printed, of the site's zone", _SITE, "2021-07-13"),
    ("modified_at", "datetime", "stated time of the last change", _SITE, _STATED),
    ("event_day", "string", "day of the announced event as printed", _SITE, "July 16"),
    ("event_day_at", "datetime", "day of the announced event: its beginning", _SITE, _STATED),
    ("place", "string", "place that the page is dated from", _SITE, "Tver"),
    ("sections", "list", "sections that the page says it stands in", _SITE, '["News","Transcripts"]'),
    ("topics", "list", "topics that the site tags", _SITE, '["Agriculture"]'),
    ("persons", "list", "persons that the site tags", _SITE, '["Kolchin Pavel"]'),
    ("countries", "list", "countries that the site tags", _SITE, '["France"]'),
    ("regions", "list", "regions that the site tags", _SITE, '["Tver Region"]'),
    ("tags", "list", "other tags", _SITE, '["harvest"]'),
    ("author", "string", "authors, joined by a semicolon", _SITE, "Jean Dupont"),
    ("partial", "string", "why only a part of the text could be read", _DERIVED, "teaser"),
    ("site_name", "string", "what the site calls itself", _SITE, "Monde Dépêches"),
    ("agency", "string", "agency that the text is by", _SITE, "Interfax"),
    ("dateline_city", "string", "place in the dateline", _SITE, "Москва"),
    ("dateline_day", "string", "day in the dateline as printed", _SITE, "13 июля"),
    ("dateline_brand", "string", "brand in the dateline", _SITE, "INTERFAX.RU"),
    ("credit", "string", "credit of a picture or of the text", _SITE, "Photo: TASS"),
    ("translation", "list", "addresses of the same document in another language", _SITE, _OTHER),
    ("attachments", "list", "addresses of attached files, which are not fetched", _SITE, '["http://static.kremlin.ru/media/a.pdf"]'),
    ("see_also", "list", "addresses that the page points to as related", _SITE, _OTHER),
    ("copied_from", "list", "addresses where the page says its original stands", _SITE, _STORY),
    ("updates", "list", "addresses of later versions that the page names", _SITE, _STORY),
    ("gone_since", "datetime", "when absences were enough to call it gone", _OURS, _AGAIN),
    ("looked_at", "datetime", "last look, whatever came of it", _OURS, _AGAIN),
    ("first_seen", "datetime", "first capture that shows the document", _OURS, _SEEN),
    ("last_seen", "datetime", "last capture that shows the document", _OURS, _AGAIN),
    ("revision", "integer", "which content this row is, from 1", _OURS, "2"),
    ("revisions", "integer", "how many contents the document had", _OURS, "2"),
    ("revision_first_seen", "datetime", "first capture that shows this content", _OURS, _AGAIN),
    ("revision_last_seen", "datetime", "last capture that shows this content", _OURS, _AGAIN),
    ("view", "string", "where this content was seen: page, feed, amp, print, special", _OURS, "page"),
    ("capture_id", "integer", "first capture of this content: the evidence", _OURS, "44"),
    ("sha256", "string", "SHA-256 of the bytes of that capture, as received", _OURS, "a" * 64),
    ("content_sha256", "string", "SHA-256 of all of which a change is an edit", _DERIVED, "b" * 64),
    ("extractor", "string", "version of the code that read it", _DERIVED, "kremlin/42a06239696e"),
    ("layout", "string", "rules of the site that read it", _DERIVED, "kremlin-2015"),
    ("text_sha256", "string", "SHA-256 of headline, lead and body", _DERIVED, "c" * 64),
    ("text_bytes", "integer", "length of the body in bytes of UTF-8", _DERIVED, "2113"),
    ("page_bytes", "integer", "length of the captured bytes", _OURS, "31021"),
    ("flags", "list", "what looking again brought up, such as gone", _DERIVED, '["gone"]'),
    ("aliases", "list", "all its addresses, without scheme", _OURS, '["en.kremlin.ru/d/66290"]'),
    ("blocks", "json", "body as a list of {kind, text}", _SITE, '[{"kind":"paragraph","text":"First."}]'),
    ("metadata", "json", "all that the page states beside its text", _SITE, '{"place":"Tver"}'),
    ("rights", "string", "licence of the source, as Readout knows it", "declared with the site", "CC-BY-4.0"),
    ("excerpt", "string", "a few words, around the first quotation if any", _DERIVED, "He said: “We did”"),
)  # fmt: skip

DICTIONARY: Mapping[str, Described] = MappingProxyType(
    {name: Described(kind, meaning, origin, example) for name, kind, meaning, origin, example in _ROWS}
)
