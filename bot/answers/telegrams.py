"""Requests that are no sentence: somebody's name and a few words beside it, as people type them to search."""

from __future__ import annotations

from bot.facts.model import Quote
from bot.matching.english import STOP_WORDS
from bot.matching.index import Index
from bot.matching.reading import Reading

_FEWEST = 2
_FEWEST_OF_GRAMMAR = 4
"""So many words in a row of a quote tell it although none of them has a subject of its own: `why are you doing so`."""


def quotes_of_words(reading: Reading, index: Index) -> list[Quote]:
    """The quotes of whoever is named first that have all the other words of a request in a row: `yun sun last chance`.
    Small words between them make no difference."""
    named = (*reading.people, *reading.organizations)
    if not named:
        return []
    first = min(named, key=lambda mention: mention.start)
    inside = set(range(first.start, first.end))
    rest = tuple(word.text for at, word in enumerate(reading.words) if at not in inside)
    if first.start > 0 or not rest:
        return []
    return [
        recorded.quote
        for recorded in index.quotes.recorded
        if _speakers(recorded.quote, index) & first.ids and _tells(rest, recorded.words)
    ]


def _speakers(quote: Quote, index: Index) -> frozenset[str]:
    """Whose a quote is: its speaker's, that of whoever told it, or of those beside it where no outlet is named."""
    outlet = index.base.organizations.get(quote.speaker)
    beside = quote.related if outlet is not None and outlet.kind == "unnamed" else ()
    return frozenset({quote.speaker, *beside, *((quote.told_by,) if quote.told_by else ())})


def _tells(part: tuple[str, ...], words: tuple[str, ...]) -> bool:
    if part == words:
        return True
    telling, recorded = _content(part), _content(words)
    if len(telling) >= _FEWEST:
        return _in_a_row(telling, recorded)
    return len(part) >= (_FEWEST if telling else _FEWEST_OF_GRAMMAR) and _in_a_row(part, words)


def _content(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in STOP_WORDS)


def _in_a_row(part: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return any(words[at : at + len(part)] == part for at in range(len(words) - len(part) + 1))
