"""Many people at once: interactions as fast as the connection takes them."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Iterable, Iterator, Sequence

from tests.loopback.interactions import COMMAND, interaction, slash
from tests.loopback.ledger import Exchange
from tests.loopback.payloads import Payload, people
from tests.loopback.server import Loopback

QUESTIONS = (
    slash("meeting", {"who": "blinken", "with": "xi"}),
    slash("quote", {"who": "glaser", "about": "sleepwalking"}),
    slash("check", {"claim": "Musk met Qin Gang on 30 May 2023"}),
    slash("person", {"who": "wang yi"}),
    slash("event", {"about": "micron ban"}),
)
"""What people ask Factdesk in turn: cards of different lengths."""

PERSONS, EACH = 200, 10

SPACING = 3.0
"""Seconds between two requests of one person, by their ids: few enough in ten seconds to be answered."""


def crowd(commands: Sequence[Payload], *, persons: int = PERSONS, each: int = EACH) -> Iterator[Payload]:
    """Interactions of so many people with so many requests each, one person after the other, the commands in turn."""
    started, turn = time.time() - each * SPACING, itertools.cycle(commands)
    for number in range(each):
        for person in people(persons):
            yield interaction(COMMAND, next(turn), person, at=started + number * SPACING)


async def flood(discord: Loopback, interactions: Iterable[Payload], *, at_once: int = PERSONS) -> list[Exchange]:
    """Send every interaction as soon as fewer than `at_once` are unacknowledged, and wait for the last answer.

    As many as there are people is one request of each that has no answer yet.
    """
    room = asyncio.Semaphore(at_once)

    async def settled(exchange: Exchange) -> Exchange:
        await exchange.done.wait()
        room.release()
        return exchange

    waiting = []
    for each in interactions:
        await room.acquire()
        waiting.append(asyncio.create_task(settled(await discord.send(each))))
    return await asyncio.gather(*waiting)
