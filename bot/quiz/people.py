"""Which people are of one kind, so that one can stand as a wrong option beside another."""

from __future__ import annotations

from collections.abc import Iterator

from bot.facts.model import FactBase, Person

_EXPERTS = frozenset({"professor", "fellow", "specialist", "expert", "dean", "scientist", "program", "institute"})
_OFFICES = frozenset(
    {"president", "leader", "secretary", "adviser", "envoy", "director", "speaker", "diplomat", "minister", "premier"}
    | {"ambassador", "spokeswoman", "spokesman"}
)


def group(person: Person, base: FactBase) -> tuple[str, str] | None:
    """Profession and side, e.g. official of China; None for who belongs to no group that is large enough to ask about.

    The articles give no nationality of an expert. The place of the institution stands for it, because a reader guesses
    by it: a professor in Shanghai says "we" of China.
    """
    title = person.roles[0].title
    words = set(title.lower().replace(",", " ").split())
    if words & _EXPERTS or title.startswith("former"):
        in_china = any(place.name in title for place in base.places.values() if place.within == "china")
        return ("expert", "china" if in_china else "abroad")
    if words & _OFFICES:
        side = _side(title)
        return ("official", side) if side else None
    return None


def _side(title: str) -> str | None:
    if title.startswith(("U.S.", "CIA")):
        return "us"
    return "china" if any(word in title for word in ("China’s", "Chinese", "of China")) else None


def peers(person: Person, base: FactBase) -> Iterator[Person]:
    """Everybody else of the same profession and side."""
    mine = group(person, base)
    if mine is None:
        return
    yield from (other for other in base.people.values() if other != person and group(other, base) == mine)


def sources_of(person: Person) -> frozenset[str]:
    """The articles that name somebody, which tell when they were in the news."""
    return frozenset(citation.source for citation in person.cite)
