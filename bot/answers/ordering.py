"""Two people's visits or talks set against each other: who went first, who in which month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.answers.cues import Cues
from bot.answers.search import Hit, search
from bot.facts.model import Meeting
from bot.matching.index import Index
from bot.matching.names import Mention
from bot.matching.reading import Reading

_BEFORE = frozenset({"before", "earlier", "prior"})
_COMMON = 2.0
"""Terms below this weight stand in too many facts to tell two of them apart."""
_MOSTLY = 0.5
_AFTER = frozenset({"after", "later", "following", "followed"})


def order_of(reading: Reading, asked: Cues, index: Index) -> tuple[tuple[Hit, Hit], bool] | None:
    """The two facts that a comparison is about, the first-named person's first, and whether it agrees with them.

    None if the request compares no two people, or one of them has no such fact.
    """
    words = {word.text for word in reading.words}
    been = bool(reading.where) and bool(words & {"been", "was", "were"})  # "was in Beijing before her"
    if len(reading.people) != 2 or not (asked.about_meetings or been):
        return None
    if asked.asks == "who" and _limits(reading):
        return None  # somebody else is asked for
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


def before_or_after(reading: Reading, asked: Cues, index: Index) -> list[Hit] | None:
    """Who went or met somebody before or after the one named so: `who went to Beijing before Blinken?`. None if that is
    not what is asked; empty if nobody did on record."""
    words = [word.text for word in reading.words]
    limits = _limits(reading)
    if asked.asks != "who" or len(limits) != 1 or not (asked.about_meetings or reading.where):
        return None
    (limit,) = limits
    reference = _fact_of(reading.people, reading, asked, index)
    if reference is None or reference.passage.date is None:
        return None
    people = tuple(mention for mention in reading.people if mention is not limit)
    telling = tuple(term for term in reading.terms if term.weight >= _COMMON)
    others = replace(reading, people=people, terms=telling)
    hits = [
        hit
        for hit in search(index, others, {"meeting": 0.0}, nearby=False, favored=asked.hints)
        if _is_held(hit, planned="will" in words)
        and not limit.ids & hit.passage.people
        and reading.where <= hit.passage.places
    ]
    earlier = words[limit.start - 1] == "before"
    hits = [hit for hit in hits if _precedes(hit, reference) == earlier and _precedes(reference, hit) != earlier]
    if "visit" in asked.hints:
        hits = [hit for hit in hits if isinstance(hit.passage.fact, Meeting) and hit.passage.fact.kind == "visit"]
    return sorted(hits, key=lambda hit: hit.passage.date.earliest if hit.passage.date else date.min)


def _limits(reading: Reading) -> list[Mention]:
    """Those named right after `before` or `after`."""
    words = [word.text for word in reading.words]
    return [m for m in reading.people if words[max(0, m.start - 1) : m.start] in (["after"], ["before"])]


def _precedes(first: Hit, second: Hit) -> bool:
    """Whether a meeting was certainly over when another began."""
    return bool(first.passage.date and second.passage.date and first.passage.date.latest < second.passage.date.earliest)


def _is_held(hit: Hit, *, planned: bool = False) -> bool:
    """Whether a meeting fits the words and took place, or where it is asked who will, is planned."""
    fact = hit.passage.fact
    status = "planned" if planned else "held"
    return hit.coverage >= _MOSTLY and isinstance(fact, Meeting) and fact.status == status and bool(fact.participants)


def _alternate(reading: Reading) -> bool:
    """Whether the words run person, date, person, date."""
    spots = [mention.start for mention in reading.people] + [period.start for period in reading.periods]
    return spots[0] < spots[2] < spots[1] < spots[3]


def _fact_of(people: tuple[Mention, ...], reading: Reading, asked: Cues, index: Index) -> Hit | None:
    """The best meeting that took place for these people, at any time, and fits the other words."""
    telling = tuple(term for term in reading.terms if term.weight >= _COMMON)
    alone = replace(reading, people=people, periods=(), terms=telling)
    hits = search(index, alone, {"meeting": 0.0}, nearby=False, favored=asked.hints)
    return next((hit for hit in hits if _is_held(hit)), None)
