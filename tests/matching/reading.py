"""Reading a request against the shipped fact base, in the shape that tests compare."""

from __future__ import annotations

from bot.matching.reading import Manner, Reading
from tests.matching.shipped import INDEX


def read(text: str, manner: Manner = "command") -> Reading:
    return INDEX.read(text, manner)


def people(text: str, manner: Manner = "command") -> list[set[str]]:
    """Whom each name or role of a text may mean, from left to right."""
    return [set(mention.ids) for mention in read(text, manner).people]


def terms(text: str, manner: Manner = "command") -> list[str]:
    """The words that a fact must account for, as they were typed."""
    return [term.word for term in read(text, manner).terms]


def unknown(text: str, manner: Manner = "command") -> list[str]:
    return [term.word for term in read(text, manner).unknown]
