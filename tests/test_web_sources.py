"""Links of a repost to the sites that published its text are kept; links to anything else are not."""

import pytest

from archive.models import Reference
from crawler.sites import WEB
from tests.test_web_pages import made, page

STORY = "https://www.interfax.ru/world/9000001"
WORDPRESS = "<meta name='generator' content='WordPress 6.9'>"


def sources(source: str) -> tuple[Reference, ...]:
    return WEB.read(page(source)).documents[0].references


@pytest.mark.parametrize("head", ["", WORDPRESS], ids=["trafilatura", "wordpress"])
@pytest.mark.parametrize(
    ("markup", "title"),
    [
        (f"<p>Source : <a href='{STORY}?utm_source=x'>Interfax</a></p>", "Interfax"),
        (f"<p><a href='{STORY}'>Lire l'original</a></p>", "Lire l'original"),
        (f"<div class='origine'><a href='{STORY}'>Lire l'original</a></div>", "Lire l'original"),
        (f"<p>Le texte complet a paru hier à cette adresse : {STORY}.</p>", ""),
    ],
)
def test_the_source_link_is_kept_as_the_story_that_it_names(head, markup, title):
    assert sources(made(head).replace("</article>", f"{markup}</article>")) == (
        Reference("source", STORY, title),
    )


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("http://en.kremlin.ru/events/president/news/90001", True),
        ("http://kremlin.ru/structure", True),
        ("https://www.interfax-russia.ru/volga/news/most-zakryt", True),
        ("https://interfax.com/newsroom/top-stories/12/", True),
        ("https://interfax.com.ua/news/general/178932.html", False),
        ("https://ru.interfax.com.ua/news/1", False),
        ("https://www.interfax.ru@evil.example/world/9000001", False),
        ("https://interfax.ru.evil.example/world/9000001", False),
        ("http://[www.interfax.ru/world/9000001", False),
        ("/world/9000001", False),
        ("mailto:a@interfax.ru", False),
    ],
)
def test_only_the_exact_hosts_of_declared_sites_are_sources(link, kept):
    markup = f"<p>Le maire a rappelé <a href='{link}'>un texte plus ancien</a> sur la même question.</p>"
    assert bool(sources(made(inside=markup))) is kept


def test_links_outside_the_text_and_in_stripped_boxes_are_no_sources():
    link = f"<a href='{STORY}'>Interfax</a>"
    source = made(inside=f"<div class='related-posts'><p>{link}</p></div>").replace(
        "<article>", f"<nav><ul><li>{link}</li></ul></nav><article>"
    )
    assert sources(source) == ()


def test_a_source_that_is_named_twice_is_kept_once():
    markup = (
        f"<p>Selon <a href='{STORY}'>Interfax</a>, le pont est <a href='{STORY}'>fermé</a> ({STORY}).</p>"
    )
    assert sources(made(inside=markup)) == (Reference("source", STORY, "Interfax"),)


@pytest.mark.parametrize(
    "label",
    [
        "Source: {}",
        "Original article: {}",
        "Read the original: {}",
        "Re-published from {}",
        "Reprinted from {}",
        "Via {}",
        "Originally published in {}",
        "First appeared in {}",
        "The post Most appeared first on {}",
        "This article was first published by {}",
        "Источник: {}",
        "Первоисточник: {}",
        "Читать в источнике: {}",
        "Материал взят с сайта {}",
        "Джерело: {}",
        "Lire l'original: {}",
        "Article original: {}",
        "Quelle: {}",
        "Zuerst erschienen bei {}",
        "Fuente: {}",
        "Artículo original: {}",
        "Fonte: {}",
        "Articolo originale: {}",
        "Źródło: {}",
        "Sursă: {}",
        "Kaynak: {}",
        "Bron: {}",
    ],
)
def test_a_link_that_a_label_names_is_a_source(label):
    line = label.format("<a href='https://agency.example/2021/07/a'>Agency</a>")
    found = sources(made().replace("</article>", f"<p>{line}</p></article>"))
    assert [one.address for one in found] == ["https://agency.example/2021/07/a"]


def test_a_host_that_is_broken_over_lines_is_a_source():
    link = STORY.replace("interfax.ru", "inter&#10;fax.ru").replace("www", "WWW")
    (found,) = sources(made(inside=f"<p>Le maire a rappelé <a href='{link}'>un texte</a> plus ancien.</p>"))
    assert found.address == STORY
