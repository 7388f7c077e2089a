"""/timeline: what happened in order, for a person, a topic or a period."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.answer import Answer
from bot.answers.replies import answered, ask_which, invalid, known_people, not_found, tied_people, unknown_words
from bot.answers.search import search
from bot.answers.views import in_brief, in_marks, listed
from bot.facts.dates import Date
from bot.facts.model import Event, Fact, Meeting
from bot.matching.index import Index
from bot.matching.reading import Reading

ENOUGH = 0.65
_COMMON = 1.6
_A_FEW = 3
"""More entries than this are shown in brief."""
_KINDS = {"meeting": 0.0, "event": 0.0}
_IGNORED = frozenset(
    "timeline chronology order sequence happened happen history between events develop over time contacts side".split()
)


def answer_timeline(query: str, text: str, index: Index) -> Answer:
    reading = index.read(text, "command", ignored=_IGNORED)
    if not text:
        return invalid(query, "timeline")
    return in_order(query, reading, index)


def in_order(query: str, reading: Reading, index: Index) -> Answer:
    """The meetings and events that a reading names, oldest first."""
    if reading.unknown or not (reading.people or reading.terms or reading.periods):
        return unknown_words(query, "timeline", reading, index)
    # where a person or a period narrows, "China" and "the U.S." stand in every fact and narrow nothing
    telling = tuple(term for term in reading.terms if term.weight >= _COMMON or not (reading.people or reading.periods))
    hits = [hit for hit in search(index, reading, _KINDS, nearby=True, terms=telling) if hit.coverage >= ENOUGH]
    if not hits and reading.people and not reading.terms:
        names = known_people(reading, index)
        when = " at that time" if reading.periods else ""
        why = f"No meeting or event of {listed(names)}{when} is in the fact base."
        return not_found(query, "timeline", why, (f"/person {name}" for name in names))
    if not hits:
        words = in_marks(word.text for word in reading.words[:8])
        return not_found(query, "timeline", f"Nothing in the fact base fits {words}.")
    tied = tied_people(hits, margin=1.0)
    if tied and any(len(mention.candidates) > 1 for mention, _ in tied):
        return ask_which(query, "timeline", reading, tied, index)
    facts = sorted((hit.passage.fact for hit in hits), key=_when)
    said = f"{len(facts)} entries, {listed(_span(facts))}, oldest first." if len(facts) > 1 else "One entry."
    answer = answered(query, "timeline", facts, index, reading=reading, people=hits[0].people, first=said)
    return replace(answer, facts=tuple(map(in_brief, answer.facts))) if len(facts) > _A_FEW else answer


def _when(fact: Fact) -> tuple[int, int]:
    date = fact.date if isinstance(fact, Meeting | Event) else None
    if date is None:
        return (10**7, 0)
    known = date.latest if date.earliest.year == 1 else date.earliest
    return (known.toordinal(), date.latest.toordinal())


def _span(facts: list[Fact]) -> list[str]:
    dates: list[Date] = [fact.date for fact in facts if isinstance(fact, Meeting | Event) and fact.date]
    return list(dict.fromkeys((str(dates[0]), str(dates[-1])))) if dates else ["undated"]


def without_terms(reading: Reading) -> Reading:
    """A timeline of a person in a plain question: the other words only ask for the timeline."""
    return replace(reading, terms=()) if reading.people else reading
