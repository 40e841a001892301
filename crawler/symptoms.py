"""Knows what the doctor says of one thing: how it stands, what was found, what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["State", "Symptom", "bad", "look", "ok", "worst"]


class State(StrEnum):
    """Nothing to do; something that a person should look at; something that stops or spoils the work."""

    OK = "ok"
    LOOK = "look"
    BAD = "bad"


@dataclass(frozen=True, kw_only=True, slots=True)
class Symptom:
    """One finding; ``code`` is the exit code that it deserves, 0 unless it is bad."""

    state: State
    about: str
    said: str
    advice: str = ""
    code: int = 0


def ok(about: str, said: str) -> Symptom:
    """Return that a thing is as it should be."""
    return Symptom(state=State.OK, about=about, said=said)


def look(about: str, said: str, advice: str) -> Symptom:
    """Return that a person should look at a thing."""
    return Symptom(state=State.LOOK, about=about, said=said, advice=advice)


def bad(about: str, said: str, advice: str, *, code: int) -> Symptom:
    """Return that a thing stops or spoils the work."""
    return Symptom(state=State.BAD, about=about, said=said, advice=advice, code=code)


def worst(symptoms: Iterable[Symptom]) -> int:
    """Return the highest code of all, 0 where nothing is bad."""
    return max((one.code for one in symptoms), default=0)
