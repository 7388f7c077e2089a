"""Names near an unknown word, to be offered as a question and never used as an answer."""

from __future__ import annotations

from rapidfuzz import fuzz

from bot.facts.model import FactBase
from bot.matching.names import NameIndex

_NEAR = 70.0
_MOST = 3


def nearest_names(word: str, names: NameIndex, base: FactBase) -> tuple[str, ...]:
    """Full names of people with a name word that resembles `word` (ratio of at least 70 of 100), nearest first."""
    if len(word) < 3:
        return ()
    scored: dict[str, float] = {}
    for token, people in names.tokens.items():
        ratio = fuzz.ratio(word, token)
        if ratio >= _NEAR:
            for person in people:
                scored[person] = max(scored.get(person, 0.0), ratio)
    ranked = sorted(scored.items(), key=lambda item: (-item[1], item[0]))
    return tuple(base.people[person].name for person, _ in ranked[:_MOST])
