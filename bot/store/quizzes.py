"""Quizzes in the database: begun, found again after a restart, and written event by event."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, and_, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.quiz.scoring import counted_rounds, is_right, points
from bot.quiz.state import ENDED, Given, Player, Session
from bot.store import tables
from bot.store.content import question_from_json, question_to_json, rules_from_json, rules_to_json
from bot.store.database import Database
from bot.store.upsert import upsert

log = logging.getLogger(__name__)


class AlreadyRunning(Exception):
    """There is a quiz in that channel that has not ended."""


class Changed(Exception):
    """Somebody else has written the quiz since it was read; read it again."""


LOBBY, END = -1, 1_000_000


@dataclass(frozen=True, slots=True)
class Quiz:
    """A quiz as it is stored: where and by whom it is held, and its session."""

    id: str
    session: Session
    guild: int | None
    """None in a terminal, and then there is no channel either."""
    channel: int | None
    host: str
    """A person's id; empty once they had what is stored about them deleted."""
    school_class: str
    title: str
    seed: str
    started_at: float
    """Seconds since 1970, as all times here."""
    ended_at: float | None = None
    version: int = 0
    """Counts the writings, so that no two processes write over each other."""
    board: int | None = None
    """The id of the newest message that shows where the quiz stands."""
    board_shows: int | None = None
    """What that message is for: LOBBY, the number of a question, or END."""


def new_id() -> str:
    """An id that nobody guesses, short enough for the id of a button."""
    return secrets.token_hex(6)


async def create(database: Database, quiz: Quiz) -> None:
    """Write a quiz that begins. Raises AlreadyRunning where its channel has one: the key decides, so of two that begin
    at the same moment one is refused; and StoreError."""
    try:
        async with database.write() as connection:
            await connection.execute(insert(tables.quiz).values(_row(quiz)))
            if quiz.session.questions:
                await connection.execute(insert(tables.question), list(_question_rows(quiz.id, quiz.session)))
            await upsert(connection, tables.player, list(_player_rows(quiz.id, quiz.session.players.values())))
    except IntegrityError as error:
        raise AlreadyRunning from error


async def load(database: Database, id_: str) -> Quiz | None:
    """A quiz by its id, running or not. Raises StoreError."""
    found = await _found(database, select(tables.quiz).where(tables.quiz.c.id == id_))
    return found[0] if found else None


async def unfinished(database: Database, since: float) -> tuple[Quiz, ...]:
    """Every quiz in a server that has not ended, or ended since a time without its end having been shown.

    Raises StoreError.
    """
    columns = tables.quiz.c
    unshown = and_(columns.ended_at >= since, columns.board_shows != END)
    wanted = select(tables.quiz).where(columns.guild.is_not(None), or_(columns.ended_at.is_(None), unshown))
    return await _found(database, wanted.order_by(columns.started_at))


async def running_alone(database: Database) -> Quiz | None:
    """The newest quiz in a terminal that has not ended. Raises StoreError."""
    mask = tables.quiz.c.ended_at.is_(None), tables.quiz.c.guild.is_(None)
    newest = select(tables.quiz).where(*mask).order_by(tables.quiz.c.started_at.desc()).limit(1)
    found = await _found(database, newest)
    return found[0] if found else None


async def save(database: Database, before: Quiz, session: Session, now: float) -> Quiz:
    """Write what is different in the session, in one transaction. Returns the quiz as it now stands.

    Raises Changed where the database does not have `before` any more, and StoreError; then nothing was written.
    """
    ended = session.phase in ENDED and before.ended_at is None
    after = replace(before, session=session, version=before.version + 1, ended_at=now if ended else before.ended_at)
    try:
        async with database.write() as connection:
            same = tables.quiz.c.id == before.id, tables.quiz.c.version == before.version
            # The board is written by `set_board` alone.
            row = {key: value for key, value in _row(after).items() if key not in ("id", "board", "board_shows")}
            if (await connection.execute(update(tables.quiz).where(*same).values(row))).rowcount != 1:
                raise Changed
            await _write_difference(connection, before, session)
    except IntegrityError as error:
        # A player whom the session still has was deleted.
        raise Changed from error
    return after


async def set_board(database: Database, id_: str, board: int, shows: int) -> None:
    """Note which message shows the quiz, and what: LOBBY, the number of a question, or END. Raises StoreError."""
    async with database.write() as connection:
        values = {"board": board, "board_shows": shows}
        await connection.execute(update(tables.quiz).where(tables.quiz.c.id == id_).values(values))


async def discard(database: Database, id_: str) -> None:
    """Delete a quiz with everything in it. Raises StoreError."""
    async with database.write() as connection:
        await connection.execute(delete(tables.quiz).where(tables.quiz.c.id == id_))


