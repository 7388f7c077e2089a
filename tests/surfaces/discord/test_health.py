"""The bot's own record of its health, from its connections as discord.py has them."""

from __future__ import annotations

import asyncio
import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from discord import ShardInfo

from bot import __version__
from bot.surfaces.discord import health as writing
from bot.surfaces.discord.bot import FactdeskBot
from bot.surfaces.discord.health import health_of, keep_health
from bot.surfaces.health import Shard, write_health
from tests.surfaces.discord.fakes import NOTHING, connection

NEVER = 1e6
"""Seconds until the file would be written without a cause."""


@pytest.fixture
def shards(monkeypatch: pytest.MonkeyPatch) -> dict[int, ShardInfo]:
    """The connections of a bot that is ready; a test fills them in."""
    found: dict[int, ShardInfo] = {}
    monkeypatch.setattr(FactdeskBot, "shards", property(lambda bot: found))
    monkeypatch.setattr(FactdeskBot, "is_ready", lambda bot: True)
    return found


def test_the_health_is_that_of_every_connection(simcord_bot: FactdeskBot, shards: dict[int, ShardInfo]) -> None:
    shards[1] = connection(1)
    shards[0] = connection(0, latency=0.045, acknowledged=20)
    health = health_of(simcord_bot)
    first, second = health.shards
    assert first.heartbeat is not None
    assert abs(datetime.now(UTC) - first.heartbeat - timedelta(seconds=20)) < timedelta(seconds=10)
    assert (first.id, first.connected, first.latency) == (0, True, 0.045)
    assert second == Shard(1, True, None, None)
    assert (health.connected, health.facts, health.fingerprint) == (True, 0, NOTHING.fingerprint)
    assert (health.version, health.pid, health.started) == (__version__, os.getpid(), simcord_bot.started)


def test_one_lost_connection_is_not_connected(simcord_bot: FactdeskBot, shards: dict[int, ShardInfo]) -> None:
    assert not health_of(simcord_bot).connected
    shards[0] = connection(0)
    assert health_of(simcord_bot).connected
    shards[1] = connection(1, is_open=False)
    assert not health_of(simcord_bot).connected


def test_a_bot_that_does_not_know_its_servers_yet_is_not_connected(
    simcord_bot: FactdeskBot, shards: dict[int, ShardInfo], monkeypatch: pytest.MonkeyPatch
) -> None:
    shards[0] = connection(0)
    monkeypatch.setattr(FactdeskBot, "is_ready", lambda bot: False)
    assert not health_of(simcord_bot).connected


class Written:
    """Waits for each writing of the file."""

    def __init__(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._path = path
        self._contents: asyncio.Queue[Any] = asyncio.Queue()
        loop = asyncio.get_running_loop()

        def write(*arguments: Any) -> None:
            write_health(*arguments)
            loop.call_soon_threadsafe(self._contents.put_nowait, json.loads(path.read_bytes()))

        monkeypatch.setattr(writing, "write_health", write)

    async def content(self) -> Any:
        return await asyncio.wait_for(self._contents.get(), 10)


async def test_the_file_is_written_at_every_change_and_says_so_at_the_end(
    simcord_bot: FactdeskBot, shards: dict[int, ShardInfo], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = Written(tmp_path / "health.json", monkeypatch)
    keeping = asyncio.create_task(keep_health(simcord_bot, tmp_path / "health.json", NEVER))
    assert (await written.content())["connected"] is False
    shards[0] = connection(0)
    for event in (simcord_bot.on_connect, simcord_bot.on_ready, simcord_bot.on_resumed):
        await event()
        assert (await written.content())["connected"] is True
    shards[0] = connection(0, is_open=False)
    await simcord_bot.on_disconnect()
    assert (await written.content())["connected"] is False
    shards[0] = connection(0)
    monkeypatch.setattr(simcord_bot.desk, "reload", lambda: None)
    await simcord_bot.watch.reload()
    assert (await written.content())["connected"] is True
    keeping.cancel()
    with pytest.raises(asyncio.CancelledError):
        await keeping
    assert (await written.content())["connected"] is False


async def test_the_file_is_renewed_while_nothing_happens(
    simcord_bot: FactdeskBot, shards: dict[int, ShardInfo], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = Written(tmp_path / "health.json", monkeypatch)
    keeping = asyncio.create_task(keep_health(simcord_bot, tmp_path / "health.json", 0))
    for _ in range(3):
        await written.content()
    keeping.cancel()
    with pytest.raises(asyncio.CancelledError):
        await keeping


async def test_a_folder_that_takes_no_file_is_told_of_once(
    simcord_bot: FactdeskBot, shards: dict[int, ShardInfo], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "data").write_text("a file, not a folder")
    file = writing._File(tmp_path / "data" / "health.json")
    for _ in range(3):
        file.write(health_of(simcord_bot))
    (warning,) = caplog.messages
    assert "health.json cannot be written (" in warning
