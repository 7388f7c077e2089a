"""Whether what an option says is so by the fact base: true, false, or neither for certain.

Written apart from what makes the questions and without its helpers, so that a mistake there does not hide here.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.facts.dates import Date, parse_date
from bot.facts.model import FactBase, Meeting
from bot.matching.text import folded_words
from bot.quiz.model import Question

TRUE, FALSE, UNCERTAIN = "true", "false", "uncertain"
_DATE_IN_PROMPT = re.compile(r"happened in (\w+) (\d{4})\?")
_MONTHS = "January February March April May June July August September October November December".split()


def truth(question: Question, stands_for: str, base: FactBase) -> str:
    """What the fact base says of an answer to the question, given as `Option.stands_for`."""
    check = (_SEVERAL if question.kind == "several-right" else _ONE)[question.asks]
    return check(question, stands_for, base)


def _verdict(true: bool, false: bool) -> str:
    return TRUE if true else FALSE if false else UNCERTAIN


def _speaker(question: Question, id_: str, base: FactBase) -> str:
    quote = base.quotes[question.facts[0]]
    words = " ".join(folded_words(quote.text))
    own = [" ".join(folded_words(other.text)) for other in base.quotes.values() if other.speaker == id_]
    return _verdict(quote.speaker == id_, id_ in base.people and not any(words in text for text in own))


def _actor(question: Question, id_: str, base: FactBase) -> str:
    event = base.events[question.facts[0]]
    person = base.people[id_]
    return _verdict(
        id_ in event.actors and event.summary.startswith(person.name),
        id_ not in event.actors and person.family not in folded_summary(event.summary),
    )


def folded_summary(summary: str) -> list[str]:
    return re.findall(r"\w+", summary)


def _partner(question: Question, id_: str, base: FactBase) -> str:
    meeting = base.meetings[question.facts[0]]
    return _verdict(
        id_ in meeting.participants, not any(_could_mean(meeting, id_, other, base) for other in base.meetings.values())
    )


def _could_mean(meeting: Meeting, id_: str, other: Meeting, base: FactBase) -> bool:
    """Whether somebody was, or was to be, at a meeting with one of the same people, or in the same place, then."""
    there = {*other.participants, *other.attendees}
    if id_ not in there or not _at_once(meeting.date, other.date):
        return False
    same_people = bool(there & {*meeting.participants, *meeting.attendees})
    return same_people or (meeting.place is not None and meeting.place == other.place)


def _at_once(one: Date | None, other: Date | None) -> bool:
    return one is None or other is None or one.overlaps(other)


def _date(question: Question, edtf: str, base: FactBase) -> str:
    id_ = question.facts[0]
    fact = base.meetings.get(id_) or base.events[id_]
    when = parse_date(edtf)
    dates = [fact.date]
    if isinstance(fact, Meeting):
        people = set(fact.participants)
        dates += [other.date for other in base.meetings.values() if people <= {*other.participants, *other.attendees}]
    known = [each for each in dates if each is not None]
    return _verdict(fact.date is not None and fact.date.edtf == edtf, not any(each.overlaps(when) for each in known))


def _place(question: Question, id_: str, base: FactBase) -> str:
    fact = base.meetings.get(question.facts[0]) or base.events[question.facts[0]]
    people = set(fact.participants if isinstance(fact, Meeting) else fact.actors)
    known = {fact.place} | {
        other.place
        for other in base.meetings.values()
        if people & {*other.participants, *other.attendees}
        and _at_once(fact.date, other.date)
        and isinstance(fact, Meeting)
    }
    return _verdict(
        fact.place == id_,
        not any(place and (id_ in chain(place, base) or place in chain(id_, base)) for place in known),
    )


def chain(place: str, base: FactBase) -> list[str]:
    """A place and what holds it, from the inside out."""
    found = [place]
    while (outer := base.places[found[-1]].within if found[-1] in base.places else None) is not None:
        found.append(outer)
    return found


def _status(question: Question, status: str, base: FactBase) -> str:
    meeting = base.meetings[question.facts[0]]
    known = meeting.reports[-1].status
    vague = {frozenset({"planned", "unconfirmed"}), frozenset({"cancelled", "postponed"})}
    return _verdict(known == status, known != status and frozenset({known, status}) not in vague)


def _outcome(question: Question, stands_for: str, base: FactBase) -> str:
    meeting = base.meetings[question.facts[0]]
    if "unresolved" in question.prompt:
        return _verdict(stands_for in meeting.unresolved, stands_for in meeting.outcomes)
    if stands_for in base.meetings:
        other = base.meetings[stands_for]
        told = {outcome for outcome in meeting.outcomes if outcome in question.prompt}
        apart = not _at_once(meeting.date, other.date) and not told & set(other.outcomes)
        return _verdict(other is meeting and bool(told), other is not meeting and apart)
    elsewhere = [other for other in base.meetings.values() if stands_for in (*other.outcomes, *other.unresolved)]
    return _verdict(
        stands_for in meeting.outcomes,
        meeting not in elsewhere and not any(_at_once(meeting.date, other.date) for other in elsewhere),
    )


def _words(question: Question, word: str, base: FactBase) -> str:
    quote = base.quotes[question.facts[0]]
    filled = " ".join(folded_words(question.prompt.replace("____", word)))
    whole = " ".join(part for segment in quote.segments for part in folded_words(segment))
    others = [" ".join(folded_words(other.text)) for other in base.quotes.values() if other.speaker == quote.speaker]
    return _verdict(f" {whole} " in f" {filled} ", not any(f" {other} " in f" {filled} " for other in others))


def _value(question: Question, value: str, base: FactBase) -> str:
    known = base.figures[question.facts[0]].value
    # At least three are at least two as well; asked for what the article gives, only its own number is right.
    open_ended = {"least", "most", "more", "less", "over", "up"} & set(folded_words(known))
    clear = question.kind != "true-or-false" or not open_ended
    return _verdict(known == value, clear and folded_words(known) != folded_words(value))


def _role(question: Question, title: str, base: FactBase) -> str:
    person = base.people[question.facts[0]]
    called = {words.lower() for role in person.roles for words in (role.title, *role.also)}
    held_by = [other for other in base.people.values() for role in other.roles if role.title == title]
    also = {words.lower() for other in held_by for role in other.roles if role.title == title for words in role.also}
    return _verdict(title.lower() in called, title.lower() not in called and not also & called)


def _several_speaker(question: Question, quote: str, base: FactBase) -> str:
    speaker = base.quotes[question.facts[0]].speaker
    return _verdict(base.quotes[quote].speaker == speaker, base.quotes[quote].speaker != speaker)


def _several_partner(question: Question, id_: str, base: FactBase) -> str:
    asked = [person.id for person in base.people.values() if f"did {person.name} " in question.prompt]
    together = [each for each in base.meetings.values() if {id_, *asked} <= {*each.participants, *each.attendees}]
    return _verdict(any(each.status == "held" for each in together), not together)


def _several_date(question: Question, event: str, base: FactBase) -> str:
    found = _DATE_IN_PROMPT.search(question.prompt)
    when = base.events[event].date
    if found is None or when is None:
        return UNCERTAIN
    month = parse_date(f"{found[2]}-{_MONTHS.index(found[1]) + 1:02}")
    return _verdict(when.within(month), not when.overlaps(month))


def _several_place(question: Question, meeting: str, base: FactBase) -> str:
    asked = next(
        place.id
        for place in base.places.values()
        if question.prompt.startswith(f"Which of these took place in {place.name}?")
    )
    place = base.meetings[meeting].place
    return _verdict(
        place == asked, place is not None and asked not in chain(place, base) and place not in chain(asked, base)
    )


def _several_status(question: Question, meeting: str, base: FactBase) -> str:
    held = base.meetings[meeting].reports[-1].status == "held"
    wanted = "not taken place" not in question.prompt
    return _verdict(held is wanted, held is not wanted)


def _several_outcome(question: Question, outcome: str, base: FactBase) -> str:
    meeting = base.meetings[question.facts[0]]
    return _verdict(outcome in meeting.outcomes, outcome in meeting.unresolved)


Check = Callable[[Question, str, FactBase], str]
_ONE: dict[str, Check] = {
    "speaker": _speaker,
    "partner": _partner,
    "actor": _actor,
    "date": _date,
    "place": _place,
    "status": _status,
    "outcome": _outcome,
    "words": _words,
    "value": _value,
    "role": _role,
}
_SEVERAL: dict[str, Check] = {
    "speaker": _several_speaker,
    "partner": _several_partner,
    "date": _several_date,
    "place": _several_place,
    "status": _several_status,
    "outcome": _several_outcome,
}
