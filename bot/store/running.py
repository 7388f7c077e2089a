"""A running quiz: one event after another, and each is in the database before anybody is told that it happened."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.quiz.events import Event, Refusal, Tick
from bot.quiz.session import step
from bot.quiz.state import ENDED, Session
from bot.store import quizzes
from bot.store.database import Database, StoreError
from bot.store.quizzes import Changed, Quiz

RETRY_SECONDS = 1.0
"""Between two attempts to write what time alone has brought about."""
_ATTEMPTS = 5
"""How often a quiz is read again because somebody else wrote it."""


class Gone(Exception):
    """The quiz is over or deleted, so that nothing happens in it any more."""


MOVED_ON = Refusal("The quiz has moved on meanwhile.")


@dataclass(frozen=True, slots=True)
class _Request:
    events: tuple[Event, ...]
    question: int | None
    at: float
    outcome: asyncio.Future[Session | Refusal]


class RunningQuiz:
    """Takes events from everywhere and applies them in the order of their coming.

    Those that come while others are being written are written together, in one transaction, so a class that answers at
    the same moment waits for two writings and not for thirty. Nothing waits in a task of its own: a timer wakes what
    time brings about.
    """

    def __init__(
        self,
        database: Database,
        quiz: Quiz,
        clock: Callable[[], float],
        changed: Callable[[Quiz, Quiz], None] = lambda before, after: None,
        gone: Callable[[], None] = lambda: None,
    ) -> None:
        """`clock` gives seconds since 1970. `changed` is called with the quiz before and after each writing, `gone`
        when it is found to be deleted."""
        self._database = database
        self._quiz = quiz
        self._clock = clock
        self._changed = changed
        self._gone = gone
        self._waiting: list[_Request] = []
        self._writing: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._over = quiz.session.phase in ENDED
        self._stopped = False
        self._set_timer()

    @property
    def quiz(self) -> Quiz:
        """The quiz as it stands in the database."""
        return self._quiz

    async def submit(self, *events: Event, question: int | None = None) -> Session | Refusal:
        """Let events happen one after the other, all of them or none; with the number of a question, only while it
        is the one that is, or was last, open.

        Returns the session after them once it is written, or why one of them is not possible. Raises StoreError where
        it could not be written, and Gone.
        """
        if self._stopped:
            raise StoreError("Factdesk is being restarted")
        if self._over:
            raise Gone
        request = _Request(events, question, self._clock(), asyncio.get_running_loop().create_future())
        self._waiting.append(request)
        self._write()
        return await request.outcome

    async def stop(self) -> None:
        """Write what was submitted and take nothing more; the quiz stays as it is for the next process."""
        self._stopped = True
        if self._writing is not None:
            await asyncio.gather(self._writing, return_exceptions=True)
        if self._timer is not None:
            self._timer.cancel()

    def _write(self) -> None:
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_all())

    async def _write_all(self) -> None:
        """Write until nothing waits. With nothing to begin with, what time brings about."""
        retry = 0.0
        while True:
            taken, self._waiting = self._waiting, []
            try:
                written = await self._apply_or_refuse(taken)
                retry = 0.0 if written else RETRY_SECONDS
            finally:
                self._over = self._over or self._quiz.session.phase in ENDED
                self._set_timer(retry)
            if not self._waiting:
                return

    async def _apply_or_refuse(self, requests: Sequence[_Request]) -> bool:
        """Apply requests, or let whoever submitted them know why not. Returns whether they could be written."""
        try:
            await self._apply(requests)
        except (StoreError, Gone) as error:
            _refuse(requests, error)
            self._over = self._over or isinstance(error, Gone)
            return False
        except Exception as error:  # noqa: BLE001 - whoever submitted has it raised, and the quiz goes on
            if len(requests) > 1:  # one of them is at fault, and the others shall not suffer for it
                return all([await self._apply_or_refuse([request]) for request in requests])
            _refuse(requests, error)
            if not requests:
                context = {"message": "a quiz could not go on", "exception": error}
                asyncio.get_running_loop().call_exception_handler(context)
            return False
        return True

    def _set_timer(self, at_least: float = 0.0) -> None:
        """Wake when time changes the quiz next; `at_least` so many seconds from now, where writing has just failed."""
        if self._timer is not None:
            self._timer.cancel()
        due = self._quiz.session.due
        if due is not None and not self._over and not self._stopped:
            wait = max(at_least, due - self._clock())
            self._timer = asyncio.get_running_loop().call_later(wait, self._write)

    async def _apply(self, requests: Sequence[_Request]) -> None:
        for _ in range(_ATTEMPTS):
            session, outcomes = _stepped(self._quiz.session, requests, self._clock())
            if session is self._quiz.session:
                break
            try:
                before, self._quiz = self._quiz, await quizzes.save(self._database, self._quiz, session, self._clock())
            except Changed:
                await self._read_again()
                continue
            self._changed(before, self._quiz)
            break
        else:
            raise StoreError("another process holds this quiz")
        for request, outcome in zip(requests, outcomes, strict=True):
            if not request.outcome.done():  # whoever asked may have given up
                request.outcome.set_result(outcome)

    async def _read_again(self) -> None:
        found = await quizzes.load(self._database, self._quiz.id)
        if found is None:
            self._gone()
            raise Gone
        before, self._quiz = self._quiz, found
        self._changed(before, found)
        if found.ended_at is not None:
            raise Gone


def _stepped(session: Session, requests: Sequence[_Request], now: float) -> tuple[Session, list[Session | Refusal]]:
    outcomes: list[Session | Refusal] = []
    for request in requests:
        after = _all_or_none(session, request)
        session = session if isinstance(after, Refusal) else after
        outcomes.append(after)
    ticked = step(session, Tick(), now)
    return session if isinstance(ticked, Refusal) else ticked, outcomes


def _all_or_none(session: Session, request: _Request) -> Session | Refusal:
    if request.question is not None and request.question != session.round:
        return MOVED_ON
    for event in request.events:
        after = step(session, event, request.at)
        if isinstance(after, Refusal):
            return after
        session = after
    return session


def _refuse(requests: Sequence[_Request], error: Exception) -> None:
    for request in requests:
        if not request.outcome.done():
            request.outcome.set_exception(error)
