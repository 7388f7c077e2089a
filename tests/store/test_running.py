"""A running quiz: nothing happens unless it is written, what time brings about happens by itself."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete, event, update

from bot.quiz.events import Answer, Close, Finish, Join, Next, Open, Refusal
from bot.quiz.scoring import scores
from bot.quiz.state import Rules, Session
from bot.store import quizzes, tables
from bot.store.database import Database, StoreError
from bot.store.quizzes import Quiz, create, discard, load, save
from bot.store.running import MOVED_ON, Gone, RunningQuiz
from tests.store.test_quizzes import QUESTIONS, new

RIGHT = [option.right for option in QUESTIONS[0].options].index(True)


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Watched(RunningQuiz):
    """A running quiz whose phases can be waited for."""

    def __init__(self, database: Database, quiz: Quiz, clock: Callable[[], float]) -> None:
        super().__init__(database, quiz, clock, lambda before, after: self._moved.set())
        self._moved = asyncio.Event()

    async def until(self, phase: str) -> None:
        async with asyncio.timeout(10):
            while self.quiz.session.phase != phase:
                self._moved.clear()
                await self._moved.wait()


@asynccontextmanager
async def started(
    database: Database, clock: Callable[[], float], seconds: float | None = None
) -> AsyncIterator[Watched]:
    quiz = new(session=Session(QUESTIONS, Rules(seconds)))
    await create(database, quiz)
    async with going(database, quiz, clock) as running:
        yield running


@asynccontextmanager
async def going(database: Database, quiz: Quiz, clock: Callable[[], float]) -> AsyncIterator[Watched]:
    running = Watched(database, quiz, clock)
    try:
        yield running
    finally:
        await running.stop()


async def test_what_is_acknowledged_is_in_the_database(database: Database) -> None:
    async with started(database, Clock()) as running:
        after = await running.submit(Join("7", "Ada"), Open(), Answer("7", (RIGHT,)))
        assert isinstance(after, Session)
        found = await load(database, running.quiz.id)
        assert found == running.quiz
        assert found is not None
        assert found.session.answers["7", 0].marks == (RIGHT,)


async def test_all_events_of_a_request_happen_or_none(database: Database) -> None:
    async with started(database, Clock()) as running:
        before = running.quiz
        assert await running.submit(Join("7", "Ada"), Answer("7", (RIGHT,))) == Refusal("The quiz has not begun yet.")
        assert running.quiz == before == await load(database, before.id)


async def test_a_class_that_answers_at_once_is_written_together(database: Database) -> None:
    writings: list[str] = []
    async with started(database, Clock()) as running:
        await running.submit(Open())
        version = running.quiz.version
        people = [str(number) for number in range(200)]
        await asyncio.gather(*(running.submit(Join(each, each), Answer(each, (RIGHT,))) for each in people))
        writings.append(str(running.quiz.version - version))
        assert running.quiz.version - version <= 3
        found = await load(database, running.quiz.id)
        assert found is not None
        assert {person for person, _ in found.session.answers} == set(people)


async def test_the_last_of_many_changes_counts(database: Database) -> None:
    async with started(database, Clock()) as running:
        await running.submit(Join("7", "Ada"), Open())
        await asyncio.gather(*(running.submit(Answer("7", (mark % 4,))) for mark in range(40)))
        await running.submit(Answer("7", (RIGHT,)))
        after = await running.submit(Close())
        assert isinstance(after, Session)
        assert scores(after)[0].points == 100


async def test_time_closes_and_opens_by_itself(database: Database) -> None:
    clock = Clock()
    async with started(database, clock, seconds=5.0) as running:
        await running.submit(Open())
        due = running.quiz.session.due
        assert due is not None
        clock.now = due
        await running.submit(Join("7", "Ada"))  # anything that happens wakes it
        await running.until("closed")
        due = running.quiz.session.due
        assert due is not None
        clock.now = due
        await running.submit(Join("8", "Ben"))
        await running.until("open")
        assert running.quiz.session.round == 1


async def test_an_overdue_question_closes_as_soon_as_the_quiz_goes_on(database: Database) -> None:
    clock = Clock()
    async with started(database, clock, seconds=5.0) as running:
        await running.submit(Join("7", "Ada"), Open(), Answer("7", (RIGHT,)))
    clock.now += 3600
    found = await load(database, running.quiz.id)
    assert found is not None
    async with going(database, found, clock) as again:
        await again.until("closed")
        assert scores(again.quiz.session)[0].points == 100
        assert await load(database, found.id) == again.quiz


async def test_it_waits_for_the_remaining_time_only(database: Database) -> None:
    loop = asyncio.get_running_loop()
    async with started(database, loop.time, seconds=-100.0) as running:
        session = running.quiz.session
        soon = replace(session, phase="open", round=0, opened_at=loop.time() - 100, closes_at=loop.time() + 0.05)
        quiz = await save(database, running.quiz, soon, 0.0)
    async with going(database, quiz, loop.time) as again:
        await again.until("closed")


async def test_what_somebody_else_wrote_is_taken_over(database: Database) -> None:
    async with started(database, Clock()) as running:
        other = running.quiz
        await running.submit(Join("7", "Ada"))
        async with going(database, other, Clock()) as elsewhere:
            assert isinstance(await elsewhere.submit(Join("8", "Ben")), Session)
            assert set(elsewhere.quiz.session.players) == {"7", "8"}
        assert isinstance(await running.submit(Join("9", "Cleo")), Session)
        assert set(running.quiz.session.players) == {"7", "8", "9"}


async def test_a_quiz_that_is_left_for_the_next_process_takes_nothing_more(database: Database) -> None:
    async with started(database, Clock(), seconds=5.0) as running:
        answering = [asyncio.create_task(running.submit(Join(f"{number}", "x"))) for number in range(5)]
        await asyncio.sleep(0)
        await running.stop()
        assert len([task for task in answering if isinstance(await task, Session)]) == 5
        with pytest.raises(StoreError, match="being restarted"):
            await running.submit(Open())
        found = await load(database, running.quiz.id)
        assert found is not None
        assert len(found.session.players) == 5


async def test_a_player_who_was_deleted_without_a_word_is_missed_and_can_come_back(database: Database) -> None:
    async with started(database, Clock()) as running:
        await running.submit(Join("7", "Ada"), Join("8", "Ben"), Open())
        async with database.write() as connection:
            await connection.execute(delete(tables.player).where(tables.player.c.person == "7"))
        assert await running.submit(Answer("7", (RIGHT,))) == Refusal("Join the quiz first.")
        assert isinstance(await running.submit(Join("7", "Ada"), Answer("7", (RIGHT,))), Session)


async def test_a_database_that_has_fallen_silent_is_given_up(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with started(database, Clock()) as running:
        await running.submit(Join("7", "Ada"), Open())
        before = running.quiz

        async def never(*_: object) -> None:
            await asyncio.Event().wait()

        with monkeypatch.context() as silent:
            silent.setattr("bot.store.database.ANSWER_SECONDS", 0.05)
            silent.setattr("bot.store.quizzes._write_difference", never)
            with pytest.raises(StoreError, match="does not answer"):
                await running.submit(Answer("7", (RIGHT,)))
        assert running.quiz == before == await load(database, before.id)
        assert isinstance(await running.submit(Answer("7", (RIGHT,))), Session)


async def test_a_press_counts_only_at_the_question_it_was_made_at(database: Database) -> None:
    async with started(database, Clock()) as running:
        await running.submit(Join("7", "Ada"), Open())
        moving = asyncio.gather(
            running.submit(Close(), question=0),
            running.submit(Next(), question=0),
            running.submit(Next(), question=0),
            running.submit(Answer("7", text="Beijing"), question=0),
        )
        outcomes = await moving
        assert [isinstance(outcome, Session) for outcome in outcomes] == [True, True, False, False]
        assert outcomes[2] == outcomes[3] == MOVED_ON
        assert (running.quiz.session.round, running.quiz.session.phase) == (1, "open")
        assert running.quiz.session.answers == {}


async def test_a_request_that_fails_spoils_no_other(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    write = quizzes.save

    async def save(database: Database, before: Quiz, session: Session, now: float) -> Quiz:
        if any(player.name == "broken" for player in session.players.values()):
            raise ValueError("no database takes this name")
        return await write(database, before, session, now)

    monkeypatch.setattr(quizzes, "save", save)
    async with started(database, Clock()) as running:
        submitted = (running.submit(Join(name, name)) for name in ("ada", "broken", "ben"))
        first, second, third = await asyncio.gather(*submitted, return_exceptions=True)
        assert isinstance(first, Session)
        assert isinstance(second, ValueError)
        assert isinstance(third, Session)
        found = await load(database, running.quiz.id)
        assert found is not None
        assert set(found.session.players) == {"ada", "ben"}


async def test_an_end_that_another_process_wrote_is_noticed(database: Database) -> None:
    async with started(database, Clock()) as running:
        await running.submit(Join("7", "Ada"), Open())
        async with going(database, running.quiz, Clock()) as elsewhere:
            await elsewhere.submit(Finish())
        with pytest.raises(Gone):
            await running.submit(Answer("7", (RIGHT,)))
        assert running.quiz.session.phase == "finished"


async def test_a_quiz_that_cannot_be_read_keeps_no_other_from_going_on(database: Database) -> None:
    readable, broken = new(), new(channel=6)
    for quiz in (readable, broken):
        await create(database, quiz)
    async with database.write() as connection:
        await connection.execute(
            update(tables.question)
            .where(tables.question.c.quiz == broken.id)
            .values(content='{"of": "another version"}')
        )
    assert [quiz.id for quiz in await quizzes.unfinished(database, 0.0)] == [readable.id]


async def test_after_the_end_nothing_happens(database: Database) -> None:
    async with started(database, Clock()) as running:
        await running.submit(Open(), Finish())
        with pytest.raises(Gone):
            await running.submit(Next())
    async with started(database, Clock()) as running:
        await discard(database, running.quiz.id)
        with pytest.raises(Gone):
            await running.submit(Open())


@contextmanager
def failing(database: Database, message: str) -> Iterator[None]:
    """Every commit fails as a driver would say it."""

    def fail(connection: object) -> None:
        raise OSError(message)

    event.listen(database._engine.sync_engine, "commit", fail)
    try:
        yield
    finally:
        event.remove(database._engine.sync_engine, "commit", fail)


async def test_what_could_not_be_written_did_not_happen(database: Database) -> None:
    async with started(database, Clock()) as running:
        await running.submit(Join("7", "Ada"), Open(), Answer("7", (RIGHT,)))
        before = running.quiz
        with failing(database, "No space left on device"):
            with pytest.raises(StoreError, match="the disk is full"):
                await running.submit(Answer("7", ((RIGHT + 1) % 4,)))
            assert running.quiz == before
        assert await load(database, before.id) == before
        assert isinstance(await running.submit(Answer("7", ((RIGHT + 1) % 4,))), Session)


async def test_a_question_closes_once_the_disk_has_room_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.running.RETRY_SECONDS", 0.01)
    clock = Clock()
    async with started(database, clock, seconds=5.0) as running:
        await running.submit(Join("7", "Ada"), Open())
        with failing(database, "disk I/O error: disk is full"):
            clock.now += 3600
            with pytest.raises(StoreError, match="the disk is full"):
                await running.submit(Join("8", "Ben"))
            await asyncio.sleep(0.05)
            assert running.quiz.session.phase == "open"
        await running.until("closed")


@contextmanager
def full(database: Database, pages: int) -> Iterator[None]:
    """The file cannot grow beyond so many pages, which SQLite takes for a full disk."""

    def limit(connection: Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    event.listen(database._engine.sync_engine, "begin", limit)
    try:
        yield
    finally:
        event.remove(database._engine.sync_engine, "begin", limit)


async def test_a_disk_without_room(tmp_path: Path) -> None:
    async with Database.open(None, tmp_path) as database, started(database, Clock()) as running:
        await running.submit(Join("7", "Ada"), Open())
        before = running.quiz
        with full(database, 1), pytest.raises(StoreError, match="the disk is full"):
            await running.submit(*(Join(f"p{number}", "x" * 500) for number in range(2000)))
        assert running.quiz == before == await load(database, before.id)
        with full(database, 1_000_000):
            assert isinstance(await running.submit(Answer("7", (RIGHT,))), Session)


async def test_a_database_that_another_program_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.store.database.BUSY_SECONDS", 0.05)
    async with (
        Database.open(None, tmp_path) as database,
        Database.open(None, tmp_path) as other,
        started(database, Clock()) as running,
    ):
        await running.submit(Join("7", "Ada"), Open())
        async with other.write():
            with pytest.raises(StoreError, match="another program holds the database"):
                await running.submit(Answer("7", (RIGHT,)))
            # Reading goes on meanwhile.
            assert await load(database, running.quiz.id) == running.quiz
        assert isinstance(await running.submit(Answer("7", (RIGHT,))), Session)
