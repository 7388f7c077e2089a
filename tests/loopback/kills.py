"""Quizzes during which the bot is killed again and again, and what must be true of them afterwards."""

from __future__ import annotations

import asyncio
import random
import signal
from dataclasses import dataclass, field
from pathlib import Path

from bot.quiz.state import ENDED
from bot.store.database import Database
from bot.store.quizzes import Quiz, load, unfinished
from bot.surfaces.discord.quiz.ids import HostVerb, id_of
from tests.loopback.controls import text
from tests.loopback.interactions import COMMAND, slash
from tests.loopback.ledger import Exchange
from tests.loopback.options import Value
from tests.loopback.payloads import MANAGER, Payload, Person, people
from tests.loopback.process import factdesk, stored_in
from tests.loopback.server import Loopback

PUPILS, ROUNDS = 12, 4
OPTIONS = 4
LONGEST_LIFE = 1.2
"""Seconds that a process lives at most once it is connected, before it is killed."""
LONGEST_THOUGHT = 0.3
"""Seconds that a pupil thinks at most, so that most kills come in the midst of a question."""
HOST_VERBS: dict[str, HostVerb] = {"lobby": "open", "open": "close", "closed": "next"}


@dataclass
class Outcome:
    """What happened, and `faults`, a sentence for each thing that must not happen."""

    kills: int = 0
    quizzes: int = 0
    acknowledged: int = 0
    repeated: int = 0
    """Presses that a kill left without an answer, so that people pressed again."""
    faults: list[str] = field(default_factory=list)


@dataclass
class Hand:
    """What a pupil pressed at a question: the last press that was acknowledged, and those after it that were not."""

    acknowledged: int | None = None
    unanswered: list[int] = field(default_factory=list)


