"""Knows the lines that WordPress and its plug-ins print around a text, whole and where they stand."""

import re
from dataclasses import dataclass
from enum import Enum

__all__ = ["LINES", "Line", "Place"]


class Place(Enum):
    """Where a rule holds: at both ends, at one, or from the line on to the end."""

    ENDS = "ends"
    HEAD = "head"
    TAIL = "tail"
    CUT = "cut"


@dataclass(frozen=True)
class Line:
    """A rule: the whole of a line, in any case of letters, and where it is furniture."""

    name: str
    place: Place
    pattern: re.Pattern[str]


def _line(name: str, place: Place, *spellings: str) -> Line:
    return Line(name, place, re.compile("|".join(f"(?:{one})" for one in spellings), re.IGNORECASE))


_NETWORK = (
    r"(?:facebook|twitter|x|vk|ok|вконтакте|telegram|whatsapp|viber|"
    r"linkedin|pinterest|reddit|tumblr|e-?mail|print)"
)

LINES = (
    _line(
        "share title",
        Place.ENDS,
        r"(?:please )?spread the (?:love|news|word)[:!]?",
        r"share(?: this| the post| on)?(?: (?:article|post|page|story))? ?:?",
        r"partager(?: (?:ceci|cet article|l[’']article))? ?:?",
        r"(?:поделиться|отправить)(?: ссылкой| с друзьями| в соцсетях)? ?:?",
        r"please follow and like us ?:?",
    ),
    _line(
        "share link",
        Place.ENDS,
        rf"{_NETWORK}(?:[ ,|/]+{_NETWORK})*",
        r"click to (?:share|print|email) .{1,40}\(opens in new window\).{0,20}",
        r"cliquez pour partager .{1,40}\(ouvre dans une nouvelle fenêtre\).{0,20}",
        r"нажмите, чтобы поделиться .{1,40}\(открывается в новом окне\).{0,20}",
    ),
    _line(
        "likes",
        Place.ENDS,
        r"like this ?:?",
        r"(?:like )?loading ?(?:\.\.\.|…)",
        r"j[’']aime(?: ça)? ?:?",
        r"(?:j[’']aime )?chargement ?(?:\.\.\.|…)",
        r"понравилось это ?:?",
        r"(?:нравится )?загрузка ?(?:\.\.\.|…)",
    ),
    _line(
        "publish credit",
        Place.ENDS,
        r"(?:social media auto publish|wp (?:to )?(?:twitter|facebook|linkedin)(?: auto publish)?)"
        r" powered by ?: ?xyzscripts\.com\.{0,2}",
    ),
    _line(
        "feed credit",
        Place.TAIL,
        r"the post .{1,300} (?:first )?appeared first on .{1,80}",
        r"l[’']article .{1,300} est apparu en premier sur .{1,80}",
        r"сообщение .{1,300} появил(?:ись|ось|ся|ась) сначала на .{1,80}",
    ),
    _line("byline", Place.HEAD, r"(?:by|par|автор:?) (?:admin|administrator|editor|rédaction|редакция)"),
    _line(
        "reading time",
        Place.HEAD,
        r"\d{1,2} min(?:ute)?s?(?: de)? (?:read|lecture)",
        r"(?:reading time|temps de lecture|время чтения) ?: ?\d{1,2} min.{0,8}",
        r"(?:post views|nombre de vues|просмотры) ?: ?\d{0,7}",
    ),
    _line("table of contents", Place.HEAD, r"table of contents|sommaire|содержание"),
    _line("advertisement", Place.ENDS, r"advertisements?|publicité|реклама"),
    _line("rating", Place.TAIL, r"notez cet article|rate this(?: post)?"),
    _line(
        "comments link", Place.HEAD, r"leave a (?:reply|comment)|laisser un commentaire|добавить комментарий"
    ),
    _line(
        "appeal",
        Place.TAIL,
        r"(?:subscribe to|sign up for) our (?:newsletter|telegram channel).{0,80}",
        r"(?:inscrivez|abonnez)-vous à notre (?:newsletter|chaîne telegram).{0,80}",
        r"подпи(?:шитесь|сывайтесь) на наш[уи]? (?:рассылку|telegram|телеграм).{0,80}",
        r"support independent journalism.{0,80}",
        r"soutenez une presse libre.{0,80}",
        r"поддержите независимую журналистику.{0,80}",
    ),
    _line(
        "spelling report",
        Place.TAIL,
        r"если вы нашли ошибку.{0,60}ctrl ?\+ ?enter\.?",
        r"si vous avez trouvé une faute.{0,90}ctrl ?\+ ?entrée\.?",
    ),
    _line(
        "tags",
        Place.TAIL,
        r"(?:tags?|étiquettes?|mots[- ]clés|метки|теги) ?: ?.{1,200}",
        r"tags|étiquettes|метки|теги",
    ),
    _line(
        "comment form",
        Place.TAIL,
        r"your email address will not be published\..{0,60}",
        r"votre adresse (?:e-mail|de messagerie) ne sera pas publiée\..{0,80}",
        r"ваш адрес email не будет опубликован\..{0,60}",
        r"save my name, email,? .{1,70}next time i comment\.?",
        r"enregistrer mon nom, .{1,80}commentaire\.?",
        r"сохранить моё имя, .{1,80}комментариев\.?",
    ),
    _line(
        "comment form",
        Place.CUT,
        r"leave a (?:reply|comment)(?: cancel reply)?",
        r"laisser un commentaire(?: annuler la réponse)?",
        r"добавить комментарий(?: отменить ответ)?",
    ),
    _line(
        "comments", Place.CUT, r"\d{1,5} (?:thoughts? on|réflexions? sur|комментари\w{1,2} к) [“«\"].{1,300}"
    ),
    _line("author box", Place.CUT, r"about the author ?:?|à propos de l[’']auteur ?:?|об авторе ?:?"),
    _line(
        "related cards",
        Place.CUT,
        r"related(?: posts| articles| news)? ?:?|you may also like ?:?|more from author",
        r"articles similaires ?:?|à lire aussi ?:?|plus de l[’']auteur",
        r"похож(?:ее|ие статьи|ие записи) ?:?|ещё? от автора|читайте также ?:?",
    ),
)
