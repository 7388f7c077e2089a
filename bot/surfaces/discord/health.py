"""Writing down how the running bot is, for whoever looks after it."""

from __future__ import annotations

import asyncio
import logging
import math
import os
import threading
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import NoReturn

import discord

from bot import __version__
from bot.surfaces.discord.bot import FactdeskBot
from bot.surfaces.health import Health, Shard, write_health

log = logging.getLogger(__name__)

SECONDS = 15.0
"""Between two writings while nothing happens."""


async def keep_health(bot: FactdeskBot, path: Path, seconds: float = SECONDS) -> NoReturn:
    """Write the file every so often, and at once when the bot's connections or its facts change, until cancelled; the
    last one says that the bot is not connected. Where the file cannot be written, that is logged once."""
    file = _File(path)
    try:
        while True:
            bot.changed.clear()
            await asyncio.to_thread(file.write, health_of(bot))
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await bot.changed.wait()
    finally:
        file.write(replace(health_of(bot), connected=False))


def health_of(bot: FactdeskBot) -> Health:
    shards = tuple(_shard(info) for _, info in sorted(bot.shards.items()))
    return Health(
        connected=bot.is_ready() and bool(shards) and all(shard.connected for shard in shards),
        shards=shards,
        facts=sum(1 for _ in bot.desk.base.facts()),
        fingerprint=bot.desk.base.fingerprint,
        version=__version__,
        pid=os.getpid(),
        started=bot.started,
    )


def _shard(info: discord.ShardInfo) -> Shard:
    # Before the first acknowledgement the latency is infinite.
    latency = info.latency if math.isfinite(info.latency) else None
    # discord.py says how long a heartbeat took, but has no public word on when that was.
    keep_alive = info._parent.ws._keep_alive
    heartbeat = None
    if latency is not None and keep_alive is not None:
        heartbeat = datetime.now(UTC) - timedelta(seconds=perf_counter() - keep_alive._last_ack)
    return Shard(info.id, not info.is_closed(), heartbeat, latency)


class _File:
    """Written by one thread at a time, the last writing being the last word."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._complained = False

    def write(self, health: Health) -> None:
        with self._lock:
            try:
                write_health(self._path, health)
            except OSError as error:
                if not self._complained:
                    log.warning("%s cannot be written (%s): `factdesk health` fails", self._path, error.strerror)
                self._complained = True
