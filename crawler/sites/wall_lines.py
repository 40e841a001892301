"""Knows the whole lines that say the rest of a text is elsewhere, or for subscribers, in twelve languages."""

import re

__all__ = ["CUT", "MORE", "MORE_BEGINS", "THE_REST", "WALL_LINE", "WALL_SAYS"]

_AT = r"(?: (?:here|ici|hier|здесь|(?:at|on|sur|auf|bei|su|na|pe|на) .{2,40}))?"
# Nothing but the rest of a text is called so.
_REST = (
    r"(?:continue|keep) reading(?: (?:the|this) (?:article|story|post|rest))?",
    r"read the rest(?: of (?:this|the) (?:entry|article|post|story))?",
    r"(?:read|see|view) (?:the )?full (?:article|story|post|text)",
    r"click here to (?:continue reading|read more|read the (?:rest|full .{2,20}))",
    r"чита(?:ть|йте) (?:далее|дальше|полностью|продолжение|статью полностью|полный текст)",
    r"читати (?:далі|повністю)",
    r"lire (?:la suite(?: de l['’]article)?|l['’]article (?:complet|en entier))",
    r"continuer (?:la lecture|à lire)",
    r"weiterlesen|(?:den )?ganzen artikel lesen",
    r"(?:seguir|continuar|continúa|sigue) leyendo|leer el artículo completo",
    r"continuar (?:a ler|lendo)|lees verder",
    r"continua a leggere|leggi (?:tutto|l['’]articolo completo)",
    r"czytaj (?:dalej|całość)",
    r"cite[șşs]te (?:mai departe|continuarea|tot articolul)",
    r"devamını oku",
)
# These also stand over links to other texts: only a link to the text itself tells.
_ANY = (
    r"read (?:more|on)|more|подробнее|далее|продолжение|докладніше|детальніше|lire plus|en savoir plus",
    r"mehr(?: lesen)?|leer más|ler mais|lees meer|leggi di più|czytaj więcej|cite[șşs]te mai mult|devamı",
)
MORE_BEGINS = (
    *("click", "contin", "keep", "more", "read", "see", "view"),
    *("далее", "детальніше", "докладніше", "подробнее", "продолжение", "чита"),
    *("cite", "czytaj", "den", "devam", "en savoir", "ganzen", "leer", "lees", "leggi", "ler", "lire"),
    *("mehr", "seguir", "sigue", "weiterlesen"),
)
"""What the words that lead on begin with, in small letters."""
_BEFORE = r"(?P<before>.*[.…\]!?»\"”] ?)?[\s(\[]{0,3}"
_TAIL = r"[\s.…:»›→>\])]{0,8}"
CUT = re.compile(r"(?:\[(?:…|\.\.\.)\]|\[(?:…|\.\.\.)? ?\+[0-9]{1,6} chars\])$")
"""How the excerpt of a feed or a plug-in ends."""

_WHOSE = r"(?:our )?(?:paid |paying |premium )?(?:subscriber|member|registered user|reader|patron)s?"
_SIGN = r"(?:subscribe|sign (?:in|up)|log in|register|become a (?:member|subscriber))"
_TO_READ = r"(?:continue|keep|finish) reading|read (?:the (?:rest|full)|more|this)"
_END = r"[\w*’']*(?: [^\s,;]+){0,6}(?:[.!?…:].{0,120})?"
"""What may follow a wall's words: a few more, then sentences; no clause, for that would talk about it."""

