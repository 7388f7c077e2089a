"""Every fact as a passage: the people in it, its terms, its date and places, for finding it from a request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.facts.dates import Date
from bot.facts.model import Event, Fact, FactBase, Figure, Meeting, Person, Quote
from bot.matching.lexicon import NEIGHBOR_WEIGHT, NEIGHBORS, Lexicon
from bot.matching.phrases import read_together
from bot.matching.reading import Reading, Term
from bot.matching.text import folded_words, topic_words, words_of


@dataclass(frozen=True, slots=True)
class Passage:
    fact: Fact
    kind: str
    people: frozenset[str]
    """Participants, speaker or actors: people and organizations the fact is about."""
    nearby: frozenset[str]
    """Others that it mentions: addressees, attendees, people in its words."""
    terms: Mapping[str, float]
    """Term -> how well it is covered: 1 in the fact's own words, less for a capital that stands for its country."""
    date: Date | None
    places: frozenset[str]
    """The place and all that hold it."""
    sources: frozenset[str]

    def coverage(self, terms: Iterable[Term], aside: bool = False) -> float:
        """The weighted share of the terms that this passage accounts for; 1 when there are none."""
        total = matched = 0.0
        for term in terms:
            total += term.weight
            own = self.terms.get(term.term, 0.0)
            matched += term.weight * (own / 2 if aside and own == ASIDE_WEIGHT else own)
        return matched / total if total else 1.0

    def in_period(self, reading: Reading) -> bool:
        return all(period.meets(self.date) for period in reading.periods)


KIND_WORDS = {
    "visit": "visit trip travel stay",
    "call": "call phone telephone",
    "dinner": "dinner meeting talks",
    "summit": "summit meeting talks",
    "talks": "talks meeting",
    "meeting": "meeting talks",
}


_STATUS_TEXTS = {
    "held": "held",
    "planned": "planned expected scheduled due upcoming",
    "declined": "declined refused",
    "postponed": "postponed",
    "cancelled": "cancelled postponed",
    "unconfirmed": "unconfirmed possible",
}


def texts_of(fact: Fact, base: FactBase) -> tuple[str, ...]:
    """Every text of a fact that a request may echo."""
    match fact:
        case Person():
            roles = (text for role in fact.roles for text in (role.title, *role.also))
            return (fact.name, *fact.aliases, *roles)
        case Meeting():
            names = (base.name(id_) for id_ in (*fact.participants, *fact.attendees, *fact.declined_by))
            texts = [fact.title, KIND_WORDS[fact.kind], *names, *fact.others, *fact.topics, *fact.outcomes]
            texts += [
                _STATUS_TEXTS[fact.status],
                "unresolved" if fact.unresolved else "",
                *fact.unresolved,
                *fact.keywords,
                *(report.says for report in fact.reports),
            ]
            texts += [fact.venue or "", *_place_names(fact.place, base)]
            return tuple(texts)
        case Quote():
            names = (base.name(id_) for id_ in (fact.speaker, *fact.related, *filter(None, (fact.told_by,))))
            return (*fact.segments, fact.context or "", *names, *fact.keywords)
        case Event():
            names = (base.name(id_) for id_ in fact.actors)
            return (fact.summary, *names, *fact.keywords, *_place_names(fact.place, base))
        case Figure():
            names = (base.name(id_) for id_ in fact.actors)
            return (fact.value, fact.unit, fact.summary, *names, *fact.keywords, *_place_names(fact.place, base))


_KIND_TEXTS = {"media": "newspaper media", "unnamed": "unnamed anonymous official newspaper editorial"}
ASIDE_WEIGHT = 0.9
"""How well a word beside a fact, in its context or keywords, is covered, against one in the fact itself."""
DESCRIPTION_WEIGHT = 0.6
"""How well a person's role covers a word, against a word of the fact itself."""


def _place_names(place: str | None, base: FactBase) -> list[str]:
    """A place's name and those of the places that hold it."""
    return [base.places[id_].name for id_ in _outward(place, base)]


def place_chain(place: str | None, base: FactBase) -> frozenset[str]:
    """A place and all that hold it: Beijing and China."""
    return frozenset(_outward(place, base))


def _outward(place: str | None, base: FactBase) -> list[str]:
    """A place and all that hold it, from the inside out, each once."""
    chain: list[str] = []
    while place is not None and place not in chain:
        chain.append(place)
        place = base.places[place].within
    return chain


def build_passages(base: FactBase, lexicon: Lexicon) -> tuple[Passage, ...]:
    surnames = {folded_words(person.family)[-1]: person.id for person in base.people.values()}
    shared = {
        folded_words(person.family)[-1]
        for person in base.people.values()
        if surnames[folded_words(person.family)[-1]] != person.id
    }
    return tuple(_passage(fact, base, lexicon, surnames, shared) for fact in base.facts())


def _passage(fact: Fact, base: FactBase, lexicon: Lexicon, surnames: Mapping[str, str], shared: set[str]) -> Passage:
    main, nearby, date, place = _involved(fact)
    terms: dict[str, float] = {}
    mentioned = set(nearby)
    aside = frozenset(_aside(fact))
    for text in texts_of(fact, base):
        weight = ASIDE_WEIGHT if text in aside else 1.0
        for word in (*topic_words(text), *read_together(text)):
            term = lexicon.term(word)
            terms[term] = max(weight, terms.get(term, 0.0))
        mentioned |= {
            surnames[word.text]
            for word in words_of(text)
            if word.capital and word.text in surnames and word.text not in shared
        }
    for id_ in main:
        for text in _descriptions(id_, base):
            for word in folded_words(text):
                terms.setdefault(lexicon.term(word), DESCRIPTION_WEIGHT)
    for term in tuple(terms):
        for neighbor in NEIGHBORS.get(term, ()):
            terms[neighbor] = max(NEIGHBOR_WEIGHT, terms.get(neighbor, 0.0))
    kind = type(fact).__name__.lower()
    sources = frozenset(citation.source for citation in fact.cite)
    return Passage(
        fact, kind, frozenset(main), frozenset(mentioned - set(main)), terms, date, place_chain(place, base), sources
    )


def _aside(fact: Fact) -> tuple[str, ...]:
    if isinstance(fact, Person):
        return ()
    return (*fact.keywords, fact.context or "") if isinstance(fact, Quote) else fact.keywords


def _descriptions(id_: str, base: FactBase) -> tuple[str, ...]:
    """What people are besides their names, which a request may use instead of a name."""
    if id_ in base.people:
        return tuple(text for role in base.people[id_].roles for text in (role.title, *role.also))
    organization = base.organizations[id_]
    return (_KIND_TEXTS.get(organization.kind, organization.kind), *organization.aliases)


def _involved(fact: Fact) -> tuple[tuple[str, ...], tuple[str, ...], Date | None, str | None]:
    """Main people, others, date and place of a fact."""
    match fact:
        case Person():
            return (fact.id,), (), None, None
        case Meeting():
            return fact.participants, (*fact.attendees, *fact.declined_by), fact.date, fact.place
        case Quote():
            others = (*fact.related, *((fact.told_by,) if fact.told_by else ()))
            return (fact.speaker,), others, fact.date, None
        case Event() | Figure():
            return fact.actors, (), fact.date, fact.place
