"""Requests that are no sentence: somebody's name and a few words beside it, as people type them to search."""

from __future__ import annotations

from bot.answers.cues import Cues
from bot.answers.deeds import OWN_WORD
from bot.facts.model import Quote
from bot.matching.english import STOP_WORDS
from bot.matching.index import Index
from bot.matching.names import OFFICES
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


def names_one_twice(reading: Reading, index: Index) -> bool:
    """Whether a request is nothing but somebody's name and role: `lifeng vice premier`."""
    if len(reading.people) != 1 or len(reading.people[0].candidates) != 1 or reading.periods:
        return False
    known = index.passages[reading.people[0].candidates[0].id].terms
    office = any(term.word in OFFICES for term in reading.terms)
    return office and all(term.term in known for term in reading.terms)


def tells_who(reading: Reading, asked: Cues, index: Index) -> bool:
    """Whether the words beside somebody's name are told of who that is and in no other fact of theirs: `danny asia
    society`."""
    ids = reading.people[0].ids if len(reading.people) == 1 else frozenset[str]()
    if not reading.terms or reading.periods or asked.asks not in ("what", "where", "who") or "said" in asked.hints:
        return False
    kinds = {
        passage.kind
        for passage in index.involving(ids)
        if all(passage.terms.get(term.term, 0.0) >= OWN_WORD for term in reading.terms)
    }
    return kinds == {"person"}


def is_workplace(reading: Reading, index: Index) -> bool:
    """Whether a request is nothing but the name of a university or institute, which asks who is there."""
    if reading.people or reading.periods or len(reading.organizations) != 1:
        return False
    kind = index.base.organizations[reading.organizations[0].candidates[0].id].kind
    return kind in ("institute", "university") and not reading.terms_outside(reading.organizations)


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
