"""Several right answers: all of them are to be marked, and only those."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.answers.views import upper
from bot.facts.dates import parse_date
from bot.facts.model import Event, FactBase, Meeting, Person, Quote
from bot.quiz.kinds import when, who_said
from bot.quiz.making import Choice, Subject, alike, choose, overlapping, pick_wrong
from bot.quiz.model import Asks, Question
from bot.quiz.people import group, peers, sources_of
from bot.quiz.phrases import in_place, occasion, tells_date, words_of_quote

_RIGHT = 2
_ALL = "Mark all that are right."


def questions(base: FactBase) -> Iterator[Question]:
    yield from _words(base)
    yield from _partners(base)
    yield from _statuses(base)
    yield from _places(base)
    yield from _months(base)
    yield from _unresolved(base)


def _made(  # noqa: PLR0913 - the parts of a question, as in choose
    base: FactBase,
    *,
    asks: Asks,
    key: str,
    prompt: str,
    right: Sequence[Choice],
    candidates: Sequence[Choice],
    facts: Sequence[Subject],
    explanation: str,
) -> Iterator[Question]:
    if not all(alike(one.text, other.text) for one in right for other in right):
        return
    if any(overlapping(one.text, other.text) for one in right for other in right if one is not other):
        return
    wrong = pick_wrong(f"several-right.{key}", right, candidates, count=_RIGHT)
    if len(wrong) == _RIGHT:
        yield choose(
            base,
            kind="several-right",
            asks=asks,
            key=key,
            prompt=f"{prompt} {_ALL}",
            right=right,
            wrong=wrong,
            facts=facts,
            explanation=explanation,
        )


def _words(base: FactBase) -> Iterator[Question]:
    """Which of these did somebody say?"""
    said: dict[str, list[tuple[Quote, Person]]] = {}
    for quote, speaker in who_said.telling_quotes(base):
        said.setdefault(speaker.id, []).append((quote, speaker))
    for own in said.values():
        speaker = own[0][1]
        ordered = sorted((quote for quote, _ in own), key=lambda quote: len(quote.text))
        others = [quote for person in peers(speaker, base) for quote, _ in said.get(person.id, ())]
        for pair in zip(ordered[::2], ordered[1::2], strict=False):
            source = {citation.source for quote in pair for citation in quote.cite}
            candidates = [
                Choice(words_of_quote(quote), quote.id, 0.9 if quote.cite[0].source in source else 0.5)
                for quote in others
                if speaker.id not in quote.related and not quote.told_by
            ]
            yield from _made(
                base,
                asks="speaker",
                key=f"said.{pair[0].id}",
                prompt=f"Which of these words are {speaker.name}’s?",
                right=[Choice(words_of_quote(quote), quote.id) for quote in pair],
                candidates=candidates,
                facts=pair,
                explanation=f"{speaker.name}: " + "; ".join(words_of_quote(quote) for quote in pair) + ".",
            )


def _partners(base: FactBase) -> Iterator[Question]:
    """Whom did somebody meet?"""
    for person in base.people.values():
        meetings = [
            meeting
            for meeting in base.meetings.values()
            if person.id in meeting.participants and meeting.status == "held" and meeting.kind != "visit"
        ]
        mine = group(person, base)
        met = {
            id_: meeting
            for meeting in meetings
            for id_ in meeting.participants
            if id_ in base.people and id_ != person.id and group(base.people[id_], base) != mine
        }
        if len(met) < _RIGHT:
            continue
        partners = [base.people[id_] for id_ in list(met)]
        near = sources_of(person)
        for first, second in zip(partners[::2], partners[1::2], strict=False):
            known = {id_ for meeting in base.meetings.values() if person.id in _all(meeting) for id_ in _all(meeting)}
            candidates = [
                Choice(other.name, other.id, 0.9 if near & sources_of(other) else 0.4)
                for other in peers(first, base)
                if other.id not in known and other != person
            ]
            facts = tuple(dict.fromkeys((met[first.id], met[second.id])))
            yield from _made(
                base,
                asks="partner",
                key=f"met.{person.id}.{first.id}",
                prompt=f"Whom did {person.name} meet for talks, by the articles?",
                right=[Choice(each.name, each.id) for each in (first, second)],
                candidates=candidates,
                facts=facts,
                explanation="; ".join(upper(occasion(each, base) or each.title) for each in facts) + ".",
            )


def _all(meeting: Meeting) -> tuple[str, ...]:
    return (*meeting.participants, *meeting.attendees)


def _told(base: FactBase, *, place: bool = True, date: bool = True) -> list[tuple[Meeting, str]]:
    found = ((meeting, occasion(meeting, base, place=place, date=date)) for meeting in base.meetings.values())
    return [(meeting, upper(told)) for meeting, told in found if told]


def _statuses(base: FactBase) -> Iterator[Question]:
    """Which of these took place, and which did not?"""
    told = [
        (meeting, text)
        for meeting, text in _told(base)
        if not any(report.status in ("cancelled", "postponed") for report in meeting.reports)
    ]
    held = [(meeting, text) for meeting, text in told if meeting.status == "held"]
    other = [(meeting, text) for meeting, text in told if meeting.status in ("declined", "planned", "unconfirmed")]
    for name, right, wrong in (("held", held, other), ("open", other, held)):
        asked = "took place, by the newest report" if name == "held" else "had, by the newest report, not taken place"
        for first, second in zip(right[::2], right[1::2], strict=False):
            yield from _made(
                base,
                asks="status",
                key=f"{name}.{first[0].id}",
                prompt=f"Which of these {asked}?",
                right=[Choice(text, meeting.id) for meeting, text in (first, second)],
                candidates=[Choice(text, meeting.id, 0.6) for meeting, text in wrong],
                facts=[first[0], second[0]],
                explanation="; ".join(f"{text}: {meeting.status}" for meeting, text in (first, second)) + ".",
            )


def _places(base: FactBase) -> Iterator[Question]:
    """Which of these were in one city?"""
    told = [
        (meeting, text)
        for meeting, text in _told(base, place=False)
        if meeting.status == "held" and meeting.place and meeting.id not in base.conflicts_about
    ]
    for place in base.places.values():
        if place.within is None:
            continue
        here = [(meeting, text) for meeting, text in told if meeting.place == place.id]
        away = [(meeting, text) for meeting, text in told if meeting.place not in (place.id, place.within)]
        for first, second in zip(here[::2], here[1::2], strict=False):
            people = {*first[0].participants, *second[0].participants}
            yield from _made(
                base,
                asks="place",
                key=f"in.{place.id}.{first[0].id}",
                prompt=f"Which of these took place in {place.name}?",
                right=[Choice(text, meeting.id) for meeting, text in (first, second)],
                candidates=[
                    Choice(text, meeting.id, 0.9 if people & set(meeting.participants) else 0.5)
                    for meeting, text in away
                ],
                facts=[first[0], second[0]],
                explanation="; ".join(f"{text}{in_place(meeting, base)}" for meeting, text in (first, second)) + ".",
            )


def _months(base: FactBase) -> Iterator[Question]:
    """What happened in a month?"""
    dated = [
        (event, upper(event.summary))
        for event in base.events.values()
        if event.date is not None
        and event.status == "happened"
        and not tells_date(event.summary)
        and event.id not in base.conflicts_about
        and not (event.date_basis or "").startswith(when.ONLY_REPORTED)
    ]
    months = dict.fromkeys(event.date.edtf[:7] for event, _ in dated if event.date and event.date.edtf[4:5] == "-")
    for month in months:
        whole = parse_date(month)
        here = sorted(
            ((event, text) for event, text in dated if event.date and event.date.within(whole)),
            key=lambda each: len(each[1]),
        )
        away = [(event, text) for event, text in dated if event.date and not event.date.overlaps(whole)]
        for first, second in zip(here[::2], here[1::2], strict=False):
            yield from _made(
                base,
                asks="date",
                key=f"month.{month}.{first[0].id}",
                prompt=f"Which of these happened in {whole}?",
                right=[Choice(text, event.id) for event, text in (first, second)],
                candidates=[Choice(text, event.id, _near(first[0], event)) for event, text in away],
                facts=[first[0], second[0]],
                explanation="; ".join(f"{text} ({event.date})" for event, text in (first, second)) + ".",
            )


def _near(event: Event, other: Event) -> float:
    """How near in time: within two months, within half a year, or farther."""
    if event.date is None or other.date is None:
        return 0.0
    days = abs((event.date.latest - other.date.latest).days)
    return 0.85 if days <= 62 else 0.5 if days <= 183 else 0.2


def _unresolved(base: FactBase) -> Iterator[Question]:
    """What came of a visit, beside what stayed unresolved."""
    for meeting in base.meetings.values():
        told = occasion(meeting, base)
        if told and len(meeting.outcomes) >= _RIGHT and len(meeting.unresolved) >= _RIGHT:
            yield from _made(
                base,
                asks="outcome",
                key=f"outcomes.{meeting.id}",
                prompt=f"What came of {told}, by the articles?",
                right=[Choice(each, each) for each in meeting.outcomes[:_RIGHT]],
                candidates=[Choice(each, each, 0.9) for each in meeting.unresolved],
                facts=[meeting],
                explanation=f"{upper(told)}: {'; '.join(meeting.outcomes)}.",
            )
