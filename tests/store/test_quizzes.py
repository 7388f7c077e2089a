"""Quizzes in both databases: what is written is what is read, and the keys refuse what must not be twice."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.quiz.events import Answer, Cancel, Close, Event, Join, Leave, Next, Open, Pause, Skip
from bot.quiz.session import step
from bot.quiz.state import Rules, Session
from bot.store.database import Database
from bot.store.quizzes import (
    END,
    AlreadyRunning,
    Changed,
    Quiz,
    create,
    discard,
    load,
    new_id,
    save,
    set_board,
    unfinished,
)
from tests.quiz.shipped import question

QUESTIONS = (
    question("who-said.glaser-sleepwalking"),
    question("typed.place.burns-beijing-2023-05"),
    question("several-right.met.antony-blinken.qin-gang"),
)
RULES = Rules(20.0, speed_bonus=True, teams=("Rot & Weiß", "blue"), extra_time={"7": 0.5})


def new(channel: int | None = 5, guild: int | None = 3, **changes: object) -> Quiz:
    quiz = Quiz(new_id(), Session(QUESTIONS, RULES), guild, channel, "42", "7b", "Diplomacy", "a seed", 1000.25)
    return replace(quiz, **changes)  # type: ignore[arg-type]  # as given


async def play(database: Database, quiz: Quiz, *events: Event) -> Quiz:
    """Let events happen a second after the other, each written."""
    for event in events:
        after = step(quiz.session, event, quiz.session.opened_at + 1)
        assert isinstance(after, Session), after
        quiz = await save(database, quiz, after, 2000.0)
    return quiz


async def test_a_quiz_is_read_as_it_was_written_after_every_event(database: Database) -> None:
    quiz = new()
    await create(database, quiz)
    assert await load(database, quiz.id) == quiz
    for event in (
        Join("7", "=HYPERLINK(1)", "blue"),
        Open(),
        Answer("7", (2,)),
        Answer("7", (1,)),
        Pause(),
        Skip(),
        Next(),
        Answer("7", text="بيجين \u202e 😀"),
        Close(),
        Next(),
        Answer("7", (0, 2)),
        Leave("7"),
        Cancel(),
    ):
        quiz = await play(database, quiz, event)
        assert await load(database, quiz.id) == quiz, event
    assert quiz.ended_at == 2000.0
    assert len(quiz.session.answers) == 3


async def test_what_is_not_there_is_not_found(database: Database) -> None:
    assert await load(database, "nothing") is None
    quiz = new()
    await create(database, quiz)
    await discard(database, quiz.id)
    assert await load(database, quiz.id) is None


async def test_one_quiz_runs_in_a_channel(database: Database) -> None:
    outcomes = await asyncio.gather(*(create(database, new()) for _ in range(8)), return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AlreadyRunning"] * 7 + ["NoneType"]
    await create(database, new(channel=6))
    (first, second) = await unfinished(database, 0.0)
    assert {first.channel, second.channel} == {5, 6}
    first = await play(database, first, Cancel())
    await set_board(database, first.id, 1, END)
    assert [quiz.channel for quiz in await unfinished(database, 0.0)] == [second.channel]
    await create(database, new(channel=first.channel))
    with pytest.raises(AlreadyRunning):
        await create(database, new(channel=second.channel))


async def test_in_terminals_any_number_runs(database: Database) -> None:
    for _ in range(2):
        await create(database, new(None, None))
    assert await unfinished(database, 0.0) == ()


async def test_nobody_writes_over_what_somebody_else_wrote(database: Database) -> None:
    quiz = new()
    await create(database, quiz)
    joined = await play(database, quiz, Join("7", "Ada", "blue"))
    with pytest.raises(Changed):
        await play(database, quiz, Join("8", "Ben", "blue"))
    assert await load(database, quiz.id) == joined


async def test_the_board_is_kept_beside_the_session(database: Database) -> None:
    quiz = new()
    await create(database, quiz)
    await set_board(database, quiz.id, 1234567890123456789, 2)
    quiz = await play(database, quiz, Join("7", "Ada", "blue"))
    found = await load(database, quiz.id)
    assert found is not None
    assert (found.board, found.board_shows) == (1234567890123456789, 2)


async def test_a_quiz_whose_end_nobody_saw_is_found_again(database: Database) -> None:
    quiz = new()
    await create(database, quiz)
    await set_board(database, quiz.id, 1, 0)
    await play(database, quiz, Open(), Cancel())
    assert [found.id for found in await unfinished(database, 1999.0)] == [quiz.id]
    assert await unfinished(database, 2001.0) == ()
    await set_board(database, quiz.id, 2, END)
    assert await unfinished(database, 1999.0) == ()
