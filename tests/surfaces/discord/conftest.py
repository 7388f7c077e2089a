"""The real bot in a simulated Discord, over a desk that each test fills."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from simcord import Env

from bot.surfaces.discord.bot import FactdeskBot
from tests.surfaces.discord.audit import audit
from tests.surfaces.discord.fakes import FakeDesk, World


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def private_by_default() -> bool:
    return True


@pytest.fixture
def simcord_bot(desk: FakeDesk, private_by_default: bool, tmp_path: Path) -> FactdeskBot:
    bot = FactdeskBot(desk, private_by_default=private_by_default, data=tmp_path)
    bot.shard_count = 1  # Discord would say how many shards to use; the simulator does not.
    return bot


@pytest_asyncio.fixture
async def world(simcord_env: Env, simcord_bot: FactdeskBot, tmp_path: Path) -> AsyncIterator[World]:
    """The bot in a server, with its commands uploaded. Afterwards every request is held against Discord's limits."""
    await simcord_bot.quizzes.open(None, tmp_path)
    await simcord_bot.tree.sync()
    guild = simcord_env.create_guild("Newsroom")
    channel = guild.create_text_channel("desk")
    alice, bob = (guild.add_member(simcord_env.create_user(name)) for name in ("alice", "bob"))
    await simcord_env.settle()
    yield World(simcord_env, guild, channel, alice, bob)
    await simcord_bot.close()
    assert audit(simcord_env.http_requests) == []
