"""The direct answer in a sentence: what a person reads first."""

from __future__ import annotations

from bot.answers.views import MISSING, listed, named_source, role_line, upper
from bot.facts.dates import Date, spoken
from bot.facts.model import Event, Fact, FactBase, Figure, Meeting, Person, Quote

_TIMES = ("", "Once", "Twice", "Three times", "Four times", "Five times")


def lead(fact: Fact, base: FactBase) -> str:
    match fact:
        case Meeting():
            return _meeting(fact, base)
        case Quote():
            speaker = base.name(fact.speaker)
            told = f", as told by {base.name(fact.told_by)}" if fact.told_by else ""
            return f"{upper(speaker)}{told}, in {named_source(base.sources[fact.cite[0].source])}."
        case Person():
            roles = (role_line(fact, number, base) for number in range(len(fact.roles)))
            return f"{fact.name}: {'; '.join(roles)}."
        case Event():
            date = f" ({spoken(fact.date.edtf)})" if fact.date else ""
            return f"{fact.summary}{date}."
        case Figure():
            return f"{upper(fact.value)} {fact.unit}."


def _meeting(meeting: Meeting, base: FactBase) -> str:
    date = _on(meeting)
    place = f" in {_where(meeting, base)}" if meeting.place else ""
    title = upper(meeting.title)
    match meeting.status:
        case "held":
            return f"{title}: held{date}{place}."
        case "declined":
            who = listed(base.name(id_) for id_ in meeting.declined_by)
            return f"It did not take place: {who or 'one side'} declined the {meeting.title}{date}{place}."
        case "planned":
            return f"{title}: planned{date}{place}; no source reports that it took place."
        case "unconfirmed":
            return f"{title}: not confirmed{date}{place}."
        case _:
            return f"It did not take place as planned: {meeting.title}{date} was {meeting.status}."


def _on(meeting: Meeting) -> str:
    return f", {spoken(meeting.date.edtf)}" if meeting.date else ""


def _where(meeting: Meeting, base: FactBase) -> str:
    return base.places[meeting.place].name if meeting.place else MISSING


def direct(asks: str, facts: list[Fact], base: FactBase) -> str:
    """The answer to what was asked: a date for `when`, a place for `where`, an article for `source`, yes or no for
    `whether`."""
    best = facts[0]
    match asks, best:
        case "when", Meeting() | Event() | Quote() | Figure() if best.date is not None:
            return _dated(best.date, best, base)
        case "which year", Meeting() | Event() if best.date is not None:
            return _dated(best.date, best, base)
        case "source", Meeting() | Event() | Quote() | Figure():
            return f"{named_source(base.sources[best.cite[0].source])}. {lead(best, base)}"
        case "where", Meeting():
            return f"{upper(_where(best, base))}. {lead(best, base)}"
        case "whether", Meeting():
            return f"{_yes_or_no(best)} {lead(best, base)}"
        case "outcome", Meeting() if best.outcomes:
            return f"{'; '.join(best.outcomes)}. {lead(best, base)}"
        case "how often", Meeting():
            held = [fact for fact in facts if isinstance(fact, Meeting) and fact.status == "held"]
            times = _TIMES[len(held)] if len(held) < len(_TIMES) else f"{len(held)} times"
            places = listed(dict.fromkeys(f"{_where(fact, base)}{_on(fact)}" for fact in held))
            return f"{times}: {places}." if held else f"Never, as far as the fact base knows. {lead(best, base)}"
    if len(facts) > 1 and isinstance(best, Quote):
        speakers = {fact.speaker for fact in facts if isinstance(fact, Quote)}
        if len(speakers) > 1:
            return f"{len(facts)} quotes fit, of {listed(upper(base.name(id_)) for id_ in sorted(speakers))}."
        return f"{upper(base.name(best.speaker))} is on record with {len(facts)} quotes that fit."
    return lead(best, base)


def _dated(date: Date, fact: Fact, base: FactBase) -> str:
    day = f" ({date.earliest:%A})" if date.earliest == date.latest else ""
    return f"{upper(spoken(date.edtf))}{day}. {lead(fact, base)}"


def _yes_or_no(meeting: Meeting) -> str:
    return {
        "held": "On record as held.",
        "declined": "No.",
        "postponed": "No.",
        "cancelled": "No.",
        "planned": "Planned, not reported as held.",
        "unconfirmed": "Not confirmed.",
    }[meeting.status]
