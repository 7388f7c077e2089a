"""Whether something happened where a claim says it did."""

from __future__ import annotations

from bot.answers.search import Hit
from bot.answers.statements import statements
from bot.facts.model import Event, Meeting
from bot.matching.index import Index
from bot.matching.names import Mention
from bot.matching.reading import Reading
from bot.matching.text import folded_words

_OF_PLACE = frozenset({"at", "from", "in", "near", "off", "over", "to"})
_NEAR = 4
"""So many words before a place may hold its preposition."""
_WENT = frozenset("flew traveled travelled visited went".split())


def happened_there(hit: Hit, reading: Reading, index: Index) -> bool:
    """Whether a meeting or event was at every place that a claim names; other facts have none."""
    fact = hit.passage.fact
    if not isinstance(fact, Meeting | Event):
        return True
    went = isinstance(fact, Meeting) and not _WENT.isdisjoint(word.text for word in reading.words)
    if went and not reading.where <= hit.passage.places:
        return False  # that somebody looks forward to a visit is no visit
    return all(_is_there(id_, hit, index) for id_ in reading.where)


def places_of_claim(reading: Reading) -> tuple[Mention, ...]:
    """The places that the claim says something happened in."""
    return tuple(mention for mention in reading.places if mention.ids & reading.where)


def _is_there(place: str, hit: Hit, index: Index) -> bool:
    """Whether a fact is of a place, or what it tells names it as one. A city is not borne out by its country, nor by a
    government that is called by it."""
    if place in hit.passage.places:
        return True
    fact = hit.passage.fact
    if isinstance(fact, Event) and fact.place is None and fact.actors and _is_of(place, fact.actors[0], index):
        return True  # what a country does is done in it where the record tells no other place
    told = (*fact.outcomes, *fact.unresolved) if isinstance(fact, Meeting) else statements(hit, index.base)
    named = folded_words(index.base.places[place].name)
    return any(_is_place_in(folded_words(text), named) for text in told)


def _is_place_in(words: tuple[str, ...], named: tuple[str, ...]) -> bool:
    """Whether words name a place as one: `near China and Taiwan`."""
    return any(
        words[at : at + len(named)] == named and not {*words[max(0, at - _NEAR) : at]}.isdisjoint(_OF_PLACE)
        for at in range(1, len(words))
    )


def _is_of(place: str, actor: str, index: Index) -> bool:
    """Whether a place is the country that somebody acts for."""
    return place == {"china": "china", "us": "united-states"}.get(index.side(actor))
