"""Two thousand requests of two hundred people at once: each is answered in time, once, and by a card."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path

from bot.surfaces.discord.run import CONNECTIONS
from tests.loopback.controls import text
from tests.loopback.load import EACH, PERSONS, QUESTIONS, crowd, flood
from tests.loopback.process import Process, factdesk
from tests.loopback.server import Loopback

SECONDS = 60.0
"""Many times what it takes."""


async def test_everybody_is_answered_once(discord: Loopback, bot: Process) -> None:
    async with asyncio.timeout(SECONDS):
        exchanges = await flood(discord, crowd(QUESTIONS))
    sent = Counter(request.path for request in discord.rest.requests if request.path.endswith("/callback"))
    assert len(sent) == len(exchanges) == PERSONS * EACH
    assert set(sent.values()) == {1}
    assert not any("a lot at once" in text(exchange.original) for exchange in exchanges)
    assert all(exchange.seconds < discord.ledger.deadline for exchange in exchanges)


async def test_a_flood_is_answered_once(tmp_path: Path) -> None:
    # All that at once may take longer than Discord waits; what is to be seen here is that nothing is lost or doubled.
    async with Loopback.start(deadline=SECONDS) as discord, factdesk(discord, tmp_path), asyncio.timeout(SECONDS):
        await flood(discord, crowd(QUESTIONS), at_once=PERSONS * EACH)
    assert len([request for request in discord.rest.requests if request.path.endswith("/callback")]) == PERSONS * EACH
    assert discord.faults() == []
    # Twice, because a connection that broke is opened anew.
    assert len(discord.rest.ports) <= 2 * CONNECTIONS


async def test_a_broken_connection_in_the_midst_loses_nothing(discord: Loopback, bot: Process) -> None:
    interactions = list(crowd(QUESTIONS, each=5))
    asyncio.get_running_loop().call_later(0.3, discord.gateway.cut)
    async with asyncio.timeout(SECONDS):
        exchanges = await flood(discord, interactions)
    await discord.gateway.until_resumed(1)
    assert len(exchanges) == len(interactions)
    assert len([request for request in discord.rest.requests if request.path.endswith("/callback")]) == len(exchanges)
