"""Running the bot: the fact base in, Discord on, and a clean stop when the system asks for one."""

from __future__ import annotations

import asyncio
import logging
import sys
from dataclasses import dataclass
from typing import Any, NoReturn

import aiohttp

from bot.config import Settings
from bot.store.database import StoreError
from bot.surfaces.discord.addresses import use_addresses
from bot.surfaces.discord.bot import FactdeskBot
from bot.surfaces.discord.errors import CONNECTION_ERRORS, explain, fault
from bot.surfaces.discord.health import keep_health
from bot.surfaces.discord.logs import set_up_logging
from bot.surfaces.discord.stopping import until_stopped
from bot.surfaces.health import FILE
from bot.surfaces.live import LiveDesk

log = logging.getLogger(__name__)

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
    desk = LiveDesk(settings)
    set_up_logging(settings.discord, token)
    use_addresses(settings.discord)
    try:
        asyncio.run(_serve(desk, settings, token, shards))
    except CONNECTION_ERRORS as error:
        print(explain(error), file=sys.stderr)
        return 1
    except StoreError as error:
        print(f"The database for quizzes cannot be used: {error}.", file=sys.stderr)
        return 1
    return 0


async def _serve(desk: LiveDesk, settings: Settings, token: str, shards: Shards | None) -> None:
    connector = aiohttp.TCPConnector(limit=0, limit_per_host=CONNECTIONS)
    private = settings.discord.private_by_default
    async with FactdeskBot(
        desk,
        private_by_default=private,
        data=settings.data,
        database_url=settings.database_url,
        quiz=settings.quiz,
        connector=connector,
    ) as bot:
        if shards is not None:
            bot.shard_ids, bot.shard_count = list(shards.ids), shards.count
        beside = [
            asyncio.create_task(bot.watch.run(), name="the watch over the fact base"),
            asyncio.create_task(keep_health(bot, settings.data / FILE), name="the record of health"),
            asyncio.create_task(bot.quizzes.keep_tidy(settings.quiz.keep_days), name="deleting old quizzes"),
        ]
        for task in beside:
            task.add_done_callback(_log_a_failure)
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(_log_what_nobody_caught)
        try:
            if await until_stopped(bot.start(token)):
                log.info("Factdesk stops")
        finally:
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)


def _log_a_failure(task: asyncio.Task[NoReturn]) -> None:
    error = None if task.cancelled() else task.exception()
    if error is not None:
        fault(task.get_name(), error)


def _log_what_nobody_caught(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """In place of asyncio's own way, which shows the error's message, and with it what somebody may have typed."""
    if (error := context.get("exception")) is not None:
        fault("the event loop", error)
    else:
        log.error("in the event loop: %s", context["message"])
