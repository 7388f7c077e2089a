"""Which places can stand beside each other as options: neither may hold the other, and both are of one kind."""

from __future__ import annotations

from collections.abc import Iterator

from bot.facts.model import FactBase, Place
from bot.matching.passages import place_chain

_WATERS = ("Sea", "Strait", "Ocean")
_CITY_AND_STATE = frozenset({"singapore", "taiwan"})
"""They stand beside cities as well as beside countries."""
_DISPUTED = "taiwan"
"""Whether China holds it is what the two sides differ on, so it is never a wrong option, nor beside one in China."""
_REGIONS = frozenset({"xinjiang", "tibet"})


def beside(place: Place, base: FactBase) -> Iterator[Place]:
    """Places of the same kind that are not in it, do not hold it, and are not in what holds it."""
    for other in base.places.values():
        apart = not (place_chain(place.id, base) & {other.id} or place_chain(other.id, base) & {place.id})
        disputed = other.id == _DISPUTED or (place.id == _DISPUTED and "china" in place_chain(other.id, base))
        if other != place and apart and not disputed and _kinds(place) & _kinds(other):
            yield other


def _kinds(place: Place) -> frozenset[str]:
    if place.name.endswith(_WATERS):
        return frozenset({"waters"})
    if place.id in _CITY_AND_STATE:
        return frozenset({"city", "country"})
    if place.id in _REGIONS:
        return frozenset({"region"})
    if place.within:
        return frozenset({"city"})
    return frozenset({"country"}) if not place.name.startswith("North ") else frozenset({"continent"})
