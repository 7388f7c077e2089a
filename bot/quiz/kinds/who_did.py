"""Who did it: an event that one person brought about."""

from __future__ import annotations

from collections.abc import Iterator

from bot.facts.model import Event, FactBase, Person
from bot.quiz.making import Choice, choose, pick_wrong
from bot.quiz.model import Question
from bot.quiz.people import peers, sources_of
from bot.quiz.phrases import in_brackets, tells_date, tells_gender


def questions(base: FactBase) -> Iterator[Question]:
    for event, person in deeds(base):
        right = Choice(person.name, person.id)
        wrong = pick_wrong(f"who-did.{event.id}", [right], others_for(event, person, base))
        if wrong:
            yield choose(
                base,
                kind="who-did",
                asks="actor",
                key=event.id,
                prompt=asked(event, person),
                right=[right],
                wrong=wrong,
                facts=[event],
                explanation=f"{event.summary}{in_brackets(event.date)}.",
            )


def deeds(base: FactBase) -> Iterator[tuple[Event, Person]]:
    """Events whose summary begins with who did it, and does not tell it again."""
    for event in base.events.values():
        for id_ in event.actors:
            person = base.people.get(id_)
            if person and event.summary.startswith(f"{person.name} "):
                rest = event.summary.removeprefix(person.name)
                if person.family not in rest and not tells_gender(rest) and " his " not in rest:
                    yield event, person


def asked(event: Event, person: Person) -> str:
    date = "" if tells_date(event.summary) else in_brackets(event.date)
    return f"Who is it? ____{event.summary.removeprefix(person.name)}{date}."


def others_for(event: Event, person: Person, base: FactBase) -> Iterator[Choice]:
    """People like the actor who have no part in the event."""
    near = {citation.source for citation in event.cite}
    for other in peers(person, base):
        if other.id not in event.actors and other.family not in event.summary:
            yield Choice(other.name, other.id, 0.9 if near & sources_of(other) else 0.3)
