"""/person: who somebody is, by name or by role."""

from __future__ import annotations

from datetime import timedelta

from bot.answers.answer import Answer
from bot.answers.replies import (
    ambiguous,
    another_person,
    answered,
    ask_which,
    invalid,
    known_people,
    not_found,
    unknown_words,
)
from bot.answers.search import PERSON_WEIGHT, search
from bot.answers.strangers import blended, only_heard
from bot.answers.views import in_marks, listed
from bot.facts.dates import Date
from bot.facts.model import Fact, Person
from bot.matching.index import Index
from bot.matching.names import OFFICES, Candidate, Mention
from bot.matching.reading import Reading
from bot.matching.roles import bare_unknown_role
from bot.matching.text import folded_words

ENOUGH = 0.7
_TIE = 0.03


def answer_person(query: str, text: str, index: Index) -> Answer:
    reading = index.read(text, "command")
    if not text:
        return invalid(query, "person")
    return describe(query, reading, index)


def describe(query: str, reading: Reading, index: Index, *, strict: bool = True) -> Answer:
    """Who the person named in a reading is."""
    if reading.unknown and (strict or not reading.people or _share_of_names(reading) < 0.5):
        return unknown_words(query, "person", reading, index)
    if only_heard(reading) and reading.people[0].kind == "person":
        return unknown_words(query, "person", reading, index)
    if not reading.people:
        return _by_words(query, reading, index)
    mention, candidates = _resolve(reading, index)
    words = blended(reading)
    if not candidates and words is not None:
        return another_person(query, "person", words, reading, index)
    if not candidates and len(reading.people) == 1:
        why = f"Nobody is on record as {reading.shown(mention)} at that time."
        return not_found(query, "person", why, [f"/person {reading.shown(mention)}"])
    if not candidates:
        names = known_people(reading, index)
        return ambiguous(
            query,
            "person",
            f"Several people are named: {listed(names)}. Which one?",
            (f"/person {name}" for name in names),
        )
    person = max(candidates, key=lambda each: (each.score, index.passages[each.id].coverage(reading.terms)))
    if index.passages[person.id].coverage(reading.terms) < 0.5 and (strict or _narrowed(mention, reading)):
        words = in_marks(term.word for term in reading.terms)
        why = f"The fact base has {index.base.name(person.id)}, but not with {words}."
        return not_found(query, "person", why, [f"/person {index.base.name(person.id)}"])
    tied = [candidate for candidate in candidates if candidate.score >= person.score - _TIE]
    if len(tied) > 1 and reading.terms:
        best = max(index.passages[candidate.id].coverage(reading.terms) for candidate in tied)
        tied = [candidate for candidate in tied if index.passages[candidate.id].coverage(reading.terms) == best]
        person = tied[0]
    if len(tied) > 1 and mention.kind == "role" and _same_office(tied, index):
        return _successive(query, reading, mention, tied, index)
    if len(tied) > 1:
        return ask_which(query, "person", reading, [(mention, tied)], index)
    return answered(query, "person", [index.base.people[person.id]], index, reading=reading, people=[(mention, person)])


def _share_of_names(reading: Reading) -> float:
    """How much of a question its names explain."""
    names = PERSON_WEIGHT * len(reading.people)
    return names / (names + sum(term.weight for term in reading.terms))


def _resolve(reading: Reading, index: Index) -> tuple[Mention, list[Candidate]]:
    """The first mention and those it may mean whom every other mention may mean too."""
    mention = reading.people[0]
    others = [other for other in reading.people[1:] if reading.words[other.start - 1].text != "to"]  # "close to Xi"
    common = mention.ids.intersection(*(other.ids for other in others))
    candidates = [candidate for candidate in mention.candidates if candidate.id in common]
    return mention, [candidate for candidate in candidates if _held(candidate, reading, index)]


def _narrowed(mention: Mention, reading: Reading) -> bool:
    """Whether a word right before a role makes it another role: a special climate envoy is no envoy."""
    return mention.kind == "role" and any(term.at == mention.start - 1 for term in reading.terms)