_WALLS = (
    # English; the line that Jetpack's window has under every whole post is none.
    (
        r"this (?:article|story|post|content|page) is (?:only |exclusively |reserved |exclusive )?"
        rf"(?:for|available (?:only )?to) {_WHOSE}(?: only)?"
    ),
    rf"to (?:{_TO_READ}).{{0,60}}(?:subscri|sign|log|regist)",
    (
        rf"(?:please )?{_SIGN}(?: now| today| or .{{2,20}})? (?:to|and) (?:{_TO_READ}|unlock)"
        r"(?! and get access to the full archive)"
    ),
    r"already (?:a|an) (?:paid )?(?:subscriber|member)\?",
    r"you(?:['’]ve| have) (?:reached|read) your (?:limit|last) .{0,40}free articles?",
    # French
    r"il vous reste [0-9.,]{1,6} ?% de cet article à lire",
    r"(?:la suite|cet article|ce contenu) est réservée? (?:à nos |aux )abonné",
    r"(?:abonnez|identifiez|connectez)-vous pour (?:lire la suite|continuer|lire)",
    # German
    r"um (?:diesen (?:artikel|text|beitrag) )?weiter ?zu ?lesen.{0,40}(?:abo|registrier|melde|mitglied)",
    r"(?:jetzt |diesen artikel )?weiterlesen mit ",
    r"dieser (?:artikel|beitrag|inhalt|text) ist (?:nur |exklusiv )?für .{0,30}(?:abonnent|mitglied)",
    r"(?:jetzt )?(?:abonnieren|anmelden),? (?:und|um) (?:weiterzulesen|weiterlesen)",
    # Russian, Ukrainian
    (
        r"(?:этот |данный |полный )?(?:материал|текст|статья|продолжение) (?:доступ\w+|предназнач\w+) "
        r"(?:только |лишь )?(?:для |по )?(?:подписчик|подписк|зарегистрирован|платн)"
    ),
    (
        r"чтобы (?:про)?читать (?:дальше|далее|полностью|целиком|статью|полный текст)"
        r".{0,20}(?:подпи|войд|оформ|зарегистр)"
    ),
    r"(?:оформите|купите) (?:платную )?подписку,? чтобы .{0,20}чита",
    r"(?:цей |повний )?(?:матеріал|текст|стаття) доступн\w+ (?:лише|тільки) (?:для )?передплатник",
    # Spanish, Portuguese, Italian
    r"(?:este (?:contenido|artículo) es )?(?:exclusivo|solo) para suscriptores",
    r"suscríbe(?:te|se) para (?:seguir|continuar) leyendo",
    r"(?:este )?conteúdo (?:é )?exclusivo para assinantes",
    r"(?:questo )?(?:contenuto|articolo) (?:è )?riservato agli abbonati",
    r"abbonati per (?:continuare a )?leggere",
    # Polish, Romanian, Turkish
    r"pozostało [0-9.,]{1,6} ?% (?:artykułu|tekstu)",
    r"(?:dalsza część|pełna treść) (?:artykułu )?(?:jest )?dostępna ",
    r"acest (?:articol|conținut) este (?:disponibil|destinat) (?:doar|numai) (?:pentru )?abona",
    r"(?:yazının |haberin )?devamını okumak için .{0,40}(?:abone|üye|giriş)",
)


WALL_SAYS = (
    *(f"this {thing} is" for thing in ("article", "story", "post", "content", "page")),
    *("to read", "and read", "to unlock", "and unlock", "continue reading", "keep reading", "finish reading"),
    *("already a ", "already an ", "your limit", "your last"),
    *("il vous reste", "réservé", "-vous pour "),
    *("um weiter", "um diesen ", "weiterlesen", "weiterzulesen", "dieser artikel", "dieser beitrag"),
    *("dieser inhalt", "dieser text"),
    *("доступ", "предназнач", "чтобы ", "подписку"),
    *("para suscriptores", "suscríbe", "para assinantes", "riservato agli", "abbonati per"),
    *("pozostało", "dostępna", "acest ", "okumak"),
)
"""What each line of a wall has some of, in small letters."""


def _line(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"{_BEFORE}(?:{'|'.join(phrases)}){_AT}{_TAIL}", re.IGNORECASE | re.DOTALL)


THE_REST, MORE = _line(_REST), _line(_REST + _ANY)
"""A line, or the end of one after a full stop, that leads on to the rest of the text."""

WALL_LINE = re.compile(rf"(?:{'|'.join(_WALLS)}){_END}", re.IGNORECASE)
"""A whole line of a wall: no sentence about walls, for it speaks of this text and to this reader."""
