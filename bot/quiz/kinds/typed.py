"""Type the answer: a name, a date, a place, a number or a missing word, read as the desk reads."""

from __future__ import annotations

from collections.abc import Iterator

from bot.facts.model import FactBase, Person, Place
from bot.matching.names import spellings
from bot.matching.text import folded_words
from bot.quiz.kinds import complete_quote, when, where, which_figure, who_did, who_met, who_said
from bot.quiz.making import type_in
from bot.quiz.model import HARD, MEDIUM, Question, Typed
from bot.quiz.numbers import find_number
from bot.quiz.phrases import explained, in_brackets
from bot.quiz.word_classes import exchangeable

_LONGEST_GAP, _SHORTEST_GAP = 14, 5
_DAYS_OFF = 1
_SHARE_OFF = 0.05


def questions(base: FactBase) -> Iterator[Question]:
    yield from _names(base)
    yield from _dates(base)
    yield from _places(base)
    yield from _figures(base)
    yield from _gaps(base)


def _names(base: FactBase) -> Iterator[Question]:
    for quote, speaker in who_said.telling_quotes(base):
        yield type_in(
            base,
            asks="speaker",
            key=f"speaker.{quote.id}",
            prompt=f"Whose words are these? {who_said.shown(quote, base)} Type the name.",
            typed=_name(speaker, base),
            fact=quote,
            explanation=explained(quote, base),
        )
    for meeting in base.meetings.values():
        guests = list(who_met.asked(meeting, base))
        for person, prompt in guests:
            if who_met.only_one(meeting, person, base):
                yield type_in(
                    base,
                    asks="partner",
                    key=f"partner.{meeting.id}.{person.id}",
                    prompt=f"{prompt} Type the name.",
                    typed=_name(person, base),
                    fact=meeting,
                    explanation=who_met.explained(meeting, base),
                )
    for event, person in who_did.deeds(base):
        yield type_in(
            base,
            asks="actor",
            key=f"actor.{event.id}",
            prompt=f"{who_did.asked(event, person)} Type the name.",
            typed=_name(person, base),
            fact=event,
            explanation=f"{event.summary}{in_brackets(event.date)}.",
        )


def _name(person: Person, base: FactBase) -> Typed:
    """The whole name in any order and its other spellings, and the family name where it is one person's."""
    names = list(spellings(person))
    if sum(other.family == person.family for other in base.people.values()) == 1:
        names.append(person.family)
    others = [name for other in base.people.values() if other != person for name in (other.name, other.family)]
    return Typed(
        tuple(dict.fromkeys(names)), "name", others=tuple(dict.fromkeys(name for name in others if name not in names))
    )


def _dates(base: FactBase) -> Iterator[Question]:
    for fact, prompt, explanation in when.dated(base):
        if fact.date is None:
            continue
        step = when.step_of(fact.date)
        day = "the day" if fact.date.earliest == fact.date.latest else "the day, or one of the days"
        exact = {"days": f"{day}, with month and year", "month": "the month and the year", "year": "the year"}
        yield type_in(
            base,
            asks="date",
            key=f"date.{fact.id}",
            prompt=f"{prompt} Type {exact[step or 'year']}.",
            typed=Typed((fact.date.edtf,), "date", _DAYS_OFF if step == "days" else 0),
            fact=fact,
            explanation=explanation,
        )


def _places(base: FactBase) -> Iterator[Question]:
    for fact, place, prompt, explanation in where.placed(base):
        yield type_in(
            base,
            asks="place",
            key=f"place.{fact.id}",
            prompt=f"{prompt} Type the {_kind(place)}.",
            typed=Typed((place.name, *_other_names(place, base)), "name", others=_other_places(place, base)),
            fact=fact,
            explanation=explanation,
            level=MEDIUM,
        )


def _other_names(place: Place, base: FactBase) -> list[str]:
    """The aliases without those of a building in it, such as the Great Hall."""
    venues = [set(folded_words(meeting.venue)) for meeting in base.meetings.values() if meeting.venue]
    return [alias for alias in place.aliases if not any(set(folded_words(alias)) <= venue for venue in venues)]


def _kind(place: Place) -> str:
    return "city" if place.within else "place"


def _other_places(place: Place, base: FactBase) -> tuple[str, ...]:
    return tuple(name for other in base.places.values() if other != place for name in (other.name, *other.aliases))


def _figures(base: FactBase) -> Iterator[Question]:
    for figure in which_figure.askable(base):
        number = find_number(figure.value)
        if number is not None:
            yield type_in(
                base,
                asks="value",
                key=f"value.{figure.id}",
                prompt=f"{which_figure.task(figure)} Type the number.",
                typed=Typed((figure.value,), "number", _SHARE_OFF if number.value > 20 else 0),
                fact=figure,
                explanation=which_figure.explained(figure),
            )


def _gaps(base: FactBase) -> Iterator[Question]:
    """One gap a quote, at a word that carries its meaning."""
    for quote in complete_quote.whole_quotes(base):
        said = folded_words(quote.text)
        fitting = [word for word in complete_quote.plain_words(quote) if said.count(word) == 1 and exchangeable(word)]
        lengths = [word for word in fitting if _SHORTEST_GAP <= len(word) <= _LONGEST_GAP]
        if lengths:
            word = lengths[-1]
            yield type_in(
                base,
                asks="words",
                key=f"words.{quote.id}",
                prompt=f"{complete_quote.gapped(quote, word, base)} Type the word.",
                typed=Typed((word,), "words"),
                fact=quote,
                explanation=explained(quote, base),
                level=HARD,
            )
