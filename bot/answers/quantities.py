"""Numbers with what they count: `five hours`, `three Chinese ministers`, `$700 billion`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.matching.english import STOP_WORDS
from bot.matching.lexicon import NUMBER_WORDS, Lexicon
from bot.matching.text import folded_words

TIMES = frozenset("day days hour hours minute minutes month months week weeks year years".split())
_SCALES = frozenset("billion dozen dozens hundreds million millions thousand thousands trillion".split())
_OFTEN = {"twice": "2", "thrice": "3"}
# Four days are another number than two weeks; five hours of talks say nothing on how many days they took.
_DURATIONS = {
    "days or longer": frozenset("day days month months week weeks year years".split()),
    "hours": frozenset("hour hours minute minutes".split()),
}
_BOTH = frozenset(
    "capitals countries economies governments leaders men militaries nations powers presidents sides".split()
)
_LASTING = frozenset({"for", "lasted", "spent", "stayed", "took"})
"""After these `a week` tells how long."""
_ONLY = frozenset({"just", "only"})
_COUNTED = 3
"""So many words after a number may say what it counts: `three Chinese cabinet ministers`."""


@dataclass(frozen=True, slots=True)
class Quantity:
    number: str
    """Its digits, or the scale itself where it stands alone: `hundreds`."""
    scale: str
    """`billion` in `700 billion`; empty where there is none."""
    counted: frozenset[str]
    """The terms after it."""

    def same_number(self, other: Quantity) -> bool:
        return (self.number, self.scale) == (other.number, other.scale)


def quantities(words: Sequence[str], lexicon: Lexicon) -> tuple[Quantity, ...]:
    """The numbers of folded words, left to right, without `one`, which is mostly a pronoun unless it counts a time, and
    `the two countries`, which counts nothing."""
    found: list[Quantity] = []
    at = 0
    while at < len(words):
        word = words[at]
        number = _OFTEN.get(word, NUMBER_WORDS.get(word, word))
        before, after = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
        both = word == "two" and before in ("the", "between", "these") and after in _BOTH
        once = (
            (number in ("1", "single") or (word == "a" and before in _LASTING))
            and at + 1 < len(words)
            and words[at + 1] in TIMES
        )
        once = once or (number == "1" and before in _ONLY)
        number = "1" if once else number
        nothing = both or (number == "1" and not once)
        if nothing or not (number.isdigit() or number in _SCALES):
            at += 1
            continue
        scale = words[at + 1] if number.isdigit() and at + 1 < len(words) and words[at + 1] in _SCALES else ""
        at += 2 if scale else 1
        following = words[at : at + _COUNTED]
        found.append(Quantity(number, scale, frozenset(_counted(following, lexicon))))
    return tuple(found)


def tells_a_number(text: str, lexicon: Lexicon) -> bool:
    """Whether a text has any number that counts something."""
    return bool(quantities(folded_words(text), lexicon))


def _counted(following: Sequence[str], lexicon: Lexicon) -> Iterable[str]:
    for word in following:
        if _counts(word):
            yield lexicon.term(word)
            yield from (group for group, units in _DURATIONS.items() if word in units)


def _counts(word: str) -> bool:
    return word not in STOP_WORDS and not word.isdigit()
