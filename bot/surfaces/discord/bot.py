"""The Discord client: what it may see, what it may ping, and its one tree of commands."""

from __future__ import annotations

import asyncio
import logging
import time
from pathlib import Path

import aiohttp
import discord
from discord import app_commands

from bot.surfaces.discord.cards import Cards, OldPress, Press
from bot.surfaces.discord.commands import build
from bot.surfaces.discord.desk_commands import DeskCommands
from bot.surfaces.discord.errors import late_autocomplete_is_no_error, report
from bot.surfaces.discord.limit import Limit
from bot.surfaces.discord.messages import Replies
from bot.surfaces.discord.queries import Queries
from bot.surfaces.discord.watch import Watch
from bot.surfaces.live import LiveDesk

log = logging.getLogger(__name__)


class FactdeskTree(app_commands.CommandTree["FactdeskBot"]):
    """All commands, for servers and for people who install Factdesk for themselves, wherever they write."""

    def __init__(self, client: FactdeskBot) -> None:
        super().__init__(
            client,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )

    async def on_error(
        self, interaction: discord.Interaction[FactdeskBot], error: app_commands.AppCommandError, /
    ) -> None:
        await report(interaction, error)


class FactdeskBot(discord.AutoShardedClient):
    """Answers commands and messages from one desk. It keeps no messages and no members, and it pings nobody.

    Without the privileged intent for the content of messages, Discord sends the text of those that mention the bot and
    of those in a direct conversation with it; all others arrive empty.
    """

    def __init__(
        self,
        desk: LiveDesk,
        *,
        private_by_default: bool,
        data: Path,
        connector: aiohttp.BaseConnector | None = None,
    ) -> None:
        """`data` is the folder for what is remembered between runs. `connector` makes the connections to Discord; None
        for discord.py's own, which sets them no limit."""
        intents = discord.Intents.none()
        intents.guilds = intents.guild_messages = intents.dm_messages = True
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            connector=connector,
        )
        self.desk = desk
        self.started = discord.utils.utcnow()
        self.changed = asyncio.Event()
        """Set when the connections or the facts have changed; whoever waits for it clears it."""
        self.watch = Watch(desk, self.changed.set)
        self.tree = FactdeskTree(self)
        limit = Limit()
        self._queries = Queries(data / "queries")
        self.cards = Cards(desk, self._queries)
        for command in build(desk, self.cards, private_by_default=private_by_default):
            command.add_check(limit.check)
            self.tree.add_command(command)
        self.tree.add_command(DeskCommands(desk, self.watch, self.started))
        self._replies = Replies(desk, self.cards, limit)
        logging.getLogger("discord.app_commands.tree").addFilter(late_autocomplete_is_no_error)

    async def setup_hook(self) -> None:
        self.add_dynamic_items(Press, OldPress)
        await asyncio.to_thread(self._queries.forget_old, time.time())

    async def on_connect(self) -> None:
        self.changed.set()

    async def on_disconnect(self) -> None:
        self.changed.set()

    async def on_resumed(self) -> None:
        self.changed.set()

    async def on_ready(self) -> None:
        self.changed.set()
        log.info("Factdesk is ready in %d servers", len(self.guilds))

    async def on_message(self, message: discord.Message) -> None:
        if self.user is not None:
            await self._replies.answer(message, self.user.id)
