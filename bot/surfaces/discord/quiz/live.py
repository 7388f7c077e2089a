"""All quizzes that this process runs: begun, found again after a restart, and pressed."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import discord

from bot.quiz.events import Cancel, Event, Finish, Pause, Refusal
from bot.quiz.scoring import Score, scores
from bot.quiz.state import ENDED, Session
from bot.store import quizzes
from bot.store.database import Database, StoreError
from bot.store.privacy import forget_old
from bot.store.quizzes import Quiz
from bot.store.running import Gone, RunningQuiz
from bot.surfaces.discord.quiz.posting import RETRY_SECONDS, ChannelLost, Posting

log = logging.getLogger(__name__)

IDLE_SECONDS = 12 * 3600.0
"""After so long without anything happening a forgotten quiz is ended, so that its channel is free again."""
LEAST_IDLE_SECONDS = 600.0
"""What a quiz has after a restart at least."""
SHOWN_AGAIN_SECONDS = 3600.0
"""How long ago a quiz may have ended without its end having been shown, to be shown still."""
TIDY_SECONDS = 3600.0
_UNTIL_OPEN = 5.0
_REMEMBERED = 16
"""Quizzes that have ended and are kept at hand, because a whole class asks for its results."""


class LiveQuiz:
    """A running quiz and its messages."""

    def __init__(
        self,
        database: Database,
        quiz: Quiz,
        clock: Callable[[], float],
        channel: discord.PartialMessageable,
        over: Callable[[LiveQuiz], None],
    ) -> None:
        """`over` is called once, when the quiz has ended and its end is shown."""
        self._database = database
        self._over = over
        self._clock = clock
        self._running = RunningQuiz(database, quiz, clock, self._changed, lambda: over(self))
        self._posting = Posting(lambda: self._running.quiz, channel, clock, self._posted, self._refused)
        self._idle: asyncio.TimerHandle | None = None
        self._closing: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[object]] = set()
        session = quiz.session
        quiet = clock() - max(quiz.started_at, session.opened_at, session.paused_at)
        self._stay_awake(max(LEAST_IDLE_SECONDS, IDLE_SECONDS - quiet))
        self._show_the_close()

    @property
    def quiz(self) -> Quiz:
        return self._running.quiz

    async def submit(self, *events: Event, question: int | None = None) -> Session | Refusal:
        """As `RunningQuiz.submit`."""
        return await self._running.submit(*events, question=question)

    async def post_first(self) -> None:
        """As `Posting.post_first`."""
        await self._posting.post_first()

    def show(self) -> None:
        """Bring the messages up to date, after a restart."""
        self._posting.changed()

    def deleted(self, messages: Collection[int]) -> None:
        """As `Posting.deleted`."""
        self._posting.deleted(messages)

    async def stop(self) -> None:
        """Leave the quiz as it is, for the next process."""
        for timer in (self._idle, self._closing):
            if timer is not None:
                timer.cancel()
        await self._running.stop()
        await self._posting.stop()

    def _changed(self, before: Quiz, after: Quiz) -> None:
        old, new = before.session, after.session
        moved = (old.phase, old.round, old.closes_at, old.next_at, old.skipped)
        self._posting.changed(soon=moved == (new.phase, new.round, new.closes_at, new.next_at, new.skipped))
        self._stay_awake()
        self._show_the_close()

    def _show_the_close(self) -> None:
        """Show that the time is up even where somebody has more of it, so that nobody sees that somebody has."""
        if self._closing is not None:
            self._closing.cancel()
        session = self.quiz.session
        if session.phase == "open" and session.closes_at is not None:
            wait = max(0.0, session.closes_at - self._clock())
            self._closing = asyncio.get_running_loop().call_later(wait, self._posting.changed)

    def _stay_awake(self, seconds: float = IDLE_SECONDS) -> None:
        if self._idle is not None:
            self._idle.cancel()
        if self.quiz.session.phase not in ENDED:
            self._end_after(seconds)

    def _end_after(self, seconds: float) -> None:
        if self._idle is not None:
            self._idle.cancel()
        self._idle = asyncio.get_running_loop().call_later(seconds, self._end_in_the_background)

    def _end_in_the_background(self) -> None:
        task: asyncio.Task[object] = asyncio.create_task(self.end())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def end(self) -> None:
        """End the quiz because nobody can go on with it: what is closed so far counts. Where that cannot be written, it
        is tried again."""
        try:
            if isinstance(await self.submit(Finish()), Refusal):
                await self.submit(Cancel())
        except StoreError as error:
            log.warning("a quiz could not be ended: %s", error)
            self._end_after(RETRY_SECONDS)
        except Gone:
            pass  # it has ended meanwhile

    async def _posted(self, message: int, shows: int) -> None:
        await quizzes.set_board(self._database, self.quiz.id, message, shows)
        if shows == quizzes.END:
            self._over(self)

    async def _refused(self, error: Exception) -> None:
        """The channel is gone, and with it the quiz; or the bot may not write there, and the quiz waits."""
        if isinstance(error, ChannelLost):
            await self.end()
            if self.quiz.session.phase not in ENDED:
                return
            await quizzes.set_board(self._database, self.quiz.id, 0, quizzes.END)
            self._posting.complete = True
            self._over(self)
            return
        try:
            await self.submit(Pause())
        except (StoreError, Gone) as failure:
            log.warning("a quiz could not be paused: %s", failure)


@dataclass(frozen=True, slots=True)
class Result:
    """A quiz that has ended, and everybody's score by their id."""

    quiz: Quiz
    scores: Mapping[str, Score]


