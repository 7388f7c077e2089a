"""What people are told and what is deleted is everything, and nothing of anybody else."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from bot.quiz.events import Answer, Close, Join, Next, Open, Pause, Refusal
from bot.quiz.state import Player, Rules, Session
from bot.store import tables
from bot.store.database import Database
from bot.store.privacy import ExtraTime, Forgotten, Held, OwnAnswer, Played, about, forget, forget_old
from bot.store.quizzes import Quiz, create, load
from bot.store.results import ended, results
from bot.store.running import Gone
from bot.store.servers import allow, extra_time
from tests.store.played import ADA, BEN, RIGHT, WRONG, held, marked, over, typed
from tests.store.test_quizzes import QUESTIONS, new
from tests.store.test_running import Clock, started

GUILD = 3
PEOPLE = ("7", "77", "%", "_", '"7"', "\\", "🙂", "it's; --")
"""Ids that must not be taken for one another, whatever they mean to a query."""


async def counts(database: Database) -> dict[str, int]:
    """How many rows each table has."""
    kept = [table for table in tables.METADATA.sorted_tables if table is not tables.migration]
    async with database.read() as connection:
        return {
            table.name: (await connection.execute(select(func.count()).select_from(table))).scalar_one()
            for table in kept
        }


def as_held(quiz: Quiz) -> Held:
    return Held(quiz.id, quiz.guild, quiz.title, quiz.school_class, quiz.started_at, quiz.ended_at)


async def two_quizzes(database: Database) -> tuple[Quiz, Quiz]:
    """One in which Ada and Ben played and that Ada held, and one that Ben held for himself."""
    answers = {("7", 0): marked(RIGHT), ("8", 0): marked(WRONG), ("7", 1): typed("Paris"), ("7", 2): marked(0)}
    rules = Rules(extra_time={"7": 0.5, "8": 0.25})
    both = over((replace(ADA, team="red"), BEN), answers, skipped=(2,), rules=rules)
    first = await held(database, both, host="7", started_at=10.0)
    second = await held(database, over((BEN,), {("8", 0): marked(RIGHT)}), 3000.0, host="8", started_at=20.0)
    await allow(database, GUILD, "7", 0.5)
    await allow(database, GUILD, "8", 0.25)
    await allow(database, 4, "7", 1.0)
    return first, second


async def test_everything_about_a_person_is_told(database: Database) -> None:
    first, _ = await two_quizzes(database)
    found = await about(database, "7")
    options = QUESTIONS[0].options
    several = (QUESTIONS[2].options[0].text,)
    assert found.hosted == (as_held(first),)
    assert found.played == (
        Played(
            as_held(first),
            "Ada",
            "red",
            (
                OwnAnswer(0, QUESTIONS[0].prompt, (options[RIGHT].text,), 2.5, correct=True, points=100),
                OwnAnswer(1, QUESTIONS[1].prompt, ("Paris",), 4.0, correct=False, points=0),
                OwnAnswer(2, QUESTIONS[2].prompt, several, 2.5, correct=False, points=0),
            ),
        ),
    )
    assert found.extra_time == (ExtraTime(GUILD, "", 0.5), ExtraTime(4, "", 1.0), ExtraTime(GUILD, first.id, 0.5))


async def test_it_can_be_handed_over_as_json(database: Database) -> None:
    quiz, _ = await two_quizzes(database)
    found = json.loads(json.dumps((await about(database, "7")).as_json()))
    (hosted,) = found["hosted"]
    assert hosted == {
        "quiz": quiz.id,
        "server": "3",
        "title": "Diplomacy",
        "class": "7b",
        "started": "1970-01-01T00:00:10+00:00",
        "ended": "1970-01-01T00:33:20+00:00",
    }
    (played,) = found["played"]
    assert {key: played[key] for key in hosted} == hosted
    assert (played["name"], played["team"]) == ("Ada", "red")
    assert played["answers"][1] == {
        "number": 2,
        "question": QUESTIONS[1].prompt,
        "answer": ["Paris"],
        "seconds": 4.0,
        "right": False,
        "points": 0,
    }
    assert found["extra_time"][1:] == [
        {"server": "4", "quiz": None, "share": 1.0},
        {"server": "3", "quiz": quiz.id, "share": 0.5},
    ]


async def test_about_somebody_unknown_there_is_nothing(database: Database) -> None:
    await two_quizzes(database)
    found = await about(database, "9")
    assert found.as_json() == {"person": "9", "hosted": [], "played": [], "extra_time": []}
    before = await counts(database)
    assert await forget(database, "9") == Forgotten(0, 0, ())
    assert await counts(database) == before


async def test_whether_an_answer_is_right_is_told_once_it_cannot_be_changed(database: Database) -> None:
    async with started(database, Clock()) as running:
        await running.submit(Join("7", "Ada"), Open(), Answer("7", (RIGHT,)))
        for event, told in ((Pause(), None), (Close(), True)):
            (answer,) = (await about(database, "7")).played[0].answers
            assert (answer.correct, answer.points) == (None, None)
            await running.submit(event)
            (answer,) = (await about(database, "7")).played[0].answers
            assert answer.correct is told
        await running.submit(Next(), Answer("7", text="Paris"))
        assert [answer.correct for answer in (await about(database, "7")).played[0].answers] == [True, None]


async def test_a_person_is_forgotten_and_nobody_else(database: Database) -> None:
    first, second = await two_quizzes(database)
    others = await about(database, "8")
    assert await forget(database, "7") == Forgotten(1, 3, ())
    assert (await about(database, "7")).as_json() == {"person": "7", "hosted": [], "played": [], "extra_time": []}
    assert await about(database, "8") == others
    assert await extra_time(database, GUILD) == {"8": 0.25}
    found = await load(database, first.id)
    assert found is not None
    assert found.host == ""
    assert found.session.rules.extra_time == {"8": 0.25}
    assert set(found.session.players) == {"8"}
    assert await load(database, second.id) == second
    left = await results(database, GUILD, first.id)
    assert left is not None
    assert [pupil.name for pupil in left.pupils] == ["Ben"]
    assert left.questions[1].answered == 0


@pytest.mark.parametrize("person", PEOPLE)
async def test_no_id_is_taken_for_another(database: Database, person: str) -> None:
    players = tuple(Player(each, each, "7") for each in PEOPLE)
    rules = Rules(teams=("7",), extra_time=dict.fromkeys(PEOPLE, 0.5))
    quiz = await held(database, over(players, {(each, 0): marked(RIGHT) for each in PEOPLE}, rules=rules))
    for each in PEOPLE:
        await held(database, over((), {}), host=each)
    await forget(database, person)
    found = await load(database, quiz.id)
    assert found is not None
    others = set(PEOPLE) - {person}
    assert set(found.session.players) == set(found.session.rules.extra_time) == others
    assert {each for each, _ in found.session.answers} == others
    assert found.session.rules.teams == ("7",)
    assert sorted(each.host for each in await ended(database, GUILD)) == sorted([*others, "", "42"])


async def test_who_holds_a_running_quiz_is_kept_and_said(database: Database) -> None:
    quiz = new(host="7")
    await create(database, quiz)
    await allow(database, GUILD, "7", 0.5)
    assert await forget(database, "7") == Forgotten(0, 0, (as_held(quiz),))
    found = await load(database, quiz.id)
    assert found is not None
    assert found.host == "7"
    # `new` names them in its rules, from where they are gone, so whoever runs the quiz reads it again.
    assert found.session.rules.extra_time == {}
    assert found.version == quiz.version + 1


async def test_a_running_quiz_in_which_a_person_does_not_play_is_not_disturbed(database: Database) -> None:
    quiz = new(host="9", session=Session(QUESTIONS, Rules()))
    await create(database, quiz)
    await forget(database, "9")
    assert await load(database, quiz.id) == quiz


async def test_a_running_quiz_goes_on_without_whoever_was_forgotten(database: Database) -> None:
    async with started(database, Clock()) as running:
        await running.submit(Join("7", "Ada"), Join("8", "Ben"), Open(), Answer("7", (RIGHT,)), Answer("8", (WRONG,)))
        assert await forget(database, "7") == Forgotten(1, 1, ())
        assert await running.submit(Answer("7", (WRONG,))) == Refusal("Join the quiz first.")
        assert isinstance(await running.submit(Answer("8", (RIGHT,))), Session)
        assert set(running.quiz.session.players) == {"8"}
        assert set(running.quiz.session.answers) == {("8", 0)}
        assert await load(database, running.quiz.id) == running.quiz
        assert isinstance(await running.submit(Join("7", "Ada")), Session)


async def test_answering_while_being_forgotten_breaks_nothing(database: Database) -> None:
    async with started(database, Clock()) as running:
        await running.submit(Join("7", "Ada"), Join("8", "Ben"), Open())
        answers = (running.submit(Answer(person, (number % 4,))) for number in range(10) for person in ("7", "8"))
        forgotten, outcomes = await asyncio.gather(forget(database, "7"), asyncio.gather(*answers))
        assert forgotten.quizzes == 1
        assert all(isinstance(outcome, Session) for outcome in outcomes[1::2])
        await running.submit(Answer("8", (RIGHT,)), Close())
        assert await load(database, running.quiz.id) == running.quiz
        assert {person for person, _ in running.quiz.session.answers} == {"8"}


async def test_old_quizzes_are_deleted_with_everything_in_them(database: Database) -> None:
    kept = await held(database, over((BEN,), {("8", 0): marked(RIGHT)}), 500.0)
    rows = await counts(database)
    for ended_at in (100.0, 499.5):
        await held(database, over((ADA, BEN), {("7", 0): marked(RIGHT), ("8", 2): marked(0)}), ended_at)
    await create(database, new(started_at=499.5))
    alone = Session(QUESTIONS, players={"you": Player("you", "you")})
    await create(database, new(None, None, started_at=1.0, session=alone))
    assert await forget_old(database, 500.0) == 4
    assert await counts(database) == rows
    assert await load(database, kept.id) == kept
    assert await forget_old(database, 500.0) == 0


async def test_a_running_quiz_that_is_not_old_is_kept(database: Database) -> None:
    quiz = new(started_at=500.0)
    await create(database, quiz)
    assert await forget_old(database, 500.0) == 0
    assert await load(database, quiz.id) == quiz


async def test_whoever_runs_a_quiz_that_is_too_old_learns_that_it_is_gone(database: Database) -> None:
    async with started(database, Clock()) as running:
        assert await forget_old(database, running.quiz.started_at + 1) == 1
        with pytest.raises(Gone):
            await running.submit(Join("7", "Ada"))
