"""When: the date of a meeting or an event, and dates of the same form before and after it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bot.facts.dates import Date, parse_date
from bot.facts.model import Event, FactBase, Meeting
from bot.quiz.kinds import who_met
from bot.quiz.making import WRONG, Choice, by_chance, choose, pick_wrong
from bot.quiz.model import Question
from bot.quiz.phrases import deed, in_brackets, in_place, people_in, tells_date, the

_DAY, _MONTH, _YEAR = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"\d{4}-(?:0\d|1[0-2])"), re.compile(r"\d{4}")
ONLY_REPORTED = ("reported", "in an article", "in articles", "given by")
"""How a basis begins that dates the report and not what it reports."""
_LONGEST = timedelta(days=7)
"""A longer stretch of days is too vague to be told from the one beside it."""
_LONGER = 3
_STEPS = {
    "days": (
        (7, 0.9),
        (14, 0.8),
        (21, 0.7),
        (28, 0.6),
        (35, 0.5),
        (49, 0.4),
        (63, 0.35),
        (77, 0.3),
        (91, 0.2),
        (119, 0.2),
    ),
    "month": ((1, 0.8), (2, 0.7), (3, 0.5), (4, 0.4), (5, 0.3), (6, 0.25), (8, 0.2), (10, 0.2), (12, 0.2)),
    "year": ((1, 0.8), (2, 0.6), (3, 0.5), (4, 0.3)),
}
"""How far off a wrong date is, in days, months or years, and how near that is. Days keep the day of the week."""


def questions(base: FactBase) -> Iterator[Question]:
    for number, (fact, prompt, explanation) in enumerate(dated(base)):
        if fact.date is None:
            continue
        right = Choice(str(fact.date), fact.date.edtf)
        taken = [other for other in other_dates(fact, base) if other is not None]
        free = [each for each in around(fact.date, fact.id) if not any(each[0].overlaps(date) for date in taken)]
        # So many of the others are earlier, in turn: left to chance, the right date would mostly be in the middle.
        earlier = number % (WRONG + 1)
        wrong = [
            *pick_wrong(f"when.{fact.id}", [right], _choices(free, fact.date, before=True), earlier),
            *pick_wrong(f"when.{fact.id}", [right], _choices(free, fact.date, before=False), WRONG - earlier),
        ]
        if len(wrong) == WRONG:
            yield choose(
                base,
                kind="when",
                asks="date",
                key=fact.id,
                prompt=prompt,
                right=[right],
                wrong=wrong,
                facts=[fact],
                explanation=explanation,
                in_order=True,
            )


def _choices(dates: Sequence[tuple[Date, float]], right: Date, *, before: bool) -> list[Choice]:
    """The dates on one side, without those in months with so long a name that the right one would look short."""
    sided = [(str(each), each.edtf, near) for each, near in dates if (each.earliest < right.earliest) is before]
    return [Choice(*each) for each in sided if len(each[0]) <= len(str(right)) + _LONGER]


def dated(base: FactBase) -> Iterator[tuple[Meeting | Event, str, str]]:
    """Facts with a date that can be asked for, the task, and the explanation; neither a date on which sources
    differ nor a task that tells it."""
    for meeting in base.meetings.values():
        if meeting.date is not None and step_of(meeting.date) and (task := _meeting(meeting, base)):
            yield meeting, task, who_met.explained(meeting, base)
    for event in base.events.values():
        known = not (event.date_basis or "").startswith(ONLY_REPORTED)
        clear = (
            known
            and event.status == "happened"
            and not tells_date(event.summary)
            and event.id not in base.conflicts_about
        )
        if event.date is not None and step_of(event.date) and clear:
            yield event, f"When was this? {event.summary}.", f"{event.summary}{in_brackets(event.date)}."


def _meeting(meeting: Meeting, base: FactBase) -> str | None:
    if meeting.status not in ("held", "planned", "declined"):
        return None
    who = people_in(meeting, base)
    if meeting.kind == "visit" and len(meeting.participants) == len(who) == 1:
        to = the(base.name(meeting.place)) if meeting.place else "the other country"
        return (
            f"When did {who[0]} visit {to}?"
            if meeting.status == "held"
            else f"For when did {who[0]} plan a visit to {to}?"
        )
    if meeting.kind == "visit" or len(who) < 2 or len(meeting.participants) < 1:
        return None
    rest = f"{deed(meeting)} {' and '.join(who[1:])}{in_place(meeting, base)}"
    match meeting.status:
        case "held":
            return f"When did {who[0]} {rest}?"
        case "planned":
            return f"For when was it planned that {who[0]} would {rest}?"
        case _:
            return f"A meeting was proposed and declined: when was {who[0]} to {rest}?"


def step_of(date: Date) -> str | None:
    """The unit in which a date is off by one, or None for a date that is too vague to ask for."""
    points = date.edtf.split("/")
    if all(_DAY.fullmatch(point) for point in points):
        return "days" if date.latest - date.earliest <= _LONGEST else None
    if _MONTH.fullmatch(date.edtf):
        return "month"
    return "year" if _YEAR.fullmatch(date.edtf) else None


def around(date: Date, seed: str) -> Iterator[tuple[Date, float]]:
    """Dates of the same form before and after, none of which has a day in common with it, and how near they are."""
    step = step_of(date)
    chance = by_chance(f"around {seed}")
    for size, near in _STEPS[step or "year"]:
        for sign in chance.sample((-1, 1), 2):
            other = shifted(date, sign * size)
            if not other.overlaps(date):
                yield other, near


def shifted(date: Date, by: int) -> Date:
    """The date so many days, months or years later, whichever its form is in."""
    if step_of(date) == "days":
        return parse_date("/".join(_day(point, by) for point in date.edtf.split("/")))
    if step_of(date) == "month":
        month = date.earliest.year * 12 + date.earliest.month - 1 + by
        return parse_date(f"{month // 12:04}-{month % 12 + 1:02}")
    return parse_date(f"{date.earliest.year + by:04}")


def _day(point: str, by: int) -> str:
    return (date.fromisoformat(point) + timedelta(days=by)).isoformat()


def other_dates(fact: Meeting | Event, base: FactBase) -> Iterator[Date | None]:
    """The dates of other meetings of the same people, which the task could mean as well."""
    if isinstance(fact, Meeting):
        for other in base.meetings.values():
            if other is not fact and set(fact.participants) <= {*other.participants, *other.attendees}:
                yield other.date
