"""Knows the mark-up of photographs: addresses, sliders, portraits, the shades painted before they load."""

# ruff: noqa: E501 - mark-up stays in the lines that it is read by

from html import escape
from random import Random

from bench.facts import Facts
from bench.prose import Prose

__all__ = ["person", "photo", "slider"]

_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
_MEDIA = "http://static.kremlin.ru/media/events"
_PHOTOS = 0.25  # share of notes with a photo, among 319 real articles


def photo(facts: Facts, random: Random) -> str:
    """Return the address of an article's photo, or nothing for a note that has none."""
    if facts.rich or random.random() < _PHOTOS:
        return f"{_MEDIA}/photos/medium/{_key(random)}.jpg"
    return ""


def slider(random: Random, prose: Prose) -> str:
    """Return the photos above a meeting's text, one to seven."""
    slides = "".join(_slide(random, prose) for _ in range(random.randint(1, 7)))
    return (
        f'<div class="slider masha-ignore" id="slider-{random.randint(9000, 20000)}" role="listbox"><div '
        'class="slider__slides"  data-cycle-caption-template="{{slideNum}} of {{slideCount}}" '
        f'data-cycle-starting-slide="0">    {slides}<div class="slider__next" role="button"><i></i>'
        '</div> <div class="slider__prev" role="button"><i></i></div> </div> <div '
        'class="slider__description"> <div class="slider_caption"></div> <div class="slider_overlay">'
        "</div> </div> </div>"
    )


def _slide(random: Random, prose: Prose) -> str:
    caption = escape(prose.sentence(random))
    big, double = _key(random), _key(random)
    return (
        f'<div class="slide starting-slide" data-cycle-desc="{caption}"> <div class="slider__block" '
        f'data-text="{caption}"> <img    src="{_MEDIA}/photos/big/{big}.jpg" '
        f'srcset="{_MEDIA}/photos/big2x/{double}.jpg 2x" style="{_shades(random)}" width="940" height="529" '
        f'alt="{caption}" class="slider__pic"/> </div> </div>    '
    )


def person(prose: Prose, number: int) -> str:
    """Return the link around a person's name, with the tooltip that hangs in it."""
    name = prose.names[number]
    own = Random(number)  # noqa: S311 - a person has one portrait and one post on all pages
    first, _, last = name.partition(" ")
    link = f"/catalog/persons/{number}/events"
    post = "Head of " + prose.phrase(own, 4)
    return (
        f'<a href="{link}" class="person_tag read__tag">{name}<span class="read__tooltip tooltip_person '
        'hidden masha-ignore"> <span class="tooltip__close"><i></i></span> <span class="tooltip__image">  '
        f'<img src="{_MEDIA}/persons/small/{_key(own)}.jpg" srcset="{_MEDIA}/persons/small2x/{_key(own)}.jpg '
        f'2x" style="{_shades(own)}" width="140" height="140" alt="{last} {first}"></span> <span '
        f'class="tooltip__text"> <span class="tooltip_title tooltip_link" data-href="{link}">{last} {first}'
        f'</span><span class="tooltip_description_dark">{post}</span></span> </span></a>'
    )


def _key(random: Random) -> str:
    return "".join(random.choices(_LETTERS, k=32))


def _shades(random: Random) -> str:
    """Return the four gradients that the site paints until a photo has loaded."""
    parts = [
        f"background:rgb({random.randint(90, 220)}, {random.randint(90, 220)}, {random.randint(90, 220)});"
    ]
    gradients = []
    for angle in (180, 0, 270, 90):
        red, green, blue = (random.randint(20, 235) for _ in range(3))
        gradients.append(
            f"linear-gradient({angle}deg, #{red:02x}{green:02x}{blue:02x} 0%, rgba({red},{green},{blue},0) 100%)"
        )
    return parts[0] + "background:" + ",".join(gradients) + ";"
