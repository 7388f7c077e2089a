"""Claims that set two things against each other: `her visit matters more than Yellen's`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from bot.matching.reading import Reading
from bot.matching.text import folded_words

_MORE = frozenset("better bigger friendlier greater higher larger longer more stronger warmer wider".split())
_LESS = frozenset("colder cooler fewer frostier less lower shorter smaller weaker worse".split())

Outcome = Literal["agrees", "opposite", "open"]


def compare_sides(reading: Reading, sentences: Iterable[str], surnames: Sequence[str]) -> Outcome | None:
    """How a claimed comparison stands to the first recorded one. None if the claim compares nothing.

    `surnames` are those of the people named in the claim, in its order. The comparison on record is the opposite where
    either the direction or the order of the two is turned, not where both are.
    """
    words = [word.text for word in reading.words]
    more = _direction(words)
    if more is None or "than" not in words:
        return None
    than = words.index("than")
    after = {name for name, mention in zip(surnames, reading.people, strict=True) if mention.start > than}
    before = set(surnames) - after
    for sentence in sentences:
        recorded = list(folded_words(sentence))
        direction = _direction(recorded)
        if direction is None or "than" not in recorded:
            continue
        following = set(recorded[recorded.index("than") :])
        turned = bool(before & following) and not after & following
        return "agrees" if (more == direction) != turned else "opposite"
    return "open"


def _direction(words: Sequence[str]) -> bool | None:
    """Whether the first comparative means more; None without one."""
    return next((word in _MORE for word in words if word in _MORE or word in _LESS), None)
