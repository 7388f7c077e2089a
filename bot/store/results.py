"""What came of a quiz: who knew what, and which questions were hard. Every total is a query over the answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, cast, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.quiz.model import Question
from bot.quiz.scoring import Score, TeamScore, placed, team_scores
from bot.store import tables
from bot.store.content import question_from_json
from bot.store.database import Database

MOST_LISTED = 25
"""As many as Discord shows in one list."""
POINTS = func.sum(tables.answer.c.points)
RIGHT = func.sum(cast(tables.answer.c.correct, Integer))
OF_ITS_QUESTION: ColumnElement[bool] = and_(
    tables.question.c.quiz == tables.answer.c.quiz, tables.question.c.number == tables.answer.c.number
)


@dataclass(frozen=True, slots=True)
class Ended:
    """A quiz that is over."""

    id: str
    title: str
    school_class: str
    host: str
    """A person's id; empty once they had what is stored about them deleted."""
    started_at: float
    ended_at: float
    phase: str
    """finished or cancelled."""
    players: int
    rounds: int
    """How many of its questions count."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the quiz and how it was answered, by those who answered it."""

    number: int
    """From 0."""
    question: Question
    skipped: bool
    counted: bool
    """False for one that was skipped or never closed."""
    answered: int
    right: int
    most_chosen_wrong: str
    """The wrong option that most marked, or the wrong text that most typed; empty where nobody did."""
    times_chosen: int

    @property
    def opened(self) -> bool:
        """Whether anybody could see it."""
        return self.counted or self.skipped

    @property
    def difficulty(self) -> float | None:
        """The share of the answers that were right, as in test theory: the higher, the easier. None without any."""
        return self.right / self.answered if self.answered else None


@dataclass(frozen=True, slots=True)
class Response:
    """Somebody's answer to a question."""

    person: str
    number: int
    """Of the question, from 0."""
    texts: tuple[str, ...]
    """The marked options, or the one text that was typed."""
    correct: bool
    points: int
    """0 where the question does not count."""
    taken: float
    """Seconds since the question opened, without pauses."""


@dataclass(frozen=True, slots=True)
class Results:
    quiz: Ended
    pupils: tuple[Score, ...]
    """Everybody who joined, the best first."""
    teams: tuple[TeamScore, ...]
    questions: tuple[Asked, ...]
    responses: tuple[Response, ...]
    """By question, then by person."""


async def ended(database: Database, guild: int, limit: int = MOST_LISTED) -> tuple[Ended, ...]:
    """The quizzes of a server that are over, the newest first. Raises StoreError."""
    newest = tables.quiz.c.ended_at.desc(), tables.quiz.c.id
    async with database.read() as connection:
        return await _ended(connection, _of_server(guild).order_by(*newest).limit(limit))


async def newest(database: Database, guild: int) -> str | None:
    """The id of the quiz of a server that was finished last, or else cancelled last. Raises StoreError."""
    quiz = tables.quiz.c
    wanted = (
        select(quiz.id)
        .where(quiz.guild == guild, quiz.ended_at.is_not(None))
        .order_by((quiz.phase == "finished").desc(), quiz.ended_at.desc(), quiz.id)
        .limit(1)
    )
    async with database.read() as connection:
        return (await connection.execute(wanted)).scalar()


async def results(database: Database, guild: int, quiz_id: str) -> Results | None:
    """What came of a quiz; None where this server has none with that id that is over. Raises StoreError."""
    async with database.read() as connection:
        found = await _ended(connection, _of_server(guild).where(tables.quiz.c.id == quiz_id))
        if not found:
            return None
        pupils = await _pupils(connection, quiz_id)
        answer, question = tables.answer, tables.question
        given = await connection.execute(
            select(answer, question.c.counted)
            .join(question, OF_ITS_QUESTION)
            .where(answer.c.quiz == quiz_id)
            .order_by(answer.c.number, answer.c.person)
        )
        answers = given.all()
        questions = await _asked(connection, quiz_id, answers)
    by_number = {each.number: each.question for each in questions}
    responses = tuple(_response(by_number[row.number], row) for row in answers)
    return Results(found[0], pupils, team_scores(pupils), questions, responses)