async def _write_difference(connection: AsyncConnection, before: Quiz, session: Session) -> None:
    old = before.session
    players = [player for person, player in session.players.items() if old.players.get(person) != player]
    await upsert(connection, tables.player, list(_player_rows(before.id, players)))
    answers = {key: given for key, given in session.answers.items() if old.answers.get(key) is not given}
    await upsert(connection, tables.answer, list(_answer_rows(before.id, session, answers)))
    marks = set(_marks(session)) - set(_marks(old))
    for number, skipped, counted in marks:
        one = tables.question.c.quiz == before.id, tables.question.c.number == number
        await connection.execute(update(tables.question).where(*one).values(skipped=skipped, counted=counted))


def _marks(session: Session) -> Iterator[tuple[int, bool, bool]]:
    """Of each question: its number, whether it was skipped, and whether its points count."""
    counted = set(counted_rounds(session))
    return ((number, number in session.skipped, number in counted) for number in range(len(session.questions)))


def _row(quiz: Quiz) -> dict[str, Any]:
    session = quiz.session
    return {
        "id": quiz.id,
        "guild": quiz.guild,
        "channel": quiz.channel,
        "host": quiz.host,
        "school_class": quiz.school_class,
        "title": quiz.title,
        "seed": quiz.seed,
        "rules": rules_to_json(session.rules),
        "phase": session.phase,
        "round": session.round,
        "opened_at": session.opened_at,
        "closes_at": session.closes_at,
        "paused_at": session.paused_at,
        "next_at": session.next_at,
        "started_at": quiz.started_at,
        "ended_at": quiz.ended_at,
        "version": quiz.version,
        "board": quiz.board,
        "board_shows": quiz.board_shows,
    }


def _question_rows(id_: str, session: Session) -> Iterator[dict[str, Any]]:
    for (number, skipped, counted), question in zip(_marks(session), session.questions, strict=True):
        content = question_to_json(question)
        yield {"quiz": id_, "number": number, "content": content, "skipped": skipped, "counted": counted}


def _player_rows(id_: str, players: Iterable[Player]) -> Iterator[dict[str, Any]]:
    for each in players:
        yield {"quiz": id_, "person": each.id, "name": each.name, "team": each.team, "here": each.here}


def _answer_rows(id_: str, session: Session, answers: Mapping[tuple[str, int], Given]) -> Iterator[dict[str, Any]]:
    for (person, number), given in answers.items():
        question = session.questions[number]
        yield {
            "quiz": id_,
            "number": number,
            "person": person,
            "marks": " ".join(map(str, given.marks)),
            "text": given.text,
            "taken": given.taken,
            "time_left": given.left,
            "correct": is_right(question, given),
            "points": points(question, given, speed_bonus=session.rules.speed_bonus),
        }


async def _found(database: Database, wanted: Select[Any]) -> tuple[Quiz, ...]:
    async with database.read() as connection:
        rows = (await connection.execute(wanted)).all()
        found = [await _readable(connection, row._asdict()) for row in rows]
    return tuple(quiz for quiz in found if quiz is not None)


async def _readable(connection: AsyncConnection, row: Mapping[str, Any]) -> Quiz | None:
    """The quiz of a row; None, and a line in the log, where it cannot be read: the others go on."""
    try:
        return await _quiz(connection, row)
    except (KeyError, TypeError, ValueError) as error:
        log.error("quiz %s cannot be read (%s) and is left alone", row["id"], type(error).__name__)  # noqa: TRY400
        return None


async def _quiz(connection: AsyncConnection, row: Mapping[str, Any]) -> Quiz:
    questions, players, answers = [
        (await connection.execute(select(table).where(table.c.quiz == row["id"]))).all()
        for table in (tables.question, tables.player, tables.answer)
    ]
    return Quiz(
        id=row["id"],
        session=_session(row, sorted(questions, key=lambda each: each.number), players, answers),
        guild=row["guild"],
        channel=row["channel"],
        host=row["host"],
        school_class=row["school_class"],
        title=row["title"],
        seed=row["seed"],
        started_at=row["started_at"],
        ended_at=row["ended_at"],
        version=row["version"],
        board=row["board"],
        board_shows=row["board_shows"],
    )


def _session(
    row: Mapping[str, Any], questions: Sequence[Any], players: Sequence[Any], answers: Sequence[Any]
) -> Session:
    return Session(
        questions=tuple(question_from_json(each.content) for each in questions),
        rules=rules_from_json(row["rules"]),
        phase=row["phase"],
        round=row["round"],
        players={each.person: Player(each.person, each.name, each.team, each.here) for each in players},
        answers={(each.person, each.number): _given(each) for each in answers},
        skipped=frozenset(each.number for each in questions if each.skipped),
        opened_at=row["opened_at"],
        closes_at=row["closes_at"],
        paused_at=row["paused_at"],
        next_at=row["next_at"],
    )


def _given(row: Any) -> Given:
    return Given(tuple(int(mark) for mark in row.marks.split()), row.text, row.taken, row.time_left, row.correct)