def _held(candidate: Candidate, reading: Reading, index: Index) -> bool:
    """Whether somebody held a role at the time asked for: in its own dates if they are known, else when sources say so,
    with half a year before and after, since an office seldom changes hands with an article."""
    if not reading.periods or not candidate.sources:
        return True
    dates = [
        role.when or _around(index.base.sources[citation.source].published)
        for role in index.base.people[candidate.id].roles
        for citation in role.cite
        if frozenset(each.source for each in role.cite) == candidate.sources
    ]
    return all(any(period.overlaps(date) for date in dates) for period in reading.periods)


def _around(published: Date) -> Date:
    half = timedelta(days=183)
    return Date(published.edtf, published.earliest - half, published.latest + half)


def _same_office(tied: list[Candidate], index: Index) -> bool:
    """Whether the very same title is held by each: an office that changed hands."""
    titles = [{role.title for role in index.base.people[candidate.id].roles} for candidate in tied]
    return bool(titles[0].intersection(*titles[1:])) and not _at_once(tied)


def _at_once(tied: list[Candidate]) -> bool:
    return bool(tied[0].sources.intersection(*(candidate.sources for candidate in tied[1:])))


def _successive(query: str, reading: Reading, mention: Mention, tied: list[Candidate], index: Index) -> Answer:
    """Several holders of one office, the latest first."""
    ordered = sorted(tied, key=lambda candidate: last_called_so(candidate, index).latest, reverse=True)
    people: list[Person] = [index.base.people[candidate.id] for candidate in ordered]
    names = listed(
        f"{person.name} in the sources of {last_called_so(candidate, index)}"
        for person, candidate in zip(people, ordered, strict=True)
    )
    first = f"It depends on the time: {names}."
    return answered(query, "person", people, index, reading=reading, people=[(mention, ordered[0])], first=first)


def last_called_so(candidate: Candidate, index: Index) -> Date:
    """When the newest source was published that gives somebody the office."""
    dates = (index.base.sources[source].published for source in sorted(candidate.sources))
    return max(dates, key=lambda date: date.latest)


def _by_words(query: str, reading: Reading, index: Index) -> Answer:
    """No name and no known role: people whose roles have all the words, such as those of one institute."""
    called = frozenset(term.term for term in reading.terms)
    known = any(called in form.phrases for form in index.roles.forms)
    describes = known or reading.organizations or any(word.text in OFFICES for word in reading.words)
    # an office alone is that of all who hold such a one; with more words it is another's
    alone = len(reading.terms) == 1 and reading.terms[0].term in index.roles.terms
    held = {reading.terms[0].at} if alone else set[int]()
    if not describes or not reading.terms or bare_unknown_role(reading.words, frozenset(held), index.lexicon):
        return unknown_words(query, "person", reading, index)
    hits = [hit for hit in search(index, reading, {"person": 0.0}, nearby=False) if hit.coverage >= ENOUGH]
    hits = [hit for hit in hits if hit.coverage >= hits[0].coverage - 0.02]
    if not hits:
        return unknown_words(query, "person", reading, index)
    titled = [hit for hit in hits if _is_in_title(called, hit.passage.fact, index)]
    hits = titled or hits  # a commerce minister before a commerce secretary, whom only others call minister
    if len(hits) > 1:
        names = [index.base.name(hit.id) for hit in hits]
        return ambiguous(
            query, "person", f"That fits {listed(names)}. Which one?", (f"/person {name}" for name in names)
        )
    return answered(query, "person", [hits[0].passage.fact], index)


def _is_in_title(called: frozenset[str], fact: Fact, index: Index) -> bool:
    """Whether one of somebody's own titles has all of these terms."""
    titles = [folded_words(role.title) for role in fact.roles] if isinstance(fact, Person) else []
    return any(called <= {index.lexicon.term(word) for word in title} for title in titles)
