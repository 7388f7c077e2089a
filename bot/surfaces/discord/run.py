"""Running the bot: the fact base in, Discord on, and a clean stop when the system asks for one."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import sys

import discord

from bot.answers.desk import Desk
from bot.config import Settings
from bot.surfaces.discord.bot import FactdeskBot
from bot.surfaces.discord.errors import CONNECTION_ERRORS, explain
from bot.surfaces.opening import open_desk


def run(settings: Settings, token: str) -> int:
    """Answer in Discord until SIGINT or SIGTERM. Returns 0 after such a stop, 1 where Discord refuses or is away.

    Raises FactBaseError where the fact base cannot be used.
    """
    desk = open_desk(settings)
    _set_up_logging(settings.discord.log_level)
    try:
        asyncio.run(_serve(desk, settings.discord.private_by_default, token))
    except CONNECTION_ERRORS as error:
        print(explain(error), file=sys.stderr)
        return 1
    return 0


async def _serve(desk: Desk, private_by_default: bool, token: str) -> None:
    async with FactdeskBot(desk, private_by_default=private_by_default) as bot:
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


def _set_up_logging(level: str) -> None:
    discord.utils.setup_logging(level=logging.getLevelNamesMapping()[level.upper()])
    # Below INFO, discord.py logs whole messages of the gateway: what people typed, and the keys to answer them.
    library = logging.getLogger("discord")
    library.setLevel(max(logging.getLogger().level, logging.INFO))
