"""Where a quiz in the terminal is kept: in the database, so that it outlives the process, or only in memory."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from typing import Protocol

from bot.quiz.events import Event, Finish, Join, Open, Refusal
from bot.quiz.session import step
from bot.quiz.state import Session
from bot.store import quizzes
from bot.store.database import Database
from bot.store.quizzes import Quiz
from bot.store.running import RunningQuiz

YOU = "you"


class Game(Protocol):
    """A quiz of one person."""

    @property
    def session(self) -> Session: ...
    @property
    def seed(self) -> str: ...
    def submit(self, *events: Event) -> Session | Refusal:
        """Let events happen, all of them or none. Raises StoreError where they cannot be kept."""


class LooseGame:
    """A quiz that is gone with the process."""

    def __init__(self, session: Session, seed: str, clock: Callable[[], float] = time.time) -> None:
        self.session = session
        self.seed = seed
        self._clock = clock

    def submit(self, *events: Event) -> Session | Refusal:
        session = self.session
        for event in events:
            after = step(session, event, self._clock())
            if isinstance(after, Refusal):
                return after
            session = after
        self.session = session
        return session


class KeptGame:
    """A quiz of which every step is in the database before the next one."""

    def __init__(self, runner: asyncio.Runner, running: RunningQuiz) -> None:
        self._runner = runner
        self._running = running

    @property
    def session(self) -> Session:
        return self._running.quiz.session

    @property
    def seed(self) -> str:
        return self._running.quiz.seed

    def submit(self, *events: Event) -> Session | Refusal:
        # The loop runs for this step only: while a line is read, Ctrl-C shall end the reading.
        return self._runner.run(self._running.submit(*events))


class Games:
    """The quizzes of terminals in one database."""

    def __init__(self, runner: asyncio.Runner, database: Database, clock: Callable[[], float]) -> None:
        self._runner = runner
        self._database = database
        self._clock = clock

    def begin(self, session: Session, title: str, seed: str) -> KeptGame:
        """Keep a quiz that begins; one that was left before is ended with what is closed of it. Raises StoreError."""
        if (left := self.left()) is not None:
            left.submit(Finish())
        # Begun in one step, so that none is left that nobody has seen a question of.
        session = _begun(session, self._clock())
        quiz = Quiz(quizzes.new_id(), session, None, None, YOU, "", title, seed, self._clock())
        self._runner.run(quizzes.create(self._database, quiz))
        return self._game(quiz)

    def left(self) -> KeptGame | None:
        """The newest quiz that did not end. Raises StoreError."""
        quiz = self._runner.run(quizzes.running_alone(self._database))
        return None if quiz is None else self._game(quiz)

    def _game(self, quiz: Quiz) -> KeptGame:
        async def start() -> RunningQuiz:
            return RunningQuiz(self._database, quiz, self._clock)

        return KeptGame(self._runner, self._runner.run(start()))


@contextmanager
def kept(url: str | None, folder: Path, clock: Callable[[], float] = time.time) -> Iterator[Games]:
    """The games in a database, until the block ends. Raises StoreError."""
    with asyncio.Runner() as runner:
        resources = AsyncExitStack()
        database = runner.run(resources.enter_async_context(Database.open(url, folder)))
        try:
            yield Games(runner, database, clock)
        finally:
            runner.run(resources.aclose())


def loose(session: Session, seed: str, clock: Callable[[], float] = time.time) -> LooseGame:
    """A quiz that begins and is kept nowhere."""
    return LooseGame(_begun(session, clock()), seed, clock)


def _begun(session: Session, now: float) -> Session:
    for event in (Join(YOU, "You"), Open()):
        after = step(session, event, now)
        if isinstance(after, Refusal):
            raise ValueError(after.reason)  # noqa: TRY004 - it is the questions that are missing
        session = after
    return session
