"""Two people's visits or talks set against each other: who went first, who in which month."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.cues import Cues
from bot.answers.search import Hit, search
from bot.matching.index import Index
from bot.matching.names import Mention
from bot.matching.reading import Reading

_BEFORE = frozenset({"before", "earlier", "prior"})
_COMMON = 2.0
"""Terms below this weight stand in too many facts to tell two of them apart."""
_AFTER = frozenset({"after", "later", "following", "followed"})


def order_of(reading: Reading, asked: Cues, index: Index) -> tuple[tuple[Hit, Hit], bool] | None:
    """The two facts that a comparison is about, the first-named person's first, and whether it agrees with them.

    None if the request compares no two people, or one of them has no such fact.
    """
    words = {word.text for word in reading.words}
    been = bool(reading.where) and bool(words & {"been", "was", "were"})  # "was in Beijing before her"
    if len(reading.people) != 2 or not (asked.about_meetings or been):
        return None
    each_dated = len(reading.periods) == 2 and _alternate(reading)
    if not each_dated and not words & (_BEFORE | _AFTER):
        return None
    if _fact_of(reading.people, reading, asked, index) is not None:
        return None  # they met: this is no comparison
    first, second = (_fact_of((mention,), reading, asked, index) for mention in reading.people)
    if first is None or second is None or first.passage.date is None or second.passage.date is None:
        return None
    if each_dated:
        agrees = reading.periods[0].meets(first.passage.date) and reading.periods[1].meets(second.passage.date)
        return (first, second), agrees
    earlier = first.passage.date.earliest < second.passage.date.earliest
    return (first, second), earlier if words & _BEFORE else not earlier


def _alternate(reading: Reading) -> bool:
    """Whether the words run person, date, person, date."""
    spots = [mention.start for mention in reading.people] + [period.start for period in reading.periods]
    return spots[0] < spots[2] < spots[1] < spots[3]


def _fact_of(people: tuple[Mention, ...], reading: Reading, asked: Cues, index: Index) -> Hit | None:
    """The best meeting that took place for these people, at any time, and fits the other words."""
    telling = tuple(term for term in reading.terms if term.weight >= _COMMON)
    alone = replace(reading, people=people, periods=(), terms=telling)
    hits = search(index, alone, {"meeting": 0.0}, nearby=False, favored=asked.hints)
    hits = [hit for hit in hits if hit.coverage >= 0.5 and getattr(hit.passage.fact, "status", "") == "held"]
    return hits[0] if hits else None
