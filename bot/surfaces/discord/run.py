"""Running the bot: the fact base in, Discord on, and a clean stop when the system asks for one."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import sys
from dataclasses import dataclass

import aiohttp
import discord
from yarl import URL

from bot.answers.desk import Desk
from bot.config import DiscordSettings, Settings
from bot.surfaces.discord.bot import FactdeskBot
from bot.surfaces.discord.errors import CONNECTION_ERRORS, explain
from bot.surfaces.opening import open_desk

CONNECTIONS = 250
"""The most connections to one address of Discord. In a crowd, answers that wait for one that is open go out sooner than
those that each open their own, and the process does not run out of files."""


@dataclass(frozen=True, slots=True)
class Shards:
    """Which shards of how many this process is; the others run elsewhere."""

    ids: tuple[int, ...]
    count: int


def run(settings: Settings, token: str, shards: Shards | None = None) -> int:
    """Answer in Discord until SIGINT or SIGTERM, as these shards or, with None, as all that Discord advises. Returns 0
    after such a stop, 1 where Discord refuses or is away.

    Raises FactBaseError where the fact base cannot be used.
    """
    desk = open_desk(settings)
    _set_up_logging(settings.discord.log_level)
    use_addresses(settings.discord)
    try:
        asyncio.run(_serve(desk, settings.discord.private_by_default, token, shards))
    except CONNECTION_ERRORS as error:
        print(explain(error), file=sys.stderr)
        return 1
    return 0


async def _serve(desk: Desk, private_by_default: bool, token: str, shards: Shards | None) -> None:
    connector = aiohttp.TCPConnector(limit=0, limit_per_host=CONNECTIONS)
    async with FactdeskBot(desk, private_by_default=private_by_default, connector=connector) as bot:
        if shards is not None:
            bot.shard_ids, bot.shard_count = list(shards.ids), shards.count
        serving = asyncio.create_task(bot.start(token))
        loop = asyncio.get_running_loop()
        # Where a loop takes no signal handlers, which is on Windows, Ctrl+C still cancels this task.
        with contextlib.suppress(NotImplementedError):
            for stop in (signal.SIGINT, signal.SIGTERM):
                loop.add_signal_handler(stop, serving.cancel)
        try:
            await serving
        except asyncio.CancelledError:
            logging.getLogger(__name__).info("Factdesk stops")


def use_addresses(settings: DiscordSettings) -> None:
    """Let discord.py talk to the configured addresses; it has no setting of its own for them."""
    if settings.api is not None:
        discord.http.Route.BASE = settings.api
    if settings.gateway is not None:
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = URL(settings.gateway)


def _set_up_logging(level: str) -> None:
    discord.utils.setup_logging(level=logging.getLevelNamesMapping()[level.upper()])
    # Below INFO, discord.py logs whole messages of the gateway: what people typed, and the keys to answer them.
    library = logging.getLogger("discord")
    library.setLevel(max(logging.getLogger().level, logging.INFO))
