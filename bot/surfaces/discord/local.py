"""The bot without Discord: a page on this computer in which somebody types commands and the real bot answers.

simcord plays Discord's part in memory. It belongs to the extra `local`, so it is imported only when the page is opened.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import discord

from bot.config import Settings
from bot.surfaces.discord.bot import FactdeskBot
from bot.surfaces.discord.stopping import until_stopped
from bot.surfaces.live import LiveDesk

if TYPE_CHECKING:
    from simcord import ChannelHandle, Env, GuildHandle, MemberActor

_LIBRARIES = ("simcord", "linkify_it", "markdown_it", "PIL", "regex")
_TICK = 2.0
"""Seconds between two moments in which simcord's clock, which stands still by itself, is set forward."""
_PATIENCE = 60.0
"""Seconds that a click may take on a slow computer before the page calls it failed."""


@dataclass(frozen=True, slots=True)
class Simulation:
    """The bot in a simulated server: a channel, a member who can type there and manages it, and the bot's mention."""

    env: Env
    server: GuildHandle
    channel: ChannelHandle
    member: MemberActor
    mention: str


def is_installed() -> bool:
    """Whether the libraries of the extra `local` are here."""
    return all(find_spec(library) for library in _LIBRARIES)


def serve(settings: Settings) -> int:
    """Print the address of the page and answer there until SIGINT, SIGTERM or the page's own end button. Returns 0.

    Raises FactBaseError where the fact base cannot be used.
    """
    asyncio.run(until_stopped(_serve(LiveDesk(settings), settings.discord.private_by_default)))
    return 0


@contextlib.asynccontextmanager
async def simulation(desk: LiveDesk, *, private_by_default: bool) -> AsyncIterator[Simulation]:
    """Run the bot in a simulated server, with its commands uploaded. What it remembers is gone afterwards."""
    import simcord  # noqa: PLC0415 - the extra may not be installed

    with TemporaryDirectory(prefix="factdesk-") as data:
        bot = FactdeskBot(desk, private_by_default=private_by_default, data=Path(data))
        bot.shard_count = 1  # Discord would say how many shards to use; the simulator does not.
        handler = bot.tree.on_error
        # The bot handles its errors itself, and whoever is at the page sees what a person in Discord would see.
        async with bot, simcord.run(bot, check_errors=False, settle_timeout=_PATIENCE) as env:
            # Through simcord's own handler, an error that the bot handles would make the page report a failure.
            bot.tree.on_error = handler  # type: ignore[method-assign]  # simcord has put its own in the same way
            await bot.quizzes.open(None, Path(data))
            await bot.tree.sync()
            server = env.create_guild("Newsroom")
            channel = server.create_text_channel("fact-check")
            # Whoever tries the page may do everything that the manager of a server may.
            managers = server.create_role("managers", permissions=discord.Permissions(manage_guild=True))
            member = server.add_member(env.create_user("you"), roles=[managers])
            await env.settle()
            me = bot.guilds[0].me
            await me.edit(nick="Factdesk")
            yield Simulation(env, server, channel, member, me.mention)


async def _serve(desk: LiveDesk, private_by_default: bool) -> None:
    async with simulation(desk, private_by_default=private_by_default) as simulated:
        # A mention without words is answered with what can be asked.
        await simulated.member.send(simulated.channel, simulated.mention)
        preview = simulated.env.preview(simulated.channel, viewers=[simulated.member], layout="channel")
        async with preview, asyncio.TaskGroup() as tasks:
            clock = tasks.create_task(keep_time(simulated.env))
            print(
                f"Open {preview.url} and type /meeting, or {simulated.mention} who met Qin Gang? Ctrl+C ends it.",
                flush=True,
            )
            await preview.wait_closed()
            clock.cancel()


async def keep_time(env: Env, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
    """Let the simulation's time pass without end: cards grow old and the limit on asking is lifted as in Discord."""
    while True:
        await sleep(_TICK)
        # Env.advance_time would also wait for the bot, and a click that comes meanwhile would be refused for good.
        env.backend.advance_clock(_TICK)
