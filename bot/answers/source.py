"""/source: which articles the facts come from, all of them or those of one fact or person."""

from __future__ import annotations

from bot.answers.answer import Answer
from bot.answers.replies import not_found, tied_people
from bot.answers.search import MIN_EVIDENCE, evidence, search
from bot.answers.views import cited, named_source, source_view
from bot.answers.wording import lead
from bot.facts.model import Fact, Person, Source
from bot.matching.index import Index
from bot.matching.periods import find_periods
from bot.matching.similarity import likeness
from bot.matching.text import clean, folded_words, words

ENOUGH = 0.75
_KINDS = {"quote": 0.1, "meeting": 0.0, "event": 0.0, "figure": 0.0, "person": 0.0}
_IGNORED = frozenset("the of a an in article articles source sources by from and for to on".split())


def answer_source(query: str, text: str, index: Index) -> Answer:
    sources = list(index.base.sources.values())
    typed = words(clean(text))
    if typed:
        sources = _fitting(text, sources)
    fact = _fact(text, index) if not sources else None
    if fact is not None:
        base = index.base
        views = tuple(source_view(base.sources[id_], base) for id_ in dict.fromkeys(c.source for c in fact.cite))
        return Answer(query, "source", "answered", f"{'; '.join(cited(fact.cite, base))}. {lead(fact, base)}", views)
    opening = ""
    if not sources and (person := _person(text, index)) is not None:
        sources = [index.base.sources[id_] for id_ in dict.fromkeys(citation.source for citation in person.cite)]
        opening = f"{person.name} is named in "
    if not sources:
        named = [f"/source {source.publisher}" for source in index.base.sources.values()]
        return not_found(query, "source", "No source in the fact base fits that.", named)
    views = tuple(source_view(source, index.base) for source in sources)
    said = "; ".join(f"{named_source(source)}: {source.title}" for source in sources)
    return Answer(query, "source", "answered", f"{opening}{said}.", views)


def _fact(text: str, index: Index) -> Fact | None:
    """The fact that the words tell best, whose source is asked for: `/source greitens closest friends`."""
    reading = index.read(text, "command")
    if reading.unknown or not (reading.terms or len(reading.people) > 1) or evidence(reading) < MIN_EVIDENCE:
        return None
    hits = [hit for hit in search(index, reading, _KINDS, nearby=True) if hit.coverage >= ENOUGH]
    return hits[0].passage.fact if hits and not tied_people(hits) else None


def _person(text: str, index: Index) -> Person | None:
    """The one person whom the text names, if it says nothing else: `/source haenle`."""
    reading = index.read(text, "command", _IGNORED)
    if reading.terms or reading.periods or len(reading.people) != 1 or len(reading.people[0].candidates) != 1:
        return None
    return index.base.people[reading.people[0].candidates[0].id]


def _fitting(text: str, sources: list[Source]) -> list[Source]:
    """Sources with every word in their id, publisher, title or alias, best first; a date narrows."""
    typed = words(clean(text))
    periods = find_periods(typed, command=True)
    dated = {at for period in periods for at in range(period.start, period.end)}
    wanted = [word.text for at, word in enumerate(typed) if at not in dated and word.text not in _IGNORED]
    scored = []
    for source in sources:
        if clean(text).strip().casefold() == source.id:
            return [source]
        if not all(period.meets(source.published) for period in periods):
            continue
        known = set(folded_words(" ".join((source.id, source.publisher, source.title, *source.aliases))))
        known |= set(folded_words(source.carried_by or ""))
        score = sum(_best(word, known) for word in wanted) / len(wanted) if wanted else 1.0
        if score >= ENOUGH:
            scored.append((score, source))
    best = max((score for score, _ in scored), default=0.0)
    return [source for score, source in scored if score >= best - 0.05]


def _best(word: str, known: set[str]) -> float:
    if word in known:
        return 1.0
    return max((how.score for each in known if (how := likeness(word, each))), default=0.0)