class Quizzes:
    """The quizzes of the servers that this process serves."""

    def __init__(self, client: discord.AutoShardedClient, clock: Callable[[], float]) -> None:
        """`clock` gives seconds since 1970."""
        self._client = client
        self._clock = clock
        self._live: dict[str, LiveQuiz] = {}
        self._ended: OrderedDict[str, Result] = OrderedDict()
        self._loading: dict[str, asyncio.Task[Quiz | None]] = {}
        self._resources = AsyncExitStack()
        self._database: Database | None = None

    @property
    def database(self) -> Database:
        """Raises StoreError before `open` and after `close`."""
        if self._database is None:
            raise StoreError("Factdesk is starting or stopping")
        return self._database

    @property
    def are_open(self) -> bool:
        """Whether what runs is known, which it is between `open` and `close`."""
        return self._database is not None

    @property
    def now(self) -> float:
        return self._clock()

    async def open(self, url: str | None, folder: Path) -> None:
        """Open the database and go on with every quiz that runs in a server of this process. Raises StoreError."""
        self._database = await self._resources.enter_async_context(Database.open(url, folder))
        for quiz in await quizzes.unfinished(self._database, self._clock() - SHOWN_AGAIN_SECONDS):
            if quiz.guild is not None and self._serves(quiz.guild):
                self._add(quiz).show()
                log.info("a quiz goes on at question %d (server %s)", quiz.session.round + 1, quiz.guild)

    async def close(self) -> None:
        """Stop where everything stands."""
        stopping, self._live = tuple(self._live.values()), {}
        self._database = None
        await asyncio.gather(*(live.stop() for live in stopping))
        await self._resources.aclose()

    async def keep_tidy(self, days: int) -> NoReturn:
        """Delete quizzes so many days after their end, every hour until cancelled."""
        while True:
            try:
                if self._database is not None:
                    await forget_old(self._database, self._clock() - days * 86_400.0)
                    self.forget_ended()
            except StoreError as error:
                log.warning("old quizzes could not be deleted: %s", error)
            await asyncio.sleep(_UNTIL_OPEN if self._database is None else TIDY_SECONDS)

    async def start(self, quiz: Quiz) -> LiveQuiz:
        """Begin a quiz and post its lobby. Raises AlreadyRunning, StoreError, and what Discord refuses the lobby with;
        then there is no quiz."""
        await quizzes.create(self.database, quiz)
        live = self._add(quiz)
        try:
            await live.post_first()
        except Exception:
            # Where it cannot even be deleted, it stays live, so that its host can cancel it.
            await quizzes.discard(self.database, quiz.id)
            del self._live[quiz.id]
            await live.stop()
            raise
        return live

    def live(self, id_: str, guild: int | None) -> LiveQuiz | None:
        """A quiz that runs in this server; None for any other id."""
        found = self._live.get(id_)
        return found if found is not None and found.quiz.guild == guild else None

    def in_channel(self, channel: int | None) -> LiveQuiz | None:
        """The quiz that runs in a channel. One that has ended, but whose end could not be shown yet, is beside it."""
        running = (live for live in self._live.values() if live.quiz.session.phase not in ENDED)
        return next((live for live in running if live.quiz.channel == channel), None)

    async def end_in(self, channel: int) -> None:
        """End the quiz in a channel that is gone, if there is one."""
        if (live := self.in_channel(channel)) is not None:
            await live.end()

    def deleted_in(self, channel: int, messages: Collection[int]) -> None:
        """Post again what somebody has deleted of a quiz that runs in a channel."""
        if (live := self.in_channel(channel)) is not None:
            live.deleted(messages)

    def in_server(self, guild: int) -> tuple[LiveQuiz, ...]:
        return tuple(live for live in self._live.values() if live.quiz.guild == guild)

    async def ended(self, id_: str, guild: int | None) -> Result | None:
        """What came of a quiz of this server that has ended. Raises StoreError."""
        if (known := self._ended.get(id_)) is None:
            live = self._live.get(id_)
            quiz = live.quiz if live is not None else await self._loaded(id_)
            if quiz is None or quiz.session.phase not in ENDED:
                return None
            known = self._ended.get(id_) or self._remember(quiz)
        return known if known.quiz.guild == guild else None

    async def _loaded(self, id_: str) -> Quiz | None:
        """A quiz from the database, read once however many ask for it at the same moment."""
        task = self._loading.get(id_)
        if task is None:
            task = self._loading[id_] = asyncio.create_task(quizzes.load(self.database, id_))
            task.add_done_callback(lambda _: self._loading.pop(id_, None))
        return await asyncio.shield(task)

    def forget_ended(self) -> None:
        """Read quizzes that have ended anew, because something in them was deleted."""
        self._ended.clear()

    def _remember(self, quiz: Quiz) -> Result:
        """Score a quiz once, because a whole class asks for its results."""
        self._ended[quiz.id] = Result(quiz, {score.person: score for score in scores(quiz.session)})
        if len(self._ended) > _REMEMBERED:
            self._ended.popitem(last=False)
        return self._ended[quiz.id]

    def _add(self, quiz: Quiz) -> LiveQuiz:
        if quiz.channel is None:
            raise ValueError("a quiz in a terminal has no channel")
        channel = self._client.get_partial_messageable(quiz.channel, guild_id=quiz.guild)
        live = LiveQuiz(self.database, quiz, self._clock, channel, self._remove)
        self._live[quiz.id] = live
        return live

    def _remove(self, live: LiveQuiz) -> None:
        self._live.pop(live.quiz.id, None)

    def _serves(self, guild: int) -> bool:
        """Whether Discord tells this process of a server, by the rule of its gateway."""
        ids, count = self._client.shard_ids, self._client.shard_count
        return not ids or not count or (guild >> 22) % count in ids
