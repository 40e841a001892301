"""Knows for every rule of whole lines what it takes and which sentences it must leave alone."""

from types import MappingProxyType

__all__ = ["LINES", "SENTENCES"]

LINES = MappingProxyType(
    {
        "share title": (
            "Spread the love",
            "SHARE THIS :",
            "Partager :",
            "Поделиться ссылкой:",
            "Teilen mit:",
        ),
        "share link": ("Facebook", "Facebook 12 Twitter", "Click to share on X (Opens in new window)"),
        "likes": (
            "Like this:",
            "Like Loading...",
            "J’aime ça :",
            "Загрузка...",
            "Gefällt mir Wird geladen …",
        ),
        "publish credit": (
            "Social Media Auto Publish Powered By : XYZScripts.com",
            "WP to LinkedIn Auto Publish Powered By : XYZScripts.com",
        ),
        "feed credit": (
            "The post A bridge appeared first on Example News.",
            "Сообщение Мост появились сначала на Пример.",
            "Der Beitrag Die Brücke erschien zuerst auf Beispiel.",
        ),
        "byline": ("By admin", "Par admin", "Автор: admin", "Posted on May 3, 2021 by admin"),
        "reading time": ("3 minutes read", "Temps de lecture : 3 minutes", "Lesezeit: 3 Minuten"),
        "counter": ("Post Views: 112", "Nombre de vues : 7", "1,204 views"),
        "table of contents": ("Table of Contents", "Sommaire", "Содержание", "İçindekiler"),
        "advertisement": ("Advertisement", "Publicité", "– Anzeige –", "РЕКЛАМА"),
        "rating": ("Notez cet article", "Rate this post", "5/5 - (3 votes)"),
        "reply title": ("Leave a Reply Cancel reply", "Laisser un commentaire", "Bir yanıt yazın"),
        "comment form": (
            "Your email address will not be published. Required fields are marked *",
            "Name * Email * Website",
            "Du musst angemeldet sein, um einen Kommentar abzugeben.",
            "This site uses Akismet to reduce spam. Learn how your comment data is processed.",
        ),
        "comment count": ("No Comments", "3 комментария", "Keine Kommentare"),
        "comments": ("2 thoughts on “The old bridge”", "2 комментария к “Старый мост”"),
        "appeal": (
            "Inscrivez-vous à notre newsletter pour ne rien manquer.",
            "Подписывайтесь на наш Telegram-канал",
            "Support independent journalism: make a donation today.",
            "Folgen Sie uns auf Facebook, Twitter und Instagram!",
        ),
        "spelling report": ("Если вы нашли ошибку, выделите фрагмент и нажмите Ctrl+Enter.",),
        "tags": ("Tags: pont, rivière", "Метки: мост", "Étiquettes", "Filed under: Bridges"),
        "author box": ("About the author", "Об авторе", "Über den Autor"),
        "related cards": ("Related", "Articles similaires", "Похожие статьи", "MORE FROM AUTHOR"),
        "read also": ("Read also:", "Lire aussi :", "Читайте также:", "Leia também:"),
        "side column": ("Recent Posts", "Свежие записи", "Kategorien"),
        "navigation": ("← Previous Post", "Home » News » Bridges", "Предыдущая запись"),
        "print and PDF": ("Print this page", "Imprimer", "Версия для печати"),
        "cookie notice": (
            "We use cookies to ensure that we give you the best experience on our website.",
            "Wir verwenden Cookies, um die Website zu verbessern.",
        ),
        "copyright": ("© 2026 Example News. All rights reserved.", "Все права защищены."),
        "translations": ("Select Language", "This post is also available in: French"),
    }
)
SENTENCES = MappingProxyType(
    {
        "share title": ("Share this information, please, said the mayor to the press.",),
        "share link": (
            "Facebook a retiré la page du conseil municipal.",
            "He did not click to share the news.",
        ),
        "likes": ("Like this: a beam is laid across two others.", "Loading the timber took three days."),
        "publish credit": (
            "The site ran Social Media Auto Publish, powered by XYZScripts.com, until last year.",
        ),
        "feed credit": ("The post of bridge keeper was created in 1912.",),
        "byline": ("By admin standards the bridge is small.", "Posted on the door was a note of the keeper."),
        "reading time": ("Reading time at the library: 30 minutes for each visitor, the mayor decided.",),
        "counter": ("Views of the bridge were sold for a franc.", "112 views of one town hang in the hall."),
        "table of contents": ("Table of contents pages were missing from the plan.",),
        "advertisement": ("Advertisement on the bridge is forbidden.",),
        "rating": ("Notez cet article du règlement : il interdit les camions.",),
        "reply title": (
            "Leave a Reply is the heading that WordPress prints over its comment form.",
            "Leave a comment in the register of the town hall, she said.",
        ),
        "comment form": (
            "Your email address is asked for, but nobody at the town hall reads the letters.",
            "Name and email must be given at the gate, the keeper explained.",
            "Akismet is the filter that the town's own site has used since May.",
        ),
        "comment count": ("No comments were made by the engineers.", "3 комментария дал мэр за весь вечер."),
        "comments": ("2 thoughts on the bridge came to his mind.",),
        "appeal": (
            "Subscribe to the plan or lose the bridge, the engineer warned.",
            "Follow us on the map, the guide told the visitors.",
            "Подписывайтесь под каждым словом, сказал мэр.",
        ),
        "spelling report": ("Если вы нашли ошибку в плане моста, сообщите инженеру.",),
        "tags": ("Tags painted on the bridge were removed.",),
        "author box": ("About the author of the plan little is known.",),
        "related cards": ("Related costs were not published.",),
        "read also": ("Read also the small print, the lawyer advised: it forbids lorries.",),
        "side column": ("Recent posts of the keeper were held by his sons.",),
        "navigation": (
            "Previous post offices stood on the other bank.",
            "Home is where the bridge ends, he said.",
        ),
        "print and PDF": ("Print this page on strong paper, the keeper asked.",),
        "cookie notice": (
            "“We use cookies to count our visitors,” the mayor said.",
            "— Мы используем файлы cookie только для подсчёта, — сказал мэр.",
            "Cookies were baked for the opening of the bridge.",
        ),
        "copyright": ("All rights of way end at the bridge.",),
        "translations": ("Select language courses begin in May.",),
    }
)
