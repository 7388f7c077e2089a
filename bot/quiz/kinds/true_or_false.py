"""True or false: a fact as it is, or with its speaker, place, date, outcome, value or office changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.answers.views import upper
from bot.facts.dates import parse_date
from bot.facts.model import FactBase, Meeting, Person
from bot.quiz.kinds import when, where, which_figure, who_said
from bot.quiz.kinds.did_it_happen import undisputed
from bot.quiz.kinds.who_met import explained as meeting_explained
from bot.quiz.making import Choice, Subject, by_chance, choose
from bot.quiz.model import EASY, HARD, MEDIUM, Asks, Question
from bot.quiz.people import peers
from bot.quiz.phrases import explained, in_brackets, occasion, on_date, source_of, the, words_of_quote

_TASK = "True or false?"


def questions(base: FactBase) -> Iterator[Question]:
    yield from _speakers(base)
    yield from _places(base)
    yield from _dates(base)
    yield from _statuses(base)
    yield from _figures(base)
    yield from _offices(base)


def _one(
    base: FactBase, asks: Asks, fact: Subject, right: Choice, others: Sequence[Choice], explanation: str
) -> Iterator[tuple[Choice, Question]]:
    """What to state, and the question without its statement: true for every other fact, as its id has it."""
    key = f"{asks}.{fact.id}"
    chance = by_chance(f"true {key}")
    true = chance.random() < 0.5
    if not true and not others:
        return
    stated = right if true else chance.choice(list(others))
    level = MEDIUM if true else HARD if stated.nearness >= 0.7 else MEDIUM if stated.nearness >= 0.4 else EASY
    yes, no = Choice("True", "true"), Choice("False", "false")
    yield (
        stated,
        choose(
            base,
            kind="true-or-false",
            asks=asks,
            key=key,
            prompt="",
            right=[yes if true else no],
            wrong=[no if true else yes],
            facts=[fact],
            explanation=explanation,
            level=level,
            claimed=stated.stands_for,
        ),
    )


def _speakers(base: FactBase) -> Iterator[Question]:
    for quote, speaker in who_said.telling_quotes(base):
        others = list(who_said.others_for(quote, speaker, base))
        right = Choice(speaker.name, speaker.id)
        for stated, made in _one(base, "speaker", quote, right, others, explained(quote, base)):
            yield _stating(
                made, f"These words are {stated.text}’s: {words_of_quote(quote)} ({source_of(quote, base)})."
            )


def _stating(question: Question, statement: str) -> Question:
    prompt = f"{_TASK} {statement}"
    # Options stand in the order in which people say them.
    options = tuple(sorted(question.options, key=lambda option: option.text != "True"))
    return replace(question, prompt=prompt, options=options)


def _places(base: FactBase) -> Iterator[Question]:
    for fact, place, _, explanation in where.placed(base):
        told = isinstance(fact, Meeting) and fact.status == "held" and occasion(fact, base, place=False)
        if told and isinstance(fact, Meeting):
            others = [each for each in where.others_for(fact, place, base) if each.nearness > 0.5]
            for stated, made in _one(base, "place", fact, Choice(place.name, place.id), others, explanation):
                if fact.kind == "visit":
                    name = base.name(fact.participants[0])
                    yield _stating(
                        made, f"By the articles, {name}’s visit{in_brackets(fact.date)} was to {the(stated.text)}."
                    )
                else:
                    yield _stating(made, f"{upper(told)} took place in {the(stated.text)}.")


def _dates(base: FactBase) -> Iterator[Question]:
    for fact, _, explanation in when.dated(base):
        if fact.date is None or (isinstance(fact, Meeting) and fact.status != "held"):
            continue
        told = occasion(fact, base, date=False) if isinstance(fact, Meeting) else fact.summary
        taken = [each for each in when.other_dates(fact, base) if each is not None]
        others = [
            Choice(str(each), each.edtf, near)
            for each, near in when.around(fact.date, fact.id)
            if not any(each.overlaps(other) for other in taken)
        ]
        right = Choice(str(fact.date), fact.date.edtf)
        if told:
            for stated, made in _one(base, "date", fact, right, others, explanation):
                then = on_date(parse_date(stated.stands_for))
                verb = "were" if isinstance(fact, Meeting) and fact.kind == "talks" else "was"
                was = f"{upper(told)} {verb} {then}" if isinstance(fact, Meeting) else f"{told}. This was {then}"
                yield _stating(made, f"{was}.")


def _statuses(base: FactBase) -> Iterator[Question]:
    words = {
        "held": "took place",
        "planned": "had only been planned when the newest article appeared",
        "declined": "did not take place, because one side declined",
    }
    for meeting, told in undisputed(base):
        if meeting.status in words:
            right = Choice(words[meeting.status], meeting.status)
            others = [Choice(text, status, 0.7) for status, text in words.items() if status != meeting.status]
            for stated, made in _one(base, "status", meeting, right, others, meeting_explained(meeting, base)):
                yield _stating(made, f"{upper(told)} {stated.text}.")


def _figures(base: FactBase) -> Iterator[Question]:
    for figure in which_figure.askable(base):
        if which_figure.is_bound(figure.value):
            continue
        others = [Choice(text, text, near) for text, near in which_figure.others_for(figure.value)]
        right = Choice(figure.value, figure.value)
        for stated, made in _one(base, "value", figure, right, others, which_figure.explained(figure)):
            yield _stating(made, which_figure.explained(figure, stated.text))


def _offices(base: FactBase) -> Iterator[Question]:
    for person in base.people.values():
        title = person.roles[0].title
        others = _titles(person, base)
        if person.id in base.conflicts_about or not others:
            continue
        explanation = f"{person.name}: {title}."
        for stated, made in _one(base, "role", person, Choice(title, title), others, explanation):
            yield _stating(made, f"{person.name}’s role in the articles is {stated.text}.")


def _titles(person: Person, base: FactBase) -> list[Choice]:
    """What people like this one are and this one is not."""
    own = {role.title for role in person.roles}
    found = []
    for other in peers(person, base):
        title = other.roles[0].title
        # A spokeswoman is no man: that would be told by the name.
        clear = other.id not in base.conflicts_about and "woman" not in title
        if clear and title not in own and not _shared(person, other):
            found.append(Choice(title, title, 0.5))
    return found


def _shared(person: Person, other: Person) -> bool:
    mine = {called for role in person.roles for called in (role.title.lower(), *role.also)}
    return any(called in mine for role in other.roles for called in (role.title.lower(), *role.also))
