"""Where: the place of a meeting or an event."""

from __future__ import annotations

from collections.abc import Iterator

from bot.facts.model import Event, FactBase, Meeting, Place
from bot.matching.passages import place_chain
from bot.quiz.kinds import who_met
from bot.quiz.making import Choice, choose, pick_wrong
from bot.quiz.model import Question
from bot.quiz.phrases import deed, in_brackets, people_in, tells_date
from bot.quiz.places import beside


def questions(base: FactBase) -> Iterator[Question]:
    for fact, place, prompt, explanation in placed(base):
        right = Choice(place.name, place.id)
        wrong = pick_wrong(f"where.{fact.id}", [right], others_for(fact, place, base))
        if wrong:
            yield choose(
                base,
                kind="where",
                asks="place",
                key=fact.id,
                prompt=prompt,
                right=[right],
                wrong=wrong,
                facts=[fact],
                explanation=explanation,
            )


def placed(base: FactBase) -> Iterator[tuple[Meeting | Event, Place, str, str]]:
    """Facts whose place can be asked for, with the place, the task and the explanation."""
    for meeting in base.meetings.values():
        task = _meeting(meeting, base)
        if meeting.place and task and meeting.id not in base.conflicts_about:
            yield meeting, base.places[meeting.place], task, who_met.explained(meeting, base)
    for event in base.events.values():
        if event.place and base.places[event.place].name not in event.summary and event.status == "happened":
            task = f"Where was this? {event.summary}{_dated(event)}."
            yield event, base.places[event.place], task, f"{base.name(event.place)}: {event.summary}."
        elif event.place and event.status == "happened":
            name = base.places[event.place].name
            for phrase in (f"in the {name}", f"over the {name}", f"Over the {name}", f"in {name}"):
                if event.summary.count(name) == 1 and phrase in event.summary:
                    gap = phrase.removesuffix(name) + "____"
                    task = f"Which place is missing? {event.summary.replace(phrase, gap)}{_dated(event)}."
                    yield event, base.places[event.place], task, f"{event.summary}."
                    break


def _dated(event: Event) -> str:
    return "" if tells_date(event.summary) else in_brackets(event.date)


def _meeting(meeting: Meeting, base: FactBase) -> str | None:
    who, when = people_in(meeting, base), in_brackets(meeting.date)
    if meeting.kind == "visit" and len(who) == 1 and meeting.participants:
        return {
            "held": f"Where did {who[0]} travel{when}?",
            "planned": f"Where did {who[0]} plan to travel{when}?",
            "cancelled": f"Where was {who[0]} to travel before the visit was called off{when}?",
        }.get(meeting.status)
    if meeting.kind == "visit" or len(who) < 2 or not meeting.participants:
        return None
    rest = f"{deed(meeting)} {' and '.join(who[1:])}{when}?"
    match meeting.status:
        case "held":
            return f"Where did {who[0]} {rest}"
        case "planned" | "declined":
            return f"Where was {who[0]} to {rest}"
        case _:
            return None


def others_for(fact: Meeting | Event, place: Place, base: FactBase) -> Iterator[Choice]:
    """Places of the same kind where nobody of the fact was at that time, those of other meetings nearer."""
    used = {meeting.place for meeting in base.meetings.values()}
    elsewhere = {at for other in _at_once(fact, base) if other.place for at in place_chain(other.place, base)}
    at_home = _home_of_visitors(fact, place, base)
    for other in beside(place, base):
        if at_home in place_chain(other.id, base):
            continue
        if other.id not in elsewhere or other.id == place.within:
            same_country = other.within is not None and other.within == place.within
            yield Choice(other.name, other.id, 0.9 if same_country else 0.6 if other.id in used else 0.2)


def _home_of_visitors(fact: Meeting | Event, place: Place, base: FactBase) -> str | None:
    """The country that a visit comes from, of the two that these articles are about; nobody visits it from there."""
    if not isinstance(fact, Meeting) or fact.kind != "visit":
        return None
    return "china" if "united-states" in place_chain(place.id, base) else "united-states"


def _at_once(fact: Meeting | Event, base: FactBase) -> Iterator[Meeting]:
    who = set(fact.participants if isinstance(fact, Meeting) else fact.actors)
    for other in base.meetings.values():
        then = other.date is None or fact.date is None or other.date.overlaps(fact.date)
        if then and who & {*other.participants, *other.attendees}:
            yield other