class Endurance:
    """Plays quizzes with a class while somebody kills the bot, until there were enough kills."""

    def __init__(self, discord: Loopback, folder: Path, database_url: str | None, chance: random.Random) -> None:
        self._discord = discord
        self._folder = folder
        self._url = database_url
        self._chance = chance
        self._pupils = list(people(PUPILS))
        self._hands: dict[tuple[str, int, str], Hand] = {}
        self._alive = asyncio.Event()
        self._died = asyncio.Event()
        self._enough = asyncio.Event()
        self._last = asyncio.Event()
        self.outcome = Outcome()

    async def run(self, kills: int) -> Outcome:
        """Kill so often at random moments, let the last quiz end, and look at what is stored."""
        async with Database.open(self._url, self._folder / "data") as database:
            killing = asyncio.create_task(self._kill(kills))
            quizzes = []
            while not self._enough.is_set():
                quizzes.append(await self._play(database))
            await killing
            for id_ in quizzes:
                self._check(await load(database, id_), id_)
        self.outcome.quizzes = len(quizzes)
        # The lobby, the questions and the end.
        surplus = len(self._discord.rest.posts) - len(quizzes) * (ROUNDS + 2)
        if surplus:
            self.outcome.faults.append(f"{surplus} messages too many were posted")
        return self.outcome

    async def _kill(self, kills: int) -> None:
        for number in range(kills + 1):
            async with factdesk(self._discord, self._folder, lines=stored_in(self._url)) as bot:
                self._died.clear()
                self._alive.set()
                if number == kills:
                    self._enough.set()
                    await self._last.wait()
                    return
                await asyncio.sleep(self._chance.uniform(0, LONGEST_LIFE))
                self._alive.clear()
                await bot.stop(signal.SIGKILL)
                self._died.set()
                self._discord.ledger.forgive()
            self.outcome.kills += 1

    async def _play(self, database: Database) -> str:
        """Begin a quiz and play it to its end. Returns its id."""
        quiz = await self._begin(database)
        while True:
            found = await load(database, quiz.id)
            assert found is not None
            session = found.session
            if session.phase in ENDED:
                break
            if session.phase == "open":
                await asyncio.gather(*(self._answer(quiz.id, session.round, pupil) for pupil in self._pupils))
            await self._press(id_of(HOST_VERBS[session.phase], quiz.id, session.round), MANAGER)
        await self._until_the_end_is_shown(database, quiz.id)
        return quiz.id

    async def _begin(self, database: Database) -> Quiz:
        while True:
            running = await unfinished(database, 0.0)
            if running and running[0].session.phase not in ENDED and running[0].board is not None:
                return running[0]
            await self._alive.wait()
            options: dict[str, Value] = {"rounds": ROUNDS, "kinds": "who-said", "seed": f"{self._chance.random()}"}
            exchange = await self._discord.begin(COMMAND, slash("quiz start", options), MANAGER)
            await self._answered(exchange)
            await asyncio.sleep(0.05)

    async def _answer(self, quiz: str, number: int, pupil: Person) -> None:
        """Press options until one is acknowledged."""
        hand = self._hands.setdefault((quiz, number, str(pupil.id)), Hand())
        while True:
            await asyncio.sleep(self._chance.uniform(0, LONGEST_THOUGHT))
            mark = self._chance.randrange(OPTIONS)
            exchange = await self._press_once(id_of("mark", quiz, number, mark), pupil)
            if not exchange.done.is_set():
                hand.unanswered.append(mark)
                self.outcome.repeated += 1
                continue
            if exchange.answered is not None and "Your answer to question" in text(exchange.original):
                hand.acknowledged, hand.unanswered = mark, []
                self.outcome.acknowledged += 1
            else:
                hand.unanswered.append(mark)
            return

    async def _press(self, custom_id: str, by: Person) -> None:
        """Press until the press is acknowledged."""
        while not (await self._press_once(custom_id, by)).done.is_set():
            self.outcome.repeated += 1

    async def _press_once(self, custom_id: str, by: Person) -> Exchange:
        await self._alive.wait()
        exchange = await self._discord.use(self._newest(), custom_id, by)
        await self._answered(exchange)
        return exchange

    async def _answered(self, exchange: Exchange) -> None:
        """Wait until it is acknowledged, or nobody is there any more who could."""
        waiting = [asyncio.create_task(event.wait()) for event in (exchange.done, self._died)]
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED, timeout=self._discord.ledger.deadline + 2)
        for task in waiting:
            task.cancel()

    def _newest(self) -> Payload:
        return self._discord.rest.posts[-1]

    async def _until_the_end_is_shown(self, database: Database, id_: str) -> None:
        async with asyncio.timeout(30):
            while any(quiz.id == id_ for quiz in await unfinished(database, 0.0)):  # noqa: ASYNC110 - of another process
                await asyncio.sleep(0.05)
        if self._enough.is_set():
            self._last.set()

    def _check(self, quiz: Quiz | None, id_: str) -> None:
        """What was acknowledged is stored, and what is stored was pressed."""
        if quiz is None or quiz.session.phase != "finished" or quiz.session.round != ROUNDS - 1:
            self.outcome.faults.append(f"quiz {id_} did not finish")
            return
        answers = quiz.session.answers
        for (of, number, person), hand in self._hands.items():
            if of != id_:
                continue
            given = answers.get((person, number))
            marks = None if given is None else given.marks[0]
            if marks != hand.acknowledged and marks not in hand.unanswered:
                said = f"question {number}: stored {marks}, acknowledged {hand.acknowledged}"
                self.outcome.faults.append(f"quiz {id_}, {said}")
        pressed = {(person, number) for of, number, person in self._hands if of == id_}
        if strangers := set(answers) - pressed:
            self.outcome.faults.append(f"quiz {id_} has {len(strangers)} answers that nobody gave")
        ends = [post for post in self._discord.rest.posts if id_of("mine", id_, 0) in str(post["components"])]
        if len(ends) != 1:
            self.outcome.faults.append(f"the end of quiz {id_} was posted {len(ends)} times")
