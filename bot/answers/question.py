"""A plain question: what it asks for, the facts that account for its words, and the direct answer."""

from __future__ import annotations

from itertools import pairwise

from bot.answers.answer import Answer
from bot.answers.cues import Cues, cues
from bot.answers.ordering import order_of
from bot.answers.person import describe
from bot.answers.quote import quote_facts
from bot.answers.replies import answered, ask_which, invalid, not_found, tied_people, unknown_words
from bot.answers.search import MIN_EVIDENCE, Hit, confidence, evidence, search
from bot.answers.timeline import in_order, without_terms
from bot.answers.wording import direct, lead
from bot.matching.index import Index
from bot.matching.reading import Reading
from bot.matching.roles import bare_unknown_role

ENOUGH = 0.6
"""Share of what a question says that its answer must account for; see `confidence`."""
_ONLY_FACTS = "Factdesk answers only from its fact base, and nothing there fits that. /help says what it knows."
ENOUGH_WITH_UNKNOWN = 0.72
"""The same where some words are nowhere in the fact base."""
_TIMELINE_CUES = ("in order", "chronology", "timeline", "over time", "sequence of", "one after another")


def answer_question(query: str, text: str, index: Index) -> Answer:
    first = index.read(text)
    if not text.strip():
        return invalid(query, "ask", "/ask when did Blinken meet Xi?")
    if not first.words or _about_the_desk(first):
        return not_found(query, None, _ONLY_FACTS, ("/help",))
    asked = cues(first)
    reading = index.read(text, "question", asked.ignored)
    words = " ".join(word.text for word in reading.words)
    if any(cue in words for cue in _TIMELINE_CUES):
        return in_order(
            query, "timeline", without_terms(index.read(text, ignored=asked.ignored | {"chronology"})), index
        )
    if any(term.capital for term in reading.unknown):
        return unknown_words(query, None, reading, index)
    only_somebody = len(reading.people) == 1 and not (reading.terms or reading.periods or asked.about_meetings)
    if (asked.asks == "role" and (reading.people or reading.terms)) or (
        only_somebody and asked.asks in ("what", "who")
    ):
        answer = _role(query, reading, index)
        if answer is not None:
            return answer
    return _facts(query, reading, asked, index)


def _about_the_desk(reading: Reading) -> bool:
    """Whether a question is put to the desk about itself: who are you, who made you, your rules."""
    words = [word.text for word in reading.words]
    pairs = set(pairwise(words))
    return not reading.people and (words[-1] in ("you", "yourself") or ("are", "you") in pairs or "your" in words)


def _role(query: str, reading: Reading, index: Index) -> Answer | None:
    """Who somebody is. None if the words say that something else is asked."""
    explained = frozenset(at for mention in reading.people for at in range(mention.start, mention.end))
    if bare_unknown_role(reading.words, explained, index.lexicon):
        return unknown_words(query, "person", reading, index)
    if len(reading.people) > 1 and not reading.people[0].ids & reading.people[1].ids:
        reading = reading.with_people(reading.people[:1])
    return describe(query, "person", reading, index, strict=not reading.people)


def _facts(query: str, reading: Reading, asked: Cues, index: Index) -> Answer:
    compared = order_of(reading, asked, index)
    if compared is not None:
        facts = [hit.passage.fact for hit in compared[0]]
        said = f"{'Yes' if compared[1] else 'No'}. {lead(facts[0], index.base)} {lead(facts[1], index.base)}"
        people = compared[0][0].people + compared[0][1].people
        return answered(query, "meeting", facts, index, reading=reading, people=people, first=said)
    hits = search(index, reading, asked.priors, nearby=True, favored=asked.hints)
    meeting_pair = len(reading.people) > 1 and asked.about_meetings
    if meeting_pair:
        hits = [hit for hit in hits if hit.takes_part or hit.passage.kind == "quote"]
    if reading.periods and evidence(reading) < MIN_EVIDENCE:
        return in_order(query, "timeline", reading, index)
    enough = ENOUGH_WITH_UNKNOWN if reading.unknown else ENOUGH
    if not hits or evidence(reading) < MIN_EVIDENCE or confidence(hits[0], reading) < enough:
        return _do_not_know(query, reading, hits, index)
    tied = tied_people(hits)
    if tied:
        return ask_which(query, "ask", reading, tied, index)
    best = hits[0]
    shown = _alike(hits)
    facts = quote_facts(shown)
    command = best.passage.kind
    return answered(
        query, command, facts, index, reading=reading, people=best.people, first=direct(asked.asks, facts, index.base)
    )


def _alike(hits: list[Hit]) -> list[Hit]:
    """The best hit and those of its kind that answer as well."""
    best = hits[0]
    return [hit for hit in hits if hit.passage.kind == best.passage.kind and hit.rank >= best.rank - 0.12][:10]


def _do_not_know(query: str, reading: Reading, hits: list[Hit], index: Index) -> Answer:
    if reading.unknown:
        return unknown_words(query, None, reading, index)
    names = [index.base.name(mention.candidates[0].id) for mention in reading.people]
    return not_found(query, None, "The fact base does not answer that.", (f"/timeline {name}" for name in names))