def chosen(question: Question, marks: str, text: str) -> tuple[str, ...]:
    """What an answer says, from how it is stored: the texts of the marked options, or the text that was typed."""
    if question.typed is not None:
        return (text,)
    return tuple(question.options[int(mark)].text for mark in marks.split())


def _of_server(guild: int) -> Select[Any]:
    quiz = tables.quiz.c
    players = select(func.count()).select_from(tables.player).where(tables.player.c.quiz == quiz.id)
    rounds = select(func.count()).where(tables.question.c.quiz == quiz.id, tables.question.c.counted)
    columns = quiz.id, quiz.title, quiz.school_class, quiz.host, quiz.started_at, quiz.ended_at, quiz.phase
    counts = players.scalar_subquery().label("players"), rounds.scalar_subquery().label("rounds")
    return select(*columns, *counts).where(quiz.guild == guild, quiz.ended_at.is_not(None))


async def _ended(connection: AsyncConnection, wanted: Select[Any]) -> tuple[Ended, ...]:
    return tuple(Ended(**row._asdict()) for row in await connection.execute(wanted))


async def _pupils(connection: AsyncConnection, quiz_id: str) -> tuple[Score, ...]:
    answer, player = tables.answer, tables.player
    counted = await connection.execute(
        select(answer.c.person, POINTS, RIGHT, func.count())
        .join(tables.question, OF_ITS_QUESTION)
        .where(answer.c.quiz == quiz_id, tables.question.c.counted)
        .group_by(answer.c.person)
    )
    totals = {person: (points, right, answered) for person, points, right, answered in counted}
    everybody = await connection.execute(select(player).where(player.c.quiz == quiz_id))
    players = {row.person: row for row in everybody}
    names = {person: row.name for person, row in players.items()}
    return tuple(
        Score(person, names[person], players[person].team, *totals.get(person, (0, 0, 0)), rank)
        for person, rank in placed(names, {person: points for person, (points, _, _) in totals.items()})
    )


async def _asked(connection: AsyncConnection, quiz_id: str, answers: Sequence[Any]) -> tuple[Asked, ...]:
    answer, question = tables.answer, tables.question
    rows = await connection.execute(
        select(question, func.count(answer.c.person).label("answered"), func.coalesce(RIGHT, 0).label("right"))
        .outerjoin(answer, OF_ITS_QUESTION)
        .where(question.c.quiz == quiz_id)
        .group_by(question.c.quiz, question.c.number)
        .order_by(question.c.number)
    )
    return tuple(_one_asked(row, [each for each in answers if each.number == row.number]) for row in rows)


def _one_asked(row: Any, answers: Iterable[Any]) -> Asked:
    question = question_from_json(row.content)
    wrong, times = _most_chosen_wrong(question, [each for each in answers if not each.correct])
    return Asked(row.number, question, row.skipped, row.counted, row.answered, row.right, wrong, times)


def _most_chosen_wrong(question: Question, wrong: Iterable[Any]) -> tuple[str, int]:
    """The mistake that most made, and how many; of equally many, the first option, or the first by the alphabet."""
    if question.typed is not None:
        return _most_typed([row.text for row in wrong])
    marked = Counter(mark for row in wrong for mark in map(int, row.marks.split()) if not question.options[mark].right)
    if not marked:
        return "", 0
    most = min(marked, key=lambda mark: (-marked[mark], mark))
    return question.options[most].text, marked[most]


def _most_typed(texts: Iterable[str]) -> tuple[str, int]:
    """Whatever is written with other capitals or spaces is the same; it is shown as somebody wrote it."""
    spellings: dict[str, list[str]] = {}
    for text in texts:
        spellings.setdefault(" ".join(text.split()).casefold(), []).append(text)
    if not spellings:
        return "", 0
    most = min(spellings, key=lambda folded: (-len(spellings[folded]), folded))
    return min(spellings[most]), len(spellings[most])


def _response(question: Question, row: Any) -> Response:
    texts = chosen(question, row.marks, row.text)
    return Response(row.person, row.number, texts, row.correct, row.points if row.counted else 0, row.taken)
