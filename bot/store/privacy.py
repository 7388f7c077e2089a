"""What is stored about a person, told to them and deleted for them; and quizzes that are too old to keep."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import tables
from bot.store.content import question_from_json, rules_from_json, rules_to_json
from bot.store.database import Database
from bot.store.results import OF_ITS_QUESTION, chosen


@dataclass(frozen=True, slots=True)
class Held:
    """A quiz, without anybody in it."""

    id: str
    guild: int | None
    """None in a terminal."""
    title: str
    school_class: str
    started_at: float
    ended_at: float | None


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    number: int
    """Of the question, from 0."""
    prompt: str
    texts: tuple[str, ...]
    """The marked options, or the one text that was typed."""
    taken: float
    """Seconds since the question opened, without pauses."""
    correct: bool | None
    """None while the question can still be answered, so that nobody tries answers out."""
    points: int | None
    """As `correct`."""


@dataclass(frozen=True, slots=True)
class Played:
    quiz: Held
    name: str
    team: str
    answers: tuple[OwnAnswer, ...]


@dataclass(frozen=True, slots=True)
class ExtraTime:
    guild: int | None
    quiz: str
    """The id of the quiz for which it was noted; empty for what is noted for all quizzes to come in the server."""
    share: float


@dataclass(frozen=True, slots=True)
class About:
    """Everything that is stored about a person; quizzes are in the order of their beginning."""

    person: str
    hosted: tuple[Held, ...]
    played: tuple[Played, ...]
    extra_time: tuple[ExtraTime, ...]

    def as_json(self) -> dict[str, Any]:
        """Ready for json.dumps: times in ISO 8601, and the ids of servers as text, which keeps all their digits."""
        return {
            "person": self.person,
            "hosted": [_held_as_json(quiz) for quiz in self.hosted],
            "played": [_played_as_json(played) for played in self.played],
            "extra_time": [
                {"server": _id(extra.guild), "quiz": extra.quiz or None, "share": extra.share}
                for extra in self.extra_time
            ],
        }


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was deleted about a person, and what was not."""

    quizzes: int
    """How many they had joined."""
    answers: int
    still_hosting: tuple[Held, ...]
    """Running quizzes that they hold: who holds them is stored until they have ended and it is asked for again."""


async def about(database: Database, person: str) -> About:
    """Everything that is stored about a person. Raises StoreError."""
    quiz = tables.quiz.c
    async with database.read() as connection:
        quizzes = (
            await connection.execute(
                select(tables.quiz).where(_concerns(person)).order_by(quiz.started_at, quiz.id),
            )
        ).all()
        players = {row.quiz: row for row in await _all_of(connection, person, tables.player.c.person)}
        answers = await _answers(connection, person)
        noted = await _all_of(connection, person, tables.extra_time.c.person)
    in_quizzes = [(row, rules_from_json(row.rules).extra_time) for row in quizzes]
    return About(
        person,
        tuple(_held(row) for row in quizzes if row.host == person),
        tuple(
            Played(_held(row), players[row.id].name, players[row.id].team, tuple(answers.get(row.id, ())))
            for row in quizzes
            if row.id in players
        ),
        (
            *(ExtraTime(row.guild, "", row.share) for row in sorted(noted, key=lambda row: row.guild)),
            *(ExtraTime(row.guild, row.id, extra[person]) for row, extra in in_quizzes if person in extra),
        ),
    )


async def forget(database: Database, person: str) -> Forgotten:
    """Delete what `about` tells, but not who holds a quiz that is running. Raises StoreError.

    Whoever runs a quiz that the person is in notices it at the next writing, because its version is another.
    """
    quiz, player, answer = tables.quiz, tables.player, tables.answer
    async with database.write() as connection:
        # The rows are locked first, in one order, so that nobody writes into these quizzes meanwhile.
        wanted = select(quiz).where(_concerns(person)).order_by(quiz.c.id).with_for_update()
        quizzes = (await connection.execute(wanted)).all()
        ids = [row.id for row in quizzes]
        own_answers = answer.c.person == person, answer.c.quiz.in_(ids)
        answers = (await connection.execute(delete(answer).where(*own_answers))).rowcount
        own_players = player.c.person == person, player.c.quiz.in_(ids)
        joined = set((await connection.execute(select(player.c.quiz).where(*own_players))).scalars())
        await connection.execute(delete(player).where(*own_players))
        await connection.execute(delete(tables.extra_time).where(tables.extra_time.c.person == person))
        for row in quizzes:
            if changed := _without(person, row, row.id in joined):
                await connection.execute(update(quiz).where(quiz.c.id == row.id).values(changed))
    still_hosting = (_held(row) for row in quizzes if row.host == person and row.ended_at is None)
    return Forgotten(len(joined), answers, tuple(still_hosting))


