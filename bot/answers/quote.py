"""/quote: what somebody said, word for word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answers.answer import Answer
from bot.answers.eligible import has_a_word, is_government
from bot.answers.replies import answered, ask_which, invalid, not_found, tied_people, unknown_words
from bot.answers.search import Hit, search
from bot.answers.strangers import only_heard
from bot.answers.views import in_marks, listed
from bot.facts.model import Fact, Quote
from bot.matching.index import Index
from bot.matching.names import Mention, equals
from bot.matching.reading import Reading, roles_as_words
from bot.matching.verbatim import quotes_with

ENOUGH = 0.6
_IGNORED = frozenset({"quote", "quotes", "said", "says"})


def answer_quote(query: str, text: str, index: Index) -> Answer:
    reading = index.read(text, "command", ignored=_IGNORED)
    if not text:
        return invalid(query, "quote")
    repeated = _repeated(query, text, index)
    if repeated is not None:
        return repeated
    speakers = tuple(each for each in speaking_organizations(reading, index) if not _is_topic(each, reading, index))
    terms = reading.terms_outside(speakers) if not reading.people else reading.terms
    reading = replace(reading, terms=terms)
    if any(mention.kind == "role" for mention in reading.people[1:]):
        said = roles_as_words(reading, index.lexicon)
        if any(hit.coverage >= ENOUGH for hit in find_quotes(said, speakers, index)):
            reading = said  # "leader" beside a name may be a word that was said
    if reading.unknown or only_heard(reading) or not (reading.people or speakers or reading.terms):
        return unknown_words(query, "quote", reading, index)
    hits = find_quotes(reading, speakers, index)
    fitting = [hit for hit in hits if hit.coverage >= ENOUGH]
    if not fitting:
        return _no_quote(query, reading, bool(hits), index)
    tied = tied_people(fitting)
    if tied:
        return ask_which(query, "quote", reading, tied, index)
    best = fitting[0]
    shown = [hit for hit in fitting if hit.coverage >= best.coverage - 0.15 and hit.takes_part == best.takes_part]
    facts = quote_facts(shown)
    speakers_shown = {index.base.name(fact.speaker) for fact in facts if isinstance(fact, Quote)}
    first = f"{len(facts)} quotes of {listed(sorted(speakers_shown))}." if len(facts) > 1 else None
    return answered(query, "quote", facts, index, reading=reading, people=best.people, first=first)


def _repeated(query: str, text: str, index: Index) -> Answer | None:
    """The quotes that a request repeats word for word, of whom it names; None where it says anything else."""
    around, quotes = quotes_with(text, index)
    if not quotes:
        return None
    reading = index.read(around, "command", ignored=_IGNORED)
    speakers = speaking_organizations(reading, index)
    if reading.terms_outside(speakers) or len(reading.people) + len(speakers) > 1:
        return None
    named = {id_ for mention in (*reading.people, *speakers) for id_ in mention.ids}
    facts = [quote for quote in quotes if not named or named & {quote.speaker, quote.told_by, *quote.related}]
    return answered(query, "quote", facts, index) if facts else None


def quote_facts(hits: Sequence[Hit]) -> list[Fact]:
    """The quotes of hits; a shorter form of a quote that is shown too is left out."""
    facts = [hit.passage.fact for hit in hits]
    shown = {fact.id for fact in facts}
    return [fact for fact in facts if not (isinstance(fact, Quote) and fact.repeats in shown)]


def speaking_organizations(reading: Reading, index: Index) -> tuple[Mention, ...]:
    """The organizations named that are quoted anywhere."""
    quoted = {id_ for quote in index.base.quotes.values() for id_ in (quote.speaker, *quote.related, quote.told_by)}
    return tuple(
        mention for mention in reading.organizations if any(candidate.id in quoted for candidate in mention.candidates)
    )


def _is_topic(mention: Mention, reading: Reading, index: Index) -> bool:
    """Whether a country is what is spoken of, and not who speaks: not the first thing named, `editorial on china`."""
    return is_government(mention, index) and any(term.at < mention.start for term in reading.terms)


def find_quotes(reading: Reading, speakers: tuple[Mention, ...], index: Index) -> list[Hit]:
    """Quotes whose speaker is named; others who are named must be addressed or mentioned. Without a name, all that
    fit the words."""
    hits = search(index, reading, {"quote": 0.0}, nearby=True)
    if reading.people:
        speaking = [hit for hit in hits if any(candidate.id in hit.passage.people for _, candidate in hit.people)]
        return sorted(speaking or _told(hits), key=lambda hit: -(hit.rank + 0.3 * _first_speaks(hit)))
    named = frozenset(candidate.id for mention in speakers for candidate in mention.candidates)
    if not named:
        return [
            hit for hit in hits if isinstance(hit.passage.fact, Quote) and has_a_word(hit.passage.fact, reading, index)
        ]
    spoken = [hit for hit in hits if hit.passage.people & named]
    related = [hit for hit in hits if hit.passage.nearby & named and hit not in spoken]
    return spoken + related


def _told(hits: list[Hit]) -> list[Hit]:
    """Quotes that the person named reported of somebody else."""
    return [
        hit
        for hit in hits
        if isinstance(hit.passage.fact, Quote)
        and any(candidate.id == hit.passage.fact.told_by for _, candidate in hit.people)
    ]


def _first_speaks(hit: Hit) -> bool:
    """Whether whoever is named first is the speaker, as in `/quote xi blinken`."""
    return hit.people[0][1].id in hit.passage.people


def _no_quote(query: str, reading: Reading, others: bool, index: Index) -> Answer:
    names = [index.base.name(each.id) for mention in reading.people for each in equals(mention)]
    words = in_marks(term.word for term in reading.terms)
    if names and others and words:
        why = f"{names[0]} is quoted in the fact base, but not on {words}."
        return not_found(query, "quote", why, [f"/quote {names[0]}"])
    if names:
        why = f"No quote of {listed(names, 'or')} is in the fact base."
        return not_found(query, "quote", why, [f"/person {name}" for name in names])
    return not_found(query, "quote", f"No quote in the fact base fits {words or 'that'}.")
