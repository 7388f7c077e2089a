"""What a quiz shows to one person: receipts, the own result, what was missed, and the host's panel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import discord

from bot.quiz.model import LETTERS, Question
from bot.quiz.phrases import right_texts
from bot.quiz.scoring import Score, counted_rounds, is_right
from bot.quiz.state import Given, Session
from bot.store.quizzes import Quiz
from bot.surfaces.discord.quiz.board import Button, View, fitted, moment, number_of, rows, short, view_of
from bot.surfaces.discord.quiz.ids import HostVerb, id_of

MORE_SECONDS = 30.0
_ANSWER_WIDTH = 800
"""Of all that somebody marked in one question."""
_REVIEWED = 3
"""Missed questions on a page."""
_LABELS: dict[HostVerb, str] = {
    "open": "Open the first question",
    "close": "Close now",
    "next": "Next question",
    "pause": "Pause",
    "resume": "Go on",
    "more": f"{MORE_SECONDS:.0f} seconds more",
    "skip": "Do not count this one",
    "finish": "End the quiz",
    "cancel": "Cancel the quiz",
}


def receipt(session: Session, person: str) -> str:
    """What somebody's answer was taken for, and until when it can be changed."""
    given = session.answers[person, session.round]
    said = f"Your answer to question {session.round + 1}: **{answer_text(session.question, given)}**."
    deadline = session.deadline(person)
    if person in session.rules.extra_time and deadline is not None:
        return f"{said} You can change it; your time ends {moment(deadline)}."
    return f"{said} You can change it until the question closes."


def answer_text(question: Question, given: Given, most: int = _ANSWER_WIDTH) -> str:
    """An answer as it is shown to whoever gave it."""
    if question.typed is not None:
        return short(given.text, most)
    return short(", ".join(f"{LETTERS[mark]} {question.options[mark].text}" for mark in given.marks), most)


def own_result(quiz: Quiz, found: Mapping[str, Score], person: str) -> str:
    """The rank and the points of one person in a quiz that has ended, from everybody's score by their id."""
    mine = found.get(person)
    if mine is None:
        return "You took no part in this quiz."
    count = len(counted_rounds(quiz.session))
    return (
        f"You are number {mine.rank} of {len(found)} with {mine.points} points: "
        f"{mine.right} of {number_of(count, 'question')} right."
    )


def missed(session: Session, person: str) -> tuple[int, ...]:
    """The numbers of the counted questions that somebody did not answer rightly."""
    return tuple(
        number
        for number in counted_rounds(session)
        if (given := session.answers.get((person, number))) is None or not is_right(session.questions[number], given)
    )


def review(quiz: Quiz, person: str, page: int) -> View:
    """What somebody missed in a quiz that has ended, with the right answers and where they stand."""
    session = quiz.session
    if person not in session.players:
        return view_of(["You took no part in this quiz."])
    numbers = missed(session, person)
    if not numbers:
        return view_of(["You missed nothing: every question that counted is right."])
    last = (len(numbers) - 1) // _REVIEWED
    page = min(max(page, 0), last)
    part = numbers[page * _REVIEWED : (page + 1) * _REVIEWED]
    blocks = fitted(lambda most: ["\n".join(_reviewed(session, person, number, most)) for number in part])
    buttons: list[Button] = []
    if last:
        blocks.append(f"-# Page {page + 1} of {last + 1}")
        # The number of the button that is pressed stands in the place of the round, so that no two have one id.
        for number, (label, to, possible) in enumerate(
            (("Previous", page - 1, page > 0), ("Next", page + 1, page < last))
        ):
            id_ = id_of("review", quiz.id, number + 1, max(to, 0))
            buttons.append(discord.ui.Button(label=label, custom_id=id_, disabled=not possible))
    return view_of(blocks, buttons)


def _reviewed(session: Session, person: str, number: int, most: int) -> Iterator[str]:
    question, given = session.questions[number], session.answers.get((person, number))
    yield f"**Question {number + 1}:** {short(question.prompt, min(most, 400))}"
    yield f"You: {answer_text(question, given, min(most, 200)) if given is not None else 'no answer'}"
    yield f"**Right:** {short('; '.join(right_texts(question)[:3]), min(most, 200))}"
    yield short(question.explanation, min(most, 250))
    for source in question.sources[:2]:
        yield f"-# Source: {short(source, min(most, 120))}"


def panel(quiz: Quiz, note: str = "") -> View:
    """Where the quiz stands and what its host can do now. `note` says what came of the last press."""
    session = quiz.session
    blocks = [f"**Host of “{short(quiz.title, 100)}”**\n{_stands(session)}", *([note] if note else [])]
    buttons: list[Button] = [
        discord.ui.Button(label=_label(verb, session), custom_id=id_of(verb, quiz.id, session.round))
        for verb in _possible(session)
    ]
    return view_of(blocks, *rows(buttons))


def _label(verb: HostVerb, session: Session) -> str:
    if verb == "next" and session.round + 1 == len(session.questions):
        return "Show the result"
    return "Wait here" if verb == "pause" and session.phase == "closed" else _LABELS[verb]


def _stands(session: Session) -> str:
    question = f"Question {session.round + 1} of {len(session.questions)}"
    match session.phase:
        case "lobby":
            return f"Questions: {len(session.questions)}. Joined: {len(session.players)}."
        case "open":
            return f"{question} is open."
        case "paused":
            return f"{question} is paused."
        case "closed":
            waits = "the next one comes by itself" if session.next_at is not None else "go on when you like"
            return f"{question} is closed; {waits}."
        case _:
            return "The quiz is over."


def _possible(session: Session) -> Sequence[HostVerb]:
    timed = session.closes_at is not None
    more: tuple[HostVerb, ...] = ("more",) if timed else ()
    match session.phase:
        case "lobby":
            return "open", "cancel"
        case "open":
            return "close", "pause", *more, "skip", "finish"
        case "paused":
            return "resume", *more, "skip", "finish"
        case "closed":
            hold: tuple[HostVerb, ...] = ("pause",) if session.next_at is not None else ()
            skip: tuple[HostVerb, ...] = ("skip",) if session.round not in session.skipped else ()
            return "next", *hold, *skip, "finish"
        case _:
            return ()