async def forget_old(database: Database, before: float) -> int:
    """Delete quizzes that ended before a time, or began before it and never ended, with everything in them.

    Returns how many. Raises StoreError.
    """
    quiz = tables.quiz.c
    old = or_(quiz.ended_at < before, and_(quiz.ended_at.is_(None), quiz.started_at < before))
    async with database.write() as connection:
        return (await connection.execute(delete(tables.quiz).where(old))).rowcount


def _concerns(person: str) -> ColumnElement[bool]:
    """Of a quiz: whether it may hold anything about a person, who is searched for in the text of its rules."""
    quiz = tables.quiz.c
    joined = select(tables.player.c.quiz).where(tables.player.c.person == person)
    named = quiz.rules.contains(json.dumps(person, ensure_ascii=False), autoescape=True)
    return or_(quiz.host == person, quiz.id.in_(joined), named)


def _without(person: str, row: Any, joined: bool) -> Mapping[str, Any]:
    """What has to be written to the row of a quiz so that it does not name a person."""
    rules = rules_from_json(row.rules)
    others = {each: share for each, share in rules.extra_time.items() if each != person}
    named = person in rules.extra_time
    running = row.ended_at is None
    return {
        **({"rules": rules_to_json(replace(rules, extra_time=others))} if named else {}),
        **({"host": ""} if row.host == person and not running else {}),
        **({"version": row.version + 1} if running and (joined or named) else {}),
    }


async def _all_of(connection: AsyncConnection, person: str, column: Any) -> Iterable[Any]:
    return (await connection.execute(select(column.table).where(column == person))).all()


async def _answers(connection: AsyncConnection, person: str) -> dict[str, list[OwnAnswer]]:
    """The id of a quiz -> what the person answered in it, in the order of the questions."""
    answer, question, quiz = tables.answer, tables.question, tables.quiz
    rows = await connection.execute(
        select(answer, question.c.content, question.c.counted, question.c.skipped, quiz.c.ended_at)
        .join(question, OF_ITS_QUESTION)
        .join(quiz, quiz.c.id == answer.c.quiz)
        .where(answer.c.person == person)
        .order_by(answer.c.quiz, answer.c.number)
    )
    found: dict[str, list[OwnAnswer]] = {}
    for row in rows:
        found.setdefault(row.quiz, []).append(_own_answer(row))
    return found


def _own_answer(row: Any) -> OwnAnswer:
    question = question_from_json(row.content)
    texts = chosen(question, row.marks, row.text)
    if row.ended_at is None and not row.counted and not row.skipped:
        return OwnAnswer(row.number, question.prompt, texts, row.taken, None, None)
    return OwnAnswer(row.number, question.prompt, texts, row.taken, row.correct, row.points if row.counted else 0)


def _held(row: Any) -> Held:
    return Held(row.id, row.guild, row.title, row.school_class, row.started_at, row.ended_at)


def _held_as_json(quiz: Held) -> dict[str, Any]:
    return {
        "quiz": quiz.id,
        "server": _id(quiz.guild),
        "title": quiz.title,
        "class": quiz.school_class,
        "started": _time(quiz.started_at),
        "ended": None if quiz.ended_at is None else _time(quiz.ended_at),
    }


def _played_as_json(played: Played) -> dict[str, Any]:
    return {
        **_held_as_json(played.quiz),
        "name": played.name,
        "team": played.team,
        "answers": [
            {
                "number": answer.number + 1,
                "question": answer.prompt,
                "answer": list(answer.texts),
                "seconds": round(answer.taken, 1),
                "right": answer.correct,
                "points": answer.points,
            }
            for answer in played.answers
        ],
    }


def _id(guild: int | None) -> str | None:
    return None if guild is None else str(guild)


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
