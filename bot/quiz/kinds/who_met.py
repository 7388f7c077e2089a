"""Who met whom: the other side of talks, and who made a visit."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answers.views import listed, upper
from bot.facts.model import Event, FactBase, Meeting, Person
from bot.matching.passages import place_chain
from bot.quiz.making import Choice, choose, pick_wrong
from bot.quiz.model import Question
from bot.quiz.people import group, peers, sources_of
from bot.quiz.phrases import deed, in_brackets, in_place, occasion, the


def questions(base: FactBase) -> Iterator[Question]:
    for meeting in base.meetings.values():
        for guest, prompt in asked(meeting, base):
            right = Choice(guest.name, guest.id)
            wrong = pick_wrong(f"who-met.{meeting.id}.{guest.id}", [right], others_for(meeting, guest, base))
            if wrong:
                yield choose(
                    base,
                    kind="who-met",
                    asks="partner",
                    key=f"{meeting.id}.{guest.id}",
                    prompt=prompt,
                    right=[right],
                    wrong=wrong,
                    facts=[meeting],
                    explanation=explained(meeting, base),
                )


def asked(meeting: Meeting, base: FactBase) -> Iterator[tuple[Person, str]]:
    """Each person of a meeting that can be asked for, with the task."""
    people = [base.people[id_] for id_ in meeting.participants if id_ in base.people]
    if meeting.kind == "call" and meeting.status == "held" and meeting.id in base.conflicts_about:
        return  # who called whom, or whether it was a call at all, is not certain
    if meeting.kind == "visit":
        if len(people) == 1 and meeting.date is not None and meeting.place:
            prompt = _visit(meeting, base)
            if prompt:
                yield people[0], prompt
        return
    for person in people:
        mine = group(person, base)
        beside = [other.name for other in people if other != person and group(other, base) == mine]
        others = [other.name for other in people if other != person and other.name not in beside]
        others += [other for other in meeting.others if "(unnamed)" not in other]
        if others:
            yield person, _talks(meeting, others, beside, base)


def _talks(meeting: Meeting, others: list[str], beside: list[str], base: FactBase) -> str:
    who_else = f"Who, with {listed(beside)}," if beside else "Who"
    who = " and ".join(others)
    rest = f"{who}{in_place(meeting, base)}{in_brackets(meeting.date)}?"
    match meeting.status:
        case "held":
            past = deed(meeting).replace("hold", "held").replace("speak", "spoke").replace("have", "had")
            return f"{who_else} {past.replace('meet', 'met')} {rest}"
        case "planned":
            return f"{who_else} was to {deed(meeting)} {rest}"
        case _:
            return f"A meeting was proposed and did not take place: who was to {deed(meeting)} {rest}"


def _visit(meeting: Meeting, base: FactBase) -> str | None:
    where = f"{the(base.name(meeting.place or ''))}{in_brackets(meeting.date)}"
    match meeting.status:
        case "held":
            return f"Who visited {where}?"
        case "planned":
            return f"Who planned to visit {where}?"
        case "cancelled":
            return f"Whose visit to {where} was called off?"
        case _:
            return None


def others_for(meeting: Meeting, guest: Person, base: FactBase) -> Iterator[Choice]:
    """People like the guest who by the fact base were at no meeting with the same people, or in the same place, that
    can have been at the same time."""
    taken = {person for other in base.meetings.values() if _may_be_same(meeting, other, base) for person in _all(other)}
    taken |= {actor for event in base.events.values() if _there_then(meeting, event, base) for actor in event.actors}
    near = {citation.source for citation in meeting.cite}
    for person in peers(guest, base):
        if person.id not in taken:
            yield Choice(person.name, person.id, 0.9 if near & sources_of(person) else 0.3)


def _all(meeting: Meeting) -> tuple[str, ...]:
    return (*meeting.participants, *meeting.attendees)


def only_one(meeting: Meeting, guest: Person, base: FactBase) -> bool:
    """Whether nobody else met the same people, or was in the same place, at what can be the same time."""
    return not any(
        id_ != guest.id and id_ in base.people and (meeting.kind == "visit" or id_ not in meeting.participants)
        for other in base.meetings.values()
        if other is not meeting and _may_be_same(meeting, other, base)
        for id_ in _all(other)
    )


def _there_then(meeting: Meeting, event: Event, base: FactBase) -> bool:
    if event.place is None or meeting.place is None or event.date is None or meeting.date is None:
        return False
    near = place_chain(meeting.place, base) & place_chain(event.place, base)
    return bool(near) and event.date.overlaps(meeting.date)


def _may_be_same(meeting: Meeting, other: Meeting, base: FactBase) -> bool:
    if meeting is other:
        return True
    at_once = meeting.date is None or other.date is None or meeting.date.overlaps(other.date)
    together = bool(set(_all(meeting)) & set(_all(other)))
    country = {base.places[place].within or place for place in (meeting.place, other.place) if place}
    return at_once and (together or len(country) < 2)


def explained(meeting: Meeting, base: FactBase) -> str:
    """What the newest report says of the meeting, in a line."""
    told = occasion(meeting, base) or meeting.title
    return f"{upper(told)}: {meeting.reports[-1].says}."
