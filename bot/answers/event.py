"""/event and /figure: what happened, and numbers."""

from __future__ import annotations

from collections.abc import Mapping

from bot.answers.answer import Answer
from bot.answers.quantities import tells_a_number
from bot.answers.replies import answered, invalid, not_found, unknown_words
from bot.answers.search import search
from bot.answers.views import in_marks
from bot.facts.model import Event, Fact
from bot.matching.index import Index
from bot.matching.verbatim import summaries_with

ENOUGH = 0.75
_PRIORS: Mapping[str, Mapping[str, float]] = {
    "event": {"event": 0.0, "meeting": -0.2, "figure": -0.25},
    "figure": {"figure": 0.0, "event": -0.3},
}
_IGNORED = frozenset({"event", "events", "figure", "figures", "number", "happened", "when", "what"})


def answer_event(query: str, text: str, index: Index, command: str = "event") -> Answer:
    if not text:
        return invalid(query, command)
    repeated = summaries_with(text, (index.base.events if command == "event" else index.base.figures).values())
    if repeated:
        return answered(query, command, repeated, index)
    reading = index.read(text, "command", ignored=_IGNORED)
    if reading.unknown or not (reading.people or reading.terms or reading.periods):
        return unknown_words(query, command, reading, index)
    hits = [
        hit
        for hit in search(index, reading, _PRIORS[command], nearby=True)
        if hit.coverage >= ENOUGH and (command == "event" or _tells_a_number(hit.passage.fact, index))
    ]
    if not hits:
        words = in_marks(word.text for word in reading.words[:8])
        return not_found(query, command, f"No {command} in the fact base fits {words}.")
    best = hits[0]
    facts = [hit.passage.fact for hit in hits if hit.rank >= best.rank - 0.1]
    return answered(query, command, facts, index, reading=reading, people=best.people)


def _tells_a_number(fact: Fact, index: Index) -> bool:
    return not isinstance(fact, Event) or tells_a_number(fact.summary, index.lexicon)
