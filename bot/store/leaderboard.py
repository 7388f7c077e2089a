"""Who did best over many quizzes, by class and time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.quiz.scoring import placed
from bot.store import tables
from bot.store.database import Database
from bot.store.results import MOST_LISTED, OF_ITS_QUESTION, POINTS, RIGHT


@dataclass(frozen=True, slots=True)
class Standing:
    person: str
    name: str
    """As in the newest of the quizzes."""
    points: int
    right: int
    quizzes: int
    """How many they joined."""
    rank: int
    """From 1; equal points give equal ranks, as in `Score`."""


async def leaderboard(
    database: Database, guild: int, school_class: str, since: float, until: float
) -> tuple[Standing, ...]:
    """Everybody who joined a quiz of this server and class that started from `since` on and before `until`, the best
    first; "" is all classes, and capitals make no other class. Only quizzes that were played to their end count. Raises
    StoreError."""
    quiz, player, answer = tables.quiz, tables.player, tables.answer
    async with database.read() as connection:
        wanted = _finished(guild, since, until)
        if school_class:
            spellings = (await _spellings(connection, guild)).get(school_class.casefold(), [])
            wanted.append(quiz.c.school_class.in_(spellings))
        joined = await connection.execute(
            select(player.c.person, player.c.name)
            .join(quiz, quiz.c.id == player.c.quiz)
            .where(*wanted)
            .order_by(quiz.c.started_at, quiz.c.id)
        )
        names = [(row.person, row.name) for row in joined]
        counted = await connection.execute(
            select(answer.c.person, POINTS, RIGHT)
            .join(tables.question, OF_ITS_QUESTION)
            .join(quiz, quiz.c.id == answer.c.quiz)
            .where(*wanted, tables.question.c.counted)
            .group_by(answer.c.person)
        )
        totals = {person: (points, right) for person, points, right in counted}
    # The newest name takes the place of those before.
    newest = dict(names)
    quizzes = Counter(person for person, _ in names)
    return tuple(
        Standing(person, newest[person], *totals.get(person, (0, 0)), quizzes[person], rank)
        for person, rank in placed(newest, {person: points for person, (points, _) in totals.items()})
    )


async def classes(database: Database, guild: int) -> tuple[str, ...]:
    """The classes that had a quiz in a server, the most recent first, each as it was written last. Raises
    StoreError."""
    async with database.read() as connection:
        spellings = (await _spellings(connection, guild)).values()
    return tuple(newest for newest, *_ in spellings)[:MOST_LISTED]


async def as_written(database: Database, guild: int, school_class: str) -> str:
    """The name of a class as a quiz had it last; as it is given where none had it. Raises StoreError."""
    async with database.read() as connection:
        newest, *_ = (await _spellings(connection, guild)).get(school_class.casefold(), [school_class])
    return newest


async def _spellings(connection: AsyncConnection, guild: int) -> dict[str, list[str]]:
    """The classes of a server without capitals, the most recent first -> how each was written, the newest first."""
    # The two databases do not agree on what a capital is, so neither is asked.
    quiz = tables.quiz.c
    written = await connection.execute(
        select(quiz.school_class)
        .where(quiz.guild == guild, quiz.school_class != "")
        .group_by(quiz.school_class)
        .order_by(func.max(quiz.started_at).desc(), quiz.school_class)
    )
    found: dict[str, list[str]] = {}
    for school_class in written.scalars():
        found.setdefault(school_class.casefold(), []).append(school_class)
    return found


def _finished(guild: int, since: float, until: float) -> list[ColumnElement[bool]]:
    quiz = tables.quiz.c
    return [quiz.guild == guild, quiz.phase == "finished", quiz.started_at >= since, quiz.started_at < until]
